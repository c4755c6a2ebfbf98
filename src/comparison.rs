//! Models side by side: what is known of each, where they differ, and which
//! figure of a row is the best.
//!
//! A row holds what can be compared and nothing else: scores of one benchmark
//! under one setting, training figures of one unit and kind. Most rows have no
//! best: more parameters, more tokens or a later release are not better.

use std::sync::Arc;

use crate::{
    catalog::{
        Entry, Model, Record,
        id::Id,
        link::Url,
        training::{TrainingKind, Unit},
    },
    locale::Locale,
    search::Column,
    shelf::Shelf,
    theme::Role,
};

mod cells;
mod rows;

/// The fewest models that can be compared.
pub const LEAST: usize = 2;
/// The most models that can be compared.
pub const MOST: usize = 4;
/// Stands at a row whose values differ.
pub const DIFFERS: &str = "!=";
/// Stands at the best figure of a row.
pub const BEST: &str = "+";
/// Stands for what is not known.
const UNKNOWN: &str = "-";

/// Models side by side.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    models: Vec<(usize, Arc<Record>)>,
    /// What is known of at least one of them, from the top.
    pub rows: Vec<Row>,
}

/// What is known of each model in one respect.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it tells of.
    pub subject: Subject,
    /// The same in words.
    pub label: String,
    /// A cell for each model.
    pub cells: Vec<Cell>,
    /// Whether two models are known to differ.
    pub differs: bool,
}

/// What a row tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What a column holds.
    Column(Column),
    /// How much data, of one unit and kind.
    Training(Unit, TrainingKind),
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
    pub words: Vec<Word>,
    /// Its looks.
    pub role: Role,
    /// What decides which cell is best, where a best exists.
    pub figure: Option<f64>,
    /// Whether no other model is better, and one is worse.
    pub best: bool,
    /// Why nothing is known, where that is told.
    absence: Option<&'static str>,
}

/// A value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub lead: Option<Lead>,
}

/// Where a value leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To a page on the web.
    Url(Url),
    /// To a model, by its row.
    Model(usize),
}

impl Comparison {
    /// Compares the models of some rows; extensions are left out.
    #[must_use]
    pub fn of(shelf: &Shelf, rows: &[usize], locale: Locale) -> Self {
        let record = |row: &usize| Some((*row, shelf.get(*row)?));
        let is_model = |(_, record): &(usize, Arc<Record>)| matches!(**record, Record::Model(_));
        let mut comparison =
            Self { models: rows.iter().filter_map(record).filter(is_model).collect(), rows: Vec::new() };
        let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
        comparison.rows = rows::rows(&models, shelf, locale);
        comparison
    }

    /// The models with their rows on the shelf, from the left.
    pub fn models(&self) -> impl Iterator<Item = (usize, &Model)> {
        self.models.iter().filter_map(|(row, record)| match record.entry() {
            Entry::Model(model) => Some((*row, model)),
            Entry::Extension(_) => None,
        })
    }
}

impl Row {
    /// The row, with what can be said of its cells together.
    fn new(subject: Subject, label: String, cells: Vec<Cell>) -> Self {
        let mut row = Self { subject, label, cells, differs: false };
        let texts: Vec<_> = row.cells.iter().filter(|cell| cell.is_known()).map(Cell::text).collect();
        row.differs = texts.windows(2).any(|pair| pair.first() != pair.last());
        row.judge();
        row
    }

    /// Whether nothing is known of any model.
    fn is_empty(&self) -> bool {
        !self.cells.iter().any(Cell::is_known)
    }

    /// Whether a larger figure of it is better.
    #[must_use]
    pub fn has_best(&self) -> bool {
        matches!(self.subject, Subject::Column(Column::Context | Column::Commercial) | Subject::Score { .. })
    }

    /// Marks the best cells, unless all that are known are as good.
    fn judge(&mut self) {
        if !self.has_best() {
            return;
        }
        let figures = || self.cells.iter().filter_map(|cell| cell.figure);
        let (least, most) = (figures().min_by(f64::total_cmp), figures().max_by(f64::total_cmp));
        if least < most {
            for cell in &mut self.cells {
                cell.best = cell.figure.is_some() && cell.figure == most;
            }
        }
    }
}

impl Cell {
    /// Whether anything is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.words.is_empty()
    }

    /// Its values side by side, or what stands for none.
    #[must_use]
    pub fn text(&self) -> String {
        if !self.is_known() {
            return self.absence.unwrap_or(UNKNOWN).to_owned();
        }
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Where the first of its values leads that leads somewhere.
    #[must_use]
    pub fn lead(&self) -> Option<&Lead> {
        self.words.iter().find_map(|word| word.lead.as_ref())
    }
}
