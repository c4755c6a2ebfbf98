//! Charts: their data, on the screen and on the command line.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use cli::{cli_command, run_command};
use crossterm::event::{Event, MouseButton, MouseEventKind};
use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{Catalog, localized::Locale};
use llm_index::{Column, Index, query::Query, search::SearchResults};
use llm_tui::{
    app::{ChartScreen, Screen, Tab},
    chart::{
        Axes, Chart, ChartData, ChartKind, ChartSpec, Direction, ScatterPlot, TextOptions, caption, render_svg,
        render_text,
    },
    config::theme::StyleRole,
};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// A model with the required fields and some more.
fn model_toml(id: &str, stage: &str, more_fields: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"{stage}\"\norganizations = [\"Us\"]\nopen_weights = true\n\
         insight = {{ en = \"New\", zh = \"新\" }}\n{more_fields}\n",
        id.to_uppercase()
    )
}

fn training_toml(kind: &str, unit: &str, amount: &str) -> String {
    format!("training = [{{ amount = \"{amount}\", unit = \"{unit}\", kind = \"{kind}\" }}]\n")
}

fn size_toml(name: &str, parameters: &str, more_fields: &str) -> String {
    format!("[[model.size]]\nname = \"{name}\"\nparameters = \"{parameters}\"\n{more_fields}\n")
}

fn score_toml(benchmark: &str, size: &str, value: f64, more_fields: &str) -> String {
    format!(
        "[[model.score]]\nbenchmark = \"{benchmark}\"\nsize = \"{size}\"\nvalue = {value:.1}\n\
         source = \"https://example.org/{benchmark}\"\n{more_fields}\n"
    )
}

fn benchmark_toml(id: &str) -> String {
    format!(
        "[[benchmark]]\nid = \"{id}\"\nname = {{ en = \"{0}\", zh = \"{0}\" }}\nurl = \"https://example.org/{id}\"\n\
         description = {{ en = \"Questions\", zh = \"问题\" }}\n",
        id.to_uppercase()
    )
}

/// An extension: charts show models only.
const EXTENSION_TOML: &str = "[[extension]]\nid = \"tool\"\nname = \"Tool\"\nkind = \"library\"\n\
    links = [{ kind = \"code\", url = \"https://example.org/tool\" }]\n\
    summary = { en = \"Helps\", zh = \"工具\" }\ndescription = { en = \"Helps.\", zh = \"工具。\" }\n";

fn released_toml(date: &str) -> String {
    format!("released = \"{date}\"\nlanguages = [\"en\"]\n")
}

const LICENSE_TOML: &str =
    "[model.license]\nname = \"A & <B>\"\nurl = \"https://example.org/license\"\ncommercial = \"yes\"\n";

/// One model on the compute-optimal line, one far above it, one below, and one
/// whose sizes differ in their training tokens.
fn pretrained_models_toml() -> String {
    let chinchy = [
        released_toml("2022-03"),
        training_toml("trained", "tokens", "1.4T"),
        LICENSE_TOML.to_owned(),
        size_toml("70B", "70B", ""),
        score_toml("first", "70B", 60.0, "setting = \"5-shot\""),
        score_toml("second", "70B", 99.0, ""),
    ];
    let tiny = [released_toml("2023-06-01"), training_toml("trained", "tokens", "2T"), size_toml("1B", "1B", "")];
    let huge = [released_toml("2021"), training_toml("trained", "tokens", "300B"), size_toml("175B", "175B", "")];
    let family = [
        released_toml("2023-02"),
        size_toml("7B", "7B", "tokens = \"1T\""),
        size_toml("65B", "65B", "tokens = \"1.4T\""),
    ];
    [
        model_toml("chinchy", "base", &chinchy.concat()),
        model_toml("tiny", "base", &tiny.concat()),
        model_toml("huge", "base", &huge.concat()),
        model_toml("family", "base", &family.concat()),
    ]
    .concat()
}

