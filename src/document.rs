//! A page of text laid out for a width: the detail of an entry, the help.
//!
//! A sheet knows what each of its lines says, in which role, and where it
//! leads; drawing and moving both read it.

mod about;
mod builder;
mod compare;
mod comparison_layout;
mod entry;
mod estimates;
mod figures;
mod glossary;
mod help;
mod lineage;
mod tree;

pub use crate::document::about::about;
pub use crate::document::compare::compare;
pub use crate::document::comparison_layout::ComparisonLayout;
pub use crate::document::entry::entry;
pub use crate::document::glossary::glossary;
pub use crate::document::help::help;
pub use crate::document::tree::{TreeColumns, TreeView, tree};

use llm_catalog::link::Url;
use llm_index::RowId;

use crate::config::theme::StyleRole;

/// The sign of a bookmark.
pub const BOOKMARK_SYMBOL: &str = "#";

/// Lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The lines, from the top.
    pub lines: Vec<StyledLine>,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyledLine {
    /// What it says, from the left.
    pub spans: Vec<StyledSpan>,
    /// Where it leads.
    pub target: Option<LinkTarget>,
}

/// A piece of a line with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan {
    /// Its looks.
    pub role: StyleRole,
    /// Its text.
    pub text: String,
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a page on the web.
    Url(Url),
    /// To a model of the catalogue, by its row.
    Model(RowId),
    /// To a term of the glossary, by its place.
    Term(usize),
    /// To the family of a model, by its row.
    Lineage(RowId),
}

impl StyledSpan {
    /// A piece of text in a role.
    #[must_use]
    pub fn new(role: StyleRole, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }
}
