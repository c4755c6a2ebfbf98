//! The tab row, and the charts that follow a tab.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cli::{cli_command, run_command};
use support::{TestScreen, screen_with};

use llm_catalog::Catalog;
use llm_index::Index;
use llm_tui::app::{RestoreOptions, SavedSession, Screen, Tab, TabRowLabel, TabRowTarget};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// The built-in catalogue on a screen, in a tab.
fn screen_in(tab: Tab, width: u16, height: u16) -> TestScreen {
    let mut screen = screen_with(llm_tui::builtin::index().unwrap(), width, height);
    screen.app.set_initial_view("", Some(tab), None);
    screen
}

/// The names and stages of the models that the command line lists in a tab.
fn models_in(tab: &str, query: &str) -> usize {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) =
        run_command(cli_command(home.path()).args(["list", "--tab", tab, "--format", "jsonl"]).args(query.split(' ')));
    assert_eq!(code, 0, "{err}");
    out.lines().count()
}

/// The points of the open chart, or the models of its bars, and its number of models.
fn chart_size(screen: &TestScreen) -> (usize, usize) {
    let Some(Screen::Chart(chart)) = screen.app.screen() else { unreachable!("no chart is open") };
    let chart = chart.chart().unwrap();
    (chart.shown_models, chart.matched_models)
}

fn active_labels(screen: &TestScreen) -> Vec<TabRowTarget> {
    screen.app.tab_row().iter().filter(|label| label.is_active).map(|label| label.target).collect()
}

#[test]
fn a_chart_is_of_the_models_of_its_tab_and_says_so() {
    for (tab, key, name, name_zh) in [
        (Tab::All, "all", "All", "全部"),
        (Tab::Base, "base", "Base", "基础"),
        (Tab::Sft, "sft", "SFT", "SFT"),
        (Tab::Rlhf, "rlhf", "RLHF", "RLHF"),
    ] {
        let models = models_in(key, "");
        for (width, height) in [(140, 40), (80, 24), (40, 12)] {
            let screen = screen_in(tab, width, height).press("v2");
            let (shown, matched) = chart_size(&screen);
            assert_eq!(matched, models, "{key}");
            let lines = screen.lines();
            assert!(lines[1].ends_with(&format!(" {models} models of {name}")), "{lines:?}");
            if height > 12 {
                let caption = format!("{models} models of {name}, {} without a value", models - shown);
                screen.assert_shows(&caption).in_chinese().assert_shows(&format!("{name_zh}：{models} 个模型"));
            }
        }
    }
    // Extensions have no figures.
    let all = models_in("all", "");
    screen_in(Tab::Extensions, 100, 30).press("v").assert_shows(&format!("{all} models of All"));
}

#[test]
fn a_chart_changes_with_the_query_and_the_tab() {
    let screen = screen_in(Tab::Base, 100, 30).press("/org:meta<enter>v");
    let base = models_in("base", "org:meta");
    assert_eq!(chart_size(&screen).1, base);
    let screen = screen.assert_shows(&format!("{base} models of Base")).press("v");
    let row = screen.app.tab_row();
    let rlhf = row.iter().find(|label| label.target == TabRowTarget::Tab(Tab::Rlhf)).unwrap().area;
    let screen = screen.click(rlhf.x, rlhf.y).press("v");
    let models = models_in("rlhf", "org:meta");
    assert_eq!(chart_size(&screen).1, models);
    screen.assert_shows(&format!("{models} models of RLHF"));
}

#[test]
fn enter_on_a_bar_shows_the_models_that_it_counts_in_the_tab() {
    for tab in [Tab::All, Tab::Base, Tab::Rlhf, Tab::Extensions] {
        for kind in ["4", "5", "6"] {
            let screen = screen_in(tab, 100, 30).press("v").press(kind).press("gj");
            let info = screen.lines().into_iter().find(|line| line.contains(" models  ") || line.contains(" model  "));
            let count: usize =
                info.unwrap().split(" model").next().unwrap().rsplit(' ').next().unwrap().parse().unwrap();
            let screen = screen.press("<enter>");
            assert_eq!(screen.app.list().len(), count, "{tab:?} {kind}: {}", screen.text());
        }
    }
}

