//! Tests of `llm-tui list`: entries, sort order and formats.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use cli::{cli_command, run_command};
use tempfile::TempDir;

use llm_catalog::{Catalog, Model, localized::Locale, model::Stage, quantity::Quantity};
use llm_index::Column;
use llm_tui::{columns::ColumnExt, i18n::Messages};

#[path = "support/cli.rs"]
mod cli;

/// `list` in a home directory, in English unless the arguments set `--locale`.
fn list_command(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = cli_command(home.path());
    let english = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    command.args(english).arg("list").args(arguments);
    command
}

/// Runs `list` with this `config.toml` and returns the exit code, standard output and standard error.
fn run(config: &str, arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("config/llm-tui")).unwrap();
    fs::write(home.path().join("config/llm-tui/config.toml"), config).unwrap();
    run_command(&mut list_command(&home, arguments))
}

/// The output of `list` if it succeeds, with no other note than what the mark of a score means.
fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run("", arguments);
    let is_note = [Locale::En, Locale::Zh].iter().any(|locale| err.trim_end() == Messages::get(*locale).unlike_scores);
    assert!(code == 0 && (err.is_empty() || is_note), "{arguments:?}: {err}");
    out
}

/// The error of `list` if it exits with a code and prints nothing.
fn run_err(code: i32, arguments: &[&str]) -> String {
    let (actual, out, err) = run("", arguments);
    assert_eq!((actual, out.as_str()), (code, ""), "{arguments:?}: {err}");
    err
}

#[test]
fn what_is_too_long_in_a_query_is_named_at_its_place() {
    let words = run_err(2, &[&"model ".repeat(101)]);
    assert!(words.starts_with("llm-tui: query:601: a query has at most 100 words and values"), "{words}");
    let values = run_err(2, &["llama", &format!("id:{}", ["llama"; 100].join(","))]);
    assert!(values.starts_with("llm-tui: query:7: a query has at most 100 words and values"), "{values}");
    let letters = run_err(2, &[&"x".repeat(100_000)]);
    assert!(letters.starts_with("llm-tui: query:2001: a query has at most 2000 characters"), "{letters}");
    for error in [words, values, letters] {
        let [_, excerpt, carets] = error.lines().collect::<Vec<_>>()[..] else { panic!("{error}") };
        assert!(excerpt.len() < 140 && carets.len() < 140 && carets.ends_with('^'), "{error}");
    }
    // Each error of a long query shows its own part of it.
    let errors = run_err(2, &[&"org:zzqqx ".repeat(90)]);
    assert!(errors.len() < 90 * 500, "{} bytes", errors.len());
}

/// The header and the records.
fn parse_records(out: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(out.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The values of one column.
fn column_values(arguments: &[&str], key: &str) -> Vec<String> {
    let records = parse_records(&run_ok(&[arguments, &["--format", "csv", "--columns", key]].concat()), b',');
    assert_eq!(records[0], [key]);
    records.into_iter().skip(1).map(|mut record| record.remove(0)).collect()
}

/// The sorted ids of the built-in models of which a variant satisfies a predicate.
fn model_ids_where(predicate: impl Fn(&Model) -> bool) -> Vec<String> {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let models = catalog.models().iter().filter(|model| model.resolved().any(|variant| predicate(&variant)));
    sorted(models.map(|model| model.id.to_string()).collect())
}

fn list_ids(arguments: &[&str]) -> Vec<String> {
    column_values(arguments, "id")
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[test]
fn all_models_are_listed_newest_first() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let out = run_ok(&[]);
    assert!(out.chars().all(|ch| ch == '\n' || !ch.is_control()) && !out.contains('…'), "{out}");
    let names: Vec<_> = out.lines().skip(1).map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(names, column_values(&[], "name"));
    assert_eq!(sorted(list_ids(&[])), model_ids_where(|_| true));
    let released = |id: &String| {
        let model = catalog.models().iter().find(|model| model.id.as_str() == id).unwrap();
        model.resolved().next().unwrap().released
    };
    let dates: Vec<_> = list_ids(&[]).iter().map(released).collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older), "{dates:?}");
}

