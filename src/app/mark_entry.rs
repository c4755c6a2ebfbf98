//! Marking entries, to act on all of them at once.

use crate::{
    action::{Action, KeyContext},
    app::{
        command::Update,
        state::{App, Focus},
    },
};

impl App {
    /// Marks the selected entry or removes its mark. In the list, also selects the next row.
    pub(super) fn toggle_mark(&mut self) -> Update {
        let Some(row) = self.list.selected_row() else { return Update::Done };
        let id = self.index.locate(row).map_or("", |(segment, local_row)| segment.id(local_row));
        if self.list.marks.contains(id) {
            self.list.marks.remove(id);
        } else {
            self.list.marks.add(row, &self.index);
        }
        if self.focus == Focus::List {
            self.move_list_cursor(Action::NextRow);
        }
        Update::Done
    }

    /// Marks the entries from the most recently marked one to the selected one.
    pub(super) fn mark_range(&mut self) -> Update {
        let last_marked = self.list.marks.entries().next_back().and_then(|entry| entry.row(&self.index));
        let Some(start) = last_marked.and_then(|row| self.list.index_of(row, &self.index)) else {
            let (mark, range) = (self.list_key(Action::Mark), self.list_key(Action::MarkRange));
            return Update::status(&(self.messages().range_needs_anchor)(&mark, &range));
        };
        let end = self.list.state().selected;
        for step in 0..=start.abs_diff(end) {
            let idx = if end > start { start + step } else { start - step };
            let Some(row) = self.list.row_at(idx) else { break };
            self.list.marks.add(row, &self.index);
        }
        Update::Done
    }

    /// Marks the entries of the list that are not marked, and removes the marks of the others.
    pub(super) fn invert_marks(&mut self) -> Update {
        let rows: Vec<_> = self.list.rows().collect();
        self.list.marks.invert(rows.into_iter(), &self.index);
        Update::Done
    }

    pub(super) fn list_key(&self, action: Action) -> String {
        self.settings.keymap.key_label(KeyContext::List, action).unwrap_or_default()
    }

    /// Says how to mark entries.
    pub(super) fn no_marks(&self) -> Update {
        Update::status(&(self.messages().no_marks)(&self.list_key(Action::Mark)))
    }

    /// Removes all marks.
    pub(super) fn clear_marks(&mut self) -> Update {
        if self.list.marked_count() == 0 {
            return self.no_marks();
        }
        self.list.marks.clear();
        Update::status(self.messages().marks_cleared)
    }
}
