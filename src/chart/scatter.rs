//! Scatter plots: the points of the matched models, binned if there are many.

use std::collections::HashMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use llm_catalog::{
    model::Stage,
    protocol::{ComparableScores, Protocol},
};
use llm_index::{Column, Index, RowId, SegmentRows};

use crate::chart::{
    frontier::{Frontier, Lag, frontier, lag},
    numbers::floor_to_usize,
    point::Point,
    samples::{PlotSample, ScoreFilter, plot_samples},
    scale::{Scale, ScaleKind},
    segment_values::SegmentValues,
    series::{Series, SeriesKey, series_idx, series_of},
    spec::{Axes, Grouping},
};

/// Models as points on two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPlot {
    pub axes: Axes,
    /// The visible part of the axes.
    pub x: Scale,
    pub y: Scale,
    /// The axes with all points.
    pub full: (Scale, Scale),
    /// What the markers stand for.
    pub series: Vec<Series>,
    /// The points, sorted by x, then by y.
    pub points: Vec<Point>,
    /// Indices into `points`, the highest first: by tokens per parameter if the axes have both, without points that have
    /// no ratio, else by the y value.
    pub rank_order: Vec<usize>,
    /// The lines of the best so far.
    pub frontiers: Vec<Frontier>,
    /// How far open weights are behind closed ones, or the reverse.
    pub lag: Option<Lag>,
    /// The only evaluation protocol whose scores are shown; `None` for all.
    pub protocol: Option<Protocol>,
    /// The models that are in no series, as it is unknown whether their weights are released.
    pub unknown_weights: usize,
    /// True if a point represents all models of a bin.
    pub is_binned: bool,
}

/// Above this number of rows the points are binned.
const BINNING_THRESHOLD_ROWS: usize = 100_000;
/// The number of bins on the x axis and on the y axis.
const BIN_COUNTS: (f64, f64) = (240.0, 120.0);
/// From this number of rows on the segments are read in parallel.
const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

/// What a scatter plot shows.
pub(super) struct PlotSpec {
    pub axes: Axes,
    pub grouping: Grouping,
    /// The only evaluation protocol whose scores are shown; `None` for all.
    pub protocol: Option<ComparableScores>,
}

/// The scatter plot of some rows, and the number of models in it.
pub(super) fn build_scatter_plot(spec: PlotSpec, rows: &[RowId], index: &Index) -> (ScatterPlot, usize) {
    let axes = spec.axes;
    let is_binned = rows.len() > BINNING_THRESHOLD_ROWS;
    let PlotPoints { mut points, series, model_count, unknown_weights } = read_points(&spec, rows, index);
    let x = Scale::from_values(scale_kind(axes.x), points.iter().map(|point| point.x));
    let y = Scale::from_values(scale_kind(axes.y), points.iter().map(|point| point.y));
    // Sorted before they are binned only where a line needs it.
    let frontiers = if axes.has_frontier() {
        sort_points(&mut points);
        frontiers(&points, &spec, &series)
    } else {
        Vec::new()
    };
    let mut points = if is_binned { bin_points(points, &x, &y) } else { points };
    sort_points(&mut points);
    let (rank_order, lag) = (rank_order(axes, &points), lag(&frontiers, &series));
    let (full, protocol) = ((x, y), spec.protocol.map(|scores| scores.protocol));
    let plot = ScatterPlot {
        axes,
        x,
        y,
        full,
        series,
        points,
        rank_order,
        frontiers,
        lag,
        protocol,
        unknown_weights,
        is_binned,
    };
    (plot, model_count)
}

fn sort_points(points: &mut [Point]) {
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
}

/// The points of a segment. Their series are those of the segment, by their keys.
#[derive(Default)]
struct SegmentPoints {
    points: Vec<Point>,
    keys: FxHashMap<SeriesKey, usize>,
    model_count: usize,
    /// The models that only their unknown weights keep out of the chart.
    unknown_weights: usize,
}

/// The points of some rows with their series.
struct PlotPoints {
    points: Vec<Point>,
    series: Vec<Series>,
    /// The models that have a point.
    model_count: usize,
    /// The models that only their unknown weights keep out of the chart.
    unknown_weights: usize,
}

fn read_points(spec: &PlotSpec, rows: &[RowId], index: &Index) -> PlotPoints {
    let benchmark = spec.axes.benchmark.and_then(|idx| index.meta().benchmarks.get(idx)).map(|benchmark| &benchmark.id);
    let filter = ScoreFilter { benchmark, protocol: spec.protocol.as_ref() };
    let segments = index.group_by_segment(rows);
    let is_binned = rows.len() > BINNING_THRESHOLD_ROWS;
    let read = |group: &SegmentRows<'_>| segment_points(group, spec, &filter, is_binned);
    let by_segment: Vec<_> = if rows.len() < PARALLEL_THRESHOLD_ROWS {
        segments.iter().map(read).collect()
    } else {
        segments.par_iter().map(read).collect()
    };
    let model_count = by_segment.iter().map(|segment| segment.model_count).sum();
    let unknown_weights = by_segment.iter().map(|segment| segment.unknown_weights).sum();
    let mut counts = FxHashMap::default();
    for segment in &by_segment {
        let mut by_idx = vec![0; segment.keys.len()];
        let series = segment.points.iter().map(|point| point.series);
        series.for_each(|idx| by_idx.get_mut(idx).into_iter().for_each(|count| *count += 1));
        for (key, idx) in &segment.keys {
            *counts.entry(key.clone()).or_insert(0) += by_idx.get(*idx).copied().unwrap_or_default();
        }
    }
    let series = series_of(spec.grouping, counts);
    let mut points = Vec::with_capacity(by_segment.iter().map(|segment| segment.points.len()).sum());
    for segment in by_segment {
        let mut series_by_idx = vec![0; segment.keys.len()];
        for (key, idx) in &segment.keys {
            if let Some(of_plot) = series_by_idx.get_mut(*idx) {
                *of_plot = series_idx(&series, key);
            }
        }
        points.extend(segment.points.into_iter().map(|point| {
            let series = series_by_idx.get(point.series).copied().unwrap_or_default();
            Point { series, ..point }
        }));
    }
    PlotPoints { points, series, model_count, unknown_weights }
}

