//! Names that a query without matches may be a misspelling of.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    index::Index,
    name_similarity::NameSimilarity,
    query::{ast::Query, synonyms::filter_of_word},
};

const MAX_SUGGESTED_NAMES: usize = 3;
const MAX_SUGGESTED_FILTERS: usize = 3;
/// The least Jaro-Winkler similarity of a suggested name, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;

/// The filters that words of a query may stand for, such as `commercial:yes` for `commercial`.
#[must_use]
pub fn suggest_filters(query: &Query) -> Vec<String> {
    let words = query.words().filter(|word| !word.negated);
    words.filter_map(|word| filter_of_word(&word.text)).take(MAX_SUGGESTED_FILTERS).collect()
}

/// The names most similar to the words of a query, best first. Empty if a name
/// equals the words, so that something else excludes it, if there are more
/// than 100,000 entries, or once `cancelled` is set.
#[must_use]
pub fn suggest_names(query: &Query, index: &Index, cancelled: &AtomicBool) -> Vec<String> {
    let Some(mut similarity) = NameSimilarity::new(&query.folded_text(), MIN_SIMILARITY, index) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let rows = index.segments().flat_map(|(_, segment)| segment.rows().map(move |row| (segment, row)));
    for (segment, row) in rows.take_while(|_| !cancelled.load(Ordering::Relaxed)) {
        let of_row = segment.names(row).chain([segment.id(row)]);
        names.push((of_row.map(|name| similarity.of(name)).fold(0.0, f64::max), segment.name(row)));
    }
    if names.iter().any(|(similarity, _)| *similarity >= 1.0) {
        return Vec::new();
    }
    names.retain(|(similarity, _)| *similarity >= MIN_SIMILARITY);
    names.sort_unstable_by(|(a, name), (b, other)| b.total_cmp(a).then_with(|| name.cmp(other)));
    // The variants of a model share its name.
    let mut seen = HashSet::new();
    names.retain(|(_, name)| seen.insert(*name));
    names.into_iter().take(MAX_SUGGESTED_NAMES).map(|(_, name)| name.to_owned()).collect()
}
