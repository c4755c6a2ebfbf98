//! Entries as text: for a terminal, for a page, for other programs.

mod ansi;
pub mod awesome_list;
mod bibtex;
mod comparison;
mod csv;
mod markdown;
mod text_table;

pub use crate::export::ansi::{to_ansi, to_plain_text};
pub use crate::export::bibtex::bibtex;
pub use crate::export::comparison::{comparison_json, comparison_markdown};
pub use crate::export::markdown::{markdown_row, markdown_section};
pub use crate::export::text_table::TextTable;

use rayon::prelude::*;
use serde_json::Value;

use llm_catalog::{Entry, EntryRef, localized::Locale, write};
use llm_index::{Column, EncodedField, Index, RowId};

use crate::{columns::ColumnExt, i18n::Messages};

/// From so many entries on, all cores work at them.
const PARALLEL_THRESHOLD_ROWS: usize = 1_000;

/// Entries with the columns of them that are written.
pub struct ExportTable<'a> {
    /// What the entries are part of.
    pub index: &'a Index,
    /// The language of headings and words.
    pub locale: Locale,
    /// The rows of the entries, in order.
    pub rows: Vec<RowId>,
    /// The columns, from the left.
    pub columns: Vec<Column>,
}

/// What is written for a value that is not known.
const UNKNOWN_SYMBOL: &str = "-";

impl ExportTable<'_> {
    fn heading(&self, column: Column) -> &'static str {
        let messages = Messages::get(self.locale);
        let is_model = |row: &RowId| {
            let place = self.index.locate(*row);
            place.is_some_and(|(part, row)| part.key(EncodedField::Stage, row) > 0)
        };
        match column {
            Column::Name if !self.rows.iter().any(is_model) => messages.name,
            _ => column.heading(messages),
        }
    }

    /// The entries themselves. One is missing where its file cannot be read any more.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let read = |row: &RowId| self.index.locate(*row).and_then(|(part, row)| part.read_entry(row));
        if self.rows.len() < PARALLEL_THRESHOLD_ROWS {
            self.rows.iter().filter_map(read).collect()
        } else {
            self.rows.par_iter().filter_map(read).collect()
        }
    }
}

/// Entries as a JSON array of whole entries (see [`write::json`]).
#[must_use]
pub fn json<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    format!("{:#}\n", Value::Array(entries.into_iter().map(write::to_json).collect()))
}

/// Entries as JSON, one whole entry on each line.
#[must_use]
pub fn json_lines<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    entries.into_iter().map(|entry| write::to_json(entry).to_string() + "\n").collect()
}
