//! Values and changes as short texts, for people.

use serde_json::Value;

use crate::diff::field_change::{FieldChange, identifying_keys};

/// A value on one line: a text without quotes, a list with commas, a table as `key value, key value`.
#[must_use]
pub fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let texts = map.iter().map(|(key, value)| match value {
                Value::Object(_) | Value::Array(_) => format!("{key} ({})", value_text(value)),
                value => format!("{key} {}", value_text(value)),
            });
            texts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// What an element of a list has besides what its path says; empty if that is all.
pub(super) fn element_text(change: &FieldChange, value: &Value) -> String {
    let list = change.path.strip_suffix(']').and_then(|path| path.split('[').next());
    let list = list.and_then(|path| path.rsplit('.').next()).unwrap_or_default();
    match value {
        Value::Object(map) if !list.is_empty() => {
            let is_in_path = |key: &str| identifying_keys(list).contains(&key);
            let rest = map.iter().filter(|(key, _)| !is_in_path(key));
            value_text(&Value::Object(rest.map(|(key, value)| (key.clone(), value.clone())).collect()))
        }
        Value::String(_) if !list.is_empty() => String::new(),
        value => value_text(value),
    }
}
