//! The part of a text chart that holds the points or bars.

use crate::chart::{
    numbers::{floor_to_usize, usize_to_f64},
    point::Point,
    scatter::ScatterPlot,
};

/// The area of the points or bars in a text chart, in columns and rows; never empty.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PlotArea {
    pub left: usize,
    pub top: usize,
    pub columns: usize,
    pub rows: usize,
}

impl PlotArea {
    /// The column of a position on the x axis, 0 on the left and 1 on the right.
    pub(super) fn column(&self, fraction: f64) -> usize {
        floor_to_usize((fraction * usize_to_f64(self.columns - 1)).round()).min(self.columns - 1)
    }

    /// The row of a position on the y axis, 0 at the bottom and 1 at the top.
    pub(super) fn row(&self, fraction: f64) -> usize {
        floor_to_usize(((1.0 - fraction) * usize_to_f64(self.rows - 1)).round()).min(self.rows - 1)
    }

    /// The column and row of a point in this area; `None` if it is outside of the visible part of the axes.
    pub(super) fn cell(&self, plot: &ScatterPlot, point: &Point) -> Option<(usize, usize)> {
        let cell = (self.column(plot.x.normalize(point.x)), self.row(plot.y.normalize(point.y)));
        plot.is_visible(point).then_some(cell)
    }

    /// The column and row of a point in the chart; `None` if it is not visible.
    pub(super) fn screen_pos(&self, plot: &ScatterPlot, point: &Point) -> Option<(usize, usize)> {
        self.cell(plot, point).map(|(column, row)| (self.left + column, self.top + row))
    }

    /// The position in this area of a column and row of the chart, as fractions from the left and from the bottom.
    pub(super) fn fractions(&self, column: usize, row: usize) -> (f64, f64) {
        let fraction = |offset: usize, count: usize| {
            usize_to_f64(offset.min(count.saturating_sub(1))) / usize_to_f64(count.saturating_sub(1).max(1))
        };
        let x = fraction(column.saturating_sub(self.left), self.columns);
        (x, 1.0 - fraction(row.saturating_sub(self.top), self.rows))
    }
}
