//! A row of a comparison.

use llm_catalog::{
    id::Id,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::Column;

use crate::comparison::cell::{Cell, ValueMark};

/// One fact about each model.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: RowKey,
    pub label: String,
    /// A cell for each model.
    pub cells: Vec<Cell>,
    /// True if the known values differ.
    pub differs: bool,
}

/// What a row compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKey {
    Column(Column),
    /// Amounts of training data of one unit and kind.
    Training(TrainingUnit, TrainingKind),
    TokensPerParameter,
    /// Scores on a benchmark, in any setting.
    Score {
        /// The id of the benchmark.
        benchmark: Id,
    },
}

impl Row {
    /// A row of anything but scores.
    pub(super) fn new(key: RowKey, label: String, cells: Vec<Cell>) -> Self {
        let mut row = Self { key, label, cells, differs: false };
        let texts: Vec<_> = row.cells.iter().filter(|cell| cell.is_known()).map(Cell::text).collect();
        row.differs = texts.windows(2).any(|pair| pair.first() != pair.last());
        row.mark_best();
        row
    }

    /// True if no cell has a value.
    pub(super) fn is_empty(&self) -> bool {
        !self.cells.iter().any(Cell::is_known)
    }

    /// Marks the best cells, unless all known ones are equal.
    fn mark_best(&mut self) {
        let values = || self.cells.iter().filter_map(|cell| cell.rank_value);
        let (min, max) = (values().min_by(f64::total_cmp), values().max_by(f64::total_cmp));
        if min < max {
            let best = self.cells.iter_mut().filter(|cell| cell.rank_value == max);
            for value in best.flat_map(|cell| &mut cell.values) {
                value.mark = Some(ValueMark::Best);
            }
        }
    }
}
