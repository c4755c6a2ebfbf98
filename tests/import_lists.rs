//! `llm-tui import FILE`: lists of every known format, told apart by their content, and catalogues that are none.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use cli::{cli_command, run_command};
use llm_catalog::{
    Catalog, Model,
    capability::{Modality, Reasoning},
    claim::ClaimField,
    license::CommercialUse,
    lifecycle::LifecycleStatus,
    link::LinkKind,
    localized::Locale,
};
use llm_tui::import::{WarningKind, ecosystem_graphs, litellm, models_dev, openrouter};

#[path = "support/cli.rs"]
mod cli;

const FIXTURES: &str = "tests/fixtures";

/// The exit code, stdout and stderr of a command.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_command(cli_command(home.path()).args(arguments))
}

/// Imports a fixture as TOML and parses that as a catalogue; also gives stderr.
fn import(fixture: &str) -> (Catalog, String) {
    let (code, out, err) = run(&["import", &format!("{FIXTURES}/{fixture}"), "--format", "toml"]);
    assert_eq!(code, 0, "{err}");
    (Catalog::parse("imported.toml", &out).unwrap_or_else(|error| panic!("{error}\n{out}")), err)
}

fn find<'a>(catalog: &'a Catalog, id: &str) -> &'a Model {
    catalog.models().iter().find(|model| model.id.as_str() == id).unwrap_or_else(|| panic!("no model `{id}`"))
}

fn ids(catalog: &Catalog) -> Vec<&str> {
    catalog.models().iter().map(|model| model.id.as_str()).collect()
}

fn link(model: &Model, kind: LinkKind) -> Option<&str> {
    model.link(kind).map(llm_catalog::link::Url::as_str)
}

/// The parameters of the only variant, and those used per token.
fn parameters(model: &Model) -> (String, String) {
    let [variant] = model.variants.as_slice() else { panic!("{:?}", model.variants) };
    let text = |quantity: Option<llm_catalog::quantity::Quantity>| quantity.map(|quantity| quantity.to_string());
    (text(variant.parameters).unwrap_or_default(), text(variant.active).unwrap_or_default())
}

#[test]
fn the_format_is_guessed_from_the_content_and_named() {
    for (file, kind) in [
        ("tests/fixtures/models-dev.json", "a models.dev file (--from models-dev)"),
        ("tests/fixtures/models-dev-models.json", "a models.dev file (--from models-dev)"),
        ("tests/fixtures/huggingface.json", "a Hugging Face list (--from huggingface)"),
        ("tests/fixtures/huggingface-python.json", "a Hugging Face list (--from huggingface)"),
        ("tests/fixtures/openrouter.json", "an OpenRouter list (--from openrouter)"),
        ("tests/fixtures/litellm.json", "a LiteLLM price file (--from litellm)"),
        ("tests/fixtures/ecosystem-graphs.yaml", "an Ecosystem Graphs file (--from ecosystem-graphs)"),
        ("tests/fixtures/epoch.csv", "a CSV table (--from csv)"),
        ("tests/fixtures/list-2023-08.tsv", "a TSV table (--from tsv)"),
        ("tests/fixtures/list-2023-08.md", "a Markdown page (--from markdown)"),
        ("catalog.toml", "an llm-tui catalogue (--from catalog)"),
    ] {
        let (_, _, err) = run(&["import", file]);
        assert_eq!(err.lines().next(), Some(format!("`{file}` is {kind}").as_str()));
    }
}

