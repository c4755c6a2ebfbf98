//! Writing a sheet: paragraphs, and fields with a label.

use super::{Line, Piece, Sheet, Target};
use crate::{
    catalog::link::Url,
    text::{fit, width, wrap},
    theme::Role,
};

/// Columns of the labels at the left, with the gap behind them.
pub(super) const LABEL: usize = 13;

pub(super) struct Writer {
    /// Columns of the whole sheet.
    pub(super) columns: usize,
    sheet: Sheet,
}

impl Writer {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns, sheet: Sheet::default() }
    }

    pub(super) fn finish(mut self) -> Sheet {
        while self.sheet.lines.last().is_some_and(|line| line.pieces.is_empty()) {
            self.sheet.lines.pop();
        }
        self.sheet
    }

    /// How many lines are written.
    pub(super) fn lines(&self) -> usize {
        self.sheet.lines.len()
    }

    /// A blank line, unless there is one.
    pub(super) fn gap(&mut self) {
        if self.sheet.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.sheet.lines.push(Line::default());
        }
    }

    pub(super) fn line(&mut self, pieces: Vec<Piece>) {
        self.sheet.lines.push(Line { pieces, target: None });
    }

    /// A line that is laid out already.
    pub(super) fn push(&mut self, line: Line) {
        self.sheet.lines.push(line);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        self.line(vec![Piece::new(Role::Title, fit(text, self.columns))]);
    }

    pub(super) fn paragraph(&mut self, role: Role, text: &str) {
        for line in wrap(text, self.columns) {
            self.line(vec![Piece::new(role, line)]);
        }
    }

    /// A text behind a label, wrapped beside it.
    pub(super) fn field(&mut self, label: &str, role: Role, text: &str) {
        self.pieces(label, &[Piece::new(role, text)], None);
    }

    /// A link behind a label.
    pub(super) fn link(&mut self, label: &str, url: &Url) {
        let target = Some(Target::Url(url.clone()));
        self.pieces(label, &[Piece::new(Role::Accent, url.without_scheme())], target.as_ref());
    }

    /// Two pieces behind a label: side by side where they fit, else one below the other.
    pub(super) fn pair(&mut self, label: &str, first: Piece, second: Piece) {
        if LABEL + width(&first.text) + 2 + width(&second.text) <= self.columns {
            let gap = Piece::new(Role::Text, "  ");
            self.labelled(label, vec![first, gap, second]);
        } else {
            self.pieces(label, &[first, second], None);
        }
    }

    /// Pieces behind a label, all on one line.
    pub(super) fn labelled(&mut self, label: &str, pieces: Vec<Piece>) {
        let label = Piece::new(Role::Muted, padded(label, LABEL));
        self.line(std::iter::once(label).chain(pieces).collect());
    }

    /// Pieces behind a label, each wrapped on lines of its own beside it.
    pub(super) fn pieces(&mut self, label: &str, pieces: &[Piece], target: Option<&Target>) {
        let room = self.columns.saturating_sub(LABEL);
        let lines = pieces.iter().flat_map(|piece| wrap(&piece.text, room).into_iter().map(|text| (piece.role, text)));
        for (number, (role, text)) in lines.enumerate() {
            let label = if number == 0 { label } else { "" };
            let pieces = vec![Piece::new(Role::Muted, padded(label, LABEL)), Piece::new(role, text)];
            self.sheet.lines.push(Line { pieces, target: target.cloned() });
        }
    }

    /// Words at the left and a mark at the right end of the line.
    pub(super) fn ends(&mut self, left: &Piece, right: Piece) {
        let room = self.columns.saturating_sub(width(&right.text) + 1);
        let text = padded(&fit(&left.text, room), room + 1);
        self.line(vec![Piece::new(left.role, text), right]);
    }
}

/// The text with blanks up to a width; at least one behind a label that fills it.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let text = fit(text, columns.saturating_sub(1));
    let blanks = columns.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}

/// A cell of a small table inside a sheet.
pub(super) fn cell(text: &str, columns: usize, right: bool) -> String {
    if right {
        format!("{}{text}  ", " ".repeat(columns.saturating_sub(width(text))))
    } else {
        padded(text, columns + 2)
    }
}
