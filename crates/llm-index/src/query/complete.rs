//! What a half-typed query may go on with.

use std::{collections::HashMap, ops::Range};

use llm_catalog::{Entry, EntryRef};

use crate::{
    Index,
    column::{Column, ValueType},
    query::{
        bookmarked::{BOOKMARKED_VALUE, IS_KEY},
        normalize,
        parser::{SavedQueries, filter_keys, split_filter, tokenize},
    },
    segment::{EncodedField, Segment},
    value::{ColumnValues, link_kind_names},
};

/// Texts that may stand in a place of a query, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The place, in bytes; it ends at the cursor.
    pub span: Range<usize>,
    /// What may stand there.
    pub suggestions: Vec<String>,
}

/// The most choices that are offered.
const MAX_SUGGESTIONS: usize = 8;
/// A word is completed to the name of a column from this many letters on:
/// shorter ones are mostly the start of a model's name.
const MIN_KEY_PREFIX_LEN: usize = 2;

/// What may go on at a cursor, counted in bytes.
#[must_use]
pub fn complete(text: &str, cursor: usize, shelf: &Index, named: &SavedQueries) -> Completion {
    let typed = text.get(..cursor).unwrap_or(text);
    let Some(place) = tokenize(typed).into_iter().next_back().filter(|place| place.end == typed.len()) else {
        return Completion::default();
    };
    let piece = typed.get(place.clone()).unwrap_or_default();
    let positive = piece.strip_prefix(['!', '-']).unwrap_or(piece);
    let start = place.start + piece.len() - positive.len();
    let (start, choices) = if let Some(name) = positive.strip_prefix('@') {
        (start, complete_saved_queries(name, named))
    } else if let Some((key, values)) = split_filter(positive) {
        let last = values.rsplit(',').next().unwrap_or_default();
        let choices = match Column::from_key(key) {
            Some(column) => complete_values(column, last, shelf),
            None if key == IS_KEY && BOOKMARKED_VALUE.starts_with(last) && last != BOOKMARKED_VALUE => {
                vec![BOOKMARKED_VALUE.to_owned()]
            }
            None => Vec::new(),
        };
        (typed.len() - last.len(), choices)
    } else {
        (start, complete_keys(positive))
    };
    Completion { span: start..typed.len(), suggestions: choices.into_iter().take(MAX_SUGGESTIONS).collect() }
}

fn complete_saved_queries(start: &str, named: &SavedQueries) -> Vec<String> {
    named.keys().filter(|name| name.starts_with(start) && *name != start).map(|name| format!("@{name}")).collect()
}

fn complete_keys(start: &str) -> Vec<String> {
    filter_keys()
        .filter(|key| start.len() >= MIN_KEY_PREFIX_LEN && key.starts_with(start))
        .map(|key| format!("{key}:"))
        .collect()
}

/// The values that entries have in a column, the most frequent first; for
/// figures and dates, how they may be written.
fn complete_values(column: Column, start: &str, shelf: &Index) -> Vec<String> {
    let examples: &[&str] = match column.key_and_type().1 {
        ValueType::Text | ValueType::Keyword => return complete_texts(column, start, shelf),
        ValueType::Quantity if column == Column::ContextLength => &["4096", ">=32768"],
        ValueType::Quantity => &["7b", ">10b", "7b..13b"],
        ValueType::Number => &[">50", "40..60"],
        ValueType::Date => &["2023", ">=2022-06", "2021..2022"],
    };
    examples.iter().filter(|example| start.is_empty() && !example.is_empty()).map(ToString::to_string).collect()
}

/// The most entries whose texts are counted while a person types.
const MAX_COUNTED_ENTRIES: usize = 100_000;

fn complete_texts(column: Column, start: &str, shelf: &Index) -> Vec<String> {
    let wanted = normalize(start);
    let mut counts = HashMap::<String, usize>::new();
    let free = column.key_and_type().1 == ValueType::Text;
    for (_, part) in shelf.segments().filter(|_| !free || shelf.len() <= MAX_COUNTED_ENTRIES) {
        for text in segment_text_counts(column, part, shelf) {
            if normalize(&text.0).starts_with(&wanted) {
                *counts.entry(text.0).or_default() += text.1;
            }
        }
    }
    let mut texts: Vec<_> = counts.into_iter().filter(|(text, _)| normalize(text) != wanted).collect();
    texts.sort_unstable_by(|(a, many), (b, more)| more.cmp(many).then_with(|| a.cmp(b)));
    texts.into_iter().map(|(text, _)| quote_if_needed(text)).collect()
}

/// The texts of a column, and how many entries of a part have each.
fn segment_text_counts(column: Column, part: &Segment, shelf: &Index) -> Vec<(String, usize)> {
    let rows = 0..part.len();
    let once = |text: &str| (text.to_owned(), 1);
    match column {
        Column::Name => rows.flat_map(|row| part.names(row).map(once)).collect(),
        Column::Id => rows.map(|row| once(part.id(row))).collect(),
        Column::Paper => rows.filter_map(|row| part.paper_texts(row).next().map(once)).collect(),
        Column::Links => rows.flat_map(|row| link_kind_names(part.links(row))).map(|kind| (kind, 1)).collect(),
        column => {
            column.encoded_fields().iter().flat_map(|fact| field_text_counts(column, *fact, part, shelf)).collect()
        }
    }
}

fn field_text_counts(column: Column, fact: EncodedField, part: &Segment, shelf: &Index) -> Vec<(String, usize)> {
    let mut counts = vec![0; part.dictionary(fact).len() + 1];
    for row in 0..part.len() {
        if let Some(count) = counts.get_mut(part.key(fact, row)) {
            *count += 1;
        }
    }
    let texts = |json: &str| match (column, fact.decode(json).as_ref().map(Entry::as_entry_ref)) {
        // One name of each organization will do.
        (Column::Organizations, Some(EntryRef::Model(model))) => model.organizations.clone(),
        (column, Some(entry)) => match column.values(entry, shelf.meta()) {
            ColumnValues::Texts(texts) => texts,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let counted = part.dictionary(fact).zip(counts.into_iter().skip(1));
    counted.flat_map(|(json, count)| texts(json).into_iter().map(move |text| (text, count))).collect()
}

/// A value as a query takes it: with quotes where it has blanks or commas.
fn quote_if_needed(text: String) -> String {
    if text.contains(|sign: char| sign.is_whitespace() || sign == ',') { format!("\"{text}\"") } else { text }
}
