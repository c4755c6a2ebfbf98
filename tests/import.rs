//! Other people's pages, read as entries of a catalogue.
#![expect(clippy::expect_used, reason = "a page that cannot be read should stop a test")]

use std::{
    collections::HashMap,
    fs,
    process::{Command, Stdio},
};

use llm_catalog::{Catalog, Extension, Model, model::Stage, quantity::Quantity};
use llm_tui::import::{ImportResult, markdown, placeholder_text};

/// The list that the catalogue began with; its prose is replaced by words such as `见解 1`.
const LIST_PAGE_PATH: &str = "tests/fixtures/list-2023-08.md";

/// The rows of the list, as facts: a line for each model and extension.
const LIST_TSV: &str = include_str!("fixtures/list-2023-08.tsv");

/// What the command makes of a page: its exit code, what it printed, what it said.
fn run_import(page: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().args(["import", "markdown", page]).stdin(Stdio::null());
    let output = command.output().expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("the command speaks UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The list, imported and read back.
fn import_list() -> Catalog {
    let (code, toml, _) = run_import(LIST_PAGE_PATH);
    assert_eq!(code, 0);
    Catalog::parse("list.toml", &toml).expect("what was imported is a catalogue")
}

fn find_model<'a>(models: &'a [Model], name: &str) -> &'a Model {
    models.iter().find(|model| model.name == name).expect(name)
}

fn find_extension<'a>(extensions: &'a [Extension], name: &str) -> &'a Extension {
    extensions.iter().find(|extension| extension.name == name).expect(name)
}

fn size_names(model: &Model) -> Vec<&str> {
    model.sizes.iter().map(|size| size.name.as_str()).collect()
}

/// The scores of a model as the facts of the list write them: `7B: 49.7; 33B: 61.7`.
fn format_scores(model: &Model) -> String {
    let scores = model.scores.iter().map(|score| {
        let size = score.size.as_ref().map_or_else(String::new, |size| format!("{size}: "));
        format!("{size}{}", score.value)
    });
    scores.collect::<Vec<_>>().join("; ")
}

/// The links of a model, as `kind address`.
fn format_links(model: &Model) -> Vec<String> {
    model.links.iter().map(|link| format!("{:?} {}", link.kind, link.url).to_lowercase()).collect()
}

fn format_training(model: &Model) -> Vec<String> {
    let figure = |t: &llm_catalog::training::TrainingData| format!("{} {:?}", t.format_amount(), t.unit);
    model.training.iter().map(figure).collect()
}

/// The name and address of a license.
fn license_name_and_url(model: &Model) -> (&str, &str) {
    let license = model.license.as_ref().expect("a license");
    (&license.name, license.url.as_ref().map_or("", |url| url.as_str()))
}

fn skip_reasons(found: &ImportResult) -> Vec<(usize, &str)> {
    found.skipped.iter().map(|(line, why)| (*line, why.as_str())).collect()
}

#[test]
fn the_list_gives_all_its_models_and_extensions() {
    let list = import_list();
    let of = |stage| list.models().iter().filter(|model| model.stage == stage).count();
    assert_eq!([Stage::Base, Stage::Sft, Stage::Rlhf].map(of), [22, 30, 5]);
    assert_eq!((list.models().len(), list.extensions().len()), (57, 17));
    let [update] = list.meta().changelog.as_slice() else { panic!("{:?}", list.meta().changelog) };
    assert_eq!((update.date.to_string().as_str(), update.text.zh.contains("第一天创建")), ("2023-08-07", true));
    let [benchmark] = list.meta().benchmarks.as_slice() else { panic!("{:?}", list.meta().benchmarks) };
    assert_eq!(benchmark.name.zh, "open-llm-leaderboard");
    assert_eq!(benchmark.url.as_str(), "https://huggingface.co/spaces/HuggingFaceH4/open_llm_leaderboard");
}

