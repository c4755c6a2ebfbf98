//! Menus, their filter, and the palette.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crossterm::event::{Event, MouseEventKind};
use support::{TestScreen, screen};

use llm_tui::{action::KeyContext, app::Effect};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Compares a screen with its snapshot in `tests/snapshots`.
macro_rules! assert_screen_snapshot {
    ($screen:expr, $name:literal) => {
        insta::assert_snapshot!($name, $screen.text())
    };
}

/// The labels of the choices that match the filter.
fn labels(screen: &TestScreen) -> Vec<String> {
    screen.app.menu().unwrap().matches().map(|(_, item)| item.unwrap().label.clone()).collect()
}

fn theme(screen: &TestScreen) -> &str {
    &screen.app.settings().theme.name
}

/// The column and row of a text on the screen.
fn position(screen: &TestScreen, text: &str) -> (u16, u16) {
    let lines = screen.lines();
    let row = lines.iter().position(|line| line.contains(text)).unwrap();
    let column = lines.get(row).unwrap().split(text).next().unwrap().chars().count();
    (u16::try_from(column).unwrap(), u16::try_from(row).unwrap())
}

#[test]
fn palette_at_every_size() {
    assert_screen_snapshot!(screen(140, 40).press(":"), "palette_140x40");
    assert_screen_snapshot!(screen(80, 24).press(":theme"), "palette_80x24");
    assert_screen_snapshot!(screen(80, 24).in_chinese().press(":theme"), "palette_80x24_zh");
    assert_screen_snapshot!(screen(40, 12).press(":"), "palette_40x12");
}

#[test]
fn typing_filters_a_menu_and_arrows_move() {
    let menu = screen(80, 24).press("s");
    let all = labels(&menu);
    let menu = menu.press("cont");
    assert_eq!(labels(&menu), ["Context"]);
    let menu = menu.press("<backspace><backspace><backspace><backspace>");
    assert_eq!(labels(&menu), all);
    // `q` and `j` are letters of the filter like any other.
    let none = menu.press("qj").assert_shows("Nothing matches").press("<enter>");
    assert_eq!(none.app.key_context(), KeyContext::Menu);
    let none = none.press("<ctrl-u>").send_event(&Event::Paste("releas\n".to_owned()));
    assert_eq!(labels(&none).first().map(String::as_str), Some("Released"));
    let sorted = screen(140, 40).press("s<home><ctrl-n><ctrl-n><ctrl-p><enter>");
    assert_eq!(sorted.app.key_context(), KeyContext::List);
    sorted.assert_shows("by Active, descending");
}

#[test]
fn a_long_menu_says_how_much_is_above_and_below() {
    let menu = screen(80, 24).press(":").assert_shows("▾ ");
    menu.press("<end>").assert_shows("▴ ").assert_hides("▾ ").press("<home>").assert_hides("▴ ");
}

#[test]
fn the_mouse_chooses_scrolls_and_closes() {
    let menu = screen(80, 24).press("s");
    let (column, row) = position(&menu, "│  Context");
    menu.click(column + 4, row).assert_hides("type to filter");
    let menu = screen(80, 24).press(":").mouse(MouseEventKind::ScrollDown, 40, 10).assert_shows("▴ ");
    // The border and the filter are no choices, and do not close the menu.
    let (column, row) = position(&menu, "type to filter");
    let menu = menu.click(column, row);
    assert_eq!(menu.app.key_context(), KeyContext::Menu);
    assert_eq!(menu.click(0, 0).app.key_context(), KeyContext::List);
}

#[test]
fn the_palette_finds_actions_by_name_in_both_languages() {
    for typed in ["family tree", "谱系"] {
        for screen in [screen(80, 24), screen(80, 24).in_chinese()] {
            let tree = screen.press(&format!("<ctrl-p>{typed}<enter>"));
            assert_eq!(tree.app.key_context(), KeyContext::Lineage, "{typed}");
        }
    }
    // It shows the key at the right end.
    let line = screen(80, 24).press(":gloss").lines().into_iter().find(|line| line.contains("glossary  ")).unwrap();
    assert!(line.trim_end_matches('┃').ends_with("i  │"), "{line}");
}

#[test]
fn the_palette_does_what_the_list_does_from_any_screen() {
    // What a screen does not do itself is done in the list.
    let screen = screen(100, 30).press("a:");
    assert!(labels(&screen).contains(&"bookmark".to_owned()));
    let screen = screen.press("only bookmarks<enter>").assert_shows("is:bookmarked");
    assert_eq!(screen.app.key_context(), KeyContext::List);
    // Its own actions come first, and stay in it.
    let help = self::screen(100, 30).press("?:find<enter>");
    assert_eq!(help.app.key_context(), KeyContext::Find);
}

#[test]
fn the_palette_has_the_choices_of_the_other_menus() {
    screen(140, 40).press(":sort context<enter>").assert_shows("by Context, descending");
    let chart = screen(140, 40).press(":chart licenses<enter>");
    assert_eq!(chart.app.key_context(), KeyContext::Chart);
    chart.assert_shows("models by license").press(":chart years<enter>").assert_shows("models by year");
    assert_eq!(theme(&screen(140, 40).press(":theme nord<enter>")), "nord");
    let copied = screen(140, 40).press("/^llama$<enter>:copy json<enter>").effect;
    assert!(matches!(copied, Some(Effect::CopyAs(..))), "{copied:?}");
    let opened = screen(140, 40).press("/^llama$<enter>:open paper<enter>").effect;
    assert!(matches!(opened, Some(Effect::Open(_))), "{opened:?}");
}

#[test]
fn menus_find_a_choice_by_its_label_in_either_language() {
    for (keys, words) in
        [("s", ["Context", "上下文"]), ("vs", ["y axis: context", "纵轴：上下文"]), (" m", ["clear marks", "清除标记"])]
    {
        for (is_chinese, own) in words.into_iter().enumerate() {
            for word in words {
                let english = screen(140, 40);
                let screen = if is_chinese == 1 { english.in_chinese() } else { english };
                let found = labels(&screen.press(keys).press(word));
                assert!(found.iter().any(|label| label.contains(own)), "{keys} {word}: {found:?}");
            }
        }
    }
}

#[test]
fn a_theme_is_shown_while_it_is_selected() {
    let menu = screen(140, 40).press("T");
    assert_eq!(theme(&menu), "terminal");
    let menu = menu.press("<down>");
    assert_eq!(theme(&menu), "dusk");
    let menu = menu.press("solar li");
    assert_eq!(theme(&menu), "solarized-light");
    assert_eq!(theme(&menu.press("<esc>")), "terminal", "Esc restores");
    let menu = screen(140, 40).press("Tnord");
    assert_eq!(theme(&menu.click(0, 0)), "terminal", "so does a click outside");
    assert_eq!(theme(&screen(140, 40).press("Tnord<enter>")), "nord");
    let app = screen(140, 40).app.without_color();
    TestScreen { app, effect: None }.press("T").assert_shows("NO_COLOR is set");
}
