//! How well words fit the rows of a part.

use llm_catalog::CatalogMeta;

use crate::{
    char_mask::CharMask,
    search::{
        field::SearchField,
        term::{CompiledTerm, MatcherScratch, TermScore},
        texts::{SEARCHABLE_DICT_FIELDS, long_texts, searchable_texts},
    },
    segment::{EncodedField, KeyColumn, Segment},
};

/// How words fit the rows of a part, and what they share.
pub(crate) struct TermScorer<'p> {
    segment: &'p Segment,
    meta: &'p CatalogMeta,
    has_long_texts: bool,
    /// By word.
    dictionary_scores: Vec<[DictionaryScores<'p>; SEARCHABLE_DICT_FIELDS.len()]>,
}

/// How a word fits the values of a fact, as far as that was asked.
struct DictionaryScores<'p> {
    encoded_field: EncodedField,
    search_field: SearchField,
    keys: KeyColumn<'p>,
    /// By code, from 1.
    scores: Vec<Option<TermScore>>,
    /// No value fits better.
    max_score: TermScore,
}

/// So few values are all looked at, as mostly none of them fits.
const MAX_EAGER_VALUES: usize = 100;

impl<'p> TermScorer<'p> {
    pub fn new(part: &'p Segment, head: &'p CatalogMeta, words: &[CompiledTerm], desk: &mut MatcherScratch) -> Self {
        let mut memo =
            Self { segment: part, meta: head, has_long_texts: part.has_long_texts(), dictionary_scores: Vec::new() };
        let shared = words
            .iter()
            .map(|word| SEARCHABLE_DICT_FIELDS.map(|(fact, place)| memo.score_dictionary(word, fact, place, desk)))
            .collect();
        memo.dictionary_scores = shared;
        memo
    }

    fn score_dictionary(
        &self,
        word: &CompiledTerm,
        fact: EncodedField,
        place: SearchField,
        desk: &mut MatcherScratch,
    ) -> DictionaryScores<'p> {
        let (codes, count) = (self.segment.keys(fact), self.segment.dictionary(fact).len());
        let most = if word.searches(place) { word.upper_bound(place) } else { TermScore::NoMatch };
        let mut shared = DictionaryScores {
            encoded_field: fact,
            search_field: place,
            keys: codes,
            scores: vec![None; count],
            max_score: most,
        };
        if most > TermScore::NoMatch && count < MAX_EAGER_VALUES {
            let fits = (1..=count).map(|code| shared.score(word, code, self.segment, self.meta, desk));
            shared.max_score = fits.max().unwrap_or_default();
        }
        shared
    }

    /// How a word fits a row whose names have some letters: as it fits the best of its texts.
    pub fn score(
        &mut self,
        number: usize,
        word: &CompiledTerm,
        row: usize,
        letters: CharMask,
        desk: &mut MatcherScratch,
    ) -> TermScore {
        let mut best = self.score_names(word, row, letters, desk);
        if self.has_long_texts {
            for (place, text) in long_texts(self.segment, row) {
                if best < word.upper_bound(place) && word.searches(place) {
                    best = best.max(word.score(place, text.as_bytes(), desk));
                }
            }
        }
        for shared in self.dictionary_scores.get_mut(number).into_iter().flatten() {
            if best >= shared.max_score {
                continue;
            }
            let code = shared.keys.get(row);
            if code > 0 {
                best = best.max(shared.score(word, code, self.segment, self.meta, desk));
            }
        }
        if word.searches(SearchField::Url)
            && let Some(record) = self.segment.read_entry(row)
        {
            let urls = record.as_entry_ref().links().iter();
            best = urls
                .map(|link| word.score(SearchField::Url, link.url.as_str().as_bytes(), desk))
                .fold(best, TermScore::max);
        }
        best
    }

    fn score_names(&self, word: &CompiledTerm, row: usize, letters: CharMask, desk: &mut MatcherScratch) -> TermScore {
        // Most are ruled out by their letters alone.
        let known = [SearchField::Name, SearchField::Id].map(|place| word.prefilter(place, letters));
        if let [Some(name), Some(id)] = known {
            return name.max(id);
        }
        let [name, id] = known;
        let mut best = TermScore::NoMatch;
        for (spelling, text) in self.segment.names_with_kind(row) {
            let place = SearchField::from(spelling);
            if best >= word.upper_bound(place) {
                break;
            }
            best = best.max(match place {
                SearchField::Id => id.unwrap_or_else(|| word.score_id(text, best, desk)),
                place => name.unwrap_or_else(|| word.score(place, text, desk)),
            });
        }
        best
    }
}

impl DictionaryScores<'_> {
    /// How the word fits the value of a code.
    fn score(
        &mut self,
        word: &CompiledTerm,
        code: usize,
        part: &Segment,
        head: &CatalogMeta,
        desk: &mut MatcherScratch,
    ) -> TermScore {
        let (fact, place, number) = (self.encoded_field, self.search_field, code - 1);
        let Some(known) = self.scores.get_mut(number) else { return TermScore::NoMatch };
        *known.get_or_insert_with(|| {
            // An organization may be known by other names too.
            let letters = part.value_char_masks(fact).get(number);
            if head.organizations.is_empty()
                && let Some(fit) = word.prefilter(place, letters)
            {
                return fit;
            }
            let texts = searchable_texts(fact, part.value(fact, code), head);
            texts.iter().map(|text| word.score(place, text.as_bytes(), desk)).max().unwrap_or_default()
        })
    }
}
