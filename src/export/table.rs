//! The rows and columns that an export writes.

use std::{borrow::Cow, sync::Arc};

use rayon::prelude::*;

use llm_catalog::{Entry, EntryRef, Model, localized::Locale};
use llm_index::{Column, EncodedField, Index, RowId};

use crate::{
    columns::{ColumnExt, name_cell, variant_label},
    i18n::Messages,
};

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

    /// The heading of a column, of scores with the full name of the benchmark in brackets: `Score (MMLU)`.
    pub(super) fn full_heading(&self, column: Column) -> Cow<'static, str> {
        match (column, self.index.meta().active_benchmark()) {
            (Column::Score, Some(benchmark)) => {
                let name = benchmark.name.get(self.locale);
                (Messages::get(self.locale).parenthesized)(column.heading(self.locale), name).into()
            }
            _ => self.heading(column),
        }
    }

    /// Whether the rows are those of all entries of the catalogue.
    pub(super) fn has_all_entries(&self) -> bool {
        self.entry_rows().len() == self.index.count_entries(|_| true)
    }

    /// Whether this is the catalogue as it is: all entries in its order, in the usual columns.
    pub(super) fn is_whole_catalog(&self) -> bool {
        self.columns.is_empty() && self.rows.is_sorted() && self.has_all_entries()
    }

    /// The rows without further variants of the same model.
    fn entry_rows(&self) -> Arc<Vec<RowId>> {
        self.index.one_row_per_entry(Arc::new(self.rows.clone()))
    }

    /// Reads the entries of all rows, each once, with all variants of a model. Entries whose file can no longer be
    /// read are skipped.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        Self::read_rows(&self.entry_rows(), |row| {
            self.index.locate(row).and_then(|(segment, row)| segment.read_entry(row))
        })
    }

    /// Reads the entries of all rows, each as the variant of the row has it (see [`llm_catalog::Model::resolve`]).
    #[must_use]
    pub fn resolved_entries(&self) -> Vec<Entry> {
        Self::read_rows(&self.rows, |row| self.resolve(row))
    }

    /// The resolved entries with the names of their rows: with that of the variant, unless it is the default one or the
    /// variants have a column of their own.
    pub(super) fn named_entries(&self) -> Vec<(String, Entry)> {
        let has_variants = self.columns.contains(&Column::Variant);
        Self::read_rows(&self.rows, |row| {
            let (segment, local) = self.index.locate(row)?;
            let name = if has_variants { segment.name(local).to_owned() } else { name_cell(segment, local) };
            Some((name, self.resolve(row)?))
        })
    }

    /// The entry of a row as its variant has it.
    fn resolve(&self, row: RowId) -> Option<Entry> {
        let (segment, local) = self.index.locate(row)?;
        let entry = segment.read_entry(local)?;
        let Entry::Model(model) = &entry else { return Some(entry) };
        let resolved = self.index.variant_of(row, model).map(|variant| model.resolve(variant));
        Some(resolved.map_or(entry, |model| Entry::Model(Box::new(model))))
    }

    /// Reads the entries of all rows, each once, with the variants that the rows show.
    pub(super) fn exported_rows(&self) -> Vec<ExportedRow> {
        let rows = self.entry_rows();
        let read = |row: &RowId| {
            let (segment, local) = self.index.locate(*row)?;
            let entry = segment.read_entry(local)?;
            let Entry::Model(model) = &entry else { return Some(ExportedRow { entry, resolved: None, label: None }) };
            let variant = self.index.variant_of(*row, model);
            let is_default = self.index.entry_row(*row) == *row;
            let label = variant.filter(|_| !is_default).map(|variant| variant_label(&model.name, &variant.name));
            let resolved = variant.map(|variant| Entry::Model(Box::new(model.resolve(variant))));
            Some(ExportedRow { entry, resolved, label })
        };
        rows.iter().filter_map(read).collect()
    }

    fn read_rows<T: Send>(rows: &[RowId], read: impl Fn(RowId) -> Option<T> + Sync) -> Vec<T> {
        let read = |row: &RowId| read(*row);
        if rows.len() < PARALLEL_THRESHOLD_ROWS {
            rows.iter().filter_map(read).collect()
        } else {
            rows.par_iter().filter_map(read).collect()
        }
    }
}

/// An entry of a row, with the variant that the row shows.
pub(super) struct ExportedRow {
    /// The entry with all its variants.
    pub entry: Entry,
    /// The model as the variant has it, if it has variants.
    resolved: Option<Entry>,
    /// The name with that of the variant, unless it is the default one.
    label: Option<String>,
}

impl ExportedRow {
    pub fn model(&self) -> Option<&Model> {
        match self.entry.as_entry_ref() {
            EntryRef::Model(model) => Some(model),
            EntryRef::Extension(_) => None,
        }
    }

    /// The entry as the variant of the row has it.
    pub fn resolved(&self) -> EntryRef<'_> {
        self.resolved.as_ref().unwrap_or(&self.entry).as_entry_ref()
    }

    /// The name of the variant that the row shows, unless it is the default one.
    pub fn shown_variant(&self) -> Option<&str> {
        self.label.as_ref()?;
        match self.resolved() {
            EntryRef::Model(model) => model.variants.first().map(|variant| variant.name.as_str()),
            EntryRef::Extension(_) => None,
        }
    }

    /// The name of the entry; with that of the variant, unless it is the default one.
    pub fn label(&self) -> &str {
        self.label.as_deref().unwrap_or_else(|| self.entry.as_entry_ref().name())
    }
}
