//! The schema and the parser accept the same files.

use std::{collections::BTreeMap, fs};

use regex_lite::Regex;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::json_schema;
use crate::{
    catalog_file::CatalogFile,
    claim::Claim,
    extension::Extension,
    license::License,
    lifecycle::Lifecycle,
    link::Link,
    localized::LocalizedText,
    meta::{Benchmark, ChangelogEntry, Organization, SourceList},
    model::{Model, Paper, Score},
    parent::Parent,
    parse::{Value, ValueErrorKind, from_value, parse_file, toml},
    shape::Shape,
    source::Source,
    training::TrainingData,
    training_run::TrainingRun,
    variant::Variant,
    weights::Weights,
};

/// Reads a table as its type.
type Read = fn(&Value<'_>) -> Result<(), ValueErrorKind>;

fn read<T: DeserializeOwned>(value: &Value<'_>) -> Result<(), ValueErrorKind> {
    from_value::<T>(value).map(drop).map_err(|error| error.kind)
}

/// The type of each definition of the schema.
fn readers() -> BTreeMap<&'static str, Read> {
    BTreeMap::from([
        ("base_model", read::<Parent> as Read),
        ("benchmark", read::<Benchmark>),
        ("claim", read::<Claim>),
        ("extension", read::<Extension>),
        ("license", read::<License>),
        ("lifecycle", read::<Lifecycle>),
        ("link", read::<Link>),
        ("modalities", read::<crate::capability::Modalities>),
        ("model", read::<Model>),
        ("organization", read::<Organization>),
        ("origin", read::<SourceList>),
        ("paper", read::<Paper>),
        ("score", read::<Score>),
        ("shape", read::<Shape>),
        ("source", read::<Source>),
        ("text", read::<LocalizedText>),
        ("training", read::<TrainingData>),
        ("training_run", read::<TrainingRun>),
        ("update", read::<ChangelogEntry>),
        ("variant", read::<Variant>),
        ("weights", read::<Weights>),
    ])
}

/// Whether a value is valid under a schema, as far as the keywords go that ours has.
fn is_valid(root: &Json, schema: &Json, value: &Json) -> bool {
    schema.as_object().unwrap().iter().all(|(keyword, argument)| match keyword.as_str() {
        "$ref" => is_valid(root, root.pointer(argument.as_str().unwrap().trim_start_matches('#')).unwrap(), value),
        "anyOf" => argument.as_array().unwrap().iter().any(|schema| is_valid(root, schema, value)),
        "enum" => argument.as_array().unwrap().contains(value),
        "type" => match argument.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            other => panic!("type {other}"),
        },
        "pattern" => value.as_str().is_none_or(|text| Regex::new(argument.as_str().unwrap()).unwrap().is_match(text)),
        "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= argument.as_u64().unwrap()),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= argument.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|number| number >= argument.as_f64().unwrap()),
        "maximum" => value.as_u64().is_none_or(|number| number <= argument.as_u64().unwrap()),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| is_valid(root, argument, item))),
        "required" => value
            .as_object()
            .is_none_or(|map| argument.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))),
        "properties" => value.as_object().is_none_or(|map| {
            let mut known = map.iter().filter_map(|(key, value)| Some((argument.get(key)?, value)));
            known.all(|(schema, value)| is_valid(root, schema, value))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| {
            let properties = schema.get("properties").unwrap();
            map.keys().all(|key| properties.get(key).is_some())
        }),
        "$schema" | "title" | "description" | "$defs" => true,
        other => panic!("keyword {other}"),
    })
}

/// A value that a schema accepts.
fn sample(root: &Json, schema: &Json) -> Json {
    if let Some(target) = schema.get("$ref") {
        return minimal(root, root.pointer(target.as_str().unwrap().trim_start_matches('#')).unwrap());
    }
    if let Some(words) = schema.get("enum") {
        return words[0].clone();
    }
    if let Some(schemas) = schema.get("anyOf") {
        return sample(root, &schemas[0]);
    }
    if schema["type"] == "array" {
        return json!([sample(root, &schema["items"])]);
    }
    probes().into_iter().find(|probe| is_valid(root, schema, probe)).unwrap()
}

