//! Filters, evaluated once for each distinct value of a segment.

use std::collections::HashSet;

use llm_catalog::{CatalogMeta, memory::MemoryBudget, quantity::Quantity};

use crate::{
    column::Column,
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    lineage::LineageIds,
    names::rows_by_name,
    query::{
        Filter, LicensePattern, Query,
        filter::{FilterValues, Range, RoundedQuantity, text_matches},
    },
    row_id::LocalRow,
    segment::{KeyColumn, Segment},
    value::{ColumnValues, link_kind_names},
};

/// A filter with what it needs to know of the index as a whole.
pub(crate) struct CompiledFilter<'q> {
    filter: &'q Filter,
    /// For a filter by parents, the parents and all their descendants.
    descendants: LineageIds,
    /// For a filter by license, its values, and whether some license has the value as its entire name.
    license_patterns: Vec<(LicensePattern, bool)>,
}

/// A filter for the rows of one segment.
pub(crate) struct SegmentFilter<'s> {
    compiled: &'s CompiledFilter<'s>,
    segment: &'s Segment,
    /// For each field of the column, the keys of the rows, and by key whether the value matches.
    dictionary_matches: Vec<(KeyColumn<'s>, Vec<bool>)>,
    /// Whether a row matches if its weights are not released, by a filter by license.
    matches_closed: bool,
}

impl<'q> CompiledFilter<'q> {
    pub fn new(filter: &'q Filter, index: &Index) -> Self {
        let mut compiled = Self { filter, descendants: LineageIds::default(), license_patterns: Vec::new() };
        let FilterValues::Texts(values) = &filter.values else { return compiled };
        match filter.column {
            Column::Parents => compiled.descendants = descendants(values, true, index),
            Column::Relatives => compiled.descendants = descendants(values, false, index),
            Column::License => compiled.license_patterns = license_patterns(values, index),
            _ => {}
        }
        compiled
    }

    pub fn for_segment<'s>(&'s self, segment: &'s Segment, meta: &CatalogMeta) -> SegmentFilter<'s> {
        let column = self.filter.column;
        let matches_by_key = |field: EncodedField| {
            let is_match = |bytes: &[u8]| {
                let value = FieldValue::decode(field, bytes);
                if let FilterValues::Budgets(budgets) = &self.filter.values {
                    let memory = match value {
                        Some(FieldValue::Variant(figures)) => figures.memory,
                        _ => None,
                    };
                    let fits = |budget: &MemoryBudget| memory.is_some_and(|inputs| budget.fits(inputs) == Ok(true));
                    return budgets.iter().any(fits);
                }
                value.is_some_and(|value| self.value_matches(&value, meta))
            };
            std::iter::once(false).chain(segment.dictionary(field).map(is_match)).collect()
        };
        let dictionary_matches = match column {
            Column::Parents | Column::Relatives => {
                let weights_only = column == Column::Parents;
                let matches = segment.has_parent_mask(|parent| {
                    (parent.uses_weights || !weights_only) && self.descendants.contains(parent)
                });
                vec![(segment.keys(EncodedField::BaseModels), matches)]
            }
            column => {
                let fields = column.encoded_fields().iter();
                fields.map(|field| (segment.keys(*field), matches_by_key(*field))).collect()
            }
        };
        let matches_closed = self.license_patterns.iter().any(|(pattern, _)| *pattern == LicensePattern::Closed);
        SegmentFilter { compiled: self, segment, dictionary_matches, matches_closed }
    }
}

