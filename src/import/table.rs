//! Tables of any format: headings, and rows of cells with the lines where they stand.

use llm_catalog::{Benchmark, model::Stage};

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

/// What is known of a table from the text around it.
#[derive(Clone, Debug, Default)]
pub struct TableContext {
    /// The stage of its models, if a heading names one.
    pub stage: Option<Stage>,
    /// The benchmark of its scores.
    pub benchmark: Option<Benchmark>,
    /// What its rows are, unless it has figures that only models have.
    pub subject: TableSubject,
    /// Whether the page was exported, so that names are whole: without owners and arrows.
    pub is_own_page: bool,
}

/// What the rows of a table are, by the heading above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableSubject {
    /// Models.
    #[default]
    Models,
    /// Projects around models.
    Extensions,
    /// Models, if a column describes them: nothing else says so.
    Unclear,
    /// Something else, such as papers or benchmarks, unless a column is one that only models have.
    Other,
    /// Data sets, which a catalogue does not have.
    Datasets,
}
