//! Estimate, the glossary, and copying an entry in a form of choice.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

use std::process::{Command, Stdio};

use biblatex::{Bibliography, ChunksExt};
use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{
    Catalog, Entry, Model,
    estimate::Estimate,
    localized::Locale,
    model::{Architecture, Stage},
    quantity::Quantity,
    text::is_unsafe_for_terminal,
    training::TrainingKind,
};
use llm_index::{Column, Index};
use llm_tui::{
    app::{CopyFormat, Effect, EffectResult},
    glossary::Glossary,
    i18n::Messages,
};

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A parent, and models of which different figures are known.
const CATALOG_TOML: &str = r#"
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
    Catalog::parse("models.toml", CATALOG_TOML).unwrap()
}

fn model(id: &str) -> Model {
    catalog().models().iter().find(|model| model.id.as_str() == id).unwrap().clone()
}

/// The program at a model's detail.
fn detail_screen(id: &str, width: u16, height: u16) -> TestScreen {
    let screen = screen_with(Index::try_from(&catalog()).unwrap(), width, height);
    screen.press(&format!("5/id:{id}<enter><enter>"))
}

fn catalog_screen(width: u16, height: u16) -> TestScreen {
    screen_with(Index::try_from(&catalog()).unwrap(), width, height)
}

/// How a command ends: its exit code, what it prints, what it says.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("XDG_STATE_HOME", home.path().join("state")).stdin(Stdio::null());
    let english = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    let output = command.args(english).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

#[test]
fn estimates_are_of_the_largest_size_and_follow_from_its_figures() {
    let parent = model("parent");
    let estimates = Estimate::from_model(&parent).unwrap();
    assert_eq!(estimates.size.name, "65B");
    assert!((estimates.tokens_per_parameter.unwrap() - 21.472).abs() < 0.001);
    assert!((estimates.training_flops.unwrap() / 5.4768e23 - 1.0).abs() < 1e-9);
    assert!((estimates.weight_bytes(16) - 130.4e9).abs() < 1.0);
    assert!((estimates.weight_bytes(4) - 32.6e9).abs() < 1.0);

    let experts = model("experts");
    let estimates = Estimate::from_model(&experts).unwrap();
    assert!((estimates.tokens_per_parameter.unwrap() - 20.0).abs() < 1e-9, "of all parameters");
    assert!((estimates.training_flops.unwrap() / 1.2e23 - 1.0).abs() < 1e-9, "of the active parameters");
}

#[test]
fn what_needs_a_figure_that_is_not_known_is_absent() {
    for (id, why) in [("child", "its figure is of fine-tuning"), ("corpus", "its figure is of the data set")] {
        let model = model(id);
        let estimates = Estimate::from_model(&model).unwrap();
        assert_eq!((estimates.tokens_per_parameter, estimates.training_flops), (None, None), "{why}");
    }
    let mut parent = model("parent");
    parent.training.clear();
    assert_eq!(Estimate::from_model(&parent).unwrap().size.name, "7B", "the size with tokens of its own");
    parent.sizes[0].tokens = None;
    let estimates = Estimate::from_model(&parent).unwrap();
    assert_eq!((estimates.size.name.as_str(), estimates.training_flops), ("65B", None));
    for size in &mut parent.sizes {
        size.parameters = None;
    }
    assert_eq!(Estimate::from_model(&parent), None);

    let mut experts = model("experts");
    experts.sizes[0].active = None;
    let estimates = Estimate::from_model(&experts).unwrap();
    assert!(estimates.training_flops.is_none() && estimates.tokens_per_parameter.is_some(), "not by all parameters");
    experts.architecture = None;
    assert_eq!(Estimate::from_model(&experts).unwrap().training_flops, None, "it may be a mixture of experts");
    experts.architecture = Some(Architecture::DenseEncoderDecoder);
    assert_eq!(Estimate::from_model(&experts).unwrap().training_flops, None);
}

