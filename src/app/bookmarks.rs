//! Bookmarks and notes. A change is an effect; its result updates the state.

use llm_catalog::{
    bookmarks::{BookmarkChange, BookmarkStoreError, Bookmarks, ChangeOutcome},
    id::Id as EntryId,
};
use llm_index::{RowId, query::toggle_bookmark_filter};

use crate::{
    action::Action,
    app::{
        command::Update,
        effect::Effect,
        overlays::{Overlay, prompt::Prompt},
        state::{App, Focus},
    },
    i18n::describe_bookmark_error,
};

impl App {
    /// Adds or removes the bookmark of the selected entry. One with a note is removed only when asked twice.
    pub(super) fn toggle_bookmark(&mut self) -> Update {
        let Some(entry) = self.selected_entry() else { return Update::Done };
        let (id, name) = (entry.as_entry_ref().id().clone(), entry.as_entry_ref().name());
        let from = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        let has_note = from.as_ref().is_some_and(|note| !note.is_empty());
        if has_note && self.list.pending_unbookmark.is_none() {
            self.list.pending_unbookmark = Some(id);
            let key = self.settings.keymap.key_label(self.key_context(), Action::Bookmark).unwrap_or_default();
            return Update::status(&(self.messages().confirm_unbookmark)(name, &key));
        }
        let to = from.is_none().then(String::new);
        Effect::SaveBookmark(BookmarkChange { id, from, to }).into()
    }

    /// Forgets the first request to remove a bookmark once another entry is selected.
    pub(super) fn clear_stale_unbookmark(&mut self) {
        let Some(pending) = &self.list.pending_unbookmark else { return };
        let selected = self.list.selected_row().and_then(|row| self.index.locate(row));
        if selected.map(|(segment, local_row)| segment.id(local_row)) != Some(pending.as_str()) {
            self.list.pending_unbookmark = None;
        }
    }

    /// Opens a prompt for the note of the selected entry.
    pub(super) fn open_note_prompt(&mut self) -> Update {
        let Some(entry) = self.selected_entry() else { return Update::Done };
        let id = entry.as_entry_ref().id().clone();
        // A prompt has one line.
        if self.index.bookmarks().note(id.as_str()).is_some_and(|note| note.contains('\n')) {
            return self.edit_note();
        }
        self.open_prompt(id, None);
        Update::Done
    }

    fn open_prompt(&mut self, id: EntryId, text: Option<String>) {
        let original_note = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        let name = self.entry_name(&id);
        self.overlay = Some(Overlay::Prompt(Prompt::for_note(id, name, original_note, text)));
    }

    /// Filters by bookmarks or removes that filter.
    pub(super) fn toggle_bookmark_filter(&mut self) {
        self.focus = Focus::List;
        self.set_query(toggle_bookmark_filter(self.search_bar.query()));
    }

    /// Takes the result of saving a change.
    pub fn apply_bookmark_result(
        &mut self,
        change: &BookmarkChange,
        result: Result<ChangeOutcome, BookmarkStoreError>,
    ) {
        self.list.pending_unbookmark = None;
        match result {
            Ok(ChangeOutcome { bookmarks, is_applied }) => {
                self.set_bookmarks(bookmarks);
                self.status = Some(self.bookmark_message(change, is_applied));
                if is_applied {
                    self.undo_stack.push(std::slice::from_ref(change));
                } else {
                    self.reopen_note_prompt(change);
                }
            }
            Err(error) => {
                self.status =
                    Some((self.messages().bookmarks_not_saved)(&describe_bookmark_error(&error, self.messages())));
                self.reopen_note_prompt(change);
            }
        }
        self.lay_out();
    }

    /// Takes the result of bookmarking several entries.
    pub fn apply_bookmarks_result(
        &mut self,
        changes: &[BookmarkChange],
        result: Result<ChangeOutcome, BookmarkStoreError>,
    ) {
        match result {
            // An entry that another program has bookmarked meanwhile keeps its note.
            Ok(ChangeOutcome { bookmarks, .. }) => {
                self.set_bookmarks(bookmarks);
                self.undo_stack.push(changes);
                self.status = Some((self.messages().bookmarks_added)(changes.len()));
            }
            Err(error) => {
                let reason = describe_bookmark_error(&error, self.messages());
                self.status = Some((self.messages().bookmarks_not_saved)(&reason));
            }
        }
        self.lay_out();
    }

    pub(super) fn set_bookmarks(&mut self, bookmarks: Bookmarks) {
        self.index.set_bookmarks(bookmarks);
        self.detail.invalidate();
        if self.list.query().uses_bookmarks() {
            let previous = self.list.selected_row();
            let select = self.nearest_remaining_row();
            if select != previous {
                self.focus = Focus::List;
            }
            self.start_search(select);
        }
    }

    /// The selected entry if it still matches, else the one below or above it.
    fn nearest_remaining_row(&self) -> Option<RowId> {
        let selected = self.list.state().selected;
        let is_match = |row: &RowId| self.list.query().matches_bookmark_state(self.index.bookmark_note(*row).is_some());
        let nearest = [Some(selected), Some(selected + 1), selected.checked_sub(1)];
        nearest.into_iter().flatten().filter_map(|idx| self.list.row_at(idx)).find(is_match)
    }

    fn bookmark_message(&self, change: &BookmarkChange, is_applied: bool) -> String {
        let messages = self.messages();
        let name = self.entry_name(&change.id);
        let had_note = change.from.as_ref().is_some_and(|note| !note.is_empty());
        match &change.to {
            _ if !is_applied => {
                let note = self.index.bookmarks().note(change.id.as_str()).unwrap_or_default();
                (messages.note_conflict)(&name, &note.replace('\n', " "))
            }
            None => (messages.bookmark_removed)(&name),
            Some(note) if !note.is_empty() => (messages.note_saved)(&name),
            Some(_) if had_note => (messages.note_removed)(&name),
            Some(_) => (messages.bookmark_added)(&name),
        }
    }

    /// Opens the prompt again with a note that could not be saved, so that it is not lost.
    fn reopen_note_prompt(&mut self, change: &BookmarkChange) {
        if let Some(note) = change.to.as_ref().filter(|note| !note.is_empty()) {
            if note.contains('\n') {
                self.unsaved_note = Some((change.id.clone(), note.clone()));
            } else {
                self.open_prompt(change.id.clone(), Some(note.clone()));
            }
        }
    }

    pub(super) fn entry_name(&self, id: &EntryId) -> String {
        let located = self.index.row_by_id(id.as_str()).and_then(|row| self.index.locate(row));
        located.map_or_else(|| id.to_string(), |(segment, local_row)| segment.name(local_row).to_owned())
    }
}
