//! Tests of `llm-tui export` with queries, files and regions between markers.
#![expect(clippy::expect_used, reason = "a test fails if a command cannot run")]

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use llm_catalog::{Catalog, EntryRef, id::EntryId};
use llm_index::Index;
use llm_tui::export::{ExportTable, FileFormat, bibtex_file};

const LOCALE: [&str; 2] = ["--locale", "en"];

/// The exit code and the outputs of `export` in a folder.
fn export_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().current_dir(folder).arg("export").args(LOCALE).args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The standard output of `export`, which succeeds without errors.
fn export(arguments: &[&str]) -> String {
    let (code, out, err) = export_in(Path::new("."), arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

fn builtin_catalog() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue is valid")
}

#[test]
fn every_format_takes_a_query() {
    let ids = ["qwen3", "qwen3-next"];
    for format in ["markdown", "html", "csv", "tsv", "json", "jsonl", "bibtex"] {
        let out = export(&["id:qwen3", "--format", format]);
        assert!(out.contains("Qwen3"), "{format}: {out}");
        assert!(!out.contains("LLaMA-2-Chat") && !out.contains("Falcon"), "{format}");
    }
    let all: Vec<serde_json::Value> = serde_json::from_str(&export(&["'qwen3", "--format", "json"])).expect("an array");
    let found: BTreeSet<_> = all.iter().filter_map(|entry| entry["id"].as_str()).collect();
    assert!(ids.iter().all(|id| found.contains(id)), "{found:?}");
    // A word that is excluded, an order, a limit.
    let lines = export(&["-stage:base", "org:meta", "--sort", "released:asc", "--limit", "3", "--format", "jsonl"]);
    let dates: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object")["released"].to_string())
        .collect();
    assert_eq!(dates.len(), 3);
    assert!(dates.is_sorted(), "{dates:?}");
}

#[test]
fn an_order_shows_the_variants_that_the_list_shows() {
    for sort in ["released", "released:asc", "score", "license", "params", "name"] {
        let options = ["--sort", sort, "--columns", "id,variant,released,license,context", "--format", "csv"];
        let exported = export(&options);
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        let output = command.env_clear().arg("list").args(LOCALE).args(options).output().expect("the command runs");
        let listed = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let ids: BTreeSet<_> = listed.lines().filter_map(|line| line.split(',').next()).collect();
        assert!(ids.len() > 600, "{}", ids.len());
        // The list has no extensions.
        let exported: Vec<_> =
            exported.lines().filter(|line| line.split(',').next().is_some_and(|id| ids.contains(id))).collect();
        assert_eq!(exported, listed.lines().collect::<Vec<_>>(), "{sort}");
    }
}

#[test]
fn a_page_of_a_query_reads_back_as_the_models_that_it_shows() {
    let catalog = builtin_catalog();
    for query in ["params:8b", "released:2026-06", "context:>=1m", "license:qwen"] {
        let page = export(&[query]);
        let imported = llm_tui::import::markdown::parse(&page);
        assert!(imported.models.len() > 5, "{query}");
        for model in &imported.models {
            let named = |other: &&llm_catalog::Model| other.name == model.name;
            let original = catalog.models().iter().find(named).expect("a model of the catalogue");
            let names = |model: &llm_catalog::Model| -> Vec<_> {
                model.variants.iter().map(|variant| variant.name.clone()).collect()
            };
            assert_eq!(names(model), names(original), "{query}");
            // What is stated of one variant is that of this variant.
            for variant in model.variants.iter().filter(|variant| variant.context.is_some()) {
                let resolved = original.resolve(original.variant(&variant.name).expect("it has the variant"));
                assert_eq!(variant.context, resolved.context, "{query}: {} {}", model.name, variant.name);
            }
        }
    }
}

#[test]
fn scores_are_of_the_benchmark_that_the_list_chooses() {
    for query in ["score:>60", "gemma", "released:2023 score:>10", "fits:24gb", "qwen score:>50", "llama"] {
        let options = [query, "--columns", "id,score", "--format", "csv"];
        let (code, exported, _) = export_in(Path::new("."), &options);
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        let output = command.env_clear().arg("list").args(LOCALE).args(options).output().expect("the command runs");
        let listed = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let lines = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(code, 0, "{query}");
        assert!(lines(&listed).is_subset(&lines(&exported)), "{query}: {exported}{listed}");
    }
}

#[test]
fn a_page_has_the_memory_and_the_licenses_of_variants() {
    let cells = |query: &str, column: &str| -> Vec<String> {
        let page = export(&[query, "--columns", &format!("id,{column}"), "--by", "org"]);
        let rows = page
            .lines()
            .filter(|line| line.starts_with("| ") && !line.starts_with("| ---") && !line.starts_with("| id "));
        rows.filter_map(|row| row.split(" | ").nth(1).map(|cell| cell.trim_end_matches([' ', '|']).to_owned()))
            .collect()
    };
    let memory = cells("fits:24gb", "memory");
    assert!(memory.len() > 100 && memory.iter().all(|cell| !cell.is_empty()), "{memory:?}");
    for cell in cells("license:apache-2.0", "license") {
        assert!(!cell.contains("not stated"), "{cell}");
    }
    for (query, column, is_right) in [
        ("license:qwen", "license", (|cell| cell.contains("Qwen")) as fn(&str) -> bool),
        ("context:>=1m", "context", |cell| cell.ends_with('M') || cell.len() >= "1,000,000".len()),
        ("released:2026-06", "released", |cell| cell.starts_with("2026-06")),
    ] {
        let cells = cells(query, column);
        assert!(cells.len() > 5 && cells.iter().all(|cell| is_right(cell)), "{query}: {cells:?}");
    }
}

#[test]
fn nothing_matches_is_an_error() {
    let (code, out, err) = export_in(Path::new("."), &["params:>900t"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no matches"), "{err}");
}

#[test]
fn the_extension_of_the_output_file_names_the_format() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, start) in [("a.csv", "name,variant,id"), ("a.html", "<!DOCTYPE html>"), ("a.bib", "@misc{"), ("a", "# ")]
    {
        assert_eq!(export_in(dir.path(), &["id:llama", "--output", name]), (0, String::new(), String::new()));
        let text = fs::read_to_string(dir.path().join(name)).expect("the file");
        assert!(text.starts_with(start), "{name}: {text}");
    }
    let (code, _, err) = export_in(dir.path(), &["id:llama", "--output", "no/such/file.md"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot write `no/such/file.md`"), "{err}");
    let page = export(&["id:llama", "--title", "A & B <*>"]);
    assert!(page.starts_with("# A \\& B \\<\\*\\>\n\n"), "{page}");
    let page = export(&["id:llama", "--title", "A & B <*>", "--format", "html"]);
    assert!(page.contains("<title>A &amp; B &lt;*&gt;</title>") && page.contains("<h1>A &amp; B &lt;*&gt;</h1>"));
    let (code, _, err) = export_in(dir.path(), &["--title", "A", "--header", "head.md"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
    let (code, _, err) = export_in(dir.path(), &["--format", "json", "--by", "year"]);
    assert_eq!((code, err.as_str()), (2, "llm-tui: `--by` is only for markdown, html\n"));
}

#[test]
fn a_catalogue_of_a_query_is_valid_by_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    let (code, out, err) = export_in(dir.path(), &["org:stanford", "--format", "toml"]);
    assert_eq!(code, 0);
    let catalog = Catalog::parse("part.toml", &out).expect("the export is a valid catalogue");
    assert!(err.contains("models were added because others descend from them: gpt, "), "{err}");
    assert!(catalog.model(&EntryId::try_from("llama".to_owned()).expect("an id")).is_some());
    // Once more, it is the same.
    fs::write(dir.path().join("part.toml"), &out).expect("a file");
    let (_, again, err) = export_in(dir.path(), &["--catalog", "part.toml", "--format", "toml"]);
    assert_eq!((again, err.as_str()), (out, ""));
}

#[test]
fn keys_of_references_are_unique() {
    let catalog = builtin_catalog();
    let entries: Vec<EntryRef> =
        catalog.entries().take(3).chain(catalog.entries().take(40)).chain(catalog.entries().take(2)).collect();
    let text = bibtex_file(entries.iter().copied());
    let parsed = biblatex::Bibliography::parse(&text).expect("valid references");
    assert_eq!(parsed.len(), entries.len());
    let keys: BTreeSet<_> = parsed.iter().map(|entry| entry.key.clone()).collect();
    assert_eq!(keys.len(), entries.len());
    assert!(keys.contains("gpt") && keys.contains("gpt-b") && keys.contains("gpt-c"), "{keys:?}");
    let all = biblatex::Bibliography::parse(&export(&["--format", "bibtex"])).expect("valid references");
    assert_eq!(all.len(), catalog.len());
}

#[test]
fn variants_of_a_model_are_one_entry_of_a_file() {
    let catalog = builtin_catalog();
    let index = Index::try_from(&catalog).expect("the catalogue can be indexed");
    let row = index.row_by_id("qwen3").expect("the model");
    let rows = index.variant_rows(row);
    assert!(rows.len() > 1);
    let table = ExportTable { index: &index, locale: llm_catalog::localized::Locale::En, rows, columns: Vec::new() };
    assert_eq!(FileFormat::JsonLines.write(&table).lines().count(), 1);
    let toml = FileFormat::Toml.write(&table);
    assert!(Catalog::parse("variants.toml", &toml).is_ok(), "{toml}");
    assert_eq!(FileFormat::Markdown.write(&table).lines().count(), 3);
}

#[test]
fn a_page_is_grouped_and_has_the_parts_of_a_person() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("head.md"), "# My list\n\nMine.\n\n\n").expect("a file");
    fs::write(dir.path().join("foot.md"), "CC0").expect("a file");
    let arguments =
        ["org:meta", "--by", "year", "--header", "head.md", "--footer", "foot.md", "--columns", "name,params"];
    let (code, page, err) = export_in(dir.path(), &arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(page.starts_with("# My list\n\nMine.\n\n## Contents\n\n* [20"), "{page}");
    assert!(page.contains("\n## 2023\n\n| Model | Params |\n| --- | --- |\n| [LLaMA](https://"), "{page}");
    assert!(page.ends_with("|\n\nCC0\n"), "{page}");
    let years: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## 2")).collect();
    assert!(years.iter().rev().is_sorted() && years.len() > 2, "{years:?}");
    for (by, heading) in [("org", "## Meta AI"), ("license", "## MIT"), ("stage", "## Base models")] {
        let page = export(&["org:meta", "--by", by]);
        assert!(page.lines().any(|line| line == heading), "{by}: {page}");
    }
    assert!(export(&["org:google", "--by", "license"]).contains("\n## Weights not released\n"));
}

const README: &str = "\u{feff}# Our models\r\n\r\nWe chose these.  \r\n\r\n## Open\r\n\r\n\
    <!-- llm-tui:begin org:meta stage:base released:2023-02 --columns name,params,released -->\r\nold\r\n<!-- llm-tui:end -->\r\n\r\n\
    ## By year\r\n\r\n<!-- llm-tui:begin org:meta -stage:base --by year\r\n     --columns name,params --sort name --limit 4 -->\r\n\
    <!-- llm-tui:end -->\r\n\r\n```html\r\n<!-- llm-tui:begin an example -->\r\n```\r\nLast line";

#[test]
fn an_update_changes_only_the_regions() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("README.md");
    fs::write(&path, README).expect("a file");
    assert_eq!(
        export_in(dir.path(), &["--update", "README.md"]),
        (0, String::new(), "README.md: 2 regions updated\n".to_owned())
    );
    let updated = fs::read_to_string(&path).expect("the file");
    let table = "| Model | Params | Released |\r\n| --- | --- | --- |\r\n| [LLaMA](https://arxiv.org/abs/2302.13971) |";
    assert!(updated.contains(&format!("released -->\r\n\r\n{table}")), "{updated}");
    assert!(updated.contains("### 2023\r\n"), "{updated}");
    let mut outside = String::new();
    let mut rest = updated.as_str();
    while let Some((before, region)) = rest.split_once(" -->\r\n") {
        outside += before;
        outside += " -->\r\n";
        rest = region.find("<!-- llm-tui:end -->").and_then(|end| region.get(end..)).unwrap_or(region);
        if let Some(after) = rest.strip_prefix("<!-- llm-tui:end -->") {
            outside += "<!-- llm-tui:end -->";
            rest = after;
        }
    }
    assert_eq!(outside + rest, README.replace("old\r\n", ""));
    assert!(!updated.replace("\r\n", "").contains('\n'));
    let (code, _, err) = export_in(dir.path(), &["--update", "README.md"]);
    assert_eq!((code, err.as_str()), (0, "README.md: its 2 regions are up to date\n"));
    assert_eq!(fs::read_to_string(&path).expect("the file"), updated);
}

#[test]
fn a_region_that_cannot_be_written_leaves_the_file_as_it_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("list.md");
    let good = "<!-- llm-tui:begin id:llama -->\n<!-- llm-tui:end -->\n\n";
    for (text, expected) in [
        ("<!-- llm-tui:begin open:yes -->\n", "list.md:4: this region has no `<!-- llm-tui:end -->` after it"),
        ("<!-- llm-tui:end -->\n", "list.md:4: no `<!-- llm-tui:begin … -->` before this end marker"),
        ("<!-- llm-tui:begin stage:bse -->\n<!-- llm-tui:end -->\n", "list.md:4: query:1:"),
        ("<!-- llm-tui:begin params:>900t -->\n<!-- llm-tui:end -->\n", "list.md:4: no matches"),
        (
            "<!-- llm-tui:begin --by maker -->\n<!-- llm-tui:end -->\n",
            "list.md:4: invalid value 'maker' for '--by <BY>' [possible values: stage, org",
        ),
        ("<!-- llm-tui:begin --colour x -->\n<!-- llm-tui:end -->\n", "list.md:4: unexpected argument '--colour'"),
        ("<!-- llm-tui:begin 'a -->\n<!-- llm-tui:end -->\n", "list.md:4: a quote is not closed"),
        ("text <!-- llm-tui:begin -->\n<!-- llm-tui:end -->\n", "list.md:4: a marker ends with"),
    ] {
        let text = format!("{good}{text}");
        fs::write(&path, &text).expect("a file");
        let (code, out, err) = export_in(dir.path(), &["--update", "list.md"]);
        let expected_code = if expected.contains("no matches") { 1 } else { 2 };
        assert_eq!((code, out.as_str()), (expected_code, ""), "{text}");
        assert!(err.contains(expected) && err.contains("the file is unchanged"), "{err}");
        assert_eq!(fs::read_to_string(&path).expect("the file"), text);
    }
    fs::write(&path, "# No markers\n").expect("a file");
    let (code, _, err) = export_in(dir.path(), &["--update", "list.md"]);
    assert!(code == 2 && err.contains("has no region to update"), "{err}");
    let (code, _, err) = export_in(dir.path(), &["--update", "list.md", "--by", "year"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
}

/// The exit code and the messages of `export --update list.md` for a text of `list.md`, and the new text.
fn update(text: &str, language: &str, arguments: &[&str]) -> (i32, String, String) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("list.md");
    fs::write(&path, text).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("LANG", language).env("HOME", dir.path()).current_dir(dir.path());
    let output = command.args(["export", "--update", "list.md"]).args(arguments).stdin(Stdio::null()).output();
    let output = output.expect("the command runs");
    let err = String::from_utf8(output.stderr).expect("the output is UTF-8");
    (output.status.code().unwrap_or(-1), err, fs::read_to_string(&path).expect("the file"))
}

#[test]
fn the_language_of_a_region_is_not_that_of_the_person_who_updates_it() {
    let list = |options: &str| {
        format!("<!-- llm-tui:begin id:llama --columns name,params{options} -->\n<!-- llm-tui:end -->\n")
    };
    for (text, arguments, heading) in [
        (list(""), [].as_slice(), "| Model | Params |"),
        (list(""), &["--locale", "zh"], "| 模型 | 参数"),
        (list(" --locale zh"), &[], "| 模型 | 参数"),
        (list(" --locale en"), &["--locale", "zh"], "| Model | Params |"),
    ] {
        let [english, chinese] = ["en_US.UTF-8", "zh_CN.UTF-8"].map(|language| update(&text, language, arguments));
        assert_eq!((english.0, chinese.0), (0, 0), "{}{}", english.1, chinese.1);
        assert_eq!(english.2, chinese.2);
        assert!(english.2.contains(heading), "{}", english.2);
    }
    // The messages are in the language of the person.
    for (options, expected) in [
        (" --by maker", "list.md:1：`--by <BY>` 的值 `maker` 无效"),
        (" --colour", "list.md:1：未知参数 `--colour`"),
        (" --limit 0", "list.md:1：`--limit <COUNT>` 的值 `0` 无效"),
    ] {
        let (code, err, text) = update(&list(options), "zh_CN.UTF-8", &[]);
        assert!(code == 2 && err.contains(expected) && err.lines().count() == 1, "{err}");
        assert_eq!(text, list(options));
    }
}

#[test]
fn models_of_a_query_are_not_called_all() {
    let list = |query: &str| format!("<!-- llm-tui:begin {query} -->\n<!-- llm-tui:end -->\n");
    let (_, _, text) = update(&list("lora"), "en_US.UTF-8", &[]);
    assert!(text.contains("\n## Models\n") && text.contains("\n## Extensions\n"), "{text}");
    let (_, _, text) = update(&list(""), "en_US.UTF-8", &[]);
    assert!(text.contains("\n## All models\n"), "{text}");
}

#[test]
fn a_region_that_finds_nothing_has_the_code_of_no_match() {
    let text = "<!-- llm-tui:begin xyzzyq -->\n<!-- llm-tui:end -->\n";
    let (code, err, _) = update(text, "C.UTF-8", &[]);
    assert!(code == 1 && err.ends_with("; the file is unchanged\n"), "{err}");
    let (code, err, _) = update(&text.replace("xyzzyq", "opne:yes"), "C.UTF-8", &[]);
    assert!(code == 2 && err.ends_with("^^^^^^^^\nthe file is unchanged\n"), "{err}");
}

#[test]
fn a_catalogue_is_in_the_order_that_check_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let (_, text, _) = export_in(folder.path(), &["qwen3", "--format", "toml"]);
    let catalog = Catalog::parse("q.toml", &text).expect("a catalogue");
    assert!(catalog.models().is_sorted_by_key(llm_catalog::Model::sort_key));
}
