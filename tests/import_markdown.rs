//! `llm-tui import markdown`: awesome-list pages as catalogue entries.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    collections::HashMap,
    fs,
    process::{Command, Stdio},
};

use llm_catalog::{Catalog, Extension, Model, localized::Locale, model::Stage, quantity::Quantity};
use llm_tui::{
    import::{ImportResult, guess::guess, markdown, placeholder_text},
    list_format::{FileKind, ListFormat},
};

/// A real list of August 2023, with its prose replaced by texts such as `见解 1`.
const LIST_PAGE_PATH: &str = "tests/fixtures/list-2023-08.md";

/// The expected values: a row for each model and extension of the list.
const LIST_TSV: &str = include_str!("fixtures/list-2023-08.tsv");

/// Imports a file and returns the exit code, stdout and stderr.
fn run_import(path: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().args(["import", "markdown", path]).stdin(Stdio::null());
    let output = command.output().expect("spawn llm-tui");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8 output");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The list, imported and parsed as a catalogue.
fn import_list() -> Catalog {
    let (code, toml, _) = run_import(LIST_PAGE_PATH);
    assert_eq!(code, 0);
    Catalog::parse("list.toml", &toml).expect("a valid catalogue")
}

fn find_model<'a>(models: &'a [Model], name: &str) -> &'a Model {
    models.iter().find(|model| model.name == name).expect(name)
}

fn find_extension<'a>(extensions: &'a [Extension], name: &str) -> &'a Extension {
    extensions.iter().find(|extension| extension.name == name).expect(name)
}

fn size_names(model: &Model) -> Vec<&str> {
    model.variants.iter().map(|variant| variant.name.as_str()).collect()
}

/// The scores of a model in the format of the expected values: `7B: 49.7; 33B: 61.7`.
fn format_scores(model: &Model) -> String {
    let scores = model.scores.iter().map(|score| {
        let size = score.variant.as_ref().map_or_else(String::new, |size| format!("{size}: "));
        format!("{size}{}", score.value)
    });
    scores.collect::<Vec<_>>().join("; ")
}

/// The links of a model, as `kind url`.
fn format_links(model: &Model) -> Vec<String> {
    model.links.iter().map(|link| format!("{:?} {}", link.kind, link.url).to_lowercase()).collect()
}

fn format_training(model: &Model) -> Vec<String> {
    model.training.iter().map(|training| format!("{} {:?}", training.format_amount(), training.unit)).collect()
}

fn license_name_and_url(model: &Model) -> (&str, &str) {
    let license = model.license.as_ref().expect("a license");
    (&license.name, license.url.as_ref().map_or("", |url| url.as_str()))
}

fn warnings(result: &ImportResult) -> Vec<(usize, String)> {
    result.warnings.iter().map(|warning| (warning.line, warning.message(Locale::En))).collect()
}

#[test]
fn imports_all_models_and_extensions() {
    let list = import_list();
    let count = |stage| list.models().iter().filter(|model| model.stage == stage).count();
    assert_eq!([Stage::Base, Stage::Sft, Stage::Rlhf].map(count), [22, 30, 5]);
    assert_eq!((list.models().len(), list.extensions().len()), (57, 17));
    let [change] = list.meta().changelog.as_slice() else { panic!("{:?}", list.meta().changelog) };
    assert_eq!((change.date.to_string().as_str(), change.text.zh.contains("第一天创建")), ("2023-08-07", true));
    let [benchmark] = list.meta().benchmarks.as_slice() else { panic!("{:?}", list.meta().benchmarks) };
    assert_eq!(benchmark.name.zh, "open-llm-leaderboard");
    assert_eq!(benchmark.url.as_str(), "https://huggingface.co/spaces/HuggingFaceH4/open_llm_leaderboard");
}

