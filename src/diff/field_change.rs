//! The fields in which two JSON values of an item differ.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::diff::element_key::{element_key, other_values};

/// A field with another value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The keys that lead to the field, such as `license.name` or `variant[8B].context`. In brackets stands what
    /// identifies the element of a list.
    pub path: String,
    /// What changed.
    pub change: Change,
}

/// How a field changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Only the new one has it.
    Added(Value),
    /// Only the old one has it.
    Removed(Value),
    /// Both have it, with the old and the new value.
    Changed(Value, Value),
    /// The elements that a list has in both have another order, given by what identifies them.
    Reordered(Vec<String>, Vec<String>),
}

/// The fields in which two objects with the keys of a catalogue differ, in the order of the new one.
#[must_use]
pub fn changed_fields(old: &Value, new: &Value) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare(&Location { path: String::new(), key: "" }, old, new, &mut changes);
    changes
}

/// Where a value is.
struct Location<'a> {
    path: String,
    /// The last key of the path.
    key: &'a str,
}

impl<'a> Location<'a> {
    fn child(&self, key: &'a str) -> Self {
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        Self { path, key }
    }

    /// An element of a list. What it has inside is not a list of that kind.
    fn element(&self, key: &str) -> Location<'static> {
        Location { path: format!("{}[{key}]", self.path), key: "" }
    }

    fn report(self, change: Change, changes: &mut Vec<FieldChange>) {
        changes.push(FieldChange { path: self.path, change });
    }
}

fn compare(location: &Location<'_>, old: &Value, new: &Value, changes: &mut Vec<FieldChange>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Value::Object(old), Value::Object(new)) => compare_objects(location, old, new, changes),
        (Value::Array(old), Value::Array(new)) if has_identified_elements(location.key, old, new) => {
            compare_lists(location, old, new, changes);
        }
        _ => {
            changes
                .push(FieldChange { path: location.path.clone(), change: Change::Changed(old.clone(), new.clone()) });
        }
    }
}

fn compare_objects(
    location: &Location<'_>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    changes: &mut Vec<FieldChange>,
) {
    let removed = old.keys().filter(|key| !new.contains_key(*key));
    for key in new.keys().chain(removed) {
        let location = location.child(key);
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => compare(&location, old, new, changes),
            (None, Some(new)) => add_parts(location, new, Change::Added, changes),
            (Some(old), None) => add_parts(location, old, Change::Removed, changes),
            (None, None) => {}
        }
    }
}

/// Reports a value that only one side has: a table key by key, and a list of tables element by element.
fn add_parts(location: Location<'_>, value: &Value, change: fn(Value) -> Change, changes: &mut Vec<FieldChange>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                add_parts(location.child(key), value, change, changes);
            }
        }
        Value::Array(items) if has_identified_elements(location.key, items, &[]) => {
            for (key, item) in keyed(location.key, items, &[]) {
                location.element(&key).report(change(item.clone()), changes);
            }
        }
        value => location.report(change(value.clone()), changes),
    }
}

fn compare_lists(location: &Location<'_>, old: &[Value], new: &[Value], changes: &mut Vec<FieldChange>) {
    let (old, new) = (keyed(location.key, old, new), keyed(location.key, new, old));
    let old_by_key: HashMap<_, _> = old.iter().map(|(key, item)| (key.as_str(), *item)).collect();
    let new_keys: HashSet<_> = new.iter().map(|(key, _)| key.as_str()).collect();
    for (key, item) in &new {
        let element = location.element(key);
        match old_by_key.get(key.as_str()) {
            Some(old) => compare(&element, old, item, changes),
            None => element.report(Change::Added((*item).clone()), changes),
        }
    }
    for (key, item) in old.iter().filter(|(key, _)| !new_keys.contains(key.as_str())) {
        location.element(key).report(Change::Removed((*item).clone()), changes);
    }
    let in_both = |items: &[(String, &Value)]| -> Vec<String> {
        let is_in_both = |key: &&String| old_by_key.contains_key(key.as_str()) && new_keys.contains(key.as_str());
        items.iter().map(|(key, _)| key).filter(is_in_both).cloned().collect()
    };
    let (old_order, new_order) = (in_both(&old), in_both(&new));
    if old_order != new_order {
        let change = Change::Reordered(old_order, new_order);
        changes.push(FieldChange { path: location.path.clone(), change });
    }
}

/// The lists whose elements may be texts, each of which names something.
const LISTS_OF_NAMES: [&str; 8] =
    ["aliases", "base_models", "countries", "input", "languages", "organizations", "output", "sources"];

