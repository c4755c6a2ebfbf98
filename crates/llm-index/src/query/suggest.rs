//! Names that a query without matches may be a misspelling of.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicBool, Ordering},
};

use crate::{
    column::Column,
    index::Index,
    name_similarity::NameSimilarity,
    query::{ast::Query, synonyms::filter_of_word},
};

const MAX_SUGGESTED_NAMES: usize = 3;
const MAX_SUGGESTED_FILTERS: usize = 3;
/// The least Jaro-Winkler similarity of a suggested name, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;

/// Words before or after a size, and the comparison they stand for.
const BOUNDS: [(&str, &str); 10] = [
    ("under", "<"),
    ("below", "<"),
    ("over", ">"),
    ("above", ">"),
    ("小于", "<"),
    ("低于", "<"),
    ("大于", ">"),
    ("超过", ">"),
    ("以下", "<="),
    ("以上", ">="),
];

/// The filters that words of a query may stand for, such as `commercial:yes` for `commercial` and `params:<10b` for
/// `under 10b`.
#[must_use]
pub fn suggest_filters(query: &Query) -> Vec<String> {
    let words: Vec<_> = query.words().filter(|word| !word.negated).map(|word| word.text.as_str()).collect();
    let before = std::iter::once("").chain(words.iter().copied());
    let filters = words.iter().zip(before).filter_map(|(word, before)| {
        filter_of_word(word).or_else(|| filter_by_size(word)).or_else(|| {
            let is_bound = BOUNDS.iter().any(|(bound, _)| *bound == before);
            is_bound.then(|| filter_by_size(&format!("{before}{word}"))).flatten()
        })
    });
    filters.take(MAX_SUGGESTED_FILTERS).collect()
}

/// The filter that a size with a bound stands for: `params:<10b` for `under10b`, `params:<=70亿` for `70亿以下`.
fn filter_by_size(text: &str) -> Option<String> {
    BOUNDS.iter().find_map(|(bound, comparison)| {
        let size = text.strip_prefix(bound).or_else(|| text.strip_suffix(bound))?;
        let number = size.strip_suffix(['b', 'm', '亿'])?;
        let is_number = number.parse::<f64>().is_ok_and(|number| number > 0.0);
        is_number.then(|| format!("{}:{comparison}{size}", Column::Parameters.key()))
    })
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
