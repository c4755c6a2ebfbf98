//! Writing entries: as JSON, and as TOML in the style of `catalog.toml`.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Benchmark, Catalog, Entry, Organization, Origin, Update, figures::Count};

/// Figures that JSON also gives as plain integers, in a key with `_count`.
pub(super) const FIGURES: [&str; 4] = ["amount", "parameters", "active", "tokens"];
/// What is appended to the key of a figure for its plain integer.
pub(super) const COUNT_SUFFIX: &str = "_count";

/// Lists that are written even where they are empty: the catalogue asks for them.
const REQUIRED: [&str; 2] = ["organizations", "links"];

/// An entry as a JSON object with the keys of the catalogue. What is not known
/// is left out; beside each figure stands the plain integer:
/// `"parameters": "6.7B", "parameters_count": 6700000000`.
#[must_use]
pub fn json(entry: Entry<'_>) -> Value {
    let mut value = value_of(entry);
    count_figures(&mut value);
    value
}

/// An entry as JSON on one line, just as the catalogue has it.
#[must_use]
pub fn json_line(entry: Entry<'_>) -> String {
    value_of(entry).to_string()
}

fn value_of(entry: Entry<'_>) -> Value {
    match entry {
        Entry::Model(model) => known(model),
        Entry::Extension(extension) => known(extension),
    }
}

/// A value as JSON, without what is not known.
pub fn known(value: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(value).unwrap_or_default();
    drop_unknown(&mut value);
    value
}

fn drop_unknown(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(drop_unknown);
            let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
            map.retain(|key, value| !value.is_null() && (!is_empty(value) || REQUIRED.contains(&key.as_str())));
        }
        Value::Array(items) => items.iter_mut().for_each(drop_unknown),
        _ => {}
    }
}

fn count_figures(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let mut counted = Map::new();
            for (key, mut value) in std::mem::take(map) {
                count_figures(&mut value);
                let figure = FIGURES.contains(&key.as_str()).then(|| value.as_str()?.parse::<Count>().ok()).flatten();
                let count = figure.map(|figure| (format!("{key}{COUNT_SUFFIX}"), Value::from(figure.0)));
                counted.insert(key, value);
                counted.extend(count);
            }
            *map = counted;
        }
        Value::Array(items) => items.iter_mut().for_each(count_figures),
        _ => {}
    }
}

/// Entries as TOML that reads as the same entries, in the style of
/// `catalog.toml`: short lists on a line, lists of tables a line each, the
/// paper, license, insight, sizes, scores and claims in blocks of their own.
#[must_use]
pub fn toml<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> String {
    let mut out = String::new();
    for entry in entries {
        let kind = match entry {
            Entry::Model(_) => "model",
            Entry::Extension(_) => "extension",
        };
        if let Value::Object(map) = value_of(entry) {
            block(&mut out, &format!("[[{kind}]]"), kind, map);
        }
    }
    out
}

/// What a catalogue file holds; any of it may be missing.
#[derive(Default)]
pub struct File<'a> {
    /// The list that it began with.
    pub origin: Option<&'a Origin>,
    /// What scores refer to.
    pub benchmarks: &'a [Benchmark],
    /// Who makes models.
    pub organizations: &'a [Organization],
    /// The models and the extensions.
    pub entries: Vec<Entry<'a>>,
    /// How it changed.
    pub updates: &'a [Update],
}

impl<'a> From<&'a Catalog> for File<'a> {
    fn from(catalog: &'a Catalog) -> Self {
        Self {
            origin: catalog.head().origin.as_ref(),
            benchmarks: &catalog.head().benchmarks,
            organizations: &catalog.head().organizations,
            entries: catalog.entries().collect(),
            updates: &catalog.head().updates,
        }
    }
}

impl File<'_> {
    /// The file as TOML, in the order and style of `catalog.toml`.
    #[must_use]
    pub fn toml(&self) -> String {
        let parts = [
            tables("[origin]", "origin", self.origin.as_slice()),
            tables("[[benchmark]]", "benchmark", self.benchmarks),
            tables("[[organization]]", "organization", self.organizations),
            toml(self.entries.iter().copied()),
            tables("[[update]]", "update", self.updates),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn tables<T: Serialize>(header: &str, path: &str, values: &[T]) -> String {
    let mut out = String::new();
    for value in values {
        if let Value::Object(map) = known(&value) {
            block(&mut out, header, path, map);
        }
    }
    out
}

/// Keys that are written on a line, though they hold a table.
const INLINE: [&str; 5] = ["name", "text", "note", "summary", "description"];
/// Lists of tables that are written as a list: an element a line, or all on one.
const LISTS: [&str; 2] = ["training", "links"];
const SHORT_LIST: &str = "base_models";

fn block(out: &mut String, header: &str, path: &str, map: Map<String, Value>) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{header}");
    let has_block = |key: &str, value: &Value| match value {
        Value::Object(_) => !INLINE.contains(&key),
        Value::Array(items) => !LISTS.contains(&key) && key != SHORT_LIST && items.iter().any(Value::is_object),
        _ => false,
    };
    let (blocks, lines): (Vec<_>, Vec<_>) = map.into_iter().partition(|(key, value)| has_block(key, value));
    for (key, value) in lines {
        let _ = writeln!(out, "{key} = {}", line(&key, &value));
    }
    for (key, value) in blocks {
        let path = format!("{path}.{key}");
        match value {
            Value::Object(map) => block(out, &format!("[{path}]"), &path, map),
            Value::Array(items) => {
                for item in items {
                    if let Value::Object(map) = item {
                        block(out, &format!("[[{path}]]"), &path, map);
                    }
                }
            }
            _ => {}
        }
    }
}

fn line(key: &str, value: &Value) -> String {
    match value {
        Value::Array(items) if LISTS.contains(&key) && items.iter().any(Value::is_object) => {
            let lines: Vec<_> = items.iter().map(|item| format!("  {},\n", inline(item))).collect();
            format!("[\n{}]", lines.concat())
        }
        value => inline(value),
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let pairs: Vec<_> = map.iter().map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        other => other.to_string(),
    }
}

/// A basic string of TOML. Control characters cannot be in a catalogue.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::catalog::{Catalog, write};

    fn catalog() -> Catalog {
        Catalog::read(Path::new("../../catalog.toml")).unwrap()
    }

    #[test]
    fn what_is_written_reads_as_the_same() {
        let catalog = catalog();
        let written = write::File::from(&catalog).toml();
        let again = Catalog::parse("written", &written).unwrap();
        assert_eq!(catalog.head().origin.as_ref(), again.head().origin.as_ref());
        assert_eq!(catalog.head().benchmarks, again.head().benchmarks);
        assert_eq!(catalog.head().updates, again.head().updates);
        assert_eq!(catalog.models(), again.models());
        assert_eq!(catalog.extensions(), again.extensions());
    }

    #[test]
    fn json_has_the_keys_of_the_catalogue_and_plain_integers() {
        let catalog = catalog();
        let llama = catalog.entries().find(|entry| entry.id().as_str() == "llama").unwrap();
        let json = write::json(llama);
        assert_eq!(json["name"], "LLaMA");
        assert_eq!(json["size"][0]["parameters"], "6.7B");
        assert_eq!(json["size"][0]["parameters_count"], 6_700_000_000_u64);
        assert_eq!(json["training"][0]["amount_count"], 1_400_000_000_000_u64);
    }
}
