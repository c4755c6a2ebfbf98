//! Variants: filters, orders and estimates are of one and the same variant.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, sync::LazyLock};

use cli::{cli_command, run_command};
use proptest::prelude::*;
use serde_json::Value;
use support::screen_with;

use llm_catalog::{
    Catalog, Model,
    license::{CommercialUse, License},
    localized::Locale,
    variant::Variant,
};
use llm_index::{
    Column, Index, LinkShortcut,
    query::{Query, parser::SavedQueries},
    search::SearchResults,
};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

fn run_ok(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run_command(cli_command(home.path()).args(["--locale", "en"]).args(arguments));
    assert_eq!(code, 0, "{arguments:?}: {err}");
    out
}

fn list_json(arguments: &[&str]) -> Vec<Value> {
    serde_json::from_str(&run_ok(&[&["list", "--format", "json"], arguments].concat())).unwrap()
}

/// Every variant of the built-in catalogue as `llm-tui list --variants --format json` prints it.
fn exported() -> &'static [Value] {
    static VARIANTS: LazyLock<Vec<Value>> = LazyLock::new(|| list_json(&["--variants"]));
    &VARIANTS
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn number(value: &Value, path: &str) -> Option<f64> {
    value.pointer(path).and_then(Value::as_f64)
}

/// The ids and the variants that a query finds.
fn search(query: &str) -> BTreeSet<(String, String)> {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());
    let (parsed, errors) = Query::parse_for_index(query, &SavedQueries::new(), &INDEX);
    assert!(errors.is_empty(), "{query}: {errors:?}");
    let rows = SearchResults::search_all(&parsed, &INDEX).rows;
    let located = rows.iter().filter_map(|row| INDEX.locate(*row));
    let name = |figures: llm_index::VariantFigures| figures.name;
    located
        .map(|(segment, row)| (segment.id(row).to_owned(), segment.variant(row).map(name).unwrap_or_default()))
        .collect()
}

