//! Entries that a filter by memory leaves out because nothing is known of their memory.

use std::{collections::HashSet, iter, sync::atomic::AtomicBool};

use llm_catalog::memory::MemoryInputs;

use crate::{
    column::Column,
    field::EncodedField,
    field_value::FieldValue,
    index::{Index, SegmentRows},
    query::Query,
    row_id::RowId,
    search::results::SearchResults,
    segment::Segment,
};

/// The number of entries that match a query but for its filters by memory, have none of its `results`, and have a
/// variant with released weights for which there is no estimate. `None` once `cancelled` is set.
#[must_use]
pub fn count_unknown_memory(
    query: &Query,
    index: &Index,
    results: &SearchResults,
    cancelled: &AtomicBool,
) -> Option<usize> {
    if query.memory_budgets().next().is_none() {
        return Some(0);
    }
    let others = SearchResults::search(&query.without_filters_by(Column::Memory), index, None, cancelled)?;
    let found: HashSet<RowId> = results.rows.iter().map(|row| index.entry_row(*row)).collect();
    let groups = index.group_by_segment(&others.rows);
    let unknown: HashSet<RowId> =
        groups.iter().flat_map(unknown_entries).filter(|entry| !found.contains(entry)).collect();
    Some(unknown.len())
}

/// The first rows of the entries of which a row in the group has released weights and no estimate.
fn unknown_entries<'s>(group: &SegmentRows<'s>) -> impl Iterator<Item = RowId> + use<'s> {
    let (segment, base_row) = (group.segment, group.base_row);
    let is_open = matches_by_key(segment, EncodedField::OpenWeights, |value| {
        matches!(value, Some(FieldValue::OpenWeights(true)))
    });
    let is_unknown = matches_by_key(segment, EncodedField::Variant, |value| match value {
        Some(FieldValue::Variant(figures)) => figures.memory.is_none_or(lacks_figures),
        _ => true,
    });
    let holds = |matches: &[bool], key: usize| matches.get(key) == Some(&true);
    let rows = group.with_local_rows().filter(move |(_, row)| {
        holds(&is_open, segment.key(EncodedField::OpenWeights, *row))
            && holds(&is_unknown, segment.key(EncodedField::Variant, *row))
    });
    rows.map(move |(_, row)| base_row.offset(segment.entry_row(row)))
}

/// Whether each value of a field has a property, by key; the first is that of no value.
fn matches_by_key(
    segment: &Segment,
    field: EncodedField,
    is_match: impl Fn(Option<FieldValue<'_>>) -> bool,
) -> Vec<bool> {
    let values = segment.dictionary(field).map(|bytes| is_match(FieldValue::decode(field, bytes)));
    iter::once(is_match(None)).chain(values).collect()
}

/// Whether there is no estimate for any budget.
fn lacks_figures(inputs: MemoryInputs) -> bool {
    let has_weights = inputs.parameters.is_some() || inputs.weights.is_some_and(|weights| weights.bytes.is_some());
    inputs.context.is_none() || !has_weights
}
