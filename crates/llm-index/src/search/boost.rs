//! Score boosts for queries that spell a name, an alias or an organization.

use llm_catalog::CatalogMeta;

use crate::{
    char_mask::CharMask,
    field::EncodedField,
    row_id::LocalRow,
    search::texts::searchable_texts,
    segment::{NameKind, Segment},
};

/// Each boost exceeds all scores of matches and of the boosts below it.
const EXACT_NAME_BOOST: u32 = 4_000_000;
const EXACT_ALIAS_BOOST: u32 = 3_000_000;
pub(crate) const NAME_PREFIX_BOOST: u32 = 2_000_000;
const EXACT_ORGANIZATION_BOOST: u32 = 1_000_000;

/// The boosts of the rows of a segment.
pub(crate) struct ExactMatchBoost<'p> {
    normalized_query: &'p str,
    char_mask: CharMask,
    segment: &'p Segment,
    meta: &'p CatalogMeta,
    /// By key minus one, whether the query spells the organization; `None` until that is computed.
    organization_matches: Vec<Option<bool>>,
}

impl<'p> ExactMatchBoost<'p> {
    pub fn new(normalized_query: &'p str, segment: &'p Segment, meta: &'p CatalogMeta) -> Self {
        Self {
            normalized_query,
            char_mask: CharMask::from_text(normalized_query),
            segment,
            meta,
            organization_matches: vec![None; segment.dictionary(EncodedField::Organizations).len()],
        }
    }

    /// The boost of a row; 0 if the query spells none of its names.
    pub fn boost(&mut self, row: LocalRow) -> u32 {
        if self.normalized_query.is_empty() {
            return 0;
        }
        let mut is_alias = false;
        let mut is_name_prefix = false;
        for (kind, text) in self.segment.names_with_kind(row) {
            // At most every second character of an id is a hyphen, so a longer id cannot match.
            if kind == NameKind::Id && text.len() > 2 * self.normalized_query.len() {
                continue;
            }
            match (kind, compare_alnum(text, self.normalized_query)) {
                (NameKind::Name, NameMatch::Exact) => return EXACT_NAME_BOOST,
                (NameKind::Name, name_match) => is_name_prefix = name_match == NameMatch::Prefix,
                (NameKind::Alias | NameKind::Id, name_match) => is_alias |= name_match == NameMatch::Exact,
            }
        }
        if is_alias {
            EXACT_ALIAS_BOOST
        } else if is_name_prefix {
            NAME_PREFIX_BOOST
        } else if self.is_exact_organization(row) {
            EXACT_ORGANIZATION_BOOST
        } else {
            0
        }
    }

    fn is_exact_organization(&mut self, row: LocalRow) -> bool {
        let key = self.segment.key(EncodedField::Organizations, row);
        let Some(idx) = key.checked_sub(1) else { return false };
        let Some(is_match) = self.organization_matches.get_mut(idx) else { return false };
        *is_match.get_or_insert_with(|| {
            // The mask excludes most, unless the catalogue knows further names.
            let mask = self.segment.value_char_masks(EncodedField::Organizations).get(idx);
            if self.meta.organizations.is_empty() && !mask.contains_all(self.char_mask) {
                return false;
            }
            let Some(value) = self.segment.value(EncodedField::Organizations, key) else { return false };
            let texts = searchable_texts(&value, self.meta);
            texts.iter().any(|name| compare_alnum(name.as_bytes(), self.normalized_query) == NameMatch::Exact)
        })
    }
}

/// How the letters and digits of a text compare to a normalized query.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameMatch {
    NoMatch,
    /// The text begins with the query.
    Prefix,
    Exact,
}

fn compare_alnum(text: &[u8], query: &str) -> NameMatch {
    let mut query_bytes = query.bytes();
    for byte in text {
        if !byte.is_ascii() {
            return compare_alnum_unicode(&String::from_utf8_lossy(text), query);
        }
        if byte.is_ascii_alphanumeric() {
            match query_bytes.next() {
                Some(expected) if expected == byte.to_ascii_lowercase() => {}
                Some(_) => return NameMatch::NoMatch,
                None => return NameMatch::Prefix,
            }
        }
    }
    if query_bytes.next().is_none() { NameMatch::Exact } else { NameMatch::NoMatch }
}

fn compare_alnum_unicode(text: &str, query: &str) -> NameMatch {
    let mut chars = text.chars().filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase);
    if !query.chars().all(|expected| chars.next() == Some(expected)) {
        NameMatch::NoMatch
    } else if chars.next().is_none() {
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
        fn only_letters_and_digits_are_compared(text in "[abAB1 ._-]{0,6}|[aBé盘 -]{0,6}", query in "[ab1é盘]{1,3}") {
            let normalized = normalize(&text);
            let expected = match normalized.strip_prefix(&query) {
                Some("") => NameMatch::Exact,
                Some(_) => NameMatch::Prefix,
                None => NameMatch::NoMatch,
            };
            prop_assert!(compare_alnum(text.as_bytes(), &query) == expected, "{text} {query}");
        }
    }
}