#[test]
fn a_table_is_guessed_below_titles_and_behind_marks() {
    let dir = tempfile::tempdir().unwrap();
    for (text, kind) in [
        ("sep=;\nModel;Params\nAlpha;7B\n", "a CSV table"),
        ("\u{feff}sep=;\r\nModel;Params\r\nAlpha;7B\r\n", "a CSV table"),
        ("\u{feff}Model,Params\nAlpha,7B\n", "a CSV table"),
        ("My models\n\nModel,Params\nAlpha,7B\n", "a CSV table"),
        ("My models,,\n,,\nModel,Params,License\nAlpha,7B,MIT\n", "a CSV table"),
        ("My models\nModel\tParams\nAlpha\t7B\n", "a TSV table"),
        ("#,Model,Params\n1,Alpha,7B\n", "a CSV table"),
    ] {
        let path = dir.path().join("table");
        fs::write(&path, text).unwrap();
        let (code, out, err) = run(&["import", path.to_str().unwrap()]);
        assert_eq!((code, out.matches("[[model]]").count()), (0, 1), "{text}: {err}");
        assert!(err.contains(kind), "{text}: {err}");
    }
    // A page may have a line with commas.
    let path = dir.path().join("page");
    fs::write(&path, "Models\n\nName, size, and license of each model:\n\n| Model | Params |\n|---|---|\n| A | 7B |\n")
        .unwrap();
    let (_, _, err) = run(&["import", path.to_str().unwrap()]);
    assert!(err.contains("is a Markdown page"), "{err}");
}

#[test]
fn a_file_of_an_unknown_kind_is_described() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text, kind) in [
        ("a.json", "{\"a\": [1]}", "JSON of an unknown kind"),
        ("b.txt", "Just a text.\nNothing else", "text without a table or a list"),
        ("c.html", "<!DOCTYPE html>\n<html><body>", "an HTML page"),
        ("d.yaml", "- name: x\n  value: y\n", "YAML of an unknown kind"),
        ("e.toml", "[package]\nname = \"x\"\n", "TOML of an unknown kind"),
        ("f", "", "empty"),
        ("g.json", "[{\"id\": 1, \"title\": 2}]", "JSON of an unknown kind"),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        let (code, out, err) = run(&["import", path]);
        let formats = "markdown, csv, tsv, models-dev, openrouter, huggingface, litellm, ecosystem-graphs, catalog";
        let message =
            format!("llm-tui: `{path}` is {kind}; lists that can be imported: {formats}; choose one with `--from`\n");
        assert_eq!((code, out.as_str(), err), (2, "", message));
    }
}

#[test]
fn from_overrides_the_guess() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("table.txt");
    fs::write(&path, "Model;Params\nAlpha;7B\nBeta;13B\n").unwrap();
    let (code, out, err) = run(&["import", path.to_str().unwrap(), "--from", "csv"]);
    assert_eq!((code, out.matches("[[model]]").count()), (0, 2), "{err}");
    assert!(!err.contains("--from"), "{err}");
}

#[test]
fn a_file_that_is_no_catalogue_is_named_with_the_command_that_converts_it() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page.html");
    fs::write(&page, "<!doctype html>\n<title>Models</title>\n").unwrap();
    let lines = dir.path().join("hub.jsonl");
    fs::write(&lines, "{\"id\": \"a/b\", \"tags\": [], \"downloads\": 1}\n{\"id\": \"a/c\", \"tags\": []}\n").unwrap();
    for (file, kind, is_list) in [
        ("tests/fixtures/models-dev.json", "a models.dev file", true),
        ("tests/fixtures/huggingface.json", "a Hugging Face list", true),
        ("tests/fixtures/openrouter.json", "an OpenRouter list", true),
        ("tests/fixtures/epoch.csv", "a CSV table", true),
        ("tests/fixtures/list-2023-08.md", "a Markdown page", true),
        ("tests/fixtures/ecosystem-graphs.yaml", "an Ecosystem Graphs file", true),
        (page.to_str().unwrap(), "an HTML page", false),
        (lines.to_str().unwrap(), "a Hugging Face list", true),
    ] {
        let hint = format!("; run `llm-tui import {file}` to convert it");
        let message =
            format!("llm-tui: `{file}` is {kind}, not a catalogue{}\n", if is_list { hint } else { String::new() });
        for arguments in [["--catalog", file, "list"].as_slice(), &["check", file]] {
            assert_eq!(run(arguments), (2, String::new(), message.clone()));
        }
    }
}

