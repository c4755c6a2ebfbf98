//! Tables of any format: headings, and rows of cells with the lines where they stand.

use crate::import::inline::Inline;

/// A table as a list has it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The line of the headings, from 1.
    pub line: usize,
    /// The headings, one a column.
    pub headings: Vec<String>,
    /// The rows below the headings.
    pub rows: Vec<TableRow>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// The line, from 1.
    pub line: usize,
    /// The cells. There may be fewer than headings; those without one are left out.
    pub cells: Vec<Inline>,
    /// What the row has beyond the last heading, as with a bar in a cell that was not escaped.
    pub rest: String,
}
