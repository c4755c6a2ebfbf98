//! The part of a column that the user sees: its cells, styles and layout. Headings are in
//! [`Messages::column_heading`].

mod layout;
mod style;

pub use crate::columns::layout::{ALL_TAB_COLUMNS, ColumnLayout, EXTENSION_COLUMNS, MODEL_COLUMNS};
pub use crate::columns::style::{commercial_use_style_role, stage_style_role};

use rustc_hash::FxHashMap;

use llm_catalog::{
    EntryRef, Model,
    license::License,
    localized::Locale,
    parent::Parent,
    training::{TrainingData, TrainingUnit},
};
use llm_index::{
    Column, Index, LinkShortcut, LocalRow, RowId,
    segment::{LinkSet, Segment},
    value::ColumnValues,
};

use crate::{columns::style::commercial_use_marker, config::theme::StyleRole, i18n::Messages};

/// The cells of a column for many rows. Rows with equal values share a cell.
#[derive(Debug, Default)]
pub struct ColumnCells {
    /// Texts with their styles.
    pub unique_cells: Vec<(String, StyleRole)>,
    /// For each row, the index of its cell in `unique_cells`.
    pub cell_indices: Vec<usize>,
}

impl ColumnCells {
    fn push(&mut self, cell: (String, StyleRole)) -> usize {
        self.unique_cells.push(cell);
        self.unique_cells.len() - 1
    }
}

/// The cells, styles and layout of a column.
pub trait ColumnExt: Copy {
    /// The text and style of a row's cell, without reading the entry. The text is empty if the value is not known.
    #[must_use]
    fn cell(self, index: &Index, row: RowId, locale: Locale) -> (String, StyleRole);

    /// The cells of many rows.
    #[must_use]
    fn cells(self, rows: &[(&Segment, LocalRow)], index: &Index, locale: Locale) -> ColumnCells;

    /// The text of an entry's cell; empty if the value is not known.
    #[must_use]
    fn display_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String;

    /// All values of an entry for programs and files: exact, and the same in every language except for the name and the
    /// summary.
    #[must_use]
    fn raw_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String;

    /// The style of an entry's cell.
    #[must_use]
    fn style_role(self, entry: EntryRef<'_>) -> StyleRole;

    #[must_use]
    fn layout(self) -> ColumnLayout;
}

impl ColumnExt for Column {
    fn cell(self, index: &Index, row: RowId, locale: Locale) -> (String, StyleRole) {
        let cell = index.locate(row).map(|(segment, row)| segment_cell(self, segment, row, index, locale));
        cell.unwrap_or_default()
    }

    fn cells(self, rows: &[(&Segment, LocalRow)], index: &Index, locale: Locale) -> ColumnCells {
        let mut cells = ColumnCells::default();
        // A dictionary key identifies a value within its segment, the value itself does across segments.
        let (mut by_key, mut by_value) = (FxHashMap::default(), FxHashMap::default());
        for (segment, row) in rows {
            let mut push_cell = || cells.push(segment_cell(self, segment, *row, index, locale));
            let cell_idx = match self.encoded_fields().first() {
                Some(field) => {
                    let key = segment.key(*field, *row);
                    let idx_by_value = || *by_value.entry(segment.value(*field, key)).or_insert_with(push_cell);
                    *by_key.entry((std::ptr::from_ref::<Segment>(segment), key)).or_insert_with(idx_by_value)
                }
                None => push_cell(),
            };
            cells.cell_indices.push(cell_idx);
        }
        cells
    }

    fn display_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String {
        let messages = Messages::get(locale);
        match (self, entry) {
            (Self::Name, entry) => entry.name().to_owned(),
            (Self::Links, entry) => link_glyphs(entry.into()),
            (Self::Claims, entry) => {
                let mut statuses: Vec<_> =
                    entry.claims().iter().map(|claim| (messages.claim_status)(claim.status)).collect();
                statuses.sort_unstable();
                statuses.dedup();
                statuses.join(", ")
            }
            (Self::ExtensionKind, EntryRef::Extension(extension)) => {
                (messages.extension_kind)(extension.kind).to_owned()
            }
            (Self::Summary, EntryRef::Extension(extension)) => extension.summary.get(locale).to_owned(),
            (Self::License, EntryRef::Model(model)) => {
                let marker = |license: &License| license.commercial_use.map_or("  ", commercial_use_marker);
                let text = |license: &License| format!("{}{}", marker(license), license.label(locale));
                model.license.as_ref().map_or_else(String::new, text)
            }
            (Self::Organizations, EntryRef::Model(model)) => {
                let names = model.organizations.iter().map(|name| index.meta().organization_name(name, locale));
                names.collect::<Vec<_>>().join(", ")
            }
            (_, EntryRef::Model(model)) => model_display_text(self, model, index, messages).unwrap_or_default(),
            (column, entry) => join_values(&column.values(entry, index.meta())),
        }
    }