#[test]
fn the_errors_of_a_catalogue_are_not_taken_for_another_format() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("a.toml", "# My list\n\n[[model]]\nid = \"a\"\n"),
        ("b.toml", "# My list\n- not TOML\n"),
        ("c.json", "[{\"id\": \"a\", \"name\": \"A\"}]"),
        ("d.jsonl", "{\"id\": \"a\", \"stage\": \"base\"}\n"),
    ] {
        let path = dir.path().join(name);
        fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        let (code, out, _) = run(&["check", path]);
        assert_eq!(code, 1, "{name}");
        assert!(out.starts_with(&format!("{path}:")), "{out}");
    }
}

#[test]
fn openrouter_models_keep_what_the_list_says() {
    let (catalog, err) = import("openrouter.json");
    assert_eq!(ids(&catalog), ["claude-opus-4.7", "qwen3-235b-a22b"]);
    let claude = find(&catalog, "claude-opus-4.7");
    assert_eq!((claude.name.as_str(), claude.organizations.join(" ")), ("Claude Opus 4.7", "Anthropic".to_owned()));
    assert_eq!((claude.context, claude.tools, claude.released), (Some(1_000_000), Some(true), None));
    let modalities = claude.modalities.as_ref().unwrap();
    assert_eq!(modalities.input, [Modality::Text, Modality::Image, Modality::Document]);
    // The list knows when it began to have a model, not when that was released.
    let claim = claude.claims.first().unwrap();
    assert_eq!((claim.field, claim.claimed_value.as_deref()), (ClaimField::Released, Some("2026-04-16")));
    let qwen = find(&catalog, "qwen3-235b-a22b");
    assert_eq!(qwen.knowledge.map(|date| date.to_string()).as_deref(), Some("2024-10-31"));
    assert_eq!(link(qwen, LinkKind::Checkpoint), Some("https://huggingface.co/Qwen/Qwen3-235B-A22B"));
    assert_eq!((qwen.open_weights, parameters(qwen)), (Some(true), ("235B".to_owned(), "22B".to_owned())));
    for message in [
        "`google/gemini-2.5-flash-image` of `openrouter` gives no text",
        "`openrouter/auto` of `openrouter` routes requests to other models",
        "not a model of OpenRouter: missing field `id`",
    ] {
        assert!(err.contains(message), "{message}: {err}");
    }
}

#[test]
fn models_of_two_owners_are_two_and_a_context_of_zero_is_none() {
    let list = r#"{"data":[
        {"id":"x/phi-3","name":"X: Phi 3","context_length":0},
        {"id":"y/phi-3","name":"Y: Phi 3","context_length":4096},
        {"id":"y/phi-3:free","name":"Y: Phi 3 (free)","context_length":4096},
        {"id":"qwen/qwq","name":"Qwen: QwQ","context_length":4096}
    ]}"#;
    let result = openrouter::parse(list).unwrap();
    let models: Vec<_> = result.models.iter().map(|model| (model.id.as_str(), model.context)).collect();
    assert_eq!(models, [("x-phi-3", None), ("y-phi-3", Some(4096)), ("qwq", Some(4096))]);
    assert!(result.models.iter().all(|model| model.claims.is_empty()));
}

