//! Writing entries as JSON, or as TOML in the style of `catalog.toml`.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    catalog::Catalog,
    entry::EntryRef,
    meta::{Benchmark, ChangelogEntry, Organization, SourceList},
    quantity::{COUNT_SUFFIX, QUANTITY_KEYS, Quantity},
    text::is_unsafe_for_terminal,
};

/// Lists that are written even if they are empty, because the catalogue requires them.
const REQUIRED_LIST_KEYS: [&str; 2] = ["organizations", "links"];

/// Converts an entry to a JSON object with the keys of the catalogue, without
/// unknown values. Each quantity is followed by a plain integer:
/// `"parameters": "6.7B", "parameters_count": 6700000000`.
#[must_use]
pub fn to_json(entry: EntryRef<'_>) -> Value {
    let mut value = to_json_compact(&entry);
    add_count_fields(&mut value);
    value
}

/// Converts an entry, of a model one as [`Model::resolve`](crate::Model::resolve) returns it, to a JSON object like that of
/// [`to_json`], in which `variant` is the name of the variant and its figures stand beside those of the model.
#[must_use]
pub fn to_variant_json(resolved: EntryRef<'_>) -> Value {
    let mut value = to_json(resolved);
    let Some(map) = value.as_object_mut() else { return value };
    let Some(Value::Array(variants)) = map.remove("variant") else { return value };
    let Some(Value::Object(mut variant)) = variants.into_iter().next() else { return value };
    let mut row = Map::new();
    for key in ["id", "name"] {
        row.extend(map.remove(key).map(|value| (key.to_owned(), value)));
    }
    row.extend(variant.remove("name").map(|name| ("variant".to_owned(), name)));
    let own_aliases = variant.remove("aliases");
    // What both have is the same, as the model was resolved; the others are figures of the variant alone.
    row.extend(std::mem::take(map));
    row.extend(variant);
    if let (Some(Value::Array(own)), Some(aliases)) =
        (own_aliases, row.get_mut("aliases").and_then(Value::as_array_mut))
    {
        aliases.extend(own);
    }
    Value::Object(row)
}

/// Writes an entry as one line of JSON with just the keys of the catalogue.
#[must_use]
pub fn to_json_line(entry: EntryRef<'_>) -> String {
    to_json_compact(&entry).to_string()
}

/// Converts a part of a catalogue to JSON, without unknown values and empty lists that are not required.
#[must_use]
pub fn to_json_compact(value: &impl Serialize) -> Value {
    // This fails only for types with other keys than strings, which a catalogue lacks.
    let mut value = serde_json::to_value(value).unwrap_or_default();
    strip_nulls(&mut value);
    value
}

fn strip_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(strip_nulls);
            let is_empty_list = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            map.retain(|key, value| {
                !value.is_null() && (!is_empty_list(value) || REQUIRED_LIST_KEYS.contains(&key.as_str()))
            });
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nulls),
        _ => {}
    }
}

fn add_count_fields(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, mut value) in std::mem::take(map) {
                add_count_fields(&mut value);
                let count = count_field(&key, &value);
                map.insert(key, value);
                map.extend(count);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(add_count_fields),
        _ => {}
    }
}

/// The key and value of the plain integer of a quantity; `None` for other fields.
fn count_field(key: &str, value: &Value) -> Option<(String, Value)> {
    if !QUANTITY_KEYS.contains(&key) {
        return None;
    }
    let Quantity(count) = value.as_str()?.parse().ok()?;
    Some((format!("{key}{COUNT_SUFFIX}"), count.into()))
}

/// Writes entries as TOML in the style of `catalog.toml`: short lists on one
/// line, some lists of tables with one element per line, and the paper, license,
/// insight, variants, scores and claims as tables of their own.
#[must_use]
pub fn to_toml<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    let mut out = String::new();
    for entry in entries {
        let list = match entry {
            EntryRef::Model(_) => "model",
            EntryRef::Extension(_) => "extension",
        };
        if let Value::Object(map) = to_json_compact(&entry) {
            write_table(&mut out, &format!("[[{list}]]"), list, map);
        }
    }
    out
}

/// The parts of a catalogue file, any of which may be missing.
#[derive(Default)]
pub struct CatalogContents<'a> {
    /// The list that the catalogue was built from.
    pub source_list: Option<&'a SourceList>,
    /// The benchmarks of all scores.
    pub benchmarks: &'a [Benchmark],
    /// The organizations that have more than one name.
    pub organizations: &'a [Organization],
    /// The models and extensions.
    pub entries: Vec<EntryRef<'a>>,
    /// The history of the catalogue.
    pub changelog: &'a [ChangelogEntry],
}

impl<'a> From<&'a Catalog> for CatalogContents<'a> {
    fn from(catalog: &'a Catalog) -> Self {
        let meta = catalog.meta();
        Self {
            source_list: meta.source_list.as_ref(),
            benchmarks: &meta.benchmarks,
            organizations: &meta.organizations,
            entries: catalog.entries().collect(),
            changelog: &meta.changelog,
        }
    }
}

impl CatalogContents<'_> {
    /// Writes the file as TOML, in the order and style of `catalog.toml`.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let parts = [
            tables_to_toml("[origin]", "origin", self.source_list.as_slice()),
            tables_to_toml("[[benchmark]]", "benchmark", self.benchmarks),
            tables_to_toml("[[organization]]", "organization", self.organizations),
            to_toml(self.entries.iter().copied()),
            tables_to_toml("[[update]]", "update", self.changelog),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// A key with its value, as files have it in the table that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TomlField {
    /// `key = value`, without a line break at the end. A list may take several lines.
    Line(String),
    /// Tables with headers of their own, which stand after the lines.
    Tables(String),
}

