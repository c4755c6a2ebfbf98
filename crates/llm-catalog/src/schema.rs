//! The JSON Schema of a catalogue file, by which editors complete and check it.
//!
//! The tables in this folder name each key that a catalogue file may have; tests compare them with the types that read it.

mod entry_tables;
mod meta_tables;
mod shared_tables;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use table::{Table, ValueType};

/// The JSON Schema (draft 2020-12) of a catalogue file in TOML.
#[must_use]
pub fn json_schema() -> Value {
    let mut definitions = BTreeMap::new();
    add_definitions(&meta_tables::CATALOG, &mut definitions);
    definitions.remove(meta_tables::CATALOG.name);
    let definitions: Map<_, _> =
        definitions.into_iter().map(|(name, table)| (name.to_owned(), table.to_json())).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalogue of llm-tui",
    });
    if let (Some(schema), Value::Object(catalog)) = (schema.as_object_mut(), meta_tables::CATALOG.to_json()) {
        schema.extend(catalog);
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    schema
}

/// Adds a table and the ones that its keys refer to.
fn add_definitions(table: &'static Table, definitions: &mut BTreeMap<&'static str, &'static Table>) {
    if definitions.insert(table.name, table).is_none() {
        for key in table.keys {
            add_tables_of(&key.value_type, definitions);
        }
    }
}

fn add_tables_of(value_type: &'static ValueType, definitions: &mut BTreeMap<&'static str, &'static Table>) {
    match value_type {
        ValueType::Table(table) => add_definitions(table, definitions),
        ValueType::List(item) => add_tables_of(item, definitions),
        ValueType::Either(first, second) => {
            add_tables_of(first, definitions);
            add_tables_of(second, definitions);
        }
        _ => {}
    }
}
