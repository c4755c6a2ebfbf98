//! Matching with nucleo: how well a word of a query fits the texts of an entry.

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

/// Memory that scoring works in.
pub(crate) struct MatcherScratch {
    matcher: Nucleo,
    char_buf: Vec<char>,
}

thread_local! {
    /// It is much memory, and of more use the longer it is kept.
    static SCRATCH: RefCell<MatcherScratch> = RefCell::default();
}

impl MatcherScratch {
    /// Works at the desk of this thread.
    pub fn with_thread_local<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        SCRATCH.with_borrow_mut(work)
    }
}

impl Default for MatcherScratch {
    fn default() -> Self {
        Self { matcher: Nucleo::new(Config::DEFAULT), char_buf: Vec::new() }
    }
}

/// How a word fits an entry, or a text of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TermScore {
    /// Not at all: nor does a longer word that begins with it.
    #[default]
    NoMatch,
    /// Too badly; a longer word may do better.
    BelowThreshold,
    /// As well as this.
    Match(u32),
}

/// A word of a query, ready to be looked for.
pub(crate) struct CompiledTerm {
    pub negated: bool,
    kind: WordKind,
    /// In small letters.
    lowercase_text: String,
    char_mask: CharMask,
    /// Its first letter, as one that begins a word.
    initial_mask: CharMask,
    atom: Atom,
    /// The same word, to be found as it is where letters in order are noise.
    substring_atom: Atom,
    finder: memmem::Finder<'static>,
    /// The score of the word in itself: the best possible.
    max_score: u32,
    /// The score of the word as it is behind a sign.
    substring_score: u32,
    /// The places that it is looked for in, as bits.
    field_mask: u8,
}

impl CompiledTerm {
    pub fn new(word: &Word, desk: &mut MatcherScratch) -> Self {
        let atom = |kind| Atom::new(&word.text, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let as_it_is = atom(AtomKind::Substring);
        let atom = atom(match word.kind {
            WordKind::Fuzzy => AtomKind::Fuzzy,
            WordKind::Exact => AtomKind::Substring,
            WordKind::Prefix => AtomKind::Prefix,
            WordKind::Suffix => AtomKind::Postfix,
            WordKind::Equal => AtomKind::Exact,
        });
        let perfect = atom.score(atom.needle_text(), &mut desk.matcher).map_or(0, u32::from);
        let text = word.text.to_lowercase();
        let behind_sign = format!("-{text}");
        let inside =
            as_it_is.score(Utf32Str::new(&behind_sign, &mut desk.char_buf), &mut desk.matcher).map_or(0, u32::from);
        // An accent in a word asks for itself; its plain letter would do as well.
        let letters = if text.is_ascii() { CharMask::from_text(&text) } else { CharMask::default() };
        let concerned = |place: &&SearchField| is_searchable(word, &text, **place);
        let places = SearchField::ALL.iter().filter(concerned).fold(0, |places, place| places | 1 << *place as u8);
        let (first, finder) = (CharMask::first_initial(&text), memmem::Finder::new(&text).into_owned());
        Self {
            negated: word.negated,
            kind: word.kind,
            lowercase_text: text,
            char_mask: letters,
            initial_mask: first,
            atom,
            substring_atom: as_it_is,
            finder,
            max_score: perfect,
            substring_score: inside,
            field_mask: places,
        }
    }

    /// How the word is looked for in a text.
    fn atom_for(&self, place: SearchField) -> &Atom {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        if is_fuzzy && place.min_score_percent().is_none() { &self.substring_atom } else { &self.atom }
    }

    /// Whether the word must stand in a text as it is, and at the start of a word.
    fn requires_word_start(&self, place: SearchField) -> bool {
        matches!(place, SearchField::Attribute | SearchField::Summary)
            || place == SearchField::Id && self.kind == WordKind::Fuzzy
    }

    /// Whether the word is looked for in a place at all.
    pub fn searches(&self, place: SearchField) -> bool {
        self.field_mask & 1 << place as u8 != 0
    }

    /// No text in a place fits better than this.
    pub fn upper_bound(&self, place: SearchField) -> TermScore {
        TermScore::Match(self.max_score * place.weight_sixteenths())
    }

    /// How well the word fits an id, where it does better than something else.
    pub fn score_id(&self, id: &[u8], best: TermScore, desk: &mut MatcherScratch) -> TermScore {
        let inside = TermScore::Match(self.substring_score * SearchField::Id.weight_sixteenths());
        if self.kind != WordKind::Fuzzy {
            self.score(SearchField::Id, id, desk)
        } else if starts_with_ignore_ascii_case(id, self.lowercase_text.as_bytes()) {
            self.upper_bound(SearchField::Id)
        } else if best < inside && self.matches_at_word_start(id) {
            inside
        } else {
            TermScore::NoMatch
        }
    }

    /// How the word fits a text, where its letters tell that without a look.
    /// Those of an id are not known, but for those that begin words.
    pub fn prefilter(&self, place: SearchField, letters: CharMask) -> Option<TermScore> {
        let has_floor = self.kind == WordKind::Fuzzy && place.min_score_percent().is_some();
        if place != SearchField::Id && !letters.contains_all(self.char_mask)
            || self.requires_word_start(place) && !letters.contains_all(self.initial_mask)
        {
            return Some(TermScore::NoMatch);
        }
        // A letter inside of a word is below every floor.
        (has_floor && self.lowercase_text.len() == 1 && !letters.contains_all(self.initial_mask))
            .then_some(TermScore::BelowThreshold)
    }

    /// How the word fits a text, of which only the bytes are looked at where they are letters of ASCII.
    pub fn score(&self, place: SearchField, text: &[u8], desk: &mut MatcherScratch) -> TermScore {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        // Most texts that are looked at while a name is typed begin with it; nothing fits better.
        if is_fuzzy && starts_with_ignore_ascii_case(text, self.lowercase_text.as_bytes()) {
            return self.upper_bound(place);
        }
        if self.requires_word_start(place) && !self.matches_at_word_start(text) {
            return TermScore::NoMatch;
        }
        let as_text = || std::str::from_utf8(text).unwrap_or_default();
        let graphemes =
            if text.is_ascii() { Utf32Str::Ascii(text) } else { Utf32Str::new(as_text(), &mut desk.char_buf) };
        let Some(score) = self.atom_for(place).score(graphemes, &mut desk.matcher).map(u32::from) else {
            return TermScore::NoMatch;
        };
        let floor = if is_fuzzy { place.min_score_percent().unwrap_or_default() } else { 0 };
        if score * 100 >= self.max_score * floor {
            TermScore::Match(score * place.weight_sixteenths())
        } else {
            TermScore::BelowThreshold
        }
    }

    /// Whether the word stands in a text at the start of a word; Chinese has no
    /// blanks between words, so anywhere will do.
    fn matches_at_word_start(&self, text: &[u8]) -> bool {
        let lowered;
        let text = if text.is_ascii() && !text.iter().any(u8::is_ascii_uppercase) {
            text
        } else {
            lowered = std::str::from_utf8(text).unwrap_or_default().to_lowercase();
            lowered.as_bytes()
        };
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let begins_with_letter = is_letter(self.lowercase_text.as_bytes().first());
        self.finder.find_iter(text).any(|at| {
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            !(begins_with_letter && is_letter(before))
        })
    }

    /// The letters of a text that the word matched, by their position in graphemes.
    pub fn append_match_indices(
        &self,
        place: SearchField,
        text: &str,
        desk: &mut MatcherScratch,
        marked: &mut Vec<u32>,
    ) {
        let graphemes = Utf32Str::new(text, &mut desk.char_buf);
        self.atom_for(place).indices(graphemes, &mut desk.matcher, marked);
    }
}

/// Whether a text begins with a word in small letters of ASCII.
fn starts_with_ignore_ascii_case(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) && word.is_ascii()
}

