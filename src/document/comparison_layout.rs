//! The columns of a comparison: which models have room, and where they stand.

use std::ops::Range;

/// The columns of a comparison on a page of some width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonLayout {
    /// Whether labels stand above their cells, as there is no room beside them.
    pub is_stacked: bool,
    /// The models in sight, counted from the left.
    pub visible_models: Range<usize>,
    /// Columns of the screen for the text of a label.
    pub(super) label_width: usize,
    /// Columns of the screen for the text of a cell.
    pub(super) cell_width: usize,
}

/// On a narrower page labels stand above their cells.
const STACKED_BELOW_COLUMNS: usize = 60;
/// Columns of a label beside its cells, with the gap before and behind it.
const LABEL_WIDTH: usize = 13;
/// The fewest and the most columns of a cell.
const MIN_CELL_WIDTH: usize = 16;
const MAX_CELL_WIDTH: usize = 44;

impl ComparisonLayout {
    /// Columns before a label, for the sign of a difference.
    pub(super) const SYMBOL_WIDTH: usize = 3;
    /// Columns before a cell, for the sign of the best.
    pub(super) const COLUMN_GAP: usize = 2;

    /// The columns on a page, with the model of a place in sight; all models
    /// without one.
    #[must_use]
    pub fn new(columns: usize, count: usize, place: Option<usize>) -> Self {
        let stacks = columns < STACKED_BELOW_COLUMNS;
        let room = if stacks { columns } else { columns.saturating_sub(Self::SYMBOL_WIDTH + LABEL_WIDTH) };
        let shown =
            place.map_or(count, |_| (room / (MIN_CELL_WIDTH + Self::COLUMN_GAP)).clamp(1, count.max(1)).min(count));
        let first = place.unwrap_or_default().min(count - shown);
        let width = (room / shown.max(1)).saturating_sub(Self::COLUMN_GAP).min(MAX_CELL_WIDTH);
        let label = if stacks { columns.saturating_sub(Self::SYMBOL_WIDTH) } else { LABEL_WIDTH - 1 };
        Self { is_stacked: stacks, visible_models: first..first + shown, label_width: label, cell_width: width }
    }

    /// Columns before the first model.
    #[must_use]
    pub fn indent(&self) -> usize {
        if self.is_stacked { 0 } else { Self::SYMBOL_WIDTH + LABEL_WIDTH }
    }

    /// The model that stands at a column of the page.
    #[must_use]
    pub fn model_at_column(&self, column: usize) -> Option<usize> {
        let place =
            self.visible_models.start + column.checked_sub(self.indent())? / (self.cell_width + Self::COLUMN_GAP);
        self.visible_models.contains(&place).then_some(place)
    }
}
