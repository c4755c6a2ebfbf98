//! The glossary: its terms, its screen and the `glossary` command.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::process::{Command, Stdio};

use support::{TestScreen, screen_with};

use llm_catalog::{
    Catalog,
    model::{Architecture, Stage},
    text::is_unsafe_for_terminal,
    training::TrainingKind,
};
use llm_index::{Column, Index};
use llm_tui::glossary::Glossary;

#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// A parent, and models for which different figures are known.
const CATALOG_TOML: &str = include_str!("fixtures/partial_figures.toml");

fn catalog_screen(width: u16, height: u16) -> TestScreen {
    let catalog = Catalog::parse("models.toml", CATALOG_TOML).unwrap();
    screen_with(Index::from(&catalog), width, height)
}

/// Opens the detail of a model.
fn detail_screen(id: &str, width: u16, height: u16) -> TestScreen {
    catalog_screen(width, height).press(&format!("5/id:{id}<enter><enter>"))
}

/// Runs a command; returns exit code, stdout and stderr.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("XDG_STATE_HOME", home.path().join("state")).stdin(Stdio::null());
    let locale = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    let output = command.args(locale).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Runs a command that must succeed and returns its stdout.
fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

#[test]
fn terms_are_complete_and_sorted() {
    let terms = &Glossary::builtin().terms;
    assert!(terms.len() >= 45, "{}", terms.len());
    let sort_key = |idx: usize| terms[idx].name.en.to_lowercase();
    for (idx, term) in terms.iter().enumerate() {
        assert!(idx == 0 || sort_key(idx - 1) < sort_key(idx), "{} is out of order", term.id);
        assert_eq!(Glossary::builtin().index_of(&term.id), Some(idx), "{} is a duplicate", term.id);
        assert!(!term.see_also.is_empty() && !term.see_also.contains(&term.id), "{}", term.id);
        for other in &term.see_also {
            assert!(Glossary::builtin().index_of(other).is_some(), "`{other}` of `{}`", term.id);
        }
        for text in [&term.name.en, &term.name.zh, &term.text.en, &term.text.zh] {
            assert!(
                !text.trim().is_empty() && text.trim() == text && !text.chars().any(is_unsafe_for_terminal),
                "{text:?}"
            );
            // Characters whose width differs between terminals.
            assert!(!text.contains(['…', '·', '→', '×', '—']), "{text}");
        }
        assert!(term.text.en.ends_with('.') && term.text.zh.ends_with('。'), "{}", term.id);
        let sentences = term.text.en.matches(". ").count() + 1 - term.text.en.matches("et al. ").count();
        assert!(sentences <= 3, "{} has {sentences} sentences", term.id);
    }
}

#[test]
fn every_column_and_value_has_a_term() {
    let glossary = Glossary::builtin();
    for column in Column::ALL {
        assert!(glossary.index_by_column(column.key()).is_some(), "{}", column.key());
    }
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let stages = Stage::ALL.map(|stage| name(serde_json::to_value(stage).unwrap()));
    let architectures = Architecture::ALL.map(|architecture| name(serde_json::to_value(architecture).unwrap()));
    let kinds = TrainingKind::ALL.map(|kind| name(serde_json::to_value(kind).unwrap()));
    let values: Vec<_> = stages.into_iter().chain(architectures).chain(kinds).collect();
    for value in &values {
        assert!(glossary.index_by_value(value).is_some(), "{value}");
    }
    for term in &glossary.terms {
        assert!(term.values.iter().all(|value| values.contains(value)), "{:?}", term.values);
        assert!(term.columns.iter().all(|key| Column::from_key(key).is_some()), "{:?}", term.columns);
    }
}

/// The text of the selected line of the screen.
fn cursor_line(screen: &TestScreen) -> String {
    let (_, cursor) = screen.app.screen().unwrap();
    screen.app.document().lines[cursor.selected].spans.iter().map(|span| span.text.as_str()).collect()
}

#[test]
fn glossary_opens_at_the_sort_column() {
    let screen = catalog_screen(80, 24).press("i").assert_shows("Terms").assert_shows("Release date");
    assert_eq!(cursor_line(&screen), "Release date");
    let screen = screen.press("i").assert_hides("Release date");
    assert_eq!(screen.app.screen(), None, "the same key closes it");
    // In the sort menu, the score follows the release date.
    let screen = screen.press("s").press("j<enter>i");
    assert_eq!(cursor_line(&screen), "AVG (Open LLM Leaderboard)");
    assert_eq!(cursor_line(&catalog_screen(80, 24).press("4i")), "Language model", "by name");
}

#[test]
fn glossary_opens_at_the_term_of_the_detail_line() {
    let term_at = |id: &str, text: &str| {
        let mut screen = detail_screen(id, 80, 24);
        while !screen.app.document().lines[screen.app.detail_state().selected]
            .spans
            .iter()
            .any(|span| span.text.contains(text))
        {
            let before = screen.app.detail_state().selected;
            screen = screen.press("j");
            assert_ne!(screen.app.detail_state().selected, before, "{text} is not in the detail");
        }
        cursor_line(&screen.press("i"))
    };
    assert_eq!(term_at("parent", "Parent"), "Base model");
    assert_eq!(term_at("experts", "mixture of experts"), "MoE (mixture of experts)");
    assert_eq!(term_at("child", "52K"), "Fine-tuning");
    assert_eq!(term_at("corpus", "500B"), "Data set size");
    assert_eq!(term_at("parent", "commercial use allowed"), "License");
    assert_eq!(term_at("parent", "FLOP"), "FLOP");
    assert_eq!(term_at("parent", "int8"), "Quantization");
    assert_eq!(term_at("child", "open to download"), "Open weights");
    assert_eq!(term_at("parent", "arxiv.org"), "Paper");
    assert_eq!(term_at("parent", "public data"), "Release date", "a text line opens the sort column");
}

#[test]
fn enter_and_click_follow_related_terms() {
    let mut screen = catalog_screen(80, 24).press("i");
    while !cursor_line(&screen).starts_with("see") {
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(cursor_line(&screen), "Language model");
    assert_eq!(screen.effect, None);
    // A click follows the first related term.
    let row = screen.lines().iter().skip(3).position(|line| line.contains("see          Parameters")).unwrap();
    let screen = screen.click(20, u16::try_from(row + 3).unwrap());
    assert_eq!(cursor_line(&screen), "Parameters");
    // A line without a link is reported.
    screen.press("<enter>").assert_shows("no link");
}

#[test]
fn language_and_size_changes_keep_the_term() {
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
fn command_prints_terms() {
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
