//! Words of a query, compiled for matching with nucleo.

use std::cell::RefCell;

use memchr::memmem;
use nucleo::{
    Config, Matcher as Nucleo, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};
use unicode_normalization::UnicodeNormalization;

use crate::{
    char_mask::CharMask,
    fold::{fold_name, fold_name_into, fold_prose},
    query::{Word, WordKind},
    search::{field::SearchField, leading_number::LeadingNumber},
};

/// Per-thread scratch space of the matcher.
pub(crate) struct MatcherScratch {
    matcher: Nucleo,
    char_buf: Vec<char>,
    folded_buf: Vec<u8>,
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
        Self { matcher: Nucleo::new(Config::DEFAULT), char_buf: Vec::new(), folded_buf: Vec::new() }
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
    /// For a fuzzy word without spaces and punctuation, so that they make no difference.
    atom: Atom,
    /// Matches the word as a substring, for fields without fuzzy matching.
    substring_atom: Atom,
    finder: memmem::Finder<'static>,
    /// Finds the word in [folded prose](fold_prose).
    prose_finder: memmem::Finder<'static>,
    /// Finds the word in a [folded name](fold_name).
    name_finder: memmem::Finder<'static>,
    /// Whether the word is also found inside of words.
    matches_inside_words: bool,
    /// Whether digits are separated, as in a version number, which is never scattered over a text.
    has_version: bool,
    /// The number that the word begins with.
    leading_number: Option<LeadingNumber>,
    /// The score of `atom` in a text that equals the word.
    full_score: u32,
    /// The score of the word in a text that equals it; no text scores higher.
    max_score: u32,
    /// The score of the word after a punctuation character.
    substring_score: u32,
    /// The [`SearchField`]s that the word is searched in, as bits.
    field_mask: u8,
}

/// A word with fewer letters is not found inside of words in Latin script, where it is nearly everywhere.
const MIN_CHARS_INSIDE_WORDS: usize = 3;
/// A match inside of a word has less than this share of the full score, as it has no bonus for the start of a
/// word; in percent.
const WORD_START_PERCENT: u32 = 77;
/// Added to the score of a word that is a whole word of a name, in 16ths: `neox` is in `GPT-NeoX` rather than in
/// `GPT-NeoXT`.
const WHOLE_WORD_BONUS: u32 = 16;
/// The weight of a match of scattered characters, in 16ths; below that of any other match.
const SCATTERED_WEIGHT_SIXTEENTHS: u32 = 1;

