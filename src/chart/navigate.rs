//! Moving between the points of a scatter plot, and its visible part.

use crate::chart::{point::Point, scale::Scale, scatter::ScatterPlot};

/// A direction on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

/// How much further a point aside counts than one straight ahead.
const ASIDE_WEIGHT: f64 = 3.0;
/// The factor of one zoom step.
const ZOOM_FACTOR: f64 = 1.5;
/// The smallest visible part of an axis, as a fraction of the whole.
const MIN_VISIBLE_FRACTION: f64 = 1e-3;
/// How far one step pans, as a fraction of the visible part.
const PAN_FRACTION: f64 = 0.25;

impl ScatterPlot {
    /// The position of a point in the order of ranks.
    pub(super) fn rank_position(&self, idx: usize) -> Option<usize> {
        self.rank_order.iter().position(|other| *other == idx)
    }

    /// The index of the point `steps` ranks after `idx`, clamped at both ends. A point without a rank stands between
    /// those on either side of its ratio.
    pub(super) fn step_by_rank(&self, idx: usize, steps: isize) -> usize {
        let position = self.rank_position(idx).map(|position| position.saturating_add_signed(steps));
        let position = position.unwrap_or_else(|| {
            let ratio =
                |idx: usize| self.points.get(idx).and_then(|point| self.axes.tokens_per_param(point.x, point.y));
            let above = self.rank_order.partition_point(|other| ratio(*other) > ratio(idx));
            above.saturating_add_signed(steps.saturating_sub(isize::from(steps > 0)))
        });
        let position = position.min(self.rank_order.len().saturating_sub(1));
        self.rank_order.get(position).copied().unwrap_or(idx)
    }

    /// The index of the nearest visible point in a direction; `idx` if there is none. Points in the same place follow
    /// each other to the right and downwards.
    pub(super) fn nearest_towards(&self, idx: usize, direction: Direction) -> usize {
        let Some(from) = self.points.get(idx) else { return idx };
        let (x, y) = (self.x.normalize(from.x), self.y.normalize(from.y));
        let distance = |(other, point): (usize, &Point)| {
            let (dx, dy) = (self.x.normalize(point.x) - x, self.y.normalize(point.y) - y);
            let (ahead, aside, is_after) = match direction {
                Direction::Left => (-dx, dy, other < idx),
                Direction::Right => (dx, dy, other > idx),
                Direction::Up => (dy, dx, other < idx),
                Direction::Down => (-dy, dx, other > idx),
            };
            let is_ahead = ahead > 0.0 || (ahead == 0.0 && aside == 0.0 && is_after);
            (is_ahead && self.is_visible(point)).then_some((ahead + ASIDE_WEIGHT * aside.abs(), other))
        };
        let nearest = self.points.iter().enumerate().filter_map(distance);
        let tie = |idx: usize| {
            if direction == Direction::Right || direction == Direction::Down { idx } else { usize::MAX - idx }
        };
        nearest.min_by(|a, b| a.0.total_cmp(&b.0).then(tie(a.1).cmp(&tie(b.1)))).map_or(idx, |(_, other)| other)
    }

    /// The index of a point if it is visible, else of the visible one nearest to the middle, if there is one.
    #[must_use]
    pub fn nearest_visible(&self, idx: usize) -> usize {
        if self.points.get(idx).is_some_and(|point| self.is_visible(point)) {
            return idx;
        }
        let distance = |point: &Point| (self.x.normalize(point.x) - 0.5).hypot(self.y.normalize(point.y) - 0.5);
        let visible = self.points.iter().enumerate().filter(|(_, point)| self.is_visible(point));
        visible.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).map_or(idx, |(nearest, _)| nearest)
    }

    /// True if a point is in the visible part of the axes.
    #[must_use]
    pub fn is_visible(&self, point: &Point) -> bool {
        self.x.contains(point.x) && self.y.contains(point.y)
    }

    /// The number of models outside of the visible part.
    #[must_use]
    pub fn hidden_count(&self) -> usize {
        self.points.iter().filter(|point| !self.is_visible(point)).map(|point| point.model_count).sum()
    }

    /// True if a part of the axes is shown.
    #[must_use]
    pub fn is_zoomed(&self) -> bool {
        (self.x, self.y) != self.full
    }

    /// Shows a smaller or larger part of the axes; what is at `center`, a fraction of each axis, stays there.
    pub fn zoom(&mut self, steps: i32, center: (f64, f64)) {
        let factor = ZOOM_FACTOR.powi(-steps);
        let part =
            |scale: &Scale, center: f64| scale.between(center - center * factor, center + (1.0 - center) * factor);
        self.show(part(&self.x, center.0), part(&self.y, center.1));
    }

    /// Zooms around a point.
    pub fn zoom_at_point(&mut self, steps: i32, idx: usize) {
        let center = self.points.get(idx).filter(|point| self.is_visible(point));
        let center = center.map_or((0.5, 0.5), |point| (self.x.normalize(point.x), self.y.normalize(point.y)));
        self.zoom(steps, center);
    }

    /// Moves the visible part by steps to the right and upwards.
    pub fn pan(&mut self, right: f64, up: f64) {
        let (dx, dy) = (right * PAN_FRACTION, up * PAN_FRACTION);
        self.pan_by(dx, dy);
    }

    /// Moves the visible part by fractions of it to the right and upwards.
    pub fn pan_by(&mut self, dx: f64, dy: f64) {
        self.show(self.x.between(dx, 1.0 + dx), self.y.between(dy, 1.0 + dy));
    }

    /// Shows all points.
    pub fn reset_view(&mut self) {
        (self.x, self.y) = self.full;
    }

    /// Pans so that a point is visible, with it in the middle.
    pub fn reveal(&mut self, idx: usize) {
        let Some(point) = self.points.get(idx).filter(|point| !self.is_visible(point)) else { return };
        let (dx, dy) = (self.x.normalize(point.x) - 0.5, self.y.normalize(point.y) - 0.5);
        self.pan_by(dx, dy);
    }

    /// Shows a part of the axes, moved or enlarged to be within the whole.
    fn show(&mut self, x: Scale, y: Scale) {
        self.x = within(&x, &self.full.0);
        self.y = within(&y, &self.full.1);
    }
}

/// The part of an axis moved and cut to be within the whole, and not too small.
fn within(part: &Scale, whole: &Scale) -> Scale {
    let (start, end) = (whole.normalize(part.low), whole.normalize(part.high));
    let length = (end - start).max(MIN_VISIBLE_FRACTION);
    // The whole itself, without rounding errors, so that it is known as such.
    if length >= 1.0 - 1e-9 {
        return *whole;
    }
    let start = start.clamp(0.0, 1.0 - length);
    whole.between(start, start + length)
}
