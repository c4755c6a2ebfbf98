//! Completion of a query while it is typed.

use std::{collections::HashMap, ops::Range};

use crate::{
    column::{Column, ValueType},
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    query::{
        ast::{BOOKMARKED_VALUE, FITS_KEY, IS_KEY},
        filter::quote_if_needed,
        normalize::{fold, normalize_value},
        parser::{SavedQueries, positive, split_filter, tokenize},
        synonyms::{filter_key, filter_keys, known_values, synonyms},
    },
    segment::Segment,
    value::{ColumnValues, link_kind_names},
};

/// Replacements for a part of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes to replace; they end at the cursor.
    pub span: Range<usize>,
    /// The replacements, likeliest first.
    pub suggestions: Vec<String>,
}

const MAX_SUGGESTIONS: usize = 8;
/// Shorter words are not completed to column names: most begin the name of a model.
const MIN_KEY_PREFIX_LEN: usize = 2;
/// Shorter words in Latin letters are not completed to a column by a synonym of it.
const MIN_SYNONYM_PREFIX_LEN: usize = 3;
/// Counting the texts of more entries would delay typing.
const MAX_COUNTED_ENTRIES: usize = 100_000;

/// Completes the query `text` at the byte offset `cursor`.
#[must_use]
pub fn complete(text: &str, cursor: usize, index: &Index, saved_queries: &SavedQueries) -> Completion {
    let typed = text.get(..cursor).unwrap_or(text);
    let Some(span) = tokenize(typed).into_iter().next_back().filter(|span| span.end == typed.len()) else {
        return Completion::default();
    };
    let token = typed.get(span.clone()).unwrap_or_default();
    let folded = fold(token);
    let term = positive(&folded);
    // The term or its last value, as it was typed.
    let has_negation = term.len() < folded.len();
    let start = span.start + token.chars().next().filter(|_| has_negation).map_or(0, char::len_utf8);
    let (start, suggestions) = if let Some(name) = term.strip_prefix('@') {
        (start, complete_saved_queries(name, saved_queries))
    } else if let Some((name, values)) = split_filter(term) {
        let last = values.rsplit([',', '、']).next().unwrap_or_default();
        let is_separator = |ch| matches!(fold(ch).as_ref(), ":" | "," | "、" | "=" | "<" | ">" | "≤" | "≥");
        let after_separator = token
            .char_indices()
            .rfind(|(offset, ch)| token.get(*offset..offset + ch.len_utf8()).is_some_and(is_separator));
        let start = after_separator.map_or(start, |(offset, ch)| span.start + offset + ch.len_utf8());
        let suggestions = match filter_key(name).map(|key| (key, Column::from_key(key))) {
            Some((_, Some(column))) => complete_values(column, last, index),
            Some((FITS_KEY, None)) => {
                let matching = FITS_EXAMPLES.iter().filter(|example| example.starts_with(last) && **example != last);
                matching.map(ToString::to_string).collect()
            }
            Some((IS_KEY, None)) if BOOKMARKED_VALUE != last => complete_known_values(IS_KEY, last),
            _ => Vec::new(),
        };
        (start, suggestions)
    } else {
        (start, complete_keys(term))
    };
    Completion { span: start..typed.len(), suggestions: suggestions.into_iter().take(MAX_SUGGESTIONS).collect() }
}

/// Usual amounts of memory, and the syntax of what may be added.
const FITS_EXAMPLES: [&str; 7] = ["8gb", "16gb", "24gb", "24gb@8bit", "24gb@32k", "48gb", "80gb"];

fn complete_saved_queries(prefix: &str, saved_queries: &SavedQueries) -> Vec<String> {
    let names = saved_queries.keys().filter(|name| name.starts_with(prefix) && *name != prefix);
    names.map(|name| format!("@{name}")).collect()
}

/// The keys that begin with a text, then those with a synonym that does.
fn complete_keys(prefix: &str) -> Vec<String> {
    let prefix = normalize_value(prefix);
    let min_synonym_len = if prefix.is_ascii() { MIN_SYNONYM_PREFIX_LEN } else { 1 };
    let by_synonym = synonyms().iter().filter(|row| {
        let is_match = |word: &&&str| normalize_value(word).starts_with(&prefix);
        prefix.len() >= min_synonym_len && row.values.is_empty() && row.words.iter().any(|word| is_match(&word))
    });
    let mut keys: Vec<_> =
        filter_keys().filter(|key| prefix.len() >= MIN_KEY_PREFIX_LEN && key.starts_with(&prefix)).collect();
    for row in by_synonym {
        if !keys.contains(&row.key) {
            keys.push(row.key);
        }
    }
    keys.into_iter().map(|key| format!("{key}:")).collect()
}