#[test]
fn a_context_that_is_no_number_of_tokens_is_reported() {
    let openrouter = r#"{"data":[
        {"id":"x/a","name":"A","context_length":500.7,"architecture":{"input_modalities":["text"]}},
        {"id":"x/b","name":"B","context_length":0,"architecture":{"input_modalities":["text"]}},
        {"id":"x/c","name":"C","context_length":8192.0}
    ]}"#;
    let litellm =
        r#"{"a": {"mode": "chat", "litellm_provider": "x", "max_input_tokens": 5e9, "supports_vision": true}}"#;
    let models_dev = r#"{"x": {"id": "x", "name": "X", "models": {
        "a": {"id": "a", "name": "A", "limit": {"context": -1}, "modalities": {"input": ["text"], "output": ["text"]}}
    }}}"#;
    for (result, expected) in [
        (openrouter::parse(openrouter), "2: left out the context of `x/a`: `500.7` is not a number of tokens"),
        (litellm::parse(litellm), "1: left out the context of `a`: `5000000000` is not a number of tokens"),
        (models_dev::parse(models_dev), "2: left out the context of `a` of `x`: `-1` is not a number of tokens"),
    ] {
        let result = result.unwrap();
        let warnings =
            result.warnings.iter().map(|warning| format!("{}: {}", warning.line, warning.message(Locale::En)));
        assert_eq!(warnings.collect::<Vec<_>>(), [expected]);
        assert!(result.models[0].context.is_none() && result.skipped() == 0, "{:?}", result.models);
    }
}

#[test]
fn a_date_that_is_none_is_reported() {
    let models_dev = r#"{"x": {"id": "x", "name": "X", "models": {
        "a": {"id": "a", "name": "A", "release_date": "2024-13-01", "knowledge": "2023-Q4"},
        "b": {"id": "b", "name": "B", "release_date": "", "knowledge": "unknown"}
    }}}"#;
    let result = models_dev::parse(models_dev).unwrap();
    let warnings = result.warnings.iter().map(|warning| format!("{}: {}", warning.line, warning.message(Locale::En)));
    let expected =
        ["2024-13-01", "2023-Q4"].map(|date| format!("2: left out a date of `a` of `x`: `{date}` is not a date"));
    assert_eq!(warnings.collect::<Vec<_>>(), expected);
    let openrouter = r#"[{"id":"x/d","context_length":500.7,"knowledge_cutoff":"soon"}]"#;
    let both = openrouter::parse(openrouter).unwrap();
    let messages: Vec<_> = both.warnings.iter().map(|warning| warning.message(Locale::En)).collect();
    let [context, date] = messages.as_slice() else { panic!("{messages:?}") };
    assert!(context.contains("`500.7` is not a number of tokens") && date.contains("`soon` is not a date"));
    assert!(result.models[0].released.is_none() && result.models[0].knowledge.is_none(), "{:?}", result.models);
}

