//! The points of charts against those computed from `llm-tui list --variants --format json`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::HashMap, sync::LazyLock};

use cli::{cli_command, run_command};
use serde_json::Value;

use llm_catalog::{Entry, estimate::Estimate, localized::Locale, setting::normalize_setting};
use llm_index::{
    Column, Index,
    query::{Query, parser::SavedQueries},
    search::SearchResults,
};
use llm_tui::chart::{Axes, Chart, ChartData, ChartKind, ChartSpec, Frontier, ScatterPlot, point_summary};

#[path = "support/cli.rs"]
mod cli;

static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());

/// Every variant of the built-in catalogue, as the command line prints it.
static VARIANTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run_command(cli_command(home.path()).args(["list", "--variants", "--format", "json"]));
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
});

/// A point as text, so that points can be compared and sorted: id, variant, x, y.
type PointText = (String, String, String, String);

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn count(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(Value::as_f64).filter(|count| *count > 0.0)
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// The number of variants of each model.
fn variant_counts() -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    VARIANTS.iter().for_each(|variant| *counts.entry(text(variant, "id")).or_insert(0) += 1);
    counts
}

/// The tokens of a variant: its own, or those of a model that has no other variant.
fn tokens(variant: &Value, variants: usize) -> Option<f64> {
    let is_pretraining = |data: &&Value| text(data, "kind") == "trained" && text(data, "unit") == "tokens";
    let of_model = || list(variant, "training").find(is_pretraining).and_then(|data| count(data, "amount_count"));
    count(variant, "tokens_count").or_else(|| if variants == 1 { of_model() } else { None })
}

/// Whether a variant was trained from the weights of another model, or adapts it.
fn has_weights_of_parent(variant: &Value) -> bool {
    list(variant, "base_models").any(|parent| match parent {
        Value::String(_) => true,
        parent => ["", "weights", "adapter"].contains(&text(parent, "relation").as_str()),
    })
}

fn chart(spec: ChartSpec) -> Chart {
    let (query, _) = Query::parse_with_saved_queries("", &SavedQueries::new());
    Chart::new(spec, &SearchResults::search_all(&query, &INDEX).rows, &INDEX)
}

fn plot(chart: &Chart) -> &ScatterPlot {
    match &chart.data {
        ChartData::Scatter(plot) => plot,
        ChartData::Bars(..) => unreachable!("it has axes"),
    }
}

/// The points of a chart, by the variant of their rows.
fn chart_points(plot: &ScatterPlot) -> Vec<PointText> {
    let to_text = |point: &llm_tui::chart::Point| {
        let (segment, row) = INDEX.locate(point.row).unwrap();
        let variant = segment.variant(row).map(|figures| figures.name).unwrap_or_default();
        assert!(point.variant.as_deref().is_none_or(|name| name == variant));
        (segment.id(row).to_owned(), variant, point.x.to_string(), point.y.to_string())
    };
    let mut points: Vec<_> = plot.points.iter().map(to_text).collect();
    points.sort();
    points
}

fn naive_points(points: impl Fn(&Value) -> Vec<(f64, f64)>) -> Vec<PointText> {
    let mut all = Vec::new();
    for variant in VARIANTS.iter() {
        let (id, name) = (text(variant, "id"), text(variant, "variant"));
        all.extend(points(variant).into_iter().map(|(x, y)| (id.clone(), name.clone(), x.to_string(), y.to_string())));
    }
    all.sort();
    all
}

#[test]
fn tokens_are_those_of_the_variant_with_the_parameters() {
    let counts = variant_counts();
    let expected = naive_points(|variant| {
        let parameters = count(variant, "parameters_count");
        parameters.zip(tokens(variant, counts[&text(variant, "id")])).into_iter().collect()
    });
    let chart = chart(ChartKind::Tokens.into());
    assert!(expected.len() > 250, "{}", expected.len());
    assert_eq!(chart_points(plot(&chart)), expected);
    let mut models: Vec<_> = expected.iter().map(|(id, ..)| id).collect();
    models.dedup();
    assert_eq!(chart.shown_models, models.len());
}

#[test]
fn scores_are_those_of_the_variant_with_the_parameters() {
    for (idx, benchmark) in INDEX.meta().benchmarks.iter().enumerate() {
        let expected = naive_points(|variant| {
            let scores = list(variant, "score").filter(|score| text(score, "benchmark") == benchmark.id.as_str());
            // The JSON of a variant has no score of another one.
            let own = scores.filter(|score| {
                let scored = text(score, "variant");
                assert!(scored.is_empty() || scored == text(variant, "variant"), "{score}");
                true
            });
            let parameters = count(variant, "parameters_count");
            own.filter_map(|score| Some((parameters?, score["value"].as_f64()?))).collect()
        });
        let axes = Some(Axes { x: Column::Parameters, y: Column::Score, benchmark: Some(idx) });
        let chart = chart(ChartSpec { axes, ..ChartSpec::from(ChartKind::Score) });
        assert_eq!(chart_points(plot(&chart)), expected, "{}", benchmark.id);
    }
}

