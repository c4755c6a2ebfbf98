//! Models side by side: what is known of each, where they differ, and which
//! figure of a row is the best.
//!
//! A row holds what can be compared and nothing else: scores of one benchmark
//! under one setting, training figures of one unit and kind. Most rows have no
//! best: more parameters, more tokens or a later release are not better.

use std::sync::Arc;

use llm_catalog::{
    Entry, EntryRef, Model,
    id::Id,
    link::Url,
    localized::Locale,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::{Column, Index, RowId};

use crate::config::theme::StyleRole;

mod cells;
mod rows;

/// The fewest models that can be compared.
pub const MIN_MODELS: usize = 2;
/// The most models that can be compared.
pub const MAX_MODELS: usize = 4;
/// Stands at a row whose values differ.
pub const DIFFERS_SYMBOL: &str = "!=";
/// Stands at the best figure of a row.
pub const BEST_SYMBOL: &str = "+";
/// Stands for what is not known.
const UNKNOWN_SYMBOL: &str = "-";

/// Models side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    models: Vec<(RowId, Arc<Entry>)>,
    /// What is known of at least one of them, from the top.
    pub rows: Vec<Row>,
}

/// What is known of each model in one respect.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it tells of.
    pub key: RowKey,
    /// The same in words.
    pub label: String,
    /// A cell for each model.
    pub cells: Vec<Cell>,
    /// Whether two models are known to differ.
    pub differs: bool,
}

/// What a row tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKey {
    /// What a column holds.
    Column(Column),
    /// How much data, of one unit and kind.
    Training(TrainingUnit, TrainingKind),
    /// The results on a benchmark under one setting.
    Score {
        /// The id of the benchmark.
        benchmark: Id,
        /// How it was measured, where that is told.
        setting: Option<String>,
    },
}

/// What is known of one model in one respect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its values; none where nothing is known.
    pub values: Vec<CellValue>,
    /// Its looks.
    pub role: StyleRole,
    /// What decides which cell is best, where a best exists.
    pub rank_value: Option<f64>,
    /// Whether no other model is better, and one is worse.
    pub is_best: bool,
    /// Why nothing is known, where that is told.
    missing_reason: Option<&'static str>,
}

/// A value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub link: Option<CellLink>,
}

/// Where a value leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellLink {
    /// To a page on the web.
    Url(Url),
    /// To a model, by its row.
    Model(RowId),
}

impl Comparison {
    /// Compares the models of some rows; extensions are left out.
    #[must_use]
    pub fn new(shelf: &Index, rows: &[RowId], locale: Locale) -> Self {
        let record = |row: &RowId| Some((*row, shelf.get(*row)?));
        let is_model = |(_, record): &(RowId, Arc<Entry>)| matches!(**record, Entry::Model(_));
        let mut comparison =
            Self { models: rows.iter().filter_map(record).filter(is_model).collect(), rows: Vec::new() };
        let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
        comparison.rows = rows::build_rows(&models, shelf, locale);
        comparison
    }

    /// The models with their rows on the shelf, from the left.
    pub fn models(&self) -> impl Iterator<Item = (RowId, &Model)> {
        self.models.iter().filter_map(|(row, record)| match record.as_entry_ref() {
            EntryRef::Model(model) => Some((*row, model)),
            EntryRef::Extension(_) => None,
        })
    }
}

impl Row {
    /// The row, with what can be said of its cells together.
    fn new(subject: RowKey, label: String, cells: Vec<Cell>) -> Self {
        let mut row = Self { key: subject, label, cells, differs: false };
        let texts: Vec<_> = row.cells.iter().filter(|cell| cell.is_known()).map(Cell::text).collect();
        row.differs = texts.windows(2).any(|pair| pair.first() != pair.last());
        row.mark_best();
        row
    }

    /// Whether nothing is known of any model.
    fn is_empty(&self) -> bool {
        !self.cells.iter().any(Cell::is_known)
    }

    /// Whether a larger figure of it is better.
    #[must_use]
    pub fn higher_is_better(&self) -> bool {
        matches!(self.key, RowKey::Column(Column::ContextLength | Column::CommercialUse) | RowKey::Score { .. })
    }

    /// Marks the best cells, unless all that are known are as good.
    fn mark_best(&mut self) {
        if !self.higher_is_better() {
            return;
        }
        let figures = || self.cells.iter().filter_map(|cell| cell.rank_value);
        let (least, most) = (figures().min_by(f64::total_cmp), figures().max_by(f64::total_cmp));
        if least < most {
            for cell in &mut self.cells {
                cell.is_best = cell.rank_value.is_some() && cell.rank_value == most;
            }
        }
    }
}

impl Cell {
    /// Whether anything is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.values.is_empty()
    }

    /// Its values side by side, or what stands for none.
    #[must_use]
    pub fn text(&self) -> String {
        if !self.is_known() {
            return self.missing_reason.unwrap_or(UNKNOWN_SYMBOL).to_owned();
        }
        self.values.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Where the first of its values leads that leads somewhere.
    #[must_use]
    pub fn link(&self) -> Option<&CellLink> {
        self.values.iter().find_map(|word| word.link.as_ref())
    }
}
