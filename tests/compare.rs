//! Marking models and comparing them: on the screen, as Markdown, as a command.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::process::{Command, Stdio};

use proptest::prelude::*;
use ratatui::layout::Position;
use support::{TestScreen, screen, screen_with};

use llm_catalog::{Catalog, Model, localized::Locale};
use llm_index::{Column, Index, RowId};
use llm_tui::{
    app::{Effect, EffectResult},
    comparison::{Comparison, Row, RowKey},
    export::comparison_markdown,
    i18n::Messages,
};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// What every catalogue of these tests begins with.
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

/// A catalogue of models a, b, c, .. with these lines in each.
fn index<T: AsRef<str>>(models: &[T]) -> Index {
    Index::try_from(&catalog(models)).unwrap()
}

fn catalog<T: AsRef<str>>(models: &[T]) -> Catalog {
    let entry = |(letter, more): (char, &T)| {
        let (name, more) = (letter.to_uppercase(), more.as_ref());
        format!(
            "\n[[model]]\nid = \"{letter}\"\nname = \"Model {name}\"\nstage = \"base\"\norganizations = [\"Makers\"]\n\
             open_weights = true\nlinks = []\n{more}\n[model.insight]\nen = \"What was new in {letter}.\"\nzh = \"新在何处。\"\n"
        )
    };
    let text = BENCHMARKS_TOML.to_owned() + &('a'..).zip(models).map(entry).collect::<String>();
    Catalog::parse("test.toml", &text).unwrap()
}

/// A score as a catalogue has it.
fn score_toml(benchmark: &str, setting: Option<&str>, value: f64) -> String {
    let setting = setting.map_or_else(String::new, |setting| format!("setting = \"{setting}\"\n"));
    format!("[[model.score]]\nbenchmark = \"{benchmark}\"\nvalue = {value:?}\n{setting}source = \"https://a.b/c\"\n")
}

fn compare(shelf: &Index, rows: &[usize]) -> Comparison {
    let rows: Vec<_> = rows.iter().map(|row| RowId::from_index(*row).unwrap()).collect();
    Comparison::new(shelf, &rows, Locale::En)
}

fn column_row(comparison: &Comparison, column: Column) -> Option<&Row> {
    comparison.rows.iter().find(|row| row.key == RowKey::Column(column))
}

/// Which cells of a row are the best.
fn best_flags(row: &Row) -> Vec<bool> {
    row.cells.iter().map(|cell| cell.is_best).collect()
}

fn cell_texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(llm_tui::comparison::Cell::text).collect()
}

/// The command: its exit code, what it prints, what it says.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    let output = command.env_clear().args(["--locale", "en"]).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Marks the models of these names, whatever tab they are in.
fn mark_models(screen: TestScreen, names: &[&str]) -> TestScreen {
    let mark = |screen: TestScreen, name: &&str| screen.press(&format!("5/^{name}$<enter>g ")).press("<esc>");
    names.iter().fold(screen, mark)
}

#[test]
fn llama_bloom_and_opt_stand_side_by_side() {
    let screen = mark_models(screen(140, 60), &["llama", "bloom", "opt"]).assert_shows("3 marked").press("x");
    let screen = screen.assert_shows("Comparison").assert_shows("> LLaMA").assert_shows("BLOOM").assert_shows("OPT");
    let screen = screen.assert_shows("1.4T tokens seen in pre-training").assert_shows("350B tokens in the data set");
    let line = |screen: &TestScreen, label: &str| screen.lines().into_iter().find(|line| line.contains(label)).unwrap();
    assert!(line(&screen, "Commercial").starts_with(" != "), "{}", screen.text());
    assert!(line(&screen, "Context").starts_with("    Context"), "{}", screen.text());
    let insight = |text: &str| text.contains("All of its training text came from public sources");
    assert!(screen.press("G").lines().iter().any(|line| insight(line) || line.contains("quantization")));
}

#[test]
fn a_mark_is_seen_counted_taken_away_and_kept_across_tabs_and_queries() {
    let screen = screen_with(index(&["released = \"2023\"", "released = \"2022\"", "released = \"2021\""]), 80, 24);
    let screen = screen
        .press(" ")
        .assert_shows("*Model A")
        .assert_hides("*Model B")
        .assert_shows("1 marked")
        .assert_shows("2/3");
    let screen =
        screen.press("4").assert_shows("1 marked").press("5/b<enter>").assert_shows("1 marked").press("<esc>1");
    let screen = screen.assert_shows("*Model A").press("g ").assert_hides("*Model").assert_hides("marked");
    screen.in_chinese().press("g ").assert_shows("*Model A").assert_shows("已标记 1 个");
}

