//! The positions of one row of an index, a variant of a model, in a scatter plot.

use llm_catalog::{date::Date, id::Id, protocol::ComparableScores, quantity::Quantity};
use llm_index::{Column, LocalRow, ScoreFigure};

use crate::chart::{segment_values::SegmentValues, spec::Axes};

/// One position of a variant in a scatter plot.
pub(super) struct PlotSample {
    /// The name of the variant, if the model has several.
    pub variant: Option<Box<str>>,
    /// How the score was measured and by whom, if known.
    pub note: Option<Box<str>>,
    pub x: f64,
    pub y: f64,
}

/// Which scores are shown.
pub(super) struct ScoreFilter<'a> {
    pub benchmark: Option<&'a Id>,
    /// `None` for scores of every protocol.
    pub protocol: Option<&'a ComparableScores>,
}

impl ScoreFilter<'_> {
    fn matches(&self, score: &ScoreFigure) -> bool {
        let (setting, reported_by) = (score.setting.as_deref(), score.reported_by.as_deref());
        Some(&score.benchmark) == self.benchmark
            && self.protocol.is_none_or(|protocol| protocol.contains(setting, reported_by))
    }
}

/// The positions of a row for which both values are known: one for each score on the benchmark,
/// else one. `is_first` says that no other variant of the model comes before.
///
/// Where an axis is a score or an amount of training data, each variant that states its own has a
/// position; else the first one stands for all.
pub(super) fn plot_samples(
    values: &SegmentValues<'_>,
    row: LocalRow,
    is_first: bool,
    axes: Axes,
    filter: &ScoreFilter<'_>,
) -> Vec<PlotSample> {
    let has_axis = |column| axes.x == column || axes.y == column;
    let candidates: Vec<_> = if has_axis(Column::Score) {
        let scores = values.scores(row).iter().filter(|score| filter.matches(score));
        scores.map(Some).collect()
    } else if is_first || (has_axis(Column::TrainingData) && values.own_tokens(row).is_some()) {
        vec![None]
    } else {
        Vec::new()
    };
    let has_size = has_axis(Column::Parameters) || has_axis(Column::ActiveParameters);
    let sample = |score: Option<&ScoreFigure>| {
        let value =
            |column| column_value(values, row, column, has_size, score).filter(|value| is_plottable(column, *value));
        let note = score.and_then(measurement_note);
        let variant = values.variant_name(row).map(String::into_boxed_str);
        Some(PlotSample { variant, note, x: value(axes.x)?, y: value(axes.y)? })
    };
    candidates.into_iter().filter_map(sample).collect()
}

fn column_value(
    values: &SegmentValues<'_>,
    row: LocalRow,
    column: Column,
    has_size: bool,
    score: Option<&ScoreFigure>,
) -> Option<f64> {
    match column {
        Column::Released => values.released(row).map(fractional_year),
        Column::Parameters => Some(values.variant(row)?.parameters?.as_f64()),
        Column::ActiveParameters => Some(values.variant(row)?.active?.as_f64()),
        // Tokens of a family are not set against the size of one variant.
        Column::TrainingData if has_size => values.own_tokens(row).map(Quantity::as_f64),
        Column::TrainingData => values.pretraining_tokens(row).map(Quantity::as_f64),
        Column::ContextLength => Some(values.context(row)?.into()),
        Column::Score => Some(score?.value),
        _ => None,
    }
}

/// The setting of a score and who reports it.
fn measurement_note(score: &ScoreFigure) -> Option<Box<str>> {
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
