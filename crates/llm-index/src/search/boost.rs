//! How an entry stands whose name a query spells.

use llm_catalog::CatalogMeta;

use crate::{
    char_mask::CharMask,
    search::texts::searchable_texts,
    segment::{EncodedField, NameKind, Segment},
};

/// An exact name stands above every other match, then an exact alias, then a
/// name that begins with the query, then an exact organization.
const EXACT_NAME_BOOST: u32 = 4_000_000;
const EXACT_ALIAS_BOOST: u32 = 3_000_000;
pub(crate) const NAME_PREFIX_BOOST: u32 = 2_000_000;
const EXACT_ORGANIZATION_BOOST: u32 = 1_000_000;

/// How the entries of a part stand for a query whose letters spell their names.
pub(crate) struct ExactMatchBoost<'p> {
    normalized_query: &'p str,
    char_mask: CharMask,
    segment: &'p Segment,
    meta: &'p CatalogMeta,
    /// Whether the letters are those of an organization, by code from 1, where that was asked.
    organization_matches: Vec<Option<bool>>,
}

impl<'p> ExactMatchBoost<'p> {
    pub fn new(spelling: &'p str, part: &'p Segment, head: &'p CatalogMeta) -> Self {
        let organizations = vec![None; part.dictionary(EncodedField::Organizations).len()];
        Self {
            normalized_query: spelling,
            char_mask: CharMask::from_text(spelling),
            segment: part,
            meta: head,
            organization_matches: organizations,
        }
    }

    /// How the entry of a row stands.
    pub fn boost(&mut self, row: usize) -> u32 {
        if self.normalized_query.is_empty() {
            return 0;
        }
        let mut is_alias = false;
        let mut name_begins = false;
        for (spelling, text) in self.segment.names_with_kind(row) {
            // A longer id is not looked at: it has no more signs than letters.
            if spelling == NameKind::Id && text.len() > 2 * self.normalized_query.len() {
                continue;
            }
            match (spelling, compare_alnum(text, self.normalized_query)) {
                (NameKind::Name, NameMatch::Exact) => return EXACT_NAME_BOOST,
                (NameKind::Name, spelt) => name_begins = spelt == NameMatch::Prefix,
                (NameKind::Alias | NameKind::Id, spelt) => is_alias |= spelt == NameMatch::Exact,
            }
        }
        if is_alias {
            EXACT_ALIAS_BOOST
        } else if name_begins {
            NAME_PREFIX_BOOST
        } else if self.is_exact_organization(row) {
            EXACT_ORGANIZATION_BOOST
        } else {
            0
        }
    }

    fn is_exact_organization(&mut self, row: usize) -> bool {
        let code = self.segment.key(EncodedField::Organizations, row);
        let Some(place) = code.checked_sub(1) else { return false };
        let Some(known) = self.organization_matches.get_mut(place) else { return false };
        *known.get_or_insert_with(|| {
            // Most are ruled out by their letters, unless they have other spellings.
            let letters = self.segment.value_char_masks(EncodedField::Organizations).get(place);
            if self.meta.organizations.is_empty() && !letters.contains_all(self.char_mask) {
                return false;
            }
            let texts = searchable_texts(
                EncodedField::Organizations,
                self.segment.value(EncodedField::Organizations, code),
                self.meta,
            );
            texts.iter().any(|name| compare_alnum(name.as_bytes(), self.normalized_query) == NameMatch::Exact)
        })
    }
}

/// How the letters and digits of a text are those of another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameMatch {
    NoMatch,
    /// It begins with them.
    Prefix,
    Exact,
}

/// Compares the letters and digits of a text with a spelling in small letters.
fn compare_alnum(text: &[u8], spelling: &str) -> NameMatch {
    let mut wanted = spelling.bytes();
    for byte in text {
        if !byte.is_ascii() {
            return compare_alnum_unicode(std::str::from_utf8(text).unwrap_or_default(), spelling);
        }
        if byte.is_ascii_alphanumeric() {
            match wanted.next() {
                Some(wanted) if wanted == byte.to_ascii_lowercase() => {}
                Some(_) => return NameMatch::NoMatch,
                None => return NameMatch::Prefix,
            }
        }
    }
    if wanted.next().is_none() { NameMatch::Exact } else { NameMatch::NoMatch }
}

fn compare_alnum_unicode(text: &str, spelling: &str) -> NameMatch {
    let mut letters = text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
    if !spelling.chars().all(|wanted| letters.next() == Some(wanted)) {
        NameMatch::NoMatch
    } else if letters.next().is_none() {
        NameMatch::Exact
    } else {
        NameMatch::Prefix
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::normalize;

    proptest! {
        #[test]
        fn letters_and_digits_alone_spell(text in "[abAB1 ._-]{0,6}|[aBé盘 -]{0,6}", other in "[ab1é盘]{1,3}") {
            let letters = normalize(&text);
            let spelt = match letters.strip_prefix(&other) {
                Some("") => NameMatch::Exact,
                Some(_) => NameMatch::Prefix,
                None => NameMatch::NoMatch,
            };
            prop_assert!(compare_alnum(text.as_bytes(), &other) == spelt, "{text} {other}");
        }
    }
}
