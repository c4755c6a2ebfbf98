//! The line in which the text of a find is typed.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use crate::app::text_input::{insert_at_cursor, is_char_key, to_single_line};

const MAX_FIND_CHARS: usize = 100;

/// The text of a find being typed.
#[derive(Clone, Debug, Default)]
pub struct FindInput {
    /// The edited text.
    pub input: Input,
}

impl FindInput {
    pub(in crate::app) fn handle_key(&mut self, key: KeyEvent) {
        if self.remaining_chars() > 0 || !is_char_key(key) {
            self.input.handle_event(&Event::Key(key));
        }
    }

    /// Inserts pasted text at the cursor up to the maximum length.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        let text: String = to_single_line(text).chars().take(self.remaining_chars()).collect();
        self.input = insert_at_cursor(&self.input, &text);
    }

    fn remaining_chars(&self) -> usize {
        MAX_FIND_CHARS.saturating_sub(self.input.value().chars().count())
    }
}