fn segment_points(
    group: &SegmentRows<'_>,
    spec: &PlotSpec,
    filter: &ScoreFilter<'_>,
    is_binned: bool,
) -> SegmentPoints {
    let (axes, values) = (spec.axes, SegmentValues::new(group.segment));
    let mut read = SegmentPoints::default();
    let (mut entry_row, mut last_counted, mut last_unknown) = (None, None, None);
    for (row, local_row) in group.with_local_rows() {
        let Some(stage) = values.stage(local_row) else { continue };
        let is_first = entry_row.replace(group.segment.entry_row(local_row)) != entry_row;
        let samples = plot_samples(&values, local_row, is_first, axes, filter);
        if samples.is_empty() {
            continue;
        }
        let key = match spec.grouping {
            Grouping::Stage => SeriesKey::Stage(stage),
            Grouping::Maker => SeriesKey::Maker(values.maker(local_row).to_owned()),
            Grouping::Weights => match values.is_open(local_row) {
                Some(true) => SeriesKey::OpenWeights,
                Some(false) => SeriesKey::ClosedWeights,
                None => {
                    if last_counted != entry_row && last_unknown.replace(entry_row) != Some(entry_row) {
                        read.unknown_weights += 1;
                    }
                    continue;
                }
            },
        };
        let next = read.keys.len();
        let series = *read.keys.entry(key).or_insert(next);
        let is_from_scratch = !axes.has_ratio() || values.is_from_scratch(local_row);
        for PlotSample { variant, note, x, y } in samples {
            let (variant, note) = if is_binned { (None, None) } else { (variant, note) };
            read.points.push(Point { row, stage, series, variant, note, is_from_scratch, model_count: 1, x, y });
        }
        if last_counted != entry_row {
            (read.model_count, last_counted) = (read.model_count + 1, entry_row);
            // The model is in the chart with this variant.
            read.unknown_weights -= usize::from(last_unknown == Some(entry_row));
        }
    }
    read
}

/// The lines of the best so far: one for each side of open and closed weights, else one of all points.
fn frontiers(points: &[Point], spec: &PlotSpec, series: &[Series]) -> Vec<Frontier> {
    match spec.grouping {
        _ if !spec.axes.has_frontier() => Vec::new(),
        Grouping::Weights => (0..series.len()).map(|series| frontier(points, Some(series))).collect(),
        Grouping::Stage | Grouping::Maker => vec![frontier(points, None)],
    }
}

fn scale_kind(column: Column) -> ScaleKind {
    match column {
        Column::Released => ScaleKind::Years,
        Column::Score => ScaleKind::Linear,
        Column::ContextLength => ScaleKind::Binary,
        _ => ScaleKind::Log,
    }
}

/// Merges the points of a stage that fall into the same bin, those with a ratio and those without.
fn bin_points(points: Vec<Point>, x: &Scale, y: &Scale) -> Vec<Point> {
    let mut bins: HashMap<(usize, usize, Stage, usize, bool), Point> = HashMap::new();
    for point in points {
        let bin = (
            floor_to_usize(x.normalize(point.x) * BIN_COUNTS.0),
            floor_to_usize(y.normalize(point.y) * BIN_COUNTS.1),
            point.stage,
            point.series,
            point.is_from_scratch,
        );
        bins.entry(bin).and_modify(|first| first.model_count += 1).or_insert(point);
    }
    bins.into_values().collect()
}

/// The indices of the points, the highest tokens per parameter first, without those that have none; of other axes the
/// highest y values first.
fn rank_order(axes: Axes, points: &[Point]) -> Vec<usize> {
    let value = |point: &Point| if axes.has_ratio() { point.tokens_per_param(axes) } else { Some(point.y) };
    let values = points.iter().enumerate().filter_map(|(idx, point)| Some((value(point)?, idx)));
    let mut values: Vec<_> = values.collect();
    values.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    values.into_iter().map(|(_, idx)| idx).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binning_keeps_the_number_of_models() {
        let point = |row: u16| Point {
            row: RowId::from(u32::from(row)),
            stage: Stage::ALL[usize::from(row % 3)],
            series: usize::from(row % 3),
            variant: None,
            note: None,
            is_from_scratch: true,
            model_count: 1,
            x: f64::from(row % 7 + 1),
            y: 10.0,
        };
        let points: Vec<_> = (0..9000).map(point).collect();
        let scale = |values: Vec<f64>| Scale::from_values(ScaleKind::Log, values.into_iter());
        let (x, y) = (scale(points.iter().map(|point| point.x).collect()), scale(vec![10.0]));
        let bins = bin_points(points, &x, &y);
        assert_eq!(bins.len(), 21);
        assert_eq!(bins.iter().map(|point| point.model_count).sum::<usize>(), 9000);
    }
}
