//! What identifies an element of a list among the others.

use serde_json::Value;

use crate::diff::value_text::value_text;

/// The keys whose values identify an element of a list.
fn identifying_keys(list: &str) -> &'static [&'static str] {
    match list {
        "variant" => &["name"],
        "score" => &["benchmark", "variant", "setting", "by"],
        "claim" => &["field", "by", "listed"],
        "links" | "sources" => &["url", "variants"],
        "training" => &["kind", "unit"],
        "training_run" => &["variant", "chip"],
        "base_models" => &["id"],
        _ => &[],
    }
}

/// What identifies an element of a list among the others.
#[must_use]
pub fn element_key(list: &str, item: &Value) -> String {
    if let Value::String(text) = item {
        return text.clone();
    }
    let values = identifying_keys(list).iter().filter_map(|key| item.get(key));
    let texts: Vec<_> = values
        .map(|value| match value {
            Value::String(text) => text.clone(),
            Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
            other => other.to_string(),
        })
        .collect();
    if texts.is_empty() { item.to_string() } else { texts.join(", ") }
}

/// The values of an element that do not identify it, on one line.
pub(super) fn other_values(list: &str, item: &Value) -> String {
    let Value::Object(map) = item else { return String::new() };
    let is_other = |key: &str| !identifying_keys(list).contains(&key);
    value_text(&map.iter().filter(|(key, _)| is_other(key)).map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// What an element of a list has besides what its path says; empty if that is all.
pub(super) fn element_text(path: &str, value: &Value) -> String {
    let list = path.strip_suffix(']').and_then(|path| path.split('[').next());
    let list = list.and_then(|path| path.rsplit('.').next()).unwrap_or_default();
    match value {
        Value::Object(_) if !list.is_empty() => other_values(list, value),
        Value::String(_) if !list.is_empty() => String::new(),
        value => value_text(value),
    }
}
