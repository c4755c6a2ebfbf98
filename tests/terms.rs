//! Estimates, the glossary, and copying an entry in a form of choice.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use std::process::{Command, Stdio};

use biblatex::{Bibliography, ChunksExt};
use llm_tui::{
    app::{CopyForm, Effect, Outcome},
    catalog::{
        Catalog, Model, Record,
        derived::Estimates,
        figures::Count,
        model::{Architecture, Stage},
        training::TrainingKind,
    },
    glossary::Glossary,
    locale::Locale,
    search::Column,
    shelf::Shelf,
    text::is_unsafe,
};
use proptest::prelude::*;
use support::{Screen, with};

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A parent, and models of which different figures are known.
const MODELS: &str = r#"
[[model]]
id = "parent"
name = "Parent"
stage = "base"
released = "2023-02-24"
architecture = "dense"
open_weights = true
license = { name = "Apache License 2.0", commercial = "yes" }
training = [{ amount = "1.4T", unit = "tokens", kind = "trained" }]
links = [{ kind = "paper", url = "https://arxiv.org/abs/2302.13971" }]
insight = { en = "Trained on public data only.", zh = "只用公开数据训练。" }
paper = { title = "Parent: {Open} 50% & more", authors = ["Ann Lee", "others"], year = 2023, arxiv = "2302.13971" }
size = [{ name = "7B", parameters = "7B", tokens = "1T" }, { name = "65B", parameters = "65.2B" }]

[[model]]
id = "child"
insight = { en = "It is new.", zh = "新模型。" }
name = "Child"
stage = "sft"
released = "2023-03-13"
architecture = "dense"
open_weights = true
base_models = ["parent"]
training = [{ amount = "52K", unit = "examples", kind = "fine-tuning" }]
size = [{ name = "7B", parameters = "7B" }]

[[model]]
id = "experts"
insight = { en = "It is new.", zh = "新模型。" }
name = "Experts"
stage = "base"
released = "2024"
architecture = "moe"
open_weights = true
base_models = [{ id = "parent", relation = "successor" }]
training = [{ amount = "2T", unit = "tokens", kind = "trained" }]
size = [{ name = "100B", parameters = "100B", active = "10B" }]

[[model]]
id = "corpus"
insight = { en = "It is new.", zh = "新模型。" }
name = "Corpus"
stage = "base"
architecture = "dense"
open_weights = false
training = [{ amount = "500B", unit = "tokens", kind = "dataset" }]
size = [{ name = "1B", parameters = "1B" }]

[[extension]]
id = "tool"
name = "Tool"
kind = "framework"
summary = { en = "A tool.", zh = "工具。" }
description = { en = "A framework to build with.", zh = "用来搭建应用的框架。" }
links = [{ kind = "code", url = "https://github.com/a/tool" }]
"#;

fn catalog() -> Catalog {
    Catalog::parse("models.toml", MODELS).unwrap()
}

fn model(id: &str) -> Model {
    catalog().models().iter().find(|model| model.id.as_str() == id).unwrap().clone()
}

/// The program at a model's detail.
fn detail(id: &str, width: u16, height: u16) -> Screen {
    let screen = with(Shelf::from(&catalog()), width, height);
    screen.press(&format!("5/id:{id}<enter><enter>"))
}

fn with_models(width: u16, height: u16) -> Screen {
    with(Shelf::from(&catalog()), width, height)
}