#[test]
fn missing_and_assumed_values_are_reported_by_line() {
    let page = fs::read_to_string(LIST_PAGE_PATH).expect("the fixture");
    let result = markdown::parse(&page);
    let line_of = |text: &str| page.lines().position(|line| line.contains(text)).expect(text) + 1;
    for (line, message) in [
        (1, "28 models have no insight; write one"),
        (line_of("鹏程.盘古α"), "`鹏程.盘古α` is not in Latin letters"),
        (line_of("* [LangChain]"), "no kind given for `LangChain`; using `application`"),
        (1, "the text of this page is used for both languages"),
    ] {
        let is_expected = |(at, text): &(usize, String)| *at == line && text.starts_with(message);
        assert!(warnings(&result).iter().any(is_expected), "{line}: {message}:\n{:#?}", warnings(&result));
    }
    let [left_out] = result.report.first_left_out.as_slice() else { panic!("{:?}", result.report) };
    assert_eq!((left_out.line, left_out.text.as_str()), (Some(line_of("[paper](about:blank)")), "about:blank"));
    let (_, _, stderr) = run_import(LIST_PAGE_PATH);
    assert!(
        stderr.contains("57 models, 17 extensions") && stderr.contains("`about:blank` is not a web address"),
        "{stderr}"
    );
}

#[test]
fn every_row_has_the_expected_values() {
    let list = import_list();
    let mut rows = LIST_TSV.lines().map(|line| line.split('\t'));
    let header: Vec<_> = rows.next().into_iter().flatten().collect();
    let (mut models, mut extensions) = (list.models().to_vec(), list.extensions().to_vec());
    for row in rows {
        let row: HashMap<_, _> = header.iter().copied().zip(row).collect();
        let name = row["name"];
        if row["table"] == "extension" {
            find_extension(&extensions, name);
            extensions.retain(|extension| extension.name != name);
            continue;
        }
        let model = find_model(&models, name);
        assert_eq!(format!("{:?}", model.stage).to_lowercase(), row["table"], "{name}");
        let released = model.released.map_or_else(String::new, |date| date.to_string());
        let expected = row["released"].split_once('-').map_or_else(String::new, |(y, m)| format!("{y}-{m:0>2}"));
        assert_eq!(released, expected, "{name}");
        assert_eq!(format_scores(model), row["score"], "{name}");
        let is_valid = |link: &&str| !link.is_empty() && !link.ends_with("=none") && !link.ends_with("=about:blank");
        let expected = row["links"].split(' ').filter(is_valid).map(|link| link.replacen('=', " ", 1).to_lowercase());
        assert_eq!(format_links(model), expected.collect::<Vec<_>>(), "{name}");
        assert_eq!(model.insight != Some(placeholder_text()), row["insight"] == "yes", "{name}");
        models.retain(|model| model.name != name);
    }
    assert!(models.is_empty() && extensions.is_empty(), "{models:?} {extensions:?}");
}

