//! Where figures come from: `show --sources`, the sources in the detail, and `check --coverage`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use cli::{cli_command, run_command};
use serde_json::Value;

#[path = "support/cli.rs"]
mod cli;

const CATALOG: &str = r#"[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://example.org/mmlu"
description = { en = "Questions", zh = "问题" }

[[model]]
id = "a"
name = "A"
stage = "base"
released = "2024-01-02"
context = 4096
open_weights = true
sources = [
  { url = "https://example.org/a", backs = ["released", "context"] },
  { url = "https://example.org/8b", backs = ["parameters", "context"], variants = ["8B"] },
  "https://example.org/more",
]

[model.license]
name = "MIT"
spdx = "MIT"
url = "https://example.org/license"
commercial = "yes"

[[model.variant]]
name = "8B"
parameters = "8B"
context = 8192

[[model.variant]]
name = "70B"
parameters = "70B"

[[model.score]]
benchmark = "mmlu"
variant = "8B"
setting = "5-shot"
value = 50.5
source = "https://example.org/scores"

[[model.training_run]]
variant = "70B"
chip = "H100"
chips = 2048
chip_hours = 1200000
flop = 1.5e24
source = "https://example.org/run"

[model.insight]
en = "A is a model."
zh = "A 是一个模型。"
"#;

fn run(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a.toml");
    fs::write(&file, CATALOG).unwrap();
    let mut command = cli_command(home.path());
    command.arg("--catalog").arg(&file).args(arguments);
    let (code, out, err) = run_command(&mut command);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

#[test]
fn each_figure_is_printed_with_its_sources() {
    let expected = "\
A
Released     2024-01-02
             https://example.org/a
Params       8B  [8B]
             https://example.org/8b
             70B  [70B]
             no source is named
Context      4K (4,096)
             https://example.org/a
             8K (8,192)  [8B]
             https://example.org/a
             https://example.org/8b
Score        MMLU: 50.5 (5-shot)  [8B]
             https://example.org/scores
Training run 2,048 H100, 1,200,000 chip hours, 1.5e24 FLOP  [70B]
             https://example.org/run
License      MIT
             https://example.org/license

Sources
https://example.org/a
  Released, Context
https://example.org/8b
  Params, Context of 8B
https://example.org/more
";
    assert_eq!(run(&["show", "a", "--sources"]), expected);
}

#[test]
fn the_detail_says_what_a_source_backs_and_what_training_took() {
    let detail = run(&["show", "a", "--locale", "zh"]);
    assert!(detail.contains("2,048 块 H100，1,200,000 卡时，1.5e24 FLOP"), "{detail}");
    assert!(detail.contains("参数量、上下文（8B）"), "{detail}");
}

#[test]
fn sources_and_training_runs_survive_writing_and_reading() {
    let home = tempfile::tempdir().unwrap();
    let toml = run(&["show", "a", "--format", "toml"]);
    let benchmark = CATALOG.split("[[model]]").next().unwrap();
    let file = home.path().join("b.toml");
    fs::write(&file, format!("{benchmark}{toml}")).unwrap();
    let mut command = cli_command(home.path());
    command.arg("--catalog").arg(&file).args(["show", "a", "--format", "json"]);
    let (_, again, _) = run_command(&mut command);
    assert_eq!(again, run(&["show", "a", "--format", "json"]));
    let json: Value = serde_json::from_str(&again).unwrap();
    assert_eq!(json["sources"][1]["variants"][0], "8B");
    assert_eq!(json["sources"][2], "https://example.org/more");
    assert_eq!(json["training_run"][0]["chip_hours"], 1_200_000);
}

#[test]
fn a_variant_that_is_missing_is_an_error_at_its_place() {
    let home = tempfile::tempdir().unwrap();
    for (from, to, place) in [
        (r#"variants = ["8B"]"#, r#"variants = ["9B"]"#, "16:84"),
        ("variant = \"70B\"\nchip", "variant = \"7B\"\nchip", "43:11"),
        ("variant = \"8B\"\nsetting", "variant = \"7B\"\nsetting", "37:11"),
    ] {
        assert!(CATALOG.contains(from), "{from}");
        fs::write(home.path().join("a.toml"), CATALOG.replacen(from, to, 1)).unwrap();
        let (code, out, _) =
            run_command(cli_command(home.path()).current_dir(home.path()).args(["check", "a.toml", "--locale", "en"]));
        assert_eq!(code, 1);
        assert!(out.starts_with(&format!("a.toml:{place}: error: `a` has no variant")), "{out}");
    }
}

/// The share of the models that satisfy a condition, by the JSON of the built-in catalogue.
fn naive_count(models: &[Value], is_asked: &dyn Fn(&Value) -> bool, is_known: &dyn Fn(&Value) -> bool) -> Value {
    let asked: Vec<_> = models.iter().filter(|model| is_asked(model)).collect();
    let known = asked.iter().filter(|model| is_known(model)).count();
    serde_json::json!({ "known": known, "total": asked.len() })
}

#[test]
fn coverage_counts_what_the_export_has() {
    let home = tempfile::tempdir().unwrap();
    let json = |arguments: &[&str]| -> Value {
        let (_, out, _) = run_command(cli_command(home.path()).args(arguments));
        serde_json::from_str(&out).unwrap()
    };
    let export = json(&["list", "--tab", "all", "--format", "json"]);
    let models: Vec<_> =
        export.as_array().unwrap().iter().filter(|entry| entry.get("stage").is_some()).cloned().collect();
    let coverage = json(&["check", "--coverage", "--format", "json"]);
    let row = |field: &str| coverage.as_array().unwrap().iter().find(|row| row["field"] == field).unwrap();
    let states = |model: &Value, key: &str| {
        let of_variants = model["variant"].as_array();
        !model[key].is_null() || of_variants.is_some_and(|all| all.iter().any(|variant| !variant[key].is_null()))
    };
    for key in ["open_weights", "added", "context", "modalities", "reasoning", "tools", "knowledge"] {
        assert_eq!(row(key)["all"], naive_count(&models, &|_| true, &|model| states(model, key)), "{key}");
        let is_of_year = |model: &Value| model["released"].as_str().is_some_and(|date| date.starts_with("2025"));
        let of_year = naive_count(&models, &is_of_year, &|model| states(model, key));
        assert_eq!(row(key)["by_year"]["2025"], of_year, "{key}");
    }
    let is_closed = |model: &Value| model["open_weights"] == false;
    let lifecycle = naive_count(&models, &is_closed, &|model| states(model, "lifecycle"));
    assert_eq!(row("lifecycle (closed)")["all"], lifecycle);
    let text = run_command(cli_command(home.path()).args(["check", "--coverage", "--locale", "en"])).1;
    let all = &row("modalities")["all"];
    let percent = all["known"].as_u64().unwrap() * 100 / all["total"].as_u64().unwrap();
    let line = text.lines().find(|line| line.starts_with("modalities")).unwrap();
    assert_eq!(line.split_whitespace().nth(1).unwrap(), format!("{percent}%"));
}