/// Whether the elements of a list are compared one by one.
fn has_identified_elements(list: &str, old: &[Value], new: &[Value]) -> bool {
    LISTS_OF_NAMES.contains(&list) || old.iter().chain(new).any(Value::is_object)
}

/// The elements of a list, each with what identifies it. Where one side has several of a key, their other values tell them
/// apart, and equal ones are numbered.
fn keyed<'v>(list: &str, items: &'v [Value], other_side: &[Value]) -> Vec<(String, &'v Value)> {
    let shared = [shared_keys(list, items), shared_keys(list, other_side)].concat();
    let mut counts: HashMap<String, u32> = HashMap::new();
    let key = |item: &'v Value| {
        let mut key = element_key(list, item);
        let rest = other_values(list, item);
        if shared.contains(&key) && !rest.is_empty() {
            key = format!("{key}, {rest}");
        }
        let count = counts.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
        (if *count == 1 { key } else { format!("{key}#{count}") }, item)
    };
    items.iter().map(key).collect()
}

/// The keys that several elements of a list have.
fn shared_keys(list: &str, items: &[Value]) -> Vec<String> {
    let mut seen = HashSet::new();
    items.iter().map(|item| element_key(list, item)).filter(|key| !seen.insert(key.clone())).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changes(old: &Value, new: &Value) -> Vec<String> {
        changed_fields(old, new)
            .into_iter()
            .map(|FieldChange { path, change }| match change {
                Change::Added(value) => format!("+ {path} {value}"),
                Change::Removed(value) => format!("- {path} {value}"),
                Change::Changed(old, new) => format!("{path} {old} {new}"),
                Change::Reordered(old, new) => format!("{path} {} | {}", old.join(" "), new.join(" ")),
            })
            .collect()
    }

    #[test]
    fn fields_are_named_by_their_path() {
        let old = json!({
            "name": "A", "context": 2048, "aliases": ["a"], "license": { "name": "MIT" },
            "variant": [{ "name": "7B", "parameters": "7B" }, { "name": "70B", "parameters": "70B" }],
            "base_models": ["llama"],
            "score": [{ "benchmark": "mmlu", "variant": "7B", "setting": "5-shot", "value": 60.1 }],
        });
        let new = json!({
            "name": "A", "context": 4096, "aliases": ["a", "b"], "license": { "name": "MIT", "spdx": "MIT" },
            "variant": [{ "name": "70B", "parameters": "70B" }, { "name": "7B", "parameters": "6.7B" }],
            "base_models": [{ "id": "llama", "relation": "adapter" }],
            "score": [
                { "benchmark": "mmlu", "variant": "7B", "setting": "5-shot", "value": 60.2 },
                { "benchmark": "mmlu", "variant": "7B", "setting": "0-shot", "value": 50.0 },
            ],
            "paper": { "title": "T" },
        });
        let expected = [
            "context 2048 4096",
            r#"+ aliases[b] "b""#,
            r#"+ license.spdx "MIT""#,
            r#"variant[7B].parameters "7B" "6.7B""#,
            "variant 7B 70B | 70B 7B",
            r#"base_models[llama] "llama" {"id":"llama","relation":"adapter"}"#,
            "score[mmlu, 7B, 5-shot].value 60.1 60.2",
            r#"+ score[mmlu, 7B, 0-shot] {"benchmark":"mmlu","variant":"7B","setting":"0-shot","value":50.0}"#,
            r#"+ paper.title "T""#,
        ];
        assert_eq!(changes(&old, &new), expected);
        assert_eq!(changes(&old, &old), [""; 0]);
    }

    #[test]
    fn elements_with_the_same_key_are_told_apart_by_their_values() {
        let link = |kind: &str| json!({ "kind": kind, "url": "https://a.b" });
        let (old, new) = (json!({ "links": [link("code")] }), json!({ "links": [link("code"), link("demo")] }));
        assert_eq!(changes(&old, &new), [r#"+ links[https://a.b, kind demo] {"kind":"demo","url":"https://a.b"}"#]);
        let (both, reversed) =
            (json!({ "links": [link("code"), link("demo")] }), json!({ "links": [link("demo"), link("code")] }));
        let order =
            "links https://a.b, kind code https://a.b, kind demo | https://a.b, kind demo https://a.b, kind code";
        assert_eq!(changes(&both, &reversed), [order]);
        let paper = json!({ "links": [link("paper")] });
        assert_eq!(changes(&old, &paper), [r#"links[https://a.b].kind "code" "paper""#]);
    }
}