#[test]
fn a_query_is_one_argument_or_several() {
    let expected = model_ids_where(|model| model.open_weights == Some(true) && model.stage != Stage::Base);
    for query in [&["open:yes -stage:base"][..], &["open:yes", "-stage:base"], &["-stage:base", "open:yes"]] {
        assert_eq!(sorted(list_ids(query)), expected, "{query:?}");
    }
    assert_eq!(list_ids(&["llama"])[0], "llama", "the best match is first");
    let is_of_meta = |model: &Model| model.organizations.iter().any(|name| name == "Meta AI");
    assert_eq!(sorted(list_ids(&["org:\"Meta AI\""])), model_ids_where(is_of_meta));
}

#[test]
fn a_tab_lists_the_models_of_its_stage() {
    for (tab, stage) in [("base", Stage::Base), ("sft", Stage::Sft), ("rlhf", Stage::Rlhf)] {
        assert_eq!(sorted(list_ids(&["--tab", tab])), model_ids_where(|model| model.stage == stage), "{tab}");
    }
    assert_eq!(list_ids(&["--tab", "all"]), list_ids(&[]));
    let catalog = llm_tui::builtin::catalog().unwrap();
    let extensions = catalog.extensions().iter().map(|extension| extension.id.to_string()).collect();
    assert_eq!(sorted(list_ids(&["--tab", "extensions"])), sorted(extensions));
    assert!(run_err(2, &["--tab", "bass"]).contains("base"));
}

#[test]
fn unknown_values_are_sorted_last() {
    let largest = |sizes: &String| sizes.split(", ").map(|size| size.parse::<Quantity>().unwrap()).max();
    let sorted_values = |order| {
        let values = column_values(&["--sort", order], "params");
        let known: Vec<_> = values.iter().take_while(|value| !value.is_empty()).cloned().collect();
        assert!(values.iter().skip(known.len()).all(String::is_empty), "{values:?}");
        assert!(known.len() < values.len(), "some values are unknown");
        known.iter().map(largest).collect::<Vec<_>>()
    };
    assert!(sorted_values("params").is_sorted_by(|a, b| a >= b));
    assert!(sorted_values("params:asc").is_sorted());
    assert_eq!(sorted_values("params"), sorted_values("params:desc"));
}

#[test]
fn an_unknown_column_is_rejected_with_the_closest_name() {
    assert!(run_err(2, &["--sort", "parms"]).contains("did you mean `params`?"));
    assert!(run_err(2, &["--columns", "id,releasd"]).contains("did you mean `released`?"));
    assert!(run_err(2, &["--sort", "params:up"]).contains("`params:asc` or `params:desc`"));
}

#[test]
fn columns_are_in_the_requested_order() {
    let out = run_ok(&["llama", "--columns", "released,id", "--limit", "1"]);
    let lines: Vec<Vec<_>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [["Released", "id"], ["2023-02", "llama"]]);
}

#[test]
fn limit_keeps_the_first_entries() {
    assert_eq!(list_ids(&["--limit", "3"]), list_ids(&[])[..3]);
    assert_eq!(list_ids(&["--limit", "9999"]), list_ids(&[]));
    run_err(2, &["--limit", "0"]);
}

#[test]
fn csv_and_tsv_have_the_same_records_and_all_columns() {
    let csv = parse_records(&run_ok(&["--format", "csv", "--benchmark", "mmlu"]), b',');
    assert_eq!(csv[0], Column::ALL.iter().map(|column| column.key()).collect::<Vec<_>>());
    assert_eq!(csv.len(), model_ids_where(|_| true).len() + 1);
    assert_eq!(csv, parse_records(&run_ok(&["--format", "tsv", "--benchmark", "mmlu"]), b'\t'));
}

#[test]
fn json_has_integer_counts_and_jsonl_the_same_objects() {
    let array: Vec<serde_json::Value> = serde_json::from_str(&run_ok(&["--format", "json"])).unwrap();
    let ids: Vec<_> = array.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, list_ids(&[]));
    let llama = array.iter().find(|entry| entry["id"] == "llama").unwrap();
    let size = &llama["variant"][0];
    assert_eq!((&size["parameters"], size["parameters_count"].as_u64()), (&"6.7B".into(), Some(6_700_000_000)));
    let lines = run_ok(&["--format", "jsonl"]);
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, array);
}

