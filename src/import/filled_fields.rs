//! How many of the imported entries have each field.

use llm_catalog::{CatalogMeta, EntryRef};
use llm_index::{Column, value::ColumnValues};

use crate::import::result::ImportResult;

/// The fields that imported entries can have, with the number of entries that have each; those of none are left out.
#[must_use]
pub fn count_filled_fields(result: &ImportResult) -> Vec<(Column, usize)> {
    let meta = CatalogMeta { benchmarks: result.benchmarks.clone(), ..CatalogMeta::default() };
    let entries = || {
        let models = result.models.iter().map(EntryRef::Model);
        models.chain(result.extensions.iter().map(EntryRef::Extension))
    };
    let count =
        |column: Column| entries().filter(|entry| column.values(*entry, &meta) != ColumnValues::Missing).count();
    FIELDS.into_iter().map(|column| (column, count(column))).filter(|(_, count)| *count > 0).collect()
}

/// The fields that lists have.
const FIELDS: [Column; 23] = [
    Column::Name,
    Column::Organizations,
    Column::Countries,
    Column::Parameters,
    Column::ActiveParameters,
    Column::Released,
    Column::TrainingData,
    Column::ContextLength,
    Column::ContextExtended,
    Column::Architecture,
    Column::InputModalities,
    Column::OutputModalities,
    Column::Reasoning,
    Column::Tools,
    Column::Knowledge,
    Column::OpenWeights,
    Column::Languages,
    Column::License,
    Column::CommercialUse,
    Column::Links,
    Column::Paper,
    Column::Score,
    Column::Parents,
];