#[test]
fn json_lines_have_no_changelog() {
    let dir = tempfile::tempdir().unwrap();
    let page = dir.path().join("page.md");
    fs::write(&page, "## Models\n\n| Model | Params |\n|---|---|\n| A | 7B |\n\n## News\n\n- 2023-08-07: A is new\n")
        .unwrap();
    let (code, _, err) = run(&["import", page.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("left out 1 entry of the changelog: JSON Lines have none; use `--format toml`"), "{err}");
    let (_, out, err) = run(&["import", page.to_str().unwrap()]);
    assert!(out.contains("[[update]]") && !err.contains("left out"), "{err}");
}

#[test]
fn json_lines_have_no_scores_of_a_table() {
    let dir = tempfile::tempdir().unwrap();
    let table = dir.path().join("table.csv");
    let record = "A,a,base,7B,61.2,mmlu,https://a.b";
    fs::write(&table, format!("name,id,stage,variant,score,benchmark,score_source\n{record}\n")).unwrap();
    let (code, out, err) = run(&["import", table.to_str().unwrap(), "--format", "jsonl"]);
    assert!(code == 0 && !out.contains("mmlu"), "{err}");
    assert!(
        err.contains("`score`: `61.2` of `a`: JSON Lines do not describe benchmarks; use `--format toml`"),
        "{err}"
    );
    let (code, out, err) = run(&["import", table.to_str().unwrap()]);
    assert!(code == 0 && out.contains("[[model.score]]") && !err.contains("left out"), "{err}");
}

#[test]
fn the_labs_file_of_models_dev_is_the_makers_own_record() {
    let (catalog, err) = import("models-dev-models.json");
    assert_eq!(ids(&catalog), ["claude-opus-4-5", "glm-5.2"]);
    let claude = find(&catalog, "claude-opus-4-5");
    assert_eq!((claude.name.as_str(), claude.organizations.join(" ")), ("Claude Opus 4.5", "Anthropic".to_owned()));
    assert_eq!(claude.knowledge.map(|date| date.to_string()).as_deref(), Some("2025-03-31"));
    assert_eq!((claude.context, claude.tools, claude.reasoning), (Some(200_000), Some(true), None));
    let glm = find(&catalog, "glm-5.2");
    assert_eq!((glm.reasoning, glm.open_weights), (Some(Reasoning::No), Some(true)));
    assert_eq!(link(glm, LinkKind::Paper), Some("https://arxiv.org/abs/2606.00001"));
    assert_eq!(link(glm, LinkKind::Checkpoint), Some("https://huggingface.co/zai-org/GLM-5.2"));
    let license = glm.license.as_ref().unwrap();
    assert_eq!((license.spdx.as_deref(), license.commercial_use), (Some("MIT"), Some(CommercialUse::Yes)));
    assert!(err.contains("`google/gemini-embedding-001` of `google` is an embedding or reranking model"), "{err}");
}

#[test]
fn the_makers_own_record_wins_and_what_others_say_is_a_claim() {
    let model = |fields: &str| {
        let limits = r#""modalities":{"input":["text"],"output":["text"]}"#;
        format!("{{\"name\":\"DeepSeek V4\",{limits},{fields}}}")
    };
    let list = format!(
        r#"{{"deepseek":{{"doc":"https://api-docs.deepseek.com","models":{{"deepseek-v4":{}}}}},
            "groq":{{"models":{{"deepseek-ai/deepseek-v4":{}}}}},
            "together":{{"models":{{"deepseek-ai/DeepSeek-V4-fp8":{}}}}}}}"#,
        model(
            r#""release_date":"2026-05-01","reasoning":true,"reasoning_options":[{"type":"toggle"}],"tool_call":true,"limit":{"context":1048576},"status":"beta","open_weights":true"#
        ),
        model(
            r#""release_date":"2026-05-02","reasoning":false,"tool_call":false,"limit":{"context":131072},"status":"deprecated","open_weights":false"#
        ),
        model(r#""release_date":"2026-05","reasoning":true,"reasoning_options":[],"limit":{"context":131072}"#),
    );
    let result = models_dev::parse(&list).unwrap();
    let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
    assert_eq!((model.id.as_str(), model.context, model.tools), ("deepseek-v4", Some(1_048_576), Some(true)));
    assert_eq!((model.reasoning, model.open_weights), (Some(Reasoning::Switchable), Some(true)));
    assert_eq!(model.lifecycle.as_ref().map(|lifecycle| lifecycle.status), Some(LifecycleStatus::Preview));
    let claims: Vec<_> = model
        .claims
        .iter()
        .map(|claim| {
            (claim.field, claim.claimed_value.as_deref().unwrap_or(""), claim.claimed_by.as_deref().unwrap_or(""))
        })
        .collect();
    // A date to the month does not contradict one to the day.
    assert_eq!(
        claims,
        [(ClaimField::Released, "2026-05-02", "groq"), (ClaimField::Context, "131072", "groq, together")]
    );
}

#[test]
fn litellm_gives_contexts_and_modalities_of_chat_models() {
    let (catalog, err) = import("litellm.json");
    assert_eq!(ids(&catalog), ["gpt-4o", "gemini-2.5-pro", "deepseek-r1"]);
    let gpt = find(&catalog, "gpt-4o");
    assert_eq!((gpt.organizations.join(" "), gpt.context, gpt.tools), ("OpenAI".to_owned(), Some(128_000), Some(true)));
    assert_eq!(gpt.modalities.as_ref().unwrap().input, [Modality::Text, Modality::Image]);
    assert_eq!(gpt.claims.first().and_then(|claim| claim.claimed_value.as_deref()), Some("64000"));
    let gemini = find(&catalog, "gemini-2.5-pro");
    assert_eq!((gemini.organizations.join(" "), gemini.context), ("Google".to_owned(), Some(1_048_576)));
    assert_eq!(find(&catalog, "deepseek-r1").organizations, ["DeepSeek"]);
    assert!(err.contains("`text-embedding-3-large` is not a language model; its task is embedding"), "{err}");
    assert!(err.contains("`broken`: invalid type: string \"many\""), "{err}");
}

