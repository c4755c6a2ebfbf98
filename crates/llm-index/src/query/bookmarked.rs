//! `is:bookmarked`, the filter that asks a person's bookmarks and not an entry.

use std::collections::HashSet;

use crate::{
    Index,
    query::{Query, Term, parser::tokenize},
    segment::Segment,
};

/// What stands before the colon.
pub const IS_KEY: &str = "is";
/// What stands behind it.
pub const BOOKMARKED_VALUE: &str = "bookmarked";

impl Query {
    /// What bookmarks have to do with it: whether each of its filters is negated.
    fn bookmark_negations(&self) -> impl Iterator<Item = bool> {
        self.terms.iter().filter_map(|term| match term {
            Term::Bookmarked { negated } => Some(*negated),
            Term::Word(_) | Term::Filter(_) => None,
        })
    }

    /// Whether its filters let an entry through that is bookmarked, or is not.
    #[must_use]
    pub fn matches_bookmark_state(&self, is_bookmarked: bool) -> bool {
        self.bookmark_negations().all(|negated| is_bookmarked != negated)
    }

    /// Whether what it finds depends on what is bookmarked.
    #[must_use]
    pub fn uses_bookmarks(&self) -> bool {
        self.bookmark_negations().next().is_some()
    }
}

/// The text of a query with `is:bookmarked`, or without it where it has it.
/// It goes to the front: at the end it could fall between quotes.
#[must_use]
pub fn toggle_bookmark_filter(text: &str) -> String {
    let pieces: Vec<_> = tokenize(text).into_iter().filter_map(|place| text.get(place)).collect();
    let says = |piece: &str, negated: bool| {
        !piece.starts_with('@') && Query::parse(piece).0.terms == [Term::Bookmarked { negated }]
    };
    let has_it = pieces.iter().any(|piece| says(piece, false));
    let others = pieces.into_iter().filter(|piece| !says(piece, false) && !says(piece, true));
    let term = (!has_it).then(|| format!("{IS_KEY}:{BOOKMARKED_VALUE}"));
    term.as_deref().into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

/// The rows of a part that the bookmarks let through.
pub(crate) struct BookmarkFilter {
    bookmarked_rows: HashSet<usize>,
    negations: Vec<bool>,
}

impl BookmarkFilter {
    pub fn new(query: &Query, part: &Segment, shelf: &Index) -> Self {
        let negated: Vec<_> = query.bookmark_negations().collect();
        let ids = shelf.bookmarks().ids().filter(|_| !negated.is_empty());
        Self { bookmarked_rows: ids.filter_map(|id| part.row_by_id(id)).collect(), negations: negated }
    }

    pub fn matches(&self, row: usize) -> bool {
        self.negations.iter().all(|negated| self.bookmarked_rows.contains(&row) != *negated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_is_added_once_and_taken_away_wherever_it_stands() {
        for (before, after) in [
            ("", "is:bookmarked"),
            ("is:bookmarked", ""),
            ("chat  glm", "is:bookmarked chat glm"),
            ("chat IS:Bookmarked glm", "chat glm"),
            ("-is:bookmarked glm", "is:bookmarked glm"),
            ("org:\"Meta AI", "is:bookmarked org:\"Meta AI"),
            ("is:bookmarked is:bookmarked x", "x"),
        ] {
            assert_eq!(toggle_bookmark_filter(before), after, "{before}");
        }
    }
}
