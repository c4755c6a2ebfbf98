//! How columns are displayed: their headings, cells, styles and layout.

mod heading;
mod layout;
mod license_name;
mod list_cell;
mod score_scale;
mod score_text;
mod style;

pub use crate::columns::heading::{names_to_find, short_benchmark_name};
pub use crate::columns::layout::{ALL_TAB_COLUMNS, ColumnLayout, EXTENSION_COLUMNS, MODEL_COLUMNS, MODEL_ORDERS};
pub use crate::columns::license_name::short_license_name;
pub use crate::columns::list_cell::{ListCell, parameter_share};
pub use crate::columns::score_scale::ScoreScale;
pub use crate::columns::score_text::{format_score, format_shown_score};
pub use crate::columns::style::{
    UNKNOWN_SYMBOL, commercial_use_sign, commercial_use_style_role, lifecycle_style_role, stage_badge, stage_outline,
    stage_sign, stage_style_role,
};

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use llm_catalog::{
    EntryRef,
    capability::Modality,
    context_length::ContextLength,
    localized::Locale,
    parent::Parent,
    training::{TrainingData, TrainingUnit},
};
use llm_index::{
    Column, FieldValue, Index, LinkSet, LinkShortcut, LocalRow, RowId, RowLocation, active_score, segment::Segment,
    value::ColumnValues,
};

use crate::{config::theme::StyleRole, display_width::has_unambiguous_width, i18n::Messages};

/// Stands between the name of a model and that of its variant.
const VARIANT_SEPARATOR: char = '·';

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

/// The heading, cells, styles and layout of a column.
pub trait ColumnExt: Copy {
    /// The heading, from the glossary.
    #[must_use]
    fn heading(self, locale: Locale) -> &'static str;

    /// The heading over a list of values. It names the benchmark of scores, and what the memory is for.
    #[must_use]
    fn list_heading(self, index: &Index, locale: Locale) -> Cow<'static, str>;

    /// As much of a heading as fits over a column.
    #[must_use]
    fn heading_for_width(self, heading: &str, columns: usize, locale: Locale) -> &str;

    /// The text and style of a row's cell, without reading the entry. The text is empty if the value is not known.
    #[must_use]
    fn cell(self, index: &Index, row: RowId, locale: Locale) -> (String, StyleRole);

