//! Entries as JSON and JSON Lines.

use serde_json::Value;

use llm_catalog::{EntryRef, write};

/// A JSON array of entries with all their fields (see [`write::to_json`]).
#[must_use]
pub fn json<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    format!("{:#}\n", Value::Array(entries.into_iter().map(write::to_json).collect()))
}

/// Entries as JSON objects, one per line.
#[must_use]
pub fn json_lines<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    entries.into_iter().map(|entry| write::to_json(entry).to_string() + "\n").collect()
}
