//! Scatter plots: the points of the matched models, binned if there are many.

use std::collections::HashMap;

use rayon::prelude::*;

use llm_catalog::model::Stage;
use llm_index::{Column, Index, RowId, SegmentRows};

use crate::chart::{
    numbers::floor_to_usize,
    samples::plot_samples,
    scale::{Scale, ScaleKind},
    segment_values::SegmentValues,
    spec::Axes,
};

/// Models as points on two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPlot {
    pub axes: Axes,
    pub x: Scale,
    pub y: Scale,
    /// The points, sorted by x, then by y.
    pub points: Vec<Point>,
    /// Indices into `points` in descending order of tokens per parameter; empty
    /// unless the axes have both. Without points that have no ratio.
    pub order_by_ratio: Vec<usize>,
    /// True if a point represents all models of a bin.
    pub is_binned: bool,
}

/// A model, one of its variants, or a bin of models.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The row of the variant; of one of the models for a bin.
    pub row: RowId,
    pub stage: Stage,
    /// The name of the variant, if the model has several.
    pub variant: Option<Box<str>>,
    /// How the score was measured and by whom, if known.
    pub note: Option<Box<str>>,
    /// False if the training began from other weights.
    pub is_from_scratch: bool,
    /// The number of models; above 1 only for bins.
    pub model_count: usize,
    pub x: f64,
    pub y: f64,
}

impl ScatterPlot {
    /// The position of a point in the order by tokens per parameter.
    pub(super) fn ratio_position(&self, idx: usize) -> Option<usize> {
        self.order_by_ratio.iter().position(|other| *other == idx)
    }

    /// The index of the point `steps` after `idx` in the order by tokens per parameter, clamped at both ends. A point
    /// without a ratio stands between those on either side of its position.
    pub(super) fn step_by_ratio(&self, idx: usize, steps: isize) -> usize {
        let position = self.ratio_position(idx).map(|position| position.saturating_add_signed(steps));
        let position = position.unwrap_or_else(|| {
            let ratio =
                |idx: usize| self.points.get(idx).and_then(|point| self.axes.tokens_per_param(point.x, point.y));
            let above = self.order_by_ratio.partition_point(|other| ratio(*other) > ratio(idx));
            above.saturating_add_signed(steps - isize::from(steps > 0))
        });
        let position = position.min(self.order_by_ratio.len().saturating_sub(1));
        self.order_by_ratio.get(position).copied().unwrap_or(idx)
    }
}

impl Point {
    /// Training tokens per parameter, if the axes have both. `None` if the training began from other weights: the
    /// tokens may or may not include those that these had seen.
    #[must_use]
    pub fn tokens_per_param(&self, axes: Axes) -> Option<f64> {
        axes.tokens_per_param(self.x, self.y).filter(|_| self.is_from_scratch)
    }
}

/// Above this number of rows the points are binned.
const BINNING_THRESHOLD_ROWS: usize = 100_000;
/// The number of bins on the x axis and on the y axis.
const BIN_COUNTS: (f64, f64) = (240.0, 120.0);
/// From this number of rows on the segments are read in parallel.
const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

/// The scatter plot of some rows, and the number of models in it.
pub(super) fn build_scatter_plot(axes: Axes, rows: &[RowId], index: &Index) -> (ScatterPlot, usize) {
    let benchmark = axes.benchmark.and_then(|idx| index.meta().benchmarks.get(idx)).map(|benchmark| &benchmark.id);
    let segments = index.group_by_segment(rows);
    let is_binned = rows.len() > BINNING_THRESHOLD_ROWS;
    let segment_points = |group: &SegmentRows<'_>| {
        let values = SegmentValues::new(group.segment);
        let (mut points, mut model_count) = (Vec::new(), 0);
        let (mut entry_row, mut last_counted) = (None, None);
        for (row, local_row) in group.with_local_rows() {
            let Some(stage) = values.stage(local_row) else { continue };
            let is_first = entry_row.replace(group.segment.entry_row(local_row)) != entry_row;
            for sample in plot_samples(&values, local_row, is_first, axes, benchmark) {
                let (variant, note) = if is_binned { (None, None) } else { (sample.variant, sample.note) };
                let is_from_scratch = !axes.has_ratio() || values.is_from_scratch(local_row);
                let (x, y) = (sample.x, sample.y);
                points.push(Point { row, stage, variant, note, is_from_scratch, model_count: 1, x, y });
                if last_counted != entry_row {
                    (model_count, last_counted) = (model_count + 1, entry_row);
                }
            }
        }
        (points, model_count)
    };
    let by_segment: Vec<_> = if rows.len() < PARALLEL_THRESHOLD_ROWS {
        segments.iter().map(segment_points).collect()
    } else {
        segments.par_iter().map(segment_points).collect()
    };
    let model_count = by_segment.iter().map(|(_, count)| count).sum();
    let points: Vec<_> = by_segment.into_iter().flat_map(|(points, _)| points).collect();
    let x = Scale::from_values(scale_kind(axes.x), points.iter().map(|point| point.x));
    let y = Scale::from_values(scale_kind(axes.y), points.iter().map(|point| point.y));
    let mut points = if is_binned { bin_points(points, &x, &y) } else { points };
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let order_by_ratio = order_by_ratio(axes, &points);
    (ScatterPlot { axes, x, y, points, order_by_ratio, is_binned }, model_count)
}

fn scale_kind(column: Column) -> ScaleKind {
    match column {
        Column::Released => ScaleKind::Years,
        Column::Score => ScaleKind::Linear,
        _ => ScaleKind::Log,
    }
}

/// Merges the points of a stage that fall into the same bin, those with a ratio and those without.
fn bin_points(points: Vec<Point>, x: &Scale, y: &Scale) -> Vec<Point> {
    let mut bins: HashMap<(usize, usize, Stage, bool), Point> = HashMap::new();
    for point in points {
        let bin = (
            floor_to_usize(x.normalize(point.x) * BIN_COUNTS.0),
            floor_to_usize(y.normalize(point.y) * BIN_COUNTS.1),
            point.stage,
            point.is_from_scratch,
        );
        bins.entry(bin).and_modify(|first| first.model_count += 1).or_insert(point);
    }
    bins.into_values().collect()
}

/// The indices of the points in descending order of tokens per parameter.
fn order_by_ratio(axes: Axes, points: &[Point]) -> Vec<usize> {
    let ratio = |(idx, point): (usize, &Point)| Some((point.tokens_per_param(axes)?, idx));
    let mut ratios: Vec<_> = points.iter().enumerate().filter_map(ratio).collect();
    ratios.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ratios.into_iter().map(|(_, idx)| idx).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binning_keeps_the_number_of_models() {
        let point = |row: u16| Point {
            row: RowId::from(u32::from(row)),
            stage: Stage::ALL[usize::from(row % 3)],
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