#[test]
fn markdown_escapes_pipes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pipes.toml");
    fs::write(&file, include_str!("fixtures/small.toml").replace("LLaMA", "LL|aMA")).unwrap();
    let file = file.to_str().unwrap();
    let out = run_ok(&["--catalog", file, "--format", "markdown", "--columns", "name,released,params"]);
    let rule = "| Model | Released | Params |\n| --- | --- | ---: |\n";
    assert_eq!(out, format!("{rule}| LL\\|aMA | 2023-02 | - |\n| Alpaca | - | - |\n"));
}

#[test]
fn toml_output_parses_to_the_same_models() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let parsed = Catalog::parse("list.toml", &run_ok(&["--format", "toml"])).unwrap();
    assert_eq!(parsed.models().len(), catalog.models().len());
    assert!(catalog.models().iter().all(|model| parsed.model(&model.id) == Some(model)));
}

#[test]
fn no_match_is_reported_with_a_hint() {
    assert!(run_err(1, &["alpacca"]).contains("did you mean `Alpaca`"));
    assert!(run_err(1, &["llama", "params:500b"]).contains("removing `params:500b` gives matches"));
    assert!(run_err(1, &["shippie", "--tab", "rlhf"]).contains("try `--tab extensions`\n"));
    let (code, out, _) = run("", &["alpacca", "--format", "json"]);
    assert_eq!((code, out.trim()), (1, "[]"), "an empty result is valid JSON");
}

#[test]
fn the_mark_of_scores_is_explained_where_it_is_printed() {
    for (args, has_mark) in [
        (&["gemma", "--benchmark", "mmlu"][..], true),
        (&["id:llama", "--columns", "name,params"][..], false),
        (&["--sort", "score", "--benchmark", "humaneval", "--limit", "1", "--columns", "name,score"][..], false),
    ] {
        let (_, out, err) = run("", args);
        assert_eq!(out.contains(" ~"), has_mark, "{args:?}: {out}");
        assert_eq!(err.contains("~ has another version"), has_mark, "{args:?}: {err}");
    }
    for (query, is_by_score) in [("gemma", false), ("gemma score:>0", true)] {
        let (_, _, err) = run("", &[query, "--benchmark", "mmlu", "--format", "csv"]);
        assert_eq!(err.contains("some scores are of another version"), is_by_score, "{err}");
    }
}

#[test]
fn what_is_missing_in_a_result_is_said_of_its_cause() {
    let (_, _, err) = run("", &["xyzzyq", "score:>10"]);
    assert!(!err.contains("the scores on"), "{err}");
    let (_, _, err) = run("", &["llama", "qqzz", "commercial"]);
    assert!(err.contains("to filter, write `commercial:yes`"), "{err}");
    assert!(!err.contains("did you mean `LLaMA`"), "{err}");
}

#[test]
fn scattered_letters_are_not_passed_off_as_a_match() {
    let note = "the best match has only the letters of \"sora\", in order\n";
    let (code, out, err) = run("", &["sora"]);
    assert!(code == 0 && out.contains("Sonar") && err.starts_with(note), "{out}{err}");
    for word in ["sonar", "llama", "stanford 7b", "qwen"] {
        let (_, _, err) = run("", &[word]);
        assert!(!err.contains("letters of"), "{word}: {err}");
    }
    assert!(run("", &["dpsk v3"]).2.contains("letters of \"dpsk\", in order"));
    assert_eq!(run("", &["sora", "--format", "json"]).2, "", "for programs");
}

#[test]
fn query_errors_are_underlined() {
    let err = run_err(2, &["盘古", "opne:yes", "params:<=x"]);
    let lines: Vec<_> = err.lines().collect();
    let query = "  盘古 opne:yes params:<=x";
    let [first, first_query, first_carets, second, second_query, second_carets] = lines[..] else { panic!("{err}") };
    assert!(first.starts_with("llm-tui: query:4: ") && first.ends_with("did you mean `open`?"), "{err}");
    assert!(second.starts_with("query:13: `<=x` is not a quantity"), "{err}");
    // The two Chinese characters are four columns wide.
    assert_eq!([first_query, first_carets], [query, &format!("  {}^^^^^^^^", " ".repeat(5))]);
    assert_eq!([second_query, second_carets], [query, &format!("  {}^^^^^^^^^^", " ".repeat(14))]);
}