#[test]
fn what_the_list_does_not_say_is_told_by_line() {
    let (_, _, said) = run_import(LIST_PAGE_PATH);
    let page = fs::read_to_string(LIST_PAGE_PATH).expect("the fixture");
    let at = |text: &str| page.lines().position(|line| line.contains(text)).expect(text) + 1;
    for (line, why) in [
        (at("[paper](about:blank)"), "the link `paper`: `about:blank` is not a web address"),
        (at("|     BELLE"), "`BELLE` has no insight; write one"),
        (at("|   Claude"), "`Claude` has no insight; write one"),
        (at("鹏程.盘古α"), "`鹏程.盘古α` is not in Latin letters"),
        (at("* [LangChain]"), "nothing says what `LangChain` is"),
        (1, "texts of this page stand in both languages"),
    ] {
        assert!(
            said.lines().any(|told| told.starts_with(&format!("{LIST_PAGE_PATH}:{line}: {why}"))),
            "{line}: {why}:\n{said}"
        );
    }
    let lines: Vec<_> = said.lines().collect();
    assert!(lines.iter().all(|line| line.starts_with(LIST_PAGE_PATH)), "{said}");
    assert_eq!(lines.iter().filter(|line| line.contains("has no insight")).count(), 57 - 29, "{said}");
}

#[test]
fn every_row_of_the_list_agrees_with_its_facts() {
    let list = import_list();
    let mut rows = LIST_TSV.lines().map(|line| line.split('\t'));
    let headings: Vec<_> = rows.next().into_iter().flatten().collect();
    let (mut models, mut extensions) = (list.models().to_vec(), list.extensions().to_vec());
    for row in rows {
        let row: HashMap<_, _> = headings.iter().copied().zip(row).collect();
        let name = row["name"];
        if row["table"] == "extension" {
            find_extension(&extensions, name);
            extensions.retain(|extension| extension.name != name);
            continue;
        }
        let model = find_model(&models, name);
        assert_eq!(format!("{:?}", model.stage).to_lowercase(), row["table"], "{name}");
        let month = model.released.map_or_else(String::new, |date| date.to_string());
        let listed = row["released"].split_once('-').map_or_else(String::new, |(y, m)| format!("{y}-{m:0>2}"));
        assert_eq!(month, listed, "{name}");
        assert_eq!(format_scores(model), row["score"], "{name}");
        let listed = row["links"]
            .split(' ')
            .filter(|link| !link.is_empty() && !link.ends_with("=none") && !link.ends_with("=about:blank"));
        assert_eq!(
            format_links(model),
            listed.map(|l| l.replacen('=', " ", 1).to_lowercase()).collect::<Vec<_>>(),
            "{name}"
        );
        assert_eq!(model.insight != Some(placeholder_text()), row["insight"] == "yes", "{name}");
        models.retain(|model| model.name != name);
    }
    assert!(models.is_empty() && extensions.is_empty(), "{models:?} {extensions:?}");
}

#[test]
fn cells_of_the_list_are_read_as_they_are_meant() {
    let list = import_list();
    let named = |name| find_model(list.models(), name);
    assert_eq!(size_names(named("LLaMA")), ["7B", "13B", "33B", "65B"]);
    assert_eq!(named("LLaMA").parameters(), Some(Quantity(65_000_000_000)));
    assert_eq!(format_scores(named("LLaMA")), "7B: 49.7; 33B: 61.7; 65B: 62.1");
    assert_eq!(
        license_name_and_url(named("LLaMA")),
        ("Apacch 2.0", "https://github.com/yandex/YaLM-100B/blob/main/LICENSE")
    );
    assert_eq!(format_training(named("YaLM")), ["1.7TB Bytes"]);
    assert_eq!(named("YaLM").languages, ["en", "ru"]);
    assert_eq!(format_training(named("GPT-NeoX")), ["825GiB Bytes"]);
    assert_eq!(format_training(named("Switch Transformer")), ["5.3B Tokens"]);
    assert_eq!(named("OpenChatKit").released.map(|date| date.to_string()).as_deref(), Some("2023-03"));
    assert_eq!(
        (size_names(named("Guanaco")), format_scores(named("Guanaco")).as_str()),
        (vec!["7B", "13B", "33B", "65B"], "7B: 56.2; 13B: 59.1; 33B: 63")
    );
    assert_eq!(format_training(named("Guanaco")), ["9850 Examples"]);
    assert_eq!(format_training(named("KnowLM")), ["1.4M Examples"]);
    assert_eq!(format_training(named("StackLLaMA")), ["10.8M Examples"]);
    assert_eq!(
        (named("Phonenix").id.as_str(), &named("Phonenix").languages[..]),
        ("phonenix", &["zh", "en"].map(str::to_owned)[..])
    );
    assert_eq!(license_name_and_url(named("BLOOM")), ("License", "https://huggingface.co/spaces/bigscience/license"));
    assert_eq!(license_name_and_url(named("BayLing")).0, "GPL:v3");
    assert_eq!(
        license_name_and_url(named("MOSS")),
        ("LICENSE", "https://github.com/OpenLMLab/MOSS/blob/main/MODEL_LICENSE")
    );
    assert_eq!((named("MOSS").training.len(), named("MOSS").languages.len(), named("MOSS").open_weights), (0, 0, true));
    assert_eq!((named("Claude").sizes.len(), named("Claude").released), (0, None));
    assert!(!named("GLaM").open_weights, "`none` stands in place of a checkpoint");
    let insight = |name| named(name).insight.as_ref().map(|insight| insight.zh.as_str());
    assert_eq!(insight("Flan-PaLM"), insight("Flan-T5"), "the list tells both of one paper");
    assert_eq!((insight("Switch Transformer"), insight("Baize")), (Some("见解 1"), Some("见解 28")));
    let mindsdb = find_extension(list.extensions(), "MindsDB");
    assert_eq!((mindsdb.summary.zh.as_str(), mindsdb.description.zh.as_str()), ("简介 1", "说明 1"));
    let best = find_extension(list.extensions(), "500+ best AI tools");
    assert_eq!((best.summary.zh.as_str(), &best.description), ("简介 17", &placeholder_text()));
}

