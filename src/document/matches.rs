//! The words of a query in a document.

use llm_index::search::WordFinder;

use crate::{
    display_width::width,
    document::line::{Document, SpanKind, StyledLine},
};

/// Columns of a line that a query matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineMatch {
    /// The index of the line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The number of columns.
    pub width: usize,
}

/// A span of a document in the text of its paragraph.
struct Piece<'d> {
    line: usize,
    /// The column of the span.
    column: usize,
    /// Where its text begins in that of the paragraph.
    start: usize,
    text: &'d str,
}

/// Finds words in the values and the prose of a document, also where a paragraph is wrapped.
#[must_use]
pub fn find_words(document: &Document, finder: &WordFinder) -> Vec<LineMatch> {
    if finder.is_empty() {
        return Vec::new();
    }
    let (mut texts, mut paragraphs) = (Vec::<String>::new(), Vec::<Vec<Piece<'_>>>::new());
    let mut previous: Option<&StyledLine> = None;
    for (line_idx, line) in document.lines.iter().enumerate() {
        if !previous.is_some_and(|previous| continues(previous, line)) {
            texts.push(String::new());
            paragraphs.push(Vec::new());
        }
        previous = Some(line);
        let (Some(text), Some(pieces)) = (texts.last_mut(), paragraphs.last_mut()) else { continue };
        let mut column = 0;
        for span in &line.spans {
            if span.kind == SpanKind::Text {
                // Chinese is wrapped without spaces.
                if text.ends_with(|ch: char| ch.is_ascii()) {
                    text.push(' ');
                }
                pieces.push(Piece { line: line_idx, column, start: text.len(), text: &span.text });
                text.push_str(&span.text);
            }
            column += width(&span.text);
        }
    }
    let mut matches = Vec::new();
    for (ranges, pieces) in finder.find(&texts).into_iter().zip(&paragraphs) {
        for (range, piece) in ranges.iter().flat_map(|range| pieces.iter().map(move |piece| (range, piece))) {
            let local = |position: usize| position.saturating_sub(piece.start).min(piece.text.len());
            let (start, end) = (local(range.start), local(range.end));
            let (Some(before), Some(matched)) = (piece.text.get(..start), piece.text.get(start..end)) else { continue };
            if !matched.is_empty() {
                let column = piece.column + width(before);
                matches.push(LineMatch { line: piece.line, column, width: width(matched) });
            }
        }
    }
    matches
}

/// Whether a line is in the same paragraph as the one before.
fn continues(previous: &StyledLine, line: &StyledLine) -> bool {
    let is_prose = |line: &StyledLine| line.field.is_none() && line.link.is_none() && line.spans.len() == 1;
    let role = |line: &StyledLine| line.spans.first().map(|span| span.role);
    line.is_continuation || is_prose(previous) && is_prose(line) && role(previous) == role(line)
}