/// The bytes to run a variant, by hand from its JSON; `None` if a figure is unknown or the context out of reach.
fn memory_by_hand(variant: &Value, bits: &str, at_least: f64, up_to: f64) -> Option<f64> {
    let per_weight = [("4bit", 4.9), ("8bit", 8.5), ("16bit", 16.0)].iter().find(|(label, _)| *label == bits)?.1;
    if variant.get("open_weights") != Some(&Value::Bool(true)) {
        return None;
    }
    let supported = [number(variant, "/context"), number(variant, "/context_extended")].into_iter().flatten();
    let supported =
        supported.fold(None, |most: Option<f64>, tokens| Some(most.map_or(tokens, |most| most.max(tokens))))?;
    if supported < at_least {
        return None;
    }
    let tokens = up_to.min(supported);
    let released = match text(variant.get("weights").unwrap_or(&Value::Null), "format").as_str() {
        "" => f64::INFINITY,
        "fp32" => 32.0,
        "bf16" | "fp16" => 16.0,
        "fp8" | "int8" => 8.0,
        "ternary" => 2.0,
        "mxfp4" | "nvfp4" | "int4" => 4.9,
        format => unreachable!("{format}"),
    };
    let parameters = number(variant, "/parameters_count")?;
    // A size of files is of the variant only if it states it; none of the models here inherits one.
    let published = number(variant, "/weights/bytes_count").filter(|_| variant.pointer("/variant").is_some());
    let by_bits = parameters * f64::min(per_weight, released) / 8.0;
    let weights = match published {
        Some(bytes) if released <= per_weight => bytes,
        Some(bytes) => bytes.min(by_bits),
        None => by_bits,
    };
    let architecture = text(variant, "architecture");
    let cache = if ["dense-encoder", "ssm", "rnn"].contains(&architecture.as_str()) {
        0.0
    } else {
        let shape = |key: &str| number(variant, &format!("/shape/{key}"));
        let layers = shape("attention_layers").or(shape("layers"))?;
        let head_dim = shape("head_dim").or_else(|| Some(shape("hidden")? / shape("heads")?));
        let numbers = match text(variant.get("shape")?, "attention").as_str() {
            "none" => 0.0,
            "mla" => shape("kv_rank")?,
            "mha" => 2.0 * shape("kv_heads").or(shape("heads"))? * head_dim?,
            "gqa" => 2.0 * shape("kv_heads")? * head_dim?,
            "mqa" => 2.0 * shape("kv_heads").unwrap_or(1.0) * head_dim?,
            attention => unreachable!("{attention}"),
        };
        let windowed = shape("window_layers").unwrap_or(0.0);
        let window = shape("window").unwrap_or(tokens).min(tokens);
        numbers * 2.0 * ((layers - windowed) * tokens + windowed * window)
    };
    Some(weights + cache + 1024.0 * 1024.0 * 1024.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_fits_is_what_a_person_computes(
        gigabytes in 1_u32..800,
        bits in proptest::sample::select(&["4bit", "8bit", "16bit"][..]),
        thousands in proptest::sample::select(&[1_u32, 4, 8, 32, 64, 128, 200][..]),
        negated: bool,
    ) {
        let query = format!("{}fits:{gigabytes}gb@{bits}@{thousands}k", if negated { "-" } else { "" });
        let fits = |variant: &&Value| {
            let tokens = f64::from(thousands);
            let bytes = memory_by_hand(variant, bits, tokens * 1000.0, tokens * 1024.0);
            bytes.is_some_and(|bytes| bytes <= f64::from(gigabytes) * 1e9) != negated
        };
        let expected: BTreeSet<_> = exported().iter().filter(fits).map(|it| (text(it, "id"), text(it, "variant"))).collect();
        let found: BTreeSet<_> = search(&format!("{query} stage:base,sft,rlhf"))
            .into_iter()
            .collect();
        prop_assert_eq!(found, expected, "{}", query);
    }
}

/// The license of a variant by hand: what the variant states, else what the model states, unless the variant says that
/// it alone is closed.
fn license_by_hand<'m>(model: &'m Model, variant: &'m Variant) -> Option<&'m License> {
    if variant.license.is_some() {
        return variant.license.as_ref();
    }
    match (model.open_weights, variant.open_weights) {
        (Some(true) | None, Some(false)) => None,
        _ => model.license.as_ref(),
    }
}

#[test]
fn a_closed_variant_does_not_inherit_the_license_of_open_ones() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let expected = |is_match: &dyn Fn(&License) -> bool| -> BTreeSet<(String, String)> {
        let of_model = |model: &Model| {
            let id = model.id.as_str().to_owned();
            let variants =
                model.variants.iter().filter(|variant| license_by_hand(model, variant).is_some_and(is_match));
            let variants: Vec<_> = variants.map(|variant| (id.clone(), variant.name.clone())).collect();
            let is_plain = model.variants.is_empty() && model.license.as_ref().is_some_and(is_match);
            variants.into_iter().chain(is_plain.then(|| (id.clone(), String::new()))).collect::<Vec<_>>()
        };
        catalog.models().iter().flat_map(of_model).collect()
    };
    let of_spdx = |spdx: &'static str| move |license: &License| license.spdx.as_deref() == Some(spdx);
    assert_eq!(search("license:mit"), expected(&of_spdx("MIT")));
    assert_eq!(search("license:apache"), expected(&of_spdx("Apache-2.0")));
    let is_allowed = |license: &License| license.commercial_use == Some(CommercialUse::Yes);
    assert_eq!(search("commercial:yes"), expected(&is_allowed));
    for query in ["open:no license:permissive", "open:no commercial:yes", "license:closed license:mit"] {
        assert!(search(query).is_empty(), "{query}");
    }
    let csv =
        run_ok(&["list", "glm-5", "--variants", "--format", "csv", "--columns", "variant,open,license,commercial"]);
    assert!(csv.lines().any(|line| line == "5-Turbo,no,,"), "{csv}");
}

