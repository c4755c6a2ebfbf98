//! Matching with nucleo: how well a word of a query fits the texts of an entry.

use std::cell::RefCell;

use memchr::memmem;
use nucleo::{
    Config, Matcher as Nucleo, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};

use super::{
    place::Place,
    query::{Word, WordKind},
};
use crate::shelf::Letters;

/// Memory that scoring works in.
pub(super) struct Desk {
    nucleo: Nucleo,
    signs: Vec<char>,
}

thread_local! {
    /// It is much memory, and of more use the longer it is kept.
    static DESK: RefCell<Desk> = RefCell::default();
}

impl Desk {
    /// Works at the desk of this thread.
    pub fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        DESK.with_borrow_mut(work)
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self { nucleo: Nucleo::new(Config::DEFAULT), signs: Vec::new() }
    }
}

/// How a word fits an entry, or a text of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Not at all: nor does a longer word that begins with it.
    #[default]
    None,
    /// Too badly; a longer word may do better.
    Near,
    /// As well as this.
    Good(u32),
}

/// A word of a query, ready to be looked for.
pub(super) struct Sought {
    pub negated: bool,
    kind: WordKind,
    /// In small letters.
    text: String,
    letters: Letters,
    /// Its first letter, as one that begins a word.
    first: Letters,
    atom: Atom,
    /// The same word, to be found as it is where letters in order are noise.
    as_it_is: Atom,
    finder: memmem::Finder<'static>,
    /// The score of the word in itself: the best possible.
    perfect: u32,
    /// The score of the word as it is behind a sign.
    inside: u32,
    /// The places that it is looked for in, as bits.
    places: u8,
}

impl Sought {
    pub fn new(word: &Word, desk: &mut Desk) -> Self {
        let atom = |kind| Atom::new(&word.text, CaseMatching::Ignore, Normalization::Smart, kind, false);
        let as_it_is = atom(AtomKind::Substring);
        let atom = atom(match word.kind {
            WordKind::Fuzzy => AtomKind::Fuzzy,
            WordKind::Exact => AtomKind::Substring,
            WordKind::Prefix => AtomKind::Prefix,
            WordKind::Suffix => AtomKind::Postfix,
            WordKind::Whole => AtomKind::Exact,
        });
        let perfect = atom.score(atom.needle_text(), &mut desk.nucleo).map_or(0, u32::from);
        let text = word.text.to_lowercase();
        let behind_sign = format!("-{text}");
        let inside =
            as_it_is.score(Utf32Str::new(&behind_sign, &mut desk.signs), &mut desk.nucleo).map_or(0, u32::from);
        // An accent in a word asks for itself; its plain letter would do as well.
        let letters = if text.is_ascii() { Letters::of(&text) } else { Letters::default() };
        let concerned = |place: &&Place| is_concerned(word, &text, **place);
        let places = Place::ALL.iter().filter(concerned).fold(0, |places, place| places | 1 << *place as u8);
        let (first, finder) = (Letters::first_of(&text), memmem::Finder::new(&text).into_owned());
        Self {
            negated: word.negated,
            kind: word.kind,
            text,
            letters,
            first,
            atom,
            as_it_is,
            finder,
            perfect,
            inside,
            places,
        }
    }

    /// How the word is looked for in a text.
    fn atom(&self, place: Place) -> &Atom {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        if is_fuzzy && place.floor().is_none() { &self.as_it_is } else { &self.atom }
    }

    /// Whether the word must stand in a text as it is, and at the start of a word.
    fn starts_words(&self, place: Place) -> bool {
        matches!(place, Place::Fact | Place::Insight) || place == Place::Id && self.kind == WordKind::Fuzzy
    }

    /// Whether the word is looked for in a place at all.
    pub fn concerns(&self, place: Place) -> bool {
        self.places & 1 << place as u8 != 0
    }

    /// No text in a place fits better than this.
    pub fn best(&self, place: Place) -> Fit {
        Fit::Good(self.perfect * place.weight())
    }

    /// How well the word fits an id, where it does better than something else.
    pub fn fit_of_id(&self, id: &[u8], best: Fit, desk: &mut Desk) -> Fit {
        let inside = Fit::Good(self.inside * Place::Id.weight());
        if self.kind != WordKind::Fuzzy {
            self.fit(Place::Id, id, desk)
        } else if begins(id, self.text.as_bytes()) {
            self.best(Place::Id)
        } else if best < inside && self.starts_a_word(id) {
            inside
        } else {
            Fit::None
        }
    }

    /// How the word fits a text, where its letters tell that without a look.
    /// Those of an id are not known, but for those that begin words.
    pub fn fit_of_letters(&self, place: Place, letters: Letters) -> Option<Fit> {
        let has_floor = self.kind == WordKind::Fuzzy && place.floor().is_some();
        if place != Place::Id && !letters.hold(self.letters) || self.starts_words(place) && !letters.hold(self.first) {
            return Some(Fit::None);
        }
        // A letter inside of a word is below every floor.
        (has_floor && self.text.len() == 1 && !letters.hold(self.first)).then_some(Fit::Near)
    }

