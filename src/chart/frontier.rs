//! The best value so far, and how far one series is behind another.

use llm_index::RowId;

use crate::chart::{
    point::Point,
    series::{Series, SeriesKey},
};

/// A line through the points that were the best when they came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// The series whose points it is of; `None` for all.
    pub series: Option<usize>,
    /// From left to right, each higher than the one before.
    pub steps: Vec<FrontierStep>,
}

/// A point that was the best when it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontierStep {
    pub row: RowId,
    pub variant: Option<Box<str>>,
    pub x: f64,
    pub y: f64,
}

/// How far the best of the open or of the closed models is behind the best of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Lag {
    /// True if open weights are behind.
    pub open_is_behind: bool,
    /// The best of those behind.
    pub best_behind: FrontierStep,
    /// The first of those ahead that was as good.
    pub reached_by: FrontierStep,
    /// The best of those ahead.
    pub best_ahead: FrontierStep,
    /// The months between the two; 0 or less if those behind were first.
    pub months: i64,
}

/// The frontier of the points of a series, or of all. `points` are in ascending order of x, then of y.
pub(super) fn frontier(points: &[Point], series: Option<usize>) -> Frontier {
    let mut steps: Vec<FrontierStep> = Vec::new();
    for point in points.iter().filter(|point| series.is_none_or(|series| point.series == series)) {
        if steps.last().is_some_and(|last| point.y <= last.y) {
            continue;
        }
        // Of the points of one day only the best is a step.
        if steps.last().is_some_and(|last| last.x >= point.x) {
            steps.pop();
        }
        steps.push(FrontierStep { row: point.row, variant: point.variant.clone(), x: point.x, y: point.y });
    }
    Frontier { series, steps }
}

/// The lag between the frontiers of open and closed weights; `None` if one has no points.
pub(super) fn lag(frontiers: &[Frontier], series: &[Series]) -> Option<Lag> {
    let steps_of = |key: &SeriesKey| {
        let idx = series.iter().position(|series| series.key == *key)?;
        let frontier = frontiers.iter().find(|frontier| frontier.series == Some(idx))?;
        frontier.steps.last().map(|best| (&frontier.steps, best))
    };
    let (open, closed) = (steps_of(&SeriesKey::OpenWeights)?, steps_of(&SeriesKey::ClosedWeights)?);
    let open_is_behind = open.1.y < closed.1.y;
    let ((ahead, best_ahead), (_, best_behind)) = if open_is_behind { (closed, open) } else { (open, closed) };
    let reached_by = ahead.iter().find(|step| step.y >= best_behind.y)?;
    Some(Lag {
        open_is_behind,
        best_behind: best_behind.clone(),
        reached_by: reached_by.clone(),
        best_ahead: best_ahead.clone(),
        months: months_between(reached_by.x, best_behind.x),
    })
}

/// The months from one fractional year to another, rounded.
#[expect(clippy::cast_possible_truncation, reason = "years are small")]
fn months_between(start: f64, end: f64) -> i64 {
    ((end - start) * 12.0).round() as i64
}
