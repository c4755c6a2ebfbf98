//! The texts of a chart: its title, its axes, a point, a bar.

use llm_catalog::{Entry, Model, localized::Locale, protocol::Protocol};
use llm_index::{Column, Index, RowId};

use crate::{
    chart::{
        bars::Bar,
        data::{Chart, ChartData},
        frontier::FrontierStep,
        numbers::{format_context, format_quantity},
        point::Point,
        scale::Scale,
        scatter::ScatterPlot,
        series::{Series, SeriesKey},
        spec::{Axes, ChartKind},
    },
    columns::{format_score, variant_label},
    i18n::{Messages, localized_setting},
};

/// The title of a chart, which names its axes.
#[must_use]
pub fn title(chart: &Chart, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    match (&chart.data, chart.spec.kind) {
        (ChartData::Scatter(plot), _) => {
            let label = |column| axis_label(column, plot.axes, index, locale);
            (messages.chart_axes)(&label(plot.axes.x), &label(plot.axes.y))
        }
        (_, ChartKind::Licenses) => messages.chart_by_license.to_owned(),
        (_, ChartKind::Languages) => messages.chart_by_language.to_owned(),
        _ => messages.chart_by_year.to_owned(),
    }
}

/// Which models a chart is of, by the name of their tab, and how many of them lack a value or are in no series; of a
/// part of the axes, what is visible.
#[must_use]
pub fn caption(chart: &Chart, locale: Locale) -> String {
    let messages = Messages::get(locale);
    if let Some(plot) = chart.plot().filter(|plot| plot.is_zoomed()) {
        let range = |scale: &Scale| (messages.chart_range)(&scale.label(scale.low), &scale.label(scale.high));
        return (messages.chart_view)(&range(&plot.x), &range(&plot.y), plot.hidden_count());
    }
    let unknown_weights = chart.plot().map_or(0, |plot| plot.unknown_weights);
    let without_value = chart.matched_models.saturating_sub(chart.shown_models + unknown_weights);
    (messages.chart_caption)(&models_of_tab(chart, locale), without_value, unknown_weights)
}

/// Which scores are compared, and how far open weights are behind closed ones.
#[must_use]
pub fn notes(chart: &Chart, index: &Index, locale: Locale) -> Vec<String> {
    let Some(plot) = chart.plot() else { return Vec::new() };
    let protocol = plot.protocol.as_ref().map(|protocol| protocol_note(protocol, locale));
    protocol.into_iter().chain(lag_note(plot, index, locale)).collect()
}

/// Which evaluation protocol the scores have.
fn protocol_note(protocol: &Protocol, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let setting = match protocol.setting.as_str() {
        "" => messages.chart_setting_unknown.into(),
        setting => localized_setting(setting, locale),
    };
    (messages.chart_protocol)(&setting, protocol.reported_by.as_deref())
}

/// How far open weights are behind closed ones, or the reverse.
fn lag_note(plot: &ScatterPlot, index: &Index, locale: Locale) -> Option<String> {
    let (messages, lag) = (Messages::get(locale), plot.lag.as_ref()?);
    let step = |step: &FrontierStep| {
        let date = plot.x.label(step.x);
        (messages.chart_lag_model)(&row_label(step.row, step.variant.as_deref(), index), &format_score(step.y), &date)
    };
    let (behind, reached_by) = (step(&lag.best_behind), step(&lag.reached_by));
    Some((messages.chart_lag)(lag.open_is_behind, &behind, &reached_by, lag.months))
}

/// The name of a series in the legend.
#[must_use]
pub fn series_name(series: &Series, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    match &series.key {
        SeriesKey::Stage(stage) => (messages.stage)(*stage).to_owned(),
        SeriesKey::Maker(maker) => index.meta().organization_name(maker, locale).to_owned(),
        SeriesKey::OtherMakers => messages.chart_other_makers.to_owned(),
        SeriesKey::OpenWeights => messages.chart_open.to_owned(),
        SeriesKey::ClosedWeights => messages.chart_closed.to_owned(),
    }
}

/// The rank of a point, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankText {
    /// The rank and what it is by.
    pub full: String,
    /// The rank alone.
    pub short: String,
}

/// The rank of a point; `None` if it has none.
#[must_use]
pub fn rank_text(chart: &Chart, idx: usize, index: &Index, locale: Locale) -> Option<RankText> {
    let (messages, plot, (rank, points)) = (Messages::get(locale), chart.plot()?, chart.rank(idx)?);
    let by = if plot.axes.has_ratio() {
        messages.chart_tokens_per_parameter.to_owned()
    } else {
        axis_label(plot.axes.y, plot.axes, index, locale)
    };
    let (full, short) = ((messages.chart_rank)(rank, points, &by), (messages.chart_rank_short)(rank, points));
    Some(RankText { full, short })
}

