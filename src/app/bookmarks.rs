//! Bookmarks, and notes on them. The state knows what is kept; a change is
//! asked of the system, and shown when it is made.

use tui_input::Input;

use llm_catalog::{
    bookmarks::{BookmarkChange, BookmarkStoreError, Bookmarks, ChangeOutcome, sanitize_note},
    id::Id,
};
use llm_index::{RowId, query::toggle_bookmark_filter};

use crate::{
    action::{Action, KeyContext},
    app::{App, Effect, Focus, Prompt},
};

impl App {
    /// Gives the program what a person has bookmarked, or says why it cannot be read.
    #[must_use]
    pub fn with_bookmarks(mut self, bookmarks: Result<Bookmarks, BookmarkStoreError>) -> Self {
        match bookmarks {
            Ok(bookmarks) => self.index.set_bookmarks(bookmarks),
            Err(error) => self.status_message = Some((self.messages().bookmarks_not_saved)(&error.to_string())),
        }
        self
    }

    /// Sets or takes away a bookmark; of one with a note only when asked twice.
    pub(super) fn toggle_bookmark(&mut self) -> Option<Effect> {
        let record = self.selected_entry()?;
        let (id, row) = (record.as_entry_ref().id().clone(), self.list.selected_row());
        let from = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        let has_note = from.as_ref().is_some_and(|note| !note.is_empty());
        if has_note && self.pending_unbookmark.is_none() {
            self.pending_unbookmark = row;
            let key = self.keymap.key_label(self.key_context(), Action::Bookmark).unwrap_or_default();
            self.status_message = Some((self.messages().confirm_unbookmark)(record.as_entry_ref().name(), &key));
            return None;
        }
        let to = from.is_none().then(String::new);
        Some(Effect::SaveBookmark(BookmarkChange { id, from, to }))
    }

    /// Forgets that taking away a bookmark was asked for once, where another
    /// entry is selected since.
    pub(super) fn clear_stale_unbookmark(&mut self) {
        self.pending_unbookmark = self.pending_unbookmark.filter(|row| self.list.selected_row() == Some(*row));
    }

    /// Asks for a note on the selected entry.
    pub(super) fn open_note_prompt(&mut self) {
        let Some(record) = self.selected_entry() else { return };
        let (id, name) = (record.as_entry_ref().id().clone(), record.as_entry_ref().name().to_owned());
        let seen = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        let input = Input::new(seen.clone().unwrap_or_default());
        self.prompt = Some(Prompt { id, name, original_note: seen, input });
    }

    /// Takes the note that was asked for. An empty one is none, and leaves the
    /// bookmark where there is one.
    pub(super) fn submit_note(&mut self) -> Option<Effect> {
        let Prompt { id, original_note: seen, input, .. } = self.prompt.take()?;
        let note = sanitize_note(input.value());
        let same = note == seen.as_deref().unwrap_or_default();
        (!same).then_some(Effect::SaveBookmark(BookmarkChange { id, from: seen, to: Some(note) }))
    }

    /// Shows only bookmarks, or all again.
    pub(super) fn toggle_bookmark_filter(&mut self) {
        self.focus = Focus::List;
        self.search_input = Input::new(toggle_bookmark_filter(self.search_input.value()));
        self.on_query_changed();
    }

    /// Takes what became of a change of the bookmarks.
    pub fn apply_bookmark_result(&mut self, change: &BookmarkChange, kept: Result<ChangeOutcome, BookmarkStoreError>) {
        self.pending_unbookmark = None;
        match kept {
            Ok(ChangeOutcome { bookmarks, is_applied }) => {
                self.set_bookmarks(bookmarks);
                self.status_message = Some(self.bookmark_message(change, is_applied));
                if !is_applied {
                    self.reopen_note_prompt(change);
                }
            }
            Err(error) => {
                self.status_message = Some((self.messages().bookmarks_not_saved)(&error.to_string()));
                self.reopen_note_prompt(change);
            }
        }
        self.clamp_cursors();
    }

    fn set_bookmarks(&mut self, bookmarks: Bookmarks) {
        self.index.set_bookmarks(bookmarks);
        self.detail_cache.take();
        if self.list.query().uses_bookmarks() {
            let before = self.list.selected_row();
            let select = self.nearest_remaining_row();
            if select != before {
                self.focus = Focus::List;
            }
            self.start_search(select);
        }
    }

    /// The selected entry, else the one below or above it, whichever the query
    /// would still find if only the selected one had changed.
    fn nearest_remaining_row(&self) -> Option<RowId> {
        let place = self.list.state().selected;
        let stays = |row: &RowId| self.list.query().matches_bookmark_state(self.index.bookmark_note(*row).is_some());
        let nearest = [Some(place), Some(place + 1), place.checked_sub(1)];
        nearest.into_iter().flatten().filter_map(|place| self.list.row_at(place)).find(stays)
    }

    fn bookmark_message(&self, change: &BookmarkChange, is_done: bool) -> String {
        let messages = self.messages();
        let name = self.entry_name(&change.id);
        let had_note = change.from.as_ref().is_some_and(|note| !note.is_empty());
        match &change.to {
            _ if !is_done => {
                let now = self.index.bookmarks().note(change.id.as_str()).unwrap_or_default();
                (messages.note_conflict)(&name, now)
            }
            None => (messages.bookmark_removed)(&name),
            Some(note) if !note.is_empty() => (messages.note_saved)(&name),
            Some(_) if had_note => (messages.note_removed)(&name),
            Some(_) => (messages.bookmark_added)(&name),
        }
    }

    /// Asks again for a note that could not be kept, so that it is not lost.
    fn reopen_note_prompt(&mut self, change: &BookmarkChange) {
        let Some(note) = change.to.as_ref().filter(|note| !note.is_empty()) else { return };
        let (id, name) = (change.id.clone(), self.entry_name(&change.id));
        let seen = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        self.prompt = Some(Prompt { id, name, original_note: seen, input: Input::new(note.clone()) });
    }

    fn entry_name(&self, id: &Id) -> String {
        let place = self.index.row_by_id(id.as_str()).and_then(|row| self.index.locate(row));
        place.map_or_else(|| id.to_string(), |(part, row)| part.name(row).to_owned())
    }

    /// The line of text that is asked for.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref().filter(|_| self.key_context() == KeyContext::Prompt)
    }
}
