//! What holds for any input.

use proptest::prelude::*;
use support::screen;
use unicode_segmentation::UnicodeSegmentation;

use llm_catalog::{Catalog, date::Date, quantity::Quantity};
use llm_tui::{app::Screen, display_width};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Anything a person can do: keys, signs of any script, sizes, clicks.
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
    fn nothing_a_person_does_breaks_the_program(deeds in prop::collection::vec(arb_user_action(), 1..40)) {
        let mut screen = screen(100, 30);
        for deed in deeds {
            screen = match deed {
                UserAction::Press(keys) => screen.press(&keys),
                UserAction::Resize(width, height) => screen.resize(width, height),
                UserAction::Paste(text) => screen.send_event(&crossterm::event::Event::Paste(text)),
                UserAction::Click(x, y) => screen.click(x, y),
                UserAction::Wheel(x, y, true) => screen.mouse(crossterm::event::MouseEventKind::ScrollDown, x, y),
                UserAction::Wheel(x, y, false) => screen.mouse(crossterm::event::MouseEventKind::ScrollUp, x, y),
            };
            let app = &screen.app;
            let (table, layout) = (app.list(), app.layout());
            prop_assert!(table.is_empty() || table.state().selected < table.len());
            prop_assert!(table.state().offset <= table.state().selected);
            prop_assert!(
                layout.table_body.height == 0 || table.state().selected < table.state().offset + usize::from(layout.table_body.height)
            );
            let detail = app.detail().view();
            prop_assert!(detail.state().selected < detail.document().lines.len().max(1));
            if let Some(view) = app.screen().and_then(Screen::view) {
                prop_assert!(view.state().selected < view.document().lines.len().max(1));
            }
            // A picture of the widest screens takes too long to paint.
            if app.settings().size.width < 400 {
                screen.buffer();
            }
        }
    }

    #[test]
    fn every_word_of_a_query_narrows_what_the_others_find(words in prop::collection::vec("[a-z0-9]{1,4}", 1..4)) {
        let found = |query: &str| {
            let screen = screen(100, 30).press("5/").press(query);
            screen.app.list().rows().collect::<std::collections::BTreeSet<_>>()
        };
        let mut backwards = words.clone();
        backwards.reverse();
        let all = found(&words.join(" "));
        prop_assert_eq!(&all, &found(&backwards.join(" ")));
        for word in &words {
            prop_assert!(all.is_subset(&found(word)), "{}", word);
        }
    }

    #[test]
    fn any_text_is_a_catalogue_or_an_error_with_its_place(text in "(?s).{0,200}|(\\[\\[model\\]\\]\n(id|name|stage|x) = [\"a-z1]{0,9}\n){0,4}") {
        if let Err(problems) = Catalog::parse("any", &text) {
            prop_assert!(!problems.0.is_empty());
            for problem in problems.0 {
                prop_assert!(problem.line >= 1 && problem.column >= 1);
                prop_assert!(problem.line <= text.lines().count() + 1);
            }
        }
    }

    #[test]
    fn a_figure_prints_back_as_what_it_is(value in any::<u64>(), small in 0_u64..100_000, places in 0_u32..12) {
        for value in [value, small, small * 10_u64.pow(places)] {
            prop_assert_eq!(Quantity(value).to_string().parse(), Ok(Quantity(value)));
            prop_assert_eq!(Quantity(value).to_byte_string().parse(), Ok(Quantity(value)));
        }
    }

    #[test]
    fn a_date_prints_back_as_it_was_written(text in "(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?") {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn wrapped_text_keeps_its_words_and_its_width(text in "[a-z盘古，。 ᄀक्ष्म्य👩‍💻-]{0,80}", columns in 4_usize..40) {
        let lines = display_width::wrap(&text, columns);
        let is_one_sign = |line: &str| line.graphemes(true).count() <= 1;
        prop_assert!(lines.iter().all(|line| display_width::width(line) <= columns || is_one_sign(line)), "{:?}", lines);
        let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&text));
        prop_assert!(display_width::width(&display_width::truncate(&text, columns)) <= columns);
    }
}
