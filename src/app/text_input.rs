//! Helpers for lines of typed and pasted text.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use llm_catalog::text::is_unsafe_for_terminal;

/// Joins pasted text to one line and removes control and invisible characters.
pub fn to_single_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|ch| !is_unsafe_for_terminal(*ch)).collect()
}

/// Inserts text at the cursor and puts the cursor after it.
pub fn insert_at_cursor(input: &Input, text: &str) -> Input {
    let chars = || input.value().chars();
    let value = chars().take(input.cursor()).chain(text.chars()).chain(chars().skip(input.cursor())).collect();
    Input::new(value).with_cursor(input.cursor() + text.chars().count())
}

/// True if the key types a character.
pub fn is_char_key(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}
