//! The columns of a comparison: which models have room, and where they stand.

use std::ops::Range;

/// The columns of a comparison on a page of some width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Whether labels stand above their cells, as there is no room beside them.
    pub stacks: bool,
    /// The models in sight, counted from the left.
    pub models: Range<usize>,
    /// Columns of the screen for the text of a label.
    pub(super) label: usize,
    /// Columns of the screen for the text of a cell.
    pub(super) width: usize,
}

/// On a narrower page labels stand above their cells.
const ROOMY: usize = 60;
/// Columns of a label beside its cells, with the gap before and behind it.
const LABEL: usize = 12;
/// The fewest and the most columns of a cell.
const LEAST: usize = 16;
const MOST: usize = 44;

impl Grid {
    /// Columns before a label, for the sign of a difference.
    pub(super) const SIGN: usize = 3;
    /// Columns before a cell, for the sign of the best.
    pub(super) const GAP: usize = 2;

    /// The columns on a page, with the model of a place in sight; all models
    /// without one.
    #[must_use]
    pub fn new(columns: usize, count: usize, place: Option<usize>) -> Self {
        let stacks = columns < ROOMY;
        let room = if stacks { columns } else { columns.saturating_sub(Self::SIGN + LABEL) };
        let shown = place.map_or(count, |_| (room / (LEAST + Self::GAP)).clamp(1, count.max(1)).min(count));
        let first = place.unwrap_or_default().min(count - shown);
        let width = (room / shown.max(1)).saturating_sub(Self::GAP).min(MOST);
        let label = if stacks { columns.saturating_sub(Self::SIGN) } else { LABEL - 1 };
        Self { stacks, models: first..first + shown, label, width }
    }

    /// Columns before the first model.
    #[must_use]
    pub fn indent(&self) -> usize {
        if self.stacks { 0 } else { Self::SIGN + LABEL }
    }

    /// The model that stands at a column of the page.
    #[must_use]
    pub fn at(&self, column: usize) -> Option<usize> {
        let place = self.models.start + column.checked_sub(self.indent())? / (self.width + Self::GAP);
        self.models.contains(&place).then_some(place)
    }
}
