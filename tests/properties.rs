//! Properties that hold for any input.

use proptest::prelude::*;
use support::screen;
use unicode_segmentation::UnicodeSegmentation;

use llm_catalog::{Catalog, date::Date, quantity::Quantity};
use llm_tui::{app::Screen, display_width};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// An input event: keys, text in any script, sizes, mouse.
#[derive(Clone, Debug)]
enum UserAction {
    Press(String),
    Resize(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16, bool),
    Paste(String),
}

fn arb_user_action() -> impl Strategy<Value = UserAction> {
    const KEYS: &[&str] = &[
        "<enter>",
        "<esc>",
        "<tab>",
        "<backtab>",
        "<up>",
        "<down>",
        "<left>",
        "<right>",
        "<home>",
        "<end>",
        "<pgdn>",
        "<pgup>",
        "<backspace>",
        "<ctrl-d>",
        "<ctrl-u>",
        "<ctrl-w>",
        "<f2>",
        "<f3>",
        "/",
        "?",
        "a",
        "s",
        "S",
        "o",
        "p",
        "c",
        "w",
        "L",
        "y",
        "1",
        "2",
        "3",
        "4",
        "5",
        "G",
        "g",
        "j",
        "k",
        "b",
        "n",
        "B",
    ];
    prop_oneof![
        6 => proptest::sample::select(KEYS).prop_map(|key| UserAction::Press(key.to_owned())),
        2 => "[a-zA-Z0-9 .盘古α]{1,3}".prop_map(UserAction::Press),
        1 => (1_u16..200, 1_u16..70).prop_map(|(width, height)| UserAction::Resize(width, height)),
        1 => (0_u16..200, 0_u16..70).prop_map(|(x, y)| UserAction::Click(x, y)),
        1 => (any::<u16>(), 0_u16..70).prop_map(|(width, height)| UserAction::Resize(width, height)),
        1 => "\\PC{0,40}".prop_map(UserAction::Paste),
        1 => (0_u16..200, 0_u16..70, any::<bool>()).prop_map(|(x, y, down)| UserAction::Wheel(x, y, down)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_input_keeps_the_state_valid(actions in prop::collection::vec(arb_user_action(), 1..40)) {
        let mut screen = screen(100, 30);
        for action in actions {
            screen = match action {
                UserAction::Press(keys) => screen.press(&keys),
                UserAction::Resize(width, height) => screen.resize(width, height),
                UserAction::Paste(text) => screen.send_event(&crossterm::event::Event::Paste(text)),
                UserAction::Click(x, y) => screen.click(x, y),
                UserAction::Wheel(x, y, true) => screen.mouse(crossterm::event::MouseEventKind::ScrollDown, x, y),
                UserAction::Wheel(x, y, false) => screen.mouse(crossterm::event::MouseEventKind::ScrollUp, x, y),
            };
            let app = &screen.app;
            let (list, layout) = (app.list(), app.layout());
            prop_assert!(list.is_empty() || list.state().selected < list.len());
            prop_assert!(list.state().offset <= list.state().selected);
            prop_assert!(
                layout.table_body.height == 0 || list.state().selected < list.state().offset + usize::from(layout.table_body.height)
            );
            let detail = app.detail().view();
            prop_assert!(detail.state().selected < detail.document().lines.len().max(1));
            if let Some(view) = app.screen().and_then(Screen::view) {
                prop_assert!(view.state().selected < view.document().lines.len().max(1));
            }
            // Drawing the widest screens takes too long.
            if app.settings().size.width < 400 {
                screen.buffer();
            }
        }
    }

    #[test]
    fn words_of_a_query_are_anded_in_any_order(words in prop::collection::vec("[a-z0-9]{1,4}", 1..4)) {
        let search = |query: &str| {
            let screen = screen(100, 30).press("/").press(query).press("<enter>1");
            let index = screen.app.index();
            screen.app.list().rows().map(|row| index.entry_row(row)).collect::<std::collections::BTreeSet<_>>()
        };
        let mut reversed = words.clone();
        reversed.reverse();
        let all = search(&words.join(" "));
        prop_assert_eq!(&all, &search(&reversed.join(" ")));
        for word in &words {
            prop_assert!(all.is_subset(&search(word)), "{}", word);
        }
    }

    #[test]
    fn any_text_is_a_catalogue_or_errors_with_positions(text in "(?s).{0,200}|(\\[\\[model\\]\\]\n(id|name|stage|x) = [\"a-z1]{0,9}\n){0,4}") {
        if let Err(diagnostics) = Catalog::parse("any", &text) {
            prop_assert!(!diagnostics.0.is_empty());
            for diagnostic in diagnostics.0 {
                prop_assert!(diagnostic.line >= 1 && diagnostic.column >= 1);
                prop_assert!(diagnostic.line <= text.lines().count() + 1);
            }
        }
    }

    #[test]
    fn quantity_round_trips_through_text(value in any::<u64>(), small in 0_u64..100_000, exponent in 0_u32..12) {
        for value in [value, small, small * 10_u64.pow(exponent)] {
            prop_assert_eq!(Quantity(value).to_string().parse(), Ok(Quantity(value)));
            prop_assert_eq!(Quantity(value).to_byte_string().parse(), Ok(Quantity(value)));
        }
    }

    #[test]
    fn date_round_trips_through_text(text in "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?") {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn wrapped_text_keeps_its_characters_and_fits_the_width(text in "[a-z盘古，。 ᄀक्ष्म्य👩‍💻-]{0,80}", columns in 4_usize..40) {
        let lines = display_width::wrap(&text, columns);
        let is_one_grapheme = |line: &str| line.graphemes(true).count() <= 1;
        prop_assert!(lines.iter().all(|line| display_width::width(line) <= columns || is_one_grapheme(line)), "{:?}", lines);
        let without_spaces = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without_spaces(&lines.concat()), without_spaces(&text));
        prop_assert!(display_width::width(&display_width::truncate(&text, columns)) <= columns);
    }
}
