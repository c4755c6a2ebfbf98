//! How an entry stands whose name a query spells.

use super::matcher::texts_of;
use crate::{
    catalog::Head,
    shelf::{Fact, Part},
    text::letters,
};

/// An exact name stands above every other match, then an exact alias, then a
/// name that begins with the query, then an exact organization.
const EXACT_NAME: u32 = 4_000_000;
const EXACT_ALIAS: u32 = 3_000_000;
pub(super) const NAME_BEGINS: u32 = 2_000_000;
const EXACT_ORGANIZATION: u32 = 1_000_000;

/// How an entry stands for a query whose letters spell its name.
pub(super) fn standing(spelling: &str, part: &Part, row: usize, head: &Head) -> u32 {
    if spelling.is_empty() {
        return 0;
    }
    let mut names = part.spellings(row).map(|name| spells(name, spelling));
    let name = names.next().unwrap_or(Spelt::Otherwise);
    if name == Spelt::Whole {
        EXACT_NAME
    } else if names.any(|other| other == Spelt::Whole) {
        EXACT_ALIAS
    } else if name == Spelt::Start {
        NAME_BEGINS
    } else if is_organization(spelling, part, row, head) {
        EXACT_ORGANIZATION
    } else {
        0
    }
}

fn is_organization(spelling: &str, part: &Part, row: usize, head: &Head) -> bool {
    let json = part.value(Fact::Organizations, part.code(Fact::Organizations, row));
    // Most are ruled out by their letters, unless they have other spellings.
    let may_be = !head.organizations.is_empty() || letters(spelling) & !letters(json) == 0;
    may_be
        && texts_of(Fact::Organizations, json, head)
            .iter()
            .any(|name| spells(name.as_bytes(), spelling) == Spelt::Whole)
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
    // Most texts begin otherwise.
    let first = text.iter().find(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    if first.is_none_or(|first| first.is_ascii() && !spelling.as_bytes().starts_with(&[first.to_ascii_lowercase()])) {
        return Spelt::Otherwise;
    }
    let text = std::str::from_utf8(text).unwrap_or_default();
    let mut letters = text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
    if !spelling.chars().all(|wanted| letters.next() == Some(wanted)) {
        Spelt::Otherwise
    } else if letters.next().is_none() {
        Spelt::Whole
    } else {
        Spelt::Start
    }
}