#[test]
fn an_english_list_of_the_usual_kind_is_read() {
    let found = markdown::parse(
        "# Awesome\n\n## Pre-trained models\n\n| Name | Size | Date | Link |\n|---|---|:-:|---|\n\
         | Foo | 7B, 13B | March 2023 | [weights](https://huggingface.co/foo/foo) [repo](https://github.com/foo/foo) |\n\
         | Bar-1 | unknown | 2024/1/5 | [Bar](https://arxiv.org/abs/2401.00001) |\n\n\
         ## Tools\n\n- [Serve](https://github.com/foo/serve) - Serves models.\n- **Plain**: has no link.\n",
    );
    let foo = find_model(&found.models, "Foo");
    assert_eq!((foo.stage, size_names(foo)), (Stage::Base, vec!["7B", "13B"]));
    assert_eq!(foo.released.map(|date| date.to_string()).as_deref(), Some("2023-03"));
    assert_eq!(format_links(foo), ["checkpoint https://huggingface.co/foo/foo", "code https://github.com/foo/foo"]);
    let bar = find_model(&found.models, "Bar-1");
    assert_eq!(bar.released.map(|date| date.to_string()).as_deref(), Some("2024-01-05"));
    assert_eq!(
        (size_names(bar), format_links(bar)),
        (vec![], vec!["paper https://arxiv.org/abs/2401.00001".to_owned()])
    );
    assert_eq!(find_extension(&found.extensions, "Serve").summary.en, "Serves models.");
    assert!(find_extension(&found.extensions, "Plain").links.is_empty());
}

#[test]
fn what_cannot_be_placed_is_told_and_the_rest_is_kept() {
    let found = markdown::parse(
        "| Name | Size | Date | Stars |\n|---|---|---|---|\n| Foo | 7-70B | soon | 5 |\n|  | 7B | 2023 | 1 |\n\n\
         | A | B |\n|---|---|\n| 1 | 2 |\n\n* a thought\n",
    );
    let told = skip_reasons(&found);
    for (line, part) in [
        (1, "`Stars` has no place"),
        (1, "they stand as `base`"),
        (3, "`soon` is not a date"),
        (3, "is a range"),
        (4, "this row has no name"),
        (6, "no column of names"),
        (10, "an item outside of lists"),
    ] {
        assert!(told.iter().any(|(at, why)| *at == line && why.contains(part)), "{line}: {part}: {told:#?}");
    }
    assert_eq!(found.models.len(), 1);
    assert!(found.extensions.is_empty());
}

#[test]
fn a_page_without_entries_is_no_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.md");
    for text in ["", "# Notes\n\nNothing but words.\n"] {
        fs::write(&page, text).expect("a file");
        let (code, out, _) = run_import(&page.display().to_string());
        assert_eq!((code, out.as_str()), (1, ""));
    }
    let (code, out, said) = run_import(&folder.path().join("missing.md").display().to_string());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("missing.md"), "{said}");
}
