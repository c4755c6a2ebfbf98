//! What a table shows in a cell.

use rustc_hash::FxHashMap;

use super::{column::Column, opens::marks, value::Values};
use crate::{
    catalog::{
        Entry, Model,
        license::{Commercial, License},
        model::Stage,
        parent::BaseModel,
        training::{Training, Unit},
    },
    locale::Locale,
    messages::Messages,
    role::Role,
    shelf::{Part, Shelf},
};

/// The cells of a column, row by row; what rows share is made once.
#[derive(Debug, Default)]
pub struct Cells {
    /// What was made.
    pub made: Vec<(String, Role)>,
    /// For each row, the place of its cell in what was made.
    pub places: Vec<usize>,
}

impl Cells {
    fn make(&mut self, cell: (String, Role)) -> usize {
        self.made.push(cell);
        self.made.len() - 1
    }
}

impl Column {
    /// Its text and its looks for a row; the text is empty where it is not known.
    /// The entry itself is not read.
    #[must_use]
    pub fn cell(self, shelf: &Shelf, row: usize, locale: Locale) -> (String, Role) {
        let cell = shelf.part_of(row).map(|(part, row)| self.cell_of(part, row, shelf, locale));
        cell.unwrap_or_default()
    }

    fn cell_of(self, part: &Part, row: usize, shelf: &Shelf, locale: Locale) -> (String, Role) {
        let text = match (self, self.facts().first()) {
            (_, Some(fact)) => {
                let Some(record) = fact.read(part.value(*fact, part.code(*fact, row))) else {
                    return (String::new(), Role::Text);
                };
                return (self.text(record.entry(), shelf, locale), self.role(record.entry()));
            }
            (Self::Links, None) => return (marks(part.links(row)), Role::Muted),
            (Self::Id, None) => part.id(row),
            (Self::Paper, None) => part.paper(row).next().unwrap_or_default(),
            (_, None) => part.name(row),
        };
        (text.to_owned(), Role::Text)
    }

    /// Its texts and their looks for many rows of parts.
    #[must_use]
    pub fn cells(self, rows: &[(&Part, usize)], shelf: &Shelf, locale: Locale) -> Cells {
        let mut cells = Cells::default();
        // A value is known by its code in a part, and by itself in all of them.
        let (mut of_codes, mut of_values) = (FxHashMap::default(), FxHashMap::default());
        for (part, row) in rows {
            let mut make = || cells.make(self.cell_of(part, *row, shelf, locale));
            let place = match self.facts().first() {
                Some(fact) => {
                    let code = part.code(*fact, *row);
                    let of_value = || *of_values.entry(part.value(*fact, code)).or_insert_with(make);
                    *of_codes.entry((std::ptr::from_ref::<Part>(part), code)).or_insert_with(of_value)
                }
                None => make(),
            };
            cells.places.push(place);
        }
        cells
    }

    /// Its text for an entry; empty where it is not known.
    #[must_use]
    pub fn text(self, entry: Entry<'_>, shelf: &Shelf, locale: Locale) -> String {
        let messages = locale.messages();
        match (self, entry) {
            (Self::Name, entry) => entry.name().to_owned(),
            (Self::Links, entry) => marks(entry.into()),
            (Self::Claims, entry) => {
                let mut said: Vec<_> =
                    entry.claims().iter().map(|claim| (messages.claim_status)(claim.status)).collect();
                said.sort_unstable();
                said.dedup();
                said.join(", ")
            }
            (Self::Kind, Entry::Extension(extension)) => (messages.extension_kind)(extension.kind).to_owned(),
            (Self::Summary, Entry::Extension(extension)) => extension.summary.get(locale).to_owned(),
            (Self::License, Entry::Model(model)) => {
                let sign = |license: &License| license.commercial.map_or("  ", commercial_sign);
                model.license.as_ref().map_or_else(String::new, |l| format!("{}{}", sign(l), l.label(locale)))
            }
            (Self::Organizations, Entry::Model(model)) => {
                let names = model.organizations.iter().map(|name| shelf.head().organization_name(name, locale));
                names.collect::<Vec<_>>().join(", ")
            }
            (_, Entry::Model(model)) => self.model_text(model, shelf, messages).unwrap_or_default(),
            (column, entry) => join(&column.values(entry, shelf.head())),
        }
    }