#[test]
fn a_license_of_closed_weights_is_stated() {
    let entry = |rest: &str| {
        let head = "[[model]]\nname = \"A\"\nid = \"a\"\nstage = \"base\"\ninsight = { en = \"e\", zh = \"中\" }\n";
        Catalog::parse("a.toml", &format!("{head}{rest}")).unwrap()
    };
    let mit = "license = { name = \"MIT\", spdx = \"MIT\" }\n";
    let variant = "[[model.variant]]\nname = \"v\"\nopen_weights = false\n";
    for (text, cell) in [
        (format!("open_weights = true\n{mit}{variant}"), "closed"),
        (format!("{mit}{variant}"), "closed"),
        (format!("{variant}{mit}"), "MIT"),
        (format!("open_weights = false\n{mit}{variant}"), "MIT"),
        (format!("open_weights = false\n{mit}"), "MIT"),
    ] {
        let index = Index::try_from(&entry(&text)).unwrap();
        let row = index.rows().next().unwrap();
        let (shown, _) = llm_tui::columns::ColumnExt::cell(Column::License, &index, row, Locale::En);
        assert_eq!(shown.trim(), cell, "{text}");
        for (query, is_found) in [("license:mit", cell == "MIT"), ("license:closed", cell == "closed")] {
            let (query, _) = Query::parse_for_index(query, &SavedQueries::new(), &index);
            assert_eq!(!SearchResults::search_all(&query, &index).rows.is_empty(), is_found, "{text}");
        }
    }
}

/// The number of a word such as `14B` or `0.5B`.
fn size_of_word(word: &str) -> Option<f64> {
    let word = word.to_uppercase();
    let (unit, factor) = [('M', 1e6), ('B', 1e9), ('T', 1e12)].into_iter().find(|(unit, _)| word.ends_with(*unit))?;
    let number = word.strip_suffix(unit).filter(|number| number.starts_with(|ch: char| ch.is_ascii_digit()))?;
    Some(number.parse::<f64>().ok()? * factor)
}

