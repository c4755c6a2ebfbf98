//! Charts: what stands in them, on the screen and from a shell.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::process::{Command, Stdio};

use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{Catalog, localized::Locale};
use llm_index::{Column, Index, query::Query, search::SearchResults};
use llm_tui::chart::{Axes, Chart, ChartData, ChartKind, ChartSpec, ScatterPlot, render_svg, render_text};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// What a model of these tests is like; what is left out is not known.
fn model_toml(id: &str, stage: &str, more: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"{stage}\"\norganizations = [\"Us\"]\nopen_weights = true\n\
         insight = {{ en = \"New\", zh = \"新\" }}\n{more}\n",
        id.to_uppercase()
    )
}

fn training_toml(kind: &str, unit: &str, amount: &str) -> String {
    format!("training = [{{ amount = \"{amount}\", unit = \"{unit}\", kind = \"{kind}\" }}]\n")
}

fn size_toml(name: &str, parameters: &str, more: &str) -> String {
    format!("[[model.size]]\nname = \"{name}\"\nparameters = \"{parameters}\"\n{more}\n")
}

fn score_toml(benchmark: &str, size: &str, value: f64, more: &str) -> String {
    format!(
        "[[model.score]]\nbenchmark = \"{benchmark}\"\nsize = \"{size}\"\nvalue = {value:.1}\n\
         source = \"https://example.org/{benchmark}\"\n{more}\n"
    )
}

fn benchmark_toml(id: &str) -> String {
    format!(
        "[[benchmark]]\nid = \"{id}\"\nname = {{ en = \"{0}\", zh = \"{0}\" }}\nurl = \"https://example.org/{id}\"\n\
         description = {{ en = \"Questions\", zh = \"问题\" }}\n",
        id.to_uppercase()
    )
}

/// What has no place in a chart of models.
const EXTENSION_TOML: &str = "[[extension]]\nid = \"tool\"\nname = \"Tool\"\nkind = \"library\"\n\
    links = [{ kind = \"code\", url = \"https://example.org/tool\" }]\n\
    summary = { en = \"Helps\", zh = \"工具\" }\ndescription = { en = \"Helps.\", zh = \"工具。\" }\n";

/// A small catalogue: one model on the line of compute-optimal training, one
/// far above, one below; data sets and tuning data; sizes with tokens of their own.
fn index() -> Index {
    let released = |date: &str| format!("released = \"{date}\"\nlanguages = [\"en\"]\n");
    let license = "[model.license]\nname = \"A & <B>\"\nurl = \"https://example.org/license\"\ncommercial = \"yes\"\n";
    let text = [
        benchmark_toml("first"),
        benchmark_toml("second"),
        model_toml(
            "chinchy",
            "base",
            &[
                &released("2022-03"),
                &*training_toml("trained", "tokens", "1.4T"),
                license,
                &size_toml("70B", "70B", ""),
                &score_toml("first", "70B", 60.0, "setting = \"5-shot\""),
                &score_toml("second", "70B", 99.0, ""),
            ]
            .concat(),
        ),
        model_toml(
            "tiny",
            "base",
            &[&released("2023-06-01"), &*training_toml("trained", "tokens", "2T"), &size_toml("1B", "1B", "")].concat(),
        ),
        model_toml(
            "huge",
            "base",
            &[&released("2021"), &*training_toml("trained", "tokens", "300B"), &size_toml("175B", "175B", "")].concat(),
        ),
        model_toml(
            "family",
            "base",
            &[
                &*released("2023-02"),
                &size_toml("7B", "7B", "tokens = \"1T\""),
                &size_toml("65B", "65B", "tokens = \"1.4T\""),
            ]
            .concat(),
        ),
        model_toml(
            "corpus",
            "base",
            &[&released("2022"), &*training_toml("dataset", "tokens", "1T"), &size_toml("9B", "9B", "")].concat(),
        ),
        model_toml(
            "tuned",
            "sft",
            &[
                &released("2023-03"),
                &*training_toml("fine-tuning", "tokens", "1B"),
                &size_toml("30B", "30B", ""),
                &score_toml("first", "30B", 70.0, ""),
            ]
            .concat(),
        ),
        model_toml(
            "taught",
            "rlhf",
            &[&released("2023-05"), &*training_toml("trained", "bytes", "800GiB"), &size_toml("500M", "500M", "")]
                .concat(),
        ),
        EXTENSION_TOML.to_owned(),
    ];
    Index::try_from(&Catalog::parse("charts.toml", &text.concat()).unwrap()).unwrap()
}

