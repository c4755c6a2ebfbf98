//! The characters of an entry that a query matched.

use crate::{
    field::EncodedField,
    index::Index,
    query::Query,
    row_id::RowId,
    search::{
        field::SearchField,
        fuzzy_score::{CompiledTerm, MatcherScratch, TermScore},
        texts::{SEARCHABLE_DICT_FIELDS, long_texts, searchable_texts},
    },
    segment::NameKind,
};

/// Ascending indices of the graphemes of a text that matched.
pub type MatchIndices = Vec<u32>;

/// What a query matched in an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    /// The matches in the name.
    pub name: MatchIndices,
    /// Another text with words that the name does not have.
    pub other: Option<OtherMatch>,
    /// The words of which the entry has only the characters, in their order.
    pub scattered_words: Vec<String>,
}

/// A match outside of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherMatch {
    /// What the text is.
    pub kind: MatchedText,
    /// The text, such as an alias or a title.
    pub text: String,
    /// The matches in the text; empty for running text.
    pub indices: MatchIndices,
}

/// A kind of text in which words are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the text of that name")]
pub enum MatchedText {
    Alias,
    Variant,
    Id,
    Organization,
    Paper,
    Stage,
    License,
    Insight,
    Description,
    Link,
}

/// Finds what the words of a query matched in entries.
pub struct Highlighter {
    /// The words that are not negated, as typed and compiled.
    terms: Vec<(String, CompiledTerm)>,
}

impl Highlighter {
    /// Takes the words of a query.
    #[must_use]
    pub fn new(query: &Query) -> Self {
        let words = query.words().filter(|word| !word.negated);
        let compile = |scratch: &mut MatcherScratch| {
            words.map(|word| (word.text.clone(), CompiledTerm::new(word, scratch))).collect()
        };
        Self { terms: MatcherScratch::with_thread_local(compile) }
    }

    /// What the query matched in the entry of a row.
    #[must_use]
    pub fn highlights(&self, index: &Index, row: RowId) -> Highlights {
        let mut highlights = Highlights::default();
        let Some((segment, row)) = index.locate(row) else { return highlights };
        let variant_name = segment.variant_name(row);
        let is_of_variant = |text: &str| {
            variant_name.as_deref().is_some_and(|variant| {
                let before = text.strip_suffix(variant);
                before.is_some_and(|before| before.is_empty() || before.trim_end() == segment.name(row))
            })
        };
        let names = segment.names_with_kind(row).map(|(name_kind, text)| {
            let text = String::from_utf8_lossy(text).into_owned();
            let kind = match name_kind {
                NameKind::Id => MatchedText::Id,
                _ if is_of_variant(&text) => MatchedText::Variant,
                _ => MatchedText::Alias,
            };
            (name_kind.into(), kind, text)
        });
        let summary = if segment.stage(row).is_some() { MatchedText::Insight } else { MatchedText::Description };
        let long_texts = long_texts(segment, row).map(|(field, text)| {
            let kind = if field == SearchField::Summary { summary } else { MatchedText::Paper };
            (field, kind, String::from_utf8_lossy(text).into_owned())
        });
        let mut texts: Vec<_> = names.chain(long_texts).collect();
        for (field, search_field) in SEARCHABLE_DICT_FIELDS {
            let Some(value) = segment.value(field, segment.key(field, row)) else { continue };
            let kind = match field {
                EncodedField::License => MatchedText::License,
                EncodedField::Stage => MatchedText::Stage,
                _ => MatchedText::Organization,
            };
            let values = searchable_texts(&value, index.meta());
            texts.extend(values.into_iter().map(|text| (search_field, kind, text.into_owned())));
        }
        MatcherScratch::with_thread_local(|scratch| {
            for (word, term) in &self.terms {
                if highlights.add_term(term, &texts, scratch) {
                    highlights.scattered_words.push(word.clone());
                }
            }
        });
        highlights
    }
}

impl Highlights {
    /// Adds the match in the name if there is one, else the best match of the other texts. Returns true if no text has
    /// more than the characters of the word.
    fn add_term(
        &mut self,
        term: &CompiledTerm,
        texts: &[(SearchField, MatchedText, String)],
        scratch: &mut MatcherScratch,
    ) -> bool {
        let mut best: Option<(TermScore, SearchField, MatchedText, &str)> = None;
        for (field, kind, text) in texts.iter().filter(|(field, ..)| term.searches(*field)) {
            let score = term.score(*field, text.as_bytes(), scratch);
            if matches!(score, TermScore::Match(_)) && best.is_none_or(|(best, ..)| score > best) {
                best = Some((score, *field, *kind, text));
            }
            if *field == SearchField::Name && best.is_some() {
                break;
            }
        }
        let url = term.searches(SearchField::Url).then_some((SearchField::Url, MatchedText::Link, ""));
        let is_scattered = best.is_some_and(|(score, ..)| term.is_scattered(score));
        let Some((field, kind, text)) = best.map(|(_, field, kind, text)| (field, kind, text)).or(url) else {
            return false;
        };
        let indices = if field == SearchField::Name {
            &mut self.name
        } else {
            let new = || OtherMatch { kind, text: text.to_owned(), indices: MatchIndices::new() };
            let other = self.other.get_or_insert_with(new);
            if other.text != text || matches!(field, SearchField::Summary | SearchField::Url) {
                return is_scattered;
            }
            &mut other.indices
        };
        term.append_match_indices(field, text, scratch, indices);
        indices.sort_unstable();
        indices.dedup();
        is_scattered
    }
}