/// Models whose training data is not a number of pre-training tokens.
fn other_models_toml() -> String {
    let corpus = [released_toml("2022"), training_toml("dataset", "tokens", "1T"), size_toml("9B", "9B", "")];
    let tuned = [
        released_toml("2023-03"),
        training_toml("fine-tuning", "tokens", "1B"),
        size_toml("30B", "30B", ""),
        score_toml("first", "30B", 70.0, ""),
    ];
    let taught = [released_toml("2023-05"), training_toml("trained", "bytes", "800GiB"), size_toml("500M", "500M", "")];
    [
        model_toml("corpus", "base", &corpus.concat()),
        model_toml("tuned", "sft", &tuned.concat()),
        model_toml("taught", "rlhf", &taught.concat()),
    ]
    .concat()
}

fn index() -> Index {
    let toml = [
        benchmark_toml("first"),
        benchmark_toml("second"),
        pretrained_models_toml(),
        other_models_toml(),
        EXTENSION_TOML.to_owned(),
    ];
    Index::try_from(&Catalog::parse("charts.toml", &toml.concat()).unwrap()).unwrap()
}

fn query_chart(spec: impl Into<ChartSpec>, query: &str) -> Chart {
    let index = index();
    let (query, errors) = Query::parse_with_saved_queries(query, &llm_index::query::parser::SavedQueries::new());
    assert!(errors.is_empty());
    Chart::new(spec.into(), &SearchResults::search_all(&query, &index).rows, &index)
}

fn scatter_plot(chart: &Chart) -> &ScatterPlot {
    match &chart.data {
        ChartData::Scatter(plot) => plot,
        ChartData::Bars(..) => unreachable!(),
    }
}

/// The names of the points of a chart, with their sizes.
fn point_names(chart: &Chart) -> Vec<String> {
    let index = index();
    let name = |row| index.get(row).unwrap().as_entry_ref().name().to_owned();
    scatter_plot(chart)
        .points
        .iter()
        .map(|point| name(point.row) + point.variant.as_deref().unwrap_or_default())
        .collect()
}

/// The models of every stage in the list.
fn all_models(width: u16, height: u16) -> TestScreen {
    let mut screen = screen_with(index(), width, height);
    screen.app.set_initial_view("", Some(Tab::All), None);
    screen
}

fn open_charts(width: u16, height: u16) -> TestScreen {
    all_models(width, height).press("v")
}

#[test]
fn sentences_and_legends_that_are_too_wide_are_wrapped() {
    let (_, out, _) = run_chart(&["open-closed", "--width", "80"]);
    let text = out.lines().take(8).map(str::trim_end).collect::<Vec<_>>().join(" ");
    assert!(text.contains("Lag ") && text.contains("as good ") && text.contains(") ●"), "{out}");
    for kind in ["tokens", "score"] {
        let (_, out, _) = run_chart(&[kind, "--width", "80"]);
        assert!(out.contains("◉ ◈ △ several models"), "{out}");
    }
    let built_in = screen_with(llm_tui::builtin::index().unwrap(), 40, 12).press("v1");
    let info = built_in.lines().split_off(9).join(" ");
    assert!(info.contains("rank ") && !info.contains('…'), "{}", built_in.text());
}

#[test]
fn model_with_20_tokens_per_parameter_is_on_the_compute_optimal_line() {
    let chart = query_chart(ChartKind::Tokens, "");
    let plot = scatter_plot(&chart);
    assert_eq!(plot.axes.compute_optimal_y(70e9), Some(1.4e12));
    assert_eq!(plot.axes.tokens_per_param(70e9, 1.4e12), Some(20.0));
    let idx = plot.points.iter().position(|point| (point.x, point.y) == (70e9, 1.4e12)).unwrap();
    // In the text chart the line continues to the left and right of the marker.
    let text_chart = render_text(
        &chart,
        &index(),
        TextOptions { locale: Locale::En, size: (120, 40), selected: 0, has_color: true },
    );
    let (column, row) = text_chart.screen_pos(&chart, idx).unwrap();
    let text = |row: usize| text_chart.lines[row].spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let has_line =
        |row: usize| text(row).chars().skip(column - 2).take(5).any(|ch| ('\u{2801}'..='\u{28ff}').contains(&ch));
    assert!(has_line(row) || has_line(row - 1) || has_line(row + 1), "{}", text(row));
}