/// How a command ends: its exit code, what it prints, what it says.
fn ended(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("XDG_STATE_HOME", home.path().join("state")).stdin(Stdio::null());
    let english = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    let output = command.args(english).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn printed(arguments: &[&str]) -> String {
    let (code, out, err) = ended(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

#[test]
fn estimates_are_of_the_largest_size_and_follow_from_its_figures() {
    let parent = model("parent");
    let estimates = Estimates::of(&parent).unwrap();
    assert_eq!(estimates.size.name, "65B");
    assert!((estimates.tokens_per_parameter.unwrap() - 21.472).abs() < 0.001);
    assert!((estimates.compute.unwrap() / 5.4768e23 - 1.0).abs() < 1e-9);
    assert!((estimates.weights(16) - 130.4e9).abs() < 1.0);
    assert!((estimates.weights(4) - 32.6e9).abs() < 1.0);

    let experts = model("experts");
    let estimates = Estimates::of(&experts).unwrap();
    assert!((estimates.tokens_per_parameter.unwrap() - 20.0).abs() < 1e-9, "of all parameters");
    assert!((estimates.compute.unwrap() / 1.2e23 - 1.0).abs() < 1e-9, "of the active parameters");
}

#[test]
fn what_needs_a_figure_that_is_not_known_is_absent() {
    for (id, why) in [("child", "its figure is of fine-tuning"), ("corpus", "its figure is of the data set")] {
        let model = model(id);
        let estimates = Estimates::of(&model).unwrap();
        assert_eq!((estimates.tokens_per_parameter, estimates.compute), (None, None), "{why}");
    }
    let mut parent = model("parent");
    parent.training.clear();
    assert_eq!(Estimates::of(&parent).unwrap().size.name, "7B", "the size with tokens of its own");
    parent.sizes[0].tokens = None;
    let estimates = Estimates::of(&parent).unwrap();
    assert_eq!((estimates.size.name.as_str(), estimates.compute), ("65B", None));
    for size in &mut parent.sizes {
        size.parameters = None;
    }
    assert_eq!(Estimates::of(&parent), None);

    let mut experts = model("experts");
    experts.sizes[0].active = None;
    let estimates = Estimates::of(&experts).unwrap();
    assert!(estimates.compute.is_none() && estimates.tokens_per_parameter.is_some(), "not by all parameters");
    experts.architecture = None;
    assert_eq!(Estimates::of(&experts).unwrap().compute, None, "it may be a mixture of experts");
    experts.architecture = Some(Architecture::DenseEncoderDecoder);
    assert_eq!(Estimates::of(&experts).unwrap().compute, None);
}

#[test]
fn where_training_began_from_other_weights_nothing_is_said_of_its_tokens() {
    let mut child = model("child");
    child.training.clone_from(&model("parent").training);
    let estimates = Estimates::of(&child).unwrap();
    assert_eq!((estimates.tokens_per_parameter, estimates.compute), (None, None));
    child.base_models.clear();
    assert!(Estimates::of(&child).unwrap().compute.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the figures are, no estimate is infinite or below nothing, and
    /// those of the built-in models are none of fine-tuning.
    #[test]
    fn estimates_are_finite(parameters in 0..=u64::MAX, active in 0..=u64::MAX, tokens in 0..=u64::MAX) {
        let mut model = model("experts");
        model.sizes[0].parameters = Some(Count(parameters));
        model.sizes[0].active = Some(Count(active));
        model.sizes[0].tokens = Some(Count(tokens));
        if let Some(estimates) = Estimates::of(&model) {
            let figures = [estimates.tokens_per_parameter.unwrap(), estimates.compute.unwrap(), estimates.weights(8)];
            prop_assert!(figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0));
        }
    }
}

#[test]
fn the_detail_marks_estimates_as_such() {
    let screen = detail("parent", 100, 50).sees("Estimates for 65B").sees("Tokens/param about 21.5");
    let screen = screen.sees("about 5.48e23 FLOP").sees("about 130 GB fp16, ");
    screen.zh().sees("估算（65B）").sees("约 5.48e23 FLOP").sees("词元/参数    约 21.5");
    let child = detail("child", 100, 50).sees("17 days after Parent").misses("FLOP").misses("Tokens/param");
    child.zh().sees("Parent 发布后 17 天");
    // Its date is known to the year only.
    detail("experts", 100, 50).misses("days after").sees("about 1.2e23 FLOP").sees("200 GB fp16");
    detail("tool", 100, 50).misses("Estimates");
    let out = printed(&["show", "llama"]);
    assert!(out.contains("Estimates for 65B\n") && out.contains("about 5.48e23 FLOP"), "{out}");
}

#[test]
fn the_line_of_the_wait_leads_to_the_parent() {
    let mut screen = detail("child", 100, 50);
    for _ in 0..60 {
        let line = screen.app.sheet().lines[screen.app.detail().row].clone();
        if line.pieces.iter().any(|piece| piece.text.contains("17 days")) {
            break;
        }
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(screen.app.selected().unwrap().entry().id().as_str(), "parent");
}

#[test]
fn the_help_tells_how_estimates_are_made() {
    for (locale, formula, source) in [(Locale::En, "C = 6 N D", "2001.08361"), (Locale::Zh, "C = 6 N D", "2001.08361")]
    {
        let keymap = llm_tui::keymap::Keymap::builtin().unwrap();
        let sheet = llm_tui::sheet::help(&keymap, llm_tui::action::Mode::Table, locale, 100);
        let text: String = sheet.lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.as_str()).collect();
        assert!(text.contains(formula) && text.contains(source), "{text}");
    }
}

#[test]
fn every_term_is_whole_and_they_are_in_alphabetical_order() {
    let terms = &Glossary::builtin().terms;
    assert!(terms.len() >= 45, "{}", terms.len());
    let order = |at: usize| terms[at].name.en.to_lowercase();
    for (at, term) in terms.iter().enumerate() {
        assert!(at == 0 || order(at - 1) < order(at), "{} comes too late", term.id);
        assert_eq!(Glossary::builtin().place(&term.id), Some(at), "{} is there twice", term.id);
        assert!(!term.see.is_empty() && !term.see.contains(&term.id), "{}", term.id);
        for other in &term.see {
            assert!(Glossary::builtin().place(other).is_some(), "`{other}` of `{}`", term.id);
        }
        for text in [&term.name.en, &term.name.zh, &term.text.en, &term.text.zh] {
            assert!(!text.trim().is_empty() && text.trim() == text && !text.chars().any(is_unsafe), "{text:?}");
            // Signs whose width terminals do not agree on.
            assert!(!text.contains(['…', '·', '→', '×', '—']), "{text}");
        }
        assert!(term.text.en.ends_with('.') && term.text.zh.ends_with('。'), "{}", term.id);
        let sentences = term.text.en.matches(". ").count() + 1 - term.text.en.matches("et al. ").count();
        assert!(sentences <= 3, "{} has {sentences} sentences", term.id);
    }
}

#[test]
fn every_column_and_every_word_of_training_and_network_has_a_term() {
    let glossary = Glossary::builtin();
    for column in Column::ALL {
        assert!(glossary.of_column(column.key()).is_some(), "{}", column.key());
    }
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let stages = Stage::ALL.map(|stage| word(serde_json::to_value(stage).unwrap()));
    let networks = Architecture::ALL.map(|network| word(serde_json::to_value(network).unwrap()));
    let kinds = TrainingKind::ALL.map(|kind| word(serde_json::to_value(kind).unwrap()));
    let words: Vec<_> = stages.into_iter().chain(networks).chain(kinds).collect();
    for word in &words {
        assert!(glossary.of_word(word).is_some(), "{word}");
    }
    for term in &glossary.terms {
        assert!(term.words.iter().all(|word| words.contains(word)), "{:?}", term.words);
        assert!(term.columns.iter().all(|key| Column::of(key).is_some()), "{:?}", term.columns);
    }
}

/// The text of the line under the cursor of the page.
fn line(screen: &Screen) -> String {
    let (_, cursor) = screen.app.page().unwrap();
    screen.app.sheet().lines[cursor.row].pieces.iter().map(|piece| piece.text.as_str()).collect()
}

#[test]
fn the_glossary_opens_at_the_column_of_the_order() {
    let screen = with_models(80, 24).press("i").sees("Terms").sees("Release date");
    assert_eq!(line(&screen), "Release date");
    let screen = screen.press("i").misses("Release date");
    assert_eq!(screen.app.page(), None, "the same key closes it");
    // The menu of orders: the next one after the release date is the score.
    let screen = screen.press("s").press("j<enter>i");
    assert_eq!(line(&screen), "AVG (Open LLM Leaderboard)");
    assert_eq!(line(&with_models(80, 24).press("4i")), "Language model", "by name");
}

#[test]
fn in_the_detail_it_opens_at_the_line() {
    let at = |id: &str, text: &str| {
        let mut screen = detail(id, 80, 24);
        while !screen.app.sheet().lines[screen.app.detail().row].pieces.iter().any(|piece| piece.text.contains(text)) {
            let before = screen.app.detail().row;
            screen = screen.press("j");
            assert_ne!(screen.app.detail().row, before, "{text} is not in the detail");
        }
        line(&screen.press("i"))
    };
    assert_eq!(at("parent", "Parent"), "Base model");
    assert_eq!(at("experts", "mixture of experts"), "MoE (mixture of experts)");
    assert_eq!(at("child", "52K"), "Fine-tuning");
    assert_eq!(at("corpus", "500B"), "Data set size");
    assert_eq!(at("parent", "commercial use allowed"), "License");
    assert_eq!(at("parent", "FLOP"), "FLOP");
    assert_eq!(at("parent", "int8"), "Quantization");
    assert_eq!(at("child", "open to download"), "Open weights");
    assert_eq!(at("parent", "arxiv.org"), "Paper");
    assert_eq!(at("parent", "public data"), "Release date", "the line is a text: the column of the order");
}

#[test]
fn related_terms_are_one_key_away() {
    // From the release date to the language model, from there on.
    let screen = with_models(80, 24).press("i");
    let mut screen = screen;
    while !line(&screen).starts_with("see") {
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(line(&screen), "Language model");
    assert_eq!(screen.effect, None);
    // A click does the same: the first related term of this one.
    let row = screen.lines().iter().skip(3).position(|line| line.contains("see          Parameters")).unwrap();
    let screen = screen.click(20, u16::try_from(row + 3).unwrap());
    assert_eq!(line(&screen), "Parameters");
    // A line that leads nowhere says so.
    screen.press("<enter>").sees("no link");
}

#[test]
fn another_language_or_size_stays_at_the_term() {
    let screen = with_models(120, 40).press("i").zh();
    assert!(line(&screen).starts_with("发布日期"), "{}", line(&screen));
    let screen = screen.resize(40, 12).sees("发布日期").press("<f2>");
    assert_eq!(line(&screen), "Release date");
    for (width, height) in [(140, 40), (80, 24), (40, 12), (30, 8)] {
        let screen = with_models(width, height).press("iG").sees("Decoder").zh();
        screen.sees("Transformer");
    }
}

#[test]
fn the_command_prints_terms() {
    let out = printed(&["glossary"]);
    for term in &Glossary::builtin().terms {
        assert!(out.contains(&format!("{}\n", term.name.en)), "{}", term.id);
    }
    let out = printed(&["glossary", "moe"]);
    assert!(out.starts_with("MoE (mixture of experts)\nA network") && out.contains("\nsee          Active"), "{out}");
    for (name, title) in [
        (&["grpo"][..], "GRPO (group"),
        (&["mixture", "of", "experts"], "MoE"),
        (&["Chinchilla"], "Compute-optimal"),
        (&["量化"], "Quantization"),
        (&["state", "space"], "State-space model"),
    ] {
        assert!(printed(&[&["glossary"], name].concat()).starts_with(title), "{name:?}");
    }
    assert!(printed(&["--locale", "zh", "glossary", "量化"]).starts_with("量化 "));
    let (code, out, err) = ended(&["glossary", "quantisation"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no term `quantisation`; did you mean `quantization`?"), "{err}");
    assert!(ended(&["glossary", "xyzzyq"]).2.contains("prints all terms"));
    assert!(printed(&["completions", "bash"]).contains("quantization"));
}

/// What is copied when a choice of the menu is taken.
fn copied(screen: Screen, place: usize) -> (CopyForm, String) {
    match screen.press("Y").press(&"j".repeat(place)).press("<enter>").effect {
        Some(Effect::CopyAs(form, text)) => (form, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_menu_offers_every_form_and_each_is_what_the_command_line_prints() {
    let menu = detail("parent", 80, 24).press("Y").sees("Markdown row").sees("BibTeX").sees("JSON").sees("Insight");
    menu.press("<esc>").misses("Markdown row");
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(&file, MODELS).unwrap();
    let path = file.path().to_str().unwrap();
    let command = |arguments: &[&str]| printed(&[&["--catalog", path], arguments].concat());
    let table = command(&["list", "--format", "markdown", "id:parent"]);
    let wanted = [
        (CopyForm::Name, "Parent".to_owned()),
        (CopyForm::Id, "parent".to_owned()),
        (CopyForm::Link, command(&["open", "parent", "--print"]).trim_end().to_owned()),
        (CopyForm::Markdown, format!("{}\n", table.lines().nth(2).unwrap())),
        (CopyForm::Bibtex, command(&["show", "parent", "--format", "bibtex"])),
        (CopyForm::Json, command(&["show", "parent", "--format", "json"])),
        (CopyForm::Insight, "Trained on public data only.".to_owned()),
    ];
    for (place, wanted) in wanted.into_iter().enumerate() {
        assert_eq!(CopyForm::ALL[place], wanted.0);
        assert_eq!(copied(detail("parent", 80, 24).press("<esc>"), place), wanted);
    }
    let (_, insight) = copied(detail("parent", 80, 24).zh(), 6);
    assert_eq!(insight, "只用公开数据训练。");
}

#[test]
fn only_what_an_entry_has_is_offered() {
    detail("child", 80, 24).press("Y").sees("| Name").misses("Main link").sees("BibTeX");
    let (form, text) = copied(detail("tool", 80, 24).press("4"), 6);
    assert_eq!((form, text.as_str()), (CopyForm::Insight, "A framework to build with."));
    with_models(80, 24).press("/zzzz<enter>Y").sees("no entry here to copy");
    with_models(80, 24).press("?Y").sees("no entry here to copy");
    with(Shelf::from(&catalog()), 40, 12).zh().press("Y").sees("Markdown 表格行").press("jjjjjj").sees("见解");
}

#[test]
fn a_click_takes_a_form_too() {
    let screen = with_models(80, 24).press("5Y");
    let row = screen.lines().iter().position(|line| line.contains("| Id")).unwrap();
    let screen = screen.click(4, u16::try_from(row).unwrap());
    assert!(matches!(screen.effect, Some(Effect::CopyAs(CopyForm::Id, _))), "{:?}", screen.effect);
}

#[test]
fn a_notice_says_what_was_copied() {
    let say = |locale: Locale, form, text: &str| Outcome::CopiedAs(form, text.to_owned()).say(locale.messages());
    assert_eq!(say(Locale::En, CopyForm::Name, "LLaMA"), "copied as Name: LLaMA");
    assert_eq!(say(Locale::En, CopyForm::Bibtex, "@misc{a,\n}\n"), "copied as BibTeX: 2 lines");
    assert_eq!(say(Locale::Zh, CopyForm::Json, "{\n}\n"), "已复制 JSON，共 2 行");
    assert!(say(Locale::En, CopyForm::Insight, &"long ".repeat(100)).len() < 100);
    let url = format!("https://a.b/{}", "c".repeat(200));
    assert!(say(Locale::En, CopyForm::Link, &url).ends_with(&url));
}

#[test]
fn signs_of_tex_survive_and_a_year_is_found() {
    let shelf = Shelf::default();
    let mut model = model("parent");
    let paper = model.paper.as_mut().unwrap();
    paper.title = "50% {of} a_b & c#d: $5 ~ ^ \\x, \"quoted\"".to_owned();
    paper.year = None;
    paper.authors.clear();
    model.organizations = vec!["A and B".to_owned()];
    let record = Record::Model(Box::new(model.clone()));
    let text = CopyForm::Bibtex.text(record.entry(), &[], &shelf, Locale::En).unwrap();
    let bibliography = Bibliography::parse(&text).unwrap();
    let entry = bibliography.get("parent").unwrap();
    assert_eq!(entry.title().unwrap().format_verbatim(), model.paper.unwrap().title, "{text}");
    assert_eq!(entry.get("year").unwrap().format_verbatim(), "2023", "that of its arXiv id");
    assert_eq!(entry.author().unwrap().len(), 1, "{text}");
}

#[test]
fn every_model_is_cited_in_bibtex_that_a_parser_takes() {
    let shelf = llm_tui::builtin::shelf();
    let catalog = llm_tui::builtin::catalog().unwrap();
    let text: String = catalog
        .models()
        .iter()
        .map(|model| {
            let record = Record::Model(Box::new(model.clone()));
            CopyForm::Bibtex.text(record.entry(), &[], &shelf, Locale::En).unwrap()
        })
        .collect();
    let bibliography = Bibliography::parse(&text).unwrap();
    assert_eq!(bibliography.len(), catalog.models().len());
    for model in catalog.models() {
        let entry = bibliography.get(model.id.as_str()).unwrap();
        let title = entry.title().unwrap().format_verbatim();
        let wanted = model.paper.as_ref().map_or(&model.name, |paper| &paper.title);
        assert_eq!(&title, wanted);
        assert!(!entry.author().unwrap().is_empty(), "{}", model.id);
        let year = entry.get("year").unwrap().format_verbatim();
        assert!(year.len() == 4 && year.parse::<u16>().is_ok(), "{year}");
        let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
        if let Some(paper) = &model.paper {
            assert_eq!(field("eprint"), paper.arxiv, "{}", model.id);
            assert_eq!(field("doi"), paper.doi, "{}", model.id);
        }
        assert!(field("eprint").or(field("doi")).or(field("url")).is_some(), "{}", model.id);
    }
}