#[test]
fn a_model_has_one_point_by_release_date() {
    let chart = chart(ChartKind::Parameters.into());
    let points = chart_points(plot(&chart));
    let mut ids: Vec<_> = points.iter().map(|(id, ..)| id).collect();
    ids.dedup();
    assert_eq!((ids.len(), chart.shown_models), (points.len(), points.len()));
    let parameters: HashMap<_, _> = VARIANTS
        .iter()
        .map(|variant| ((text(variant, "id"), text(variant, "variant")), count(variant, "parameters_count")))
        .collect();
    for (id, variant, _, y) in points {
        let expected = parameters[&(id.clone(), variant.clone())].map(|count| count.to_string());
        assert_eq!(expected, Some(y), "{id} {variant}");
    }
}

#[test]
fn ranks_are_by_the_ratio_of_the_estimates() {
    let chart = chart(ChartKind::Tokens.into());
    let plot = plot(&chart);
    let mut ratios = Vec::new();
    for (idx, point) in plot.points.iter().enumerate() {
        let resolved = INDEX.resolved(point.row).unwrap();
        let Entry::Model(model) = resolved.as_ref() else { unreachable!("extensions have no points") };
        let estimate = Estimate::new(model, model.default_variant().unwrap());
        let ratio = estimate.unwrap().tokens_per_parameter;
        assert_eq!(point.tokens_per_param(plot.axes), ratio, "{}", model.id);
        let json = VARIANTS.iter().find(|variant| {
            text(variant, "id") == model.id.as_str() && text(variant, "variant") == model.variants[0].name.as_str()
        });
        assert_eq!(ratio.is_none(), has_weights_of_parent(json.unwrap()), "{}", model.id);
        let summary = point_summary(point, plot.axes, 1, &INDEX, Locale::En);
        assert_eq!(summary.contains("tokens per parameter"), ratio.is_some(), "{summary}");
        assert_eq!(summary.contains("trained from other weights"), ratio.is_none(), "{summary}");
        ratios.extend(ratio.map(|ratio| (idx, ratio)));
    }
    for (idx, ratio) in &ratios {
        let higher = ratios.iter().filter(|(_, other)| other > ratio).count();
        let equal = ratios.iter().filter(|(_, other)| (other - ratio).abs() < f64::EPSILON).count();
        let (rank, points) = chart.rank(*idx).unwrap();
        assert!((higher + 1..=higher + equal).contains(&rank) && points == ratios.len(), "{rank}: {ratio}");
    }
    // From a point without a rank, `j` and `k` go to its neighbours in the order.
    for (idx, point) in plot.points.iter().enumerate().filter(|(idx, _)| chart.rank(*idx).is_none()) {
        let ratio = point.y / point.x;
        let ratio_at = |idx: usize| plot.points[idx].tokens_per_param(plot.axes).unwrap();
        if !ratios.iter().any(|(_, other)| *other < ratio) {
            assert_eq!(chart.step(idx, 1), chart.step(idx, isize::MAX), "the last");
            continue;
        }
        let (below, above) = (ratio_at(chart.step(idx, 1)), ratio_at(chart.step(idx, -1)));
        assert!(below <= ratio && ratio <= above, "{below} {ratio} {above}");
        assert!(chart.rank(chart.step(idx, 1)).unwrap().0 == chart.rank(chart.step(idx, -1)).unwrap().0 + 1);
    }
}

#[test]
fn a_point_is_labelled_as_in_the_list() {
    let chart = chart(ChartKind::Tokens.into());
    let plot = plot(&chart);
    for point in &plot.points {
        let (segment, row) = INDEX.locate(point.row).unwrap();
        let name = segment.name(row);
        let label = match segment.variant_name(row) {
            Some(variant) if !name.ends_with(&variant) => format!("{name} · {variant}"),
            _ => name.to_owned(),
        };
        let summary = point_summary(point, plot.axes, 1, &INDEX, Locale::En);
        assert!(summary.starts_with(&format!("{label}  ")), "{summary}");
    }
}

/// A date of the JSON as a fractional year: months of 31 days, the middle of what is not known.
fn year(date: &str) -> f64 {
    let parts: Vec<f64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    match parts.as_slice() {
        [year, month, day] => year + (month - 1.0 + (day - 1.0) / 31.0) / 12.0,
        [year, month] => year + (month - 0.5) / 12.0,
        [year] => year + 0.5,
        _ => unreachable!("{date} is no date"),
    }
}

