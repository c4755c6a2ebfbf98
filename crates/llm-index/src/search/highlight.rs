//! The characters of an entry that a query matched.

use crate::{
    index::Index,
    query::Query,
    row_id::RowId,
    search::{
        field::SearchField,
        term::{CompiledTerm, MatcherScratch, TermScore},
        texts::{SEARCHABLE_DICT_FIELDS, long_texts, searchable_texts},
    },
};

/// Ascending indices of the graphemes of a text that matched.
pub type MatchIndices = Vec<u32>;

/// What a query matched in an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    /// The matches in the name.
    pub name: MatchIndices,
    /// Another text, such as an alias, an organization or a title, with the
    /// matches of words that the name does not have.
    pub other_text: Option<(String, MatchIndices)>,
}

impl Highlights {
    /// Matches a query with the texts of an entry.
    #[must_use]
    pub fn new(query: &Query, index: &Index, row: RowId) -> Self {
        let mut highlights = Self::default();
        let Some((segment, row)) = index.locate(row) else { return highlights };
        let names =
            segment.names_with_kind(row).map(|(kind, text)| (kind.into(), String::from_utf8_lossy(text).into_owned()));
        let mut texts: Vec<_> =
            names.chain(long_texts(segment, row).map(|(field, text)| (field, text.to_owned()))).collect();
        for (field, search_field) in SEARCHABLE_DICT_FIELDS {
            let Some(value) = segment.value(field, segment.key(field, row)) else { continue };
            let values = searchable_texts(&value, index.meta());
            texts.extend(values.into_iter().map(|text| (search_field, text.into_owned())));
        }
        MatcherScratch::with_thread_local(|scratch| {
            for word in query.words().filter(|word| !word.negated) {
                highlights.add_term(&CompiledTerm::new(word, scratch), &texts, scratch);
            }
        });
        highlights
    }

    /// Adds the match in the name if there is one, else the best match of the other texts.
    fn add_term(&mut self, term: &CompiledTerm, texts: &[(SearchField, String)], scratch: &mut MatcherScratch) {
        let mut best: Option<(TermScore, SearchField, &String)> = None;
        for (field, text) in texts.iter().filter(|(field, _)| term.searches(*field)) {
            let score = term.score(*field, text.as_bytes(), scratch);
            if matches!(score, TermScore::Match(_)) && best.is_none_or(|(best, ..)| score > best) {
                best = Some((score, *field, text));
            }
            if *field == SearchField::Name && best.is_some() {
                break;
            }
        }
        let Some((_, field, text)) = best else { return };
        let indices = if field == SearchField::Name {
            &mut self.name
        } else {
            let (other_text, indices) = self.other_text.get_or_insert_with(|| (text.clone(), MatchIndices::new()));
            if other_text != text {
                return;
            }
            indices
        };
        term.append_match_indices(field, text, scratch, indices);
        indices.sort_unstable();
        indices.dedup();
    }
}
