//! Writing entries: as JSON, and as TOML in the style of `catalog.toml`.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Benchmark, Catalog, ChangelogEntry, EntryRef, Organization, SourceList, quantity::Quantity};

/// Figures that JSON also gives as plain integers, in a key with `_count`.
pub(crate) const QUANTITY_KEYS: [&str; 4] = ["amount", "parameters", "active", "tokens"];
/// What is appended to the key of a figure for its plain integer.
pub(crate) const COUNT_SUFFIX: &str = "_count";

/// Lists that are written even where they are empty: the catalogue asks for them.
const REQUIRED_LIST_KEYS: [&str; 2] = ["organizations", "links"];

/// An entry as a JSON object with the keys of the catalogue. What is not known
/// is left out; beside each figure stands the plain integer:
/// `"parameters": "6.7B", "parameters_count": 6700000000`.
#[must_use]
pub fn to_json(entry: EntryRef<'_>) -> Value {
    let mut value = entry_to_json(entry);
    add_count_fields(&mut value);
    value
}

/// An entry as JSON on one line, just as the catalogue has it.
#[must_use]
pub fn to_json_line(entry: EntryRef<'_>) -> String {
    entry_to_json(entry).to_string()
}

fn entry_to_json(entry: EntryRef<'_>) -> Value {
    match entry {
        EntryRef::Model(model) => to_json_compact(model),
        EntryRef::Extension(extension) => to_json_compact(extension),
    }
}

/// A value as JSON, without what is not known.
pub fn to_json_compact(value: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    strip_nulls(&mut value);
    value
}

fn strip_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(strip_nulls);
            let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            map.retain(|key, value| {
                !value.is_null() && (!is_empty(value) || REQUIRED_LIST_KEYS.contains(&key.as_str()))
            });
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nulls),
        _ => {}
    }
}

fn add_count_fields(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let mut counted = Map::new();
            for (key, mut value) in std::mem::take(map) {
                add_count_fields(&mut value);
                let figure =
                    QUANTITY_KEYS.contains(&key.as_str()).then(|| value.as_str()?.parse::<Quantity>().ok()).flatten();
                let count = figure.map(|figure| (format!("{key}{COUNT_SUFFIX}"), Value::from(figure.0)));
                counted.insert(key, value);
                counted.extend(count);
            }
            *map = counted;
        }
        Value::Array(items) => items.iter_mut().for_each(add_count_fields),
        _ => {}
    }
}

/// Entries as TOML that reads as the same entries, in the style of
/// `catalog.toml`: short lists on a line, lists of tables a line each, the
/// paper, license, insight, sizes, scores and claims in blocks of their own.
#[must_use]
pub fn to_toml<'a>(entries: impl IntoIterator<Item = EntryRef<'a>>) -> String {
    let mut out = String::new();
    for entry in entries {
        let kind = match entry {
            EntryRef::Model(_) => "model",
            EntryRef::Extension(_) => "extension",
        };
        if let Value::Object(map) = entry_to_json(entry) {
            write_table(&mut out, &format!("[[{kind}]]"), kind, map);
        }
    }
    out
}

/// What a catalogue file holds; any of it may be missing.
#[derive(Default)]
pub struct CatalogContents<'a> {
    /// The list that it began with.
    pub source_list: Option<&'a SourceList>,
    /// What scores refer to.
    pub benchmarks: &'a [Benchmark],
    /// Who makes models.
    pub organizations: &'a [Organization],
    /// The models and the extensions.
    pub entries: Vec<EntryRef<'a>>,
    /// How it changed.
    pub changelog: &'a [ChangelogEntry],
}

impl<'a> From<&'a Catalog> for CatalogContents<'a> {
    fn from(catalog: &'a Catalog) -> Self {
        Self {
            source_list: catalog.meta().source_list.as_ref(),
            benchmarks: &catalog.meta().benchmarks,
            organizations: &catalog.meta().organizations,
            entries: catalog.entries().collect(),
            changelog: &catalog.meta().changelog,
        }
    }
}

impl CatalogContents<'_> {
    /// The file as TOML, in the order and style of `catalog.toml`.
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

fn tables_to_toml<T: Serialize>(header: &str, path: &str, values: &[T]) -> String {
    let mut out = String::new();
    for value in values {
        if let Value::Object(map) = to_json_compact(&value) {
            write_table(&mut out, header, path, map);
        }
    }
    out
}

/// Keys that are written on a line, though they hold a table.
const INLINE_TABLE_KEYS: [&str; 5] = ["name", "text", "note", "summary", "description"];
/// Lists of tables that are written as a list: an element a line, or all on one.
const MULTILINE_ARRAY_KEYS: [&str; 2] = ["training", "links"];
const INLINE_ARRAY_KEY: &str = "base_models";

fn write_table(out: &mut String, header: &str, path: &str, map: Map<String, Value>) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{header}");
    let has_block = |key: &str, value: &Value| match value {
        Value::Object(_) => !INLINE_TABLE_KEYS.contains(&key),
        Value::Array(items) => {
            !MULTILINE_ARRAY_KEYS.contains(&key) && key != INLINE_ARRAY_KEY && items.iter().any(Value::is_object)
        }
        _ => false,
    };
    let (blocks, lines): (Vec<_>, Vec<_>) = map.into_iter().partition(|(key, value)| has_block(key, value));
    for (key, value) in lines {
        let _ = writeln!(out, "{key} = {}", format_value(&key, &value));
    }
    for (key, value) in blocks {
        let path = format!("{path}.{key}");
        match value {
            Value::Object(map) => write_table(out, &format!("[{path}]"), &path, map),
            Value::Array(items) => {
                for item in items {
                    if let Value::Object(map) = item {
                        write_table(out, &format!("[[{path}]]"), &path, map);
                    }
                }
            }
            _ => {}
        }
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

/// A basic string of TOML. Control characters cannot be in a catalogue.
#[must_use]
pub fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{Catalog, write};

    fn catalog() -> Catalog {
        Catalog::read(Path::new("../../catalog.toml")).unwrap()
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        let catalog = catalog();
        let written = write::CatalogContents::from(&catalog).to_toml();
        let again = Catalog::parse("written", &written).unwrap();
        assert_eq!(catalog.meta().source_list.as_ref(), again.meta().source_list.as_ref());
        assert_eq!(catalog.meta().benchmarks, again.meta().benchmarks);
        assert_eq!(catalog.meta().changelog, again.meta().changelog);
        assert_eq!(catalog.models(), again.models());
        assert_eq!(catalog.extensions(), again.extensions());
    }

    #[test]
    fn json_has_the_keys_of_the_catalogue_and_plain_integers() {
        let catalog = catalog();
        let llama = catalog.entries().find(|entry| entry.id().as_str() == "llama").unwrap();
        let json = write::to_json(llama);
        assert_eq!(json["name"], "LLaMA");
        assert_eq!(json["size"][0]["parameters"], "6.7B");
        assert_eq!(json["size"][0]["parameters_count"], 6_700_000_000_u64);
        assert_eq!(json["training"][0]["amount_count"], 1_400_000_000_000_u64);
    }
}
