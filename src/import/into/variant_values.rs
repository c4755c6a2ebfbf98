//! The values of entries that are those of their variants: in the program's own tables, and where there is only one.

use serde_json::{Map, Value};

use crate::import::into::compare::{find_variant, list, pretraining_tokens};

/// What a variant may state otherwise than its model.
const VARIANT_KEYS: [&str; 15] = [
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
    "shape",
];

/// Moves the values of an entry, which are those of its variants, from the model to these where the entry of the file
/// tells variants apart: they are compared with the same variants, and say nothing of others. A stage that is not stated
/// (`has_stage`) may be an assumed one, which a new variant does not get.
pub(super) fn move_to_variants(ours: &Map<String, Value>, theirs: &mut Map<String, Value>, has_stage: bool) {
    let (own, variants) = (list(ours, "variant"), list(theirs, "variant"));
    if own.is_empty() || variants.is_empty() {
        return;
    }
    let matched: Vec<_> = variants.iter().map(|variant| find_variant(own, variant).map(|(_, own)| own)).collect();
    // What is said of other variants alone is nothing that the model has too.
    let is_apart = own.len() > 1 || matched.iter().all(Option::is_none);
    let is_of_variant = |key: &str, value: &Value| {
        matched.iter().any(|matched| match matched {
            Some(variant) => is_apart || variant.get(key).is_some(),
            // A new variant has what it does not state from the model.
            None => is_apart && ours.get(key) != Some(value) && (has_stage || key != "stage"),
        })
    };
    let values = VARIANT_KEYS.into_iter().filter_map(|key| Some((key, theirs.get(key)?.clone())));
    // What all variants state otherwise stays with the model.
    let is_inherited = |key: &str| variants.iter().any(|variant| variant.get(key).is_none());
    let values = values.filter(|(key, _)| is_inherited(key));
    let mut moved: Vec<_> = values.filter(|(key, value)| is_of_variant(key, value)).collect();
    let is_stage_moved = moved.iter().any(|(key, _)| *key == "stage");
    moved.iter().filter(|(key, _)| *key != "stage").for_each(|(key, _)| drop(theirs.remove(*key)));
    if let Some(stage) = ours.get("stage").filter(|_| is_stage_moved) {
        // Every model has a stage.
        theirs.insert("stage".to_owned(), stage.clone());
    }
    if is_apart && let Some(tokens) = only_tokens(theirs).cloned() {
        theirs.remove("training");
        moved.push(("tokens", tokens));
    }
    let variants = theirs.get_mut("variant").and_then(Value::as_array_mut).into_iter().flatten();
    for (variant, matched) in variants.filter_map(Value::as_object_mut).zip(matched) {
        let is_inherited = |key: &str, value: &Value| match key {
            "tokens" => pretraining_tokens(ours).any(|own| own == value),
            key => ours.get(key) == Some(value),
        };
        for (key, value) in moved.iter().filter(|(key, value)| matched.is_some() || !is_inherited(key, value)) {
            variant.entry(*key).or_insert_with(|| value.clone());
        }
    }
}

/// The only amount of training data, if it is of pre-training tokens.
fn only_tokens(entry: &Map<String, Value>) -> Option<&Value> {
    let [_] = list(entry, "training") else { return None };
    pretraining_tokens(entry).next()
}

/// Gives the parents what a table does not state of them, as the file has it: which variant they are, and the relations
/// if `ids_only`.
pub(super) fn complete_parents(ours: &Map<String, Value>, theirs: &mut Map<String, Value>, ids_only: bool) {
    let of_model = parents(ours.get("base_models"));
    if let Some(Value::Array(parents)) = theirs.get_mut("base_models") {
        complete(parents, of_model, ids_only);
    }
    for variant in theirs.get_mut("variant").and_then(Value::as_array_mut).into_iter().flatten() {
        let own = find_variant(list(ours, "variant"), variant).and_then(|(_, own)| own.get("base_models"));
        let own = own.map_or(of_model, |own| parents(Some(own)));
        if let Some(Value::Array(parents)) = variant.get_mut("base_models") {
            complete(parents, own, ids_only);
        }
    }
}

