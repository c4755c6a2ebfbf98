//! What the list showed in earlier frames: most rows stay visible from frame to frame.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use llm_catalog::localized::Locale;
use llm_index::{
    Column, Index, RowId,
    query::Query,
    search::{Highlighter, Highlights},
};

use crate::columns::ListCell;

/// More cells, and more rows, than fit on a few screens.
const MAX_CACHED: usize = 4_000;

/// The cells of rows.
#[derive(Default)]
pub(super) struct CellCache {
    generation: u64,
    locale: Locale,
    cells: FxHashMap<(RowId, Column), Rc<ListCell>>,
}

impl CellCache {
    /// A cell, built if the index or the language has changed since it was shown.
    pub fn cell(&mut self, row: RowId, column: Column, index: &Index, locale: Locale) -> Rc<ListCell> {
        let generation = index.generation();
        if self.generation != generation || self.locale != locale || self.cells.len() >= MAX_CACHED {
            *self = Self { generation, locale, cells: FxHashMap::default() };
        }
        let to_cell = || Rc::new(ListCell::new(column, index, row, locale));
        self.cells.entry((row, column)).or_insert_with(to_cell).clone()
    }
}

/// What one query matched in rows.
#[derive(Default)]
pub(super) struct HighlightCache {
    generation: u64,
    /// That of the query; `None` until a row is drawn.
    highlighter: Option<Highlighter>,
    highlights: FxHashMap<RowId, Rc<Highlights>>,
}

impl HighlightCache {
    /// What the query matched in a row, found if the index has changed since it was shown. For another query the cache is to
    /// be a new one.
    pub fn highlights(&mut self, row: RowId, query: &Query, index: &Index) -> Rc<Highlights> {
        let generation = index.generation();
        if self.generation != generation || self.highlights.len() >= MAX_CACHED {
            *self = Self { generation, ..Self::default() };
        }
        let highlighter = self.highlighter.get_or_insert_with(|| Highlighter::new(query));
        self.highlights.entry(row).or_insert_with(|| Rc::new(highlighter.highlights(index, row))).clone()
    }
}