#[test]
fn tokens_chart_plots_pretraining_tokens_only_and_each_size_with_its_own() {
    let chart = query_chart(ChartKind::Tokens, "");
    let names = point_names(&chart);
    let by_ratio: Vec<_> = scatter_plot(&chart).rank_order.iter().map(|idx| names[*idx].as_str()).collect();
    assert_eq!((by_ratio.first(), by_ratio.last()), (Some(&"TINY"), Some(&"HUGE")));
    let mut names = names.clone();
    names.sort();
    assert_eq!(names, ["CHINCHY", "FAMILY65B", "FAMILY7B", "HUGE", "TINY"]);
    assert_eq!((chart.matched_models, chart.shown_models), (7, 4));
}

#[test]
fn score_chart_plots_scores_of_one_benchmark() {
    assert_eq!(point_names(&query_chart(ChartKind::Score, "")), ["TUNED", "CHINCHY"]);
    let axes = Some(Axes { x: Column::Parameters, y: Column::Score, benchmark: Some(1) });
    let spec = ChartSpec { axes, ..ChartSpec::from(ChartKind::Score) };
    assert_eq!(point_names(&query_chart(spec, "")), ["CHINCHY"]);
    let screen = open_charts(100, 30)
        .press("3")
        .assert_shows("score on FIRST")
        .assert_shows("evaluation settings and sources may differ");
    screen.press("G").assert_shows("score 60.0  5-shot");
}

#[test]
fn models_of_unknown_weights_are_counted_beside_the_chart_of_both_sides() {
    let score = |setting: &str| score_toml("first", "7B", 60.0, &format!("setting = \"{setting}\""));
    let model = |id: &str, weights: &str| {
        let fields = [released_toml("2023-02"), size_toml("7B", "7B", ""), score("5-shot")].concat();
        model_toml(id, "base", &fields).replacen("open_weights = true\n", weights, 1)
    };
    let toml = [
        benchmark_toml("first"),
        model("open", "open_weights = true\n"),
        model("closed", "open_weights = false\n"),
        model("unknown", ""),
        model_toml("unscored", "base", &released_toml("2023-02")),
    ];
    let index = Index::try_from(&Catalog::parse("charts.toml", &toml.concat()).unwrap()).unwrap();
    let rows: Vec<_> = index.rows().collect();
    let chart = Chart::new(ChartKind::OpenClosed.into(), &rows, &index);
    assert_eq!((scatter_plot(&chart).points.len(), scatter_plot(&chart).unknown_weights), (2, 1));
    let english = "4 models of All, 1 without a value, 1 not known to be open or closed";
    assert_eq!(caption(&chart, Locale::En), english);
    assert_eq!(caption(&chart, Locale::Zh), "全部：4 个模型，其中 1 个无数据，1 个权重是否开放未知");
}

#[test]
fn chart_shows_matched_models_and_no_extensions() {
    assert_eq!(point_names(&query_chart(ChartKind::Parameters, "stage:sft")), ["TUNED"]);
    let screen =
        all_models(100, 30).press("/stage:rlhf<enter>v").assert_shows("1 model of All").assert_shows("TAUGHT  RLHF");
    screen.press("v").assert_shows("/ stage:rlhf");
    let none = all_models(100, 30).press("/stage:rlhf<enter>v2");
    none.assert_shows("1 model of All, 1 without a value")
        .assert_shows("No matching model has this data")
        .press("jGk<enter>");
}

#[test]
fn markers_tell_stages_apart_without_color() {
    for screen in [open_charts(100, 30), open_charts(100, 30).without_color()] {
        let screen = screen.assert_shows("● Base  ◆ SFT  ▲ RLHF").assert_shows("2023").assert_shows("100B┤");
        let text = screen.text();
        let plot: Vec<_> = text.lines().skip(5).filter(|line| line.contains(['│', '┤', '▸'])).collect();
        let count = |marker| {
            let after_axis = plot.iter().flat_map(|line| line.split(['│', '┤', '▸']).skip(1));
            after_axis.flat_map(str::chars).filter(|ch| *ch == marker).count()
        };
        assert_eq!((count('●'), count('◆')), (5, 1), "{text}");
    }
}