    fn model_text(self, model: &Model, shelf: &Shelf, messages: &Messages) -> Option<String> {
        let license = model.license.as_ref();
        Some(match self {
            Self::Stage => (messages.stage)(model.stage).to_owned(),
            Self::Parameters => model.parameters()?.rounded().to_string(),
            Self::Released => model.released?.month_only(),
            Self::Training => short(*model.training.first()?, messages),
            Self::Architecture => (messages.architecture)(model.architecture?).to_owned(),
            Self::Open if model.open_weights => messages.weights_open.to_owned(),
            Self::Open => messages.weights_closed.to_owned(),
            Self::Languages => languages(&model.languages),
            Self::Commercial => (messages.commercial)(license?.commercial?).to_owned(),
            Self::Bases => {
                let row = |base: &BaseModel| shelf.part_of(shelf.row_of(base.id.as_str())?);
                let names = model.base_models.iter().filter_map(row).map(|(part, row)| part.name(row));
                names.collect::<Vec<_>>().join(", ")
            }
            _ => join(&self.values(Entry::Model(model), shelf.head())),
        })
    }

    /// Its text for a program or a file: all values, exact, in no language.
    #[must_use]
    pub fn plain(self, entry: Entry<'_>, shelf: &Shelf, locale: Locale) -> String {
        match (self, entry) {
            (Self::Name | Self::Summary, _) => self.text(entry, shelf, locale),
            (Self::License, Entry::Model(model)) => {
                model.license.as_ref().map_or_else(String::new, |license| license.name.clone())
            }
            (Self::Organizations, Entry::Model(model)) => model.organizations.join(", "),
            (Self::Bases, Entry::Model(model)) => {
                model.base_models.iter().map(|base| base.id.as_str()).collect::<Vec<_>>().join(", ")
            }
            _ => join(&self.values(entry, shelf.head())),
        }
    }

    /// The looks of its text for an entry.
    #[must_use]
    pub fn role(self, entry: Entry<'_>) -> Role {
        match (self, entry) {
            (Self::Stage, Entry::Model(model)) => stage_role(model.stage),
            (Self::License | Self::Commercial, Entry::Model(model)) => {
                model.license.as_ref().and_then(|license| license.commercial).map_or(Role::Text, commercial_role)
            }
            (Self::Links | Self::Kind, _) => Role::Muted,
            _ => Role::Text,
        }
    }
}

/// Values side by side.
fn join(values: &Values) -> String {
    let list = |texts: Vec<String>| texts.join(", ");
    match values {
        Values::Nothing => String::new(),
        Values::Texts(texts) => list(texts.clone()),
        Values::Counts(counts) => list(counts.iter().map(ToString::to_string).collect()),
        Values::Number(number) => format!("{number:.1}"),
        Values::Date(date) => date.to_string(),
    }
}

/// The looks of a stage.
#[must_use]
pub fn stage_role(stage: Stage) -> Role {
    match stage {
        Stage::Base => Role::Base,
        Stage::Sft => Role::Sft,
        Stage::Rlhf => Role::Rlhf,
    }
}

/// A sign before a license, for those who see no color.
fn commercial_sign(commercial: Commercial) -> &'static str {
    match commercial {
        Commercial::Yes => "+ ",
        Commercial::Conditions => "~ ",
        Commercial::No => "- ",
    }
}

/// The looks of what a license allows.
#[must_use]
pub fn commercial_role(commercial: Commercial) -> Role {
    match commercial {
        Commercial::Yes => Role::Good,
        Commercial::Conditions => Role::Text,
        Commercial::No => Role::Bad,
    }
}

fn short(training: Training, messages: &Messages) -> String {
    let mark = match training.unit {
        Unit::Examples => (messages.unit_short)(Unit::Examples),
        _ => (messages.training_kind_short)(training.kind),
    };
    format!("{} {mark}", training.written_amount()).trim_end().to_owned()
}

fn languages(codes: &[String]) -> String {
    match codes {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} {second}"),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}
