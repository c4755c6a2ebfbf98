//! What a table shows in a cell.

use rustc_hash::FxHashMap;

use llm_catalog::{
    EntryRef,
    license::CommercialUse,
    localized::Locale,
    model::Stage,
    parent::Parent,
    training::{TrainingData, TrainingUnit},
};
use llm_index::{
    Column, FieldValue, Index, LinkSet, LinkShortcut, LocalRow, RowId, RowLocation, segment::Segment,
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
    fn cell(self, shelf: &Index, row: RowId, locale: Locale) -> (String, StyleRole);

    /// The cells of many rows.
    #[must_use]
    fn cells(self, rows: &[RowLocation<'_>], shelf: &Index, locale: Locale) -> ColumnCells;

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
    fn cell(self, shelf: &Index, row: RowId, locale: Locale) -> (String, StyleRole) {
        let cell = shelf.locate(row).map(|(part, row)| segment_cell(self, part, row, shelf, locale));
        cell.unwrap_or_default()
    }

    fn cells(self, rows: &[RowLocation<'_>], shelf: &Index, locale: Locale) -> ColumnCells {
        let mut cells = ColumnCells::default();
        // Equal values have one cell, found by the key of the value in its segment, then by its bytes.
        let (mut by_key, mut by_value) = (FxHashMap::default(), FxHashMap::default());
        for RowLocation { segment_idx, segment, row } in rows {
            let mut make = || cells.push(segment_cell(self, segment, *row, shelf, locale));
            let idx = match self.encoded_fields().first() {
                Some(field) => {
                    let key = segment.key(*field, *row);
                    let of_value = || *by_value.entry(segment.encoded_value(*field, key)).or_insert_with(make);
                    *by_key.entry((*segment_idx, key)).or_insert_with(of_value)
                }
                None => make(),
            };
            cells.cell_indices.push(idx);
        }
        cells
    }

    fn display_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String {
        match (self, self.encoded_fields().first()) {
            (_, Some(field)) => FieldValue::from_entry(*field, entry)
                .map_or_else(String::new, |value| field_text(self, &value, shelf, locale)),
            (Self::Name, None) => entry.name().to_owned(),
            (Self::Links, None) => link_glyphs(entry.into()),
            (_, None) => join_values(&self.values(entry, shelf.meta())),
        }
    }

    fn raw_text(self, entry: EntryRef<'_>, shelf: &Index, locale: Locale) -> String {
        match (self, entry) {
            (Self::Name | Self::Summary, _) => self.display_text(entry, shelf, locale),
            (Self::License, EntryRef::Model(model)) => {
                model.license.as_ref().map_or_else(String::new, |license| license.name.clone())
            }
            (Self::Organizations, EntryRef::Model(model)) => model.organizations.join(", "),
            _ => join_values(&self.values(entry, shelf.meta())),
        }
    }

    fn style_role(self, entry: EntryRef<'_>) -> StyleRole {
        let value = self.encoded_fields().first().and_then(|field| FieldValue::from_entry(*field, entry));
        field_style_role(self, value.as_ref())
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

fn segment_cell(
    column: Column,
    segment: &Segment,
    row: LocalRow,
    shelf: &Index,
    locale: Locale,
) -> (String, StyleRole) {
    let text = match (column, column.encoded_fields().first()) {
        (_, Some(field)) => {
            let Some(value) = segment.value(*field, segment.key(*field, row)) else {
                return (String::new(), StyleRole::Text);
            };
            return (field_text(column, &value, shelf, locale), field_style_role(column, Some(&value)));
        }
        (Column::Links, None) => return (link_glyphs(segment.links(row)), StyleRole::Muted),
        (Column::Id, None) => segment.id(row),
        (Column::Paper, None) => segment.paper_texts(row).next().unwrap_or_default(),
        (_, None) => segment.name(row),
    };
    (text.to_owned(), StyleRole::Text)
}

/// The text of a column for a value of its first field.
fn field_text(column: Column, value: &FieldValue<'_>, shelf: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    match (column, value) {
        (Column::Stage, FieldValue::Stage(stage)) => (messages.stage)(*stage).to_owned(),
        (Column::Organizations, FieldValue::Organizations(names)) => {
            let names = names.iter().map(|name| shelf.meta().organization_name(name, locale));
            names.collect::<Vec<_>>().join(", ")
        }
        (Column::Parameters, FieldValue::Sizes(sizes)) => {
            let largest = sizes.iter().filter_map(|size| size.parameters).max();
            largest.map_or_else(String::new, |parameters| parameters.round_3_sig().to_string())
        }
        (Column::Released, FieldValue::Released(date)) => date.to_year_month(),
        (Column::TrainingData, FieldValue::Training(training)) => {
            training.first().map_or_else(String::new, |data| format_training_short(*data, messages))
        }
        (Column::Architecture, FieldValue::Architecture(architecture)) => {
            (messages.architecture)(*architecture).to_owned()
        }
        (Column::OpenWeights, FieldValue::OpenWeights(true)) => messages.weights_open.to_owned(),
        (Column::OpenWeights, FieldValue::OpenWeights(false)) => messages.weights_closed.to_owned(),
        (Column::Languages, FieldValue::Languages(codes)) => format_languages(codes),
        (Column::License, FieldValue::License(license)) => {
            let marker = license.commercial_use.map_or("  ", commercial_use_marker);
            format!("{marker}{}", license.label(locale))
        }
        (Column::CommercialUse, FieldValue::License(license)) => {
            license.commercial_use.map_or_else(String::new, |allowed| (messages.commercial_use)(allowed).to_owned())
        }
        (Column::Parents, FieldValue::BaseModels(parents)) => {
            let locate = |parent: &Parent| shelf.locate(shelf.row_by_id(parent.id.as_str())?);
            let names = parents.iter().filter_map(locate).map(|(segment, row)| segment.name(row));
            names.collect::<Vec<_>>().join(", ")
        }
        (Column::Claims, FieldValue::Claims(statuses)) => {
            let mut texts: Vec<_> = statuses.iter().map(|status| (messages.claim_status)(*status)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.join(", ")
        }
        (Column::ExtensionKind, FieldValue::Kind(kind)) => (messages.extension_kind)(*kind).to_owned(),
        (Column::Summary, FieldValue::Summary(text)) => text.get(locale).to_owned(),
        (column, value) => join_values(&column.field_values(value, shelf.meta())),
    }
}

/// The style of a column for a value of its first field.
fn field_style_role(column: Column, value: Option<&FieldValue<'_>>) -> StyleRole {
    match (column, value) {
        (Column::Stage, Some(FieldValue::Stage(stage))) => stage_style_role(*stage),
        (Column::License | Column::CommercialUse, Some(FieldValue::License(license))) => {
            license.commercial_use.map_or(StyleRole::Text, commercial_use_style_role)
        }
        (Column::Links | Column::ExtensionKind, _) => StyleRole::Muted,
        _ => StyleRole::Text,
    }
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
