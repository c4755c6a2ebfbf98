//! The rows and columns that an export writes.

use std::borrow::Cow;

use rayon::prelude::*;

use llm_catalog::{Entry, localized::Locale};
use llm_index::{Column, EncodedField, Index, RowId};

use crate::{columns::ColumnExt, i18n::Messages};

/// From this many rows on, entries are read in parallel.
const PARALLEL_THRESHOLD_ROWS: usize = 1_000;

/// Entries as a table, to be written in one of several formats.
pub struct ExportTable<'a> {
    pub index: &'a Index,
    /// The language of headings and values.
    pub locale: Locale,
    pub rows: Vec<RowId>,
    pub columns: Vec<Column>,
}

impl ExportTable<'_> {
    pub(super) fn heading(&self, column: Column) -> Cow<'static, str> {
        let is_model = |row: &RowId| {
            let location = self.index.locate(*row);
            location.is_some_and(|(segment, row)| segment.key(EncodedField::Stage, row) > 0)
        };
        match column {
            Column::Name if !self.rows.iter().any(is_model) => Messages::get(self.locale).name.into(),
            _ => column.list_heading(self.index, self.locale),
        }
    }

    /// Reads the entries of all rows, with all variants of a model. Entries whose file can no longer be
    /// read are skipped.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.read_rows(|row| self.index.locate(row).and_then(|(segment, row)| segment.read_entry(row)))
    }

    /// Reads the entries of all rows, each as the variant of the row has it (see [`llm_catalog::Model::resolve`]).
    #[must_use]
    pub fn resolved_entries(&self) -> Vec<Entry> {
        self.read_rows(|row| {
            let (segment, local) = self.index.locate(row)?;
            let entry = segment.read_entry(local)?;
            let Entry::Model(model) = &entry else { return Some(entry) };
            let resolved = self.index.variant_of(row, model).map(|variant| model.resolve(variant));
            Some(resolved.map_or(entry, |model| Entry::Model(Box::new(model))))
        })
    }

    fn read_rows(&self, read: impl Fn(RowId) -> Option<Entry> + Sync) -> Vec<Entry> {
        let read = |row: &RowId| read(*row);
        if self.rows.len() < PARALLEL_THRESHOLD_ROWS {
            self.rows.iter().filter_map(read).collect()
        } else {
            self.rows.par_iter().filter_map(read).collect()
        }
    }
}