#[test]
fn a_size_finds_what_is_named_by_it() {
    let mut names_that_round = 0;
    for (column, key, prefix) in [("params", "/parameters_count", ""), ("active", "/active_count", "A")] {
        let sizes: BTreeSet<String> = exported()
            .iter()
            .flat_map(|variant| {
                let name = text(variant, "variant");
                let words = name.split([' ', '-', '/', '·']).filter_map(|word| word.strip_prefix(prefix));
                words.filter(|word| size_of_word(word).is_some()).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        for size in sizes {
            let found = search(&format!("{column}:{size}"));
            for variant in exported() {
                let (name, Some(exact)) = (text(variant, "variant"), number(variant, key)) else { continue };
                let has_word = name.split([' ', '-', '/', '·']).any(|word| word == format!("{prefix}{size}"));
                let is_near = (0.76..1.75).contains(&(exact / size_of_word(&size).unwrap()));
                let id = text(variant, "id");
                if has_word && is_near {
                    let rounded = exact / 10_f64.powf(exact.log10().floor());
                    names_that_round += usize::from(rounded.fract() > 0.5);
                    assert!(found.contains(&(id.clone(), name.clone())), "{column}:{size} and {id} {name}");
                }
            }
        }
    }
    assert!(names_that_round > 50, "{names_that_round}");
    for (query, id, variant) in [
        ("params:14b", "qwen3", "14B"),
        ("params:32b", "qwen3", "32B"),
        ("params:7b", "qwen2-5", "7B"),
        ("params:120b", "gpt-oss", "120b"),
        ("params:20b", "gpt-oss", "20b"),
    ] {
        assert!(search(query).contains(&(id.to_owned(), variant.to_owned())), "{query} {id}");
    }
    // A part of a mixture, and figures near a size that nothing is named by.
    assert!(!search("params:8b").contains(&("glam".to_owned(), "8B/64E".to_owned())));
    assert!(!search("params:7.2b").contains(&("qwen2-5".to_owned(), "7B".to_owned())));
    assert!(!search("params:14.0b").contains(&("qwen3".to_owned(), "14B".to_owned())));
}

#[test]
fn a_link_that_only_another_variant_has_is_missing_from_this_one() {
    let screen = screen_with(llm_tui::builtin::index().unwrap(), 120, 30);
    screen.press("/qwen3.8 max<enter>c").assert_shows("Qwen3.8 · Max has no checkpoint link");
}

#[test]
fn fits_says_what_it_assumes_and_what_is_wrong() {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| run_command(cli_command(home.path()).args(arguments));
    let (code, out, err) = run(&["list", "fits:24gb@8bit", "--locale", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("fits 24GB@8bit@8k: ") && err.contains(" left out; an estimate (4.9"), "{err}");
    assert!(out.lines().count() > 5, "{out}");
    let (_, _, err) = run(&["list", "fits:24gb", "--format", "json"]);
    assert_eq!(err, "", "JSON is for programs");
    for (query, message) in [
        ("fits:24", "query:1: `24` names no amount of memory"),
        ("fits:24gb@5bit", "query:1: `5bit` is neither an amount of memory, bits per weight nor a context"),
        ("fits:24gb@8k@32k", "query:1: `32k` is given twice"),
    ] {
        let (code, _, err) = run(&["list", query, "--locale", "en"]);
        assert!(code == 2 && err.contains(message), "{err}");
    }
    let screen = screen_with(llm_tui::builtin::index().unwrap(), 120, 30);
    let screen = screen.press("/fits:24gb<enter>").assert_shows("fits 24GB@4bit@8k: ");
    // Where the whole does not fit, the assumptions are left out rather than cut.
    screen.assert_shows("of unknown memory left out; an estimate   ").assert_hides("bits per weight");
}

#[test]
fn the_row_is_the_variant_that_matched_and_ordering_uses_its_figures() {
    let scores = list_json(&["params:<=10b score:>0", "--benchmark", "mmlu", "--variants", "--sort", "score"]);
    assert!(scores.len() > 20);
    for variant in &scores {
        assert!(number(variant, "/parameters_count").unwrap() <= 10e9, "{variant}");
    }
    let names = run_ok(&[
        "list",
        "params:<=10b score:>0",
        "--benchmark",
        "mmlu",
        "--sort",
        "score",
        "--columns",
        "name",
        "--format",
        "csv",
    ]);
    let expected = scores.iter().map(|variant| text(variant, "name"));
    let mut seen = BTreeSet::new();
    let expected: Vec<_> = expected.filter(|name| seen.insert(name.clone())).collect();
    let names: Vec<_> = names.lines().skip(1).map(|line| line.trim_matches('"').to_owned()).collect();
    assert_eq!(names, expected, "each model by its best variant");
    // No model has both a variant above 200B and one below 5B active.
    for variant in list_json(&["params:>30b active:<5b", "--variants"]) {
        assert!(number(&variant, "/parameters_count").unwrap() > 30e9, "{variant}");
        assert!(number(&variant, "/active_count").unwrap() < 5e9, "{variant}");
    }
    let yi = list_json(&["yi context:>100k", "--variants"]);
    assert!(yi.iter().any(|variant| text(variant, "variant").contains("200K")), "{yi:?}");
    assert!(run_ok(&["list", "qwen3 params:8b"]).contains("\nQwen3 · 8B "), "not the default variant");
}

#[test]
fn json_of_a_variant_has_every_field_resolved() {
    let variants: Vec<_> = exported().iter().filter(|variant| variant["id"] == "qwen3").collect();
    let variant = variants.iter().find(|variant| variant["variant"] == "8B").unwrap();
    for (path, value) in [
        ("/id", Value::from("qwen3")),
        ("/name", "Qwen3".into()),
        ("/parameters", "8.2B".into()),
        ("/parameters_count", 8_200_000_000_u64.into()),
        ("/tokens_count", 36_000_000_000_000_u64.into()),
        ("/context", 32_768.into()),
        ("/context_extended", 131_072.into()),
        ("/released", "2025-04-29".into()),
        ("/license/spdx", "Apache-2.0".into()),
        ("/architecture", "dense".into()),
        ("/shape/kv_heads", 8.into()),
    ] {
        assert_eq!(variant.pointer(path), Some(&value), "{path}");
    }
    let mixture = variants.iter().find(|variant| variant["variant"] == "235B-A22B").unwrap();
    assert_eq!(mixture["architecture"], "moe");
    let lines = run_ok(&["list", "--variants", "--format", "jsonl"]);
    assert_eq!(lines.lines().count(), exported().len());
    let keys: BTreeSet<_> = exported().iter().map(|it| (text(it, "id"), text(it, "variant"))).collect();
    assert_eq!(keys.len(), exported().len(), "no variant is listed twice");
}

#[test]
fn base_follows_weights_and_related_any_relation() {
    let ids = |query: &str| -> BTreeSet<String> { search(query).into_iter().map(|(id, _)| id).collect() };
    let (base, related) = (ids("base:llama-2"), ids("related:llama-2"));
    assert!(base.is_subset(&related) && base.len() < related.len());
    assert!(base.contains("llama-2-chat") && base.contains("code-llama"));
    // Its successor began from scratch.
    assert!(!base.contains("llama-3") && related.contains("llama-3"));
    // By hand: everything that is reached through weights or adapters alone.
    let catalog = llm_tui::builtin::catalog().unwrap();
    let by_hand = |weights_only: bool| {
        let mut reached = BTreeSet::from(["llama-2".to_owned()]);
        loop {
            let is_child = |model: &&Model| {
                model.all_parents().any(|parent| {
                    let relation = format!("{:?}", parent.relation);
                    let is_followed = !weights_only || relation == "Weights" || relation == "Adapter";
                    is_followed && reached.contains(parent.id.as_str())
                })
            };
            let children: BTreeSet<_> = catalog.models().iter().filter(is_child).map(|it| it.id.to_string()).collect();
            if children.is_subset(&reached) {
                reached.remove("llama-2");
                return reached;
            }
            reached.extend(children);
        }
    };
    assert_eq!(base, by_hand(true));
    // The parent of these is a variant that has nothing of Llama, unlike others of its model.
    let of_qwen = BTreeSet::from(["deepcoder-14b", "skywork-or1"].map(str::to_owned));
    assert_eq!(by_hand(false).difference(&related).cloned().collect::<BTreeSet<_>>(), of_qwen);
}

#[test]
fn sizes_of_older_files_are_read_as_variants() {
    let text = r#"[[model]]
id = "a"
name = "A"
stage = "base"
organizations = ["X"]
open_weights = true
sources = ["https://example.org"]
insight = { en = "e", zh = "中" }

[[model.size]]
name = "7B"
parameters = "7B"

[[benchmark]]
id = "b"
name = { en = "B", zh = "B" }
description = { en = "B", zh = "B" }
url = "https://example.org"

[[model.score]]
benchmark = "b"
size = "7B"
value = 1.0
source = "https://example.org"
"#;
    let catalog = Catalog::parse("a.toml", text).unwrap();
    let model = catalog.models().first().unwrap();
    assert_eq!(model.variants.first().unwrap().name, "7B");
    assert_eq!(model.scores.first().unwrap().variant.as_deref(), Some("7B"));
    let wrong = text.replace("size = \"7B\"", "size = \"8B\"");
    let errors = Catalog::parse("a.toml", &wrong).unwrap_err().to_string();
    assert_eq!(errors, "a.toml:22:8: `a` has no variant `8B`; name one of its [[model.variant]]");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.toml");
    std::fs::write(&path, text).unwrap();
    run_ok(&["fmt", path.to_str().unwrap()]);
    let formatted = std::fs::read_to_string(&path).unwrap();
    assert!(formatted.contains("[[model.variant]]") && !formatted.contains("size"), "{formatted}");
}

#[test]
fn a_variant_named_in_full_stands_alone() {
    let title = |name: &str| run_ok(&["compare", name, "llama"]).lines().next().unwrap().trim().to_owned();
    assert!(title("gpt-5").starts_with("GPT-5  "), "{}", title("gpt-5"));
    assert!(title("qwen3:8B").starts_with("Qwen3 · 8B  "));
}

#[test]
fn the_checkpoint_of_a_variant_is_opened() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let index = llm_tui::builtin::index().unwrap();
    let mut checkpoints = 0;
    for model in catalog.models() {
        let first = index.row_by_id(model.id.as_str()).unwrap();
        for row in index.variant_rows(first) {
            let Some(variant) = index.variant_of(row, model) else { continue };
            let resolved = index.resolved(row).unwrap();
            let opened = LinkShortcut::Checkpoint.url(resolved.as_entry_ref());
            if let Some(checkpoint) = &variant.checkpoint {
                checkpoints += 1;
                assert_eq!(opened, Some(checkpoint), "{} {}", model.id, variant.name);
            } else if variant.open_weights == Some(false) {
                assert_eq!(opened, None, "{} {}", model.id, variant.name);
            }
        }
    }
    assert!(checkpoints > 900, "{checkpoints}");
    assert_eq!(run_ok(&["open", "qwen3 8b", "checkpoint", "--print"]), "https://huggingface.co/Qwen/Qwen3-8B\n");
    // The detail has those of the other variants too.
    let shown = run_ok(&["show", "qwen3 8b"]);
    let position = |name: &str| shown.find(&format!("https://huggingface.co/Qwen/{name}\n")).unwrap_or(usize::MAX);
    assert!(position("Qwen3-8B") < position("Qwen3-235B-A22B"), "{shown}");
}

#[test]
fn a_month_has_only_dates_whose_month_is_known() {
    let released_in = |prefix: &str| -> BTreeSet<_> {
        let is_in = |variant: &&Value| text(variant, "released").starts_with(prefix);
        exported().iter().filter(is_in).map(|variant| (text(variant, "id"), text(variant, "variant"))).collect()
    };
    for month in ["2026-10", "2023-03", "2025-07"] {
        let found: BTreeSet<_> = search(&format!("released:{month} stage:base,sft,rlhf"));
        assert!(!found.is_empty());
        assert_eq!(found, released_in(month), "{month}");
    }
    assert_eq!(search("released:2026 stage:base,sft,rlhf"), released_in("2026"));
}

#[test]
fn a_mixture_of_experts_is_found_whatever_else_it_is() {
    let is_mixture = |variant: &&Value| matches!(&*text(variant, "architecture"), "moe" | "hybrid-moe");
    let mixtures: BTreeSet<_> =
        exported().iter().filter(is_mixture).map(|variant| (text(variant, "id"), text(variant, "variant"))).collect();
    for query in ["arch:moe", "arch:\"mixture of experts\"", "架构:混合专家"] {
        assert_eq!(search(query), mixtures, "{query}");
    }
}

#[test]
fn a_round_figure_is_not_half_of_it() {
    let found = search("params:1t");
    let parameters = |(id, variant): &(String, String)| {
        let is_it = |other: &&Value| text(other, "id") == *id && text(other, "variant") == *variant;
        number(exported().iter().find(is_it).unwrap(), "/parameters_count").unwrap()
    };
    assert!(!found.is_empty());
    assert!(found.iter().map(parameters).all(|count| (0.75e12..=1.25e12).contains(&count)), "{found:?}");
}

#[test]
fn what_a_filter_by_memory_leaves_out_is_counted() {
    let model = |id: &str, shape: &str, weights: &str| {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\nreleased = \"2024\"\ncontext = 8192\n\
             open_weights = {weights}\ninsight = {{ en = \"It is.\", zh = \"是。\" }}\n[[model.variant]]\nname = \"7B\"\nparameters = \"7B\"\n{shape}\n"
        )
    };
    let shape = "shape = { layers = 32, hidden = 4096, heads = 32, kv_heads = 8, head_dim = 128, attention = \"gqa\" }";
    let catalog = [model("known", shape, "true"), model("unknown", "", "true"), model("closed", "", "false")].concat();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("list.toml");
    std::fs::write(&path, catalog).unwrap();
    let arguments = ["--catalog", path.to_str().unwrap(), "--locale", "en", "list"];
    let run = |query| run_command(cli_command(directory.path()).args(arguments).args([query]));
    let (_, out, err) = run("fits:24gb");
    assert!(out.contains("known") && !out.contains("unknown"), "{out}");
    assert!(err.contains("fits 24GB@4bit@8k: 1 open model of unknown memory left out; an estimate ("), "{err}");
    let counted = run_command(cli_command(directory.path()).args(["--locale", "en", "list", "fits:24gb"])).2;
    let found: BTreeSet<_> = search("fits:24gb").into_iter().map(|(id, _)| id).collect();
    let is_unknown = |variant: &&Value| {
        let is_open = variant.get("open_weights") == Some(&Value::Bool(true));
        let contexts = [number(variant, "/context"), number(variant, "/context_extended")];
        let is_too_short = contexts.iter().flatten().copied().reduce(f64::max).is_some_and(|tokens| tokens < 8000.0);
        is_open && !is_too_short && memory_by_hand(variant, "4bit", 0.0, 8192.0).is_none()
    };
    let unknown: BTreeSet<_> = exported().iter().filter(is_unknown).map(|variant| text(variant, "id")).collect();
    let by_hand = unknown.difference(&found).count();
    assert!(
        counted.contains(&format!(": {by_hand} open models of unknown memory left out; an estimate (")),
        "{by_hand}: {counted}"
    );
    let (_, _, err) = run("known fits:24gb -unknown");
    assert!(err.contains("fits 24GB@4bit@8k: an estimate ("), "{err}");
}
