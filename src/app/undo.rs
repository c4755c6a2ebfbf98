//! Undoing changes of bookmarks and notes.

use llm_catalog::bookmarks::{BookmarkChange, BookmarkStoreError, ChangeOutcome};

use crate::{
    app::{command::Update, effect::Effect, state::App},
    i18n::describe_bookmark_error,
};

impl App {
    /// Undoes the last change of bookmarks and notes.
    pub(super) fn undo(&mut self) -> Update {
        match self.undo_stack.last() {
            Some(step) => Effect::Undo(step.to_vec()).into(),
            None => Update::status(self.messages().nothing_to_undo),
        }
    }

    /// Takes the result of an undo. What could not be undone can be tried again.
    pub fn apply_undo_result(&mut self, changes: &[BookmarkChange], result: Result<ChangeOutcome, BookmarkStoreError>) {
        self.list.pending_unbookmark = None;
        match result {
            Ok(ChangeOutcome { bookmarks, is_applied }) => {
                self.set_bookmarks(bookmarks);
                // Another program has written a note meanwhile, which must not be lost.
                self.undo_stack.pop();
                self.status = Some(self.undo_message(changes, is_applied));
            }
            Err(error) => {
                let reason = describe_bookmark_error(&error, self.messages());
                self.status = Some((self.messages().bookmarks_not_saved)(&reason));
            }
        }
        self.lay_out();
    }

    fn undo_message(&self, changes: &[BookmarkChange], is_applied: bool) -> String {
        let messages = self.messages();
        let [change] = changes else { return (messages.undone_bookmarks)(changes.len()) };
        let name = self.entry_name(&change.id);
        let has_note = |state: &Option<String>| state.as_ref().is_some_and(|note| !note.is_empty());
        match (&change.from, &change.to) {
            _ if !is_applied => {
                let note = self.index.bookmarks().note(change.id.as_str()).unwrap_or_default();
                (messages.note_conflict)(&name, &note.replace('\n', " "))
            }
            (_, None) => (messages.undone_added)(&name),
            (None, Some(note)) => (messages.undone_removed)(&name, !note.is_empty()),
            (from, to) if has_note(from) && !has_note(to) => (messages.undone_note_added)(&name),
            _ => (messages.undone_note)(&name),
        }
    }
}
