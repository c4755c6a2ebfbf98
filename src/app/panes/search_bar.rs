//! The search bar: the query, its completions and the query history.

use crossterm::event::{Event, KeyEvent};
use tui_input::{Input, backend::crossterm::EventHandler};

use llm_index::{
    Index,
    query::{
        QuerySpan,
        complete::{Completion, complete},
        parser::{MAX_QUERY_CHARS, SavedQueries},
        query_spans,
    },
};

use crate::app::{
    query_history::QueryHistory,
    text_input::{insert_at_cursor, is_char_key, to_single_line},
};

/// One character more than a query may have, so that its error says what is too long.
const MAX_INPUT_CHARS: usize = MAX_QUERY_CHARS + 1;

/// The query with its completions and history.
#[derive(Default)]
pub struct SearchBar {
    input: Input,
    /// True if the next character replaces the query.
    is_query_selected: bool,
    /// Computed while the search bar has the focus.
    completion: Completion,
    /// The parts of the query, and the query they were computed of.
    parts: Vec<QuerySpan>,
    split_query: String,
    pub(in crate::app) history: QueryHistory,
}

impl SearchBar {
    /// The query with the cursor.
    #[must_use]
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// The text of the query.
    #[must_use]
    pub fn query(&self) -> &str {
        self.input.value()
    }

    /// How the query can be continued; empty without focus.
    #[must_use]
    pub fn completion(&self) -> &Completion {
        &self.completion
    }

    /// The parts of the query, for coloring.
    #[must_use]
    pub fn parts(&self) -> &[QuerySpan] {
        &self.parts
    }

    /// True if the next character replaces the query.
    #[must_use]
    pub fn is_query_selected(&self) -> bool {
        self.is_query_selected
    }

    pub(in crate::app) fn set_query(&mut self, query: impl Into<String>) {
        self.input = Input::new(query.into());
    }

    pub(in crate::app) fn clear(&mut self) {
        self.input.reset();
    }

    /// Selects the query, so that typing replaces it and an arrow key keeps it.
    pub(in crate::app) fn select_all(&mut self) {
        self.is_query_selected = !self.query().is_empty();
    }

    /// True if the cursor is after the last character.
    pub(in crate::app) fn is_cursor_at_end(&self) -> bool {
        self.input.cursor() == self.query().chars().count()
    }

    /// Types a key. Returns true if the input changed, even if only its cursor.
    pub(in crate::app) fn handle_key(&mut self, key: KeyEvent) -> bool {
        if std::mem::take(&mut self.is_query_selected) && is_char_key(key) {
            self.input.reset();
        }
        let is_full = self.query().chars().count() >= MAX_INPUT_CHARS && is_char_key(key);
        let is_changed = !is_full && self.input.handle_event(&Event::Key(key)).is_some();
        if is_changed {
            self.history.reset_position();
        }
        is_changed
    }

    /// Inserts pasted text at the cursor, or replaces the query.
    pub(in crate::app) fn paste(&mut self, text: &str, replaces_query: bool) {
        self.is_query_selected = false;
        if replaces_query {
            self.input.reset();
        }
        let input = insert_at_cursor(&self.input, &to_single_line(text));
        let value = input.value().chars().take(MAX_INPUT_CHARS).collect();
        self.input = Input::new(value).with_cursor(input.cursor().min(MAX_INPUT_CHARS));
    }

    /// An older query of the history.
    pub(in crate::app) fn older_query(&mut self) -> Option<String> {
        self.history.older(self.input.value())
    }

    /// A newer query of the history, and finally the typed one.
    pub(in crate::app) fn newer_query(&mut self) -> Option<String> {
        self.history.newer()
    }

    /// Adds the query to the history. Returns false if it is empty or the newest one again.
    pub(in crate::app) fn add_to_history(&mut self) -> bool {
        self.history.push(self.input.value())
    }

    /// Replaces the word at the cursor by the first completion. Returns false if there is none.
    pub(in crate::app) fn accept_completion(&mut self) -> bool {
        let Some(suggestion) = self.completion.suggestions.first() else { return false };
        let query = self.input.value();
        let before = query.get(..self.completion.span.start).unwrap_or_default();
        let after = query.get(self.completion.span.end..).unwrap_or_default();
        let completed = format!("{before}{suggestion}");
        let cursor = completed.chars().count();
        self.input = Input::new(completed + after).with_cursor(cursor);
        true
    }

    /// Computes the parts of another query.
    pub(in crate::app) fn update_parts(&mut self) {
        if self.split_query != self.input.value() {
            self.parts = query_spans(self.input.value());
            self.split_query.clear();
            self.split_query.push_str(self.input.value());
        }
    }

    /// Computes the completions at the cursor, or clears them without focus.
    pub(in crate::app) fn update_completion(&mut self, has_focus: bool, index: &Index, saved_queries: &SavedQueries) {
        self.completion = Completion::default();
        if has_focus {
            let query = self.input.value();
            let cursor = query.chars().take(self.input.cursor()).map(char::len_utf8).sum();
            self.completion = complete(query, cursor, index, saved_queries);
        }
    }
}
