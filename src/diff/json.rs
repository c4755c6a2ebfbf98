//! What changed between two catalogues, for other programs.

use serde_json::{Map, Value, json};

use llm_catalog::localized::Locale;

use crate::diff::{Change, FieldChange, Item, ItemChange};

use super::CatalogDiff;

/// A JSON object with the lists `added`, `removed`, `renamed` and `changed`.
#[must_use]
pub fn diff_json(diff: &CatalogDiff<'_>) -> String {
    let items = |items: &[Item<'_>]| items.iter().map(item_json).collect::<Vec<_>>();
    let changes = |changes: &[ItemChange<'_>]| changes.iter().map(change_json).collect::<Vec<_>>();
    let object = json!({
        "added": items(&diff.added),
        "removed": items(&diff.removed),
        "renamed": changes(&diff.renamed),
        "changed": changes(&diff.changed),
    });
    format!("{object:#}\n")
}

/// The item in full.
fn item_json(item: &Item<'_>) -> Value {
    json!({ "kind": item.kind, "id": item.key, "name": item.name(Locale::En), "value": item.to_json() })
}

fn change_json(change: &ItemChange<'_>) -> Value {
    let mut object = Map::new();
    object.insert("kind".to_owned(), json!(change.new.kind));
    object.insert("id".to_owned(), json!(change.new.key));
    if change.is_renamed() {
        object.insert("old_id".to_owned(), json!(change.old.key));
    }
    object.insert("name".to_owned(), json!(change.new.name(Locale::En)));
    object.insert("fields".to_owned(), change.fields.iter().map(field_json).collect());
    Value::Object(object)
}

/// A field with its `old` and its `new` value, of which one may be missing. Of a list in another `order`, both are what
/// identifies the elements.
fn field_json(FieldChange { path, change }: &FieldChange) -> Value {
    match change {
        Change::Added(new) => json!({ "path": path, "new": new }),
        Change::Removed(old) => json!({ "path": path, "old": old }),
        Change::Changed(old, new) => json!({ "path": path, "old": old, "new": new }),
        Change::Reordered(old, new) => json!({ "path": path, "order": { "old": old, "new": new } }),
    }
}
