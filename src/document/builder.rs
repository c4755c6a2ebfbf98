//! Builds a document line by line: headings, paragraphs, and fields with a label.

use std::borrow::Cow;

use llm_catalog::{link::Url, localized::Locale};
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    config::theme::StyleRole,
    display_width::{pad_to_width, truncate, width, wrap},
    document::{
        field::DocField,
        line::{Document, LinkTarget, SpanKind, StyledLine, StyledSpan},
    },
    glyphs::{ELLIPSIS, HORIZONTAL},
};

/// Columns of a label, including the gap after it.
pub(super) const LABEL_WIDTH: usize = 13;
/// A narrower document has no blank lines before the headings of sections.
const MIN_SPACED_WIDTH: usize = 44;
/// The minimum columns of a rule between a heading and its note.
const MIN_RULE_WIDTH: usize = 3;

/// A document that is being written.
pub struct DocumentBuilder {
    /// Columns of the document.
    pub width: usize,
    document: Document,
    /// The heading of a section that has no lines yet.
    pending_heading: Option<SectionHeading>,
    /// Says after a long text how many of its characters are left out; such a text is cut only with it.
    cut_note: Option<fn(usize) -> String>,
}

/// The heading of a section, with a note at the right end of its line.
struct SectionHeading {
    text: String,
    note: Vec<StyledSpan>,
}

/// The maximum number of characters of a text in a document with texts of any length. An insight has 500.
const MAX_TEXT_CHARS: usize = 4_000;

/// The label before the text of a field, and the field itself.
#[derive(Clone)]
pub struct Label<'a> {
    text: &'a str,
    field: Option<DocField>,
    width: usize,
}

impl<'a> Label<'a> {
    /// The label of a field.
    pub fn new(text: &'a str, field: impl Into<DocField>) -> Self {
        Self { text, field: Some(field.into()), width: LABEL_WIDTH }
    }

    /// No label: the text begins at the left edge.
    #[must_use]
    pub fn none() -> Self {
        Self { text: "", field: None, width: 0 }
    }

    /// The heading of a column.
    pub(super) fn from_column(column: Column, locale: Locale) -> Self {
        Self::new(column.heading(locale), column)
    }

    /// The same label with another width in columns, including the gap after it.
    #[must_use]
    pub(super) fn with_width(self, width: usize) -> Self {
        Self { width, ..self }
    }

    /// A blank label of the same field, for its further lines.
    #[must_use]
    pub fn without_text(self) -> Self {
        Self { text: "", ..self }
    }

    fn span(&self) -> StyledSpan {
        StyledSpan::label(StyleRole::Muted, pad_with_gap(self.text, self.width))
    }
}

/// A label of a field that has no column and no term.
impl<'a> From<&'a str> for Label<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, field: None, width: LABEL_WIDTH }
    }
}

