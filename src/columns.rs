//! What a table shows in a cell.

use rustc_hash::FxHashMap;

use llm_catalog::{
    EntryRef, Model,
    license::{CommercialUse, License},
    localized::Locale,
    model::Stage,
    parent::Parent,
    training::{TrainingData, TrainingUnit},
};
use llm_index::{
    Column, Index, LinkShortcut,
    segment::{LinkSet, Segment},
    value::ColumnValues,
};

use crate::{config::theme::StyleRole, i18n::Messages};

/// How a column is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnLayout {
    /// The least columns of the screen it needs.
    pub min_width: u16,
    /// Whether its values stand at the right: figures do.
    pub right_aligned: bool,
    /// How long it stays as a screen gets narrower; higher stays longer.
    pub priority: u8,
}

/// The columns that the tables of models show.
pub const MODEL_COLUMNS: [Column; 8] = [
    Column::Name,
    Column::Parameters,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns that a table of models of every stage shows.
pub const ALL_TAB_COLUMNS: [Column; 9] = [
    Column::Name,
    Column::Stage,
    Column::Parameters,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns that the table of extensions shows.
pub const EXTENSION_COLUMNS: [Column; 4] = [Column::Name, Column::ExtensionKind, Column::Summary, Column::Links];

/// The cells of a column, row by row; what rows share is made once.
#[derive(Debug, Default)]
pub struct ColumnCells {
    /// What was made.
    pub unique_cells: Vec<(String, StyleRole)>,
    /// For each row, the place of its cell in what was made.
    pub cell_indices: Vec<usize>,
}

impl ColumnCells {
    fn push(&mut self, cell: (String, StyleRole)) -> usize {
        self.unique_cells.push(cell);
        self.unique_cells.len() - 1
    }
}

/// The user interface half of a column: heading, layout and cells.
pub trait ColumnExt: Copy {
    /// Its text and its looks for a row; the text is empty where it is not known.
    /// The entry itself is not read.
    #[must_use]
    fn cell(self, shelf: &Index, row: usize, locale: Locale) -> (String, StyleRole);

    /// Its texts and their looks for many rows of parts.
    #[must_use]
    fn cells(self, rows: &[(&Segment, usize)], shelf: &Index, locale: Locale) -> ColumnCells;

    /// Its text for an entry; empty where it is not known.
    #[must_use]
    fn display_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String;

    /// Its text for a program or a file: all values, exact, in no language.
    #[must_use]
    fn raw_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String;

    /// The looks of its text for an entry.
    #[must_use]
    fn style_role(self, entry: EntryRef<'_>) -> StyleRole;

    /// Its heading.
    #[must_use]
    fn heading(self, messages: &Messages) -> &'static str;

    /// How it is drawn.
    #[must_use]
    fn layout(self) -> ColumnLayout;
}

impl ColumnExt for Column {
    fn cell(self, shelf: &Index, row: usize, locale: Locale) -> (String, StyleRole) {
        let cell = shelf.locate(row).map(|(part, row)| segment_cell(self, part, row, shelf, locale));
        cell.unwrap_or_default()
    }

    fn cells(self, rows: &[(&Segment, usize)], shelf: &Index, locale: Locale) -> ColumnCells {
        let mut cells = ColumnCells::default();
        // A value is known by its code in a part, and by itself in all of them.
        let (mut of_codes, mut of_values) = (FxHashMap::default(), FxHashMap::default());
        for (part, row) in rows {
            let mut make = || cells.push(segment_cell(self, part, *row, shelf, locale));
            let place = match self.encoded_fields().first() {
                Some(fact) => {
                    let code = part.key(*fact, *row);
                    let of_value = || *of_values.entry(part.value(*fact, code)).or_insert_with(make);
                    *of_codes.entry((std::ptr::from_ref::<Segment>(part), code)).or_insert_with(of_value)
                }
                None => make(),
            };
            cells.cell_indices.push(place);
        }
        cells
    }

    fn display_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String {
        let messages = Messages::get(locale);
        match (self, entry) {
            (Self::Name, entry) => entry.name().to_owned(),
            (Self::Links, entry) => link_glyphs(entry.into()),
            (Self::Claims, entry) => {
                let mut said: Vec<_> =
                    entry.claims().iter().map(|claim| (messages.claim_status)(claim.status)).collect();
                said.sort_unstable();
                said.dedup();
                said.join(", ")
            }
            (Self::ExtensionKind, EntryRef::Extension(extension)) => {
                (messages.extension_kind)(extension.kind).to_owned()
            }
            (Self::Summary, EntryRef::Extension(extension)) => extension.summary.get(locale).to_owned(),
            (Self::License, EntryRef::Model(model)) => {
                let sign = |license: &License| license.commercial_use.map_or("  ", commercial_use_marker);
                model.license.as_ref().map_or_else(String::new, |l| format!("{}{}", sign(l), l.label(locale)))
            }
            (Self::Organizations, EntryRef::Model(model)) => {
                let names = model.organizations.iter().map(|name| shelf.meta().organization_name(name, locale));
                names.collect::<Vec<_>>().join(", ")
            }
            (_, EntryRef::Model(model)) => model_display_text(self, model, shelf, messages).unwrap_or_default(),
            (column, entry) => join_values(&column.values(entry, shelf.meta())),
        }
    }

    fn raw_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String {
        match (self, entry) {
            (Self::Name | Self::Summary, _) => self.display_text(entry, shelf, locale),
            (Self::License, EntryRef::Model(model)) => {
                model.license.as_ref().map_or_else(String::new, |license| license.name.clone())
            }
            (Self::Organizations, EntryRef::Model(model)) => model.organizations.join(", "),
            (Self::Parents, EntryRef::Model(model)) => {
                model.base_models.iter().map(|base| base.id.as_str()).collect::<Vec<_>>().join(", ")
            }
            _ => join_values(&self.values(entry, shelf.meta())),
        }
    }

    fn style_role(self, entry: EntryRef<'_>) -> StyleRole {
        match (self, entry) {
            (Self::Stage, EntryRef::Model(model)) => stage_style_role(model.stage),
            (Self::License | Self::CommercialUse, EntryRef::Model(model)) => model
                .license
                .as_ref()
                .and_then(|license| license.commercial_use)
                .map_or(StyleRole::Text, commercial_use_style_role),
            (Self::Links | Self::ExtensionKind, _) => StyleRole::Muted,
            _ => StyleRole::Text,
        }
    }

    fn heading(self, messages: &Messages) -> &'static str {
        match self {
            Self::Name => messages.model,
            Self::Id => "id",
            Self::Stage => messages.stage_heading,
            Self::Organizations => messages.organizations,
            Self::Countries => messages.countries,
            Self::Parameters => messages.parameters,
            Self::ActiveParameters => messages.active,
            Self::Released => messages.released,
            Self::Score => messages.score,
            Self::TrainingData => messages.tokens,
            Self::ContextLength => messages.context,
            Self::Architecture => messages.architecture_heading,
            Self::OpenWeights => messages.weights,
            Self::Languages => messages.languages_short,
            Self::License => messages.license,
            Self::CommercialUse => messages.commercial_heading,
            Self::Parents => messages.parents,
            Self::Paper => messages.paper,
            Self::Links => messages.links,
            Self::Claims => messages.claims_heading,
            Self::ExtensionKind => messages.kind,
            Self::Summary => messages.summary,
        }
    }

    fn layout(self) -> ColumnLayout {
        let (width, right, priority) = match self {
            Self::Name => (18, false, u8::MAX),
            Self::Stage => (5, false, 8),
            Self::Parameters => (6, true, 10),
            Self::Released => (8, false, 9),
            Self::Score => (5, true, 5),
            Self::TrainingData => (11, true, 6),
            Self::Languages => (6, false, 3),
            Self::License => (12, false, 7),
            Self::Links => (5, false, 2),
            Self::ExtensionKind => (12, false, 4),
            Self::Summary => (24, false, 8),
            Self::ActiveParameters | Self::ContextLength => (7, true, 1),
            Self::Id
            | Self::Organizations
            | Self::Countries
            | Self::Architecture
            | Self::OpenWeights
            | Self::CommercialUse
            | Self::Parents
            | Self::Paper
            | Self::Claims => (12, false, 1),
        };
        ColumnLayout { min_width: width, right_aligned: right, priority }
    }
}

fn segment_cell(column: Column, part: &Segment, row: usize, shelf: &Index, locale: Locale) -> (String, StyleRole) {
    let text = match (column, column.encoded_fields().first()) {
        (_, Some(fact)) => {
            let Some(record) = fact.decode(part.value(*fact, part.key(*fact, row))) else {
                return (String::new(), StyleRole::Text);
            };
            return (
                column.display_text(record.as_entry_ref(), shelf, locale),
                column.style_role(record.as_entry_ref()),
            );
        }
        (Column::Links, None) => return (link_glyphs(part.links(row)), StyleRole::Muted),
        (Column::Id, None) => part.id(row),
        (Column::Paper, None) => part.paper_texts(row).next().unwrap_or_default(),
        (_, None) => part.name(row),
    };
    (text.to_owned(), StyleRole::Text)
}

fn model_display_text(column: Column, model: &Model, shelf: &Index, messages: &Messages) -> Option<String> {
    let license = model.license.as_ref();
    Some(match column {
        Column::Stage => (messages.stage)(model.stage).to_owned(),
        Column::Parameters => model.parameters()?.round_3_sig().to_string(),
        Column::Released => model.released?.to_year_month(),
        Column::TrainingData => format_training_short(*model.training.first()?, messages),
        Column::Architecture => (messages.architecture)(model.architecture?).to_owned(),
        Column::OpenWeights if model.open_weights => messages.weights_open.to_owned(),
        Column::OpenWeights => messages.weights_closed.to_owned(),
        Column::Languages => format_languages(&model.languages),
        Column::CommercialUse => (messages.commercial_use)(license?.commercial_use?).to_owned(),
        Column::Parents => {
            let row = |base: &Parent| shelf.locate(shelf.row_by_id(base.id.as_str())?);
            let names = model.base_models.iter().filter_map(row).map(|(part, row)| part.name(row));
            names.collect::<Vec<_>>().join(", ")
        }
        _ => join_values(&column.values(EntryRef::Model(model), shelf.meta())),
    })
}

/// `ColumnValues` side by side.
fn join_values(values: &ColumnValues) -> String {
    let list = |texts: Vec<String>| texts.join(", ");
    match values {
        ColumnValues::Missing => String::new(),
        ColumnValues::Texts(texts) => list(texts.clone()),
        ColumnValues::Quantities(counts) => list(counts.iter().map(ToString::to_string).collect()),
        ColumnValues::Number(number) => format!("{number:.1}"),
        ColumnValues::Date(date) => date.to_string(),
    }
}

/// The looks of a stage.
#[must_use]
pub fn stage_style_role(stage: Stage) -> StyleRole {
    match stage {
        Stage::Base => StyleRole::Base,
        Stage::Sft => StyleRole::Sft,
        Stage::Rlhf => StyleRole::Rlhf,
    }
}

/// A sign before a license, for those who see no color.
fn commercial_use_marker(commercial: CommercialUse) -> &'static str {
    match commercial {
        CommercialUse::Yes => "+ ",
        CommercialUse::Conditions => "~ ",
        CommercialUse::No => "- ",
    }
}

/// The looks of what a license allows.
#[must_use]
pub fn commercial_use_style_role(commercial: CommercialUse) -> StyleRole {
    match commercial {
        CommercialUse::Yes => StyleRole::Good,
        CommercialUse::Conditions => StyleRole::Text,
        CommercialUse::No => StyleRole::Bad,
    }
}

fn format_training_short(training: TrainingData, messages: &Messages) -> String {
    let mark = match training.unit {
        TrainingUnit::Examples => (messages.unit_short)(TrainingUnit::Examples),
        _ => (messages.training_kind_short)(training.kind),
    };
    format!("{} {mark}", training.format_amount()).trim_end().to_owned()
}

fn format_languages(codes: &[String]) -> String {
    match codes {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} {second}"),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}

/// The mark of a link in the table: the key that opens it.
#[must_use]
pub fn glyph(link: LinkShortcut) -> char {
    match link {
        LinkShortcut::Paper => 'p',
        LinkShortcut::Checkpoint => 'c',
        LinkShortcut::Website => 'w',
        LinkShortcut::License => 'L',
    }
}

/// The keys that open something, one place each: `pc-L`.
fn link_glyphs(links: LinkSet) -> String {
    LinkShortcut::ALL.iter().map(|opens| if opens.is_available(links) { glyph(*opens) } else { '-' }).collect()
}
