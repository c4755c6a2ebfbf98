//! The pictures of the README: screens of the program, in both languages.

use std::fmt;

use llm_catalog::localized::Locale;

use crate::{
    assert_up_to_date,
    palette::{DARK, LIGHT},
    support::{TestScreen, screen_with},
    svg::to_svg,
};

/// The size of the terminal in the pictures.
const COLUMNS: u16 = 124;
const ROWS: u16 = 32;
/// Pages with pictures should load at once.
const MAX_PICTURE_BYTES: usize = 60_000;

/// The name of a picture and the keys that lead to its screen.
const SCREENS: [(&str, &str); 6] = [
    ("main", "<ctrl-l>"),
    ("search", "/fits:24gb license:open-source reasoning:yes<enter><ctrl-l>"),
    ("detail", "/qwen3<enter><enter><ctrl-l>"),
    ("compare", "/^qwen3$<enter> /<ctrl-u>^gemma3$<enter> /<ctrl-u>^gptoss$<enter> x<ctrl-l>"),
    ("tree", "/base:llama-2<enter>t<ctrl-l>"),
    ("chart", "6<ctrl-l>"),
];

/// The program on the built-in catalogue.
pub fn program(locale: Locale, columns: u16, rows: u16) -> TestScreen {
    let screen = screen_with(llm_tui::builtin::index().unwrap(), columns, rows);
    if locale == Locale::Zh { screen.in_chinese() } else { screen }
}

/// The path of a picture.
pub fn path(name: impl fmt::Display) -> String {
    format!("assets/screenshots/{name}.svg")
}

#[test]
fn screenshots_are_up_to_date() {
    for (locale, suffix) in [(Locale::En, "en"), (Locale::Zh, "zh")] {
        for (name, keys) in SCREENS {
            let buffer = program(locale, COLUMNS, ROWS).press(keys).buffer();
            let picture = to_svg(&buffer, &DARK);
            assert!(picture.len() < MAX_PICTURE_BYTES, "{name}.{suffix} has {} bytes", picture.len());
            roxmltree::Document::parse(&picture).unwrap();
            assert_up_to_date(&path(format_args!("{name}.{suffix}")), &picture);
            if name == "main" {
                assert_up_to_date(&path(format_args!("{name}.{suffix}.light")), &to_svg(&buffer, &LIGHT));
            }
        }
    }
}
