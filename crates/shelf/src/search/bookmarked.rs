//! `is:bookmarked`, the filter that asks a person's bookmarks and not an entry.

use std::collections::HashSet;

use super::{
    query::{Query, Term},
    syntax::pieces,
};
use crate::shelf::{Part, Shelf};

/// What stands before the colon.
pub const IS: &str = "is";
/// What stands behind it.
pub const BOOKMARKED: &str = "bookmarked";

impl Query {
    /// What bookmarks have to do with it: whether each of its filters is negated.
    fn bookmarked(&self) -> impl Iterator<Item = bool> {
        self.terms.iter().filter_map(|term| match term {
            Term::Bookmarked { negated } => Some(*negated),
            Term::Word(_) | Term::Filter(_) => None,
        })
    }

    /// Whether its filters let an entry through that is bookmarked, or is not.
    #[must_use]
    pub fn admits_bookmark(&self, is_bookmarked: bool) -> bool {
        self.bookmarked().all(|negated| is_bookmarked != negated)
    }

    /// Whether what it finds depends on what is bookmarked.
    #[must_use]
    pub fn asks_for_bookmarks(&self) -> bool {
        self.bookmarked().next().is_some()
    }
}

/// The text of a query with `is:bookmarked`, or without it where it has it.
/// It goes to the front: at the end it could fall between quotes.
#[must_use]
pub fn toggle_bookmarked(text: &str) -> String {
    let pieces: Vec<_> = pieces(text).into_iter().filter_map(|place| text.get(place)).collect();
    let says = |piece: &str, negated: bool| {
        !piece.starts_with('@') && Query::parse(piece).0.terms == [Term::Bookmarked { negated }]
    };
    let has_it = pieces.iter().any(|piece| says(piece, false));
    let others = pieces.into_iter().filter(|piece| !says(piece, false) && !says(piece, true));
    let term = (!has_it).then(|| format!("{IS}:{BOOKMARKED}"));
    term.as_deref().into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

/// The rows of a part that the bookmarks let through.
pub(super) struct Slips {
    rows: HashSet<usize>,
    negated: Vec<bool>,
}

impl Slips {
    pub fn new(query: &Query, part: &Part, shelf: &Shelf) -> Self {
        let negated: Vec<_> = query.bookmarked().collect();
        let ids = shelf.bookmarks().ids().filter(|_| !negated.is_empty());
        Self { rows: ids.filter_map(|id| part.row_of(id)).collect(), negated }
    }

    pub fn admits(&self, row: usize) -> bool {
        self.negated.iter().all(|negated| self.rows.contains(&row) != *negated)
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
            assert_eq!(toggle_bookmarked(before), after, "{before}");
        }
    }
}