fn query_chart(ask: impl Into<ChartSpec>, query: &str) -> Chart {
    let shelf = index();
    let (query, faults) = Query::parse_with_saved_queries(query, &llm_index::query::parser::SavedQueries::new());
    assert!(faults.is_empty());
    Chart::new(ask.into(), &SearchResults::search_all(&query, &shelf).rows, &shelf)
}

fn points(chart: &Chart) -> &ScatterPlot {
    match &chart.data {
        ChartData::Scatter(points) => points,
        ChartData::Bars(..) => unreachable!(),
    }
}

/// The names of the points of a chart, with their sizes.
fn point_names(chart: &Chart) -> Vec<String> {
    let shelf = index();
    let name = |row| shelf.get(row).unwrap().as_entry_ref().name().to_owned();
    points(chart).points.iter().map(|point| name(point.row) + point.size.as_deref().unwrap_or_default()).collect()
}

fn open_charts(width: u16, height: u16) -> TestScreen {
    screen_with(index(), width, height).press("v")
}

#[test]
fn a_model_of_70b_parameters_with_1_4t_tokens_lies_on_the_line() {
    let tokens = query_chart(ChartKind::Tokens, "");
    let points = points(&tokens);
    assert_eq!(points.axes.compute_optimal_y(70e9), Some(1.4e12));
    let place = points.points.iter().position(|point| (point.x, point.y) == (70e9, 1.4e12)).unwrap();
    assert_eq!(points.axes.tokens_per_param(&points.points[place]), Some(20.0));
    // And on the screen: left and right of it the line goes on.
    let picture = render_text(&tokens, &index(), Locale::En, (120, 40), 0);
    let (column, line) = picture.screen_pos(&tokens, place).unwrap();
    let text = |line: usize| picture.lines[line].spans.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let near = |line: usize| text(line).chars().skip(column - 2).take(5).any(|sign| sign == '.');
    assert!(near(line) || near(line - 1) || near(line + 1), "{}", text(line));
}

#[test]
fn only_tokens_seen_in_pre_training_are_plotted_and_sizes_with_their_own() {
    let tokens = query_chart(ChartKind::Tokens, "");
    let mut names = point_names(&tokens);
    names.sort();
    assert_eq!(names, ["CHINCHY", "FAMILY65B", "FAMILY7B", "HUGE", "TINY"]);
    assert_eq!((tokens.matched_models, tokens.shown_models), (7, 4));
    let by_ratio: Vec<_> =
        points(&tokens).order_by_ratio.iter().map(|place| point_names(&tokens)[*place].clone()).collect();
    assert_eq!((by_ratio.first().unwrap().as_str(), by_ratio.last().unwrap().as_str()), ("HUGE", "TINY"));
}

#[test]
fn scores_are_those_of_one_benchmark() {
    assert_eq!(point_names(&query_chart(ChartKind::Score, "")), ["TUNED", "CHINCHY"]);
    let axes = Axes { x: Column::Parameters, y: Column::Score, benchmark: Some(1) };
    assert_eq!(point_names(&query_chart(ChartSpec { kind: ChartKind::Score, axes: Some(axes) }, "")), ["CHINCHY"]);
    let screen = open_charts(100, 30)
        .press("3")
        .assert_shows("score on FIRST")
        .assert_shows("settings and who reports them may differ");
    screen.press("G").assert_shows("score 60.0  5-shot");
}

#[test]
fn a_chart_shows_what_the_query_finds_and_no_extensions() {
    assert_eq!(point_names(&query_chart(ChartKind::Parameters, "stage:sft")), ["TUNED"]);
    let screen = screen_with(index(), 100, 30)
        .press("/stage:rlhf<enter>v")
        .assert_shows("all 1 model")
        .assert_shows("TAUGHT  RLHF");
    screen.press("v").assert_shows("/ stage:rlhf");
    let none = screen_with(index(), 100, 30).press("/stage:rlhf<enter>v2");
    none.assert_shows("0 of 1 models").assert_shows("has these figures").press("jGk<enter>");
}