#[test]
fn hugging_face_records_may_be_those_of_python() {
    let (catalog, _) = import("huggingface-python.json");
    let qwen = find(&catalog, "qwen3-235b-a22b");
    assert_eq!(qwen.released.map(|date| date.to_string()).as_deref(), Some("2025-04-27"));
    assert_eq!(qwen.languages, ["en", "zh"]);
    assert_eq!((qwen.context, parameters(qwen)), (Some(40_960), ("235B".to_owned(), "22B".to_owned())));
    let bert = find(&catalog, "bert-base-uncased");
    assert_eq!((bert.released, parameters(bert).0.as_str()), (None, "110M"));
}

#[test]
fn ecosystem_graphs_give_models_of_language() {
    let (catalog, err) = import("ecosystem-graphs.yaml");
    assert_eq!(ids(&catalog), ["glow", "dim"]);
    let glow = find(&catalog, "glow");
    assert_eq!((glow.organizations.join("|"), glow.countries.join("|")), ("Acme|Beta".to_owned(), "US".to_owned()));
    assert_eq!(glow.released.map(|date| date.to_string()).as_deref(), Some("2023-01-31"));
    assert_eq!(parameters(glow), ("14B".to_owned(), "2.7B".to_owned()));
    let license = glow.license.as_ref().unwrap();
    assert_eq!((license.spdx.as_deref(), license.commercial_use), (Some("Apache-2.0"), Some(CommercialUse::Yes)));
    assert_eq!(link(glow, LinkKind::Paper), Some("https://arxiv.org/abs/2301.00001"));
    assert_eq!(link(glow, LinkKind::Checkpoint), Some("https://huggingface.co/acme/glow"));
    assert_eq!(glow.open_weights, Some(true));
    assert_eq!(glow.insight.as_ref().unwrap().en, "Glow is a language model that was trained on the Corpus.");
    let dim = find(&catalog, "dim");
    assert_eq!((dim.countries.join("|"), &dim.license), ("AE".to_owned(), &None));
    for message in ["`Fold` takes no text", "skipped data sets: 1, applications: 0", "dependencies"] {
        assert!(err.contains(message), "{message}: {err}");
    }
}

#[test]
fn the_size_and_the_access_of_an_asset_are_read_or_reported() {
    let asset = |size: &str, access: &str| {
        let asset = format!("- type: model\n  name: A\n  size: {size}\n  access: {access}\n  license: MIT\n");
        ecosystem_graphs::parse(&asset).unwrap()
    };
    for (size, access, active, open_weights, lost) in [
        ("671B parameters (37B active)", "open", Some("37B"), Some(true), vec![]),
        ("7B parameters (dense)", "closed", None, Some(false), vec![]),
        ("7B parameters (dense transformer)", "open", None, Some(true), vec![]),
        ("7B parameters (Dense Model)", "open", None, Some(true), vec![]),
        ("7B parameters (3 layers)", "limited", None, None, vec![("size", "3 layers")]),
        ("many", "Limited", None, None, vec![("size", "many")]),
        ("7B", "on request", None, None, vec![("access", "on request")]),
    ] {
        let result = asset(size, access);
        let model = &result.models[0];
        let found = model.variants.first().and_then(|variant| variant.active).map(|active| active.to_string());
        assert_eq!((found.as_deref(), model.open_weights), (active, open_weights), "{size}");
        // The report names the fields of the list.
        let left_out = result.report.first_left_out.iter().map(|cell| (cell.column.as_str(), cell.text.as_str()));
        assert_eq!(left_out.collect::<Vec<_>>(), lost, "{size}");
        let is_counted = result.warnings.iter().any(|warning| warning.kind == WarningKind::LimitedAccess(1));
        assert_eq!(is_counted, access.eq_ignore_ascii_case("limited"), "{access}");
    }
    let limited = "- {type: model, name: A, size: 7B, access: limited}\n- {type: model, name: B, access: limited}\n";
    let result = ecosystem_graphs::parse(limited).unwrap();
    assert_eq!((result.report.left_out(), result.skipped()), (0, 0));
    let message = |locale| {
        let kind = WarningKind::LimitedAccess(2);
        result.warnings.iter().find(|warning| warning.kind == kind).map(|warning| warning.message(locale)).unwrap()
    };
    assert_eq!(
        message(Locale::En),
        "left out the limited access of 2 models: it may be to the weights or to a service"
    );
    assert_eq!(message(Locale::Zh), "2 个模型的受限访问未采用：可能指权重，也可能指服务");
}