/// The setting of a score without what says which weights or mode of a model was measured.
fn protocol(score: &Value) -> (String, String) {
    let is_mode = |part: &str| {
        ["base", "instruct", "chat", "sft", "rl", "preview", "thinking", "no thinking", "budget forcing"]
            .contains(&part)
            || part.ends_with(" effort")
            || part.starts_with("effort ")
            || part.ends_with("K thinking")
    };
    let setting = normalize_setting(&text(score, "setting"));
    let parts: Vec<_> = setting.split(", ").filter(|part| !is_mode(part)).collect();
    (parts.join(", "), text(score, "by"))
}

/// A dated score: release date as a fractional year, value, open weights, id.
type DatedScore = (f64, f64, bool, String);

/// The scores of a benchmark with one protocol.
fn dated_scores(benchmark: &str, wanted: &(String, String)) -> Vec<DatedScore> {
    let mut dated = Vec::new();
    for variant in VARIANTS.iter().filter(|variant| !text(variant, "released").is_empty()) {
        for score in list(variant, "score").filter(|score| text(score, "benchmark") == benchmark) {
            if protocol(score) == *wanted {
                let is_open = variant["open_weights"].as_bool().unwrap();
                let released = year(&text(variant, "released"));
                dated.push((released, score["value"].as_f64().unwrap(), is_open, text(variant, "id")));
            }
        }
    }
    dated
}

/// The scores that no earlier or equally old one reaches, the best of a day once.
fn naive_frontier(scores: &[&DatedScore]) -> Vec<(String, String)> {
    let is_best = |one: &&&DatedScore| {
        scores.iter().all(|other| other.1 < one.1 || (other.1 <= one.1 && other.0 >= one.0) || other.0 > one.0)
    };
    let mut best: Vec<_> = scores.iter().filter(is_best).map(|score| (score.0, score.1)).collect();
    best.sort_by(|a, b| a.0.total_cmp(&b.0));
    best.dedup();
    best.into_iter().map(|(x, y)| (format!("{x:.6}"), y.to_string())).collect()
}

fn frontier_texts(frontier: &Frontier) -> Vec<(String, String)> {
    frontier.steps.iter().map(|step| (format!("{:.6}", step.x), step.y.to_string())).collect()
}

#[test]
fn frontiers_and_lag_are_those_of_the_scores_in_one_setting() {
    let benchmarks = INDEX.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str().to_owned());
    let mut with_lag = 0;
    for (idx, benchmark) in benchmarks.enumerate() {
        // The models of each protocol.
        let mut models: HashMap<(String, String), Vec<String>> = HashMap::new();
        for variant in VARIANTS.iter().filter(|variant| !text(variant, "released").is_empty()) {
            for score in list(variant, "score").filter(|score| text(score, "benchmark") == benchmark) {
                models.entry(protocol(score)).or_default().push(text(variant, "id"));
            }
        }
        models.values_mut().for_each(Vec::dedup);
        let axes = Some(Axes { x: Column::Released, y: Column::Score, benchmark: Some(idx) });
        let chart = chart(ChartSpec { axes, ..ChartSpec::from(ChartKind::OpenClosed) });
        let plot = plot(&chart);
        let Some(used) = &plot.protocol else {
            assert!(models.is_empty(), "{benchmark}");
            continue;
        };
        let used = (used.setting.clone(), used.reported_by.clone().unwrap_or_default());
        let most = models.values().map(Vec::len).max();
        assert_eq!(models.get(&used).map(Vec::len), most, "{benchmark}: {used:?}");
        let scores = dated_scores(&benchmark, &used);
        assert_eq!(plot.points.len(), scores.len(), "{benchmark}");
        let mut ends = Vec::new();
        for (side, is_open) in [(0, true), (1, false)] {
            let of_side: Vec<_> = scores.iter().filter(|score| score.2 == is_open).collect();
            assert_eq!(frontier_texts(&plot.frontiers[side]), naive_frontier(&of_side), "{benchmark} {is_open}");
            ends.push(of_side.iter().map(|score| score.1).fold(f64::MIN, f64::max));
        }
        let Some(lag) = &plot.lag else { continue };
        with_lag += 1;
        assert_eq!(lag.open_is_behind, ends[0] < ends[1], "{benchmark}");
        let target = ends[0].min(ends[1]);
        let first = |is_ahead: bool| {
            let reaching =
                scores.iter().filter(|score| (score.2 != lag.open_is_behind) == is_ahead && score.1 >= target);
            reaching.map(|score| score.0).fold(f64::MAX, f64::min)
        };
        #[expect(clippy::cast_possible_truncation, reason = "a few months")]
        let months = ((first(false) - first(true)) * 12.0).round() as i64;
        assert_eq!(lag.months, months, "{benchmark}");
    }
    assert!(with_lag > 5, "{with_lag}");
}
