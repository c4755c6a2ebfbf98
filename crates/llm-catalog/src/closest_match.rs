//! The name that a misspelt word may stand for, for suggestions in errors.

/// A candidate is suggested if its Jaro-Winkler similarity, from 0 to 1, is above this.
const MIN_SIMILARITY: f64 = 0.85;

/// Returns the candidate most similar to a misspelt word, if any is similar enough.
#[must_use]
pub fn closest_match<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity > MIN_SIMILARITY)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}