/// The chart that is open.
fn chart_screen(screen: &TestScreen) -> &ChartScreen {
    match screen.app.screen() {
        Some(Screen::Chart(chart)) => chart,
        other => panic!("no chart is open, but {other:?}"),
    }
}

#[test]
fn cursor_shows_the_point_and_enter_opens_its_model() {
    let screen = open_charts(100, 30).press("g").assert_shows("HUGE  Base  2021  175B parameters");
    let screen = screen
        .press("l")
        .assert_shows("CHINCHY  Base  2022-03  70B parameters")
        .press("j")
        .assert_shows("CORPUS  Base  2022  9B");
    let screen = screen
        .press("k")
        .assert_shows("CHINCHY  Base")
        .press("h")
        .assert_shows("HUGE")
        .press("N")
        .assert_shows("rank 1 of 7 by parameters")
        .press("G")
        .assert_shows("TAUGHT  RLHF  2023-05");
    let screen = screen.press("<enter>").assert_hides("y axis: parameters");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "TAUGHT");
    assert!(screen.app.screen().is_none());
}

#[test]
fn cursor_starts_at_the_selected_model_and_follows_it() {
    let screen = all_models(100, 30).press("/chinchy<enter><esc>v").assert_shows("CHINCHY  Base  2022-03");
    screen
        .press("2")
        .assert_shows("CHINCHY  Base  70B parameters  1.4T tokens  20 tokens per parameter")
        .press("1")
        .assert_shows("CHINCHY");
}

#[test]
fn a_model_without_a_point_is_named_until_the_cursor_moves() {
    let screen = all_models(100, 30).press("/taught<enter><esc>v").assert_hides("is not in this chart");
    let screen = screen.press("2").assert_shows("TAUGHT is not in this chart.");
    screen.press("n").assert_hides("is not in this chart");
}

#[test]
fn the_label_at_the_cursor_leaves_no_end_of_another_one() {
    let index = llm_tui::builtin::index().unwrap();
    for (width, height) in [(140, 40), (100, 30), (80, 24)] {
        let mut screen = screen_with(index.clone(), width, height).press("v1g");
        for _ in 0..60 {
            let chart = chart_screen(&screen);
            let Some(position) = chart.cursor_position() else { break };
            let line = usize::from(position.y - chart.area().y);
            let row: Vec<char> = screen.lines()[usize::from(position.y)].chars().collect();
            let name: Vec<char> = format!(" {} ", chart.point_label()).chars().collect();
            let cursor = usize::from(position.x);
            let is_beside = |start: &usize| *start == cursor + 1 || start + name.len() == cursor;
            let mut starts =
                row.windows(name.len()).enumerate().filter(|(_, part)| *part == name).map(|(start, _)| start);
            let start = starts.find(is_beside);
            let label = start.map_or(0..0, |start| start..start + name.len());
            let mut column = usize::from(chart.area().x);
            for span in &chart.text_chart().lines[line].spans {
                let text: Vec<char> = span.text.chars().collect();
                let range = column..column + text.len();
                column = range.end;
                let is_axis = range.start <= chart.text_chart().axis_position().0;
                if span.role == StyleRole::Muted && !is_axis && row[range.clone()] != text[..] {
                    let is_left = |idx: usize| !label.contains(&idx) && row[idx] != ' ';
                    assert!(!range.clone().any(is_left), "{}", row.iter().collect::<String>());
                }
            }
            screen = screen.press("n");
        }
    }
}

