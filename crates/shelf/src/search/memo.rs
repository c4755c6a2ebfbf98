//! How well words fit the rows of a part.

use super::{
    matcher::{Desk, Fit, Sought},
    place::Place,
    texts::{SOUGHT, prose, texts_of},
};
use crate::{
    catalog::Head,
    shelf::{Codes, Fact, Letters, Part},
};

/// How words fit the rows of a part, and what they share.
pub(super) struct Memo<'p> {
    part: &'p Part,
    head: &'p Head,
    has_prose: bool,
    /// By word.
    shared: Vec<[Shared<'p>; SOUGHT.len()]>,
}

/// How a word fits the values of a fact, as far as that was asked.
struct Shared<'p> {
    fact: Fact,
    place: Place,
    codes: Codes<'p>,
    /// By code, from 1.
    fits: Vec<Option<Fit>>,
    /// No value fits better.
    most: Fit,
}

/// So few values are all looked at, as mostly none of them fits.
const FEW: usize = 100;

impl<'p> Memo<'p> {
    pub fn new(part: &'p Part, head: &'p Head, words: &[Sought], desk: &mut Desk) -> Self {
        let mut memo = Self { part, head, has_prose: part.has_prose(), shared: Vec::new() };
        let shared = words.iter().map(|word| SOUGHT.map(|(fact, place)| memo.share(word, fact, place, desk))).collect();
        memo.shared = shared;
        memo
    }

    fn share(&self, word: &Sought, fact: Fact, place: Place, desk: &mut Desk) -> Shared<'p> {
        let (codes, count) = (self.part.codes(fact), self.part.values(fact).len());
        let most = if word.concerns(place) { word.best(place) } else { Fit::None };
        let mut shared = Shared { fact, place, codes, fits: vec![None; count], most };
        if most > Fit::None && count < FEW {
            let fits = (1..=count).map(|code| shared.fit(word, code, self.part, self.head, desk));
            shared.most = fits.max().unwrap_or_default();
        }
        shared
    }

    /// How a word fits a row whose names have some letters: as it fits the best of its texts.
    pub fn fit(&mut self, number: usize, word: &Sought, row: usize, letters: Letters, desk: &mut Desk) -> Fit {
        let mut best = self.fit_of_names(word, row, letters, desk);
        if self.has_prose {
            for (place, text) in prose(self.part, row) {
                if best < word.best(place) && word.concerns(place) {
                    best = best.max(word.fit(place, text.as_bytes(), desk));
                }
            }
        }
        for shared in self.shared.get_mut(number).into_iter().flatten() {
            if best >= shared.most {
                continue;
            }
            let code = shared.codes.of(row);
            if code > 0 {
                best = best.max(shared.fit(word, code, self.part, self.head, desk));
            }
        }
        if word.concerns(Place::Link)
            && let Some(record) = self.part.record(row)
        {
            let urls = record.entry().links().iter();
            best = urls.map(|link| word.fit(Place::Link, link.url.as_str().as_bytes(), desk)).fold(best, Fit::max);
        }
        best
    }

    fn fit_of_names(&self, word: &Sought, row: usize, letters: Letters, desk: &mut Desk) -> Fit {
        // Most are ruled out by their letters alone.
        let known = [Place::Name, Place::Id].map(|place| word.fit_of_letters(place, letters));
        if let [Some(name), Some(id)] = known {
            return name.max(id);
        }
        let [name, id] = known;
        let mut best = Fit::None;
        for (spelling, text) in self.part.spellings(row) {
            let place = Place::from(spelling);
            if best >= word.best(place) {
                break;
            }
            best = best.max(match place {
                Place::Id => id.unwrap_or_else(|| word.fit_of_id(text, best, desk)),
                place => name.unwrap_or_else(|| word.fit(place, text, desk)),
            });
        }
        best
    }
}

impl Shared<'_> {
    /// How the word fits the value of a code.
    fn fit(&mut self, word: &Sought, code: usize, part: &Part, head: &Head, desk: &mut Desk) -> Fit {
        let (fact, place, number) = (self.fact, self.place, code - 1);
        let Some(known) = self.fits.get_mut(number) else { return Fit::None };
        *known.get_or_insert_with(|| {
            // An organization may be known by other names too.
            let letters = part.letters_of(fact).of(number);
            if head.organizations.is_empty()
                && let Some(fit) = word.fit_of_letters(place, letters)
            {
                return fit;
            }
            let texts = texts_of(fact, part.value(fact, code), head);
            texts.iter().map(|text| word.fit(place, text.as_bytes(), desk)).max().unwrap_or_default()
        })
    }
}