#[test]
fn exactly_one_tab_looks_active() {
    for tab in Tab::ALL {
        let screen = screen_in(tab, 100, 30);
        assert_eq!(active_labels(&screen), [TabRowTarget::Tab(tab)]);
        for keys in ["v", "v?", "v2"] {
            let screen = screen_in(tab, 100, 30).press(keys);
            assert_eq!(active_labels(&screen), [TabRowTarget::Charts], "{keys}");
            // What is drawn: the style of the active label is that of no other.
            let buffer = screen.buffer();
            let style = |label: &TabRowLabel| buffer[(label.area.x, label.area.y)].style();
            let row = screen.app.tab_row();
            let active = style(row.iter().find(|label| label.is_active).unwrap());
            assert_eq!(row.iter().filter(|label| style(label) == active).count(), 1);
        }
        assert_eq!(active_labels(&screen_in(tab, 100, 30).press("vv")), [TabRowTarget::Tab(tab)]);
    }
}

#[test]
fn every_tab_is_in_the_row_at_every_width() {
    for (width, height) in [(140, 40), (100, 30), (90, 24), (80, 24), (60, 20), (40, 12), (30, 8)] {
        for locale in ["", "<f2>"] {
            let screen = screen_in(Tab::All, width, height).press(locale).press("<ctrl-l>");
            let line = screen.lines().remove(0);
            let row = screen.app.tab_row();
            assert_eq!(row.len(), Tab::ALL.len() + 1);
            let mut rest = line.as_str();
            for label in &row {
                let text = label.count.map_or_else(|| label.name.clone(), |count| format!("{} {count}", label.name));
                let found = rest.split_once(&text);
                assert!(found.is_some(), "{text:?} is not in {line:?}, {width} columns");
                rest = found.unwrap().1;
            }
            if width >= 80 {
                assert!(
                    row.iter().all(|label| label.count.is_some() || label.target == TabRowTarget::Charts),
                    "{line}"
                );
                assert!(line.contains('?'), "{line}");
            }
            let charts = row.last().unwrap().area;
            let screen = screen.click(charts.x, charts.y);
            assert!(matches!(screen.app.screen(), Some(Screen::Chart(_))), "{width}");
        }
    }
}

#[test]
fn numbers_leave_the_row_before_tabs_do() {
    let model = |id: usize| {
        format!(
            "[[model]]\nid = \"m{id}\"\nname = \"M{id}\"\nstage = \"base\"\norganizations = [\"Us\"]\n\
             open_weights = true\ninsight = {{ en = \"New\", zh = \"新\" }}\n"
        )
    };
    let catalog = Catalog::parse("many.toml", &(0..9_000).map(model).collect::<String>()).unwrap();
    let mut screen = screen_with(Index::try_from(&catalog).unwrap(), 44, 20);
    screen.app.set_initial_view("", Some(Tab::Base), None);
    let line = screen.lines().remove(0);
    assert!(line.contains("Base 9000") && !line.contains("All 9000") && line.ends_with("Charts"), "{line}");
}

#[test]
fn the_chart_command_has_tabs() {
    let home = tempfile::tempdir().unwrap();
    let chart = |arguments: &[&str]| run_command(cli_command(home.path()).args(["chart"]).args(arguments));
    for (tab, name) in [("base", "Base"), ("rlhf", "RLHF"), ("all", "All")] {
        let (code, out, err) = chart(&["years", "--tab", tab, "--width", "100"]);
        let models = models_in(tab, "");
        assert!(code == 0 && out.contains(&format!("{models} models of {name}")), "{out}{err}");
    }
    let (code, _, err) = chart(&["years", "--tab", "extensions"]);
    assert!(code == 2 && err.contains("base") && err.contains("all"), "{err}");
    let (_, help, _) = chart(&["--help"]);
    assert!(help.contains("--tab"), "{help}");
}

#[test]
fn names_of_other_tabs_are_brighter_than_their_numbers() {
    let screen = screen_in(Tab::All, 100, 30);
    let (buffer, row) = (screen.buffer(), screen.app.tab_row());
    let is_dim = |x: u16| buffer[(x, 0)].modifier.contains(ratatui::style::Modifier::DIM);
    for label in row.iter().filter(|label| !label.is_active) {
        assert!(!is_dim(label.area.x), "{}", label.name);
        assert_eq!(is_dim(label.area.right() - 1), label.count.is_some(), "{}", label.name);
    }
}