#[test]
fn parses_the_notations_of_cells() {
    let list = import_list();
    let model = |name| find_model(list.models(), name);
    assert_eq!(size_names(model("LLaMA")), ["7B", "13B", "33B", "65B"]);
    assert_eq!(model("LLaMA").default_variant().and_then(|variant| variant.parameters), Some(Quantity(65_000_000_000)));
    assert_eq!(format_scores(model("LLaMA")), "7B: 49.7; 33B: 61.7; 65B: 62.1");
    assert_eq!(
        license_name_and_url(model("LLaMA")),
        ("Apacch 2.0", "https://github.com/yandex/YaLM-100B/blob/main/LICENSE")
    );
    assert_eq!(format_training(model("YaLM")), ["1.7TB Bytes"]);
    assert_eq!(model("YaLM").languages, ["en", "ru"]);
    assert_eq!(format_training(model("GPT-NeoX")), ["825GiB Bytes"]);
    assert_eq!(format_training(model("Switch Transformer")), ["5.3B Tokens"]);
    assert_eq!(model("OpenChatKit").released.map(|date| date.to_string()).as_deref(), Some("2023-03"));
    assert_eq!(
        (size_names(model("Guanaco")), format_scores(model("Guanaco")).as_str()),
        (vec!["7B", "13B", "33B", "65B"], "7B: 56.2; 13B: 59.1; 33B: 63")
    );
    assert_eq!(format_training(model("Guanaco")), ["9850 Examples"]);
    assert_eq!(format_training(model("KnowLM")), ["1.4M Examples"]);
    assert_eq!(format_training(model("StackLLaMA")), ["10.8M Examples"]);
    assert_eq!(
        (model("Phonenix").id.as_str(), &model("Phonenix").languages[..]),
        ("phonenix", &["zh", "en"].map(str::to_owned)[..])
    );
    assert_eq!(
        license_name_and_url(model("BLOOM")),
        ("huggingface.co/spaces/bigscience/license", "https://huggingface.co/spaces/bigscience/license")
    );
    assert_eq!(license_name_and_url(model("BayLing")).0, "GPL:v3");
    assert_eq!(
        license_name_and_url(model("MOSS")),
        (
            "github.com/OpenLMLab/MOSS/blob/main/MODEL_LICENSE",
            "https://github.com/OpenLMLab/MOSS/blob/main/MODEL_LICENSE"
        )
    );
    assert_eq!(
        (model("MOSS").training.len(), model("MOSS").languages.len(), model("MOSS").open_weights),
        (0, 0, Some(true))
    );
    assert_eq!((model("Claude").variants.len(), model("Claude").released), (0, None));
    assert_eq!(model("GLaM").open_weights, None, "`none` is not a checkpoint");
    let insight = |name| model(name).insight.as_ref().map(|insight| insight.zh.as_str());
    assert_eq!(insight("Flan-PaLM"), insight("Flan-T5"), "one row names both");
    assert_eq!((insight("Switch Transformer"), insight("Baize")), (Some("见解 1"), Some("见解 28")));
    let mindsdb = find_extension(list.extensions(), "MindsDB");
    assert_eq!((mindsdb.summary.zh.as_str(), mindsdb.description.zh.as_str()), ("简介 1", "说明 1"));
    let best = find_extension(list.extensions(), "500+ best AI tools");
    assert_eq!((best.summary.zh.as_str(), &best.description), ("简介 17", &placeholder_text()));
}

#[test]
fn imports_a_typical_english_list() {
    let result = markdown::parse(
        "# Awesome\n\n## Pre-trained models\n\n| Name | Size | Date | Link |\n|---|---|:-:|---|\n\
         | Foo | 7B, 13B | March 2023 | [weights](https://huggingface.co/foo/foo) [repo](https://github.com/foo/foo) |\n\
         | Bar-1 | unknown | 2024/1/5 | [Bar](https://arxiv.org/abs/2401.00001) |\n\n\
         ## Tools\n\n- [Serve](https://github.com/foo/serve) - Serves models.\n- **Plain**: has no link.\n",
    );
    let foo = find_model(&result.models, "Foo");
    assert_eq!((foo.stage, size_names(foo)), (Stage::Base, vec!["7B", "13B"]));
    assert_eq!(foo.released.map(|date| date.to_string()).as_deref(), Some("2023-03"));
    assert_eq!(format_links(foo), ["checkpoint https://huggingface.co/foo/foo", "code https://github.com/foo/foo"]);
    let bar = find_model(&result.models, "Bar-1");
    assert_eq!(bar.released.map(|date| date.to_string()).as_deref(), Some("2024-01-05"));
    assert_eq!(
        (size_names(bar), format_links(bar)),
        (vec![], vec!["paper https://arxiv.org/abs/2401.00001".to_owned()])
    );
    assert_eq!(find_extension(&result.extensions, "Serve").summary.en, "Serves models.");
    assert!(find_extension(&result.extensions, "Plain").links.is_empty());
}