#[test]
fn epoch_tables_are_read_by_the_names_of_their_columns() {
    let (catalog, err) = import("epoch.csv");
    assert_eq!(ids(&catalog), ["gpt-3-175b-davinci", "llama-65b", "guanaco-65b"]);
    let gpt = find(&catalog, "gpt-3-175b-davinci");
    assert_eq!((gpt.organizations.join("|"), gpt.countries.join("|")), ("OpenAI".to_owned(), "US".to_owned()));
    assert_eq!((gpt.variants[0].name.as_str(), parameters(gpt).0.as_str()), ("175B", "174.6B"));
    // Words are no tokens.
    assert_eq!((gpt.open_weights, gpt.training.len()), (Some(false), 0));
    let paper = gpt.paper.as_ref().unwrap();
    assert_eq!(paper.title, "Language models are Few-Shot Learners");
    assert_eq!(paper.authors, ["Tom B. Brown", "Benjamin Mann", "Nick Ryder", "others"]);
    let llama = find(&catalog, "llama-65b");
    assert_eq!((llama.open_weights, llama.training.len()), (Some(true), 1));
    let guanaco = find(&catalog, "guanaco-65b");
    assert_eq!(guanaco.base_models.iter().map(|parent| parent.id.as_str()).collect::<Vec<_>>(), ["llama-65b"]);
    for message in [
        "skipped 1 model of domains other than language",
        "Gone-1B",
        "without a field: ",
        "`Training hardware` 2",
        "`Training dataset size (datapoints)`: `374000000000.0` is not said to count tokens",
    ] {
        assert!(err.contains(message), "{message}: {err}");
    }
    assert!(!err.contains("unknown column"), "{err}");
}

