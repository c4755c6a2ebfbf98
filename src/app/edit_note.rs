//! Editing a note of several lines in the user's editor.

use llm_catalog::bookmarks::{BookmarkChange, sanitize_note};

use crate::app::{
    command::Update,
    effect::{EditorError, Effect, NoteEdit},
    state::App,
};

impl App {
    /// Edits the note of the selected entry in the editor.
    pub(super) fn edit_note(&mut self) -> Update {
        let Some(entry) = self.selected_entry() else { return Update::Done };
        let id = entry.as_entry_ref().id().clone();
        let original = self.index.bookmarks().note(id.as_str()).map(str::to_owned);
        // A text that could not be saved is not lost.
        let unsaved = self.unsaved_note.take_if(|(unsaved_id, _)| *unsaved_id == id).map(|(_, text)| text);
        let text = unsaved.or_else(|| original.clone()).unwrap_or_default();
        Effect::EditNote(NoteEdit { id, original, text }).into()
    }

    /// Takes the text of the editor. Returns the effect that saves it, if it is another note.
    pub fn apply_edited_note(&mut self, edit: NoteEdit, result: Result<String, EditorError>) -> Option<Effect> {
        let messages = self.messages();
        let effect = match result {
            Ok(text) => {
                let note = sanitize_note(&text);
                let is_changed = note != edit.original.as_deref().unwrap_or_default();
                if !is_changed {
                    self.status = Some(messages.note_unchanged.to_owned());
                }
                let NoteEdit { id, original, .. } = edit;
                is_changed.then_some(Effect::SaveBookmark(BookmarkChange { id, from: original, to: Some(note) }))
            }
            Err(EditorError::NotFound) => {
                self.status = Some(messages.no_editor.to_owned());
                None
            }
            Err(EditorError::Failed(reason)) => {
                self.status = Some((messages.editor_failed)(&reason));
                None
            }
        };
        self.lay_out();
        effect
    }
}
