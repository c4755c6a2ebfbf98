//! A line of text that is asked for: a note.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use llm_catalog::id::Id;

use crate::app::input::{insert_at_cursor, is_char_key, to_single_line};

/// The most signs that are typed into a note.
const MAX_NOTE_CHARS: usize = 500;

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The entry.
    pub(super) id: Id,
    /// Its name.
    pub name: String,
    /// What was kept when it was asked for.
    pub(super) original_note: Option<String>,
    /// What is typed.
    pub input: Input,
}

impl Prompt {
    /// Takes a key that is typed.
    pub(super) fn handle_key(&mut self, key: KeyEvent) {
        if self.remaining_chars() > 0 || !is_char_key(key) {
            self.input.handle_event(&Event::Key(key));
        }
    }

    /// Puts pasted text where the cursor is, as far as there is room.
    pub(super) fn paste(&mut self, text: &str) {
        let pasted: String = to_single_line(text).chars().take(self.remaining_chars()).collect();
        self.input = insert_at_cursor(&self.input, &pasted);
    }

    fn remaining_chars(&self) -> usize {
        MAX_NOTE_CHARS.saturating_sub(self.input.value().chars().count())
    }
}
