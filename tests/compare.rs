//! Marking and comparing models: on the screen, as Markdown and in the `compare` command.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Stdio};

use proptest::prelude::*;
use ratatui::layout::Position;
use support::{TestScreen, screen, screen_with};

use llm_catalog::{Catalog, Model, localized::Locale};
use llm_index::{Column, Index, RowId};
use llm_tui::{
    app::{Effect, EffectResult, Screen},
    comparison::{Comparison, Row, RowKey},
    export::comparison_markdown,
    i18n::Messages,
};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// The benchmarks of every catalogue in these tests.
const BENCHMARKS_TOML: &str = r#"
[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://arxiv.org/abs/2009.03300"
description = { en = "Exam questions", zh = "考试题" }

[[benchmark]]
id = "arc"
name = { en = "ARC", zh = "ARC" }
url = "https://arxiv.org/abs/1803.05457"
description = { en = "Science questions", zh = "科学题" }
"#;

/// An index of models a, b, c and so on, each with these TOML lines added.
fn index<T: AsRef<str>>(models: &[T]) -> Index {
    Index::try_from(&catalog(models)).unwrap()
}

fn catalog<T: AsRef<str>>(models: &[T]) -> Catalog {
    let entry = |(id, fields): (char, &T)| {
        let (name, fields) = (id.to_uppercase(), fields.as_ref());
        format!(
            "\n[[model]]\nid = \"{id}\"\nname = \"Model {name}\"\nstage = \"base\"\norganizations = [\"Makers\"]\n\
             open_weights = true\nlinks = []\n{fields}\n[model.insight]\nen = \"What was new in {id}.\"\nzh = \"新在何处。\"\n"
        )
    };
    let text = BENCHMARKS_TOML.to_owned() + &('a'..).zip(models).map(entry).collect::<String>();
    Catalog::parse("test.toml", &text).unwrap()
}

/// A score as TOML.
fn score_toml(benchmark: &str, setting: Option<&str>, value: f64) -> String {
    let setting = setting.map_or_else(String::new, |setting| format!("setting = \"{setting}\"\n"));
    format!("[[model.score]]\nbenchmark = \"{benchmark}\"\nvalue = {value:?}\n{setting}source = \"https://a.b/c\"\n")
}

fn compare(index: &Index, rows: &[usize]) -> Comparison {
    let rows: Vec<_> = rows.iter().map(|row| RowId::from_index(*row).unwrap()).collect();
    Comparison::new(index, &rows, Locale::En)
}

fn column_row(comparison: &Comparison, column: Column) -> Option<&Row> {
    comparison.rows.iter().find(|row| row.key == RowKey::Column(column))
}

/// For each cell of a row, whether it is marked as best.
fn best_flags(row: &Row) -> Vec<bool> {
    row.cells.iter().map(llm_tui::comparison::Cell::is_best).collect()
}

fn cell_texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text(Locale::En)).collect()
}

