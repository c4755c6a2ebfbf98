//! `list`, as a shell runs it: which entries, in what order, in which forms.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use llm_catalog::{Catalog, Model, localized::Locale, model::Stage, quantity::Quantity, write};
use llm_index::Column;
use llm_tui::i18n::Messages;

/// `list` in a home, in English unless the arguments name another language.
fn list_command(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("XDG_STATE_HOME", home.path().join("state")).stdin(Stdio::null());
    let english = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    command.args(english).arg("list").args(arguments);
    command
}

/// How `list` ends with this text as `config.toml`: its exit code, what it
/// prints, what it says.
fn run(config: &str, arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("config/llm-tui")).unwrap();
    fs::write(home.path().join("config/llm-tui/config.toml"), config).unwrap();
    let output = list_command(&home, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What `list` prints where it has nothing to complain of.
fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run("", arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// What `list` says where it ends with a code and prints nothing.
fn run_err(code: i32, arguments: &[&str]) -> String {
    let (ended, out, err) = run("", arguments);
    assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {err}");
    err
}

/// The keys of the columns, then the records.
fn parse_records(out: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(out.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The values of one column, which is asked for in the arguments.
fn column_values(arguments: &[&str], key: &str) -> Vec<String> {
    let records = parse_records(&run_ok(&[arguments, &["--format", "csv", "--columns", key]].concat()), b',');
    assert_eq!(records[0], [key]);
    records.into_iter().skip(1).map(|mut record| record.remove(0)).collect()
}

/// The ids of the built-in models of which something holds, in the order of ids.
fn model_ids_where(holds: impl Fn(&Model) -> bool) -> Vec<String> {
    let catalog = llm_tui::builtin::catalog().unwrap();
    sorted(catalog.models().iter().filter(|model| holds(model)).map(|model| model.id.to_string()).collect())
}

fn list_ids(arguments: &[&str]) -> Vec<String> {
    column_values(arguments, "id")
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[test]
fn every_model_is_printed_in_full_and_the_newest_is_first() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let out = run_ok(&[]);
    assert!(out.chars().all(|sign| sign == '\n' || !sign.is_control()) && !out.contains('…'), "{out}");
    let names: Vec<_> = out.lines().skip(1).map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(names, column_values(&[], "name"));
    assert_eq!(sorted(list_ids(&[])), model_ids_where(|_| true));
    let released = |id: &String| catalog.models().iter().find(|model| model.id.as_str() == id).unwrap().released;
    let dates: Vec<_> = list_ids(&[]).iter().map(released).collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older), "{dates:?}");
}

#[test]
fn a_query_is_one_argument_or_several() {
    let expected = model_ids_where(|model| model.open_weights && model.stage != Stage::Base);
    for query in [&["open:yes -stage:base"][..], &["open:yes", "-stage:base"], &["-stage:base", "open:yes"]] {
        assert_eq!(sorted(list_ids(query)), expected, "{query:?}");
    }
    assert_eq!(list_ids(&["llama"])[0], "llama", "the best match is first");
    let is_of_meta = |model: &Model| model.organizations.iter().any(|name| name == "Meta AI");
    assert_eq!(sorted(list_ids(&["org:\"Meta AI\""])), model_ids_where(is_of_meta));
}

#[test]
fn a_tab_holds_its_stage() {
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
fn an_order_puts_what_is_not_known_last() {
    let largest = |sizes: &String| sizes.split(", ").map(|size| size.parse::<Quantity>().unwrap()).max();
    let figures = |order| {
        let values = column_values(&["--sort", order], "params");
        let known: Vec<_> = values.iter().take_while(|value| !value.is_empty()).cloned().collect();
        assert!(values.iter().skip(known.len()).all(String::is_empty), "{values:?}");
        assert!(known.len() < values.len(), "some figure is not known");
        known.iter().map(largest).collect::<Vec<_>>()
    };
    assert!(figures("params").is_sorted_by(|a, b| a >= b));
    assert!(figures("params:asc").is_sorted());
    assert_eq!(figures("params"), figures("params:desc"));
}

#[test]
fn a_column_that_does_not_exist_is_refused_with_the_nearest() {
    assert!(run_err(2, &["--sort", "parms"]).contains("did you mean `params`?"));
    assert!(run_err(2, &["--columns", "id,relased"]).contains("did you mean `released`?"));
    assert!(run_err(2, &["--sort", "params:up"]).contains("`params:asc` or `params:desc`"));
}

#[test]
fn columns_stand_in_the_order_that_is_asked_for() {
    let out = run_ok(&["llama", "--columns", "released,id", "--limit", "1"]);
    let lines: Vec<Vec<_>> = out.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [["Released", "id"], ["2023-02", "llama"]]);
}

#[test]
fn a_limit_keeps_the_first() {
    assert_eq!(list_ids(&["--limit", "3"]), list_ids(&[])[..3]);
    assert_eq!(list_ids(&["--limit", "9999"]), list_ids(&[]));
    run_err(2, &["--limit", "0"]);
}

#[test]
fn csv_and_tsv_hold_the_same_records_below_the_keys_of_all_columns() {
    let csv = parse_records(&run_ok(&["--format", "csv"]), b',');
    assert_eq!(csv[0], Column::ALL.map(Column::key));
    assert_eq!(csv.len(), model_ids_where(|_| true).len() + 1);
    assert_eq!(csv, parse_records(&run_ok(&["--format", "tsv"]), b'\t'));
}

#[test]
fn json_has_plain_integers_beside_figures_and_jsonl_the_same_a_line_each() {
    let array: Vec<serde_json::Value> = serde_json::from_str(&run_ok(&["--format", "json"])).unwrap();
    let found: Vec<_> = array.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(found, list_ids(&[]));
    let llama = array.iter().find(|entry| entry["id"] == "llama").unwrap();
    let size = &llama["size"][0];
    assert_eq!((&size["parameters"], size["parameters_count"].as_u64()), (&"6.7B".into(), Some(6_700_000_000)));
    let lines = run_ok(&["--format", "jsonl"]);
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, array);
}

#[test]
fn markdown_is_a_table_whose_pipes_are_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pipes.toml");
    fs::write(&file, include_str!("fixtures/small.toml").replace("LLaMA", "LL|aMA")).unwrap();
    let file = file.to_str().unwrap();
    let out = run_ok(&["--catalog", file, "--format", "markdown", "--columns", "name,released,params"]);
    let rule = "| Model | Released | Params |\n| --- | --- | ---: |\n";
    assert_eq!(out, format!("{rule}| LL\\|aMA | 2023-02 | - |\n| Alpaca | - | - |\n"));
}