    /// The cells of many rows.
    #[must_use]
    fn cells(self, rows: &[RowLocation<'_>], index: &Index, locale: Locale) -> ColumnCells;

    /// The text of an entry's cell; empty if the value is not known.
    #[must_use]
    fn display_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String;

    /// All values of an entry for programs and files: exact, and the same in every language except for the summary.
    #[must_use]
    fn raw_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String;

    /// The style of an entry's cell.
    #[must_use]
    fn style_role(self, entry: EntryRef<'_>) -> StyleRole;

    #[must_use]
    fn layout(self) -> ColumnLayout;
}

impl ColumnExt for Column {
    fn heading(self, locale: Locale) -> &'static str {
        heading::heading(self, locale)
    }

    fn list_heading(self, index: &Index, locale: Locale) -> Cow<'static, str> {
        heading::list_heading(self, index.meta(), locale)
    }

    fn heading_for_width(self, heading: &str, columns: usize, locale: Locale) -> &str {
        heading::heading_for_width(self, heading, columns, locale)
    }

    fn cell(self, index: &Index, row: RowId, locale: Locale) -> (String, StyleRole) {
        let cell = index.locate(row).map(|(segment, row)| segment_cell(self, segment, row, index, locale));
        cell.unwrap_or_default()
    }

    fn cells(self, rows: &[RowLocation<'_>], index: &Index, locale: Locale) -> ColumnCells {
        let mut cells = ColumnCells::default();
        // Dictionary keys are unique within a segment only, so values are compared across segments.
        let (mut by_key, mut by_value) = (FxHashMap::default(), FxHashMap::default());
        let mut closed = None;
        for RowLocation { segment_idx, segment, row } in rows {
            let mut push_cell = || cells.push(segment_cell(self, segment, *row, index, locale));
            let cell_idx = match self.encoded_fields().first() {
                // Whether it says that the weights are not released depends on another field.
                Some(_) if self == Self::License && segment.has_closed_license(*row) => {
                    *closed.get_or_insert_with(push_cell)
                }
                Some(field) => {
                    let key = segment.key(*field, *row);
                    let idx_by_value = || *by_value.entry(segment.encoded_value(*field, key)).or_insert_with(push_cell);
                    *by_key.entry((*segment_idx, key)).or_insert_with(idx_by_value)
                }
                None => push_cell(),
            };
            cells.cell_indices.push(cell_idx);
        }
        cells
    }

    fn display_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String {
        match (self, self.encoded_fields().first()) {
            (Self::License, _) if has_closed_license(entry) => Messages::get(locale).license_closed.to_owned(),
            (_, Some(field)) => FieldValue::from_entry(*field, entry)
                .map_or_else(String::new, |value| field_text(self, &value, index, locale)),
            (Self::Name, None) => entry.name().to_owned(),
            (Self::Links, None) => link_glyphs(entry.into()),
            (_, None) => self.values(entry, index.meta()).to_string(),
        }
    }

    fn raw_text(self, entry: EntryRef<'_>, index: &Index, locale: Locale) -> String {
        match (self, entry) {
            (Self::Name | Self::Summary, _) => self.display_text(entry, index, locale),
            (Self::License, EntryRef::Model(model)) => {
                model.license.as_ref().map_or_else(String::new, |license| license.name.clone())
            }
            (Self::Organizations, EntryRef::Model(model)) => model.organizations.join(", "),
            (Self::ContextLength | Self::ContextExtended | Self::Memory, entry) => {
                match self.values(entry, index.meta()) {
                    ColumnValues::Quantities(quantities) => {
                        quantities.iter().map(|quantity| quantity.0.to_string()).collect::<Vec<_>>().join(", ")
                    }
                    _ => String::new(),
                }
            }
            _ => self.values(entry, index.meta()).to_string(),
        }
    }

    fn style_role(self, entry: EntryRef<'_>) -> StyleRole {
        if self == Self::License && has_closed_license(entry) {
            return StyleRole::Muted;
        }
        let value = self.encoded_fields().first().and_then(|field| FieldValue::from_entry(*field, entry));
        field_style_role(self, value.as_ref())
    }

    fn layout(self) -> ColumnLayout {
        ColumnLayout::new(self)
    }
}

/// Whether the weights of a model are not released, and no license is stated.
#[must_use]
pub fn has_closed_license(entry: EntryRef<'_>) -> bool {
    matches!(entry, EntryRef::Model(model) if model.open_weights == Some(false) && model.license.is_none())
}

/// The name; with that of the variant, unless it is the default one: `Qwen3 · 8B`.
pub(crate) fn name_cell(segment: &Segment, row: LocalRow) -> String {
    let name = segment.name(row);
    if segment.entry_row(row) == row {
        return name.to_owned();
    }
    segment.variant_name(row).map_or_else(|| name.to_owned(), |variant| variant_label(name, &variant))
}

/// The name of a model with that of one of its variants: `Qwen3 · 8B`. A variant that is named in full, such as
/// `o1 pro`, stands alone, and so does a model whose name ends with that of the variant.
#[must_use]
pub fn variant_label(name: &str, variant: &str) -> String {
    let is_full = variant.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let words = name.len().checked_sub(variant.len()).and_then(|start| name.split_at_checked(start));
    let ends_with_variant = words.is_some_and(|(before, end)| {
        end.eq_ignore_ascii_case(variant) && before.ends_with(|ch: char| !ch.is_alphanumeric())
    });
    match () {
        () if is_full => variant.to_owned(),
        () if ends_with_variant => name.to_owned(),
        () => join_variant_label(name, variant),
    }
}

/// The names of a model and of a variant, both whole.
#[must_use]
pub fn join_variant_label(name: &str, variant: &str) -> String {
    format!("{name} {VARIANT_SEPARATOR} {variant}")
}

/// The names of the model and of the variant that [`join_variant_label`] joined.
#[must_use]
pub fn split_variant_label(label: &str) -> Option<(&str, &str)> {
    let (name, variant) = label.rsplit_once(VARIANT_SEPARATOR)?;
    Some((name.strip_suffix(' ')?, variant.strip_prefix(' ')?))
}

/// The name of a parent, with that of its variant if it is named; its id if the catalogue does not have it.
#[must_use]
pub fn parent_label(parent: &Parent, index: &Index) -> String {
    let location = index.row_by_id(parent.id.as_str()).and_then(|row| index.locate(row));
    let name = location.map_or(parent.id.as_str(), |(segment, row)| segment.name(row));
    parent.variant.as_deref().map_or_else(|| name.to_owned(), |variant| variant_label(name, variant))
}

/// Whether a label with a variant takes as many columns in every terminal, apart from the separator, which lists
/// have too.
#[must_use]
pub fn has_unambiguous_label_width(label: &str) -> bool {
    label.split(VARIANT_SEPARATOR).all(has_unambiguous_width)
}

fn segment_cell(
    column: Column,
    segment: &Segment,
    row: LocalRow,
    index: &Index,
    locale: Locale,
) -> (String, StyleRole) {
    let text = match (column, column.encoded_fields().first()) {
        (Column::License, _) if segment.has_closed_license(row) => {
            return (Messages::get(locale).license_closed.to_owned(), StyleRole::Muted);
        }
        (_, Some(field)) => {
            let Some(value) = segment.value(*field, segment.key(*field, row)) else {
                return (String::new(), StyleRole::Text);
            };
            return (field_text(column, &value, index, locale), field_style_role(column, Some(&value)));
        }
        (Column::Links, None) => return (link_glyphs(segment.links(row)), StyleRole::Muted),
        (Column::Name, None) => return (name_cell(segment, row), StyleRole::Text),
        (Column::Id, None) => segment.id(row),
        (Column::Paper, None) => segment.paper_texts(row).next().unwrap_or_default(),
        (_, None) => {
            let entry = segment.read_entry(row);
            let text = entry.map(|entry| column.display_text(entry.as_entry_ref(), index, locale));
            return (text.unwrap_or_default(), StyleRole::Text);
        }
    };
    (text.to_owned(), StyleRole::Text)
}

/// The text of a column for a value of its first field.
fn field_text(column: Column, value: &FieldValue<'_>, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    match (column, value) {
        (Column::Stage, FieldValue::Stage(stage)) => (messages.stage)(*stage).to_owned(),
        (Column::Organizations, FieldValue::Organizations(names)) => {
            let names = names.iter().map(|name| index.meta().organization_name(name, locale));
            names.collect::<Vec<_>>().join(messages.cli.list_separator)
        }
        (Column::Parameters, FieldValue::Variant(figures)) => {
            figures.parameters.map_or_else(String::new, |parameters| parameters.round_3_sig().to_string())
        }
        (Column::ActiveParameters, FieldValue::Variant(figures)) => {
            figures.active.map_or_else(String::new, |active| active.round_3_sig().to_string())
        }
        (Column::Released, FieldValue::Released(date)) => date.to_year_month(),
        (Column::TrainingData, FieldValue::Training(training)) => {
            training.first().map_or_else(String::new, |data| format_training_short(*data, messages))
        }
        (Column::ContextLength, FieldValue::Context(tokens))
        | (Column::ContextExtended, FieldValue::ContextExtended(tokens)) => ContextLength((*tokens).into()).to_string(),
        (Column::Architecture, FieldValue::Architecture(architecture)) => {
            (messages.architecture)(*architecture).to_owned()
        }
        (Column::InputModalities, FieldValue::Modalities(modalities)) => modality_names(&modalities.input, messages),
        (Column::OutputModalities, FieldValue::Modalities(modalities)) => modality_names(&modalities.output, messages),
        (Column::Reasoning, FieldValue::Reasoning(reasoning)) => (messages.reasoning)(*reasoning).to_owned(),
        (Column::Tools, FieldValue::Tools(is_true)) => (messages.yes_no)(*is_true).to_owned(),
        (Column::Lifecycle, FieldValue::Lifecycle(lifecycle)) => (messages.lifecycle)(lifecycle.status, None, None),
        (Column::Memory, FieldValue::Variant(figures)) => {
            let estimate = figures.memory.and_then(|inputs| index.meta().memory_budget.estimate(inputs).ok());
            estimate.map_or_else(String::new, |estimate| format_gigabytes(estimate.total()))
        }
        (Column::OpenWeights, FieldValue::OpenWeights(true)) => messages.weights_open.to_owned(),
        (Column::OpenWeights, FieldValue::OpenWeights(false)) => messages.weights_closed.to_owned(),
        (Column::Languages, FieldValue::Languages(codes)) => format_languages(codes),
        (Column::License, FieldValue::License(license)) => {
            let sign = license.commercial_use.map_or(" ", commercial_use_sign);
            format!("{sign} {}", short_license_name(license, locale))
        }
        (Column::CommercialUse, FieldValue::License(license)) => {
            license.commercial_use.map_or_else(String::new, |allowed| (messages.commercial_use)(allowed).to_owned())
        }
        (Column::Parents | Column::Relatives, FieldValue::BaseModels(parents)) => {
            let is_known = |parent: &&Parent| index.row_by_id(parent.id.as_str()).is_some();
            let names = parents.iter().filter(is_known).map(|parent| parent_label(parent, index));
            names.collect::<Vec<_>>().join(messages.cli.list_separator)
        }
        (Column::Claims, FieldValue::Claims(statuses)) => {
            let mut texts: Vec<_> = statuses.iter().map(|status| (messages.claim_status)(*status)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.join(messages.cli.list_separator)
        }
        (Column::Score, FieldValue::Scores(scores)) => {
            active_score(scores, index.meta()).map_or_else(String::new, format_shown_score)
        }
        (Column::ExtensionKind, FieldValue::Kind(kind)) => (messages.extension_kind)(*kind).to_owned(),
        (Column::Summary, FieldValue::Summary(text)) => text.get(locale).to_owned(),
        // As queries write it.
        (column, value) => column.field_values(value, index.meta()).to_string(),
    }
}

/// The style of a column for a value of its first field.
fn field_style_role(column: Column, value: Option<&FieldValue<'_>>) -> StyleRole {
    match (column, value) {
        (Column::Stage, Some(FieldValue::Stage(stage))) => stage_style_role(*stage),
        (Column::License | Column::CommercialUse, Some(FieldValue::License(license))) => {
            license.commercial_use.map_or(StyleRole::Text, commercial_use_style_role)
        }
        (Column::Lifecycle, Some(FieldValue::Lifecycle(lifecycle))) => lifecycle_style_role(lifecycle.status),
        (Column::Links | Column::ExtensionKind, _) => StyleRole::Muted,
        _ => StyleRole::Text,
    }
}

fn format_training_short(training: TrainingData, messages: &Messages) -> String {
    let suffix = match training.unit {
        TrainingUnit::Examples => (messages.unit_short)(TrainingUnit::Examples),
        _ => (messages.training_kind_short)(training.kind),
    };
    format!("{} {suffix}", training.format_rounded()).trim_end().to_owned()
}

fn modality_names(modalities: &[Modality], messages: &Messages) -> String {
    modalities
        .iter()
        .map(|modality| (messages.modality)(*modality))
        .collect::<Vec<_>>()
        .join(messages.cli.list_separator)
}

/// A number of bytes in gigabytes: `5.9 GB`, `123 GB`.
#[must_use]
pub fn format_gigabytes(bytes: f64) -> String {
    let gigabytes = bytes / 1e9;
    if gigabytes < 99.95 { format!("{gigabytes:.1} GB") } else { format!("{gigabytes:.0} GB") }
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
