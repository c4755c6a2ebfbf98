//! A find: the text that is looked for in a document, and its matches.

use crate::{
    app::list_state::ListState,
    document::{Document, LineMatch, TextPattern, find_text},
};

/// A text that is looked for and where it was found.
#[derive(Debug)]
pub struct TextFind {
    /// The cursor when the find started.
    origin: ListState,
    text: String,
    matches: Vec<LineMatch>,
    /// The lines where a match begins, ascending.
    lines: Vec<usize>,
}

impl TextFind {
    pub(super) fn new(origin: ListState) -> Self {
        Self { origin, text: String::new(), matches: Vec::new(), lines: Vec::new() }
    }

    pub(super) fn origin(&self) -> ListState {
        self.origin
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn matches(&self) -> &[LineMatch] {
        &self.matches
    }

    /// Looks for another text.
    pub(super) fn set_text(&mut self, text: &str, document: &Document) {
        text.clone_into(&mut self.text);
        self.update(document);
    }

    /// Looks for the text in another document.
    pub(super) fn update(&mut self, document: &Document) {
        let pattern = TextPattern::new(&self.text);
        let matches = pattern.map_or_else(Vec::new, |pattern| find_text(document, &pattern));
        self.lines = matches.iter().filter_map(|columns| columns.first()).map(|first| first.line).collect();
        self.lines.dedup();
        self.matches = matches.concat();
    }

    /// The first line with a match from a line on, else the first of all.
    pub(super) fn line_at_or_below(&self, line: usize) -> Option<usize> {
        self.lines.iter().find(|found| **found >= line).or(self.lines.first()).copied()
    }

    /// The next or previous line with a match, round the end.
    pub(super) fn next_line(&self, line: usize, forward: bool) -> Option<usize> {
        let next = if forward {
            self.lines.iter().find(|found| **found > line).or(self.lines.first())
        } else {
            self.lines.iter().rev().find(|found| **found < line).or(self.lines.last())
        };
        next.copied()
    }

    /// The number of a line among those with a match, from 1, and how many there are.
    pub(super) fn position(&self, line: usize) -> (Option<usize>, usize) {
        (self.lines.binary_search(&line).ok().map(|idx| idx + 1), self.lines.len())
    }
}
