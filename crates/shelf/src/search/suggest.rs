//! What to say when nothing matches.

use super::{
    found::Found,
    query::{Query, Term, squeeze},
};
use crate::shelf::{Part, Shelf};

/// The most that is suggested.
const MOST: usize = 3;
/// The least likeness (Jaro-Winkler, 0 to 1) of a name that may be meant.
const LIKE: f64 = 0.8;

/// The most entries whose names are compared letter by letter.
const COMPARED: usize = 100_000;

/// The names that a query without matches may mean, the likeliest first; none
/// where a name is spelt right, and something else excludes it, nor where
/// comparing all of them would take long.
#[must_use]
pub fn nearest_names(query: &Query, shelf: &Shelf) -> Vec<String> {
    let wanted = query.squeezed();
    if wanted.is_empty() || shelf.len() > COMPARED {
        return Vec::new();
    }
    let likeness = |part: &Part, row: usize| {
        part.names(row)
            .chain([part.id(row)])
            .map(|name| strsim::jaro_winkler(&wanted, &squeeze(name)))
            .fold(0.0, f64::max)
    };
    let of_part = |part| (0..Part::len(part)).map(move |row| (likeness(part, row), part.name(row)));
    let mut names: Vec<_> = shelf.parts().flat_map(|(_, part)| of_part(part)).collect();
    if names.iter().any(|(likeness, _)| *likeness >= 1.0) {
        return Vec::new();
    }
    names.retain(|(likeness, _)| *likeness >= LIKE);
    names.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    names.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}

/// The term that excludes everything: without it the query has matches.
#[must_use]
pub fn culprit<'q>(query: &'q Query, shelf: &Shelf) -> Option<&'q Term> {
    let several = query.terms.len() > 1;
    let mut terms = query.terms.iter().enumerate();
    let found = terms.find(|(place, _)| several && !Found::all(&query.without(*place), shelf).rows.is_empty());
    found.map(|(_, term)| term)
}
