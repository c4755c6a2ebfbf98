//! Cells that were shown before: most rows stay in sight from key to key, and
//! values are not read anew for each picture of them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::App;
use crate::{locale::Locale, search::Column, theme::Role};

/// Texts and looks by row and column.
#[derive(Default)]
pub(super) struct Cells {
    /// Of how many entries, with which benchmark's scores, in which language.
    of: (usize, usize, Locale),
    known: FxHashMap<(usize, Column), Rc<(String, Role)>>,
}

/// More than some screens show.
const MOST: usize = 4_000;

impl App {
    /// What the table shows in a column for an entry.
    #[must_use]
    pub fn cell(&self, row: usize, column: Column) -> Rc<(String, Role)> {
        let of = (self.shelf.len(), self.shelf.head().main, self.locale);
        let mut cells = self.cells.borrow_mut();
        if cells.of != of || cells.known.len() >= MOST {
            *cells = Cells { of, known: FxHashMap::default() };
        }
        let cell = || Rc::new(column.cell(&self.shelf, row, self.locale));
        cells.known.entry((row, column)).or_insert_with(cell).clone()
    }
}