/// The least table that a definition accepts.
fn minimal(root: &Json, definition: &Json) -> Json {
    let required = definition["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap());
    required.map(|key| (key.to_owned(), sample(root, &definition["properties"][key]))).collect()
}

/// Values of every type, and texts of every form that some key asks for.
fn probes() -> Vec<Json> {
    let texts = [
        "x",
        "",
        "A b",
        "a--b",
        "-a",
        "a-b.c",
        "7B",
        "1.4T",
        "52k",
        "9846",
        "1.",
        ".5",
        "7GB",
        "7gib",
        "7 GB",
        "7bit",
        "2023",
        "2023-02",
        "2023-02-24",
        "2023-13",
        "2023-00-01",
        "2023-02-3",
        "1949",
        "2099",
        "2100",
        "https://a.b",
        "http://a.b/c@d?e#f",
        "ftp://a.b",
        "https://",
        "https://-a",
        "https://me@a.b",
        "https://a b",
        "base",
        "Base",
    ];
    let numbers = [json!(0), json!(3), json!(-1), json!(65_535), json!(65_536), json!(4_294_967_296_u64), json!(1.5)];
    let others = [json!(true), json!([]), json!({}), json!(["x"]), json!([["x"]]), json!([3]), json!({ "x": 1 })];
    texts.iter().map(|text| json!(text)).chain(numbers).chain(others).collect()
}

/// A table as TOML, read by the strict parser.
fn parse(read: Read, table: &Json) -> Result<(), ValueErrorKind> {
    let text = format!("table = {}", to_toml(table));
    let document = toml::parse(&text).unwrap();
    let value = document.get("table").unwrap();
    let mut violations = Vec::new();
    crate::parse::check_value(value, &mut violations);
    match violations.pop() {
        Some(violation) => Err(ValueErrorKind::Custom(violation.message)),
        None => read(value),
    }
}

fn to_toml(value: &Json) -> String {
    match value {
        Json::Object(map) => {
            let members: Vec<_> = map.iter().map(|(key, value)| format!("{key:?} = {}", to_toml(value))).collect();
            format!("{{{}}}", members.join(", "))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(to_toml).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// A document of ours as JSON.
fn to_json(value: &Value<'_>) -> Json {
    use crate::parse::ValueKind;
    match &value.kind {
        ValueKind::Bool(is_true) => json!(is_true),
        ValueKind::Integer(number) => json!(i64::try_from(*number).unwrap()),
        ValueKind::Float(number) => json!(number),
        ValueKind::String(text) => json!(text),
        ValueKind::Unsupported(name) => panic!("{name}"),
        ValueKind::Array(items) => items.iter().map(to_json).collect(),
        ValueKind::Table(table) => {
            table.iter().map(|(key, member)| (key.to_string(), to_json(&member.value))).collect()
        }
    }
}

fn keys_of(definition: &Json) -> Vec<&str> {
    let mut keys: Vec<_> = definition["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// The definitions of the schema with their types.
fn definitions(root: &Json) -> impl Iterator<Item = (&str, &Json, Read)> {
    let readers = readers();
    let definitions = root["$defs"].as_object().unwrap();
    definitions.iter().map(move |(name, definition)| (name.as_str(), definition, readers[name.as_str()]))
}

#[test]
fn the_built_in_catalogue_is_valid() {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalog.toml")).unwrap();
    let (root, catalog) = (json_schema(), to_json(&toml::parse(&text).unwrap()));
    for (list, entries) in catalog.as_object().unwrap() {
        let schema = &root["properties"][list];
        assert!(is_valid(&root, schema, entries) || entries.is_array(), "{list}");
        for entry in entries.as_array().into_iter().flatten() {
            assert!(is_valid(&root, &schema["items"], entry), "{list}: {}", entry["id"]);
        }
    }
    assert!(is_valid(&root, &root, &catalog));
}

#[test]
fn the_schema_has_the_keys_of_the_parser() {
    let root = json_schema();
    for (name, definition, read) in definitions(&root) {
        let mut table = minimal(&root, definition);
        assert_eq!(parse(read, &table), Ok(()), "{name}: {table}");
        table.as_object_mut().unwrap().insert("unknown-key".to_owned(), json!(1));
        assert!(!is_valid(&root, definition, &table), "{name}");
        let Err(ValueErrorKind::UnknownField { expected, .. }) = parse(read, &table) else { panic!("{name}") };
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(keys_of(definition), expected, "{name}");
    }
}

#[test]
fn the_file_has_the_keys_of_the_parser() {
    let root = json_schema();
    let is_known = |key: &str| {
        let file = CatalogFile::new("a.toml", format!("{key} = []"));
        let violations = parse_file(&file).violations;
        !violations.iter().any(|violation| violation.message.contains("is not a key"))
    };
    let keys = keys_of(&root);
    assert!(keys.iter().all(|key| is_known(key)), "{keys:?}");
    assert!(!is_known("models") && !is_known("variant"));
    assert_eq!(keys.len(), crate::parse::TOP_LEVEL_KEYS.len());
}

#[test]
fn the_schema_requires_what_the_parser_requires() {
    let root = json_schema();
    for (name, definition, read) in definitions(&root) {
        for key in definition["required"].as_array().unwrap() {
            let mut table = minimal(&root, definition);
            table.as_object_mut().unwrap().remove(key.as_str().unwrap());
            // JSON needs no insight, so the type does not require it.
            if (name, key) == ("model", &json!("insight")) {
                let file = CatalogFile::new("a.toml", format!("model = [{}]", to_toml(&table)));
                assert!(!parse_file(&file).violations.is_empty());
            } else {
                assert!(parse(read, &table).is_err(), "{name} without {key}");
            }
        }
    }
}

#[test]
fn enums_have_the_words_of_the_parser() {
    let root = json_schema();
    for (name, definition, read) in definitions(&root) {
        for (key, schema) in definition["properties"].as_object().unwrap() {
            let is_list = schema["type"] == "array";
            let Some(words) = (if is_list { &schema["items"] } else { schema }).get("enum") else { continue };
            let mut table = minimal(&root, definition);
            let no_word = json!("no-word");
            table[key] = if is_list { json!([no_word]) } else { no_word };
            let Err(ValueErrorKind::UnknownVariant { expected, .. }) = parse(read, &table) else {
                panic!("{name} {key}")
            };
            assert_eq!(words, &json!(expected), "{name} {key}");
        }
    }
}

/// What the parser refuses for more than one value: an amount whose unit does not fit.
fn is_about_several_keys(name: &str, key: &str) -> bool {
    (name, key) == ("training", "amount") || (name, key) == ("training", "unit")
}

#[test]
fn schema_and_parser_accept_the_same_values() {
    let root = json_schema();
    for (name, definition, read) in definitions(&root) {
        for (key, schema) in definition["properties"].as_object().unwrap() {
            for probe in probes().into_iter().chain([sample(&root, schema)]) {
                let mut table = minimal(&root, definition);
                table[key] = probe;
                let (parsed, is_valid) = (parse(read, &table), is_valid(&root, definition, &table));
                assert!(is_valid || parsed.is_err(), "only the parser accepts {name} {key}: {}", table[key]);
                assert!(
                    parsed.is_ok() || !is_valid || is_about_several_keys(name, key),
                    "only the schema accepts {name} {key}: {} ({parsed:?})",
                    table[key]
                );
            }
        }
    }
}
