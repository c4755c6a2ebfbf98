//! A literal text to look for, in any letter case and width.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text to look for. Letter case and full-width forms make no difference (Unicode NFKC); everything else is literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPattern {
    folded: String,
}

impl TextPattern {
    /// A pattern for a text; `None` for an empty one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold(text);
        (!folded.is_empty()).then_some(Self { folded })
    }

    /// True if a text contains the pattern.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        fold(text).contains(&self.folded)
    }

    /// The byte ranges of a text that match, ascending and apart.
    pub(super) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let mut folded = String::new();
        // By byte of `folded`, the grapheme that it comes from: a letter with its accents is one.
        let mut sources = Vec::new();
        for (start, grapheme) in text.grapheme_indices(true) {
            folded += &fold(grapheme);
            sources.resize(folded.len(), start..start + grapheme.len());
        }
        let to_source = |start: usize| {
            let (first, last) = (sources.get(start)?, sources.get(start + self.folded.len() - 1)?);
            Some(first.start..last.end)
        };
        folded.match_indices(&self.folded).filter_map(|(start, _)| to_source(start)).collect()
    }
}

fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matched(pattern: &str, text: &str) -> Vec<String> {
        let ranges = TextPattern::new(pattern).map_or_else(Vec::new, |pattern| pattern.ranges(text));
        ranges.into_iter().map(|range| text.get(range).unwrap().to_owned()).collect()
    }

    #[test]
    fn case_and_width_make_no_difference() {
        assert_eq!(matched("gpt-3", "GPT-3, ＧＰＴ－３ and gpt 3"), ["GPT-3", "ＧＰＴ－３"]);
        assert_eq!(matched("ｃａｆé", "Café cafe\u{301} cafe"), ["Café", "cafe\u{301}"]);
        assert_eq!(matched("开源", "首个完全开源的模型，开源许可"), ["开源", "开源"]);
        assert_eq!(matched("a.c", "abc a.c"), ["a.c"], "literal");
        assert_eq!(matched("", "abc"), [""; 0]);
    }

    proptest! {
        #[test]
        fn ascii_is_found_as_by_a_naive_search(text in "[abAB .-]{0,20}", pattern in "[abAB .-]{1,3}") {
            let lower = text.to_lowercase();
            let expected: Vec<_> = lower.match_indices(&pattern.to_lowercase()).map(|(at, found)| at..at + found.len()).collect();
            prop_assert_eq!(TextPattern::new(&pattern).unwrap().ranges(&text), expected);
        }
    }
}
