//! The term that leaves a query without matches.

use crate::{
    index::Index,
    query::{Query, Term},
    search::results::SearchResults,
};

/// The first term without which a query that has no matches would have some;
/// `None` for a single term.
#[must_use]
pub fn blocking_term<'q>(query: &'q Query, index: &Index) -> Option<&'q Term> {
    if query.terms.len() < 2 {
        return None;
    }
    let has_matches = |idx: usize| !SearchResults::search_all(&query.without_term(idx), index).rows.is_empty();
    query.terms.iter().enumerate().find(|(idx, _)| has_matches(*idx)).map(|(_, term)| term)
}