    /// How the word fits a text, of which only the bytes are looked at where they are letters of ASCII.
    pub fn fit(&self, place: Place, text: &[u8], desk: &mut Desk) -> Fit {
        let is_fuzzy = self.kind == WordKind::Fuzzy;
        // Most texts that are looked at while a name is typed begin with it; nothing fits better.
        if is_fuzzy && begins(text, self.text.as_bytes()) {
            return self.best(place);
        }
        if self.starts_words(place) && !self.starts_a_word(text) {
            return Fit::None;
        }
        let as_text = || std::str::from_utf8(text).unwrap_or_default();
        let graphemes = if text.is_ascii() { Utf32Str::Ascii(text) } else { Utf32Str::new(as_text(), &mut desk.signs) };
        let Some(score) = self.atom(place).score(graphemes, &mut desk.nucleo).map(u32::from) else { return Fit::None };
        let floor = if is_fuzzy { place.floor().unwrap_or_default() } else { 0 };
        if score * 100 >= self.perfect * floor { Fit::Good(score * place.weight()) } else { Fit::Near }
    }

    /// Whether the word stands in a text at the start of a word; Chinese has no
    /// blanks between words, so anywhere will do.
    fn starts_a_word(&self, text: &[u8]) -> bool {
        let lowered;
        let text = if text.is_ascii() && !text.iter().any(u8::is_ascii_uppercase) {
            text
        } else {
            lowered = std::str::from_utf8(text).unwrap_or_default().to_lowercase();
            lowered.as_bytes()
        };
        let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let begins_with_letter = is_letter(self.text.as_bytes().first());
        self.finder.find_iter(text).any(|at| {
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            !(begins_with_letter && is_letter(before))
        })
    }

    /// The letters of a text that the word matched, by their position in graphemes.
    pub fn mark(&self, place: Place, text: &str, desk: &mut Desk, marked: &mut Vec<u32>) {
        let graphemes = Utf32Str::new(text, &mut desk.signs);
        self.atom(place).indices(graphemes, &mut desk.nucleo, marked);
    }
}

/// Whether a text begins with a word in small letters of ASCII.
fn begins(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) && word.is_ascii()
}

/// Whether a word is looked for in a place. Prose never excludes an entry, as
/// it speaks of others too; a link is found by what looks like one.
fn is_concerned(word: &Word, text: &str, place: Place) -> bool {
    let free = matches!(word.kind, WordKind::Fuzzy | WordKind::Exact);
    match place {
        Place::Insight => free && !word.negated,
        Place::Fact => free,
        Place::Link => free && !word.negated && text.contains('/'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::query::Query;

    /// Names and ids as hubs have them, with a word of letters among theirs, or of others.
    fn texts() -> impl Strategy<Value = (String, String)> {
        let text = "[a-cA-C0-2 ./_-]{0,8}.{0,20}";
        (text, "[a-cA-C0-2.]{1,4}|[a-zA-Z0-9.]{1,12}", 0..4).prop_map(|(text, word, how)| match how {
            0 => (format!("x {}/{text}", word.to_uppercase()), word),
            1 => (format!("{text}{word}"), word),
            2 => (format!("xy{}{text}", word.to_lowercase()), word),
            _ => (text, word),
        })
    }

    fn sought(word: &str, desk: &mut Desk) -> Vec<Sought> {
        Query::parse(word).0.words().map(|word| Sought::new(word, desk)).collect()
    }

    proptest! {
        // On this rests that a text is not looked at where it could not fit better.
        #[test]
        fn no_text_fits_a_word_better_than_the_word_itself((text, word) in texts()) {
            let mut desk = Desk::default();
            for word in sought(&word, &mut desk) {
                for place in Place::ALL {
                    prop_assert!(word.fit(place, text.as_bytes(), &mut desk) <= word.best(place), "{place:?}");
                }
            }
        }

        #[test]
        fn what_a_text_begins_with_fits_best((text, word) in texts()) {
            let mut desk = Desk::default();
            for word in sought(&word, &mut desk) {
                let text = format!("{}{text}", word.text.to_uppercase());
                let score = word.atom.score(Utf32Str::new(&text, &mut desk.signs), &mut desk.nucleo);
                prop_assert_eq!(score.map(u32::from), Some(word.perfect));
            }
        }

        #[test]
        fn letters_rule_out_only_what_does_not_fit((text, word) in texts()) {
            let (mut desk, letters) = (Desk::default(), Letters::with_starts_of(&text));
            for word in sought(&word, &mut desk) {
                for place in Place::ALL {
                    let Some(known) = word.fit_of_letters(place, letters) else { continue };
                    prop_assert!(word.fit(place, text.as_bytes(), &mut desk) <= known, "{place:?}: {known:?}");
                }
            }
        }

        #[test]
        fn an_id_fits_where_a_word_of_it_begins(
            id in "([a-c0-2]|[.-][a-c]){1,12}", word in "[a-c0-2]{1,4}",
        ) {
            let mut desk = Desk::default();
            for word in sought(&word, &mut desk) {
                let fit = word.fit(Place::Id, id.as_bytes(), &mut desk);
                prop_assert_eq!(word.fit_of_id(id.as_bytes(), Fit::None, &mut desk), fit);
            }
        }
    }
}