#[test]
fn toml_reads_as_the_same_models() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let benchmarks =
        write::CatalogContents { benchmarks: &catalog.meta().benchmarks, ..write::CatalogContents::default() }
            .to_toml();
    let again = Catalog::parse("again", &format!("{benchmarks}\n{}", run_ok(&["--format", "toml"]))).unwrap();
    assert_eq!(again.models().len(), catalog.models().len());
    assert!(catalog.models().iter().all(|model| again.model(&model.id) == Some(model)));
}

#[test]
fn where_nothing_matches_it_says_what_would() {
    assert!(run_err(1, &["alpacca"]).contains("did you mean `Alpaca`"));
    assert!(run_err(1, &["llama", "params:500b"]).contains("without `params:500b` there are matches"));
    assert!(run_err(1, &["shippie", "--tab", "rlhf"]).contains("try `--tab extensions`\n"));
    let (code, out, _) = run("", &["alpacca", "--format", "json"]);
    assert_eq!((code, out.trim()), (1, "[]"), "an array without entries is one too");
}

#[test]
fn every_fault_of_a_query_is_told_with_a_caret_line_exactly_below() {
    let err = run_err(2, &["盘古", "opne:yes", "params:<=x"]);
    let lines: Vec<_> = err.lines().collect();
    let query = "  盘古 opne:yes params:<=x";
    let [first, shown, caret, second, again, below] = lines[..] else { panic!("{err}") };
    assert!(first.starts_with("llm-tui: query:4: ") && first.ends_with("did you mean `open`?"), "{err}");
    assert!(second.starts_with("query:13: `<=x` is not a figure"), "{err}");
    // The two Chinese characters are four columns wide.
    assert_eq!([shown, caret], [query, &format!("  {}^^^^^^^^", " ".repeat(5))]);
    assert_eq!([again, below], [query, &format!("  {}^^^^^^^^^^", " ".repeat(14))]);
}

#[test]
fn a_query_of_the_configuration_is_used_by_its_name() {
    let config = "[queries]\nsmall = \"stage:sft params:<=7b\"\n";
    let (code, out, err) = run(config, &["@small", "--format", "csv"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, run_ok(&["stage:sft params:<=7b", "--format", "csv"]));
    assert!(run_err(2, &["@small"]).contains("query:1: "), "no query has this name");
}

#[test]
fn a_broken_configuration_is_refused_with_its_file_and_line() {
    let (code, out, err) = run("[queries]\nsmall = 7\n", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("config/llm-tui/config.toml:2:9: invalid type: integer `7`"), "{err}");
}

#[test]
fn it_speaks_chinese() {
    let out = run_ok(&["llama", "--locale", "zh"]);
    let headings = [Column::Name, Column::Parameters, Column::License];
    assert!(headings.iter().all(|column| out.contains(Messages::get(Locale::Zh).column_heading(*column))), "{out}");
    assert!(out.contains("LLaMA") && !out.starts_with("Model"), "{out}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let home = tempfile::tempdir().unwrap();
    let mut command = list_command(&home, &["--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((line.as_str(), output.status.code(), output.stderr), ("[\n", Some(0), Vec::new()));
}
