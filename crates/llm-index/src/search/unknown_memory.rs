//! Entries that a filter by memory leaves out because figures are unknown.

use std::{iter, sync::atomic::AtomicBool};

use llm_catalog::memory::{MemoryInputs, NoMemoryEstimate};
use rustc_hash::FxHashSet;

use crate::{
    column::Column,
    field::EncodedField,
    field_value::FieldValue,
    index::{Index, SegmentRows},
    query::Query,
    row_id::{LocalRow, RowId},
    search::results::SearchResults,
    segment::Segment,
};

/// The number of entries that match a query but for its filters by memory, have none of its `results`, and have a
/// variant with released weights for which a figure of the estimate is unknown. `None` once `cancelled` is set.
#[must_use]
pub fn count_unknown_memory(
    query: &Query,
    index: &Index,
    results: &SearchResults,
    cancelled: &AtomicBool,
) -> Option<usize> {
    // What does not fit includes what is unknown.
    let filters: Vec<_> = query.filters().filter(|filter| filter.column == Column::Memory).collect();
    if filters.is_empty() || filters.iter().any(|filter| filter.negated) {
        return Some(0);
    }
    let others = SearchResults::search(&query.without_filters_by(Column::Memory), index, None, cancelled)?;
    let found: FxHashSet<RowId> = results.rows.iter().map(|row| index.entry_row(*row)).collect();
    let mut unknown = FxHashSet::default();
    for group in index.group_by_segment(&others.rows) {
        unknown.extend(unknown_entries(&group, query).filter(|entry| !found.contains(entry)));
    }
    Some(unknown.len())
}

/// The first rows of the entries of which a row in the group has unknown figures.
fn unknown_entries<'s>(group: &SegmentRows<'s>, query: &Query) -> impl Iterator<Item = RowId> + use<'s> {
    let figures = MemoryFigures::new(group.segment);
    let (segment, base_row) = (group.segment, group.base_row);
    let budgets: Vec<_> = query.memory_budgets().collect();
    let rows = group.with_local_rows().filter(move |(_, row)| {
        figures.of_row(*row).is_some_and(|inputs| {
            let is_unknown = |reason: NoMemoryEstimate| !reason.is_impossible();
            budgets.iter().any(|budget| budget.estimate(inputs).is_err_and(is_unknown))
        })
    });
    rows.map(move |(_, row)| base_row.offset(segment.entry_row(row)))
}

/// What decides the memory of the rows of a segment, by the keys of its columns; the first is that of no value.
struct MemoryFigures<'s> {
    segment: &'s Segment,
    variants: Vec<Option<MemoryInputs>>,
    open_weights: Vec<bool>,
    contexts: Vec<Option<u32>>,
    extended_contexts: Vec<Option<u32>>,
}

impl<'s> MemoryFigures<'s> {
    fn new(segment: &'s Segment) -> Self {
        let context = |value: FieldValue<'_>| match value {
            FieldValue::Context(tokens) | FieldValue::ContextExtended(tokens) => Some(tokens),
            _ => None,
        };
        Self {
            segment,
            variants: by_key(segment, EncodedField::Variant, |value| match value {
                FieldValue::Variant(figures) => figures.memory,
                _ => None,
            }),
            open_weights: by_key(segment, EncodedField::OpenWeights, |value| {
                matches!(value, FieldValue::OpenWeights(true))
            }),
            contexts: by_key(segment, EncodedField::Context, context),
            extended_contexts: by_key(segment, EncodedField::ContextExtended, context),
        }
    }

    /// What is known of a row with released weights.
    fn of_row(&self, row: LocalRow) -> Option<MemoryInputs> {
        let key = |field| self.segment.key(field, row);
        let is_open = self.open_weights.get(key(EncodedField::OpenWeights)) == Some(&true);
        let inputs = self.variants.get(key(EncodedField::Variant)).copied().flatten();
        is_open.then(|| {
            // Without the size of its cache, a variant has no inputs.
            inputs.unwrap_or_else(|| MemoryInputs {
                open_weights: Some(true),
                context: self.contexts.get(key(EncodedField::Context)).copied().flatten(),
                context_extended: self.extended_contexts.get(key(EncodedField::ContextExtended)).copied().flatten(),
                ..MemoryInputs::default()
            })
        })
    }
}

/// What each value of a field stands for, by key; the first is that of no value.
fn by_key<T: Default>(segment: &Segment, field: EncodedField, read: impl Fn(FieldValue<'_>) -> T) -> Vec<T> {
    let values = segment.dictionary(field);
    let read = |bytes: &[u8]| FieldValue::decode(field, bytes).map(&read).unwrap_or_default();
    iter::once(T::default()).chain(values.map(read)).collect()
}