#[test]
fn what_cannot_be_imported_is_reported_and_skipped() {
    let result = markdown::parse(
        "| Name | Size | Date | Stars |\n|---|---|---|---|\n| Foo | 7-70B | soon | 5 |\n|  | 7B | 2023 | 1 |\n\n\
         | A | B |\n|---|---|\n| 1 | 2 |\n\n* a thought\n",
    );
    let warnings = warnings(&result);
    for (line, part) in [
        (1, "using `base`"),
        (4, "a row without a name"),
        (6, "a table without a name column"),
        (10, "skipped 1 list item from here on"),
    ] {
        assert!(
            warnings.iter().any(|(at, message)| *at == line && message.contains(part)),
            "{line}: {part}: {warnings:#?}"
        );
    }
    let report = &result.report;
    let left_out: Vec<_> = report.first_left_out.iter().map(|cell| (cell.line, cell.text.as_str())).collect();
    assert_eq!(left_out, [(Some(3), "7-70B"), (Some(3), "soon")]);
    let [stars] = report.unknown_columns.as_slice() else { panic!("{report:?}") };
    assert_eq!((stars.line, stars.heading.as_str(), stars.cells), (1, "Stars", 2));
    assert_eq!((report.rows, report.left_out()), (2, 4));
    assert_eq!(result.models.len(), 1);
    assert!(result.extensions.is_empty());
}

/// The scores of the models of a page, as `name: benchmark`.
fn benchmarks_of_scores(page: &str) -> Vec<String> {
    let models = markdown::parse(page).models.into_iter();
    let scores = models.flat_map(|model| {
        let name = model.name.clone();
        model.scores.into_iter().map(move |score| format!("{name}: {}", score.benchmark))
    });
    scores.collect()
}

#[test]
fn a_benchmark_is_that_of_its_section() {
    let table =
        |name: &str, heading: &str| format!("| Model | Params | {heading} |\n|---|---|---|\n| {name} | 7B | 62.1 |\n");
    let described = "AVG is the mean of [Open board](https://a.b/c).";
    let page = format!(
        "# L\n\n## Models\n\n{described}\n\n### Small\n\n{}\n## Agents\n\nOn our suite.\n\n{}\n## Chat\n\n{}",
        table("A", "Average"),
        table("B", "Average"),
        table("C", "AVG")
    );
    assert_eq!(benchmarks_of_scores(&page), ["A: open-board", "C: open-board"]);
    let page = format!("# L\n\n{described}\n\n## Agents\n\n{}", table("A", "Average"));
    assert_eq!(benchmarks_of_scores(&page), ["A: open-board"]);
}

#[test]
fn front_matter_is_skipped() {
    let page = "---\ntitle: Models of 2023\n---\n\n# Models\n\n| Model | Params |\n|---|---|\n| Foo | 7-70B |\n";
    assert_eq!(guess(page), FileKind::List(ListFormat::Markdown));
    let result = markdown::parse(page);
    assert_eq!((result.models.len(), result.report.first_left_out[0].line), (1, Some(9)));
    for yaml in ["---\na: b\n---\nc: d\n", "---\na: b\n---\n- name: d\n  value: e\n", "---\nname: x\n"] {
        assert_eq!(guess(yaml), FileKind::Yaml, "{yaml}");
    }
}

#[test]
fn footnotes_are_no_part_of_a_page() {
    let result = markdown::parse(
        "| Model[^n] | Params |\n|---|---|\n| Foo[^1] | 7B[^2] |\n\n[^1]: Our score, see [it](https://a.b/c).\n",
    );
    assert_eq!((result.models[0].name.as_str(), size_names(&result.models[0])), ("Foo", vec!["7B"]));
    assert_eq!(result.report.left_out(), 0, "{:?}", result.report);
}

#[test]
fn a_page_without_entries_fails() {
    let dir = tempfile::tempdir().expect("a directory");
    let page = dir.path().join("page.md");
    for text in ["", "# Notes\n\nNothing but words.\n"] {
        fs::write(&page, text).expect("write the file");
        let (code, out, _) = run_import(&page.display().to_string());
        assert_eq!((code, out.as_str()), (1, ""));
    }
    let (code, out, stderr) = run_import(&dir.path().join("missing.md").display().to_string());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(stderr.contains("missing.md"), "{stderr}");
}