    fn raw_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String {
        match (self, entry) {
            (Self::Name | Self::Summary, _) => self.display_text(entry, index, locale),
            (Self::License, EntryRef::Model(model)) => {
                model.license.as_ref().map_or_else(String::new, |license| license.name.clone())
            }
            (Self::Organizations, EntryRef::Model(model)) => model.organizations.join(", "),
            (Self::Parents, EntryRef::Model(model)) => {
                model.base_models.iter().map(|parent| parent.id.as_str()).collect::<Vec<_>>().join(", ")
            }
            _ => join_values(&self.values(entry, index.meta())),
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

    fn layout(self) -> ColumnLayout {
        ColumnLayout::new(self)
    }
}

fn segment_cell(
    column: Column,
    segment: &Segment,
    row: LocalRow,
    index: &Index,
    locale: Locale,
) -> (String, StyleRole) {
    let text = match (column, column.encoded_fields().first()) {
        (_, Some(field)) => {
            let Some(entry) = field.decode(segment.value(*field, segment.key(*field, row))) else {
                return (String::new(), StyleRole::Text);
            };
            let entry = entry.as_entry_ref();
            return (column.display_text(entry, index, locale), column.style_role(entry));
        }
        (Column::Links, None) => return (link_glyphs(segment.links(row)), StyleRole::Muted),
        (Column::Id, None) => segment.id(row),
        (Column::Paper, None) => segment.paper_texts(row).next().unwrap_or_default(),
        (_, None) => segment.name(row),
    };
    (text.to_owned(), StyleRole::Text)
}

fn model_display_text(column: Column, model: &Model, index: &Index, messages: &Messages) -> Option<String> {
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
            let location = |parent: &Parent| index.locate(index.row_by_id(parent.id.as_str())?);
            let names = model.base_models.iter().filter_map(location).map(|(segment, row)| segment.name(row));
            names.collect::<Vec<_>>().join(", ")
        }
        _ => join_values(&column.values(EntryRef::Model(model), index.meta())),
    })
}

fn join_values(values: &ColumnValues) -> String {
    match values {
        ColumnValues::Missing => String::new(),
        ColumnValues::Texts(texts) => texts.join(", "),
        ColumnValues::Quantities(quantities) => {
            quantities.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        ColumnValues::Number(number) => format!("{number:.1}"),
        ColumnValues::Date(date) => date.to_string(),
    }
}

fn format_training_short(training: TrainingData, messages: &Messages) -> String {
    let suffix = match training.unit {
        TrainingUnit::Examples => (messages.unit_short)(TrainingUnit::Examples),
        _ => (messages.training_kind_short)(training.kind),
    };
    format!("{} {suffix}", training.format_amount()).trim_end().to_owned()
}

fn format_languages(codes: &[String]) -> String {
    match codes {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} {second}"),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    }
}

/// The letter of a link shortcut in a list: the key that opens it.
#[must_use]
pub fn glyph(shortcut: LinkShortcut) -> char {
    match shortcut {
        LinkShortcut::Paper => 'p',
        LinkShortcut::Checkpoint => 'c',
        LinkShortcut::Website => 'w',
        LinkShortcut::License => 'L',
    }
}

/// The letters of the available link shortcuts, with a dash for each that is not: `pc-L`.
fn link_glyphs(links: LinkSet) -> String {
    let letter = |shortcut: &LinkShortcut| if shortcut.is_available(links) { glyph(*shortcut) } else { '-' };
    LinkShortcut::ALL.iter().map(letter).collect()
}
