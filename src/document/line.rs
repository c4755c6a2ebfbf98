//! The lines of a document: styled text, links and fields.

use llm_catalog::link::Url;
use llm_index::RowId;

use crate::{config::theme::StyleRole, document::field::DocField};

/// Text laid out for a width, ready to be drawn or printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// From top to bottom.
    pub lines: Vec<StyledLine>,
}

/// A line of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyledLine {
    /// From left to right.
    pub spans: Vec<StyledSpan>,
    /// The link of the whole line.
    pub link: Option<LinkTarget>,
    /// The column or fact that the line shows; `None` for prose and headings.
    pub field: Option<DocField>,
    /// True if the text or the field of the line above was wrapped and continues in this line.
    pub is_continuation: bool,
    /// True for the heading of a section.
    pub is_heading: bool,
}

impl StyledLine {
    /// True if the line has no text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.text.trim().is_empty())
    }
}

impl From<Vec<StyledSpan>> for StyledLine {
    fn from(spans: Vec<StyledSpan>) -> Self {
        Self { spans, ..Self::default() }
    }
}

/// A part of a line in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledSpan {
    pub role: StyleRole,
    pub text: String,
    pub kind: SpanKind,
}

/// The kind of text in a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpanKind {
    #[default]
    Text,
    /// The label of a field, padded to its width.
    Label,
    /// The URL that the line links to, without its scheme.
    Url,
    /// A rule, a bar or another drawing, which is no text to find.
    Drawing,
}

/// The target of a linked line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A web page.
    Url(Url),
    /// A model of the index.
    Model(RowId),
    /// A term of the glossary, by its index.
    Term(usize),
    /// The family tree of a model.
    Lineage(RowId),
}

impl StyledSpan {
    #[must_use]
    pub fn new(role: StyleRole, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), kind: SpanKind::Text }
    }

    pub(super) fn label(role: StyleRole, text: impl Into<String>) -> Self {
        Self { kind: SpanKind::Label, ..Self::new(role, text) }
    }

    pub(super) fn drawing(role: StyleRole, text: impl Into<String>) -> Self {
        Self { kind: SpanKind::Drawing, ..Self::new(role, text) }
    }
}