#[test]
fn where_training_began_from_other_weights_nothing_is_said_of_its_tokens() {
    let mut child = model("child");
    child.training.clone_from(&model("parent").training);
    let estimates = Estimate::from_model(&child).unwrap();
    assert_eq!((estimates.tokens_per_parameter, estimates.training_flops), (None, None));
    child.base_models.clear();
    assert!(Estimate::from_model(&child).unwrap().training_flops.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the figures are, no estimate is infinite or below nothing, and
    /// those of the built-in models are none of fine-tuning.
    #[test]
    fn estimates_are_finite(parameters in 0..=u64::MAX, active in 0..=u64::MAX, tokens in 0..=u64::MAX) {
        let mut model = model("experts");
        model.sizes[0].parameters = Some(Quantity(parameters));
        model.sizes[0].active = Some(Quantity(active));
        model.sizes[0].tokens = Some(Quantity(tokens));
        if let Some(estimates) = Estimate::from_model(&model) {
            let figures = [estimates.tokens_per_parameter.unwrap(), estimates.training_flops.unwrap(), estimates.weight_bytes(8)];
            prop_assert!(figures.iter().all(|figure| figure.is_finite() && *figure >= 0.0));
        }
    }
}

#[test]
fn the_detail_marks_estimates_as_such() {
    let screen =
        detail_screen("parent", 100, 50).assert_shows("Estimates for 65B").assert_shows("Tokens/param about 21.5");
    let screen = screen.assert_shows("about 5.48e23 FLOP").assert_shows("about 130 GB fp16, ");
    screen
        .in_chinese()
        .assert_shows("估算（65B）")
        .assert_shows("约 5.48e23 FLOP")
        .assert_shows("词元/参数    约 21.5");
    let child = detail_screen("child", 100, 50)
        .assert_shows("17 days after Parent")
        .assert_hides("FLOP")
        .assert_hides("Tokens/param");
    child.in_chinese().assert_shows("Parent 发布后 17 天");
    // Its date is known to the year only.
    detail_screen("experts", 100, 50)
        .assert_hides("days after")
        .assert_shows("about 1.2e23 FLOP")
        .assert_shows("200 GB fp16");
    detail_screen("tool", 100, 50).assert_hides("Estimates");
    let out = run_ok(&["show", "llama"]);
    assert!(out.contains("Estimates for 65B\n") && out.contains("about 5.48e23 FLOP"), "{out}");
}

#[test]
fn the_line_of_the_wait_leads_to_the_parent() {
    let mut screen = detail_screen("child", 100, 50);
    for _ in 0..60 {
        let line = screen.app.document().lines[screen.app.detail_state().selected].clone();
        if line.spans.iter().any(|piece| piece.text.contains("17 days")) {
            break;
        }
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(), "parent");
}

#[test]
fn the_help_tells_how_estimates_are_made() {
    for (locale, formula, source) in [(Locale::En, "C = 6 N D", "2001.08361"), (Locale::Zh, "C = 6 N D", "2001.08361")]
    {
        let keymap = llm_tui::config::keymap::Keymap::builtin().unwrap();
        let sheet = llm_tui::document::help(&keymap, llm_tui::action::KeyContext::List, locale, 100);
        let text: String = sheet.lines.iter().flat_map(|line| &line.spans).map(|piece| piece.text.as_str()).collect();
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
        assert_eq!(Glossary::builtin().index_of(&term.id), Some(at), "{} is there twice", term.id);
        assert!(!term.see_also.is_empty() && !term.see_also.contains(&term.id), "{}", term.id);
        for other in &term.see_also {
            assert!(Glossary::builtin().index_of(other).is_some(), "`{other}` of `{}`", term.id);
        }
        for text in [&term.name.en, &term.name.zh, &term.text.en, &term.text.zh] {
            assert!(
                !text.trim().is_empty() && text.trim() == text && !text.chars().any(is_unsafe_for_terminal),
                "{text:?}"
            );
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
        assert!(glossary.index_by_column(column.key()).is_some(), "{}", column.key());
    }
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let stages = Stage::ALL.map(|stage| word(serde_json::to_value(stage).unwrap()));
    let networks = Architecture::ALL.map(|network| word(serde_json::to_value(network).unwrap()));
    let kinds = TrainingKind::ALL.map(|kind| word(serde_json::to_value(kind).unwrap()));
    let words: Vec<_> = stages.into_iter().chain(networks).chain(kinds).collect();
    for word in &words {
        assert!(glossary.index_by_value(word).is_some(), "{word}");
    }
    for term in &glossary.terms {
        assert!(term.values.iter().all(|word| words.contains(word)), "{:?}", term.values);
        assert!(term.columns.iter().all(|key| Column::from_key(key).is_some()), "{:?}", term.columns);
    }
}

/// The text of the line under the cursor of the page.
fn cursor_line(screen: &TestScreen) -> String {
    let (_, cursor) = screen.app.screen().unwrap();
    screen.app.document().lines[cursor.selected].spans.iter().map(|piece| piece.text.as_str()).collect()
}

#[test]
fn the_glossary_opens_at_the_column_of_the_order() {
    let screen = catalog_screen(80, 24).press("i").assert_shows("Terms").assert_shows("Release date");
    assert_eq!(cursor_line(&screen), "Release date");
    let screen = screen.press("i").assert_hides("Release date");
    assert_eq!(screen.app.screen(), None, "the same key closes it");
    // The menu of orders: the next one after the release date is the score.
    let screen = screen.press("s").press("j<enter>i");
    assert_eq!(cursor_line(&screen), "AVG (Open LLM Leaderboard)");
    assert_eq!(cursor_line(&catalog_screen(80, 24).press("4i")), "Language model", "by name");
}

#[test]
fn in_the_detail_it_opens_at_the_line() {
    let at = |id: &str, text: &str| {
        let mut screen = detail_screen(id, 80, 24);
        while !screen.app.document().lines[screen.app.detail_state().selected]
            .spans
            .iter()
            .any(|piece| piece.text.contains(text))
        {
            let before = screen.app.detail_state().selected;
            screen = screen.press("j");
            assert_ne!(screen.app.detail_state().selected, before, "{text} is not in the detail");
        }
        cursor_line(&screen.press("i"))
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
    let screen = catalog_screen(80, 24).press("i");
    let mut screen = screen;
    while !cursor_line(&screen).starts_with("see") {
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(cursor_line(&screen), "Language model");
    assert_eq!(screen.effect, None);
    // A click does the same: the first related term of this one.
    let row = screen.lines().iter().skip(3).position(|line| line.contains("see          Parameters")).unwrap();
    let screen = screen.click(20, u16::try_from(row + 3).unwrap());
    assert_eq!(cursor_line(&screen), "Parameters");
    // A line that leads nowhere says so.
    screen.press("<enter>").assert_shows("no link");
}

#[test]
fn another_language_or_size_stays_at_the_term() {
    let screen = catalog_screen(120, 40).press("i").in_chinese();
    assert!(cursor_line(&screen).starts_with("发布日期"), "{}", cursor_line(&screen));
    let screen = screen.resize(40, 12).assert_shows("发布日期").press("<f2>");
    assert_eq!(cursor_line(&screen), "Release date");
    for (width, height) in [(140, 40), (80, 24), (40, 12), (30, 8)] {
        let screen = catalog_screen(width, height).press("iG").assert_shows("Decoder").in_chinese();
        screen.assert_shows("Transformer");
    }
}

#[test]
fn the_command_prints_terms() {
    let out = run_ok(&["glossary"]);
    for term in &Glossary::builtin().terms {
        assert!(out.contains(&format!("{}\n", term.name.en)), "{}", term.id);
    }
    let out = run_ok(&["glossary", "moe"]);
    assert!(out.starts_with("MoE (mixture of experts)\nA network") && out.contains("\nsee          Active"), "{out}");
    for (name, title) in [
        (&["grpo"][..], "GRPO (group"),
        (&["mixture", "of", "experts"], "MoE"),
        (&["Chinchilla"], "Compute-optimal"),
        (&["量化"], "Quantization"),
        (&["state", "space"], "State-space model"),
    ] {
        assert!(run_ok(&[&["glossary"], name].concat()).starts_with(title), "{name:?}");
    }
    assert!(run_ok(&["--locale", "zh", "glossary", "量化"]).starts_with("量化 "));
    let (code, out, err) = run(&["glossary", "quantisation"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("no term `quantisation`; did you mean `quantization`?"), "{err}");
    assert!(run(&["glossary", "xyzzyq"]).2.contains("prints all terms"));
    assert!(run_ok(&["completions", "bash"]).contains("quantization"));
}

/// What is copied when a choice of the menu is taken.
fn copy_as(screen: TestScreen, place: usize) -> (CopyFormat, String) {
    match screen.press("Y").press(&"j".repeat(place)).press("<enter>").effect {
        Some(Effect::CopyAs(form, text)) => (form, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_menu_offers_every_form_and_each_is_what_the_command_line_prints() {
    let menu = detail_screen("parent", 80, 24)
        .press("Y")
        .assert_shows("Markdown row")
        .assert_shows("BibTeX")
        .assert_shows("JSON")
        .assert_shows("Insight");
    menu.press("<esc>").assert_hides("Markdown row");
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(&file, CATALOG_TOML).unwrap();
    let path = file.path().to_str().unwrap();
    let command = |arguments: &[&str]| run_ok(&[&["--catalog", path], arguments].concat());
    let table = command(&["list", "--format", "markdown", "id:parent"]);
    let wanted = [
        (CopyFormat::Name, "Parent".to_owned()),
        (CopyFormat::Id, "parent".to_owned()),
        (CopyFormat::Link, command(&["open", "parent", "--print"]).trim_end().to_owned()),
        (CopyFormat::Markdown, format!("{}\n", table.lines().nth(2).unwrap())),
        (CopyFormat::Bibtex, command(&["show", "parent", "--format", "bibtex"])),
        (CopyFormat::Json, command(&["show", "parent", "--format", "json"])),
        (CopyFormat::Insight, "Trained on public data only.".to_owned()),
    ];
    for (place, wanted) in wanted.into_iter().enumerate() {
        assert_eq!(CopyFormat::ALL[place], wanted.0);
        assert_eq!(copy_as(detail_screen("parent", 80, 24).press("<esc>"), place), wanted);
    }
    let (_, insight) = copy_as(detail_screen("parent", 80, 24).in_chinese(), 6);
    assert_eq!(insight, "只用公开数据训练。");
}

#[test]
fn only_what_an_entry_has_is_offered() {
    detail_screen("child", 80, 24).press("Y").assert_shows("| Name").assert_hides("Main link").assert_shows("BibTeX");
    let (form, text) = copy_as(detail_screen("tool", 80, 24).press("4"), 6);
    assert_eq!((form, text.as_str()), (CopyFormat::Insight, "A framework to build with."));
    catalog_screen(80, 24).press("/zzzz<enter>Y").assert_shows("no entry here to copy");
    catalog_screen(80, 24).press("?Y").assert_shows("no entry here to copy");
    screen_with(Index::try_from(&catalog()).unwrap(), 40, 12)
        .in_chinese()
        .press("Y")
        .assert_shows("Markdown 表格行")
        .press("jjjjjj")
        .assert_shows("见解");
}

#[test]
fn a_click_takes_a_form_too() {
    let screen = catalog_screen(80, 24).press("5Y");
    let row = screen.lines().iter().position(|line| line.contains("| Id")).unwrap();
    let screen = screen.click(4, u16::try_from(row).unwrap());
    assert!(matches!(screen.effect, Some(Effect::CopyAs(CopyFormat::Id, _))), "{:?}", screen.effect);
}

#[test]
fn a_notice_says_what_was_copied() {
    let say =
        |locale: Locale, form, text: &str| EffectResult::CopiedAs(form, text.to_owned()).message(Messages::get(locale));
    assert_eq!(say(Locale::En, CopyFormat::Name, "LLaMA"), "copied as Name: LLaMA");
    assert_eq!(say(Locale::En, CopyFormat::Bibtex, "@misc{a,\n}\n"), "copied as BibTeX: 2 lines");
    assert_eq!(say(Locale::Zh, CopyFormat::Json, "{\n}\n"), "已复制 JSON，共 2 行");
    assert!(say(Locale::En, CopyFormat::Insight, &"long ".repeat(100)).len() < 100);
    let url = format!("https://a.b/{}", "c".repeat(200));
    assert!(say(Locale::En, CopyFormat::Link, &url).ends_with(&url));
}

#[test]
fn signs_of_tex_survive_and_a_year_is_found() {
    let shelf = Index::default();
    let mut model = model("parent");
    let paper = model.paper.as_mut().unwrap();
    paper.title = "50% {of} a_b & c#d: $5 ~ ^ \\x, \"quoted\"".to_owned();
    paper.year = None;
    paper.authors.clear();
    model.organizations = vec!["A and B".to_owned()];
    let record = Entry::Model(Box::new(model.clone()));
    let text = CopyFormat::Bibtex.render(record.as_entry_ref(), &[], &shelf, Locale::En).unwrap();
    let bibliography = Bibliography::parse(&text).unwrap();
    let entry = bibliography.get("parent").unwrap();
    assert_eq!(entry.title().unwrap().format_verbatim(), model.paper.unwrap().title, "{text}");
    assert_eq!(entry.get("year").unwrap().format_verbatim(), "2023", "that of its arXiv id");
    assert_eq!(entry.author().unwrap().len(), 1, "{text}");
}

#[test]
fn every_model_is_cited_in_bibtex_that_a_parser_takes() {
    let shelf = llm_tui::builtin::index().unwrap();
    let catalog = llm_tui::builtin::catalog().unwrap();
    let text: String = catalog
        .models()
        .iter()
        .map(|model| {
            let record = Entry::Model(Box::new(model.clone()));
            CopyFormat::Bibtex.render(record.as_entry_ref(), &[], &shelf, Locale::En).unwrap()
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