impl CompiledFilter<'_> {
    fn value_matches(&self, value: &FieldValue<'_>, meta: &CatalogMeta) -> bool {
        match (self.filter.column, value) {
            (Column::License, FieldValue::License(license)) => {
                self.license_patterns.iter().any(|(pattern, is_exact)| pattern.matches(license, *is_exact))
            }
            (Column::Parameters, FieldValue::Variant(figures))
                if figures.parameters.is_some_and(|exact| self.asks_for_size(size_words(&figures.name), exact)) =>
            {
                true
            }
            (Column::ActiveParameters, FieldValue::Variant(figures))
                if figures.active.is_some_and(|exact| self.asks_for_size(active_size_words(&figures.name), exact)) =>
            {
                true
            }
            (column, value) => self.filter.value_matches(&column.field_values(value, meta)),
        }
    }

    /// Whether the filter asks for a size in the name of a variant, with its digits, where that is near the exact figure.
    fn asks_for_size<'n>(&self, mut words: impl Iterator<Item = &'n str>, exact: Quantity) -> bool {
        let FilterValues::Quantities(ranges) = &self.filter.values else { return false };
        words.any(|word| {
            let size = word.to_lowercase().parse::<RoundedQuantity>().ok().filter(|size| size.is_near(exact));
            size.is_some_and(|size| {
                ranges.iter().any(|range| matches!(range, Range::Eq(typed) if typed.has_digits_of(&size)))
            })
        })
    }
}

/// The words of a name that may be sizes: `30B` of `30B-A3B`.
fn size_words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '.');
    words.filter(|word| {
        word.starts_with(|ch: char| ch.is_ascii_digit()) && word.ends_with(['M', 'B', 'T', 'm', 'b', 't'])
    })
}

/// The words of a name that may be active sizes: `3B` of `30B-A3B`.
fn active_size_words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '.');
    words.filter_map(|word| word.strip_prefix(['A', 'a'])).flat_map(size_words)
}

/// The entries that are [called](rows_by_name) one of the names, and all their descendants.
fn descendants(names: &[String], weights_only: bool, index: &Index) -> LineageIds {
    index.descendants(names.iter().flat_map(|name| rows_by_name(index, name)), weights_only)
}

fn license_patterns(values: &[String], index: &Index) -> Vec<(LicensePattern, bool)> {
    let patterns = values.iter().map(|value| LicensePattern::new(value));
    let is_name = |pattern: &LicensePattern, bytes: &[u8]| match FieldValue::decode(EncodedField::License, bytes) {
        Some(FieldValue::License(license)) => pattern.is_name_of(&license),
        _ => false,
    };
    let is_exact = |pattern: &LicensePattern| {
        let mut segments = index.segments();
        segments.any(|(_, segment)| segment.dictionary(EncodedField::License).any(|bytes| is_name(pattern, bytes)))
    };
    patterns.map(|pattern| (is_exact(&pattern), pattern)).map(|(is_exact, pattern)| (pattern, is_exact)).collect()
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
            Column::License if self.matches_closed && self.segment.has_closed_license(row) => true,
            _ => self.dictionary_matches.iter().any(|(keys, matches)| matches.get(keys.get(row)) == Some(&true)),
        };
        is_match != filter.negated
    }
}

/// The bookmark filters of a query for the rows of one segment.
pub(crate) struct BookmarkFilter<'s> {
    segment: &'s Segment,
    bookmarked_rows: HashSet<LocalRow>,
    /// Whether each filter is negated.
    negations: Vec<bool>,
}

impl<'s> BookmarkFilter<'s> {
    pub fn new(query: &Query, segment: &'s Segment, index: &Index) -> Self {
        let negations: Vec<_> = query.bookmark_negations().collect();
        let ids = index.bookmarks().ids().filter(|_| !negations.is_empty());
        Self { segment, bookmarked_rows: ids.filter_map(|id| segment.row_by_id(id)).collect(), negations }
    }

    pub fn matches(&self, row: LocalRow) -> bool {
        self.negations.iter().all(|negated| self.is_bookmarked(row) != *negated)
    }

    pub fn is_bookmarked(&self, row: LocalRow) -> bool {
        self.bookmarked_rows.contains(&self.segment.entry_row(row))
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
                let contains = |range: &Range<_>, quantity| match self.column {
                    Column::ContextLength | Column::ContextExtended => range.contains_context(quantity),
                    _ => range.contains(quantity),
                };
                ranges.iter().any(|range| quantities.iter().any(|quantity| contains(range, *quantity)))
            }
            (FilterValues::Numbers(ranges), ColumnValues::Number(number)) => {
                ranges.iter().any(|range| range.contains(*number))
            }
            (FilterValues::Dates(ranges), ColumnValues::Date(date)) => ranges.iter().any(|range| range.contains(*date)),
            _ => false,
        }
    }
}