/// Runs a command; returns exit code, stdout and stderr.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    let output = command
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .args(["--locale", "en"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Marks the models with these names, in any tab.
fn mark_models(screen: TestScreen, names: &[&str]) -> TestScreen {
    let mark = |screen: TestScreen, name: &&str| screen.press(&format!("5/^{name}$<enter>g ")).press("<esc>");
    names.iter().fold(screen, mark)
}

#[test]
fn models_are_shown_side_by_side() {
    let screen = mark_models(screen(140, 60), &["llama", "bloom", "opt"]).assert_shows("3 marked").press("x");
    let screen = screen.assert_shows("Comparison").assert_shows("▸ LLaMA").assert_shows("BLOOM").assert_shows("OPT");
    let screen = screen.assert_shows("1.4T tokens seen in pre-training").assert_shows("350B tokens in the dataset");
    let line = |screen: &TestScreen, label: &str| screen.lines().into_iter().find(|line| line.contains(label)).unwrap();
    assert!(line(&screen, "Commercial").starts_with(" Commercial"), "{}", screen.text());
    // Their contexts are equal, so only the differences leave them out.
    assert!(line(&screen, "Context").starts_with(" Context"), "{}", screen.text());
    let screen =
        screen.press("d").assert_shows("rows with equal values hidden, d shows all").assert_shows("Commercial");
    let screen = screen.assert_hides("Context ").press("d").assert_shows("Context ").assert_hides("hidden");
    let insight = |text: &str| text.contains("All of its training text came from public sources");
    assert!(screen.press("G").lines().iter().any(|line| insight(line) || line.contains("quantization")));
}

#[test]
fn what_is_not_known_of_a_model_is_not_called_equal() {
    let models = ["context = 4096\nreleased = \"2023\"", "released = \"2023\""];
    let comparison = compare(&index(&models), &[0, 1]);
    let context = column_row(&comparison, Column::ContextLength).unwrap();
    assert!(!context.differs && !context.is_equal());
    assert!(column_row(&comparison, Column::Released).unwrap().is_equal());
    let screen = screen_with(index(&models), 100, 30).press(" j x").assert_shows("2023").press("d");
    screen.assert_hides("2023").assert_shows("Context").assert_shows("4K");
}

#[test]
fn marks_are_shown_counted_and_survive_tabs_and_queries() {
    let screen = screen_with(index(&["released = \"2023\"", "released = \"2022\"", "released = \"2021\""]), 80, 24);
    let screen = screen
        .press(" ")
        .assert_shows("*Model A")
        .assert_hides("*Model B")
        .assert_shows("1 marked")
        .assert_shows("2/3");
    let screen =
        screen.press("5").assert_shows("1 marked").press("1/b<enter>").assert_shows("1 marked").press("<esc>2");
    let screen = screen.assert_shows("*Model A").press("g ").assert_hides("*Model").assert_hides("marked");
    screen.in_chinese().press("g ").assert_shows("*Model A").assert_shows("已标记 1 个");
}

#[test]
fn a_comparison_has_up_to_four_of_any_number_of_marks() {
    let screen = screen_with(index(&[""; 6]), 120, 24).press("     ").assert_shows("5 marked").press("x");
    let screen = screen.assert_shows("A comparison has up to 4 models, and 5 are marked; Space unmarks one, U all");
    screen.press("g x").assert_shows("Comparison");
}

#[test]
fn range_is_marked_from_the_last_mark_to_the_cursor() {
    let six_models = || screen_with(index(&[""; 6]), 100, 24);
    six_models()
        .press(" jV")
        .assert_shows("*Model A")
        .assert_shows("*Model B")
        .assert_shows("*Model C")
        .assert_hides("*Model D")
        .assert_shows("3 marked");
    six_models().press("G gV").assert_shows("6 marked").assert_shows("*Model F").assert_shows("*Model A");
    six_models().press("jV").assert_shows("Mark an entry of this list with Space, then press V").assert_hides("*Model");
}

#[test]
fn extensions_are_marked_but_not_compared() {
    let screen = screen(80, 24).press("5  ").assert_shows("2 marked").press("x");
    screen.assert_shows("Mark at least two models");
}

#[test]
fn single_mark_is_compared_with_the_selected_row() {
    let two_models = || screen_with(index(&["", ""]), 80, 24);
    two_models().press("x").assert_shows("Mark at least two models with Space").assert_hides("Comparison");
    two_models().press(" gx").assert_shows("Mark at least two models");
    two_models()
        .press(" x")
        .assert_shows("Comparison")
        .assert_shows("Model A")
        .assert_shows("Model B")
        .press("x")
        .assert_hides("Comparison");
}

#[test]
fn names_summaries_and_values_are_links() {
    let models = ["", "[model.license]\nname = \"MIT\"\nurl = \"https://mit.edu/license\"\ncommercial = \"yes\"\n"];
    let open = || screen_with(index(&models), 80, 24).press(" x");
    // The cursor starts at the names; `l` moves to the next model.
    open().press("<enter>").assert_hides("Comparison").assert_shows("1/2");
    open().press("l<enter>").assert_hides("Comparison").assert_shows("2/2");
    let last = open().press("Gk<enter>").assert_hides("Comparison");
    assert_eq!(last.app.list().selected_row(), Some(RowId::from(1)));
    let screen = open().press("l");
    let y = screen.lines().iter().position(|line| line.contains("License")).unwrap();
    let x = screen.lines()[y].find("MIT").unwrap();
    let (x, y) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
    let clicked = screen.click(x, y);
    assert!(matches!(&clicked.effect, Some(Effect::Open(url)) if url.as_str() == "https://mit.edu/license"));
    // A click elsewhere in the line is in the other model's column.
    let clicked = open().press("l").click(20, y);
    assert_eq!(clicked.effect, None);
    let names = u16::try_from(clicked.lines().iter().position(|line| line.contains("Model B")).unwrap()).unwrap();
    assert_eq!(clicked.click(x, names).app.list().selected_row(), Some(RowId::from(1)));
}

#[test]
fn columns_scroll_sideways_and_names_stay_visible() {
    let four_models = || screen_with(index(&["context = 1"; 4]), 80, 24).press("    x");
    let names = |screen: &TestScreen| {
        let line = screen.lines()[3].clone();
        line.split("Model ").skip(1).filter_map(|name| name.chars().next()).collect::<String>()
    };
    let screen = four_models().assert_shows("models 1-3 of 4").assert_shows("▸ Model A");
    assert_eq!(names(&screen), "ABC");
    let screen = screen.press("l").assert_shows("models 2-4 of 4").assert_shows("▸ Model B");
    assert_eq!(names(&screen), "BCD");
    let screen = screen
        .press("lll")
        .assert_shows("▸ Model D")
        .press("hhhh")
        .assert_shows("▸ Model A")
        .assert_hides("models 2-4");
    assert_eq!(names(&screen.resize(140, 40).assert_hides("of 4")), "ABCD");
    let narrow =
        screen_with(index(&["context = 1"; 4]), 40, 12).press("    x").assert_shows("models 1-2 of 4").press("G");
    let line = narrow.lines()[2].clone();
    assert!(line.contains("▸ Model A") && line.contains("Model B"), "{}", narrow.text());
}

#[test]
fn model_is_removed_while_two_remain() {
    let screen =
        screen_with(index(&["", "", ""]), 140, 40).press("   xl ").assert_hides("Model B").assert_shows("▸ Model C");
    screen.press(" ").assert_shows("at least two models").press("q").assert_shows("2 marked").assert_hides("*Model B");
}

#[test]
fn values_fit_on_every_screen_size() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 18), (40, 12), (30, 8)] {
        for zh in [false, true] {
            let screen = screen(width, height);
            let screen =
                mark_models(if zh { screen.in_chinese() } else { screen }, &["llama", "bloom", "opt", "alpaca"])
                    .press("x");
            let index = screen.app.index().clone();
            let rows: Vec<_> =
                ["llama", "bloom", "opt", "alpaca"].iter().map(|id| index.row_by_id(id).unwrap()).collect();
            let locale = if zh { Locale::Zh } else { Locale::En };
            let comparison = Comparison::new(&index, &rows, locale);
            let Some(Screen::Compare(compare)) = screen.app.screen() else { panic!("no comparison is open") };
            let layout = compare.layout().unwrap();
            // Every visible value is there in full, whatever line it is on.
            let all: String =
                screen.document().lines.iter().flat_map(|line| &line.spans).map(|span| span.text.as_str()).collect();
            let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
            for cell in comparison.rows.iter().flat_map(|row| &row.cells[layout.visible_models.clone()]) {
                let word = cell.text(locale).split_whitespace().next().unwrap().to_owned();
                let start: String = word.chars().take(6).collect();
                assert!(without_spaces(&all).contains(&start), "{start:?} {width}x{height}");
            }
            let widest = screen.document().lines.iter().map(line_width).max().unwrap();
            assert!(widest <= usize::from(width) - 2, "{widest} of {width}x{height}:\n{}", screen.text());
        }
    }
}

