//! Writing a sheet: paragraphs, and fields with a label.

use llm_catalog::link::Url;

use crate::{
    config::theme::StyleRole,
    display_width::{truncate, width, wrap},
    document::{Document, LinkTarget, StyledLine, StyledSpan},
};

/// Columns of the labels at the left, with the gap behind them.
pub(super) const LABEL_WIDTH: usize = 13;

pub(super) struct DocumentBuilder {
    /// Columns of the whole sheet.
    pub(super) width: usize,
    document: Document,
}

impl DocumentBuilder {
    pub(super) fn new(columns: usize) -> Self {
        Self { width: columns, document: Document::default() }
    }

    pub(super) fn finish(mut self) -> Document {
        while self.document.lines.last().is_some_and(|line| line.spans.is_empty()) {
            self.document.lines.pop();
        }
        self.document
    }

    /// How many lines are written.
    pub(super) fn line_count(&self) -> usize {
        self.document.lines.len()
    }

    /// A blank line, unless there is one.
    pub(super) fn blank_line(&mut self) {
        if self.document.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.document.lines.push(StyledLine::default());
        }
    }

    pub(super) fn push_spans(&mut self, pieces: Vec<StyledSpan>) {
        self.document.lines.push(StyledLine { spans: pieces, target: None });
    }

    /// A line that is laid out already.
    pub(super) fn push_line(&mut self, line: StyledLine) {
        self.document.lines.push(line);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blank_line();
        self.push_spans(vec![StyledSpan::new(StyleRole::Title, truncate(text, self.width))]);
    }

    pub(super) fn paragraph(&mut self, role: StyleRole, text: &str) {
        for line in wrap(text, self.width) {
            self.push_spans(vec![StyledSpan::new(role, line)]);
        }
    }

    /// A text behind a label, wrapped beside it.
    pub(super) fn field(&mut self, label: &str, role: StyleRole, text: &str) {
        self.field_spans(label, &[StyledSpan::new(role, text)], None);
    }

    /// A link behind a label.
    pub(super) fn link(&mut self, label: &str, url: &Url) {
        let target = Some(LinkTarget::Url(url.clone()));
        self.field_spans(label, &[StyledSpan::new(StyleRole::Accent, url.host_and_path())], target.as_ref());
    }

    /// Two pieces behind a label: side by side where they fit, else one below the other.
    pub(super) fn two_spans(&mut self, label: &str, first: StyledSpan, second: StyledSpan) {
        if LABEL_WIDTH + width(&first.text) + 2 + width(&second.text) <= self.width {
            let gap = StyledSpan::new(StyleRole::Text, "  ");
            self.field_line(label, vec![first, gap, second]);
        } else {
            self.field_spans(label, &[first, second], None);
        }
    }

    /// Pieces behind a label, all on one line.
    pub(super) fn field_line(&mut self, label: &str, pieces: Vec<StyledSpan>) {
        let label = StyledSpan::new(StyleRole::Muted, pad_to_width(label, LABEL_WIDTH));
        self.push_spans(std::iter::once(label).chain(pieces).collect());
    }

    /// Pieces behind a label, each wrapped on lines of its own beside it.
    pub(super) fn field_spans(&mut self, label: &str, pieces: &[StyledSpan], target: Option<&LinkTarget>) {
        let room = self.width.saturating_sub(LABEL_WIDTH);
        let lines = pieces.iter().flat_map(|piece| wrap(&piece.text, room).into_iter().map(|text| (piece.role, text)));
        for (number, (role, text)) in lines.enumerate() {
            let label = if number == 0 { label } else { "" };
            let pieces =
                vec![StyledSpan::new(StyleRole::Muted, pad_to_width(label, LABEL_WIDTH)), StyledSpan::new(role, text)];
            self.document.lines.push(StyledLine { spans: pieces, target: target.cloned() });
        }
    }

    /// Words at the left and a mark at the right end of the line.
    pub(super) fn justified(&mut self, left: &StyledSpan, right: StyledSpan) {
        let room = self.width.saturating_sub(width(&right.text) + 1);
        let text = pad_to_width(&truncate(&left.text, room), room + 1);
        self.push_spans(vec![StyledSpan::new(left.role, text), right]);
    }
}

/// The text with blanks up to a width; at least one behind a label that fills it.
pub(super) fn pad_to_width(text: &str, columns: usize) -> String {
    let text = truncate(text, columns.saturating_sub(1));
    let blanks = columns.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}

/// A cell of a small table inside a sheet.
pub(super) fn table_cell(text: &str, columns: usize, right: bool) -> String {
    if right {
        format!("{}{text}  ", " ".repeat(columns.saturating_sub(width(text))))
    } else {
        pad_to_width(text, columns + 2)
    }
}
