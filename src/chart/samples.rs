//! The positions of one model in a scatter plot.

use llm_catalog::{
    date::Date,
    id::Id,
    model::{Score, Size},
    quantity::Quantity,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::{Column, LocalRow};

use crate::chart::{segment_values::SegmentValues, spec::Axes};

/// One position of a model in a scatter plot.
pub(super) struct PlotSample {
    /// The name of the size, if the model has several.
    pub size: Option<Box<str>>,
    /// How the score was measured and by whom, if known.
    pub note: Option<Box<str>>,
    pub x: f64,
    pub y: f64,
}

/// The positions of a model for which both values are known: one for each score
/// on the benchmark, else one for each size if the sizes differ in their training
/// tokens, else one for the largest size.
pub(super) fn plot_samples(
    values: &SegmentValues<'_>,
    row: LocalRow,
    axes: Axes,
    benchmark: Option<&Id>,
) -> Vec<PlotSample> {
    let sizes = values.sizes(row);
    let has_axis = |column| axes.x == column || axes.y == column;
    let candidates: Vec<_> = if has_axis(Column::Score) {
        let scores = values.scores(row).iter().filter(|score| Some(&score.benchmark) == benchmark);
        scores.map(|score| (scored_size(score, sizes), Some(score))).collect()
    } else if has_axis(Column::TrainingData) && sizes.iter().any(|size| size.tokens.is_some()) {
        sizes.iter().map(|size| (Some(size), None)).collect()
    } else {
        vec![(largest_size(sizes, has_axis(Column::ActiveParameters)), None)]
    };
    let sample = |(size, score): (Option<&Size>, Option<&Score>)| {
        let value =
            |column| column_value(values, row, column, size, score).filter(|value| is_plottable(column, *value));
        let size_name = size.filter(|_| sizes.len() > 1).map(|size| size.name.as_str().into());
        let note = score.and_then(measurement_note);
        Some(PlotSample { size: size_name, note, x: value(axes.x)?, y: value(axes.y)? })
    };
    candidates.into_iter().filter_map(sample).collect()
}

fn column_value(
    values: &SegmentValues<'_>,
    row: LocalRow,
    column: Column,
    size: Option<&Size>,
    score: Option<&Score>,
) -> Option<f64> {
    match column {
        Column::Released => values.released(row).map(fractional_year),
        Column::Parameters => Some(size?.parameters?.as_f64()),
        Column::ActiveParameters => Some(size?.active?.as_f64()),
        Column::TrainingData => Some(pretraining_tokens(values, row, size)?.as_f64()),
        Column::ContextLength => Some(values.context(row)?.into()),
        Column::Score => Some(score?.value),
        _ => None,
    }
}

/// The pre-training tokens of a size, or of the model if its sizes do not differ.
fn pretraining_tokens(values: &SegmentValues<'_>, row: LocalRow, size: Option<&Size>) -> Option<Quantity> {
    if values.sizes(row).iter().any(|size| size.tokens.is_some()) {
        return size?.tokens;
    }
    let mut training = values.training(row).iter();
    let tokens = training.find(|data| data.kind == TrainingKind::Trained && data.unit == TrainingUnit::Tokens);
    tokens.map(|data| data.quantity)
}

/// The size that a score was measured on; `None` if it is not stated and there are several.
fn scored_size<'s>(score: &Score, sizes: &'s [Size]) -> Option<&'s Size> {
    match (&score.size, sizes) {
        (None, [only]) => Some(only),
        (name, sizes) => sizes.iter().find(|size| Some(&size.name) == name.as_ref()),
    }
}

fn largest_size(sizes: &[Size], by_active: bool) -> Option<&Size> {
    sizes.iter().max_by_key(|size| if by_active { size.active } else { size.parameters })
}

/// The setting of a score and who reports it.
fn measurement_note(score: &Score) -> Option<Box<str>> {
    let parts: Vec<_> = [&score.setting, &score.reported_by].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", ").into())
}

/// A date as a fractional year, with 31 days to a month; the middle of the month
/// or of the year if the day or the month is not known.
fn fractional_year(date: Date) -> f64 {
    let month = date.month.map_or(6.0, |month| f64::from(month) - 1.0);
    let day = match (date.month, date.day) {
        (Some(_), Some(day)) => (f64::from(day) - 1.0) / 31.0,
        (Some(_), None) => 0.5,
        (None, _) => 0.0,
    };
    f64::from(date.year) + (month + day) / 12.0
}

/// Logarithmic axes have no zero.
fn is_plottable(column: Column, value: f64) -> bool {
    matches!(column, Column::Released | Column::Score) || value > 0.0
}