#[test]
fn first_rank_of_the_tokens_chart_has_the_most_tokens_per_parameter() {
    let screen = open_charts(140, 40)
        .press("2g")
        .assert_shows("rank 1 of 5 by tokens per parameter")
        .assert_shows("over-trained");
    let screen = screen.assert_shows("TINY  Base  1B parameters  2T tokens  2000 tokens per parameter");
    screen
        .press("n")
        .assert_shows("FAMILY · 7B")
        .assert_shows("rank 2 of 5")
        .press("NN")
        .assert_shows("rank 1 of 5")
        .press("G")
        .assert_shows("HUGE")
        .assert_shows("1.7 tokens per parameter  rank 5 of 5")
        .in_chinese()
        .assert_shows("每参数词元数排名 5/5");
}

#[test]
fn brackets_and_digits_switch_charts_and_q_v_and_escape_close_them() {
    let screen = open_charts(100, 30)
        .press("]")
        .assert_shows("compute-optimal")
        .press("[[")
        .assert_shows("Only scores in one setting");
    let screen =
        screen.press("4").assert_shows("2021 │").press("5").assert_shows("A & <B>").press("6").assert_shows("en │");
    for key in ["q", "v", "<esc>"] {
        assert!(open_charts(100, 30).press(key).app.screen().is_none(), "{key}");
    }
    screen.press("s").assert_shows("Bar charts have fixed axes");
    // On other screens the tab keys do nothing.
    let tab = all_models(100, 30).press("?<tab>3?").app.list().tab();
    assert_eq!(tab, Tab::All);
}

#[test]
fn axes_menu_offers_numbers_and_dates() {
    let screen = open_charts(100, 30)
        .press("s")
        .assert_shows("x axis: active")
        .assert_hides("x axis: parameters")
        .assert_shows("y axis: score on SECOND");
    let screen = screen.press("<end><enter>");
    screen
        .assert_shows("x axis: release date, y axis: score on SECOND")
        .assert_shows("CHINCHY")
        .press("v")
        .press("v")
        .assert_shows("score on SECOND");
}

#[test]
fn enter_on_a_bar_adds_its_filter_to_the_query() {
    let screen = open_charts(100, 30).press("4").press("G").assert_shows("2023  4 models  Base 2  SFT 1  RLHF 1");
    let screen = screen.press("<enter>").assert_shows("/ released:2023").assert_shows("4 of 7");
    assert!(screen.app.screen().is_none());
    all_models(100, 30)
        .press("v5<enter>")
        .assert_shows("/ license:\"A & <B>\"")
        .assert_shows("CHINCHY")
        .assert_hides("TINY");
}

#[test]
fn a_filter_with_a_space_is_added_once() {
    let once = all_models(100, 30).press("v5<enter>");
    let twice = all_models(100, 30).press("v5<enter>v5<enter>");
    assert_eq!(once.app.search_bar().query(), "license:\"A & <B>\"");
    assert_eq!(twice.app.search_bar().query(), once.app.search_bar().query());
    // The same filter in other words is not added either.
    let typed = all_models(100, 30).press("/").send_event(&Event::Paste("LICENSE:\"A & <B>\" chinchy".to_owned()));
    let typed = typed.press("<enter>v5<enter>");
    assert_eq!(typed.app.search_bar().query(), "LICENSE:\"A & <B>\" chinchy");
}

#[test]
fn click_selects_a_point_and_second_click_opens_its_model() {
    let screen = open_charts(100, 30).press("g");
    let position = chart_screen(&screen).cursor_position().unwrap();
    let screen =
        screen.press("G").assert_shows("TAUGHT  RLHF").click(position.x, position.y).assert_shows("HUGE  Base");
    let screen = screen.click(position.x, position.y);
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "HUGE");
    let area = chart_screen(&open_charts(100, 30)).tabs().get(1).unwrap().area;
    open_charts(100, 30).click(area.x, area.y).assert_shows("compute-optimal");
}

