//! Cells that were shown before: most rows stay in sight from key to key, and
//! values are not read anew for each picture of them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use llm_catalog::localized::Locale;
use llm_index::{Column, RowId};

use crate::{app::App, columns::ColumnExt, config::theme::StyleRole};

/// Texts and looks by row and column.
#[derive(Default)]
pub(super) struct CellCache {
    /// The generation of the index, and the language.
    key: (u64, Locale),
    cells: FxHashMap<(RowId, Column), Rc<(String, StyleRole)>>,
}

/// More than some screens show.
const MAX_CACHED_CELLS: usize = 4_000;

impl App {
    /// What the table shows in a column for an entry.
    #[must_use]
    pub fn cell(&self, row: RowId, column: Column) -> Rc<(String, StyleRole)> {
        let of = (self.index.generation(), self.locale);
        let mut cells = self.cell_cache.borrow_mut();
        if cells.key != of || cells.cells.len() >= MAX_CACHED_CELLS {
            *cells = CellCache { key: of, cells: FxHashMap::default() };
        }
        let cell = || Rc::new(column.cell(&self.index, row, self.locale));
        cells.cells.entry((row, column)).or_insert_with(cell).clone()
    }
}
