//! How well words fit the rows of a part.

use super::matcher::{Desk, Fit, Place, SOUGHT, Sought, prose, texts_of};
use crate::{
    catalog::Head,
    shelf::{Codes, Part},
};

/// How words fit the values of the facts of a part, as far as that was asked.
pub(super) struct Memo<'p> {
    part: &'p Part,
    /// By place in [`SOUGHT`].
    codes: [Codes<'p>; SOUGHT.len()],
    has_prose: bool,
    head: &'p Head,
    /// By word, by place in [`SOUGHT`], by code.
    fits: Vec<[Vec<Option<Fit>>; SOUGHT.len()]>,
}

impl<'p> Memo<'p> {
    pub fn new(part: &'p Part, head: &'p Head, words: usize) -> Self {
        let codes = SOUGHT.map(|(fact, _)| part.codes(fact));
        Self { part, codes, has_prose: part.has_prose(), head, fits: (0..words).map(|_| Default::default()).collect() }
    }

    /// How a word fits a row whose names have some letters: as it fits the best of its texts.
    pub fn fit(&mut self, number: usize, word: &Sought, row: usize, letters: u64, desk: &mut Desk) -> Fit {
        let mut best = Fit::None;
        let mut take = |place, text: &[u8]| {
            if word.can_beat(best, place) && word.concerns(place) {
                best = best.max(word.fit(place, text, desk));
            }
            word.can_beat(best, Place::Alias)
        };
        // Most names are ruled out by their letters alone.
        if word.may_be_in(letters) {
            self.part.spellings(row).enumerate().all(|(number, name)| take(Place::of_name(number), name));
        }
        if self.has_prose {
            prose(self.part, row).for_each(|(place, text)| {
                take(place, text.as_bytes());
            });
        }
        for (sought, ((_, place), codes)) in SOUGHT.into_iter().zip(self.codes).enumerate() {
            if !word.can_beat(best, place) || !word.concerns(place) {
                continue;
            }
            let code = codes.of(row);
            if code > 0 {
                best = best.max(self.fit_of_value(number, sought, word, code, desk));
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

    fn fit_of_value(&mut self, number: usize, sought: usize, word: &Sought, code: usize, desk: &mut Desk) -> Fit {
        let (Some(fits), Some((fact, place))) =
            (self.fits.get_mut(number).and_then(|fits| fits.get_mut(sought)), SOUGHT.get(sought))
        else {
            return Fit::None;
        };
        if fits.is_empty() {
            fits.resize(self.part.values(*fact).len() + 1, None);
        }
        let Some(known) = fits.get_mut(code) else { return Fit::None };
        *known.get_or_insert_with(|| {
            let letters = self.part.letters_of(*fact).of(code - 1);
            // An organization may be known by other names too.
            if self.head.organizations.is_empty() && !word.may_be_in(letters) {
                return Fit::None;
            }
            let texts = texts_of(*fact, self.part.value(*fact, code), self.head);
            texts.iter().map(|text| word.fit(*place, text.as_bytes(), desk)).max().unwrap_or_default()
        })
    }
}
