//! Entries as JSON and JSON Lines.

use serde_json::Value;

use llm_catalog::{EntryRef, write};

/// A JSON array of entries with all their fields (see [`write::to_json`]).
#[must_use]
pub fn json<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    format!("{:#}\n", Value::Array(entries.into_iter().map(write::to_json).collect()))
}

/// A JSON array of variants with all their fields (see [`write::to_variant_json`]).
#[must_use]
pub fn variants_json<'a>(resolved: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    format!("{:#}\n", Value::Array(resolved.into_iter().map(write::to_variant_json).collect()))
}

/// Variants as JSON objects, one per line.
#[must_use]
pub fn variants_json_lines<'a>(resolved: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    resolved.into_iter().map(|entry| write::to_variant_json(entry).to_string() + "\n").collect()
}

/// Entries as JSON objects, one per line.
#[must_use]
pub fn json_lines<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    entries.into_iter().map(|entry| write::to_json(entry).to_string() + "\n").collect()
}
