//! The data of a chart for other programs.

use serde_json::{Map, Value, json};

use llm_catalog::localized::Locale;
use llm_index::{Column, Index, RowId, serde_name};

use crate::chart::{
    bars::Bar,
    data::{Chart, ChartData},
    frontier::{Frontier, FrontierStep, Lag},
    labels::series_name,
    point::Point,
    scatter::ScatterPlot,
};

/// A JSON object with the axes, series and points of a scatter plot and its lines of the best so far, or with bars; and
/// how many models the query matches and the chart shows. A date is a year with a fraction.
#[must_use]
pub fn render_json(chart: &Chart, index: &Index) -> String {
    let mut object = Map::from_iter([
        ("chart".to_owned(), json!(chart.spec.kind.key())),
        ("matched_models".to_owned(), json!(chart.matched_models)),
        ("shown_models".to_owned(), json!(chart.shown_models)),
        ("omitted_models".to_owned(), json!(chart.matched_models.saturating_sub(chart.shown_models))),
    ]);
    let data = match &chart.data {
        ChartData::Scatter(plot) => plot_json(plot, index),
        ChartData::Bars(bars, omitted) => {
            json!({ "bars": bars.iter().map(bar_json).collect::<Vec<_>>(), "omitted_bars": omitted })
        }
    };
    if let Value::Object(data) = data {
        object.extend(data);
    }
    format!("{:#}\n", Value::Object(object))
}

fn bar_json(bar: &Bar) -> Value {
    let stages: Map<_, _> = bar.counts.iter().map(|(stage, count)| (serde_name(&stage), json!(count))).collect();
    json!({
        "label": bar.label.get(Locale::En),
        "filter": bar.filter,
        "models": bar.counts.total(),
        "stages": stages,
    })
}

fn plot_json(plot: &ScatterPlot, index: &Index) -> Value {
    let has_score = [plot.axes.x, plot.axes.y].contains(&Column::Score);
    let benchmark = plot.axes.benchmark.and_then(|idx| index.meta().benchmarks.get(idx));
    let protocol = plot.protocol.as_ref();
    json!({
        "x": plot.axes.x.key(),
        "y": plot.axes.y.key(),
        "benchmark": benchmark.filter(|_| has_score).map(|benchmark| &benchmark.id),
        "setting": protocol.map(|protocol| &protocol.setting).filter(|setting| !setting.is_empty()),
        "by": protocol.and_then(|protocol| protocol.reported_by.as_ref()),
        "series": plot.series.iter().map(|series| series_name(series, index, Locale::En)).collect::<Vec<_>>(),
        "points": plot.points.iter().map(|point| point_json(plot, point, index)).collect::<Vec<_>>(),
        "frontiers": plot.frontiers.iter().map(|frontier| frontier_json(plot, frontier, index)).collect::<Vec<_>>(),
        "lag": plot.lag.as_ref().map(|lag| lag_json(lag, index)),
    })
}

fn point_json(plot: &ScatterPlot, point: &Point, index: &Index) -> Value {
    json!({
        "id": id(point.row, index),
        "variant": point.variant,
        "models": point.model_count,
        "stage": point.stage,
        "series": name_of_series(plot, point.series, index),
        "x": point.x,
        "y": point.y,
        "measured": point.note,
    })
}

fn frontier_json(plot: &ScatterPlot, frontier: &Frontier, index: &Index) -> Value {
    let steps: Vec<_> = frontier.steps.iter().map(|step| step_json(step, index)).collect();
    json!({ "series": frontier.series.and_then(|idx| name_of_series(plot, idx, index)), "steps": steps })
}

fn lag_json(lag: &Lag, index: &Index) -> Value {
    json!({
        "behind": if lag.open_is_behind { "open" } else { "closed" },
        "months": lag.months,
        "best_behind": step_json(&lag.best_behind, index),
        "reached_by": step_json(&lag.reached_by, index),
        "best_ahead": step_json(&lag.best_ahead, index),
    })
}

fn step_json(step: &FrontierStep, index: &Index) -> Value {
    json!({ "id": id(step.row, index), "variant": step.variant, "x": step.x, "y": step.y })
}

/// The id of the model of a row.
fn id(row: RowId, index: &Index) -> Option<&str> {
    index.locate(row).map(|(segment, row)| segment.id(row))
}

fn name_of_series(plot: &ScatterPlot, idx: usize, index: &Index) -> Option<String> {
    plot.series.get(idx).map(|series| series_name(series, index, Locale::En))
}