/// The canonical values with a name that begins with a text.
fn complete_known_values(key: &str, prefix: &str) -> Vec<String> {
    let prefix = normalize_value(prefix);
    let mut values = Vec::new();
    for row in known_values(key) {
        // The values of a word for several have rows of their own.
        let mut words = row.words.iter().chain(row.values.iter().filter(|_| row.values.len() == 1));
        if words.any(|word| normalize_value(word).starts_with(&prefix)) {
            values.extend(row.values.iter().map(ToString::to_string).filter(|value| normalize_value(value) != prefix));
        }
    }
    values
}

/// The texts of a column, most frequent first; examples of the syntax for quantities, numbers and dates.
fn complete_values(column: Column, prefix: &str, index: &Index) -> Vec<String> {
    let examples: &[&str] = match column.key_and_type().1 {
        ValueType::Text | ValueType::Keyword => return complete_texts(column, prefix, index),
        ValueType::Quantity if column == Column::ContextLength => &["32k", ">=128k", "1m"],
        ValueType::Quantity => &["7b", ">10b", "7b..13b"],
        ValueType::Number => &[">50", "40..60"],
        ValueType::Date => &["2023", ">=2022-06", "2021..2022"],
    };
    examples.iter().filter(|_| prefix.is_empty()).map(ToString::to_string).collect()
}

/// Values with another name that begins with the text follow.
fn complete_texts(column: Column, prefix: &str, index: &Index) -> Vec<String> {
    let normalized = normalize_value(prefix);
    let mut counts = HashMap::<String, usize>::new();
    let is_free_text = column.key_and_type().1 == ValueType::Text;
    for (_, segment) in index.segments().filter(|_| !is_free_text || index.len() <= MAX_COUNTED_ENTRIES) {
        for (text, count) in segment_text_counts(column, segment, index) {
            // Who types Latin letters has no use for the Chinese name of a license beside the English one.
            let is_foreign = column == Column::License && normalized.is_ascii() && !text.is_ascii();
            if is_longer(&text, &normalized) && !is_foreign {
                *counts.entry(text).or_default() += count;
            }
        }
    }
    let mut texts: Vec<_> = counts.into_iter().collect();
    texts.sort_unstable_by(|(text, count), (other, other_count)| other_count.cmp(count).then_with(|| text.cmp(other)));
    let mut texts: Vec<_> = texts.into_iter().map(|(text, _)| text).collect();
    if !normalized.is_empty() {
        let organizations = index.meta().organizations.iter().filter(|_| column == Column::Organizations);
        let organizations = organizations.filter(|organization| {
            let mut names = organization.zh.iter().chain(&organization.aliases);
            names.any(|name| normalize_value(name).starts_with(&normalized))
        });
        let (keywords, synonyms): (Vec<_>, Vec<_>) =
            complete_known_values(column.key(), prefix).into_iter().partition(|value| is_longer(value, &normalized));
        // Groups of licenses stand before licenses that begin with the same text.
        for value in keywords.into_iter().rev() {
            texts.retain(|text| *text != value);
            texts.insert(0, value);
        }
        for value in organizations.map(|organization| organization.name.clone()).chain(synonyms) {
            if !texts.contains(&value) {
                texts.push(value);
            }
        }
    }
    texts.iter().map(|text| quote_if_needed(text).into_owned()).collect()
}

/// Whether a text begins with a prefix in normal form and goes on.
fn is_longer(text: &str, prefix: &str) -> bool {
    let text = normalize_value(text);
    text.starts_with(prefix) && text != prefix
}

/// The texts of a column of a segment, with how often each occurs; a text may occur several times in the list.
fn segment_text_counts(column: Column, segment: &Segment, index: &Index) -> Vec<(String, usize)> {
    let rows = segment.rows();
    let once = |text: &str| (text.to_owned(), 1);
    match column {
        Column::Name => rows.flat_map(|row| segment.names(row).map(once)).collect(),
        Column::Id => rows.map(|row| once(segment.id(row))).collect(),
        Column::Paper => rows.filter_map(|row| segment.paper_texts(row).next().map(once)).collect(),
        Column::Links => rows.flat_map(|row| link_kind_names(segment.links(row))).map(|kind| (kind, 1)).collect(),
        column => {
            let fields = column.encoded_fields().iter();
            fields.flat_map(|field| field_text_counts(column, *field, segment, index)).collect()
        }
    }
}

fn field_text_counts(column: Column, field: EncodedField, segment: &Segment, index: &Index) -> Vec<(String, usize)> {
    let mut counts = vec![0; segment.dictionary(field).len() + 1];
    for row in segment.rows() {
        if let Some(count) = counts.get_mut(segment.key(field, row)) {
            *count += 1;
        }
    }
    let texts = |key| match (column, segment.value(field, key)) {
        // The first name of an organization suffices.
        (Column::Organizations, Some(FieldValue::Organizations(names))) => names.into_owned(),
        (column, Some(value)) => match column.field_values(&value, index.meta()) {
            ColumnValues::Texts(texts) => texts,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let counts = counts.into_iter().enumerate();
    counts.flat_map(|(key, count)| texts(key).into_iter().map(move |text| (text, count))).collect()
}
