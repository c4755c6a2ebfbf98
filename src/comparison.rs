//! Variants of models compared side by side: which values differ, and which value of a row is the best.
//!
//! A best value is only found among comparable ones: scores on one benchmark in one setting. Most rows have no best value:
//! more parameters, more tokens or a later release are not better.

mod cell;
mod column_cells;
mod compared_variant;
mod row;
mod rows;
mod scores;

pub use crate::comparison::cell::{Cell, CellLink, CellValue, ScoreValue, ValueMark};
pub use crate::comparison::compared_variant::ComparedVariant;
pub use crate::comparison::row::{Row, RowKey, Section};

use llm_catalog::{Model, localized::Locale};
use llm_index::{Index, RowId};

use crate::glyphs;

/// The minimum number of compared models.
pub const MIN_MODELS: usize = 2;
/// The maximum number of compared models.
pub const MAX_MODELS: usize = 4;
/// Marks the best value of a row.
pub const BEST_SYMBOL: &str = glyphs::BEST;
/// Marks a score in a setting that not all models with a score have.
pub const UNLIKE_SYMBOL: &str = glyphs::UNLIKE;

/// Compared variants, with a row for each fact that is known about at least one of them.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// From left to right.
    pub variants: Vec<ComparedVariant>,
    pub rows: Vec<Row>,
}

impl Comparison {
    /// Compares the variants of some rows; extensions are left out.
    #[must_use]
    pub fn new(index: &Index, rows: &[RowId], locale: Locale) -> Self {
        let variants: Vec<_> = rows.iter().filter_map(|row| ComparedVariant::new(*row, index)).collect();
        let rows = rows::build_rows(&variants, index, locale);
        Self { variants, rows }
    }
    /// Each model once, with the row of the first of its compared variants.
    pub fn models(&self) -> impl Iterator<Item = (RowId, &Model)> {
        let is_first = |idx: usize, variant: &ComparedVariant| {
            !self.variants.iter().take(idx).any(|other| other.resolved.id == variant.resolved.id)
        };
        let variants = self.variants.iter().enumerate().filter(move |(idx, variant)| is_first(*idx, variant));
        variants.map(|(_, variant)| (variant.row, &variant.resolved))
    }
}