#[test]
fn charts_fit_every_screen_size_in_both_languages() {
    for (width, height) in [(140, 40), (80, 24), (40, 12), (30, 8)] {
        for chinese in [false, true] {
            for key in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
                let screen = if chinese { open_charts(width, height).in_chinese() } else { open_charts(width, height) };
                let screen = screen.press(key).press("g");
                let has_points = chart_screen(&screen).chart().is_some_and(|chart| !chart.is_empty());
                let is_at_point = chart_screen(&screen).cursor_position().is_some();
                assert_eq!(is_at_point, has_points, "{width}x{height} {key}");
                // A terminal that does not show UTF-8 gets ASCII signs.
                let ascii = TestScreen { app: screen.app.without_unicode(), ..screen };
                assert!(!ascii.text().contains(['─', '│', '●', '…', '█']), "{}", ascii.text());
            }
        }
    }
    open_charts(80, 24)
        .in_chinese()
        .press("2G")
        .assert_shows("参数")
        .assert_shows("计算最优线")
        .assert_shows("每参数 1.7 词元");
}

/// The lines of the best so far, with the one in the legend.
fn frontier_count(chart: &Chart) -> usize {
    let count = chart.plot().map_or(0, |plot| plot.frontiers.iter().filter(|line| !line.steps.is_empty()).count());
    if chart.is_empty() || chart.plot().is_none_or(|plot| plot.frontiers.is_empty()) { 0 } else { count + 1 }
}

#[test]
fn svg_is_well_formed_and_titles_every_point() {
    let index = index();
    for kind in ChartKind::ALL {
        for locale in [Locale::En, Locale::Zh] {
            let chart = query_chart(kind, "");
            let text = render_svg(&chart, &index, locale, (960, 600));
            let document =
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{kind:?}: {error}\n{text}"));
            let titles = document.descendants().filter(|node| node.has_tag_name("title")).count();
            assert_eq!(titles, chart.len() + 1, "{kind:?}");
            assert_eq!(text.matches("class=\"front").count(), frontier_count(&chart), "{kind:?}");
            assert!(text.contains("prefers-color-scheme:dark") && text.contains("currentColor"));
            assert!(!text.contains("http") || text.matches("http").count() == 1, "the image refers to other files");
        }
    }
    let text = render_svg(&query_chart(ChartKind::Tokens, ""), &index, Locale::En, (960, 600));
    assert!(text.contains(">FAMILY · 7B</text>") && text.contains("20 tokens per parameter</title>"), "{text}");
}

/// Runs `llm-tui chart`: the exit code, stdout and stderr.
fn run_chart(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_command(cli_command(home.path()).args(["--locale", "en", "chart"]).args(arguments))
}