fn line_width(line: &llm_tui::document::StyledLine) -> usize {
    line.spans.iter().map(|span| llm_tui::display_width::width(&span.text)).sum()
}

#[test]
fn copied_comparison_equals_the_command_output() {
    for key in ["y", "Y"] {
        let screen = mark_models(screen_with(llm_tui::builtin::index().unwrap(), 80, 24), &["llama", "bloom", "opt"]);
        let screen = screen.press("x").press(key);
        let Some(Effect::Copy(copied)) = screen.effect else { panic!("no copy effect") };
        let (code, printed, stderr) = run(&["compare", "llama", "BLOOM", "opt", "--format", "markdown"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert_eq!(copied, printed);
        let message = EffectResult::Copied(copied.clone()).message(Messages::get(Locale::En));
        assert!(message.ends_with("more lines") && message.len() < 80, "{message}");
        let table: Vec<_> = copied.lines().take_while(|line| line.starts_with('|')).collect();
        assert!(table.len() > 10 && table.iter().all(|line| line.matches(" | ").count() == 3), "{copied}");
        assert!(table[0].contains("[LLaMA · 65B](https://") && copied.contains("\n### OPT\n\n"), "{copied}");
    }
}

#[test]
fn command_prints_text_and_json_and_reports_errors() {
    let (code, text, _) = run(&["compare", "llama", "bloom", "opt", "alpaca"]);
    assert_eq!(code, 0);
    assert!(text.contains("LLaMA") && text.contains("Alpaca") && text.contains("\nReleased"), "{text}");
    assert!(text.lines().all(|line| llm_tui::display_width::width(line) <= 80), "{text}");
    let (_, json, _) = run(&["compare", "llama", "bloom", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["models"][0]["id"], &json["models"][1]["id"]), (&"llama".into(), &"bloom".into()));
    let context = json["rows"].as_array().unwrap().iter().find(|row| row["column"] == "context").unwrap();
    assert_eq!(context["values"].as_array().unwrap().len(), 2);
    for (arguments, expected_code, message) in [
        (&["llama"][..], 2, "takes 2 to 4 models"),
        (&["a", "b", "c", "d", "e"], 2, "takes 2 to 4 models, but 5 given"),
        (&["llama", "LLaMA"], 2, "the same model"),
        (&["llama", "mindsdb"], 2, "only models can be compared"),
        (&["llama", "xyzzyx"], 1, "`xyzzyx` is not in the catalogue"),
    ] {
        let (code, out, err) = run(&[&["compare"], arguments].concat());
        assert_eq!((code, out.as_str()), (expected_code, ""), "{arguments:?}: {err}");
        assert!(err.contains(message), "{err}");
    }
}

#[test]
fn different_kinds_of_training_data_are_separate_rows_without_best() {
    let training = |amount: &str, unit: &str, kind: &str| {
        format!("training = [{{ amount = \"{amount}\", unit = \"{unit}\", kind = \"{kind}\" }}]")
    };
    let models = [
        training("1T", "tokens", "trained"),
        training("2T", "tokens", "dataset"),
        training("3T", "tokens", "trained"),
        training("4GB", "bytes", "dataset"),
    ];
    let comparison = compare(&index(&models), &[0, 1, 2, 3]);
    let is_training = |row: &&Row| matches!(row.key, RowKey::Training(..));
    let rows: Vec<_> = comparison.rows.iter().filter(is_training).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(cell_texts(rows[0]), ["1T tokens seen in pre-training", "–", "3T tokens seen in pre-training", "–"]);
    assert!(rows[0].differs && !rows[1].differs && !rows[2].differs);
    assert!(rows.iter().all(|row| best_flags(row) == [false; 4]));
}

fn score_rows(comparison: &Comparison) -> Vec<&Row> {
    comparison.rows.iter().filter(|row| matches!(row.key, RowKey::Score { .. })).collect()
}

#[test]
fn a_benchmark_has_one_row_with_settings_where_they_differ() {
    let index = index(&[
        score_toml("mmlu", Some("5-shot"), 60.0) + &score_toml("arc", None, 50.0),
        score_toml("mmlu", Some("5-shot"), 70.0),
        score_toml("mmlu", None, 99.0),
        score_toml("mmlu", Some("5-shot"), 65.5) + &score_toml("mmlu", Some("0-shot CoT"), 90.0),
        score_toml("mmlu", Some("0-shot, CoT"), 90.0),
    ]);
    // Each case: the models, the label of the row, its cells, the best ones, and whether the values differ.
    for (models, label, cells, best, differs) in [
        (&[0, 1][..], "MMLU (5-shot)", &["60", "70"][..], &[false, true][..], true),
        (&[0, 1, 2], "MMLU", &["60 (5-shot)", "70 (5-shot)", "99"], &[false; 3], true),
        (&[1, 3], "MMLU", &["70 (5-shot)", "65.5 (5-shot), 90 (0-shot CoT)"], &[true, false], true),
        (&[3, 4], "MMLU", &["65.5 (5-shot), 90 (0-shot CoT)", "90 (0-shot, CoT)"], &[false; 2], false),
        (&[2, 4], "MMLU", &["99", "90 (0-shot, CoT)"], &[false; 2], true),
    ] {
        let comparison = compare(&index, models);
        let row = score_rows(&comparison)[0];
        assert_eq!((row.label.as_str(), row.differs), (label, differs), "{models:?}");
        assert_eq!(
            (cell_texts(row), best_flags(row)),
            (cells.iter().map(ToString::to_string).collect(), best.to_vec()),
            "{models:?}"
        );
    }
    let comparison = compare(&index, &[0, 1]);
    let arc = score_rows(&comparison)[1];
    assert_eq!((arc.label.as_str(), cell_texts(arc)), ("ARC", vec!["50".to_owned(), "–".to_owned()]));
}

#[test]
fn scores_in_like_settings_stand_on_one_line() {
    let index = index(&[
        score_toml("mmlu", Some("0-shot"), 50.0) + &score_toml("mmlu", Some("5-shot"), 60.0),
        score_toml("mmlu", Some("5-shot"), 70.0) + &score_toml("mmlu", Some("0-shot, CoT"), 80.0),
    ]);
    let screen = screen_with(index, 100, 40).press(" j xG");
    let line = |text: &str| screen.lines().into_iter().find(|line| line.contains(text)).unwrap();
    assert_eq!(line("60 (5-shot)"), line("70 (5-shot)"), "{}", screen.text());
    assert_eq!(line("50 (0-shot)"), line("80 (0-shot, CoT)"), "{}", screen.text());
}

#[test]
fn memory_says_what_it_assumes_and_the_pinned_names_are_whole_lines() {
    let built_in = llm_tui::builtin::index().unwrap();
    let rows: Vec<_> = ["qwen3", "llama-3-1"].iter().filter_map(|id| built_in.row_by_id(id)).collect();
    let comparison = Comparison::new(&built_in, &rows, Locale::En);
    assert_eq!(column_row(&comparison, Column::Memory).unwrap().label, "Memory (4 bit, 8K)");
    let heading = llm_tui::document::comparison_heading(&comparison, Some(0), 52);
    let text: String = heading.spans.iter().map(|span| span.text.as_str()).collect();
    assert!(comparison.variants.iter().all(|variant| variant.name().is_none_or(|name| text.contains(name))), "{text}");
}

#[test]
fn equal_scores_in_other_settings_do_not_differ() {
    let index = index(&[score_toml("mmlu", Some("5-shot"), 60.0), score_toml("mmlu", Some("0-shot"), 60.0)]);
    let comparison = compare(&index, &[0, 1]);
    let row = score_rows(&comparison)[0];
    assert!(!row.differs);
    assert!(row.cells.iter().all(|cell| cell.values[0].symbol() == "~"), "{row:?}");
}

/// The fields of a model with three variants, which have scores of their own but for the smallest.
const VARIANTS_TOML: &str = "context = 4096\n\
    [[model.variant]]\nname = \"8B\"\nparameters = \"8B\"\naliases = [\"A-small\"]\nreleased = \"2024-02\"\n\
    [[model.variant]]\nname = \"70B\"\nparameters = \"70B\"\ncontext = 8192\n\
    [[model.variant]]\nname = \"1B\"\nparameters = \"1B\"\n\
    [[model.score]]\nbenchmark = \"mmlu\"\nvariant = \"70B\"\nsetting = \"5-shot\"\nvalue = 68.9\nsource = \"https://a.b/c\"\n\
    [[model.score]]\nbenchmark = \"arc\"\nvariant = \"8B\"\nvalue = 33.0\nsource = \"https://a.b/c\"\n";

#[test]
fn a_variant_is_compared_with_its_own_figures() {
    let index = index(&[VARIANTS_TOML.to_owned(), score_toml("mmlu", Some("5-shot"), 50.0)]);
    let row_of = |name: &str| index.variant_row(RowId::from(0), name).unwrap();
    let other = index.row_by_id("b").unwrap();
    let comparison = Comparison::new(&index, &[row_of("70B"), other, row_of("8B")], Locale::En);
    let titles: Vec<_> = comparison.variants.iter().map(llm_tui::comparison::ComparedVariant::title).collect();
    assert_eq!(titles, ["Model A · 70B", "Model B", "Model A · 8B"]);
    let texts = |column| cell_texts(column_row(&comparison, column).unwrap());
    assert_eq!(texts(Column::Parameters), ["70B", "–", "8B"]);
    assert_eq!(texts(Column::ContextLength), ["8K", "–", "4K"]);
    assert_eq!(texts(Column::Released), ["–", "–", "2024-02"]);
    let rows = score_rows(&comparison);
    assert_eq!(cell_texts(rows[0]), ["68.9", "50", "70B: 68.9"]);
    assert_eq!(rows[0].label, "MMLU (5-shot)");
    assert_eq!(best_flags(rows[0]), [true, false, false], "a score of another variant is not the best");
    assert_eq!(cell_texts(rows[1]), ["8B: 33", "–", "33"]);
    // Insights are about the model.
    assert_eq!(comparison_markdown(&comparison, Locale::En).matches("### Model A").count(), 1);
}

#[test]
fn the_variant_that_matched_is_marked_and_another_can_be_chosen() {
    let open = || screen_with(index(&[VARIANTS_TOML, ""]), 100, 40);
    open().press(" x").assert_shows("Model A · 70B").assert_shows("8K");
    let screen = open().press("/params:8b<enter> <esc>G x").assert_shows("Model A · 8B").assert_hides("· 70B");
    let screen =
        screen.press("gm").assert_shows("Variant of Model A").press("<down><enter>").assert_hides("Variant of");
    // The variants are in order of their parameters, and the cursor was on the compared one.
    let screen = screen.assert_shows("Model A · 1B").press("q").assert_shows("*Model A");
    // The mark has the new variant.
    screen.press("x").assert_shows("Model A · 1B").press("lm").assert_shows("Model B has only one variant");
}

#[test]
fn a_variant_is_named_on_the_command_line() {
    let titles = |arguments: &[&str]| {
        let (code, text, error) = run(&[&["compare"], arguments].concat());
        assert_eq!(code, 0, "{error}");
        text.lines()
            .next()
            .unwrap()
            .split("  ")
            .map(str::trim)
            .filter(|title| !title.is_empty())
            .collect::<Vec<_>>()
            .join("|")
    };
    assert_eq!(titles(&["qwen3:8B", "qwen3"]), "Qwen3 · 8B|Qwen3 · 235B-A22B");
    assert_eq!(titles(&["Qwen3:8b", "llama-3.1:70B"]), "Qwen3 · 8B|Llama 3.1 · 70B");
    assert_eq!(titles(&["qwen3-8b", "Qwen3-32B"]), "Qwen3 · 8B|Qwen3 · 32B");
    for (arguments, expected_code, message) in [
        (&["llama:9B", "opt"][..], 1, "`llama` has no variant `9B`; its variants: `7B`, `13B`, `33B`, `65B`"),
        (&["llama:", "opt"], 1, "`llama` has no variant ``"),
        (&["llama", "llama:65b"], 2, "`llama` and `llama:65b` are the same model"),
        (&["nosuch:9B", "opt"], 1, "`nosuch:9B` is not in the catalogue"),
    ] {
        let (code, out, error) = run(&[&["compare"], arguments].concat());
        assert_eq!((code, out.as_str()), (expected_code, ""), "{arguments:?}: {error}");
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn known_scores_are_in_the_comparison() {
    let row_of = |ids: &[&str], benchmark: &str| {
        let (code, json, error) = run(&[&["compare", "--format", "json"], ids].concat());
        assert_eq!(code, 0, "{error}");
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        json["rows"].as_array().unwrap().iter().find(|row| row["benchmark"] == benchmark).unwrap().clone()
    };
    let row = row_of(&["gpt-5", "claude-opus-4-5", "gemini-3-pro"], "swe-bench-verified");
    assert!(row["values"].as_array().unwrap().iter().all(serde_json::Value::is_string), "{row}");
    assert_eq!(row["cells"].as_array().unwrap().len(), 3);
    let row = row_of(&["llama-3", "qwen2-5", "deepseek-v3"], "mmlu");
    assert_eq!(row["values"][2], "87.1 (base, 5-shot)");
    assert_eq!(row["best"], serde_json::json!([]), "{row}");
}

#[test]
fn best_is_marked_for_context_and_commercial_use_only() {
    let model = |released: u16, parameters: &str, context: u32, commercial: &str| {
        format!(
            "released = \"{released}\"\ncontext = {context}\n[model.license]\nname = \"L\"\ncommercial = \"{commercial}\"\n\
             [[model.size]]\nname = \"x\"\nparameters = \"{parameters}\"\n"
        )
    };
    let models =
        [model(2020, "7B", 2048, "conditions"), model(2021, "70B", 4096, "yes"), model(2022, "1T", 4096, "no")];
    let index = index(&models);
    let comparison = compare(&index, &[0, 1, 2]);
    let best_of = |column| best_flags(column_row(&comparison, column).unwrap());
    assert_eq!(best_of(Column::ContextLength), [false, true, true]);
    assert_eq!(best_of(Column::CommercialUse), [false, true, false]);
    for plain in [Column::Released, Column::Parameters, Column::License, Column::Stage] {
        assert_eq!(best_of(plain), [false; 3], "{plain:?}");
    }
    // Equal values are not marked.
    assert_eq!(best_flags(column_row(&compare(&index, &[1, 2]), Column::ContextLength).unwrap()), [false; 2]);
    assert!(column_row(&comparison, Column::ActiveParameters).is_none(), "a row without values is omitted");
}

#[test]
fn undisclosed_values_are_labelled() {
    let claim = "[[model.claim]]\nfield = \"context\"\nstatus = \"undisclosed\"\nnote = { en = \"x\", zh = \"x\" }\n";
    let comparison = compare(&index(&[claim, "context = 1"]), &[0, 1]);
    let row = column_row(&comparison, Column::ContextLength).unwrap();
    assert_eq!((cell_texts(row)[0].as_str(), row.differs), ("not disclosed", false));
}

/// A model as TOML, with random context, training data and scores.
fn arb_model_toml() -> impl Strategy<Value = String> {
    let benchmarks =
        prop::sample::select(vec![("mmlu", None), ("mmlu", Some("5-shot")), ("mmlu", Some("0-shot")), ("arc", None)]);
    let kinds = prop::sample::select(vec![
        ("3", "tokens", "trained"),
        ("5", "examples", "fine-tuning"),
        ("7", "tokens", "dataset"),
    ]);
    let scores = prop::collection::vec((benchmarks, 0_u8..5), 0..5);
    (scores, prop::option::of(1_u32..4), prop::collection::vec(kinds, 0..3)).prop_map(|(scores, context, trainings)| {
        let training = trainings
            .iter()
            .map(|(amount, unit, kind)| format!("{{ amount = \"{amount}B\", unit = \"{unit}\", kind = \"{kind}\" }}"));
        let training = format!("training = [{}]\n", training.collect::<Vec<_>>().join(", "));
        let context = context.map_or_else(String::new, |context| format!("context = {context}\n"));
        // A benchmark and setting may occur once.
        let mut scores = scores;
        scores.sort_unstable();
        scores.dedup_by_key(|(benchmark, _)| *benchmark);
        let scores: String =
            scores.iter().map(|((id, setting), value)| score_toml(id, *setting, f64::from(*value))).collect();
        training + &context + &scores
    })
}

/// For each model whether it has the best value of a row, computed from the models.
fn expected_best(models: &[Model], key: &RowKey) -> Vec<bool> {
    let is_largest = |values: &[Option<f64>]| -> Vec<bool> {
        let max = values.iter().flatten().copied().max_by(f64::total_cmp);
        let is_tied = values.iter().flatten().all(|value| Some(*value) == max);
        values.iter().map(|value| !is_tied && value.is_some() && *value == max).collect()
    };
    match key {
        RowKey::Column(Column::ContextLength) => {
            is_largest(&models.iter().map(|model| model.context.map(f64::from)).collect::<Vec<_>>())
        }
        RowKey::Score { benchmark } => {
            let score = |model: &Model, setting: Option<&str>| {
                let mut scores = model.scores.iter().filter(|score| score.benchmark == *benchmark);
                scores.find(|score| score.setting.as_deref() == setting).map(|score| score.value)
            };
            let has_score = |model: &Model| model.scores.iter().any(|score| score.benchmark == *benchmark);
            let mut best = vec![false; models.len()];
            for setting in [None, Some("5-shot"), Some("0-shot")] {
                let values: Vec<_> = models.iter().map(|model| score(model, setting)).collect();
                // All models with a score have one in this setting.
                if models.iter().zip(&values).all(|(model, value)| value.is_some() || !has_score(model)) {
                    best.iter_mut().zip(is_largest(&values)).for_each(|(best, is_largest)| *best |= is_largest);
                }
            }
            best
        }
        _ => vec![false; models.len()],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn best_is_the_largest_comparable_value(models in prop::collection::vec(arb_model_toml(), 2..=4)) {
        let catalog = catalog(&models);
        let comparison = compare(&Index::try_from(&catalog).unwrap(), &(0..models.len()).collect::<Vec<_>>());
        for row in &comparison.rows {
            prop_assert_eq!(best_flags(row), expected_best(catalog.models(), &row.key), "{:?}", row);
        }
        let markdown = comparison_markdown(&comparison, Locale::En);
        let table = markdown.lines().take_while(|line| line.starts_with('|'));
        prop_assert_eq!(table.count(), comparison.rows.len() + 2);
    }

    #[test]
    fn any_keys_keep_the_comparison_valid(keys in "[ xVjkhlGgy1-5q]{0,30}", width in 30_u16..150, height in 8_u16..40) {
        let screen = screen_with(index(&["context = 1"; 6]), width, height).press(&keys);
        prop_assert!(screen.app.list().marked_count() <= 6);
        prop_assert!(screen.buffer().area.contains(Position::new(width - 1, height - 1)));
    }
}
