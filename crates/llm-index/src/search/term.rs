//! Words of a query, compiled for matching with nucleo.

use std::cell::RefCell;

use memchr::memmem;
use nucleo::{
    Config, Matcher as Nucleo, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};

use crate::{
    char_mask::CharMask,
    query::{Word, WordKind},
    search::field::SearchField,
};

/// Per-thread scratch space of the matcher.
pub(crate) struct MatcherScratch {
    matcher: Nucleo,
    char_buf: Vec<char>,
}

thread_local! {
    /// Allocated once per thread, as it is large.
    static SCRATCH: RefCell<MatcherScratch> = RefCell::default();
}

impl MatcherScratch {
    /// Calls `f` with the scratch space of this thread.
    pub fn with_thread_local<T>(f: impl FnOnce(&mut Self) -> T) -> T {
        SCRATCH.with_borrow_mut(f)
    }
}

impl Default for MatcherScratch {
    fn default() -> Self {
        Self { matcher: Nucleo::new(Config::DEFAULT), char_buf: Vec::new() }
    }
}

/// The score of a term for a text or an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TermScore {
    /// No match, and none for a longer term that begins with this one.
    #[default]
    NoMatch,
    /// A match below the threshold; a longer term may score higher.
    BelowThreshold,
    /// A match with this score.
    Match(u32),
}

/// A word of a query, ready for matching.
pub(crate) struct CompiledTerm {
    pub negated: bool,
    kind: WordKind,
    /// The word in lowercase.
    lowercase_text: String,
    char_mask: CharMask,
    /// The first character as a word initial.
    initial_mask: CharMask,
    atom: Atom,
    /// Matches the word as a substring, for fields without fuzzy matching.
    substring_atom: Atom,
    finder: memmem::Finder<'static>,
    /// The score of the word in a text that equals it; no text scores higher.
    max_score: u32,
    /// The score of the word after a punctuation character.
    substring_score: u32,
    /// The [`SearchField`]s that the word is searched in, as bits.
    field_mask: u8,
}

