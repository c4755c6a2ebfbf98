//! Filters, evaluated once for each distinct value of a segment.

use std::collections::HashSet;

use llm_catalog::CatalogMeta;

use crate::{
    column::{Column, ValueType},
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    query::{Filter, Query, filter::FilterValues, normalize},
    row_id::LocalRow,
    segment::{KeyColumn, Segment},
    value::{ColumnValues, link_kind_names},
};

/// A filter with what it needs to know of the index as a whole.
pub(crate) struct CompiledFilter<'q> {
    filter: &'q Filter,
    /// For a filter by parents, the hashes of their ids and of all their descendants' ids.
    descendant_id_hashes: HashSet<u32>,
}

/// A filter for the rows of one segment.
pub(crate) struct SegmentFilter<'s> {
    compiled: &'s CompiledFilter<'s>,
    segment: &'s Segment,
    /// For each field of the column, the keys of the rows, and by key whether the value matches.
    dictionary_matches: Vec<(KeyColumn<'s>, Vec<bool>)>,
}

impl<'q> CompiledFilter<'q> {
    pub fn new(filter: &'q Filter, index: &Index) -> Self {
        let mut descendant_id_hashes = HashSet::new();
        if let (Column::Parents, FilterValues::Texts(names)) = (filter.column, &filter.values) {
            let names: HashSet<_> = names.iter().map(|name| normalize(name)).collect();
            let is_match = |text: &str| names.contains(&normalize(text));
            let rows = index.segments().flat_map(|(base_row, segment)| {
                let rows = segment.rows();
                let rows = rows.filter(|row| is_match(segment.name(*row)) || is_match(segment.id(*row)));
                rows.map(|row| base_row.offset(row)).collect::<Vec<_>>()
            });
            descendant_id_hashes = index.descendant_id_hashes(rows);
        }
        Self { filter, descendant_id_hashes }
    }

    pub fn for_segment<'s>(&'s self, segment: &'s Segment, meta: &CatalogMeta) -> SegmentFilter<'s> {
        let column = self.filter.column;
        let matches_by_key = |field: EncodedField| {
            let is_match = |bytes: &[u8]| {
                let value = FieldValue::decode(field, bytes);
                value.is_some_and(|value| self.filter.value_matches(&column.field_values(&value, meta)))
            };
            std::iter::once(false).chain(segment.dictionary(field).map(is_match)).collect()
        };
        let dictionary_matches = match column {
            Column::Parents => {
                let matches = segment.has_parent_mask(|parent| self.descendant_id_hashes.contains(&parent));
                vec![(segment.keys(EncodedField::BaseModels), matches)]
            }
            column => {
                let fields = column.encoded_fields().iter();
                fields.map(|field| (segment.keys(*field), matches_by_key(*field))).collect()
            }
        };
        SegmentFilter { compiled: self, segment, dictionary_matches }
    }
}

impl SegmentFilter<'_> {
    /// Whether a row matches. A row without a value matches only a negated filter.
    pub fn matches(&self, row: LocalRow) -> bool {
        let filter = self.compiled.filter;
        let texts_match = |texts: Vec<String>| filter.value_matches(&ColumnValues::Texts(texts));
        let is_match = match filter.column {
            Column::Name => texts_match(self.segment.names(row).map(str::to_owned).collect()),
            Column::Id => texts_match(vec![self.segment.id(row).to_owned()]),
            Column::Links => texts_match(link_kind_names(self.segment.links(row))),
            Column::Paper => texts_match(self.segment.paper_texts(row).take(1).map(str::to_owned).collect()),
            _ => self.dictionary_matches.iter().any(|(keys, matches)| matches.get(keys.get(row)) == Some(&true)),
        };
        is_match != filter.negated
    }
}

/// The bookmark filters of a query for the rows of one segment.
pub(crate) struct BookmarkFilter {
    bookmarked_rows: HashSet<LocalRow>,
    /// Whether each filter is negated.
    negations: Vec<bool>,
}

impl BookmarkFilter {
    pub fn new(query: &Query, segment: &Segment, index: &Index) -> Self {
        let negations: Vec<_> = query.bookmark_negations().collect();
        let ids = index.bookmarks().ids().filter(|_| !negations.is_empty());
        Self { bookmarked_rows: ids.filter_map(|id| segment.row_by_id(id)).collect(), negations }
    }

    pub fn matches(&self, row: LocalRow) -> bool {
        self.negations.iter().all(|negated| self.bookmarked_rows.contains(&row) != *negated)
    }
}

impl Filter {
    /// Whether one of the values of an entry matches one of the filter.
    pub(crate) fn value_matches(&self, values: &ColumnValues) -> bool {
        match (&self.values, values) {
            (FilterValues::Texts(patterns), ColumnValues::Texts(texts)) => {
                patterns.iter().any(|pattern| texts.iter().any(|text| text_matches(self.column, pattern, text)))
            }
            (FilterValues::Quantities(ranges), ColumnValues::Quantities(quantities)) => {
                ranges.iter().any(|range| quantities.iter().any(|quantity| range.contains(*quantity)))
            }
            (FilterValues::Numbers(ranges), ColumnValues::Number(number)) => {
                ranges.iter().any(|range| range.contains(*number))
            }
            (FilterValues::Dates(ranges), ColumnValues::Date(date)) => ranges.iter().any(|range| range.contains(*date)),
            _ => false,
        }
    }
}

/// Whether a text matches, apart from case, spaces and punctuation: free text
/// contains the pattern (`license:apache2`), a keyword begins with it up to a
/// hyphen (`lang:zh` matches `zh-Hant`).
fn text_matches(column: Column, pattern: &str, text: &str) -> bool {
    let pattern = normalize(pattern);
    if column.key_and_type().1 == ValueType::Text {
        return !pattern.is_empty() && normalize(text).contains(&pattern);
    }
    let prefixes = text.split('-').scan(String::new(), |prefix, part| {
        prefix.push_str(&normalize(part));
        Some(prefix.clone())
    });
    prefixes.into_iter().any(|prefix| prefix == pattern)
}
