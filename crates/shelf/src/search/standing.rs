//! How an entry stands whose name a query spells.

use super::texts::texts_of;
use crate::{
    catalog::Head,
    shelf::{Fact, Letters, Part, Spelling},
};

/// An exact name stands above every other match, then an exact alias, then a
/// name that begins with the query, then an exact organization.
const EXACT_NAME: u32 = 4_000_000;
const EXACT_ALIAS: u32 = 3_000_000;
pub(super) const NAME_BEGINS: u32 = 2_000_000;
const EXACT_ORGANIZATION: u32 = 1_000_000;

/// How the entries of a part stand for a query whose letters spell their names.
pub(super) struct Standing<'p> {
    spelling: &'p str,
    letters: Letters,
    part: &'p Part,
    head: &'p Head,
    /// Whether the letters are those of an organization, by code from 1, where that was asked.
    organizations: Vec<Option<bool>>,
}

impl<'p> Standing<'p> {
    pub fn new(spelling: &'p str, part: &'p Part, head: &'p Head) -> Self {
        let organizations = vec![None; part.values(Fact::Organizations).len()];
        Self { spelling, letters: Letters::of(spelling), part, head, organizations }
    }

    /// How the entry of a row stands.
    pub fn of(&mut self, row: usize) -> u32 {
        if self.spelling.is_empty() {
            return 0;
        }
        let mut is_alias = false;
        let mut name_begins = false;
        for (spelling, text) in self.part.spellings(row) {
            // A longer id is not looked at: it has no more signs than letters.
            if spelling == Spelling::Id && text.len() > 2 * self.spelling.len() {
                continue;
            }
            match (spelling, spells(text, self.spelling)) {
                (Spelling::Name, Spelt::Whole) => return EXACT_NAME,
                (Spelling::Name, spelt) => name_begins = spelt == Spelt::Start,
                (Spelling::Alias | Spelling::Id, spelt) => is_alias |= spelt == Spelt::Whole,
            }
        }
        if is_alias {
            EXACT_ALIAS
        } else if name_begins {
            NAME_BEGINS
        } else if self.is_organization(row) {
            EXACT_ORGANIZATION
        } else {
            0
        }
    }

    fn is_organization(&mut self, row: usize) -> bool {
        let code = self.part.code(Fact::Organizations, row);
        let Some(place) = code.checked_sub(1) else { return false };
        let Some(known) = self.organizations.get_mut(place) else { return false };
        *known.get_or_insert_with(|| {
            // Most are ruled out by their letters, unless they have other spellings.
            let letters = self.part.letters_of(Fact::Organizations).of(place);
            if self.head.organizations.is_empty() && !letters.hold(self.letters) {
                return false;
            }
            let texts = texts_of(Fact::Organizations, self.part.value(Fact::Organizations, code), self.head);
            texts.iter().any(|name| spells(name.as_bytes(), self.spelling) == Spelt::Whole)
        })
    }
}

/// How the letters and digits of a text are those of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelt {
    Otherwise,
    /// It begins with them.
    Start,
    Whole,
}

/// Compares the letters and digits of a text with a spelling in small letters.
fn spells(text: &[u8], spelling: &str) -> Spelt {
    let mut wanted = spelling.bytes();
    for byte in text {
        if !byte.is_ascii() {
            return spells_beyond_ascii(std::str::from_utf8(text).unwrap_or_default(), spelling);
        }
        if byte.is_ascii_alphanumeric() {
            match wanted.next() {
                Some(wanted) if wanted == byte.to_ascii_lowercase() => {}
                Some(_) => return Spelt::Otherwise,
                None => return Spelt::Start,
            }
        }
    }
    if wanted.next().is_none() { Spelt::Whole } else { Spelt::Otherwise }
}

fn spells_beyond_ascii(text: &str, spelling: &str) -> Spelt {
    let mut letters = text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
    if !spelling.chars().all(|wanted| letters.next() == Some(wanted)) {
        Spelt::Otherwise
    } else if letters.next().is_none() {
        Spelt::Whole
    } else {
        Spelt::Start
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::squeeze;

    proptest! {
        #[test]
        fn letters_and_digits_alone_spell(text in "[abAB1 ._-]{0,6}|[aBé盘 -]{0,6}", other in "[ab1é盘]{1,3}") {
            let letters = squeeze(&text);
            let spelt = match letters.strip_prefix(&other) {
                Some("") => Spelt::Whole,
                Some(_) => Spelt::Start,
                None => Spelt::Otherwise,
            };
            prop_assert!(spells(text.as_bytes(), &other) == spelt, "{text} {other}");
        }
    }
}
