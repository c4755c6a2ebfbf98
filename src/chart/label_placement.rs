//! Which points of a chart are named, where there is room.

use crate::chart::ScatterPlot;

/// The most points for whose names room is sought.
const MAX_LABEL_CANDIDATES: usize = 400;

/// Names points, those first that stand out, until so many have found room.
pub(super) fn place_labels(points: &ScatterPlot, most: usize, mut finds_room: impl FnMut(usize) -> bool) {
    if points.is_binned {
        return;
    }
    let mut named = Vec::new();
    for place in label_candidates(points) {
        if named.len() >= most {
            return;
        }
        if !named.contains(&place) && finds_room(place) {
            named.push(place);
        }
    }
}

/// The points with the most and the fewest tokens per parameter, those higher
/// than all to their left or lower than all to their right, then the highest.
fn label_candidates(points: &ScatterPlot) -> impl Iterator<Item = usize> {
    let ratio = points.order_by_ratio.iter();
    let ends = ratio.clone().rev().zip(ratio).flat_map(|(most, fewest)| [*most, *fewest]).take(6);
    let mut highest = f64::MIN;
    let record = |(place, point): (usize, &crate::chart::Point)| {
        let is_higher = point.y > highest;
        highest = highest.max(point.y);
        is_higher.then_some(place)
    };
    let mut records: Vec<_> = points.points.iter().enumerate().filter_map(record).collect();
    records.reverse();
    let mut lowest = f64::MAX;
    let low = |(place, point): (usize, &crate::chart::Point)| {
        let is_lower = point.y < lowest;
        lowest = lowest.min(point.y);
        is_lower.then_some(place)
    };
    let lows: Vec<_> = points.points.iter().enumerate().rev().filter_map(low).collect();
    let mut rest: Vec<_> = (0..points.points.len()).collect();
    let y = |place: &usize| points.points.get(*place).map_or(0.0, |point| point.y);
    rest.sort_by(|one, other| y(other).total_cmp(&y(one)));
    ends.collect::<Vec<_>>().into_iter().chain(records).chain(lows).chain(rest).take(MAX_LABEL_CANDIDATES)
}
