//! The texts of a chart: its title, its axes, a point, a bar.

use llm_catalog::{Entry, Model, localized::Locale};
use llm_index::{Column, Index};

use crate::{
    chart::{
        bars::Bar,
        data::{Chart, ChartData},
        numbers::{format_context, format_quantity},
        scatter::Point,
        spec::{Axes, ChartKind},
    },
    columns::variant_label,
    i18n::Messages,
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

/// Which models a chart is of, by the name of their tab, and how many of them lack a value.
#[must_use]
pub fn caption(chart: &Chart, locale: Locale) -> String {
    let without_value = chart.matched_models.saturating_sub(chart.shown_models);
    (Messages::get(locale).chart_caption)(&models_of_tab(chart, locale), without_value)
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
        point.note.as_deref().map(str::to_owned),
        (overlapping > 1).then(|| (messages.chart_overlap_count)(overlapping - 1)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The name of a model, with that of the variant if it has several: `Qwen3 · 8B`.
pub(super) fn point_label(point: &Point, index: &Index) -> String {
    let name = index.locate(point.row).map_or("", |(segment, row)| segment.name(row));
    match &point.variant {
        // The name of a model often ends with that of its variant.
        Some(variant) if !name.ends_with(variant.as_ref()) => variant_label(name, variant),
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
        _ => (messages.chart_score)(&format!("{value:.1}")),
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
