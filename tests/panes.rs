//! The split between list and detail: keys, the mouse, and one pane over the whole width.

use crossterm::event::{MouseButton, MouseEventKind};

use support::{TestScreen, screen};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// The column of the rule between the panes.
fn rule(screen: &TestScreen) -> u16 {
    assert!(screen.app.layout().side_by_side);
    screen.app.layout().detail.x - 2
}

fn drag(screen: TestScreen, from: (u16, u16), to: (u16, u16)) -> TestScreen {
    let left = MouseButton::Left;
    let screen = screen.mouse(MouseEventKind::Down(left), from.0, from.1);
    screen.mouse(MouseEventKind::Drag(left), to.0, to.1).mouse(MouseEventKind::Up(left), to.0, to.1)
}

#[test]
fn keys_move_the_split_and_come_back() {
    let start = screen(140, 40);
    let before = rule(&start);
    let wider = start.press(">");
    assert!(rule(&wider) > before);
    let narrower = wider.press("<<");
    assert!(rule(&narrower) < before);
    assert_eq!(rule(&narrower.press(">")), before);
}

#[test]
fn both_panes_stay_readable() {
    for (width, height) in [(100, 30), (140, 40), (300, 60)] {
        for keys in [">", "<"] {
            let screen = screen(width, height).press(&keys.repeat(40));
            let layout = screen.app.layout();
            assert!(layout.table_body.width >= 40 && layout.detail.width >= 40, "{width} {keys}");
            // The other key moves it at once.
            let end = rule(&screen);
            let back = if keys == ">" { "<" } else { ">" };
            assert_ne!(rule(&screen.press(back)), end, "{width} {keys}");
        }
    }
}

#[test]
fn the_rule_follows_the_mouse() {
    let start = screen(140, 40);
    let from = rule(&start);
    for to in [50, 61, 77, 90] {
        assert_eq!(rule(&drag(screen(140, 40), (from, 20), (to, 12))), to);
    }
    // Not from beside the rule, nor after the button was released.
    assert_eq!(rule(&drag(screen(140, 40), (from - 2, 20), (60, 12))), from);
    let released = drag(screen(140, 40), (from, 20), (60, 12));
    assert_eq!(rule(&released.mouse(MouseEventKind::Drag(MouseButton::Left), 90, 12)), 60);
}

#[test]
fn zoom_shows_the_pane_with_the_focus_alone() {
    let list = screen(140, 40).press("z");
    assert!(list.app.is_list_visible() && !list.app.is_detail_visible());
    assert!(list.app.layout().table_body.width > 130);
    let detail = list.press("l");
    assert!(!detail.app.is_list_visible() && detail.app.is_detail_visible());
    let both = detail.press("z");
    assert!(both.app.is_list_visible() && both.app.is_detail_visible());
}

#[test]
fn what_a_narrow_screen_cannot_do_is_said() {
    for keys in ["z", "<", ">"] {
        for (width, height) in [(80, 24), (40, 12)] {
            let screen = screen(width, height).press(keys);
            assert!(screen.app.status().unwrap().contains("too narrow"), "{keys} at {width}");
        }
    }
    assert!(screen(140, 40).press("z>").app.status().unwrap().contains("zoom out"));
}

#[test]
fn a_double_click_opens_the_detail_and_the_wheel_scrolls_what_is_under_it() {
    let opened = screen(80, 24).click(4, 9).click(4, 9);
    assert!(!opened.app.is_list_visible());
    let screen = screen(140, 40);
    let (selected, detail) = (screen.app.list().state(), screen.app.layout().detail);
    let screen = screen.mouse(MouseEventKind::ScrollDown, detail.x + 3, detail.y + 3);
    assert_eq!(screen.app.list().state(), selected);
    assert!(screen.cursor().offset > 0);
    let screen = screen.mouse(MouseEventKind::ScrollDown, 4, 9);
    assert_ne!(screen.app.list().state().selected, selected.selected);
}
