//! A prompt for the note on an entry.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use llm_catalog::{
    bookmarks::{BookmarkChange, sanitize_note},
    id::Id as EntryId,
};

use crate::app::text_input::{insert_at_cursor, is_char_key, to_single_line};

const MAX_NOTE_CHARS: usize = 500;

/// A note being edited.
#[derive(Clone, Debug)]
pub struct Prompt {
    id: EntryId,
    /// The name of the entry.
    pub name: String,
    /// The note when the prompt was opened; `None` without a bookmark.
    original_note: Option<String>,
    /// The edited text.
    pub input: Input,
}

impl Prompt {
    /// A prompt for the note of an entry. `text` is edited, the original note or one that could not be saved.
    pub(in crate::app) fn new(id: EntryId, name: String, original_note: Option<String>, text: Option<String>) -> Self {
        let text = text.or_else(|| original_note.clone()).unwrap_or_default();
        Self { id, name, original_note, input: Input::new(text) }
    }

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

    /// The change that saves the note, unless it is the original one. An empty note keeps the bookmark.
    pub(in crate::app) fn into_change(self) -> Option<BookmarkChange> {
        let note = sanitize_note(self.input.value());
        let is_changed = note != self.original_note.as_deref().unwrap_or_default();
        is_changed.then_some(BookmarkChange { id: self.id, from: self.original_note, to: Some(note) })
    }

    fn remaining_chars(&self) -> usize {
        MAX_NOTE_CHARS.saturating_sub(self.input.value().chars().count())
    }
}
