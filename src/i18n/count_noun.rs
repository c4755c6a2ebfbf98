//! Counts in English text.

/// A count with its noun, in the singular if the count is 1.
#[must_use]
pub fn count_noun(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", if count == 1 { singular } else { plural })
}