fn complete(theirs: &mut [Value], own: &[Value], ids_only: bool) {
    for parent in theirs {
        let is_same = |own: &&Value| id(own) == id(parent) && (ids_only || relation(own) == relation(parent));
        if let Some(known) = own.iter().find(is_same) {
            *parent = known.clone();
        }
    }
}

/// The id of a parent.
fn id(parent: &Value) -> Option<&str> {
    parent.as_str().or_else(|| parent.get("id")?.as_str())
}

/// What a model has from a parent; `None` if it is the weights.
fn relation(parent: &Value) -> Option<&str> {
    parent.get("relation").and_then(Value::as_str).filter(|relation| *relation != "weights")
}

fn parents(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use llm_catalog::{Model, model::Stage, variant::Variant};
    use serde_json::json;

    use super::*;
    use crate::import::csv;

    /// What says which variant it is, and the figures and weights that are its own.
    const OWN_KEYS: [&str; 6] = ["name", "aliases", "parameters", "active", "tokens", "checkpoint"];

    fn variant() -> Variant {
        let mut variant = json!({
            "name": "7B", "stage": "sft", "released": "2024-01", "architecture": "moe", "context": 4096,
            "context_extended": 8192, "modalities": { "input": ["text"], "output": ["text"] }, "reasoning": "always",
            "tools": true, "knowledge": "2023-12", "open_weights": true, "base_models": ["b"],
            "lifecycle": { "status": "deprecated" }, "license": { "name": "MIT" }, "weights": { "format": "bf16" },
        });
        variant["shape"] = json!({ "layers": 32, "attention": "gqa" });
        serde_json::from_value(variant).unwrap()
    }

    fn object(value: impl serde::Serialize) -> Map<String, Value> {
        serde_json::to_value(value).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn a_variant_may_state_all_that_is_not_its_own() {
        let stated = object(variant());
        let keys: Vec<_> = stated.keys().filter(|key| !OWN_KEYS.contains(&key.as_str())).collect();
        assert_eq!(keys.len(), VARIANT_KEYS.len(), "{keys:?}");
        let mut model = Model::new("a".to_owned().try_into().unwrap(), "A".to_owned(), Stage::Base);
        model.variants = vec![Variant::named("70B"), variant()];
        let resolved = object(model.resolve(&model.variants[1]));
        for key in VARIANT_KEYS {
            assert!(!stated[key].is_null(), "{key}");
            assert_eq!(resolved[key], stated[key], "{key}");
        }
    }

    #[test]
    fn what_a_record_does_not_state_stays_with_the_variants_that_do() {
        let headings = "name,id,variant,stage,released,arch,context,extended,input,output,reasoning,tools,knowledge,\
                        lifecycle,open,base,license,format";
        let full = "A,a,7B,sft,2024-01,moe,4096,8192,text,text,always,yes,2023-12,deprecated,yes,b,MIT,bf16";
        for records in [[full, "A,a,70B,base"], ["A,a,70B,base", full]] {
            let result = csv::parse(&format!("{headings}\n{}\n", records.join("\n")), b",").unwrap();
            assert_eq!(result.report.left_out(), 0, "{:?}", result.report);
            let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
            let of_variant = |name: &str| object(model.resolve(model.variant(name).unwrap()));
            let [stated, bare] = ["7B", "70B"].map(of_variant);
            let empty = object(Model::new(model.id.clone(), "A".to_owned(), Stage::Base));
            for key in VARIANT_KEYS.into_iter().filter(|key| *key != "shape") {
                assert_ne!(stated[key], empty[key], "{key}");
                assert_eq!(bare[key], empty[key], "{key}");
            }
        }
    }
}
