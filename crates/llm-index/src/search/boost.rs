//! Score boosts for queries that spell a name, an alias or an organization.

use llm_catalog::CatalogMeta;

use crate::{
    char_mask::CharMask,
    field::EncodedField,
    fold::{NameMatch, compare_folded},
    row_id::LocalRow,
    search::texts::searchable_texts,
    segment::{NameKind, Segment},
};

/// Each boost exceeds all scores of matches and of the boosts below it.
const EXACT_NAME_BOOST: u32 = 5_000_000;
const EXACT_ALIAS_BOOST: u32 = 4_000_000;
/// Below that of an alias, which may be of one variant, as the id is that of all.
const EXACT_ID_BOOST: u32 = 3_000_000;
const NAME_PREFIX_BOOST: u32 = 2_000_000;
const EXACT_ORGANIZATION_BOOST: u32 = 1_000_000;
/// Added to the boost of a prefix for each character that the name has less than [`LONG_NAME_CHARS`] more
/// than the query: the shortest name is the main one of a family.
const SHORT_NAME_BOOST: u32 = 10_000;
const LONG_NAME_CHARS: usize = 60;

/// Whether a score is that of a match as good as the best one: both are exact, or have the same boost, or
/// have none and hardly differ.
pub(crate) fn is_as_good(score: u32, best: u32) -> bool {
    let boost = |score: u32| match score {
        EXACT_ID_BOOST.. => EXACT_ID_BOOST,
        NAME_PREFIX_BOOST.. => NAME_PREFIX_BOOST,
        EXACT_ORGANIZATION_BOOST.. => EXACT_ORGANIZATION_BOOST,
        _ => 0,
    };
    let has_none = boost(best) == 0;
    boost(score) == boost(best) && (!has_none || score.saturating_mul(4) >= best.saturating_mul(3))
}

/// The boosts of the rows of a segment.
pub(crate) struct ExactMatchBoost<'p> {
    folded_query: &'p str,
    char_mask: CharMask,
    segment: &'p Segment,
    meta: &'p CatalogMeta,
    /// By key minus one, whether the query spells the organization; `None` until that is computed.
    organization_matches: Vec<Option<bool>>,
}

impl<'p> ExactMatchBoost<'p> {
    pub fn new(folded_query: &'p str, segment: &'p Segment, meta: &'p CatalogMeta) -> Self {
        Self {
            folded_query,
            char_mask: CharMask::from_text(folded_query),
            segment,
            meta,
            organization_matches: vec![None; segment.dictionary(EncodedField::Organizations).len()],
        }
    }

    /// The boost of a row; 0 if the query spells none of its names.
    pub fn boost(&mut self, row: LocalRow) -> u32 {
        if self.folded_query.is_empty() {
            return 0;
        }
        let mut exact = 0;
        let (mut name, mut further_chars) = (&[][..], None);
        for (kind, text) in self.segment.names_with_kind(row) {
            // At most every second character of an id is a hyphen, so a longer id cannot match.
            if kind == NameKind::Id && text.len() > 2 * self.folded_query.len() {
                continue;
            }
            if kind == NameKind::Name {
                name = text;
            }
            let is_full_name = || text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
            match (kind, compare_folded(text, self.folded_query)) {
                (NameKind::Name, NameMatch::Exact) => return EXACT_NAME_BOOST,
                (NameKind::Name, NameMatch::Prefix(more)) => further_chars = Some(more),
                // The name with that of a variant.
                (NameKind::Alias, NameMatch::Prefix(more)) if further_chars.is_none() && is_full_name() => {
                    further_chars = Some(more);
                }
                (NameKind::Alias, NameMatch::Exact) => exact = EXACT_ALIAS_BOOST,
                (NameKind::Id, NameMatch::Exact) => exact = exact.max(EXACT_ID_BOOST),
                _ => {}
            }
        }
        if exact > 0 {
            exact
        } else if let Some(more) = further_chars {
            let fewer = u32::try_from(LONG_NAME_CHARS.saturating_sub(more)).unwrap_or_default();
            NAME_PREFIX_BOOST + SHORT_NAME_BOOST * fewer
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
            texts.iter().any(|name| compare_folded(name.as_bytes(), self.folded_query) == NameMatch::Exact)
        })
    }
}
