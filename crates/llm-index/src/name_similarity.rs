//! The similarity of names to a misspelt one.

use rustc_hash::FxHashMap;

use crate::{fold::fold_name, index::Index};

/// Comparing the names of more entries would take too long.
const MAX_COMPARED_ENTRIES: usize = 100_000;
/// The time to compare two texts grows with the product of their lengths; a longer one is no name.
const MAX_COMPARED_BYTES: usize = 400;

/// The Jaro-Winkler similarity of names to a text, from 0 to 1, where it is not below a minimum. Spelling is
/// [folded](fold_name).
pub(crate) struct NameSimilarity<'a> {
    /// The folded text.
    text: String,
    text_len: f64,
    /// How often each byte is in the text.
    byte_counts: [u16; 256],
    min: f64,
    /// The variants of a model share most of their names.
    known: FxHashMap<&'a str, f64>,
}

impl<'a> NameSimilarity<'a> {
    /// Compares the names of an index with a folded text. None if the text is empty or more than 400 bytes, or the index
    /// has more than 100,000 entries. The minimum is more than 0.7, below which a common prefix does not count.
    pub(crate) fn new(folded: &str, min: f64, index: &Index) -> Option<Self> {
        let is_name = !folded.is_empty() && folded.len() <= MAX_COMPARED_BYTES;
        (is_name && index.len() <= MAX_COMPARED_ENTRIES).then(|| Self::of_text(folded, min))
    }

    fn of_text(folded: &str, min: f64) -> Self {
        let mut byte_counts = [0_u16; 256];
        for byte in folded.bytes() {
            if let Some(count) = byte_counts.get_mut(usize::from(byte)) {
                *count = count.saturating_add(1);
            }
        }
        Self { text: folded.to_owned(), text_len: len(folded), byte_counts, min, known: FxHashMap::default() }
    }

    /// The similarity of a name to the text; 0 if it is below the minimum or the name longer than 400 bytes.
    pub(crate) fn of(&mut self, name: &'a str) -> f64 {
        self.of_at_least(name, |_| 0.0)
    }

    /// The same, but at least what a function says of the folded name.
    pub(crate) fn of_at_least(&mut self, name: &'a str, least: impl Fn(&str) -> f64) -> f64 {
        if name.len() > MAX_COMPARED_BYTES {
            return 0.0;
        }
        if let Some(similarity) = self.known.get(name) {
            return *similarity;
        }
        let folded = fold_name(name);
        let similarity = if self.bound(&folded) < self.min { 0.0 } else { strsim::jaro_winkler(&self.text, &folded) };
        let similarity = if similarity < self.min { 0.0 } else { similarity }.max(least(&folded));
        self.known.insert(name, similarity);
        similarity
    }

    /// The most that the similarity of a folded name can be, by its length, its letters and its first ones: comparing
    /// the order of the letters takes far longer.
    fn bound(&self, name: &str) -> f64 {
        let mut left = self.byte_counts;
        let mut common: f64 = 0.0;
        for byte in name.bytes() {
            if let Some(count @ 1..) = left.get_mut(usize::from(byte)) {
                *count -= 1;
                common += 1.0;
            }
        }
        let name_len = len(name);
        // Each common letter has a common byte.
        let matches = common.min(self.text_len).min(name_len);
        let ratio = |len: f64| if len > 0.0 { matches / len } else { 1.0 };
        let jaro = (ratio(self.text_len) + ratio(name_len) + 1.0) / 3.0;
        let prefix = self.text.chars().zip(name.chars()).take(4).take_while(|(a, b)| a == b);
        let prefix_boost = prefix.fold(0.0_f64, |boost, _| boost + 0.1);
        // More than rounding can change.
        prefix_boost.mul_add(1.0 - jaro, jaro) + 1e-9
    }
}

/// The number of letters, of at most 400 bytes.
fn len(text: &str) -> f64 {
    text.chars().fold(0.0, |len, _| len + 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::NameSimilarity;
    use crate::fold::fold_name;

    proptest! {
        #[test]
        fn similarity_is_that_of_the_library_from_the_minimum_on(text in "[a-c中 ]{0,9}", name in "[a-c中文]{0,9}", min in 0.71..0.99) {
            let (text, name) = (fold_name(&text), fold_name(&name));
            let expected = strsim::jaro_winkler(&text, &name);
            let actual = NameSimilarity::of_text(&text, min).of(&name);
            let expected = if expected < min { 0.0 } else { expected };
            prop_assert_eq!(actual.to_bits(), expected.to_bits());
        }
    }
}
