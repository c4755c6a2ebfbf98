//! Values and changes as short texts, for people.

use serde_json::Value;

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

/// An old and a new value as texts; as JSON where the texts are the same.
pub(super) fn changed_texts(old: &Value, new: &Value) -> (String, String) {
    let texts = (value_text(old), value_text(new));
    if texts.0 == texts.1 { (old.to_string(), new.to_string()) } else { texts }
}