impl CompiledTerm {
    pub fn new(word: &Word, scratch: &mut MatcherScratch) -> Self {
        let word = &Word { text: word.text.nfkc().collect(), ..word.clone() };
        let folded = fold_name(&word.text);
        let letters: String = folded.chars().filter(|ch| *ch != '.').collect();
        let is_fuzzy = word.kind == WordKind::Fuzzy && !letters.is_empty();
        let atom = |text: &str, kind| Atom::new(text, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let substring_atom = atom(&word.text, AtomKind::Substring);
        let atom = match word.kind {
            WordKind::Fuzzy => atom(if is_fuzzy { &letters } else { &word.text }, AtomKind::Fuzzy),
            WordKind::Exact => atom(&word.text, AtomKind::Substring),
            WordKind::Prefix => atom(&word.text, AtomKind::Prefix),
            WordKind::Suffix => atom(&word.text, AtomKind::Postfix),
            WordKind::Equal => atom(&word.text, AtomKind::Exact),
        };
        let mut score_itself = |atom: &Atom| atom.score(atom.needle_text(), &mut scratch.matcher).map_or(0, u32::from);
        let full_score = score_itself(&atom);
        let max_score = full_score.max(score_itself(&substring_atom));
        let text = word.text.to_lowercase();
        let with_punctuation = format!("-{text}");
        let substring_score = substring_atom
            .score(Utf32Str::new(&with_punctuation, &mut scratch.char_buf), &mut scratch.matcher)
            .map_or(0, u32::from);
        // A character with an accent also matches the plain one, so it is no part of the mask.
        let char_mask = if text.is_ascii() { CharMask::from_text(&text) } else { CharMask::default() };
        let folded_prose = fold_prose(&text);
        // A word may be nothing but hyphens.
        let prose = if folded_prose.trim().is_empty() { &text } else { folded_prose.trim_end() };
        let is_searched = |field: &&SearchField| is_searchable(word, &text, **field);
        let field_mask = SearchField::ALL.iter().filter(is_searched).fold(0, |mask, field| mask | 1 << *field as u8);
        let (initial_mask, finder) = (CharMask::first_initial(&text), memmem::Finder::new(&text).into_owned());
        Self {
            negated: word.negated,
            kind: word.kind,
            char_mask,
            initial_mask,
            atom,
            substring_atom,
            finder,
            prose_finder: memmem::Finder::new(prose).into_owned(),
            name_finder: memmem::Finder::new(if is_fuzzy { &folded } else { &text }).into_owned(),
            matches_inside_words: !text.is_ascii() || letters.len() >= MIN_CHARS_INSIDE_WORDS,
            has_version: letters.len() < folded.len(),
            leading_number: LeadingNumber::new(&folded),
            lowercase_text: text,
            full_score,
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
        let bonus = if self.is_name_like(field) { WHOLE_WORD_BONUS } else { 0 };
        TermScore::Match(self.max_score * field.weight_sixteenths() + bonus)
    }

    /// Whether whole words of a field are preferred.
    fn is_name_like(&self, field: SearchField) -> bool {
        self.kind == WordKind::Fuzzy && field.min_score_percent().is_some()
    }

    /// The score for an id; possibly `NoMatch` if it would not exceed `best`.
    pub fn score_id(&self, id: &[u8], best: TermScore, scratch: &mut MatcherScratch) -> TermScore {
        let substring = TermScore::Match(self.substring_score * SearchField::Id.weight_sixteenths());
        if self.kind != WordKind::Fuzzy {
            self.score(SearchField::Id, id, scratch)
        } else if starts_with_ignore_ascii_case(id, self.lowercase_text.as_bytes()) {
            self.upper_bound(SearchField::Id)
        } else if best < substring && self.matches_at_word_start(SearchField::Id, id) {
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
            let is_whole = self.is_name_like(field) && !is_alnum(text.get(self.lowercase_text.len()));
            return TermScore::Match(
                self.max_score * field.weight_sixteenths() + if is_whole { WHOLE_WORD_BONUS } else { 0 },
            );
        }
        if self.requires_word_start(field) && !self.matches_at_word_start(field, text) {
            return TermScore::NoMatch;
        }
        if is_fuzzy && let Some(min_percent) = field.min_score_percent() {
            return self.score_name(field, min_percent, text, scratch);
        }
        if matches!(field, SearchField::Attribute | SearchField::Summary) {
            return TermScore::Match(self.full_score * field.weight_sixteenths());
        }
        let graphemes = to_graphemes(text, &mut scratch.char_buf);
        match self.atom_for(field).score(graphemes, &mut scratch.matcher) {
            Some(score) => TermScore::Match(u32::from(score) * field.weight_sixteenths()),
            None => TermScore::NoMatch,
        }
    }

    /// Whether a score is that of scattered characters; any other match has a higher one.
    pub fn is_scattered(&self, score: TermScore) -> bool {
        let max_scattered = TermScore::Match(self.full_score * SCATTERED_WEIGHT_SIXTEENTHS);
        self.kind == WordKind::Fuzzy && matches!(score, TermScore::Match(_)) && score <= max_scattered
    }

    /// The score of a fuzzy word for a name or a title: at the start of a word, else inside of one, else with
    /// scattered characters.
    fn score_name(&self, field: SearchField, min_percent: u32, text: &[u8], scratch: &mut MatcherScratch) -> TermScore {
        let graphemes = to_graphemes(text, &mut scratch.char_buf);
        let score = self.atom.score(graphemes, &mut scratch.matcher).map(u32::from);
        let Some(score) = score else {
            // Full-width letters match when they are folded.
            return if text.is_ascii() || !self.is_in_name(text, scratch) {
                TermScore::NoMatch
            } else if self.matches_inside_words {
                TermScore::Match(self.full_score / 2 * field.weight_sixteenths())
            } else {
                TermScore::BelowThreshold
            };
        };
        if self.leading_number.as_ref().is_some_and(|number| !number.is_in_name(text)) {
            return TermScore::NoMatch;
        }
        let bonus = || if self.is_whole_word(text) { WHOLE_WORD_BONUS } else { 0 };
        let is_single_char = self.lowercase_text.len() == 1;
        if (score == self.full_score && !self.has_version)
            || is_single_char && score * 100 >= self.full_score * min_percent.max(WORD_START_PERCENT)
        {
            return TermScore::Match(score * field.weight_sixteenths() + bonus());
        }
        let is_inside_searched = self.matches_inside_words && field != SearchField::PaperTitle;
        let is_above_threshold = score * 100 >= self.full_score * min_percent;
        if (is_above_threshold || is_inside_searched || self.has_version) && self.is_in_name(text, scratch) {
            return if score * 100 >= self.full_score * WORD_START_PERCENT {
                TermScore::Match(score * field.weight_sixteenths() + bonus())
            } else if is_above_threshold || is_inside_searched {
                TermScore::Match(score * field.weight_sixteenths() / 2)
            } else {
                TermScore::BelowThreshold
            };
        }
        if self.has_version {
            TermScore::NoMatch
        } else if is_above_threshold {
            TermScore::Match(score * SCATTERED_WEIGHT_SIXTEENTHS)
        } else {
            TermScore::BelowThreshold
        }
    }

    /// Whether a name has the word as it is typed, with no letter or digit before and after it.
    fn is_whole_word(&self, name: &[u8]) -> bool {
        let word = self.lowercase_text.as_bytes();
        self.ignoring_case(name).any(|start| {
            let before = start.checked_sub(1).and_then(|before| name.get(before));
            !is_alnum(before) && !is_alnum(name.get(start + word.len()))
        })
    }

    /// Whether the word is in a name, apart from spaces and punctuation.
    fn is_in_name(&self, name: &[u8], scratch: &mut MatcherScratch) -> bool {
        scratch.folded_buf.clear();
        fold_name_into(name, &mut scratch.folded_buf);
        self.name_finder.find(&scratch.folded_buf).is_some()
    }

    /// Whether a text has the word at the start of a word. Chinese has no spaces
    /// between words, so that any position counts.
    fn matches_at_word_start(&self, field: SearchField, text: &[u8]) -> bool {
        let folded;
        let (text, finder) = match field {
            // Folded when they are indexed.
            SearchField::Summary => (text, &self.prose_finder),
            SearchField::Attribute => {
                folded = fold_prose(&String::from_utf8_lossy(text));
                (folded.as_bytes(), &self.prose_finder)
            }
            _ if text.is_ascii() && !text.iter().any(u8::is_ascii_uppercase) => (text, &self.finder),
            // Most links have capital letters; they are not copied to be compared.
            _ if text.is_ascii() => {
                return self.ignoring_case(text).any(|start| is_word_start(start, text, &self.finder));
            }
            _ => {
                folded = String::from_utf8_lossy(text).to_lowercase();
                (folded.as_bytes(), &self.finder)
            }
        };
        finder.find_iter(text).any(|start| is_word_start(start, text, finder))
    }

    /// The positions of the word in a text, whatever the case of ASCII letters.
    fn ignoring_case<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> {
        let word = self.lowercase_text.as_bytes();
        let first = word.first().copied().unwrap_or_default();
        memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).filter(move |start| {
            text.get(*start..start + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word))
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
        let mut matched = Vec::new();
        self.atom_for(field).indices(graphemes, &mut scratch.matcher, &mut matched);
        matched.sort_unstable();
        // A hyphen or a space between two matches is a part of the word, as typed.
        let is_separator = |idx: u32| !graphemes.get(idx).is_alphanumeric();
        let gaps = matched.iter().zip(matched.iter().skip(1)).filter(|(before, after)| **after == **before + 2);
        indices.extend(gaps.map(|(before, _)| before + 1).filter(|idx| is_separator(*idx)));
        indices.append(&mut matched);
    }
}

/// Whether no letter or digit stands before a match that begins with one.
fn is_word_start(start: usize, text: &[u8], finder: &memmem::Finder<'_>) -> bool {
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    !(is_alnum(finder.needle().first()) && is_alnum(before))
}

fn is_alnum(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_alphanumeric)
}

fn to_graphemes<'t>(text: &'t [u8], char_buf: &'t mut Vec<char>) -> Utf32Str<'t> {
    if text.is_ascii() {
        Utf32Str::Ascii(text)
    } else {
        Utf32Str::new(std::str::from_utf8(text).unwrap_or_default(), char_buf)
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
                let text = format!("{}{text}", word.atom.needle_text().to_string().to_uppercase());
                let score = word.atom.score(Utf32Str::new(&text, &mut scratch.char_buf), &mut scratch.matcher);
                prop_assert_eq!(score.map(u32::from), Some(word.full_score));
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

        // The word is in a text as it is typed, so its characters are not scattered.
        #[test]
        fn a_word_in_a_text_is_not_scattered(before in "[a-c1-2 -]{0,4}", word in "[a-c]{3,8}", after in "[a-c1-2 -]{0,8}") {
            let (mut scratch, text) = (MatcherScratch::default(), format!("{before}{word}{after}"));
            for term in compile_terms(&word, &mut scratch) {
                for field in SearchField::ALL {
                    prop_assert!(!term.is_scattered(term.score(field, text.as_bytes(), &mut scratch)), "{field:?}");
                }
            }
        }

        // A refined query searches the matches and candidates of the one before it only.
        #[test]
        fn a_text_without_a_match_has_none_for_a_longer_word(
            text in "[a-c1-2Ａ１é羊 ./_-]{0,10}", word in "[a-c1-2a羊é.-]{2,6}",
        ) {
            let mut scratch = MatcherScratch::default();
            let ends = word.char_indices().map(|(start, ch)| start + ch.len_utf8());
            let mut terms: Vec<_> =
                ends.flat_map(|end| compile_terms(word.get(..end).unwrap(), &mut scratch)).collect();
            terms.retain(|term| term.kind == WordKind::Fuzzy && !term.negated && !fold_name(&term.lowercase_text).is_empty());
            for field in [SearchField::Name, SearchField::Alias, SearchField::Organization, SearchField::PaperTitle] {
                let mut scores = terms.iter().map(|term| term.score(field, text.as_bytes(), &mut scratch));
                let _ = scores.by_ref().find(|score| *score == TermScore::NoMatch);
                prop_assert!(scores.all(|score| score == TermScore::NoMatch), "{field:?}");
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