/// Whether a word is looked for in a place. Prose never excludes an entry, as
/// it speaks of others too; a link is found by what looks like one.
fn is_searchable(word: &Word, text: &str, place: SearchField) -> bool {
    let free = matches!(word.kind, WordKind::Fuzzy | WordKind::Exact);
    match place {
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

    /// Names and ids as hubs have them, with a word of letters among theirs, or of others.
    fn text_and_word() -> impl Strategy<Value = (String, String)> {
        let text = "[a-cA-C0-2 ./_-]{0,8}.{0,20}";
        (text, "[a-cA-C0-2.]{1,4}|[a-zA-Z0-9.]{1,12}", 0..4).prop_map(|(text, word, how)| match how {
            0 => (format!("x {}/{text}", word.to_uppercase()), word),
            1 => (format!("{text}{word}"), word),
            2 => (format!("xy{}{text}", word.to_lowercase()), word),
            _ => (text, word),
        })
    }

    fn compile_terms(word: &str, desk: &mut MatcherScratch) -> Vec<CompiledTerm> {
        Query::parse(word).0.words().map(|word| CompiledTerm::new(word, desk)).collect()
    }

    proptest! {
        // On this rests that a text is not looked at where it could not fit better.
        #[test]
        fn no_text_fits_a_word_better_than_the_word_itself((text, word) in text_and_word()) {
            let mut desk = MatcherScratch::default();
            for word in compile_terms(&word, &mut desk) {
                for place in SearchField::ALL {
                    prop_assert!(word.score(place, text.as_bytes(), &mut desk) <= word.upper_bound(place), "{place:?}");
                }
            }
        }

        #[test]
        fn what_a_text_begins_with_fits_best((text, word) in text_and_word()) {
            let mut desk = MatcherScratch::default();
            for word in compile_terms(&word, &mut desk) {
                let text = format!("{}{text}", word.lowercase_text.to_uppercase());
                let score = word.atom.score(Utf32Str::new(&text, &mut desk.char_buf), &mut desk.matcher);
                prop_assert_eq!(score.map(u32::from), Some(word.max_score));
            }
        }

        #[test]
        fn letters_rule_out_only_what_does_not_fit((text, word) in text_and_word()) {
            let (mut desk, letters) = (MatcherScratch::default(), CharMask::with_initials(&text));
            for word in compile_terms(&word, &mut desk) {
                for place in SearchField::ALL {
                    let Some(known) = word.prefilter(place, letters) else { continue };
                    prop_assert!(word.score(place, text.as_bytes(), &mut desk) <= known, "{place:?}: {known:?}");
                }
            }
        }

        #[test]
        fn an_id_fits_where_a_word_of_it_begins(
            id in "([a-c0-2]|[.-][a-c]){1,12}", word in "[a-c0-2]{1,4}",
        ) {
            let mut desk = MatcherScratch::default();
            for word in compile_terms(&word, &mut desk) {
                let fit = word.score(SearchField::Id, id.as_bytes(), &mut desk);
                prop_assert_eq!(word.score_id(id.as_bytes(), TermScore::NoMatch, &mut desk), fit);
            }
        }
    }
}
