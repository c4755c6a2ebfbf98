//! The glossary: its terms, its screen and the `glossary` command.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use cli::{cli_command, run_command};
use partial_figures::{catalog_screen, detail_screen};
use support::{TestScreen, screen_with};

use llm_catalog::{
    Catalog,
    localized::Locale,
    model::{Architecture, Stage},
    text::is_unsafe_for_terminal,
    training::TrainingKind,
};
use llm_index::{Column, Index};
use llm_tui::{columns::ColumnExt, config::keymap::Keymap, document::StyledLine, glossary::Glossary};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/partial_figures.rs"]
mod partial_figures;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// Runs a command; returns exit code, stdout and stderr.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let locale = if arguments.contains(&"--locale") { &[][..] } else { &["--locale", "en"] };
    run_command(cli_command(home.path()).args(locale).args(arguments))
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
        assert_eq!(Glossary::builtin().index_by_id(&term.id), Some(idx), "{} is a duplicate", term.id);
        assert!(!term.see_also.is_empty() && !term.see_also.contains(&term.id), "{}", term.id);
        for other in &term.see_also {
            assert!(Glossary::builtin().index_by_id(other).is_some(), "`{other}` of `{}`", term.id);
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
fn each_term_is_in_one_group() {
    let glossary = Glossary::builtin();
    let mut grouped: Vec<_> = glossary.groups.iter().flat_map(|group| &group.terms).collect();
    grouped.sort_unstable();
    let mut terms: Vec<_> = glossary.terms.iter().map(|term| &term.id).collect();
    terms.sort_unstable();
    assert_eq!(grouped, terms);
}

#[test]
fn every_column_and_value_has_a_term() {
    let glossary = Glossary::builtin();
    for column in Column::ALL.iter().copied() {
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
        assert!(term.columns.keys().all(|key| Column::from_key(key).is_some()), "{:?}", term.columns);
    }
}

/// The text of the selected line of the screen.
fn cursor_line(screen: &TestScreen) -> String {
    let cursor = screen.cursor();
    screen.document().lines[cursor.selected].spans.iter().map(|span| span.text.as_str()).collect()
}

#[test]
fn glossary_opens_at_the_sort_column() {
    let screen = catalog_screen(80, 24).press("i").assert_shows("Glossary").assert_shows("Release date");
    assert_eq!(cursor_line(&screen), "Release date");
    let screen = screen.press("i").assert_hides("Release date");
    assert!(screen.app.screen().is_none(), "the same key closes it");
    // In the sort menu, the score follows the release date.
    let screen = screen.press("s").press("<down><enter>i");
    assert_eq!(cursor_line(&screen), "Benchmark");
    assert_eq!(cursor_line(&catalog_screen(80, 24).press("5i")), "Language model", "by name");
}

#[test]
fn glossary_opens_at_the_term_of_the_detail_line() {
    let term_at = |id: &str, text: &str| {
        let mut screen = detail_screen(id, 80, 24);
        while !screen.document().lines[screen.cursor().selected].spans.iter().any(|span| span.text.contains(text)) {
            let before = screen.cursor().selected;
            screen = screen.press("j");
            assert_ne!(screen.cursor().selected, before, "{text} is not in the detail");
        }
        cursor_line(&screen.press("i"))
    };
    assert_eq!(term_at("parent", "Parent"), "Base model");
    assert_eq!(term_at("experts", "mixture of experts"), "MoE (mixture of experts)");
    assert_eq!(term_at("child", "52K"), "Fine-tuning");
    assert_eq!(term_at("corpus", "500B"), "Data set size");
    assert_eq!(term_at("parent", "commercial use allowed"), "License");
    assert_eq!(term_at("parent", "FLOP"), "FLOP");
    assert_eq!(term_at("parent", "8 bit"), "Quantization");
    assert_eq!(term_at("child", "downloadable"), "Open weights");
    assert_eq!(term_at("parent", "arxiv.org"), "Paper");
    assert_eq!(term_at("parent", "public data"), "Release date", "a text line opens the sort column");
}

#[test]
fn enter_and_click_follow_related_terms() {
    let mut screen = catalog_screen(80, 24).press("i");
    while !cursor_line(&screen).starts_with("See also") {
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(cursor_line(&screen), "Language model");
    assert_eq!(screen.effect, None);
    // A click follows the first related term.
    let row = screen.lines().iter().skip(3).position(|line| line.contains("See also     Parameters")).unwrap();
    let screen = screen.click(20, u16::try_from(row + 3).unwrap());
    assert_eq!(cursor_line(&screen), "Parameters");
    // A line without a link is reported.
    screen.press("<enter>").assert_shows("No link");
}

#[test]
fn language_and_size_changes_keep_the_term() {
    let screen = catalog_screen(120, 40).press("i").in_chinese();
    assert!(cursor_line(&screen).starts_with("发布日期"), "{}", cursor_line(&screen));
    let screen = screen.resize(40, 12).assert_shows("发布日期").press("<f2>");
    assert_eq!(cursor_line(&screen), "Release date");
    for (width, height) in [(140, 40), (80, 24), (40, 12), (30, 8)] {
        let screen = catalog_screen(width, height).press("iG").assert_shows("Language model").in_chinese();
        screen.assert_shows("发布日期");
    }
}

#[test]
fn command_prints_terms() {
    let out = run_ok(&["glossary"]);
    for term in &Glossary::builtin().terms {
        assert!(out.contains(&format!("{}\n", term.name.en)), "{}", term.id);
    }
    let out = run_ok(&["glossary", "moe"]);
    assert!(out.starts_with("MoE (mixture of experts)\nA network") && out.contains("\nSee also     Active"), "{out}");
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
    for (name, title) in [
        ("score", "Benchmark"),
        ("params", "Parameters"),
        ("Makers", "Makers"),
        ("机构", "Makers"),
        ("得分", "Benchmark"),
        ("dense-encoder", "Encoder"),
        ("fine tuning", "Fine-tuning"),
        ("gpqa diamond", "GPQA"),
        ("swe-bench-verified", "SWE-bench"),
    ] {
        let out = run_ok(&["glossary", name]);
        assert_eq!(out.lines().next().unwrap(), title, "{name}");
    }
    let (code, out, err) = run(&["glossary", "quantisation"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("unknown term `quantisation`; did you mean `quantization`?"), "{err}");
    assert!(run(&["glossary", "xyzzyq"]).2.contains("prints all terms"));
    let err = run(&["glossary", "decoders"]).2;
    assert!(err.contains("did you mean `decoder` or `encoder`?"), "{err}");
    assert!(err.contains("did you mean `decoder` or `encoder`?"), "{err}");
    assert!(run_ok(&["completions", "bash"]).contains("quantization"));
}

/// A model with a score on each of three benchmarks; the glossary does not know the last one.
fn scores_toml() -> String {
    let ids = ["mmlu", "gsm8k", "internal"];
    let benchmark = |id: &str| {
        format!(
            "[[benchmark]]\nid = \"{id}\"\nname = {{ en = \"{id}\", zh = \"{id}\" }}\nurl = \"https://example.org/{id}\"\n\
             description = {{ en = \"Questions.\", zh = \"问题。\" }}\n"
        )
    };
    let score = |id: &str| {
        format!(
            "[[model.score]]\nbenchmark = \"{id}\"\nsize = \"7B\"\nsetting = \"5-shot\"\nby = \"Ann\"\nvalue = 61.5\n\
             source = \"https://example.org/scores/{id}\"\n"
        )
    };
    let model = "[[model]]\nid = \"scored\"\nname = \"Scored\"\nstage = \"base\"\nopen_weights = true\n\
                 insight = { en = \"It is new.\", zh = \"新模型。\" }\n\
                 size = [{ name = \"7B\", parameters = \"7B\" }, { name = \"13B\", parameters = \"13B\" }]\n";
    ids.map(benchmark).into_iter().chain([model.to_owned()]).chain(ids.map(score)).collect()
}

fn scores_index() -> Index {
    Index::try_from(&Catalog::parse("scores.toml", &scores_toml()).unwrap()).unwrap()
}

#[test]
fn the_glossary_opens_at_the_benchmark_of_the_score_column() {
    for (benchmark, term) in [("mmlu", "MMLU"), ("gsm8k", "GSM8K"), ("internal", "Benchmark")] {
        let sorted = (0..10).map(|downs| {
            let screen = screen_with(scores_index(), 80, 24);
            screen.press(&format!("1s<home>{}<enter>", "<down>".repeat(downs)))
        });
        let by_benchmark = format!("by {benchmark}, descending");
        let screen = sorted.into_iter().find(|screen| screen.text().contains(&by_benchmark)).unwrap();
        assert_eq!(cursor_line(&screen.press("i")), term);
    }
}

#[test]
fn in_the_detail_the_glossary_opens_at_the_benchmark_of_the_line() {
    for (benchmark, term) in [("mmlu", "MMLU"), ("gsm8k", "GSM8K"), ("internal", "Benchmark")] {
        let screen = screen_with(scores_index(), 80, 24).press("1<enter>");
        let document = screen.document();
        let is_score = |line: &StyledLine| line.spans.iter().any(|span| span.text.contains(benchmark));
        let line = document.lines.iter().position(is_score).unwrap();
        let mut screen = screen;
        while screen.cursor().selected < line {
            screen = screen.press("j");
        }
        assert_eq!(cursor_line(&screen.press("i")), term);
    }
}

#[test]
fn every_benchmark_has_a_term_of_its_own() {
    let (glossary, catalog) = (Glossary::builtin(), llm_tui::builtin::catalog().unwrap());
    let ids: Vec<_> = catalog.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str()).collect();
    for id in &ids {
        assert!(glossary.index_by_benchmark(id).is_some(), "{id}");
    }
    for term in &glossary.terms {
        assert!(term.benchmarks.iter().all(|id| ids.contains(&id.as_str())), "{:?}", term.benchmarks);
    }
}

#[test]
fn a_term_explains_every_field_of_a_document() {
    let index = Index::try_from(&llm_tui::builtin::catalog().unwrap()).unwrap();
    let keymap = Keymap::builtin().unwrap();
    for id in ["llama", "gpt-4", "alpaca", "mixtral-8x7b", "langchain"].into_iter().filter_map(|id| index.row_by_id(id))
    {
        for line in llm_tui::document::entry(&index, id, &keymap, Locale::En, 80).lines {
            let is_explained = line.field.as_ref().is_none_or(|field| field.term(Glossary::builtin()).is_some());
            assert!(is_explained, "{line:?}");
        }
    }
}

#[test]
fn scores_are_shown_with_size_setting_reporter_and_source() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(&file, scores_toml()).unwrap();
    let out = run_ok(&["--catalog", file.path().to_str().unwrap(), "show", "scored"]);
    let scores = "Scores\nmmlu       61.5  ██████▏     7B, 5-shot, Ann  https://example.org/scores/mmlu\n";
    assert!(out.contains(scores), "{out}");
    let second = "\ngsm8k      61.5  ██████▏     7B, 5-shot, Ann  https://example.org/scores/gsm8k\n";
    assert!(out.contains(second), "{out}");
    let screen = screen_with(scores_index(), 80, 24).press("1<enter>");
    screen.assert_shows("mmlu       61.5  ██████▏     7B, 5-shot, Ann").assert_shows("gsm8k      61.5");
    // In a narrow document the URL follows the last line, once.
    let index = scores_index();
    let row = index.row_by_id("scored").unwrap();
    let narrow = llm_tui::document::entry(&index, row, &Keymap::default(), Locale::En, 30);
    let text = llm_tui::export::to_plain_text(&narrow.lines);
    let wrapped = "mmlu       61.5\n  7B, 5-shot, Ann  https://example.org/scores/mmlu\n";
    assert!(text.contains(wrapped), "{text}");
}

#[test]
fn every_column_is_found_by_its_key_and_its_headings() {
    let glossary = Glossary::builtin();
    for column in Column::ALL.iter().copied() {
        let term = &glossary.terms[glossary.index_by_column(column.key()).unwrap()];
        let headings = [Locale::En, Locale::Zh].map(|locale| column.heading(locale));
        for name in [column.key()].into_iter().chain(headings) {
            assert!(!glossary.search(name).is_empty(), "{name}");
        }
        // The name of a term goes before the heading of a column.
        let terms = glossary.search(column.key());
        assert!(terms.iter().any(|other| other.id == term.id || other.id == column.key()), "{}", column.key());
    }
}