#[test]
fn points_have_the_sign_of_their_stage_without_color_too() {
    for screen in [open_charts(100, 30), open_charts(100, 30).without_color()] {
        let screen = screen.assert_shows("o Base  x SFT  + RLHF").assert_shows("2023").assert_shows("100B+");
        let text = screen.text();
        let plot: Vec<_> = text.lines().skip(6).filter(|line| line.contains('|') || line.contains("B+")).collect();
        let count = |sign| {
            plot.iter()
                .flat_map(|line| line.split(['|', '+']).skip(1))
                .flat_map(str::chars)
                .filter(|c| *c == sign)
                .count()
        };
        assert_eq!((count('o'), count('x')), (5, 1), "{text}");
    }
}

#[test]
fn the_cursor_names_the_point_and_enter_goes_there() {
    let screen = open_charts(100, 30).press("g").assert_shows("HUGE  Base  2021  175B parameters");
    let screen = screen
        .press("j")
        .assert_shows("CHINCHY  Base  2022-03  70B parameters")
        .press("l")
        .assert_shows("CORPUS  Base  2022  9B");
    let screen = screen
        .press("k")
        .assert_shows("CHINCHY  Base")
        .press("h")
        .assert_shows("HUGE")
        .press("G")
        .assert_shows("TINY  Base  2023-06-01");
    let screen = screen.press("k<enter>").assert_hides("parameters against");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "TAUGHT");
    assert_eq!(screen.app.screen(), None);
}

#[test]
fn the_cursor_begins_at_the_selected_model_and_stays_with_it() {
    let screen = screen_with(index(), 100, 30).press("5/chinchy<enter><esc>v").assert_shows("CHINCHY  Base  2022-03");
    screen
        .press("2")
        .assert_shows("CHINCHY  Base  70B parameters  1.4T tokens  20 tokens per parameter")
        .press("1")
        .assert_shows("CHINCHY");
}

#[test]
fn the_last_of_the_tokens_chart_is_the_most_over_trained() {
    let screen =
        open_charts(140, 40).press("2G").assert_shows("5 of 5 by tokens per parameter").assert_shows("over-trained");
    let screen = screen.assert_shows("TINY  Base  1B parameters  2T tokens  2000 tokens per parameter");
    screen
        .press("k")
        .assert_shows("FAMILY 7B")
        .press("g")
        .assert_shows("HUGE")
        .assert_shows("1.7 tokens per parameter");
}

#[test]
fn tab_and_digits_turn_the_charts_and_q_v_and_escape_leave() {
    let screen = open_charts(100, 30)
        .press("<tab>")
        .assert_shows("compute-optimal")
        .press("<backtab><backtab>")
        .assert_shows("models by language");
    let screen =
        screen.press("4").assert_shows("2021 |").press("5").assert_shows("A & <B>").press("6").assert_shows("en |");
    for key in ["q", "v", "<esc>"] {
        assert_eq!(open_charts(100, 30).press(key).app.screen(), None, "{key}");
    }
    screen.press("s").assert_shows("bars have no other axes");
    // On other pages the keys of tabs turn nothing.
    let tab = screen_with(index(), 100, 30).press("?<tab>3?").app.list().tab();
    assert_eq!(tab, llm_tui::app::Tab::Base);
}

#[test]
fn the_axes_are_chosen_from_figures_and_dates() {
    let screen = open_charts(100, 30)
        .press("s")
        .assert_shows("from the left: active")
        .assert_hides("from the left: parameters")
        .assert_shows("from below: score on SECOND");
    let screen = screen.press("G<enter>");
    screen
        .assert_shows("score on SECOND against release date")
        .assert_shows("CHINCHY")
        .press("v")
        .press("v")
        .assert_shows("score on SECOND");
}

#[test]
fn a_bar_adds_its_filter_to_the_query() {
    let screen = open_charts(100, 30).press("4").press("G").assert_shows("2023  4 models  Base 2  SFT 1  RLHF 1");
    let screen = screen.press("<enter>").assert_shows("/ released:2023").assert_shows("4 of 7");
    assert_eq!(screen.app.screen(), None);
    screen_with(index(), 100, 30)
        .press("v5<enter>")
        .assert_shows("/ license:\"A & <B>\"")
        .assert_shows("CHINCHY")
        .assert_hides("TINY");
}

