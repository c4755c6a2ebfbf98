//! Entries that a filter by memory leaves out because nothing is known of their memory.

use std::{collections::HashSet, sync::atomic::AtomicBool};

use llm_catalog::memory::MemoryInputs;

use crate::{
    column::Column, field::EncodedField, field_value::FieldValue, index::Index, query::Query, row_id::RowId,
    search::results::SearchResults,
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
    let is_unknown = |row: &&RowId| {
        index.locate(**row).is_some_and(|(segment, row)| {
            let value = segment.value(EncodedField::OpenWeights, segment.key(EncodedField::OpenWeights, row));
            let memory = segment.variant(row).and_then(|figures| figures.memory);
            matches!(value, Some(FieldValue::OpenWeights(true))) && memory.is_none_or(lacks_figures)
        })
    };
    let unknown = others.rows.iter().filter(is_unknown).map(|row| index.entry_row(*row));
    Some(unknown.filter(|entry| !found.contains(entry)).collect::<HashSet<_>>().len())
}

/// Whether there is no estimate for any budget.
fn lacks_figures(inputs: MemoryInputs) -> bool {
    inputs.context.is_none()
        || inputs.parameters.is_none() && inputs.weights.is_none_or(|weights| weights.bytes.is_none())
}
