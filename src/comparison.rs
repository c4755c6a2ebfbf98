//! Models compared side by side: which values differ, and which value of a row is the best.
//!
//! A row holds comparable values only: scores on one benchmark in one setting, training data of one unit and kind. Most
//! rows have no best value: more parameters, more tokens or a later release are not better.

mod cell;
mod column_cells;
mod row;
mod rows;

pub use crate::comparison::cell::{Cell, CellLink, CellValue};
pub use crate::comparison::row::{Row, RowKey};

use std::sync::Arc;

use llm_catalog::{Entry, EntryRef, Model, localized::Locale};
use llm_index::{Index, RowId};

/// The minimum number of compared models.
pub const MIN_MODELS: usize = 2;
/// The maximum number of compared models.
pub const MAX_MODELS: usize = 4;
/// Marks a row whose values differ.
pub const DIFFERS_SYMBOL: &str = "!=";
/// Marks the best value of a row.
pub const BEST_SYMBOL: &str = "+";

/// Compared models, with a row for each fact that is known about at least one of them.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    models: Vec<(RowId, Arc<Entry>)>,
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Compares the models of some rows; extensions are left out.
    #[must_use]
    pub fn new(index: &Index, rows: &[RowId], locale: Locale) -> Self {
        let entry = |row: &RowId| Some((*row, index.resolved(*row)?));
        let is_model = |(_, entry): &(RowId, Arc<Entry>)| matches!(**entry, Entry::Model(_));
        let mut comparison =
            Self { models: rows.iter().filter_map(entry).filter(is_model).collect(), rows: Vec::new() };
        let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
        comparison.rows = rows::build_rows(&models, index, locale);
        comparison
    }

    /// The models with their rows in the index.
    pub fn models(&self) -> impl Iterator<Item = (RowId, &Model)> {
        self.models.iter().filter_map(|(row, entry)| match entry.as_entry_ref() {
            EntryRef::Model(model) => Some((*row, model)),
            EntryRef::Extension(_) => None,
        })
    }
}
