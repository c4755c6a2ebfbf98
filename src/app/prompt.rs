//! A line of text that is asked for: a note.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use super::input::{line_of, types_a_letter, with_inserted};
use crate::catalog::id::Id;

/// The most signs that are typed into a note.
const LONGEST: usize = 500;

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The entry.
    pub(super) id: Id,
    /// Its name.
    pub name: String,
    /// What was kept when it was asked for.
    pub(super) seen: Option<String>,
    /// What is typed.
    pub input: Input,
}

impl Prompt {
    /// Takes a key that is typed.
    pub(super) fn press(&mut self, key: KeyEvent) {
        if self.room() > 0 || !types_a_letter(key) {
            self.input.handle_event(&Event::Key(key));
        }
    }

    /// Puts pasted text where the cursor is, as far as there is room.
    pub(super) fn paste(&mut self, text: &str) {
        let pasted: String = line_of(text).chars().take(self.room()).collect();
        self.input = with_inserted(&self.input, &pasted);
    }

    fn room(&self) -> usize {
        LONGEST.saturating_sub(self.input.value().chars().count())
    }
}