impl DocumentBuilder {
    /// An empty document of a width in columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width, document: Document::default(), pending_heading: None, cut_note: None }
    }

    /// Cuts long texts, and says after each what is left out.
    #[must_use]
    pub fn with_cut_note(self, cut_note: fn(usize) -> String) -> Self {
        Self { cut_note: Some(cut_note), ..self }
    }

    /// A text as far as it is shown.
    fn cut<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let end = text.char_indices().nth(MAX_TEXT_CHARS).map(|(end, _)| end);
        match (self.cut_note, end.and_then(|end| text.split_at_checked(end))) {
            (Some(note), Some((shown, rest))) => format!("{shown}{ELLIPSIS} {}", note(rest.chars().count())).into(),
            _ => text.into(),
        }
    }

    /// The document, without blank lines at its end.
    #[must_use]
    pub fn finish(mut self) -> Document {
        while self.document.lines.last().is_some_and(|line| line.spans.is_empty()) {
            self.document.lines.pop();
        }
        self.document
    }

    /// The number of lines so far.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.document.lines.len()
    }

    /// Adds a blank line, except at the start and after another one.
    pub fn blank_line(&mut self) {
        let is_after_text = self.document.lines.last().is_some_and(|line| !line.spans.is_empty());
        if is_after_text && self.pending_heading.is_none() {
            self.document.lines.push(StyledLine::default());
        }
    }

    /// Adds a line as it is.
    pub fn push_line(&mut self, line: impl Into<StyledLine>) {
        if let Some(heading) = self.pending_heading.take() {
            self.push_section_heading(heading);
        }
        self.document.lines.push(line.into());
    }

    /// Adds a line after a label.
    pub fn push_labeled(&mut self, label: &Label<'_>, line: StyledLine) {
        let span = Some(label.span()).filter(|_| label.width > 0);
        let spans = span.into_iter().chain(line.spans).collect();
        self.push_line(StyledLine { spans, field: label.field.clone(), ..line });
    }

    /// Adds a title after a blank line.
    pub fn heading(&mut self, text: &str) {
        self.blank_line();
        let spans = vec![StyledSpan::new(StyleRole::Title, truncate(text, self.width))];
        self.push_line(StyledLine { is_heading: true, ..spans.into() });
    }

    /// Starts a section. Its heading is written with its first line: a section without lines has none.
    pub fn section(&mut self, text: &str) {
        self.section_with_note(text, Vec::new());
    }

    /// Starts a section with a note beside its heading, which is left out where it does not fit.
    pub(super) fn section_with_note(&mut self, text: &str, note: Vec<StyledSpan>) {
        if self.width >= MIN_SPACED_WIDTH {
            self.blank_line();
        }
        self.pending_heading = Some(SectionHeading { text: text.to_owned(), note });
    }

    /// Adds a heading with a rule to the end of the line, or to its note.
    fn push_section_heading(&mut self, heading: SectionHeading) {
        let text = truncate(&heading.text, self.width);
        let note_width = heading.note.iter().map(|span| width(&span.text)).sum::<usize>();
        let free = self.width.saturating_sub(width(&text) + 1);
        let has_note = note_width > 0 && note_width + 1 + MIN_RULE_WIDTH <= free;
        let rule = if has_note { free - note_width - 1 } else { free };
        let mut spans = vec![
            StyledSpan::new(StyleRole::Title, text),
            StyledSpan::drawing(StyleRole::Border, format!(" {}", HORIZONTAL.repeat(rule))),
        ];
        if has_note {
            spans.push(StyledSpan::drawing(StyleRole::Border, " "));
            spans.extend(heading.note);
        }
        self.document.lines.push(StyledLine { is_heading: true, ..spans.into() });
    }

    /// Adds a wrapped text.
    pub fn paragraph(&mut self, role: StyleRole, text: &str) {
        for (idx, line) in wrap(&self.cut(text), self.width).into_iter().enumerate() {
            let spans = vec![StyledSpan::new(role, line)];
            self.push_line(StyledLine { is_continuation: idx > 0, ..spans.into() });
        }
    }

    /// Adds a text after a label, wrapped to the right of it.
    pub fn field<'a>(&mut self, label: impl Into<Label<'a>>, role: StyleRole, text: &str) {
        self.field_spans(label, &[StyledSpan::new(role, text)], None);
    }

    /// Adds a URL after a label.
    pub fn link<'a>(&mut self, label: impl Into<Label<'a>>, url: &Url) {
        let span = StyledSpan { kind: SpanKind::Url, ..StyledSpan::new(StyleRole::Accent, url.host_and_path()) };
        self.field_spans(label, &[span], Some(&LinkTarget::Url(url.clone())));
    }

    /// Adds two spans after a label: side by side if they fit, else the second below the first.
    pub fn two_spans<'a>(&mut self, label: impl Into<Label<'a>>, first: StyledSpan, second: StyledSpan) {
        let label = label.into();
        if label.width + width(&first.text) + 2 + width(&second.text) <= self.width {
            let gap = StyledSpan::new(StyleRole::Text, "  ");
            self.push_labeled(&label, vec![first, gap, second].into());
        } else {
            self.field_spans(label, &[first, second], None);
        }
    }

    /// Adds spans after a label. Each starts on a new line and is wrapped.
    pub fn field_spans<'a>(&mut self, label: impl Into<Label<'a>>, spans: &[StyledSpan], link: Option<&LinkTarget>) {
        let mut label = label.into();
        let text_width = self.width.saturating_sub(label.width);
        let lines: Vec<_> = spans.iter().flat_map(|span| self.wrapped(span, text_width)).collect();
        for (idx, span) in lines.into_iter().enumerate() {
            let line = StyledLine { link: link.cloned(), is_continuation: idx > 0, ..vec![span].into() };
            self.push_labeled(&label, line);
            label = label.without_text();
        }
    }

    /// Adds lines that another builder writes, each after a margin.
    pub(super) fn with_margin(&mut self, margin: &StyledSpan, write: impl FnOnce(&mut Self)) {
        let mut inner = Self::new(self.width.saturating_sub(width(&margin.text)));
        inner.cut_note = self.cut_note;
        write(&mut inner);
        for line in inner.finish().lines {
            let spans = std::iter::once(margin.clone()).chain(line.spans).collect();
            self.push_line(StyledLine { spans, ..line });
        }
    }

    /// The lines of a span that is wrapped.
    pub(super) fn wrapped(&self, span: &StyledSpan, columns: usize) -> Vec<StyledSpan> {
        let to_span = |text| StyledSpan { text, ..span.clone() };
        wrap(&self.cut(&span.text), columns).into_iter().map(to_span).collect()
    }

    /// Adds a line with one span at its left end and one at its right end.
    pub fn justified(&mut self, left: &StyledSpan, right: StyledSpan, field: Option<DocField>) {
        let left_width = self.width.saturating_sub(width(&right.text) + 1);
        let text = pad_to_width(&truncate(&left.text, left_width), left_width + 1);
        let spans = vec![StyledSpan::new(left.role, text), right];
        self.push_line(StyledLine { field, ..spans.into() });
    }
}

/// Pads or truncates a text to a width, with at least one blank at its end.
fn pad_with_gap(text: &str, columns: usize) -> String {
    pad_to_width(&truncate(text, columns.saturating_sub(1)), columns)
}

/// A cell of a table, with a gap of two columns after it.
pub(super) fn table_cell(text: &str, columns: usize, right_aligned: bool) -> String {
    if right_aligned {
        format!("{}{text}  ", " ".repeat(columns.saturating_sub(width(text))))
    } else {
        pad_with_gap(text, columns + 2)
    }
}
