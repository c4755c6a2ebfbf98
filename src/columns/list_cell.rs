//! The cells of the list on the screen, which may have a sign and a bar.

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, FieldValue, Index, RowId, value::ColumnValues};

use crate::{
    columns::{ColumnExt, score_scale::ScoreScale, style::stage_badge},
    config::theme::StyleRole,
    i18n::Messages,
};

/// What a cell of the list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListCell {
    /// Empty if the value is not known.
    pub text: String,
    pub role: StyleRole,
    /// True if the text starts with a sign that has the style, and whose column can be as narrow as it.
    pub has_sign: bool,
    /// The length of the bar beside the figure, from 0 to 1.
    pub share: Option<f64>,
}

impl ListCell {
    /// The cell of a row, without reading its entry.
    #[must_use]
    pub fn new(column: Column, index: &Index, row: RowId, locale: Locale) -> Self {
        let (text, role) = column.cell(index, row, locale);
        let text = match stage(column, index, row) {
            Some(stage) => stage_badge(stage, Messages::get(locale)),
            None => text,
        };
        let has_sign = match column {
            Column::Stage => true,
            Column::License => role != StyleRole::Muted,
            _ => false,
        };
        Self { has_sign: has_sign && !text.is_empty(), text, role, share: share(column, index, row) }
    }
}

fn stage(column: Column, index: &Index, row: RowId) -> Option<Stage> {
    let field = *column.encoded_fields().first().filter(|_| column == Column::Stage)?;
    let (segment, row) = index.locate(row)?;
    match segment.value(field, segment.key(field, row))? {
        FieldValue::Stage(stage) => Some(stage),
        _ => None,
    }
}

fn share(column: Column, index: &Index, row: RowId) -> Option<f64> {
    if !matches!(column, Column::Parameters | Column::Score) {
        return None;
    }
    let (segment, row) = index.locate(row)?;
    let field = *column.encoded_fields().first()?;
    let value = segment.value(field, segment.key(field, row))?;
    match column.field_values(&value, index.meta()) {
        ColumnValues::Quantities(quantities) => quantities.first().map(|quantity| parameter_share(quantity.as_f64())),
        ColumnValues::Number(score) => {
            let benchmark = index.meta().active_benchmark()?;
            ScoreScale::new(index, &benchmark.id).map(|scale| scale.share(score))
        }
        _ => None,
    }
}

/// The length of a bar for a number of parameters, from 100M to 10T on a logarithmic scale. The scale does not depend on
/// what is shown, so that bars can be compared between lists.
#[must_use]
pub fn parameter_share(parameters: f64) -> f64 {
    const MIN_POWER: f64 = 8.0;
    const MAX_POWER: f64 = 13.0;
    ((parameters.max(1.0).log10() - MIN_POWER) / (MAX_POWER - MIN_POWER)).clamp(0.0, 1.0)
}
