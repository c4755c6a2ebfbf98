//! Entries as text: for a terminal, for a page, for other programs.

mod bibtex;
mod comparison;
mod csv;
mod markdown;
mod paint;
mod table;

pub use bibtex::bibtex;
pub use comparison::{comparison_json, comparison_markdown};
pub use markdown::section;
pub use paint::{painted, plain};

use serde_json::Value;

use crate::{
    catalog::{Entry, write},
    locale::Locale,
    search::Column,
    shelf::Shelf,
};

/// Entries with the columns of them that are written.
pub struct Listing<'a> {
    /// What the entries are part of.
    pub shelf: &'a Shelf,
    /// The language of headings and words.
    pub locale: Locale,
    /// The entries, in order.
    pub entries: Vec<Entry<'a>>,
    /// The columns, from the left.
    pub columns: Vec<Column>,
}

/// What is written for a value that is not known.
const UNKNOWN: &str = "-";

impl Listing<'_> {
    fn heading(&self, column: Column) -> &'static str {
        let messages = self.locale.messages();
        let is_model = |entry: &Entry<'_>| matches!(entry, Entry::Model(_));
        match column {
            Column::Name if !self.entries.iter().any(is_model) => messages.name,
            _ => column.heading(messages),
        }
    }

    fn cell(&self, column: Column, entry: Entry<'_>) -> String {
        let text = column.text(entry, self.shelf, self.locale);
        if text.is_empty() { UNKNOWN.to_owned() } else { text }
    }
}

/// Entries as a JSON array of whole entries (see [`write::json`]).
#[must_use]
pub fn json<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> String {
    format!("{:#}\n", Value::Array(entries.into_iter().map(write::json).collect()))
}

/// Entries as JSON, one whole entry on each line.
#[must_use]
pub fn json_lines<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> String {
    entries.into_iter().map(|entry| write::json(entry).to_string() + "\n").collect()
}
