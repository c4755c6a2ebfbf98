//! How many of the imported entries have each field.

use llm_catalog::{CatalogMeta, EntryRef};
use llm_index::{Column, value::ColumnValues};

use crate::import::result::ImportResult;

/// The number of imported entries that have each field.
#[derive(Clone, Copy, Debug, Default)]
pub struct FilledFields([usize; FIELDS.len()]);

impl FilledFields {
    /// Counts the fields of an entry.
    pub fn add(&mut self, entry: EntryRef<'_>, meta: &CatalogMeta) {
        for (count, column) in self.0.iter_mut().zip(FIELDS) {
            *count += usize::from(column.values(entry, meta) != ColumnValues::Missing);
        }
    }

    /// Adds the numbers of other entries.
    pub fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, other)| *count += other);
    }

    /// The fields that entries have, each with their number.
    pub fn iter(&self) -> impl Iterator<Item = (Column, usize)> {
        FIELDS.into_iter().zip(self.0).filter(|(_, count)| *count > 0)
    }
}

/// The number of entries that have each field.
#[must_use]
pub fn count_filled_fields(result: &ImportResult) -> FilledFields {
    let meta = CatalogMeta { benchmarks: result.benchmarks.clone(), ..CatalogMeta::default() };
    let mut filled = FilledFields::default();
    let models = result.models.iter().map(EntryRef::Model);
    models.chain(result.extensions.iter().map(EntryRef::Extension)).for_each(|entry| filled.add(entry, &meta));
    filled
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