#[test]
fn the_mouse_selects_a_point_a_second_click_goes_there() {
    let screen = open_charts(100, 30).press("g");
    let spot = screen.app.chart_cursor_position().unwrap();
    let screen = screen.press("G").assert_shows("TINY  Base").click(spot.x, spot.y).assert_shows("HUGE  Base");
    let screen = screen.click(spot.x, spot.y);
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "HUGE");
    let (_, _, place) = open_charts(100, 30).app.chart_tabs()[1].clone();
    open_charts(100, 30).click(place.x, place.y).assert_shows("compute-optimal");
}

#[test]
fn charts_fit_every_screen_in_both_languages() {
    for (width, height) in [(140, 40), (80, 24), (40, 12), (30, 8)] {
        for chinese in [false, true] {
            for key in ["1", "2", "3", "4", "5", "6"] {
                let screen = if chinese { open_charts(width, height).in_chinese() } else { open_charts(width, height) };
                let screen = screen.press(key).press("g");
                assert!(screen.app.chart_cursor_position().is_some(), "{width}x{height} {key}");
                assert!(!screen.text().contains(['\u{2500}', '\u{25cf}', '\u{2026}']));
            }
        }
    }
    open_charts(80, 24)
        .in_chinese()
        .press("2g")
        .assert_shows("参数")
        .assert_shows("计算最优线")
        .assert_shows("每参数 1.7 词元");
}

#[test]
fn pictures_are_well_formed_and_name_every_point() {
    let shelf = index();
    for kind in ChartKind::ALL {
        for locale in [Locale::En, Locale::Zh] {
            let chart = query_chart(kind, "");
            let text = render_svg(&chart, &shelf, locale, (960, 600));
            let document =
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{kind:?}: {error}\n{text}"));
            let titles = document.descendants().filter(|node| node.has_tag_name("title")).count();
            assert_eq!(titles, chart.len() + 1, "{kind:?}");
            assert!(text.contains("prefers-color-scheme:dark") && text.contains("currentColor"));
            assert!(!text.contains("http") || text.matches("http").count() == 1, "it stands by itself");
        }
    }
    let text = render_svg(&query_chart(ChartKind::Tokens, ""), &shelf, Locale::En, (960, 600));
    assert!(text.contains(">FAMILY 7B</text>") && text.contains("20 tokens per parameter</title>"), "{text}");
}

/// How `chart` ends: its exit code, what it prints, what it says.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).args(["--locale", "en", "chart"]).args(arguments);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_shell_draws_charts_too() {
    let (code, out, err) = run(&["tokens", "--width", "70", "--height", "20"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("compute-optimal") && out.lines().count() == 20, "{out}");
    assert!(out.lines().all(|line| llm_tui::display_width::width(line) <= 70), "{out}");
    for name in ChartKind::ALL.map(ChartKind::key) {
        let (code, out, _) = run(&[name, "--format", "svg"]);
        assert_eq!(code, 0);
        assert!(roxmltree::Document::parse(&out).is_ok(), "{name}");
    }
    let (code, out, _) = run(&["years", "stage:base", "released:2020"]);
    assert!(code == 0 && out.contains("2020 |o"), "{out}");
}

#[test]
fn a_shell_is_told_what_is_wrong_with_a_chart() {
    let (code, out, err) = run(&["token"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("tokens"), "{err}");
    assert_eq!(run(&["years", "qqqzzz"]).0, 1);
    assert_eq!(run(&["years", "foo:x"]).0, 2);
    let (code, _, err) = run(&["score", "--benchmark", "nope"]);
    assert!(code == 2 && err.contains("no benchmark is named `nope`"), "{err}");
}

proptest! {
    #[test]
    fn whatever_is_pressed_the_cursor_stays_on_a_point(keys in "[jkhlgG123456]{0,24}", width in 30_u16..160, height in 8_u16..50) {
        let screen = open_charts(width, height).press(&keys);
        let chart = screen.app.chart().unwrap();
        prop_assert!(chart.is_empty() || screen.app.chart_cursor_position().is_some());
        screen.buffer();
    }
}
