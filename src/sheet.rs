//! A page of text laid out for a width: the detail of an entry, the help.
//!
//! A sheet knows what each of its lines says, in which role, and where it
//! leads; drawing and moving both read it.

mod about;
mod compare;
mod derived;
mod entry;
mod figures;
mod glossary;
mod grid;
mod help;
mod lineage;
mod tree;
mod writer;

pub use about::about;
pub use compare::compare;
pub use entry::entry;
pub use glossary::glossary;
pub use grid::Grid;
pub use help::help;
pub use tree::{Tree, Widths, tree};

use crate::{catalog::link::Url, theme::Role};

/// The sign of a bookmark.
pub const BOOKMARK: &str = "#";

/// Lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The lines, from the top.
    pub lines: Vec<Line>,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it says, from the left.
    pub pieces: Vec<Piece>,
    /// Where it leads.
    pub target: Option<Target>,
}

/// A piece of a line with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its looks.
    pub role: Role,
    /// Its text.
    pub text: String,
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a page on the web.
    Url(Url),
    /// To a model of the catalogue, by its row.
    Model(usize),
    /// To a term of the glossary, by its place.
    Term(usize),
    /// To the family of a model, by its row.
    Family(usize),
}

impl Piece {
    /// A piece of text in a role.
    #[must_use]
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }
}
