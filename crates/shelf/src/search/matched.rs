//! What of an entry a query matched, letter by letter.

use super::{
    matcher::{Desk, Fit, Sought},
    place::Place,
    query::Query,
    texts::{SOUGHT, prose, texts_of},
};
use crate::shelf::Shelf;

/// Letters of a text that a query matched, by their position in graphemes, in order.
pub type MatchedLetters = Vec<u32>;

/// What a query matched in an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// Letters of its name.
    pub name: MatchedLetters,
    /// A text beside the name in which a word was found that is not in the
    /// name: another spelling, an organization, a title.
    pub other: Option<(String, MatchedLetters)>,
}

impl Matched {
    /// What a query matched in the entry of a row.
    #[must_use]
    pub fn of(query: &Query, shelf: &Shelf, row: usize) -> Self {
        let mut matched = Self::default();
        let Some((part, place)) = shelf.part_of(row) else { return matched };
        let names = part.spellings(place).map(|(spelling, text)| (spelling.into(), String::from_utf8_lossy(text)));
        let prose = prose(part, place).map(|(place, text)| (place, text.into()));
        let mut texts: Vec<_> = names.chain(prose).map(|(place, text)| (place, text.into_owned())).collect();
        for (fact, kind) in SOUGHT {
            let json = part.value(fact, part.code(fact, place));
            texts.extend(texts_of(fact, json, shelf.head()).into_iter().map(|text| (kind, text)));
        }
        Desk::with(|desk| {
            for word in query.words().filter(|word| !word.negated) {
                matched.add(&Sought::new(word, desk), &texts, desk);
            }
        });
        matched
    }

    /// The name is what a person sees: another text is shown only where the
    /// name has no match.
    fn add(&mut self, word: &Sought, texts: &[(Place, String)], desk: &mut Desk) {
        let mut found: Option<(Fit, Place, &String)> = None;
        for (place, text) in texts.iter().filter(|(place, _)| word.concerns(*place)) {
            let fit = word.fit(*place, text.as_bytes(), desk);
            if matches!(fit, Fit::Good(_)) && found.is_none_or(|(best, ..)| fit > best) {
                found = Some((fit, *place, text));
            }
            if *place == Place::Name && found.is_some() {
                break;
            }
        }
        let Some((_, place, text)) = found else { return };
        let letters = if place == Place::Name {
            &mut self.name
        } else {
            let (other, letters) = self.other.get_or_insert_with(|| (text.clone(), MatchedLetters::new()));
            if other != text {
                return;
            }
            letters
        };
        word.mark(place, text, desk, letters);
        letters.sort_unstable();
        letters.dedup();
    }
}
