//! The part of a text chart that holds the points or bars.

use crate::chart::{
    numbers::{floor_to_usize, usize_to_f64},
    scatter::{Point, ScatterPlot},
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

    /// The column and row of a point in this area.
    pub(super) fn cell(&self, plot: &ScatterPlot, point: &Point) -> (usize, usize) {
        (self.column(plot.x.normalize(point.x)), self.row(plot.y.normalize(point.y)))
    }

    /// The column and row of a point in the chart.
    pub(super) fn screen_pos(&self, plot: &ScatterPlot, point: &Point) -> (usize, usize) {
        let (column, row) = self.cell(plot, point);
        (self.left + column, self.top + row)
    }
}
