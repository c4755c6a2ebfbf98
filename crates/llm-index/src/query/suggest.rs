//! What to say when nothing matches.

use crate::{
    Index,
    query::{Query, Term, normalize},
    search::SearchResults,
    segment::Segment,
};

/// The most that is suggested.
const MAX_SUGGESTED_NAMES: usize = 3;
/// The least likeness (Jaro-Winkler, 0 to 1) of a name that may be meant.
const MIN_SIMILARITY: f64 = 0.8;

/// The most entries whose names are compared letter by letter.
const MAX_COMPARED_ENTRIES: usize = 100_000;

/// The names that a query without matches may mean, the likeliest first; none
/// where a name is spelt right, and something else excludes it, nor where
/// comparing all of them would take long.
#[must_use]
pub fn suggest_names(query: &Query, shelf: &Index) -> Vec<String> {
    let wanted = query.normalized_text();
    if wanted.is_empty() || shelf.len() > MAX_COMPARED_ENTRIES {
        return Vec::new();
    }
    let likeness = |part: &Segment, row: usize| {
        part.names(row)
            .chain([part.id(row)])
            .map(|name| strsim::jaro_winkler(&wanted, &normalize(name)))
            .fold(0.0, f64::max)
    };
    let of_part = |part| (0..Segment::len(part)).map(move |row| (likeness(part, row), part.name(row)));
    let mut names: Vec<_> = shelf.segments().flat_map(|(_, part)| of_part(part)).collect();
    if names.iter().any(|(likeness, _)| *likeness >= 1.0) {
        return Vec::new();
    }
    names.retain(|(likeness, _)| *likeness >= MIN_SIMILARITY);
    names.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    names.into_iter().take(MAX_SUGGESTED_NAMES).map(|(_, name)| name.to_owned()).collect()
}

/// The term that excludes everything: without it the query has matches.
#[must_use]
pub fn blocking_term<'q>(query: &'q Query, shelf: &Index) -> Option<&'q Term> {
    let several = query.terms.len() > 1;
    let mut terms = query.terms.iter().enumerate();
    let found = terms
        .find(|(place, _)| several && !SearchResults::search_all(&query.without_term(*place), shelf).rows.is_empty());
    found.map(|(_, term)| term)
}
