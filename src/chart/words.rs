//! What a chart says in words: its title, its axes, a point, a bar.

use super::{Axes, Bar, Body, Chart, Kind, Point, scale::figure};
use crate::{
    catalog::{Model, Record, model::Stage},
    locale::Locale,
    messages::Messages,
    search::Column,
    shelf::Shelf,
};

/// What a chart shows.
#[must_use]
pub fn title(chart: &Chart, shelf: &Shelf, locale: Locale) -> String {
    let messages = locale.messages();
    match (&chart.body, chart.ask.kind) {
        (Body::Points(points), _) => {
            let name = |column| axis_name(column, points.axes, shelf, locale);
            (messages.chart_against)(&name(points.axes.y), &name(points.axes.x))
        }
        (_, Kind::Licenses) => messages.chart_licenses.to_owned(),
        (_, Kind::Languages) => messages.chart_languages.to_owned(),
        _ => messages.chart_years.to_owned(),
    }
}

/// What an axis counts, with its unit.
#[must_use]
pub fn axis_name(column: Column, axes: Axes, shelf: &Shelf, locale: Locale) -> String {
    let messages = locale.messages();
    let benchmark = axes.benchmark.and_then(|place| shelf.head().benchmarks.get(place));
    match column {
        Column::Released => messages.axis_released.to_owned(),
        Column::Parameters => messages.axis_parameters.to_owned(),
        Column::Active => messages.axis_active.to_owned(),
        Column::Training => messages.axis_tokens.to_owned(),
        Column::Context => messages.axis_context.to_owned(),
        _ => (messages.axis_score)(benchmark.map_or("", |benchmark| benchmark.name.get(locale))),
    }
}

/// What is known of a point: name, stage, values, tokens per parameter, how a
/// score was measured; and how many others stand in its place.
#[must_use]
pub fn point_line(point: &Point, axes: Axes, here: usize, shelf: &Shelf, locale: Locale) -> String {
    let messages = locale.messages();
    let record = if point.models == 1 { shelf.get(point.row) } else { None };
    let model = match record.as_deref() {
        Some(Record::Model(model)) => Some(model.as_ref()),
        _ => None,
    };
    let value = |column, value| value_of(column, value, model, messages);
    let name = match point.models {
        1 => point_name(point, shelf),
        models => (messages.chart_around)(models),
    };
    let ratio = axes.ratio(point).map(|ratio| (messages.chart_ratio)(&ratio_of(ratio)));
    let others = (here > 1).then(|| (messages.chart_here)(here - 1));
    let said = [
        Some(name),
        Some((messages.stage)(point.stage).to_owned()),
        Some(value(axes.x, point.x)),
        Some(value(axes.y, point.y)),
        ratio,
        ratio_of_active(point, axes, model, messages),
        point.note.as_deref().map(str::to_owned),
        others,
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The name of a model, and of its size where it has several.
pub(super) fn point_name(point: &Point, shelf: &Shelf) -> String {
    let name = shelf.part_of(point.row).map_or("", |(part, row)| part.name(row));
    match &point.size {
        // Many sizes are called by the name of the model and their parameters.
        Some(size) if !name.ends_with(size.as_ref()) => format!("{name} {size}"),
        _ => name.to_owned(),
    }
}

fn value_of(column: Column, value: f64, model: Option<&Model>, messages: &Messages) -> String {
    match column {
        // As precise as it is known.
        Column::Released => match model.and_then(|model| model.released) {
            Some(date) => date.to_string(),
            None => format!("{:.0}", value.floor()),
        },
        Column::Parameters => (messages.chart_parameters)(&figure(value)),
        Column::Active => (messages.chart_active)(&figure(value)),
        Column::Training => (messages.chart_tokens)(&figure(value)),
        Column::Context => (messages.chart_context)(&figure(value)),
        _ => (messages.chart_score)(&format!("{value:.1}")),
    }
}

/// Of a mixture of experts, the tokens per parameter that is used for a token:
/// the line of compute-optimal training is for models that use all of theirs.
fn ratio_of_active(point: &Point, axes: Axes, model: Option<&Model>, messages: &Messages) -> Option<String> {
    let tokens = if axes.y == Column::Training { point.y } else { point.x };
    axes.ratio(point)?;
    let sizes = &model?.sizes;
    let size = match &point.size {
        Some(name) => sizes.iter().find(|size| size.name == **name),
        None => sizes.first(),
    };
    let active = size?.active?.as_f64();
    Some((messages.chart_ratio_active)(&ratio_of(tokens / active)))
}

fn ratio_of(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

/// What a bar counts.
#[must_use]
pub fn bar_line(bar: &Bar, locale: Locale) -> String {
    let messages = locale.messages();
    let counts = Stage::ALL.into_iter().zip(bar.counts).filter(|(_, count)| *count > 0);
    let counts: Vec<_> = counts.map(|(stage, count)| format!("{} {count}", (messages.stage)(stage))).collect();
    format!("{}  {}  {}", bar.label.get(locale), (messages.chart_models)(bar.total()), counts.join("  "))
}
