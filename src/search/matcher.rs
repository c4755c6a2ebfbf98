//! Matching with nucleo: how well a word of a query fits the texts of an entry.

use std::cell::RefCell;

use memchr::memmem;
use nucleo::{
    Config, Matcher as Nucleo, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};

use super::query::{Word, WordKind};
use crate::{
    catalog::{Entry, Head},
    shelf::{Fact, Part},
    text::letters,
};

/// What a word is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The name.
    Name,
    /// Another spelling of the name.
    Alias,
    /// Who made it.
    Organization,
    /// The title of its paper.
    Title,
    /// How it was trained, what its license is.
    Fact,
    /// What was new about it.
    Insight,
    /// Where it is on the web.
    Link,
}

impl Place {
    const ALL: [Self; 7] =
        [Self::Name, Self::Alias, Self::Organization, Self::Title, Self::Fact, Self::Insight, Self::Link];

    /// The first name of an entry is what people see; the others count from 1.
    pub fn of_name(number: usize) -> Self {
        if number == 0 { Self::Name } else { Self::Alias }
    }

    /// What a match here is worth beside one in the name, in 16ths.
    fn weight(self) -> u32 {
        match self {
            Self::Name => 16,
            Self::Alias => 14,
            Self::Organization => 9,
            Self::Title => 7,
            Self::Fact => 5,
            Self::Insight => 3,
            Self::Link => 2,
        }
    }

    /// How much of the best possible score of a word a fuzzy match must reach,
    /// in percent; nothing where letters in order would be noise. Scattered
    /// letters match nearly any word in a long title.
    fn floor(self) -> Option<u32> {
        match self {
            Self::Name => Some(60),
            Self::Alias => Some(75),
            Self::Organization | Self::Title => Some(85),
            Self::Fact | Self::Insight | Self::Link => None,
        }
    }
}

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
    letters: u64,
    atom: Atom,
    /// The same word, to be found as it is where letters in order are noise.
    as_it_is: Atom,
    /// The score of the word in itself: the best possible.
    perfect: u32,
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
        // An accent in a word asks for itself; its plain letter would do as well.
        let letters = if text.is_ascii() { letters(&text) } else { 0 };
        let concerned = |place: &&Place| is_concerned(word, &text, **place);
        let places = Place::ALL.iter().filter(concerned).fold(0, |places, place| places | 1 << *place as u8);
        Self { negated: word.negated, kind: word.kind, text, letters, atom, as_it_is, perfect, places }
    }

    /// How the word is looked for in a text.
    fn atom(&self, place: Place) -> &Atom {
        if place.floor().is_none() { &self.as_it_is } else { &self.atom }
    }

    /// Whether the word is looked for in a place at all.
    pub fn concerns(&self, place: Place) -> bool {
        self.places & 1 << place as u8 != 0
    }

    /// No text in a place fits better than this.
    pub fn best(&self, place: Place) -> Fit {
        Fit::Good(self.perfect * place.weight())
    }

    /// Whether some letters hold those of the word.
    pub fn may_be_in(&self, letters: u64) -> bool {
        self.letters & !letters == 0
    }

    /// How the word fits a text, of which only the bytes are looked at where they are letters of ASCII.
    pub fn fit(&self, place: Place, text: &[u8], desk: &mut Desk) -> Fit {
        let as_text = || std::str::from_utf8(text).unwrap_or_default();
        if matches!(place, Place::Fact | Place::Insight) && !starts_a_word(as_text(), &self.text) {
            return Fit::None;
        }
        let graphemes = if text.is_ascii() { Utf32Str::Ascii(text) } else { Utf32Str::new(as_text(), &mut desk.signs) };
        let Some(score) = self.atom(place).score(graphemes, &mut desk.nucleo).map(u32::from) else { return Fit::None };
        let floor = if self.kind == WordKind::Fuzzy { place.floor().unwrap_or_default() } else { 0 };
        if score * 100 >= self.perfect * floor { Fit::Good(score * place.weight()) } else { Fit::Near }
    }

    /// The letters of a text that the word matched, by their position in graphemes.
    pub fn mark(&self, place: Place, text: &str, desk: &mut Desk, marked: &mut Vec<u32>) {
        let graphemes = Utf32Str::new(text, &mut desk.signs);
        self.atom(place).indices(graphemes, &mut desk.nucleo, marked);
    }
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

/// Whether a word in small letters stands in a text at the start of a word;
/// Chinese has no blanks between words, so anywhere will do.
fn starts_a_word(text: &str, word: &str) -> bool {
    let lowered;
    let text = if text.chars().any(char::is_uppercase) {
        lowered = text.to_lowercase();
        &lowered
    } else {
        text
    };
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let begins_with_letter = is_letter(word.as_bytes().first());
    memmem::find_iter(text.as_bytes(), word).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        !(begins_with_letter && is_letter(before))
    })
}

/// The texts of a fact that words are looked for in.
pub(super) fn texts_of(fact: Fact, json: &str, head: &Head) -> Vec<String> {
    let record = fact.read(json);
    let Some(Entry::Model(model)) = record.as_ref().map(|record| record.entry()) else { return Vec::new() };
    match fact {
        Fact::Organizations => head.organization_spellings(model).map(str::to_owned).collect(),
        Fact::License => {
            let license = model.license.iter();
            license.flat_map(|license| [Some(license.name.clone()), license.spdx.clone()]).flatten().collect()
        }
        Fact::Stage => vec![super::value::word(&model.stage)],
        _ => Vec::new(),
    }
}

/// The facts that words are looked for in.
pub(super) const SOUGHT: [(Fact, Place); 3] =
    [(Fact::Organizations, Place::Organization), (Fact::License, Place::Fact), (Fact::Stage, Place::Fact)];

/// The names of a row.
pub(super) fn names(part: &Part, row: usize) -> impl Iterator<Item = (Place, &str)> {
    part.names(row).enumerate().map(|(number, name)| (Place::of_name(number), name))
}

/// The texts of a row, beside its names, that hardly any other row has.
pub(super) fn prose(part: &Part, row: usize) -> impl Iterator<Item = (Place, &str)> {
    let paper = part.paper(row).enumerate();
    // The number of a paper is as good as a name.
    let paper = paper.map(|(number, text)| (if number == 0 { Place::Title } else { Place::Alias }, text));
    paper.chain(part.insight(row).map(|text| (Place::Insight, text)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::query::Query;

    proptest! {
        // On this rests that a text is not looked at where it could not fit better.
        #[test]
        fn no_text_fits_a_word_better_than_the_word_itself(
            word in "[a-zA-Z0-9.]{1,12}",
            text in "[a-cA-C0-2 ./_-]{0,8}.{0,20}",
        ) {
            let (query, mut desk) = (Query::parse(&word).0, Desk::default());
            for word in query.words() {
                let word = Sought::new(word, &mut desk);
                let texts = [format!("x {}/{text}", word.text.to_uppercase()), format!("{text}{}", word.text), text.clone()];
                for (place, text) in Place::ALL.into_iter().flat_map(|place| texts.iter().map(move |text| (place, text))) {
                    prop_assert!(word.fit(place, text.as_bytes(), &mut desk) <= word.best(place), "{} in {text}", word.text);
                }
            }
        }
    }
}