#[test]
fn columns_without_a_field_do_not_make_a_list_strict() {
    let dir = tempfile::tempdir().unwrap();
    let table = dir.path().join("epoch.csv");
    let head = "Model,Domain,Publication date,Training compute (FLOP),Training hardware,Abstract";
    let write = |record: &str| fs::write(&table, format!("{head}\n{record}\n")).unwrap();
    write("A,Language,2023-01-01,1e23,NVIDIA A100,Text");
    let (code, _, err) = run(&["import", table.to_str().unwrap(), "--strict"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("without a field: 3 cells (`Training compute (FLOP)` 1, "), "{err}");
    write("A,Language,soon,1e23,NVIDIA A100,Text");
    assert_eq!(run(&["import", table.to_str().unwrap(), "--strict"]).0, 1);
}

#[test]
fn files_of_assets_are_read_as_one_list() {
    let dir = tempfile::tempdir().unwrap();
    let files: Vec<_> = ["a", "b"].map(|name| dir.path().join(format!("{name}.yaml"))).into();
    // The first one has no end of its last line.
    fs::write(&files[0], "- type: model\n  name: A\n  created_date: 2023-01-01\n  model_card: none").unwrap();
    fs::write(&files[1], "- type: model\n  name: B\n  created_date: soon\n  model_card: none\n").unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.to_str().unwrap()).collect();
    let (code, out, err) = run(&["import", paths[0], paths[1], "--format", "jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{err}");
    assert!(err.contains("b.yaml:1: `created_date`: `soon` is not a date"), "{err}");
    // A table has its headings once.
    let table = format!("{FIXTURES}/epoch.csv");
    let (code, _, err) = run(&["import", &table, &table]);
    assert!(code == 2 && err.contains("`csv` is read from one file at a time"), "{code} {err}");
    assert_eq!(run(&["import", &table, paths[0]]).0, 2);
}

#[test]
fn the_report_has_every_line_on_request() {
    let dir = tempfile::tempdir().unwrap();
    let table = dir.path().join("models.csv");
    let records: Vec<_> = (0..30).map(|idx| format!("M{idx},7B,day {idx}")).collect();
    fs::write(&table, format!("Model,Params,Released\n{}\n", records.join("\n"))).unwrap();
    let path = table.to_str().unwrap();
    let summary = run(&["import", path]).2;
    assert!(summary.contains("and 20 more\n") && !summary.contains("`day 29`"), "{summary}");
    let all = run(&["import", path, "--report", "all"]).2;
    assert!(!all.contains("more\n") && (0..30).all(|idx| all.contains(&format!("`day {idx}`"))), "{all}");
}

#[test]
fn a_catalogue_is_converted_without_loss() {
    let (code, toml, _) = run(&["import", "catalog.toml"]);
    assert_eq!((code, toml), (0, run(&["export", "--format", "toml"]).1));
    let small = format!("{FIXTURES}/small.toml");
    let export = |catalog: &str, format: &str| run(&["--catalog", catalog, "export", "--format", format]).1;
    let dir = tempfile::tempdir().unwrap();
    for format in ["toml", "json", "jsonl"] {
        let (file, list) = (dir.path().join(format!("all.{format}")), dir.path().join("all.toml"));
        let exported = export(&small, format);
        fs::write(&file, &exported).unwrap();
        let (code, imported, err) = run(&["import", file.to_str().unwrap()]);
        assert_eq!(code, 0, "{err}");
        fs::write(&list, imported).unwrap();
        assert_eq!(exported, export(list.to_str().unwrap(), format));
    }
    let lines = run(&["import", &small, "--format", "jsonl"]);
    assert_eq!((lines.0, lines.1), (0, export(&small, "jsonl")));
}

/// What an exported table has besides the values of entries: estimates, and what follows from other columns.
const DERIVED_COLUMNS: [&str; 5] = ["memory", "attention", "related", "has", "claim"];

/// The rows of a table without derived columns, and without scores whose benchmark it does not name.
fn rows(table: &str, separator: u8) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let has_benchmark = headings.iter().any(|heading| heading == "benchmark");
    let is_kept = |heading: &str| !DERIVED_COLUMNS.contains(&heading) && (heading != "score" || has_benchmark);
    let cells = |record: csv::StringRecord| {
        let cells = headings.iter().zip(&record).filter(|(heading, _)| is_kept(heading));
        cells.map(|(heading, cell)| (heading.to_owned(), cell.to_owned())).collect()
    };
    reader.into_records().map(|record| cells(record.unwrap())).collect()
}

#[test]
fn the_programs_own_tables_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let (table, list) = (dir.path().join("models.csv"), dir.path().join("models.toml"));
    let exported = run(&["export", "--format", "csv"]).1;
    fs::write(&table, &exported).unwrap();
    let (code, imported, err) = run(&["import", table.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    fs::write(&list, imported).unwrap();
    let again = run(&["--catalog", list.to_str().unwrap(), "export", "--format", "csv"]);
    let (first, second) = (rows(&exported, b','), rows(&again.1, b','));
    assert_eq!(first.len(), second.len(), "{}", again.2);
    for (first, second) in first.iter().zip(&second) {
        assert_eq!(first, second);
    }
}
