//! The words of a query in text that is displayed.

use std::ops::Range;

use crate::{
    fold::{fold_prose, fold_prose_into},
    query::Query,
    search::leading_number::LeadingNumber,
};

/// A shorter word in Latin script is not marked inside of words.
const MIN_CHARS_INSIDE_WORDS: usize = 3;

/// Finds the words of a query in texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordFinder {
    /// As [`fold_prose`] folds them.
    words: Vec<String>,
}

impl WordFinder {
    /// Takes the words that a query searches for.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let words = query.words().filter(|word| !word.negated).map(|word| fold_prose(&word.text).trim().to_owned());
        Self { words: words.filter(|word| !word.is_empty()).collect() }
    }

    /// Whether there is no word to find.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// By text, the byte ranges that are words of the query, ascending and apart. A word is marked where a word of
    /// the texts begins with it, else inside of words.
    #[must_use]
    pub fn find(&self, texts: &[String]) -> Vec<Vec<Range<usize>>> {
        let texts: Vec<_> = texts.iter().map(|text| FoldedText::new(text)).collect();
        let mut found = vec![Vec::new(); texts.len()];
        for word in &self.words {
            let number = LeadingNumber::new(word);
            let is_number = |text: &FoldedText, start: usize| {
                number.as_ref().is_none_or(|number| number.is_at(text.text.as_bytes(), start))
            };
            let find = |is_match: &dyn Fn(&FoldedText, usize) -> bool| -> Vec<Vec<Range<usize>>> {
                texts.iter().map(|text| text.find(word, is_match)).collect()
            };
            let is_start = |text: &FoldedText, start| !word.is_ascii() || text.is_word_start(start);
            let mut ranges = find(&|text, start| is_start(text, start) && is_number(text, start));
            if ranges.iter().all(Vec::is_empty) && word.chars().count() >= MIN_CHARS_INSIDE_WORDS {
                ranges = find(&is_number);
            }
            for (found, ranges) in found.iter_mut().zip(ranges) {
                found.extend(ranges);
            }
        }
        found.into_iter().map(merge_ranges).collect()
    }
}

/// A folded text that knows where its characters come from.
struct FoldedText {
    text: String,
    /// By byte of `text`, the range of the original character.
    sources: Vec<Range<usize>>,
}

impl FoldedText {
    fn new(original: &str) -> Self {
        let mut folded = Self { text: String::new(), sources: Vec::new() };
        for (start, ch) in original.char_indices() {
            fold_prose_into(ch.encode_utf8(&mut [0; 4]), &mut folded.text);
            folded.sources.resize(folded.text.len(), start..start + ch.len_utf8());
        }
        folded
    }

    fn find(&self, word: &str, is_match: &dyn Fn(&Self, usize) -> bool) -> Vec<Range<usize>> {
        let starts = self.text.match_indices(word).map(|(start, _)| start).filter(|start| is_match(self, *start));
        let to_source = |start: usize| {
            let (first, last) = (self.sources.get(start)?, self.sources.get(start + word.len() - 1)?);
            Some(first.start..last.end)
        };
        starts.filter_map(to_source).collect()
    }

    fn is_word_start(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|before| before.chars().next_back());
        !before.is_some_and(|ch| ch.is_ascii_alphanumeric())
    }
}

/// Sorts ranges and joins those that overlap.
fn merge_ranges(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        let found = WordFinder::new(&Query::parse(query).0).find(&[text.to_owned()]);
        found[0].iter().map(|range| text.get(range.clone()).unwrap().to_owned()).collect()
    }

    #[test]
    fn words_are_marked_as_they_are_found() {
        assert_eq!(marked("state-space", "A State space model; state-space layers"), ["State space", "state-space"]);
        assert_eq!(marked("art", "start of the art"), ["art"], "at the start of a word");
        assert_eq!(marked("bert", "RoBERTa"), ["BERT"], "else inside");
        assert_eq!(marked("ta", "RoBERTa"), [""; 0], "unless it is short");
        assert_eq!(marked("羊驼", "斯坦福羊驼"), ["羊驼"]);
        assert_eq!(marked("ｇｐｔ gpt-4", "GPT-4, ＧＰＴ"), ["GPT-4", "ＧＰＴ"]);
        assert_eq!(marked("!gpt open:yes", "GPT"), [""; 0]);
        assert_eq!(marked("8b 3", "14.8B, 8B, 16,384, 3.1"), ["8B", "3"], "a number is not part of another one");
    }
}
