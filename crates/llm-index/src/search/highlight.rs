//! What of an entry a query matched, letter by letter.

use crate::{
    Index,
    query::Query,
    search::{
        field::SearchField,
        term::{CompiledTerm, MatcherScratch, TermScore},
        texts::{SEARCHABLE_DICT_FIELDS, long_texts, searchable_texts},
    },
};

/// Letters of a text that a query matched, by their position in graphemes, in order.
pub type MatchIndices = Vec<u32>;

/// What a query matched in an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    /// Letters of its name.
    pub name: MatchIndices,
    /// A text beside the name in which a word was found that is not in the
    /// name: another spelling, an organization, a title.
    pub other_text: Option<(String, MatchIndices)>,
}

impl Highlights {
    /// What a query matched in the entry of a row.
    #[must_use]
    pub fn new(query: &Query, shelf: &Index, row: usize) -> Self {
        let mut matched = Self::default();
        let Some((part, place)) = shelf.locate(row) else { return matched };
        let names =
            part.names_with_kind(place).map(|(spelling, text)| (spelling.into(), String::from_utf8_lossy(text)));
        let prose = long_texts(part, place).map(|(place, text)| (place, text.into()));
        let mut texts: Vec<_> = names.chain(prose).map(|(place, text)| (place, text.into_owned())).collect();
        for (fact, kind) in SEARCHABLE_DICT_FIELDS {
            let json = part.value(fact, part.key(fact, place));
            texts.extend(searchable_texts(fact, json, shelf.meta()).into_iter().map(|text| (kind, text)));
        }
        MatcherScratch::with_thread_local(|desk| {
            for word in query.words().filter(|word| !word.negated) {
                matched.add_term(&CompiledTerm::new(word, desk), &texts, desk);
            }
        });
        matched
    }

    /// The name is what a person sees: another text is shown only where the
    /// name has no match.
    fn add_term(&mut self, word: &CompiledTerm, texts: &[(SearchField, String)], desk: &mut MatcherScratch) {
        let mut found: Option<(TermScore, SearchField, &String)> = None;
        for (place, text) in texts.iter().filter(|(place, _)| word.searches(*place)) {
            let fit = word.score(*place, text.as_bytes(), desk);
            if matches!(fit, TermScore::Match(_)) && found.is_none_or(|(best, ..)| fit > best) {
                found = Some((fit, *place, text));
            }
            if *place == SearchField::Name && found.is_some() {
                break;
            }
        }
        let Some((_, place, text)) = found else { return };
        let letters = if place == SearchField::Name {
            &mut self.name
        } else {
            let (other, letters) = self.other_text.get_or_insert_with(|| (text.clone(), MatchIndices::new()));
            if other != text {
                return;
            }
            letters
        };
        word.append_match_indices(place, text, desk, letters);
        letters.sort_unstable();
        letters.dedup();
    }
}