/// Writes a key of the table with a header such as `model`, in the style of `catalog.toml`.
#[must_use]
pub fn field_to_toml(header: &str, key: &str, value: &Value) -> TomlField {
    if !is_table(key, value) {
        return TomlField::Line(format!("{key} = {}", format_value(key, value)));
    }
    let mut out = String::new();
    write_table_field(&mut out, &format!("{header}.{key}"), value.clone());
    TomlField::Tables(out)
}

/// Writes an element of the list of tables with a header such as `model.variant`.
#[must_use]
pub fn element_to_toml(header: &str, value: &Value) -> String {
    let mut out = String::new();
    write_table_field(&mut out, header, Value::Array(vec![value.clone()]));
    out
}

/// Writes a value on one line.
#[must_use]
pub fn inline_to_toml(value: &Value) -> String {
    format_inline(value)
}

fn tables_to_toml<T: Serialize>(header: &str, path: &str, values: &[T]) -> String {
    let mut out = String::new();
    for value in values {
        if let Value::Object(map) = to_json_compact(value) {
            write_table(&mut out, header, path, map);
        }
    }
    out
}

/// Keys of tables that are written inline.
const INLINE_TABLE_KEYS: [&str; 9] =
    ["name", "text", "note", "summary", "description", "modalities", "lifecycle", "weights", "shape"];
/// Keys of lists of tables that are written with one element per line.
const MULTILINE_ARRAY_KEYS: [&str; 3] = ["training", "links", "sources"];
/// The key of a list of tables that is written on one line.
const INLINE_ARRAY_KEY: &str = "base_models";

/// Writes a table: first the fields on lines, then the fields that are tables of their own.
fn write_table(out: &mut String, header: &str, path: &str, map: Map<String, Value>) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.extend([header, "\n"]);
    let (tables, lines): (Vec<_>, Vec<_>) = map.into_iter().partition(|(key, value)| is_table(key, value));
    for (key, value) in lines {
        out.extend([&key, " = ", &format_value(&key, &value), "\n"]);
    }
    for (key, value) in tables {
        write_table_field(out, &format!("{path}.{key}"), value);
    }
}

/// Writes a field that is a table, or a list of tables, with its headers.
fn write_table_field(out: &mut String, path: &str, value: Value) {
    match value {
        Value::Object(map) => write_table(out, &format!("[{path}]"), path, map),
        Value::Array(items) => {
            for item in items {
                if let Value::Object(map) = item {
                    write_table(out, &format!("[[{path}]]"), path, map);
                }
            }
        }
        _ => {}
    }
}

/// Whether a field is written as a table, or list of tables, with a header.
fn is_table(key: &str, value: &Value) -> bool {
    match value {
        Value::Object(_) => !INLINE_TABLE_KEYS.contains(&key),
        Value::Array(items) => {
            !MULTILINE_ARRAY_KEYS.contains(&key) && key != INLINE_ARRAY_KEY && items.iter().any(Value::is_object)
        }
        _ => false,
    }
}

fn format_value(key: &str, value: &Value) -> String {
    match value {
        Value::Array(items) if MULTILINE_ARRAY_KEYS.contains(&key) && items.iter().any(Value::is_object) => {
            let lines: Vec<_> = items.iter().map(|item| format!("  {},\n", format_inline(item))).collect();
            format!("[\n{}]", lines.concat())
        }
        value => format_inline(value),
    }
}

fn format_inline(value: &Value) -> String {
    match value {
        Value::String(text) => toml_string(text),
        Value::Array(items) => format!("[{}]", items.iter().map(format_inline).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let pairs: Vec<_> = map.iter().map(|(key, value)| format!("{key} = {}", format_inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// Writes a TOML basic string, with an escape for each character that is unsafe to print.
#[must_use]
pub fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            ch if is_unsafe_for_terminal(ch) => out.extend(["\\U", &format!("{:08X}", u32::from(ch))]),
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn catalog() -> Catalog {
        Catalog::read(Path::new("../../catalog.toml")).unwrap()
    }

    #[test]
    fn written_toml_parses_to_the_same_catalogue() {
        let catalog = catalog();
        let parsed = Catalog::parse("written.toml", &CatalogContents::from(&catalog).to_toml()).unwrap();
        assert_eq!(catalog.meta().source_list.as_ref(), parsed.meta().source_list.as_ref());
        assert_eq!(catalog.meta().benchmarks, parsed.meta().benchmarks);
        assert_eq!(catalog.meta().changelog, parsed.meta().changelog);
        assert_eq!(catalog.models(), parsed.models());
        assert_eq!(catalog.extensions(), parsed.extensions());
    }

    #[test]
    fn json_has_plain_integers_beside_quantities() {
        let catalog = catalog();
        let llama = catalog.entries().find(|entry| entry.id().as_str() == "llama").unwrap();
        let json = to_json(llama);
        assert_eq!(json["name"], "LLaMA");
        assert_eq!(json["variant"][0]["parameters"], "6.7B");
        assert_eq!(json["variant"][0]["parameters_count"], 6_700_000_000_u64);
        assert_eq!(json["training"][0]["amount_count"], 1_400_000_000_000_u64);
    }
}
