//! What a chart says in words: its title, its axes, a point, a bar.

use llm_catalog::{Entry, Model, localized::Locale, model::Stage};
use llm_index::{Column, Index};

use crate::{
    chart::{Axes, Bar, Chart, ChartData, ChartKind, Point, scale::format_quantity},
    i18n::Messages,
};

/// What a chart shows.
#[must_use]
pub fn title(chart: &Chart, shelf: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    match (&chart.data, chart.spec.kind) {
        (ChartData::Scatter(points), _) => {
            let name = |column| axis_label(column, points.axes, shelf, locale);
            (messages.chart_xy_title)(&name(points.axes.y), &name(points.axes.x))
        }
        (_, ChartKind::Licenses) => messages.chart_by_license.to_owned(),
        (_, ChartKind::Languages) => messages.chart_by_language.to_owned(),
        _ => messages.chart_by_year.to_owned(),
    }
}

/// What an axis counts, with its unit.
#[must_use]
pub fn axis_label(column: Column, axes: Axes, shelf: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let benchmark = axes.benchmark.and_then(|place| shelf.meta().benchmarks.get(place));
    match column {
        Column::Released => messages.axis_released.to_owned(),
        Column::Parameters => messages.axis_parameters.to_owned(),
        Column::ActiveParameters => messages.axis_active_parameters.to_owned(),
        Column::TrainingData => messages.axis_tokens.to_owned(),
        Column::ContextLength => messages.axis_context.to_owned(),
        _ => (messages.axis_score)(benchmark.map_or("", |benchmark| benchmark.name.get(locale))),
    }
}

/// What is known of a point: name, stage, values, tokens per parameter, how a
/// score was measured; and how many others stand in its place.
#[must_use]
pub fn point_summary(point: &Point, axes: Axes, here: usize, shelf: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let record = if point.model_count == 1 { shelf.get(point.row) } else { None };
    let model = match record.as_deref() {
        Some(Entry::Model(model)) => Some(model.as_ref()),
        _ => None,
    };
    let value = |column, value| format_value(column, value, model, messages);
    let name = match point.model_count {
        1 => point_label(point, shelf),
        models => (messages.chart_bin_count)(models),
    };
    let ratio = axes.tokens_per_param(point).map(|ratio| (messages.chart_ratio)(&format_ratio(ratio)));
    let others = (here > 1).then(|| (messages.chart_overlap_count)(here - 1));
    let said = [
        Some(name),
        Some((messages.stage)(point.stage).to_owned()),
        Some(value(axes.x, point.x)),
        Some(value(axes.y, point.y)),
        ratio,
        format_active_ratio(point, axes, model, messages),
        point.note.as_deref().map(str::to_owned),
        others,
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The name of a model, and of its size where it has several.
pub(super) fn point_label(point: &Point, shelf: &Index) -> String {
    let name = shelf.locate(point.row).map_or("", |(part, row)| part.name(row));
    match &point.size {
        // Many sizes are called by the name of the model and their parameters.
        Some(size) if !name.ends_with(size.as_ref()) => format!("{name} {size}"),
        _ => name.to_owned(),
    }
}

fn format_value(column: Column, value: f64, model: Option<&Model>, messages: &Messages) -> String {
    match column {
        // As precise as it is known.
        Column::Released => match model.and_then(|model| model.released) {
            Some(date) => date.to_string(),
            None => format!("{:.0}", value.floor()),
        },
        Column::Parameters => (messages.chart_parameters)(&format_quantity(value)),
        Column::ActiveParameters => (messages.chart_active)(&format_quantity(value)),
        Column::TrainingData => (messages.chart_tokens)(&format_quantity(value)),
        Column::ContextLength => (messages.chart_context)(&format_quantity(value)),
        _ => (messages.chart_score)(&format!("{value:.1}")),
    }
}

/// Of a mixture of experts, the tokens per parameter that is used for a token:
/// the line of compute-optimal training is for models that use all of theirs.
fn format_active_ratio(point: &Point, axes: Axes, model: Option<&Model>, messages: &Messages) -> Option<String> {
    let tokens = if axes.y == Column::TrainingData { point.y } else { point.x };
    axes.tokens_per_param(point)?;
    let sizes = &model?.sizes;
    let size = match &point.size {
        Some(name) => sizes.iter().find(|size| size.name == **name),
        None => sizes.first(),
    };
    let active = size?.active?.as_f64();
    Some((messages.chart_ratio_active)(&format_ratio(tokens / active)))
}

fn format_ratio(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

/// What a bar counts.
#[must_use]
pub fn bar_summary(bar: &Bar, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let counts = Stage::ALL.into_iter().zip(bar.counts).filter(|(_, count)| *count > 0);
    let counts: Vec<_> = counts.map(|(stage, count)| format!("{} {count}", (messages.stage)(stage))).collect();
    format!("{}  {}  {}", bar.label.get(locale), (messages.chart_model_count)(bar.total()), counts.join("  "))
}
