//! A prompt for a line of text: a note, the name of a query, the path of an export.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use llm_catalog::{
    bookmarks::{BookmarkChange, sanitize_note},
    id::Id as EntryId,
};

use crate::{
    app::text_input::{insert_at_cursor, is_char_key, to_single_line},
    i18n::Messages,
};

const MAX_NOTE_CHARS: usize = 500;
const MAX_NAME_CHARS: usize = 40;
const MAX_PATH_CHARS: usize = 1_000;

/// A line of text being edited.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What the text is.
    pub kind: PromptKind,
    /// The edited text.
    pub input: Input,
    /// True if the text is selected: typing replaces it, and an arrow key keeps it.
    pub is_selected: bool,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub enum PromptKind {
    /// The note on an entry.
    Note(NotePrompt),
    /// The name under which a query is saved.
    QueryName {
        /// The query.
        query: String,
    },
    /// The file that entries are exported to.
    ExportPath {
        /// True for the marked entries, false for those of the list.
        is_marked: bool,
        /// How many entries there are.
        count: usize,
    },
}

/// An entry whose note is edited.
#[derive(Clone, Debug)]
pub struct NotePrompt {
    id: EntryId,
    /// The name of the entry.
    name: String,
    /// The note when the prompt was opened; `None` without a bookmark.
    original_note: Option<String>,
}

impl Prompt {
    pub(in crate::app) fn new(kind: PromptKind, text: impl Into<String>) -> Self {
        Self { kind, input: Input::new(text.into()), is_selected: false }
    }

    /// A prompt with a text that is selected, so that typing replaces it.
    pub(in crate::app) fn with_selected(kind: PromptKind, text: impl Into<String>) -> Self {
        let text = text.into();
        let is_selected = !text.is_empty();
        Self { is_selected, ..Self::new(kind, text) }
    }

    /// A prompt for the note of an entry. `text` is edited, the original note or one that could not be saved.
    pub(in crate::app) fn for_note(
        id: EntryId,
        name: String,
        original_note: Option<String>,
        text: Option<String>,
    ) -> Self {
        let text = text.or_else(|| original_note.clone()).unwrap_or_default();
        Self::new(PromptKind::Note(NotePrompt { id, name, original_note }), text)
    }

    /// The text before the edited one. `shorten` makes a name fit.
    #[must_use]
    pub fn label(&self, messages: &Messages, shorten: impl Fn(&str) -> String) -> String {
        match &self.kind {
            PromptKind::Note(note) => (messages.note_prompt)(&shorten(&note.name)),
            PromptKind::QueryName { .. } => messages.query_name_prompt.to_owned(),
            PromptKind::ExportPath { count, .. } => (messages.export_prompt)(*count),
        }
    }

    pub(in crate::app) fn handle_key(&mut self, key: KeyEvent) {
        if std::mem::take(&mut self.is_selected) && is_char_key(key) {
            self.input.reset();
        }
        if self.remaining_chars() > 0 || !is_char_key(key) {
            self.input.handle_event(&Event::Key(key));
        }
    }

    /// Inserts pasted text at the cursor up to the maximum length.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        if std::mem::take(&mut self.is_selected) {
            self.input.reset();
        }
        let text: String = to_single_line(text).chars().take(self.remaining_chars()).collect();
        self.input = insert_at_cursor(&self.input, &text);
    }

    fn remaining_chars(&self) -> usize {
        let max_chars = match self.kind {
            PromptKind::Note(_) => MAX_NOTE_CHARS,
            PromptKind::QueryName { .. } => MAX_NAME_CHARS,
            PromptKind::ExportPath { .. } => MAX_PATH_CHARS,
        };
        max_chars.saturating_sub(self.input.value().chars().count())
    }
}

impl NotePrompt {
    /// The change that saves a text as the note, unless it is the original one. An empty note keeps the bookmark.
    pub(in crate::app) fn into_change(self, text: &str) -> Option<BookmarkChange> {
        let note = sanitize_note(text);
        let is_changed = note != self.original_note.as_deref().unwrap_or_default();
        is_changed.then_some(BookmarkChange { id: self.id, from: self.original_note, to: Some(note) })
    }
}