#[test]
fn a_fifth_is_refused_and_the_marked_are_named() {
    let screen = screen_with(index(&[""; 6]), 100, 24).press("    ").assert_shows("4 marked").press(" ");
    let screen =
        screen.assert_shows("four models are marked already: Model A, Model B, Model C, Model D; Space on one");
    screen.press("g j").assert_shows("3 marked").press("G ").assert_shows("4 marked").assert_shows("*Model F");
}

#[test]
fn a_range_is_marked_from_the_last_mark_to_the_cursor() {
    let six = || screen_with(index(&[""; 6]), 100, 24);
    six()
        .press(" jV")
        .assert_shows("*Model A")
        .assert_shows("*Model B")
        .assert_shows("*Model C")
        .assert_hides("*Model D")
        .assert_shows("3 marked");
    six()
        .press("G gV")
        .assert_shows("four models are marked already")
        .assert_shows("*Model F")
        .assert_shows("*Model C")
        .assert_hides("*Model B");
    six().press("jV").assert_shows("mark one with Space, then V").assert_hides("*Model");
}

#[test]
fn extensions_cannot_be_marked() {
    let screen =
        screen(80, 24).press("4 ").assert_shows("extensions cannot be marked").assert_hides("1 marked").press("x");
    screen.assert_shows("two models are needed");
}

#[test]
fn one_marked_is_compared_with_the_row_under_the_cursor() {
    let two = || screen_with(index(&["", ""]), 80, 24);
    two().press("x").assert_shows("two models are needed: mark one with Space").assert_hides("Comparison");
    two().press(" gx").assert_shows("two models are needed");
    two()
        .press(" x")
        .assert_shows("Comparison")
        .assert_shows("Model A")
        .assert_shows("Model B")
        .press("x")
        .assert_hides("Comparison");
}

#[test]
fn a_name_an_insight_and_a_value_lead_somewhere() {
    let models = ["", "[model.license]\nname = \"MIT\"\nurl = \"https://mit.edu/license\"\ncommercial = \"yes\"\n"];
    let open = || screen_with(index(&models), 80, 24).press(" x");
    // The cursor begins at the names; `l` goes to the next model.
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
    // A click elsewhere in the line is for the other model.
    let clicked = open().press("l").click(20, y);
    assert_eq!(clicked.effect, None);
    let names = u16::try_from(clicked.lines().iter().position(|line| line.contains("Model B")).unwrap()).unwrap();
    assert_eq!(clicked.click(x, names).app.list().selected_row(), Some(RowId::from(1)));
}

#[test]
fn models_without_room_are_a_key_away_and_names_stay_in_sight() {
    let four = || screen_with(index(&["context = 1"; 4]), 80, 24).press("    x");
    let names = |screen: &TestScreen| {
        let line = screen.lines()[3].clone();
        line.split("Model ").skip(1).filter_map(|name| name.chars().next()).collect::<String>()
    };
    let screen = four().assert_shows("models 1-3 of 4").assert_shows("> Model A");
    assert_eq!(names(&screen), "ABC");
    let screen = screen.press("l").assert_shows("models 2-4 of 4").assert_shows("> Model B");
    assert_eq!(names(&screen), "BCD");
    let screen = screen
        .press("lll")
        .assert_shows("> Model D")
        .press("hhhh")
        .assert_shows("> Model A")
        .assert_hides("models 2-4");
    assert_eq!(names(&screen.resize(140, 40).assert_hides("of 4")), "ABCD");
    let narrow =
        screen_with(index(&["context = 1"; 4]), 40, 12).press("    x").assert_shows("models 1-2 of 4").press("G");
    let line = narrow.lines()[2].clone();
    assert!(line.contains("> Model A") && line.contains("Model B"), "{}", narrow.text());
}

#[test]
fn a_model_is_left_out_while_two_remain() {
    let screen =
        screen_with(index(&["", "", ""]), 140, 40).press("   xl ").assert_hides("Model B").assert_shows("> Model C");
    screen.press(" ").assert_shows("the last two stay").press("q").assert_shows("2 marked").assert_hides("*Model B");
}

#[test]
fn nothing_overlaps_on_any_screen() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 18), (40, 12), (30, 8)] {
        for zh in [false, true] {
            let screen = screen(width, height);
            let screen =
                mark_models(if zh { screen.in_chinese() } else { screen }, &["llama", "bloom", "opt", "alpaca"])
                    .press("x");
            let shelf = screen.app.index().clone();
            let rows: Vec<_> =
                ["llama", "bloom", "opt", "alpaca"].iter().map(|id| shelf.row_by_id(id).unwrap()).collect();
            let found = Comparison::new(&shelf, &rows, if zh { Locale::Zh } else { Locale::En });
            let grid = screen.app.comparison_layout().unwrap();
            // Every value in sight is there in full, whatever line it is on.
            let all: String =
                screen.app.document().lines.iter().flat_map(|line| &line.spans).map(|p| p.text.as_str()).collect();
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            for cell in found.rows.iter().flat_map(|row| &row.cells[grid.visible_models.clone()]) {
                let word = cell.text().split_whitespace().next().unwrap().to_owned();
                let start: String = word.chars().take(6).collect();
                assert!(squeezed(&all).contains(&start), "{start:?} {width}x{height}");
            }
            let widest = screen.app.document().lines.iter().map(line_width).max().unwrap();
            assert!(widest <= usize::from(width) - 2, "{widest} of {width}x{height}:\n{}", screen.text());
        }
    }
}

