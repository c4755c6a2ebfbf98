//! The configuration in effect as data: each key, its value and where it is from.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::{
    config::{Config, Origin, key_overrides::KeyOverride, setting::Setting},
    tab::Tab,
};

/// The column of the comment that says where a value is from.
const ORIGIN_COLUMN: usize = 32;

/// A key of the configuration.
pub(super) struct EffectiveValue<'a> {
    /// The table that it is in, such as `keys.list`; empty for the keys at the top.
    table: String,
    key: String,
    /// The value in a form that TOML and JSON share; `None` if nothing is set and there is no fixed default.
    value: Option<String>,
    /// `None` for a default.
    origin: Option<&'a Origin>,
}

/// Every key with a value or a default.
pub(super) fn effective_values(config: &Config) -> Vec<EffectiveValue<'_>> {
    let mut values = Vec::new();
    let mut add = |table: &str, key: &str, value: Option<String>| {
        let path = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
        let origin = config.origin(&path);
        values.push(EffectiveValue { table: table.to_owned(), key: key.to_owned(), value, origin });
    };
    for setting in Setting::ALL {
        add("", setting.name(), config.value(*setting));
    }
    let catalogs = config.catalogs.iter().map(|path| path.display().to_string());
    add("", "catalogs", Some(quote_list(catalogs)));
    for (name, query) in &config.queries {
        add("queries", name, Some(quote(query)));
    }
    add("fits", "bits", Some(config.fits.bits.count().to_string()));
    add("fits", "context", Some(quote(&config.fits.context.to_string())));
    for (tab, specs) in Tab::ALL.into_iter().filter_map(|tab| Some((tab, config.columns.get(tab)?))) {
        add("columns", tab.name(), Some(quote_list(specs.iter().map(ToString::to_string))));
    }
    add("keys", "preset", Some(quote(config.keys.preset.name())));
    for KeyOverride { section, action, keys, .. } in &config.keys.bindings {
        let keys = keys.iter().map(|(key, _)| key.to_toml());
        add(&format!("keys.{section}"), &action.name(), Some(quote_list(keys)));
    }
    values
}

/// The values as TOML, each with a comment that says where it is from.
pub(super) fn to_toml(values: &[EffectiveValue<'_>], default: &str) -> String {
    let (mut text, mut current) = (String::new(), "");
    for EffectiveValue { table, key, value, origin } in values {
        if table != current {
            let _ = write!(text, "\n[{table}]\n");
            current = table;
        }
        let key = quote_key(key);
        // A setting without a value cannot be written as one.
        let assignment = value.as_ref().map_or_else(|| format!("# {key}"), |value| format!("{key} = {value}"));
        let origin = origin.map_or_else(|| default.to_owned(), ToString::to_string);
        let _ = writeln!(text, "{assignment:ORIGIN_COLUMN$} # {origin}");
    }
    text
}

/// The values as a JSON object with the keys of the file; each has its value and where it is from.
pub(super) fn to_json(values: &[EffectiveValue<'_>]) -> Value {
    let mut root = Value::Object(Map::new());
    for EffectiveValue { table, key, value, origin } in values {
        let value = value.as_ref().and_then(|value| serde_json::from_str::<Value>(value).ok());
        let names = table.split('.').filter(|name| !name.is_empty());
        let parent = names.fold(&mut root, |parent, name| child(parent, name));
        *child(parent, key) = json!({ "value": value, "from": origin_json(*origin) });
    }
    root
}

/// The value of a key of an object, an empty object if there is none yet.
fn child<'a>(parent: &'a mut Value, key: &str) -> &'a mut Value {
    let children = match parent {
        Value::Object(children) => children,
        other => {
            *other = json!({});
            return child(other, key);
        }
    };
    children.entry(key).or_insert_with(|| json!({}))
}

fn origin_json(origin: Option<&Origin>) -> Value {
    match origin {
        None => json!({ "kind": "default" }),
        Some(Origin::File { file, line }) => json!({ "kind": "file", "file": file, "line": line }),
        Some(Origin::Env(name)) => json!({ "kind": "environment", "variable": name }),
        Some(Origin::Flag(name)) => json!({ "kind": "option", "option": name }),
    }
}

/// A text as a string of TOML and JSON.
fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

pub(super) fn quote_list(texts: impl Iterator<Item = String>) -> String {
    format!("[{}]", texts.map(|text| quote(&text)).collect::<Vec<_>>().join(", "))
}

/// A key of a table, in quotes if TOML needs them.
fn quote_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_');
    if is_bare { key.to_owned() } else { quote(key) }
}