#[test]
fn command_prints_text_and_svg() {
    let (code, out, err) = run_chart(&["tokens", "--width", "70", "--height", "20"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("compute-optimal") && out.lines().count() == 20, "{out}");
    assert!(out.lines().all(|line| llm_tui::display_width::width(line) <= 70), "{out}");
    for name in ChartKind::ALL.map(ChartKind::key) {
        let (code, out, _) = run_chart(&[name, "--format", "svg"]);
        assert_eq!(code, 0);
        assert!(roxmltree::Document::parse(&out).is_ok(), "{name}");
    }
    let (code, out, _) = run_chart(&["years", "stage:base", "released:2020"]);
    assert!(code == 0 && out.contains("2020 │█"), "{out}");
}

#[test]
fn command_prints_the_data_of_every_chart() {
    for kind in ChartKind::ALL {
        let (code, out, err) = run_chart(&[kind.key(), "--format", "json"]);
        assert_eq!((code, err.as_str()), (0, ""));
        let chart: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(chart["chart"], kind.key());
        let number = |key: &str| chart[key].as_u64().unwrap();
        assert_eq!(number("matched_models"), number("shown_models") + number("omitted_models"));
        let (list, figures): (_, &[&str]) =
            if chart["points"].is_array() { ("points", &["x", "y"]) } else { ("bars", &["models"]) };
        let items = chart[list].as_array().unwrap();
        assert!(
            !items.is_empty() && items.iter().all(|item| figures.iter().all(|key| item[*key].is_number())),
            "{out}"
        );
    }
    let (_, out, _) = run_chart(&["open-closed", "--format", "json"]);
    let chart: serde_json::Value = serde_json::from_str(&out).unwrap();
    let point = &chart["points"][0];
    assert!(point["id"].is_string() && point["stage"].is_string() && point["series"].is_string(), "{point}");
    assert!(chart["benchmark"].is_string() && chart["lag"]["months"].is_i64());
    let frontiers = chart["frontiers"].as_array().unwrap();
    for frontier in frontiers {
        assert!(chart["series"].as_array().unwrap().contains(&frontier["series"]));
        let heights: Vec<_> =
            frontier["steps"].as_array().unwrap().iter().map(|step| step["y"].as_f64().unwrap()).collect();
        assert!(heights.is_sorted() && !heights.is_empty());
    }
    assert_eq!(frontiers.len(), 2);
}

#[test]
fn a_locale_without_utf_8_gets_ascii_signs() {
    let home = tempfile::tempdir().unwrap();
    for arguments in [&["chart", "years"][..], &["chart", "tokens"], &["tree", "^llama"]] {
        let (code, out, _) = run_command(cli_command(home.path()).env("LC_ALL", "C").args(arguments));
        assert_eq!(code, 0, "{arguments:?}");
        assert!(!out.contains(['─', '│', '├', '└', '●', '…', '█']), "{out}");
        let (_, unicode, _) = run_command(cli_command(home.path()).args(arguments));
        assert!(unicode.contains(['─', '│', '├', '└', '●', '…', '█']), "{unicode}");
        assert_eq!(out.lines().count(), unicode.lines().count());
    }
}

#[test]
fn command_reports_errors_with_exit_codes() {
    let (code, out, err) = run_chart(&["token"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("tokens"), "{err}");
    assert_eq!(run_chart(&["years", "qqqzzz"]).0, 1);
    assert_eq!(run_chart(&["years", "foo:x"]).0, 2);
    let (code, _, err) = run_chart(&["score", "--benchmark", "nope"]);
    assert!(code == 2 && err.contains("unknown benchmark `nope`"), "{err}");
}

proptest! {
    #[test]
    fn cursor_is_visible_after_any_keys(keys in "[jkhlgGnN123456789+0HJKL-]{0,24}", width in 30_u16..160, height in 8_u16..50) {
        let screen = open_charts(width, height).press(&keys);
        let chart = chart_screen(&screen).chart().unwrap();
        let is_blank = chart.plot().is_some_and(|plot| !plot.points.iter().any(|point| plot.is_visible(point)));
        prop_assert!(is_blank || chart_screen(&screen).cursor_position().is_some());
        screen.buffer();
    }
}

/// The range of the x axis in view and the whole of it.
fn x_ranges(screen: &TestScreen) -> ((f64, f64), (f64, f64)) {
    let plot = chart_screen(screen).chart().unwrap().plot().unwrap();
    ((plot.x.low, plot.x.high), (plot.full.0.low, plot.full.0.high))
}

#[test]
fn zoom_keeps_the_selected_point_in_its_place_and_says_what_is_outside() {
    let screen = open_charts(100, 30).press("gl").assert_shows("CHINCHY  Base");
    let before = chart_screen(&screen).cursor_position().unwrap();
    let screen = screen.press("+++").assert_shows("outside").assert_shows("x 2021-").assert_shows("CHINCHY  Base");
    let after = chart_screen(&screen).cursor_position().unwrap();
    assert!(before.x.abs_diff(after.x) <= 1 && before.y.abs_diff(after.y) <= 1, "{before} {after}");
    let plot = chart_screen(&screen).chart().unwrap().plot().unwrap();
    let visible = plot.points.iter().filter(|point| plot.is_visible(point)).count();
    assert_eq!(plot.hidden_count(), plot.points.len() - visible);
    let ((low, high), (full_low, full_high)) = x_ranges(&screen);
    assert!(low > full_low && high < full_high);
    let screen = screen.press("L");
    assert!(x_ranges(&screen).0.0 > low);
    let screen = screen.press("HHHHHHHHHHHHHHHHHHHH");
    assert!((x_ranges(&screen).0.0 - full_low).abs() < 1e-6, "panning stops at the edge");
    let screen = screen.press("0").assert_hides("outside");
    assert_eq!(x_ranges(&screen).0, x_ranges(&screen).1);
    let screen = screen.press("++---").assert_hides("outside");
    screen.press("4+").assert_shows("Bar charts cannot be zoomed").press("5G").assert_shows("A & <B>");
}

#[test]
fn the_wheel_zooms_at_the_mouse_and_a_drag_pans() {
    let screen = open_charts(100, 30).mouse(MouseEventKind::ScrollUp, 20, 10);
    let ((low, high), (full_low, full_high)) = x_ranges(&screen);
    assert!(low - full_low < full_high - high, "what is under the mouse, at the left, stays: {low} {high}");
    let button = MouseButton::Left;
    let screen = screen.mouse(MouseEventKind::Down(button), 50, 20).mouse(MouseEventKind::Drag(button), 40, 20).mouse(
        MouseEventKind::Up(button),
        40,
        20,
    );
    let moved = x_ranges(&screen).0;
    assert!(moved.0 > low, "{moved:?}");
    let screen = screen.mouse(MouseEventKind::Drag(button), 90, 20);
    assert_eq!(x_ranges(&screen).0, moved, "the button was released");
    let screen = screen.mouse(MouseEventKind::ScrollDown, 20, 10).mouse(MouseEventKind::ScrollDown, 20, 10);
    assert_eq!(x_ranges(&screen).0, x_ranges(&screen).1);
}

#[test]
fn a_click_beside_a_point_selects_it() {
    let screen = open_charts(100, 30).press("g");
    let position = chart_screen(&screen).cursor_position().unwrap();
    let screen = screen.press("G").click(position.x + 2, position.y);
    assert_eq!(chart_screen(&screen).cursor_position(), Some(position));
}

#[test]
fn the_name_of_the_selected_point_is_beside_it() {
    for keys in ["g", "G", "gl", "2G", "7g", "9g"] {
        let screen = open_charts(80, 24).press(keys);
        let position = chart_screen(&screen).cursor_position().unwrap();
        let label = chart_screen(&screen).point_label().to_owned();
        let line = screen.lines().remove(usize::from(position.y));
        assert!(!label.is_empty() && line.contains(&label), "{keys}: {label:?} is not in {line:?}");
    }
}

#[test]
fn every_point_can_be_reached_by_directions() {
    let screen = open_charts(100, 30);
    let chart = chart_screen(&screen).chart().unwrap();
    let directions = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];
    let mut reached = vec![0];
    let mut next = 0;
    while let Some(idx) = reached.get(next).copied() {
        for direction in directions {
            let to = chart.step_towards(idx, direction);
            let (from, point) = (chart.point(idx).unwrap(), chart.point(to).unwrap());
            let is_towards = match direction {
                Direction::Left => point.x <= from.x,
                Direction::Right => point.x >= from.x,
                Direction::Up => point.y >= from.y,
                Direction::Down => point.y <= from.y,
            };
            assert!(is_towards, "{direction:?} {from:?} {point:?}");
            if !reached.contains(&to) {
                reached.push(to);
            }
        }
        next += 1;
    }
    assert_eq!(reached.len(), chart.len());
}

#[test]
fn bars_fill_the_screen_and_scroll() {
    let license = |id: usize| format!("[model.license]\nname = \"License {id}\"\ncommercial = \"yes\"\n");
    let toml: String = (10..60).map(|id| model_toml(&format!("m{id}"), "base", &license(id))).collect();
    let index = Index::try_from(&Catalog::parse("many.toml", &toml).unwrap()).unwrap();
    let mut screen = screen_with(index, 100, 30);
    screen.app.set_initial_view("", Some(Tab::All), None);
    let screen = screen.press("v5").assert_shows("of 50");
    let bars = screen.lines().iter().filter(|line| line.contains("License ") && line.contains('│')).count();
    assert!(bars >= 18, "{bars} bars: {}", screen.text());
    screen.press("G").assert_shows("License 59 │").assert_shows("-50 of 50");
}