#[test]
fn a_saved_query_is_expanded() {
    let config = "[queries]\nsmall = \"stage:sft params:<=7b\"\n";
    let (code, out, err) = run(config, &["@small", "--format", "csv", "--benchmark", "mmlu"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, run_ok(&["stage:sft params:<=7b", "--format", "csv", "--benchmark", "mmlu"]));
    assert!(run_err(2, &["@small"]).contains("query:1: "), "no such saved query");
}

#[test]
fn an_invalid_configuration_is_reported_with_file_and_line() {
    let (code, out, err) = run("[queries]\nsmall = 7\n", &["--limit", "1"]);
    assert_eq!((code, out.lines().count()), (0, 2), "the rest is used");
    assert!(err.contains("config/llm-tui/config.toml:2:9: `queries.small` must be a string"), "{err}");
}

#[test]
fn a_cell_is_the_same_from_the_index_and_from_the_entry() {
    let index = llm_tui::builtin::index().unwrap();
    for (position, row) in index.rows().enumerate() {
        let entry = index.resolved(row).unwrap();
        let entry = entry.as_entry_ref();
        for column in Column::ALL.iter().copied() {
            let (cell, _) = column.cell(&index, row, Locale::Zh);
            let text = column.display_text(entry, &index, Locale::Zh);
            // The cell of the name has that of the variant, too, which may spell that of the model in its own way.
            let is_same = if column == Column::Name {
                cell.to_lowercase().starts_with(&text.to_lowercase())
            } else {
                cell == text
            };
            assert!(is_same, "{column:?} of row {position}: {cell} and {text}");
        }
    }
}

#[test]
fn headings_are_chinese_with_the_chinese_locale() {
    let out = run_ok(&["llama", "--locale", "zh"]);
    let headings = [Column::Name, Column::Parameters, Column::License];
    assert!(headings.iter().all(|column| out.contains(column.heading(Locale::Zh))), "{out}");
    assert!(out.contains("LLaMA") && !out.starts_with("Model"), "{out}");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let home = tempfile::tempdir().unwrap();
    let mut command = list_command(&home, &["--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((line.as_str(), output.status.code(), output.stderr), ("[\n", Some(0), Vec::new()));
}

#[test]
fn without_a_match_by_score_the_benchmark_is_named() {
    for locale in ["en", "zh"] {
        let err = run_err(1, &["score:>100", "--benchmark", "mmlu", "--locale", locale]);
        assert!(err.contains("`mmlu`") && err.contains("--benchmark"), "{err}");
    }
    let err = run_err(1, &["score:>100", "name:qwen"]);
    assert!(err.contains("the scores on `"), "{err}");
    assert!(!run_err(1, &["params:>900t"]).contains("--benchmark"));
}

#[test]
fn the_queries_of_the_help_find_something() {
    let examples = Messages::get(Locale::En).query_examples.iter();
    let queries = examples.flat_map(|(queries, _)| queries.split("  "));
    for query in queries.filter(|query| !query.contains("is:") && !query.starts_with('@')) {
        let (code, out, err) = run("", &["--limit", "1", "--", query]);
        assert!(code == 0 && !out.is_empty(), "{query}: {err}");
    }
}

#[test]
fn markdown_names_the_variant_of_a_row_as_the_table_does() {
    let arguments = ["name:qwen3 params:<10b", "--columns", "name,params"];
    let table = run_ok(&arguments);
    let page = run_ok(&[&arguments[..], &["--format", "markdown"]].concat());
    let name =
        table.lines().find_map(|line| Some(line.split_once("  ")?.0).filter(|name| name.contains(" · "))).unwrap();
    assert!(page.contains(&format!("| [{name}](")), "{name}: {page}");
    let page = run_ok(&[arguments[0], "--columns", "name,variant", "--format", "markdown"]);
    assert!(!page.contains(" · "), "{page}");
}