/// Which models a chart is of, such as `116 models of Base`.
#[must_use]
pub fn models_of_tab(chart: &Chart, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let tab = chart.spec.stage.map_or(messages.tab_all_short, messages.stage);
    (messages.chart_models_of_tab)(chart.matched_models, tab)
}

/// The label of an axis, with its unit.
#[must_use]
pub fn axis_label(column: Column, axes: Axes, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let benchmark = axes.benchmark.and_then(|idx| index.meta().benchmarks.get(idx));
    match column {
        Column::Released => messages.axis_released.to_owned(),
        Column::Parameters => messages.axis_parameters.to_owned(),
        Column::ActiveParameters => messages.axis_active_parameters.to_owned(),
        Column::TrainingData => messages.axis_tokens.to_owned(),
        Column::ContextLength => messages.axis_context.to_owned(),
        _ => (messages.axis_score)(benchmark.map_or("", |benchmark| benchmark.name.get(locale))),
    }
}

/// One line about a point: name, stage, values, tokens per parameter, how the
/// score was measured, and the number of other points in the same cell.
/// `overlapping` counts the points in the cell, this one included.
#[must_use]
pub fn point_summary(point: &Point, axes: Axes, overlapping: usize, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let entry = if point.model_count == 1 { index.resolved(point.row) } else { None };
    let model = match entry.as_deref() {
        Some(Entry::Model(model)) => Some(model.as_ref()),
        _ => None,
    };
    let value = |column, value| format_value(column, value, model, messages);
    let name = match point.model_count {
        1 => point_label(point, index),
        count => (messages.chart_bin_count)(count),
    };
    let ratio = point.tokens_per_param(axes).map(|ratio| (messages.chart_ratio)(&format_ratio(ratio)));
    let parts = [
        Some(name),
        Some((messages.stage)(point.stage).to_owned()),
        Some(value(axes.x, point.x)),
        Some(value(axes.y, point.y)),
        ratio,
        format_active_ratio(point, axes, model, messages),
        (!point.is_from_scratch && point.model_count == 1).then(|| messages.chart_from_weights.to_owned()),
        point.note.as_deref().map(|note| localized_setting(note, locale).into_owned()),
        (overlapping > 1).then(|| (messages.chart_overlap_count)(overlapping - 1)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The name of a model, with that of the variant if it has several: `Qwen3 · 8B`.
#[must_use]
pub fn point_label(point: &Point, index: &Index) -> String {
    row_label(point.row, point.variant.as_deref(), index)
}

fn row_label(row: RowId, variant: Option<&str>, index: &Index) -> String {
    let name = index.locate(row).map_or("", |(segment, row)| segment.name(row));
    match variant {
        // The name of a model often ends with that of its variant.
        Some(variant) if !name.ends_with(variant) => variant_label(name, variant),
        _ => name.to_owned(),
    }
}

/// A value with its unit; a release date as precise as it is known.
fn format_value(column: Column, value: f64, model: Option<&Model>, messages: &Messages) -> String {
    match column {
        Column::Released => match model.and_then(|model| model.released) {
            Some(date) => date.to_string(),
            None => format!("{:.0}", value.floor()),
        },
        Column::Parameters => (messages.chart_parameters)(&format_quantity(value)),
        Column::ActiveParameters => (messages.chart_active)(&format_quantity(value)),
        Column::TrainingData => (messages.chart_tokens)(&format_quantity(value)),
        Column::ContextLength => (messages.chart_context)(&format_context(value)),
        _ => (messages.chart_score)(&format_score(value)),
    }
}

/// The tokens per active parameter of a mixture of experts: the compute-optimal
/// line was measured on dense models.
fn format_active_ratio(point: &Point, axes: Axes, model: Option<&Model>, messages: &Messages) -> Option<String> {
    let tokens = if axes.y == Column::TrainingData { point.y } else { point.x };
    point.tokens_per_param(axes)?;
    let variant = match &point.variant {
        Some(name) => model?.variant(name),
        None => model?.default_variant(),
    };
    let active = variant?.active?.as_f64();
    Some((messages.chart_ratio_active)(&format_ratio(tokens / active)))
}

fn format_ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

/// One line about a bar: its label, the number of models, and that of each stage.
#[must_use]
pub fn bar_summary(bar: &Bar, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let counts = bar.counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<_> = counts.map(|(stage, count)| format!("{} {count}", (messages.stage)(stage))).collect();
    format!("{}  {}  {}", bar.label.get(locale), (messages.chart_model_count)(bar.counts.total()), counts.join("  "))
}