impl CompiledTerm {
    pub fn new(word: &Word, scratch: &mut MatcherScratch) -> Self {
        let atom = |kind| Atom::new(&word.text, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let substring_atom = atom(AtomKind::Substring);
        let atom = atom(match word.kind {
            WordKind::Fuzzy => AtomKind::Fuzzy,
            WordKind::Exact => AtomKind::Substring,
            WordKind::Prefix => AtomKind::Prefix,
            WordKind::Suffix => AtomKind::Postfix,
            WordKind::Equal => AtomKind::Exact,
        });
        let max_score = atom.score(atom.needle_text(), &mut scratch.matcher).map_or(0, u32::from);
        let text = word.text.to_lowercase();
        let with_punctuation = format!("-{text}");
        let substring_score = substring_atom
            .score(Utf32Str::new(&with_punctuation, &mut scratch.char_buf), &mut scratch.matcher)
            .map_or(0, u32::from);
        // A character with an accent also matches the plain one, so it is no part of the mask.
        let char_mask = if text.is_ascii() { CharMask::from_text(&text) } else { CharMask::default() };
        let is_searched = |field: &&SearchField| is_searchable(word, &text, **field);
        let field_mask = SearchField::ALL.iter().filter(is_searched).fold(0, |mask, field| mask | 1 << *field as u8);
        let (initial_mask, finder) = (CharMask::first_initial(&text), memmem::Finder::new(&text).into_owned());
        Self {
            negated: word.negated,
            kind: word.kind,
            lowercase_text: text,
            char_mask,
            initial_mask,
            atom,
            substring_atom,
            finder,
            max_score,
            substring_score,
            field_mask,
        }
    }

    /// The matcher for a field.
    fn atom_for(&self, field: SearchField) -> &Atom {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        if is_fuzzy && field.min_score_percent().is_none() { &self.substring_atom } else { &self.atom }
    }

    /// Whether only substrings at the start of a word match.
    fn requires_word_start(&self, field: SearchField) -> bool {
        matches!(field, SearchField::Attribute | SearchField::Summary)
            || field == SearchField::Id && self.kind == WordKind::Fuzzy
    }

    /// Whether the word is searched in a field.
    pub fn searches(&self, field: SearchField) -> bool {
        self.field_mask & 1 << field as u8 != 0
    }

    /// The highest score of any text of a field.
    pub fn upper_bound(&self, field: SearchField) -> TermScore {
        TermScore::Match(self.max_score * field.weight_sixteenths())
    }

    /// The score for an id; possibly `NoMatch` if it would not exceed `best`.
    pub fn score_id(&self, id: &[u8], best: TermScore, scratch: &mut MatcherScratch) -> TermScore {
        let substring = TermScore::Match(self.substring_score * SearchField::Id.weight_sixteenths());
        if self.kind != WordKind::Fuzzy {
            self.score(SearchField::Id, id, scratch)
        } else if starts_with_ignore_ascii_case(id, self.lowercase_text.as_bytes()) {
            self.upper_bound(SearchField::Id)
        } else if best < substring && self.matches_at_word_start(id) {
            substring
        } else {
            TermScore::NoMatch
        }
    }

    /// The score for a text if its character mask decides it. The mask of a row
    /// has the initials of the id, but not its other characters.
    pub fn prefilter(&self, field: SearchField, char_mask: CharMask) -> Option<TermScore> {
        let has_threshold = self.kind == WordKind::Fuzzy && field.min_score_percent().is_some();
        if field != SearchField::Id && !char_mask.contains_all(self.char_mask)
            || self.requires_word_start(field) && !char_mask.contains_all(self.initial_mask)
        {
            return Some(TermScore::NoMatch);
        }
        // A single character inside a word is below every threshold.
        (has_threshold && self.lowercase_text.len() == 1 && !char_mask.contains_all(self.initial_mask))
            .then_some(TermScore::BelowThreshold)
    }

    /// The score for a text in UTF-8.
    pub fn score(&self, field: SearchField, text: &[u8], scratch: &mut MatcherScratch) -> TermScore {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        // While a name is typed, most of the texts that remain begin with it; nothing scores higher.
        if is_fuzzy && starts_with_ignore_ascii_case(text, self.lowercase_text.as_bytes()) {
            return self.upper_bound(field);
        }
        if self.requires_word_start(field) && !self.matches_at_word_start(text) {
            return TermScore::NoMatch;
        }
        let as_text = || std::str::from_utf8(text).unwrap_or_default();
        let graphemes =
            if text.is_ascii() { Utf32Str::Ascii(text) } else { Utf32Str::new(as_text(), &mut scratch.char_buf) };
        let Some(score) = self.atom_for(field).score(graphemes, &mut scratch.matcher).map(u32::from) else {
            return TermScore::NoMatch;
        };
        let min_percent = if is_fuzzy { field.min_score_percent().unwrap_or_default() } else { 0 };
        if score * 100 >= self.max_score * min_percent {
            TermScore::Match(score * field.weight_sixteenths())
        } else {
            TermScore::BelowThreshold
        }
    }

    /// Whether a text has the word at the start of a word. Chinese has no spaces
    /// between words, so that any position counts.
    fn matches_at_word_start(&self, text: &[u8]) -> bool {
        let lowercase;
        let text = if text.is_ascii() && !text.iter().any(u8::is_ascii_uppercase) {
            text
        } else {
            lowercase = String::from_utf8_lossy(text).to_lowercase();
            lowercase.as_bytes()
        };
        let is_alnum = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let starts_with_alnum = is_alnum(self.lowercase_text.as_bytes().first());
        self.finder.find_iter(text).any(|start| {
            let before = start.checked_sub(1).and_then(|before| text.get(before));
            !(starts_with_alnum && is_alnum(before))
        })
    }

    /// Appends the indices of the graphemes of a text that the word matched.
    pub fn append_match_indices(
        &self,
        field: SearchField,
        text: &str,
        scratch: &mut MatcherScratch,
        indices: &mut Vec<u32>,
    ) {
        let graphemes = Utf32Str::new(text, &mut scratch.char_buf);
        self.atom_for(field).indices(graphemes, &mut scratch.matcher, indices);
    }
}

/// Whether a text begins with a lowercase ASCII word.
fn starts_with_ignore_ascii_case(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) && word.is_ascii()
}

