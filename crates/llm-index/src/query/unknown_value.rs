//! Values of filters that no entry has and no word stands for.

use std::collections::HashMap;

use llm_catalog::license::License;

use crate::{
    column::Column,
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    names::{near_rows, rows_by_name},
    query::{
        ast::Filter,
        error::QueryErrorKind,
        filter::{FilterValues, text_matches},
        license_group::{LicensePattern, license_key},
        normalize::normalize_value,
        synonyms::{canonical_values, known_values},
    },
    segment::Segment,
    value::ColumnValues,
};

const MAX_SUGGESTED_VALUES: usize = 3;
/// The least Jaro-Winkler similarity of a suggested value, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.8;
/// The length of codes of countries and languages, in bytes.
const MAX_CODE_LEN: usize = 3;
/// Comparing the values of a query with more names or values would delay typing.
const MAX_COMPARED_TEXTS: usize = 100_000;

/// The error of the first value that no entry of the index has and no word stands for. Only values of columns with a
/// limited set of values can be unknown; names, ids, titles and summaries can be anything. None is once the values of
/// the query would be compared with more than 100,000 texts; `compared_texts` counts those before this filter.
pub(crate) fn find_unknown_value(filter: &Filter, index: &Index, compared_texts: &mut usize) -> Option<QueryErrorKind> {
    let FilterValues::Texts(values) = &filter.values else { return None };
    let (column, key) = (filter.column, filter.column.key());
    let total = *compared_texts + text_count(column, index) * values.len();
    if index.is_empty() || total > MAX_COMPARED_TEXTS {
        return None;
    }
    *compared_texts = total;
    let is_known = |value: &String| {
        canonical_values(key, value).is_some()
            || match column {
                Column::Organizations | Column::Countries | Column::Languages => has_text(column, value, index),
                Column::License => has_license(value, index),
                Column::Parents | Column::Relatives => !rows_by_name(index, value).is_empty(),
                _ => true,
            }
    };
    let value = values.iter().find(|value| !is_known(value))?;
    let (nearest, common) = suggest_values(column, value, index);
    Some(QueryErrorKind::UnknownValue { key, value: value.clone(), nearest, common })
}

/// The number of texts to compare a value of a column with.
fn text_count(column: Column, index: &Index) -> usize {
    let dictionary_len = |segment: &Segment| -> usize {
        column.encoded_fields().iter().map(|field| segment.dictionary(*field).len()).sum()
    };
    match column {
        Column::Parents | Column::Relatives => index.len(),
        _ => index.segments().map(|(_, segment)| dictionary_len(segment)).sum(),
    }
}

fn has_text(column: Column, value: &str, index: &Index) -> bool {
    let organizations = index.meta().organizations.iter().filter(|_| column == Column::Organizations);
    let mut names = organizations.flat_map(|organization| {
        [Some(organization.name.as_str()), organization.zh.as_deref()]
            .into_iter()
            .flatten()
            .chain(organization.aliases.iter().map(String::as_str))
    });
    names.any(|name| text_matches(column, value, name))
        || dictionary_texts(column, index).any(|text| text_matches(column, value, &text))
}

/// The texts of a column in the dictionaries of all segments; a text may occur several times.
fn dictionary_texts(column: Column, index: &Index) -> impl Iterator<Item = String> {
    let fields = column.encoded_fields();
    let values = index.segments().flat_map(move |(_, segment)| {
        fields.iter().flat_map(move |field| segment.dictionary(*field).map(move |bytes| (*field, bytes)))
    });
    values.flat_map(move |(field, bytes)| match FieldValue::decode(field, bytes) {
        Some(FieldValue::Organizations(names)) => names.into_owned(),
        Some(FieldValue::License(license)) => vec![license_key(&license).to_owned()],
        Some(value) => match column.field_values(&value, index.meta()) {
            ColumnValues::Texts(texts) => texts,
            _ => Vec::new(),
        },
        None => Vec::new(),
    })
}

fn has_license(value: &str, index: &Index) -> bool {
    let pattern = LicensePattern::new(value);
    let is_match = |license: &License| pattern.matches(license, false);
    let mut segments = index.segments();
    matches!(pattern, LicensePattern::Spdx(_) | LicensePattern::Noncommercial | LicensePattern::Closed)
        || segments.any(|(_, segment)| {
            segment.dictionary(EncodedField::License).any(|bytes| {
                let license = FieldValue::decode(EncodedField::License, bytes);
                matches!(license, Some(FieldValue::License(license)) if is_match(&license))
            })
        })
}

/// The known values most similar to a misspelt one, best first, or else the commonest ones.
fn suggest_values(column: Column, value: &str, index: &Index) -> (Vec<String>, Vec<String>) {
    if matches!(column, Column::Parents | Column::Relatives) {
        let rows = near_rows(index, value, MAX_SUGGESTED_VALUES).into_iter();
        let ids = rows.filter_map(|row| index.locate(row)).map(|(segment, row)| segment.id(row).to_owned());
        return (ids.collect(), Vec::new());
    }
    let value = normalize_value(value);
    let similarity = |text: &str| {
        let text = normalize_value(text);
        // Nearly every word resembles some code, and who types Latin letters cannot type Chinese.
        let is_code = text.len() <= MAX_CODE_LEN && value.len() > MAX_CODE_LEN;
        let is_foreign = value.is_ascii() && !text.is_ascii();
        if is_code || is_foreign { 0.0 } else { strsim::jaro_winkler(&value, &text) }
    };
    let mut counts = HashMap::<String, (f64, usize)>::new();
    let mut add = |text: &str, similarity: f64| {
        let (best, count) = counts.entry(text.to_owned()).or_insert((0.0, 0));
        *best = best.max(similarity);
        *count += 1;
    };
    for synonyms in known_values(column.key()) {
        if let [canonical] = synonyms.values[..] {
            let words = synonyms.words.iter().map(|word| similarity(word));
            let best = words.fold(similarity(canonical), f64::max);
            // A word that no entry has is suggested only if it is similar.
            if best >= MIN_SIMILARITY {
                add(canonical, best);
            }
        }
    }
    for organization in index.meta().organizations.iter().filter(|_| column == Column::Organizations) {
        let names = organization.aliases.iter().map(String::as_str).chain(organization.zh.as_deref());
        let best = names.map(&similarity).fold(similarity(&organization.name), f64::max);
        add(&organization.name, best);
    }
    dictionary_texts(column, index).for_each(|text| add(&text, similarity(&text)));
    let mut values: Vec<_> = counts.into_iter().map(|(text, (similarity, count))| (text, similarity, count)).collect();
    values.sort_by(|(text, a, count), (other, b, other_count)| {
        b.total_cmp(a).then_with(|| other_count.cmp(count)).then_with(|| text.cmp(other))
    });
    let first = |values: &mut dyn Iterator<Item = String>| values.take(MAX_SUGGESTED_VALUES).collect::<Vec<_>>();
    let is_similar = |(_, similarity, _): &&(String, f64, usize)| *similarity >= MIN_SIMILARITY;
    let nearest = first(&mut values.iter().filter(is_similar).map(|(text, ..)| text.clone()));
    if !nearest.is_empty() {
        return (nearest, Vec::new());
    }
    values.sort_by(|(text, _, count), (other, _, other_count)| other_count.cmp(count).then_with(|| text.cmp(other)));
    (nearest, first(&mut values.into_iter().map(|(text, ..)| text)))
}