fn line_width(line: &llm_tui::document::StyledLine) -> usize {
    line.spans.iter().map(|piece| llm_tui::display_width::width(&piece.text)).sum()
}

#[test]
fn what_is_copied_is_what_the_command_prints() {
    for key in ["y", "Y"] {
        let screen = mark_models(screen(80, 24), &["llama", "bloom", "opt"]).press("x").press(key);
        let Some(Effect::Copy(copied)) = screen.effect else { panic!("nothing is copied") };
        let (code, printed, said) = run(&["compare", "llama", "BLOOM", "opt", "--format", "markdown"]);
        assert_eq!((code, said.as_str()), (0, ""));
        assert_eq!(copied, printed);
        let told = EffectResult::Copied(copied.clone()).message(Messages::get(Locale::En));
        assert!(told.ends_with("more lines") && told.len() < 80, "{told}");
        let table: Vec<_> = copied.lines().take_while(|line| line.starts_with('|')).collect();
        assert!(table.len() > 10 && table.iter().all(|line| line.matches(" | ").count() == 3), "{copied}");
        assert!(table[0].contains("[LLaMA](https://") && copied.contains("\n### OPT\n\n"), "{copied}");
    }
}

#[test]
fn the_command_prints_text_and_json_and_says_what_is_wrong() {
    let (code, text, _) = run(&["compare", "llama", "bloom", "opt", "alpaca"]);
    assert_eq!(code, 0);
    assert!(text.contains("LLaMA") && text.contains("Alpaca") && text.contains("!= Released"), "{text}");
    assert!(text.lines().all(|line| llm_tui::display_width::width(line) <= 80), "{text}");
    let (_, json, _) = run(&["compare", "llama", "bloom", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["models"][0]["id"], &json["models"][1]["id"]), (&"llama".into(), &"bloom".into()));
    let context = json["rows"].as_array().unwrap().iter().find(|row| row["column"] == "context").unwrap();
    assert_eq!(context["values"].as_array().unwrap().len(), 2);
    for (arguments, code, said) in [
        (&["llama"][..], 2, "takes 2 to 4 models"),
        (&["a", "b", "c", "d", "e"], 2, "5 names are given"),
        (&["llama", "LLaMA"], 2, "the same model"),
        (&["llama", "mindsdb"], 2, "only models can be compared"),
        (&["llama", "xyzzyx"], 1, "nothing matches `xyzzyx`"),
    ] {
        let (ended, out, err) = run(&[&["compare"], arguments].concat());
        assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn unlike_training_figures_stand_apart_and_none_is_best() {
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
    assert_eq!(cell_texts(rows[0]), ["1T tokens seen in pre-training", "-", "3T tokens seen in pre-training", "-"]);
    assert!(rows[0].differs && !rows[1].differs && !rows[2].differs);
    assert!(rows.iter().all(|row| best_flags(row) == [false; 4]));
}

#[test]
fn scores_are_compared_within_a_benchmark_and_a_setting() {
    let models = [
        score_toml("mmlu", Some("5-shot"), 60.0) + &score_toml("arc", None, 50.0),
        score_toml("mmlu", Some("5-shot"), 70.0) + &score_toml("mmlu", Some("0-shot"), 90.0),
        score_toml("mmlu", None, 99.0) + &score_toml("mmlu", Some("0-shot"), 80.0),
    ];
    let comparison = compare(&index(&models), &[0, 1, 2]);
    let is_score = |row: &&Row| matches!(row.key, RowKey::Score { .. });
    let rows: Vec<_> = comparison.rows.iter().filter(is_score).collect();
    let labels: Vec<_> = rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["MMLU (5-shot)", "MMLU (0-shot)"], "a benchmark of one model is no comparison");
    assert_eq!((best_flags(rows[0]), best_flags(rows[1])), (vec![false, true, false], vec![false, true, false]));
}

#[test]
fn the_best_is_a_larger_context_and_a_license_to_sell_never_size_or_date() {
    let model = |released: u16, parameters: &str, context: u32, commercial: &str| {
        format!(
            "released = \"{released}\"\ncontext = {context}\n[model.license]\nname = \"L\"\ncommercial = \"{commercial}\"\n\
             [[model.size]]\nname = \"x\"\nparameters = \"{parameters}\"\n"
        )
    };
    let models =
        [model(2020, "7B", 2048, "conditions"), model(2021, "70B", 4096, "yes"), model(2022, "1T", 4096, "no")];
    let shelf = index(&models);
    let comparison = compare(&shelf, &[0, 1, 2]);
    let best_of = |wanted| best_flags(column_row(&comparison, wanted).unwrap());
    assert_eq!(best_of(Column::ContextLength), [false, true, true]);
    assert_eq!(best_of(Column::CommercialUse), [false, true, false]);
    for plain in [Column::Released, Column::Parameters, Column::License, Column::Stage] {
        assert_eq!(best_of(plain), [false; 3], "{plain:?}");
    }
    // Where none is worse, none is better.
    assert_eq!(best_flags(column_row(&compare(&shelf, &[1, 2]), Column::ContextLength).unwrap()), [false; 2]);
    assert!(column_row(&comparison, Column::ActiveParameters).is_none(), "a row of which nothing is known is left out");
}

#[test]
fn what_is_told_to_be_undisclosed_is_said() {
    let claim = "[[model.claim]]\nfield = \"context\"\nstatus = \"undisclosed\"\nnote = { en = \"x\", zh = \"x\" }\n";
    let comparison = compare(&index(&[claim, "context = 1"]), &[0, 1]);
    let row = column_row(&comparison, Column::ContextLength).unwrap();
    assert_eq!((cell_texts(row)[0].as_str(), row.differs), ("not disclosed", false));
}

/// A model with figures that may or may not be comparable.
fn arb_model_toml() -> impl Strategy<Value = String> {
    let tests =
        prop::sample::select(vec![("mmlu", None), ("mmlu", Some("5-shot")), ("mmlu", Some("0-shot")), ("arc", None)]);
    let kinds = prop::sample::select(vec![
        ("3", "tokens", "trained"),
        ("5", "examples", "fine-tuning"),
        ("7", "tokens", "dataset"),
    ]);
    let scores = prop::collection::vec((tests, 0_u8..5), 0..5);
    (scores, prop::option::of(1_u32..4), prop::collection::vec(kinds, 0..3)).prop_map(|(scores, context, trainings)| {
        let training = trainings
            .iter()
            .map(|(amount, unit, kind)| format!("{{ amount = \"{amount}B\", unit = \"{unit}\", kind = \"{kind}\" }}"));
        let training = format!("training = [{}]\n", training.collect::<Vec<_>>().join(", "));
        let context = context.map_or_else(String::new, |context| format!("context = {context}\n"));
        // A test is taken once under a setting.
        let mut scores = scores;
        scores.sort_unstable();
        scores.dedup_by_key(|(test, _)| *test);
        let scores: String =
            scores.iter().map(|((id, setting), value)| score_toml(id, *setting, f64::from(*value))).collect();
        training + &context + &scores
    })
}

/// The figure of a model in a row, taken from the model itself.
fn expected_value(model: &Model, subject: &RowKey) -> Option<f64> {
    match subject {
        RowKey::Column(Column::ContextLength) => model.context.map(f64::from),
        RowKey::Score { benchmark, setting } => {
            let same = model.scores.iter().filter(|score| score.benchmark == *benchmark && score.setting == *setting);
            same.map(|score| score.value).max_by(f64::total_cmp)
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_best_is_the_largest_of_what_can_be_compared(models in prop::collection::vec(arb_model_toml(), 2..=4)) {
        let catalog = catalog(&models);
        let comparison = compare(&Index::try_from(&catalog).unwrap(), &(0..models.len()).collect::<Vec<_>>());
        for row in &comparison.rows {
            let figures: Vec<_> = catalog.models().iter().map(|model| expected_value(model, &row.key)).collect();
            let most = figures.iter().flatten().copied().max_by(f64::total_cmp);
            let is_even = figures.iter().flatten().all(|figure| Some(*figure) == most);
            for (cell, figure) in row.cells.iter().zip(&figures) {
                prop_assert_eq!(cell.is_best, !is_even && figure.is_some() && *figure == most, "{:?}", row);
            }
        }
        let markdown = comparison_markdown(&comparison, Locale::En);
        let table = markdown.lines().take_while(|line| line.starts_with('|'));
        prop_assert_eq!(table.count(), comparison.rows.len() + 2);
    }

    #[test]
    fn no_key_breaks_the_comparison(keys in "[ xVjkhlGgy1-5q]{0,30}", width in 30_u16..150, height in 8_u16..40) {
        let screen = screen_with(index(&["context = 1"; 6]), width, height).press(&keys);
        prop_assert!(screen.app.marked_count() <= 4);
        prop_assert!(screen.buffer().area.contains(Position::new(width - 1, height - 1)));
    }
}