/// Whether a word is searched in a field. A negated word ignores long texts,
/// as they mention other models too; only a word with a slash is searched in URLs.
fn is_searchable(word: &Word, text: &str, field: SearchField) -> bool {
    let free = matches!(word.kind, WordKind::Fuzzy | WordKind::Exact);
    match field {
        SearchField::Summary => free && !word.negated,
        SearchField::Attribute => free,
        SearchField::Url => free && !word.negated && text.contains('/'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::Query;

    /// A text like a name or an id, and a word that may be in it.
    fn text_and_word() -> impl Strategy<Value = (String, String)> {
        let text = "[a-cA-C0-2 ./_-]{0,8}.{0,20}";
        (text, "[a-cA-C0-2.]{1,4}|[a-zA-Z0-9.]{1,12}", 0..4).prop_map(|(text, word, position)| match position {
            0 => (format!("x {}/{text}", word.to_uppercase()), word),
            1 => (format!("{text}{word}"), word),
            2 => (format!("xy{}{text}", word.to_lowercase()), word),
            _ => (text, word),
        })
    }

    fn compile_terms(word: &str, scratch: &mut MatcherScratch) -> Vec<CompiledTerm> {
        Query::parse(word).0.words().map(|word| CompiledTerm::new(word, scratch)).collect()
    }

    proptest! {
        // The search skips texts whose upper bound is not above the best score.
        #[test]
        fn no_score_exceeds_the_upper_bound((text, word) in text_and_word()) {
            let mut scratch = MatcherScratch::default();
            for word in compile_terms(&word, &mut scratch) {
                for field in SearchField::ALL {
                    prop_assert!(word.score(field, text.as_bytes(), &mut scratch) <= word.upper_bound(field), "{field:?}");
                }
            }
        }

        #[test]
        fn a_prefix_scores_as_high_as_the_word_itself((text, word) in text_and_word()) {
            let mut scratch = MatcherScratch::default();
            for word in compile_terms(&word, &mut scratch) {
                let text = format!("{}{text}", word.lowercase_text.to_uppercase());
                let score = word.atom.score(Utf32Str::new(&text, &mut scratch.char_buf), &mut scratch.matcher);
                prop_assert_eq!(score.map(u32::from), Some(word.max_score));
            }
        }

        #[test]
        fn the_prefilter_is_an_upper_bound((text, word) in text_and_word()) {
            let (mut scratch, char_mask) = (MatcherScratch::default(), CharMask::with_initials(&text));
            for word in compile_terms(&word, &mut scratch) {
                for field in SearchField::ALL {
                    let Some(bound) = word.prefilter(field, char_mask) else { continue };
                    prop_assert!(word.score(field, text.as_bytes(), &mut scratch) <= bound, "{field:?}: {bound:?}");
                }
            }
        }

        #[test]
        fn score_id_equals_score(
            id in "([a-c0-2]|[.-][a-c]){1,12}", word in "[a-c0-2]{1,4}",
        ) {
            let mut scratch = MatcherScratch::default();
            for word in compile_terms(&word, &mut scratch) {
                let score = word.score(SearchField::Id, id.as_bytes(), &mut scratch);
                prop_assert_eq!(word.score_id(id.as_bytes(), TermScore::NoMatch, &mut scratch), score);
            }
        }
    }
}
