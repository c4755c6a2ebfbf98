//! Scores of the terms of a query for the rows of a segment.

use llm_catalog::CatalogMeta;

use crate::{
    char_mask::CharMask,
    field::EncodedField,
    row_id::LocalRow,
    search::{
        field::SearchField,
        fuzzy_score::{CompiledTerm, MatcherScratch, TermScore},
        texts::{LONG_TEXT_FIELDS, SEARCHABLE_DICT_FIELDS, long_texts, searchable_texts},
    },
    segment::{KeyColumn, Segment},
};

/// Scores terms, and caches the scores of dictionary values.
pub(crate) struct TermScorer<'p> {
    segment: &'p Segment,
    meta: &'p CatalogMeta,
    has_long_texts: bool,
    /// By term, the entry whose long texts were scored last, and their score: its rows share them.
    long_text_scores: Vec<Option<(LocalRow, TermScore)>>,
    /// By term.
    dictionary_scores: Vec<[DictionaryScores<'p>; SEARCHABLE_DICT_FIELDS.len()]>,
}

/// The scores of one term for the values of a field.
struct DictionaryScores<'p> {
    encoded_field: EncodedField,
    search_field: SearchField,
    keys: KeyColumn<'p>,
    /// By key minus one; `None` until it is computed.
    scores: Vec<Option<TermScore>>,
    /// No value scores higher.
    max_score: TermScore,
}

/// Fewer values are all scored in advance: usually none matches, and no row needs a look-up.
const MAX_EAGER_VALUES: usize = 100;

impl<'p> TermScorer<'p> {
    pub fn new(
        segment: &'p Segment,
        meta: &'p CatalogMeta,
        terms: &[CompiledTerm],
        scratch: &mut MatcherScratch,
    ) -> Self {
        let dictionary_scores = terms
            .iter()
            .map(|term| {
                SEARCHABLE_DICT_FIELDS
                    .map(|(field, search_field)| score_dictionary(segment, meta, term, (field, search_field), scratch))
            })
            .collect();
        let has_long_texts = segment.has_long_texts();
        Self { segment, meta, has_long_texts, long_text_scores: vec![None; terms.len()], dictionary_scores }
    }

    /// The score of a term for the best of the texts of a row. `char_mask` is the mask of the row's names.
    pub fn score(
        &mut self,
        term_idx: usize,
        term: &CompiledTerm,
        row: LocalRow,
        char_mask: CharMask,
        scratch: &mut MatcherScratch,
    ) -> TermScore {
        let mut best = self.score_names(term, row, char_mask, scratch);
        if self.has_long_texts && LONG_TEXT_FIELDS.iter().any(|field| best < term.upper_bound(*field)) {
            best = best.max(self.score_long_texts(term_idx, term, row, scratch));
        }
        for scores in self.dictionary_scores.get_mut(term_idx).into_iter().flatten() {
            if best >= scores.max_score {
                continue;
            }
            let key = scores.keys.get(row);
            if key > 0 {
                best = best.max(scores.score(term, key, self.segment, self.meta, scratch));
            }
        }
        if term.searches(SearchField::Url)
            && let Some(entry) = self.segment.read_entry(row)
        {
            let links = entry.as_entry_ref().links().iter();
            let scores = links.map(|link| term.score(SearchField::Url, link.url.as_str().as_bytes(), scratch));
            best = scores.fold(best, TermScore::max);
        }
        best
    }

    fn score_long_texts(
        &mut self,
        term_idx: usize,
        term: &CompiledTerm,
        row: LocalRow,
        scratch: &mut MatcherScratch,
    ) -> TermScore {
        let entry = self.segment.entry_row(row);
        let Some(known) = self.long_text_scores.get_mut(term_idx) else { return TermScore::NoMatch };
        if let Some((_, score)) = known.filter(|(scored, _)| *scored == entry) {
            return score;
        }
        let mut best = TermScore::NoMatch;
        for (field, text) in long_texts(self.segment, entry) {
            if best < term.upper_bound(field) && term.searches(field) {
                best = best.max(term.score(field, text, scratch));
            }
        }
        *known = Some((entry, best));
        best
    }

    fn score_names(
        &self,
        term: &CompiledTerm,
        row: LocalRow,
        char_mask: CharMask,
        scratch: &mut MatcherScratch,
    ) -> TermScore {
        // The mask alone excludes most rows.
        let prefiltered = [SearchField::Name, SearchField::Id].map(|field| term.prefilter(field, char_mask));
        if let [Some(name), Some(id)] = prefiltered {
            return name.max(id);
        }
        let [name, id] = prefiltered;
        let mut best = TermScore::NoMatch;
        for (kind, text) in self.segment.names_with_kind(row) {
            let field = SearchField::from(kind);
            if best >= term.upper_bound(field) {
                break;
            }
            best = best.max(match field {
                SearchField::Id => id.unwrap_or_else(|| term.score_id(text, best, scratch)),
                field => name.unwrap_or_else(|| term.score(field, text, scratch)),
            });
        }
        best
    }
}

fn score_dictionary<'p>(
    segment: &'p Segment,
    meta: &CatalogMeta,
    term: &CompiledTerm,
    (encoded_field, search_field): (EncodedField, SearchField),
    scratch: &mut MatcherScratch,
) -> DictionaryScores<'p> {
    let count = segment.dictionary(encoded_field).len();
    let max_score = if term.searches(search_field) { term.upper_bound(search_field) } else { TermScore::NoMatch };
    let keys = segment.keys(encoded_field);
    let mut scores = DictionaryScores { encoded_field, search_field, keys, scores: vec![None; count], max_score };
    if max_score > TermScore::NoMatch && count < MAX_EAGER_VALUES {
        let values = (1..=count).map(|key| scores.score(term, key, segment, meta, scratch));
        scores.max_score = values.max().unwrap_or_default();
    }
    scores
}

impl DictionaryScores<'_> {
    /// The score of the term for the value of a key.
    fn score(
        &mut self,
        term: &CompiledTerm,
        key: usize,
        segment: &Segment,
        meta: &CatalogMeta,
        scratch: &mut MatcherScratch,
    ) -> TermScore {
        let (field, search_field, idx) = (self.encoded_field, self.search_field, key - 1);
        let Some(score) = self.scores.get_mut(idx) else { return TermScore::NoMatch };
        *score.get_or_insert_with(|| {
            // The mask does not cover the further names of organizations.
            let char_mask = segment.value_char_masks(field).get(idx);
            if meta.organizations.is_empty()
                && let Some(score) = term.prefilter(search_field, char_mask)
            {
                return score;
            }
            let Some(value) = segment.value(field, key) else { return TermScore::NoMatch };
            let texts = searchable_texts(&value, meta);
            texts.iter().map(|text| term.score(search_field, text.as_bytes(), scratch)).max().unwrap_or_default()
        })
    }
}
