//! Words of a query and other text in a document.

use std::ops::Range;

use llm_index::search::WordFinder;

use crate::{
    display_width::width,
    document::{
        line::{Document, SpanKind, StyledLine},
        text_pattern::TextPattern,
    },
};

/// Columns of a line that matched.
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
    find_in_paragraphs(document, false, |texts| finder.find(texts)).concat()
}

/// Finds a text in a document, labels included, also where a paragraph is wrapped. Returns the columns of each match,
/// which may be in several spans and lines.
#[must_use]
pub fn find_text(document: &Document, pattern: &TextPattern) -> Vec<Vec<LineMatch>> {
    find_in_paragraphs(document, true, |texts| texts.iter().map(|text| pattern.ranges(text)).collect())
}

/// Joins the lines of each paragraph, finds byte ranges in these texts, and returns the columns of each range. With
/// labels the spans of a line are one text, else each is a text of its own.
fn find_in_paragraphs(
    document: &Document,
    with_labels: bool,
    find: impl Fn(&[String]) -> Vec<Vec<Range<usize>>>,
) -> Vec<Vec<LineMatch>> {
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
        let mut is_line_start = true;
        for span in &line.spans {
            let is_indent = with_labels && is_line_start && span.text.trim().is_empty();
            let is_drawing = span.kind == SpanKind::Drawing;
            if (with_labels || span.kind == SpanKind::Text) && !is_indent && !is_drawing {
                // Chinese is wrapped without spaces.
                if (is_line_start || !with_labels) && text.ends_with(|ch: char| ch.is_ascii()) {
                    text.push(' ');
                }
                is_line_start = false;
                pieces.push(Piece { line: line_idx, column, start: text.len(), text: &span.text });
                text.push_str(&span.text);
            }
            column += width(&span.text);
        }
    }
    let mut matches = Vec::new();
    for (ranges, pieces) in find(&texts).into_iter().zip(&paragraphs) {
        matches.extend(ranges.iter().map(|range| columns(range, pieces)));
    }
    matches
}

/// The columns of a byte range of a paragraph in each of its spans.
fn columns(range: &Range<usize>, pieces: &[Piece<'_>]) -> Vec<LineMatch> {
    let in_piece = |piece: &Piece<'_>| {
        let local = |position: usize| position.saturating_sub(piece.start).min(piece.text.len());
        let (start, end) = (local(range.start), local(range.end));
        let (before, matched) = (piece.text.get(..start)?, piece.text.get(start..end)?);
        let column = piece.column + width(before);
        (!matched.is_empty()).then(|| LineMatch { line: piece.line, column, width: width(matched) })
    };
    pieces.iter().filter_map(in_piece).collect()
}

/// Whether a line is in the same paragraph as the one before.
fn continues(previous: &StyledLine, line: &StyledLine) -> bool {
    let is_prose = |line: &StyledLine| line.field.is_none() && line.link.is_none() && line.spans.len() == 1;
    let role = |line: &StyledLine| line.spans.first().map(|span| span.role);
    line.is_continuation || is_prose(previous) && is_prose(line) && role(previous) == role(line)
}