/// What Tab or Shift-Tab shows, key by key.
fn targets_of(mut screen: TestScreen, key: &str, times: usize) -> Vec<TabRowTarget> {
    let mut targets = Vec::new();
    for _ in 0..times {
        screen = screen.press(key);
        targets.extend(active_labels(&screen));
    }
    targets
}

#[test]
fn tab_goes_round_the_whole_row() {
    let mut expected = TabRowTarget::ALL.to_vec();
    expected.rotate_left(1);
    for (width, height) in [(140, 40), (80, 24), (40, 12)] {
        assert_eq!(targets_of(screen_in(Tab::All, width, height), "<tab>", 6), expected);
        // Also while a query is typed, and from the detail.
        assert_eq!(targets_of(screen_in(Tab::All, width, height).press("l"), "<tab>", 6), expected);
        assert_eq!(targets_of(screen_in(Tab::All, width, height).press("/"), "<tab>", 6), expected);
        let mut back = TabRowTarget::ALL.to_vec();
        back.reverse();
        assert_eq!(targets_of(screen_in(Tab::All, width, height), "<backtab>", 6), back);
    }
}

#[test]
fn a_chart_reached_by_tab_is_of_the_tab_before_it() {
    let rlhf = models_in("rlhf", "");
    let all = models_in("all", "");
    screen_in(Tab::Extensions, 100, 30).press("<tab>").assert_shows(&format!("{all} models of All"));
    screen_in(Tab::All, 100, 30).press("<backtab>").assert_shows(&format!("{all} models of All"));
    // From a chart of RLHF too, the row goes on: to All, or back to the extensions.
    let chart = || screen_in(Tab::Rlhf, 100, 30).press("v").assert_shows(&format!("{rlhf} models of RLHF"));
    for (key, tab) in [("<tab>", Tab::All), ("<backtab>", Tab::Extensions)] {
        let left = chart().press(key);
        assert_eq!(active_labels(&left), [TabRowTarget::Tab(tab)]);
        assert!(left.app.screen().is_none());
        assert_eq!(left.app.list().tab(), tab);
    }
    let from_palette = chart().press(":previous tab<enter>");
    assert_eq!(active_labels(&from_palette), [TabRowTarget::Tab(Tab::Extensions)]);
}

#[test]
fn with_a_query_tab_leaves_out_what_has_no_match() {
    let targets = |tab, query: &str| targets_of(screen_in(tab, 100, 30).press(query), "<tab>", 4);
    let (base, charts) = (TabRowTarget::Tab(Tab::Base), TabRowTarget::Charts);
    let all = TabRowTarget::Tab(Tab::All);
    assert_eq!(targets(Tab::All, "/stage:base<enter>"), [base, charts, all, base]);
    // An empty list has no chart; the key goes where the hint says.
    assert_eq!(targets(Tab::All, "/stage:base<enter>5").first(), Some(&all));
    // A query that only extensions match has none either.
    assert!(!targets(Tab::Extensions, "/mindsdb<enter>").contains(&charts));
}

#[test]
fn the_next_start_shows_the_chart_of_its_tab_and_tab_goes_on() {
    let start = |session: &SavedSession| {
        let mut screen = screen_with(llm_tui::builtin::index().unwrap(), 100, 30);
        screen.app.restore_session(session, &RestoreOptions { with_view: true, ..RestoreOptions::default() });
        screen
    };
    let chart = start(&SavedSession::default()).press("/org:google<enter>4<tab>");
    let rlhf = models_in("rlhf", "org:google");
    let again = start(&SavedSession::parse(&chart.app.session(Vec::new()).to_toml()).unwrap());
    let again = again.assert_shows(&format!("{rlhf} models of RLHF"));
    assert_eq!(active_labels(&again), [TabRowTarget::Charts]);
    assert_eq!(active_labels(&again.press("<tab>")), [TabRowTarget::Tab(Tab::All)]);
}
