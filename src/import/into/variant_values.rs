//! The values of records that are of one variant each, such as those of the program's own tables.

use serde_json::{Map, Value};

use crate::import::into::compare::{find_variant, list};

/// What a variant may state otherwise than its model.
const VARIANT_KEYS: [&str; 14] = [
    "stage",
    "released",
    "architecture",
    "context",
    "context_extended",
    "modalities",
    "reasoning",
    "tools",
    "knowledge",
    "lifecycle",
    "open_weights",
    "base_models",
    "license",
    "weights",
];

/// Moves the values of an entry, which are those of its first variant, from the model to that variant where the entry
/// of the file tells variants apart: they are compared with that variant, and say nothing of others.
pub(super) fn move_to_variant(ours: &Map<String, Value>, theirs: &mut Map<String, Value>) {
    let own = list(ours, "variant");
    let Some(first) = list(theirs, "variant").first().cloned() else { return };
    let matched = find_variant(own, &first).map(|(_, variant)| variant);
    let [_, ..] = own else { return };
    let is_known = |key: &str, value: &Value| match matched {
        Some(variant) => own.len() == 1 && variant.get(key).is_none(),
        // A new variant has what it does not state from the model.
        None => own.len() == 1 || ours.get(key) == Some(value),
    };
    let moved: Vec<_> = VARIANT_KEYS
        .into_iter()
        .filter_map(|key| Some((key, theirs.get(key)?.clone())))
        .filter(|(key, value)| !is_known(key, value))
        .collect();
    let variants = theirs.get_mut("variant").and_then(Value::as_array_mut);
    let Some(variant) = variants.and_then(|variants| variants.first_mut()).and_then(Value::as_object_mut) else {
        return;
    };
    for (key, value) in &moved {
        variant.entry(*key).or_insert_with(|| value.clone());
    }
    for (key, _) in moved.iter().filter(|(key, _)| *key != "stage") {
        theirs.remove(*key);
    }
    if let Some(stage) = ours.get("stage").filter(|_| moved.iter().any(|(key, _)| *key == "stage")) {
        // Every model has a stage.
        theirs.insert("stage".to_owned(), stage.clone());
    }
}

/// Gives parents without a relation the one that they have in the file: a table may have their ids only.
pub(super) fn take_relations(ours: &Map<String, Value>, theirs: &mut Map<String, Value>) {
    let of_model = parents(ours.get("base_models"));
    if let Some(Value::Array(parents)) = theirs.get_mut("base_models") {
        set_relations(parents, of_model);
    }
    for variant in theirs.get_mut("variant").and_then(Value::as_array_mut).into_iter().flatten() {
        let own = find_variant(list(ours, "variant"), variant).and_then(|(_, own)| own.get("base_models"));
        let own = own.map_or(of_model, |own| parents(Some(own)));
        if let Some(Value::Array(parents)) = variant.get_mut("base_models") {
            set_relations(parents, own);
        }
    }
}

fn set_relations(theirs: &mut [Value], own: &[Value]) {
    for parent in theirs {
        let is_named = parent.is_string() && !own.contains(parent);
        if let Some(known) = own.iter().find(|own| is_named && own.get("id") == Some(&*parent)) {
            *parent = known.clone();
        }
    }
}

fn parents(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
