//! Completion of a query while it is typed.

use std::{collections::HashMap, ops::Range};

use crate::{
    column::{Column, ValueType},
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    query::{
        ast::{BOOKMARKED_VALUE, IS_KEY, normalize},
        filter::quote_if_needed,
        parser::{SavedQueries, filter_keys, split_filter, tokenize},
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
    let positive = token.strip_prefix(['!', '-']).unwrap_or(token);
    let start = span.start + token.len() - positive.len();
    let (start, suggestions) = if let Some(name) = positive.strip_prefix('@') {
        (start, complete_saved_queries(name, saved_queries))
    } else if let Some((key, values)) = split_filter(positive) {
        let last = values.rsplit(',').next().unwrap_or_default();
        let suggestions = match Column::from_key(key) {
            Some(column) => complete_values(column, last, index),
            None if key == IS_KEY && BOOKMARKED_VALUE.starts_with(last) && last != BOOKMARKED_VALUE => {
                vec![BOOKMARKED_VALUE.to_owned()]
            }
            None => Vec::new(),
        };
        (typed.len() - last.len(), suggestions)
    } else {
        (start, complete_keys(positive))
    };
    Completion { span: start..typed.len(), suggestions: suggestions.into_iter().take(MAX_SUGGESTIONS).collect() }
}

fn complete_saved_queries(prefix: &str, saved_queries: &SavedQueries) -> Vec<String> {
    let names = saved_queries.keys().filter(|name| name.starts_with(prefix) && *name != prefix);
    names.map(|name| format!("@{name}")).collect()
}

fn complete_keys(prefix: &str) -> Vec<String> {
    filter_keys()
        .filter(|key| prefix.len() >= MIN_KEY_PREFIX_LEN && key.starts_with(prefix))
        .map(|key| format!("{key}:"))
        .collect()
}

/// The texts of a column, most frequent first; examples of the syntax for quantities, numbers and dates.
fn complete_values(column: Column, prefix: &str, index: &Index) -> Vec<String> {
    let examples: &[&str] = match column.key_and_type().1 {
        ValueType::Text | ValueType::Keyword => return complete_texts(column, prefix, index),
        ValueType::Quantity if column == Column::ContextLength => &["4096", ">=32768"],
        ValueType::Quantity => &["7b", ">10b", "7b..13b"],
        ValueType::Number => &[">50", "40..60"],
        ValueType::Date => &["2023", ">=2022-06", "2021..2022"],
    };
    examples.iter().filter(|_| prefix.is_empty()).map(ToString::to_string).collect()
}

fn complete_texts(column: Column, prefix: &str, index: &Index) -> Vec<String> {
    let prefix = normalize(prefix);
    let mut counts = HashMap::<String, usize>::new();
    let is_free_text = column.key_and_type().1 == ValueType::Text;
    for (_, segment) in index.segments().filter(|_| !is_free_text || index.len() <= MAX_COUNTED_ENTRIES) {
        for (text, count) in segment_text_counts(column, segment, index) {
            if normalize(&text).starts_with(&prefix) {
                *counts.entry(text).or_default() += count;
            }
        }
    }
    let mut texts: Vec<_> = counts.into_iter().filter(|(text, _)| normalize(text) != prefix).collect();
    texts.sort_unstable_by(|(text, count), (other, other_count)| other_count.cmp(count).then_with(|| text.cmp(other)));
    texts.into_iter().map(|(text, _)| quote_if_needed(&text).into_owned()).collect()
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
