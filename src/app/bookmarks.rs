//! Bookmarks, and notes on them. The state knows what is kept; a change is
//! asked of the system, and shown when it is made.

use tui_input::Input;

use super::{App, Effect, Focus, Prompt};
use crate::{
    action::{Action, Mode},
    bookmarks::{Bookmarks, Change, KeepError, Kept, tidy},
    catalog::id::Id,
    search::toggle_bookmarked,
};

impl App {
    /// Gives the program what a person has bookmarked, or says why it cannot be read.
    #[must_use]
    pub fn with_bookmarks(mut self, bookmarks: Result<Bookmarks, KeepError>) -> Self {
        match bookmarks {
            Ok(bookmarks) => self.shelf.set_bookmarks(bookmarks),
            Err(error) => self.notice = Some((self.messages().not_kept)(&error.to_string())),
        }
        self
    }

    /// Sets or takes away a bookmark; of one with a note only when asked twice.
    pub(super) fn bookmark(&mut self) -> Option<Effect> {
        let record = self.selected()?;
        let (id, row) = (record.entry().id().clone(), self.table.selected());
        let from = self.shelf.bookmarks().note(id.as_str()).map(str::to_owned);
        let has_note = from.as_ref().is_some_and(|note| !note.is_empty());
        if has_note && self.taking_away.is_none() {
            self.taking_away = row;
            let key = self.keymap.key(self.mode(), Action::Bookmark).unwrap_or_default();
            self.notice = Some((self.messages().bookmark_has_note)(record.entry().name(), &key));
            return None;
        }
        let to = from.is_none().then(String::new);
        Some(Effect::Keep(Change { id, from, to }))
    }

    /// Forgets that taking away a bookmark was asked for once, where another
    /// entry is selected since.
    pub(super) fn settle_bookmark(&mut self) {
        self.taking_away = self.taking_away.filter(|row| self.table.selected() == Some(*row));
    }

    /// Asks for a note on the selected entry.
    pub(super) fn ask_note(&mut self) {
        let Some(record) = self.selected() else { return };
        let (id, name) = (record.entry().id().clone(), record.entry().name().to_owned());
        let seen = self.shelf.bookmarks().note(id.as_str()).map(str::to_owned);
        let input = Input::new(seen.clone().unwrap_or_default());
        self.prompt = Some(Prompt { id, name, seen, input });
    }

    /// Takes the note that was asked for. An empty one is none, and leaves the
    /// bookmark where there is one.
    pub(super) fn take_note(&mut self) -> Option<Effect> {
        let Prompt { id, seen, input, .. } = self.prompt.take()?;
        let note = tidy(input.value());
        let same = note == seen.as_deref().unwrap_or_default();
        (!same).then_some(Effect::Keep(Change { id, from: seen, to: Some(note) }))
    }

    /// Shows only bookmarks, or all again.
    pub(super) fn toggle_bookmarked(&mut self) {
        self.focus = Focus::Table;
        self.search = Input::new(toggle_bookmarked(self.search.value()));
        self.requery();
    }

    /// Takes what became of a change of the bookmarks.
    pub fn kept(&mut self, change: &Change, kept: Result<Kept, KeepError>) {
        self.taking_away = None;
        match kept {
            Ok(Kept { bookmarks, is_done }) => {
                self.show_bookmarks(bookmarks);
                self.notice = Some(self.say_kept(change, is_done));
                if !is_done {
                    self.ask_again(change);
                }
            }
            Err(error) => {
                self.notice = Some((self.messages().not_kept)(&error.to_string()));
                self.ask_again(change);
            }
        }
        self.settle();
    }

    fn show_bookmarks(&mut self, bookmarks: Bookmarks) {
        self.shelf.set_bookmarks(bookmarks);
        self.sheet.take();
        if self.table.query().asks_for_bookmarks() {
            let before = self.table.selected();
            let select = self.nearest_that_stays();
            if select != before {
                self.focus = Focus::Table;
            }
            self.seek(select);
        }
    }

    /// The selected entry, else the one below or above it, whichever the query
    /// would still find if only the selected one had changed.
    fn nearest_that_stays(&self) -> Option<usize> {
        let place = self.table.cursor().row;
        let stays = |row: &usize| self.table.query().admits_bookmark(self.shelf.note(*row).is_some());
        let nearest = [Some(place), Some(place + 1), place.checked_sub(1)];
        nearest.into_iter().flatten().filter_map(|place| self.table.row_at(place)).find(stays)
    }

    fn say_kept(&self, change: &Change, is_done: bool) -> String {
        let messages = self.messages();
        let name = self.name_of(&change.id);
        let had_note = change.from.as_ref().is_some_and(|note| !note.is_empty());
        match &change.to {
            _ if !is_done => {
                let now = self.shelf.bookmarks().note(change.id.as_str()).unwrap_or_default();
                (messages.note_changed)(&name, now)
            }
            None => (messages.bookmark_removed)(&name),
            Some(note) if !note.is_empty() => (messages.note_kept)(&name),
            Some(_) if had_note => (messages.note_removed)(&name),
            Some(_) => (messages.bookmark_set)(&name),
        }
    }

    /// Asks again for a note that could not be kept, so that it is not lost.
    fn ask_again(&mut self, change: &Change) {
        let Some(note) = change.to.as_ref().filter(|note| !note.is_empty()) else { return };
        let (id, name) = (change.id.clone(), self.name_of(&change.id));
        let seen = self.shelf.bookmarks().note(id.as_str()).map(str::to_owned);
        self.prompt = Some(Prompt { id, name, seen, input: Input::new(note.clone()) });
    }

    fn name_of(&self, id: &Id) -> String {
        let place = self.shelf.row_of(id.as_str()).and_then(|row| self.shelf.part_of(row));
        place.map_or_else(|| id.to_string(), |(part, row)| part.name(row).to_owned())
    }

    /// The line of text that is asked for.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref().filter(|_| self.mode() == Mode::Prompt)
    }
}
