//! Chooses which points of a scatter plot get a label, outliers first.

use crate::chart::{frontier::FrontierStep, point::Point, scatter::ScatterPlot};

/// The number of points for which a label is tried; the search is quadratic.
const MAX_LABEL_CANDIDATES: usize = 400;

/// Labels up to `max_labels` points, outliers first. `try_place` takes the index
/// of a point and returns true if its label fits.
pub(super) fn place_labels(plot: &ScatterPlot, max_labels: usize, mut try_place: impl FnMut(usize) -> bool) {
    if plot.is_binned {
        return;
    }
    let mut labelled = Vec::new();
    for idx in label_candidates(plot) {
        if labelled.len() >= max_labels {
            return;
        }
        if !labelled.contains(&idx) && try_place(idx) {
            labelled.push(idx);
        }
    }
}

/// True if a point was the best when it came out.
pub(super) fn is_frontier_point(plot: &ScatterPlot, point: &Point) -> bool {
    let is_step = |step: &FrontierStep| {
        step.row == point.row && step.x.total_cmp(&point.x).is_eq() && step.y.total_cmp(&point.y).is_eq()
    };
    plot.frontiers.iter().flat_map(|frontier| &frontier.steps).any(is_step)
}

/// The best so far, the newest first; the three points with the most and the three with the fewest tokens per
/// parameter; those higher than all to their left or lower than all to their
/// right, then the others from the highest down. A point may occur twice.
fn label_candidates(plot: &ScatterPlot) -> impl Iterator<Item = usize> {
    let best: Vec<_> = if plot.frontiers.is_empty() {
        Vec::new()
    } else {
        let points = plot.points.iter().enumerate().rev();
        points.filter(|(_, point)| is_frontier_point(plot, point)).map(|(idx, _)| idx).collect()
    };
    let ratio = plot.rank_order.iter().filter(|_| plot.axes.has_ratio());
    let ratio_outliers: Vec<_> = ratio.clone().zip(ratio.rev()).flat_map(|(max, min)| [*max, *min]).take(6).collect();
    let mut highest = f64::MIN;
    // What is outside of the visible part is not labelled.
    let visible = || plot.points.iter().enumerate().filter(|(_, point)| plot.is_visible(point));
    let is_running_max = |(idx, point): (usize, &Point)| {
        let is_higher = point.y > highest;
        highest = highest.max(point.y);
        is_higher.then_some(idx)
    };
    let mut running_maxima: Vec<_> = visible().filter_map(is_running_max).collect();
    running_maxima.reverse();
    let mut lowest = f64::MAX;
    let is_running_min = |(idx, point): (usize, &Point)| {
        let is_lower = point.y < lowest;
        lowest = lowest.min(point.y);
        is_lower.then_some(idx)
    };
    let running_minima: Vec<_> = visible().rev().filter_map(is_running_min).collect();
    let mut by_height: Vec<_> = visible().map(|(idx, _)| idx).collect();
    let y = |idx: &usize| plot.points.get(*idx).map_or(0.0, |point| point.y);
    by_height.sort_by(|a, b| y(b).total_cmp(&y(a)));
    best.into_iter()
        .chain(ratio_outliers)
        .chain(running_maxima)
        .chain(running_minima)
        .chain(by_height)
        .take(MAX_LABEL_CANDIDATES)
}
