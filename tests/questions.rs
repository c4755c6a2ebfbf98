//! Questions that people ask, each answered by a command and checked against the catalogue itself.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use cli::{cli_command, run_command};
use serde_json::Value;

use llm_catalog::{
    Model,
    capability::{Modality, Reasoning},
    license::CommercialUse,
    model::Architecture,
};

#[path = "support/cli.rs"]
mod cli;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_command(cli_command(home.path()).args(["--locale", "en"]).args(arguments))
}

fn list(query: &str) -> Vec<Value> {
    let (code, out, err) = run(&["list", query, "--variants", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""), "{query}");
    serde_json::from_str(&out).unwrap()
}

type Key = (String, String);

fn key(model: &Model) -> Key {
    (model.id.to_string(), model.variants.first().map(|variant| variant.name.clone()).unwrap_or_default())
}

/// The variants of the built-in catalogue that satisfy a predicate.
fn expected(predicate: impl Fn(&Model) -> bool) -> BTreeSet<Key> {
    let catalog = llm_tui::builtin::catalog().unwrap();
    catalog
        .models()
        .iter()
        .flat_map(Model::resolved)
        .filter(|model| predicate(model))
        .map(|model| key(&model))
        .collect()
}

fn found(query: &str) -> BTreeSet<Key> {
    let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    list(query).iter().map(|entry| (text(entry, "id"), text(entry, "variant"))).collect()
}

fn parameters(model: &Model) -> Option<f64> {
    model.variants.first()?.parameters.map(|count| count.as_f64() / 1e9)
}

fn spdx(model: &Model) -> Option<&str> {
    model.license.as_ref()?.spdx.as_deref()
}

#[test]
fn which_open_7b_models_may_be_used_commercially() {
    // What rounds to it, and what is named so: Qwen2.5 7B has 7.61B.
    let is_named = |model: &Model| {
        model.variants.first().is_some_and(|variant| variant.name.split(['-', ' ']).any(|word| word == "7B"))
    };
    let is_7b = |model: &Model| {
        parameters(model).is_some_and(|billions| {
            (6.5..7.5).contains(&billions) || is_named(model) && (5.25..12.26).contains(&billions)
        })
    };
    let is_allowed =
        |model: &Model| model.license.as_ref().and_then(|license| license.commercial_use) == Some(CommercialUse::Yes);
    let models = expected(|model| model.open_weights == Some(true) && is_allowed(model) && is_7b(model));
    assert!(models.len() > 10);
    assert_eq!(found("open:yes commercial:yes params:7b"), models);
    // The rows show the 7B variants, not the largest of their families.
    let (_, out, _) = run(&["list", "open:yes commercial:yes params:7b", "--columns", "params", "--format", "csv"]);
    for line in out.lines().skip(1) {
        let billions: f64 = line.trim_end_matches('B').parse().unwrap();
        assert!((6.5..8.6).contains(&billions), "{line}");
    }
}

#[test]
fn which_contexts_are_above_128k_or_exactly_32k() {
    let context = |model: &Model| model.context.unwrap_or_default();
    assert_eq!(
        found("context:>128k license:apache"),
        expected(|model| context(model) > 131_072 && spdx(model) == Some("Apache-2.0"))
    );
    let models = expected(|model| matches!(context(model), 32_000 | 32_768));
    assert!(models.len() >= 22);
    assert_eq!(found("context:32k"), models);
    let yi = list("yi context:>100k").into_iter().next().unwrap();
    assert!(yi["id"] == "yi" && yi["variant"].as_str().unwrap().ends_with("-200K"), "{yi}");
}

#[test]
fn which_is_the_largest_dense_open_model() {
    let (_, out, _) = run(&["list", "open:yes arch:dense", "--sort", "params", "--limit", "1", "--format", "json"]);
    let first = serde_json::from_str::<Vec<Value>>(&out).unwrap().remove(0);
    let dense = |model: &Model| model.open_weights == Some(true) && model.architecture == Some(Architecture::Dense);
    let catalog = llm_tui::builtin::catalog().unwrap();
    let all = catalog.models().iter().flat_map(Model::resolved).filter(|model| dense(model));
    let sizes: Vec<_> = all.filter_map(|model| Some((parameters(&model)?, model.id.to_string()))).collect();
    let most = sizes.iter().map(|(count, _)| *count).fold(0.0, f64::max);
    let ids: Vec<_> = sizes.into_iter().filter(|(count, _)| *count >= most).map(|(_, id)| id).collect();
    assert!(ids.iter().any(|id| first["id"] == **id), "{ids:?}");
}

#[test]
fn which_chinese_models_are_under_the_mit_license() {
    let is_match = |model: &Model| model.languages.iter().any(|code| code == "zh") && spdx(model) == Some("MIT");
    assert_eq!(found("lang:zh license:mit"), expected(is_match));
    assert_eq!(found("语言:中文 许可证:mit"), expected(is_match));
}

#[test]
fn which_coding_models_have_at_most_10b_and_which_mix_sizes() {
    for variant in list("coder params:<=10b") {
        assert!(variant["parameters_count"].as_u64().unwrap() <= 10_000_000_000, "{variant}");
    }
    // More than 200B in all with less than 5B active: one and the same variant must have both.
    let both = |model: &Model| {
        let active = model.variants.first().and_then(|variant| variant.active);
        parameters(model).is_some_and(|billions| billions > 30.0) && active.is_some_and(|count| count.as_f64() < 5e9)
    };
    assert_eq!(found("params:>30b active:<5b"), expected(both));
}

#[test]
fn which_models_reason_or_see_images() {
    let reasons = |model: &Model| matches!(model.reasoning, Some(Reasoning::Switchable | Reasoning::Always));
    assert_eq!(found("open:yes reasoning:yes"), expected(|model| model.open_weights == Some(true) && reasons(model)));
    let sees = |model: &Model| model.modalities.as_ref().is_some_and(|it| it.input.contains(&Modality::Image));
    assert_eq!(found("open:yes input:vision"), expected(|model| model.open_weights == Some(true) && sees(model)));
}

#[test]
fn what_is_the_cutoff_of_a_model_and_what_replaced_it() {
    let (_, out, _) = run(&["show", "claude-opus-4-5"]);
    assert!(out.contains("Knowledge    2025-05"), "{out}");
    assert!(out.contains("Lifecycle    deprecated since ") && out.contains(", replaced by Claude Opus 5.5"), "{out}");
    let found = found("lifecycle:deprecated");
    assert!(found.iter().any(|(id, _)| id == "claude-opus-4-5"), "{found:?}");
}

#[test]
fn a_model_that_is_not_in_the_catalogue_is_never_another_one() {
    for name in ["opnelm", "minimax m9", "gpt-7", "llama"] {
        let (code, out, err) = run(&["show", name]);
        if name == "llama" {
            assert!(code == 0 && out.starts_with("LLaMA"), "{out}");
        } else {
            assert_eq!((code, out.as_str()), (1, ""), "{name}");
            assert!(err.contains(&format!("`{name}` is not in the catalogue; near names:")), "{err}");
        }
    }
}
