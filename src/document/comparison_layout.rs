//! The columns of a comparison.

use std::ops::Range;

/// The models of a comparison that fit a width, and the widths of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonLayout {
    /// True if labels are above their cells, because they do not fit to the left of them.
    pub is_stacked: bool,
    /// The indices of the models that fit.
    pub visible_models: Range<usize>,
    /// Columns for the text of a label.
    pub(super) label_width: usize,
    /// Columns of a cell after its symbol.
    pub(super) cell_width: usize,
}

/// Below this width labels are above their cells.
const STACKED_BELOW_COLUMNS: usize = 60;
/// Columns of a label to the left of its cells, including the gap after it.
const LABEL_WIDTH: usize = 16;
/// The same on a wide screen.
const WIDE_LABEL_WIDTH: usize = 24;
const WIDE_FROM_COLUMNS: usize = 120;
const MIN_CELL_WIDTH: usize = 16;
const MAX_CELL_WIDTH: usize = 44;

impl ComparisonLayout {
    /// Columns before a cell, for the symbol of the best value.
    pub(super) const COLUMN_GAP: usize = 2;

    /// The layout of `count` models for a width in columns. With a current model, the models next to it that do not fit
    /// are left out; without one, all are shown.
    #[must_use]
    pub fn new(width: usize, count: usize, current: Option<usize>) -> Self {
        let is_stacked = width < STACKED_BELOW_COLUMNS;
        let indent = match width {
            _ if is_stacked => 0,
            width if width >= WIDE_FROM_COLUMNS => WIDE_LABEL_WIDTH,
            _ => LABEL_WIDTH,
        };
        let cells_width = width.saturating_sub(indent);
        let fitting = cells_width / (MIN_CELL_WIDTH + Self::COLUMN_GAP);
        let visible = current.map_or(count, |_| fitting.clamp(1, count.max(1)).min(count));
        let first = current.unwrap_or_default().min(count - visible);
        let cell_width = (cells_width / visible.max(1)).saturating_sub(Self::COLUMN_GAP).clamp(1, MAX_CELL_WIDTH);
        let label_width = if is_stacked { width } else { indent - 1 };
        Self { is_stacked, visible_models: first..first + visible, label_width, cell_width }
    }

    /// Columns for the text of a cell, with a blank before the symbol of the next one.
    pub(super) fn text_width(&self) -> usize {
        self.cell_width - 1
    }

    /// Columns before the first model.
    #[must_use]
    pub fn indent(&self) -> usize {
        if self.is_stacked { 0 } else { self.label_width + 1 }
    }

    /// The index of the model at a column of the screen.
    #[must_use]
    pub fn model_at_column(&self, column: usize) -> Option<usize> {
        let idx = self.visible_models.start + column.checked_sub(self.indent())? / (self.cell_width + Self::COLUMN_GAP);
        self.visible_models.contains(&idx).then_some(idx)
    }
}
