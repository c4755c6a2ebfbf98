//! The parts of a query are colored while it is typed.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ratatui::{
    layout::Size,
    style::{Color, Style},
};

use llm_catalog::localized::Locale;
use llm_tui::{
    app::{App, QueryHistory},
    config::{
        Config,
        theme::{StyleRole, Theme},
    },
};
use support::{TestScreen, first_entries};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Where the query begins: after the margin and the prompt.
const QUERY_X: u16 = 3;

/// The program in a theme, with a saved query.
fn start(theme_idx: usize, width: u16) -> TestScreen {
    let (config, _) = Config::parse("config.toml", "[queries]\nsmall = \"params:<=7b\"\n");
    let app = App::new(first_entries(), Locale::En, theme_idx, Size::new(width, 24)).unwrap();
    TestScreen { app: app.with_config(config, QueryHistory::default()), effect: None }
}

/// The roles of parts of a query: each text with the role that all of its cells are to have.
fn assert_roles(screen: &TestScreen, parts: &[(&str, StyleRole)]) {
    let (buffer, theme) = (screen.buffer(), &screen.app.settings().theme);
    let mut x = QUERY_X;
    for (text, role) in parts {
        let expected = Style::default().patch(theme.style(StyleRole::Background)).patch(theme.style(*role));
        for ch in text.chars() {
            let cell = &buffer[(x, 1)];
            assert_eq!(cell.symbol(), ch.to_string(), "{}", screen.lines()[1]);
            let (fg, modifier) = (expected.fg.unwrap_or(Color::Reset), expected.add_modifier);
            assert_eq!((cell.fg, cell.modifier), (fg, modifier), "{ch:?} of {text:?} in {}", theme.name);
            x += u16::try_from(unicode_width::UnicodeWidthChar::width(ch).unwrap()).unwrap();
        }
    }
}

#[test]
fn each_part_has_its_color_in_every_theme() {
    use StyleRole::{Bad, QueryKey, QueryName, QueryOperator, QueryPhrase, QueryValue, Text};
    for theme_idx in 0..Theme::COUNT {
        let screen = start(theme_idx, 100).press("/llama -license:mit params:>=7b \"a b\" @small lang:nope");
        let gap = (" ", Text);
        assert_roles(
            &screen,
            &[
                ("llama ", Text),
                ("-", QueryOperator),
                ("license:", QueryKey),
                ("mit", QueryValue),
                gap,
                ("params:", QueryKey),
                (">=", QueryOperator),
                ("7b", QueryValue),
                gap,
                ("\"a b\"", QueryPhrase),
                gap,
                ("@small", QueryName),
                gap,
            ],
        );
        let (buffer, theme) = (screen.buffer(), &screen.app.settings().theme);
        let error = screen.lines()[1].find("lang:nope").unwrap();
        let bad = buffer[(u16::try_from(error).unwrap(), 1)].style();
        assert_eq!(bad.fg.unwrap_or(Color::Reset), theme.style(Bad).fg.unwrap_or(Color::Reset), "{}", theme.name);
    }
}

#[test]
fn colors_follow_each_key() {
    use StyleRole::{Bad, QueryKey, QueryValue, Text};
    let screen = start(0, 80).press("/lang");
    assert_roles(&screen, &[("lang", Text)]);
    // Without a value it is not wrong yet; once it is left, it is.
    let screen = screen.press(":");
    assert_roles(&screen, &[("lang:", QueryKey)]);
    let left = screen.press("<enter>");
    assert_roles(&left, &[("lang:", Bad)]);
    let screen = start(0, 80).press("/lang:zh");
    assert_roles(&screen, &[("lang:", QueryKey), ("zh", QueryValue)]);
    assert_roles(&screen.press("<backspace><backspace><backspace>"), &[("lang", Text)]);
    let chinese = start(0, 80).press("/语言：中文 盘古");
    assert_roles(&chinese, &[("语言：", QueryKey), ("中文", QueryValue), (" 盘古", Text)]);
}

#[test]
fn a_query_that_is_scrolled_keeps_its_colors() {
    let screen = start(0, 40).press("/a b c d e f g h i j k l m n o p q r s lang:zh license:mit");
    let line = screen.lines()[1].clone();
    let at = u16::try_from(line.chars().position(|ch| ch == 'z').unwrap()).unwrap();
    let (buffer, theme) = (screen.buffer(), &screen.app.settings().theme);
    assert_eq!(buffer[(at, 1)].fg, theme.style(StyleRole::QueryValue).fg.unwrap(), "{line}");
    assert_eq!(buffer[(at - 1, 1)].fg, theme.style(StyleRole::QueryKey).fg.unwrap(), "{line}");
}

#[test]
fn queries_in_menus_have_the_same_colors() {
    let screen = start(0, 80).press("/lang:zh<enter><ctrl-r>");
    let lines = screen.lines();
    let row = lines.iter().rposition(|line| line.contains("lang:zh")).unwrap();
    let column = lines[row].split("lang:zh").next().unwrap().chars().count();
    let (buffer, theme) = (screen.buffer(), &screen.app.settings().theme);
    let row = u16::try_from(row).unwrap();
    let fg = |column: usize| buffer[(u16::try_from(column).unwrap(), row)].fg;
    // The terminal's own colors are not kept in the selection.
    assert_eq!(fg(column), Color::Reset);
    let saved = start(0, 80).press("@");
    let lines = saved.lines();
    let row = lines.iter().rposition(|line| line.contains("params:<=7b")).unwrap();
    let column = lines[row].split("params").next().unwrap().chars().count();
    let cell = saved.buffer()[(u16::try_from(column).unwrap(), u16::try_from(row).unwrap())].clone();
    assert_eq!(cell.fg, theme.style(StyleRole::QueryKey).fg.unwrap());
}
