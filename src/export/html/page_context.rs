//! What the parts of a page depend on.

use std::collections::HashSet;

use llm_catalog::id::EntryId;
use llm_index::Index;

use crate::export::table::{ExportTable, ExportedRow};

pub(super) struct PageContext<'a> {
    pub table: &'a ExportTable<'a>,
    /// The entries that the page has, so that a link can lead to them.
    ids: HashSet<EntryId>,
}

impl<'a> PageContext<'a> {
    pub fn new<'r>(table: &'a ExportTable<'a>, rows: impl Iterator<Item = &'r ExportedRow>) -> Self {
        Self { table, ids: rows.map(|row| row.entry.as_entry_ref().id().clone()).collect() }
    }

    pub fn index(&self) -> &Index {
        self.table.index
    }

    pub fn has_entry(&self, id: &EntryId) -> bool {
        self.ids.contains(id)
    }
}
