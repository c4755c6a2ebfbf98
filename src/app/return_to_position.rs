//! Returning to where a person was, after the index or the program was started again.

use llm_index::RowId;

use crate::app::{saved_row::SavedRow, state::App, view_position::ViewPosition};

impl App {
    /// The current position; `None` in an empty list.
    pub(super) fn view_position(&self) -> Option<ViewPosition> {
        let row = SavedRow::new(self.list.selected_row()?, &self.index)?;
        Some(ViewPosition {
            row,
            idx: self.list.state().selected,
            offset: self.list.state().offset,
            detail: self.detail.view().state(),
        })
    }

    /// The row of the position to return to, if it is in the index.
    pub(super) fn pending_position_row(&self) -> Option<RowId> {
        self.pending_position.as_ref()?.row.row(&self.index)
    }

    /// Scrolls the list and the detail as they were at the pending position, if its entry is selected. While entries are
    /// loaded, it may still come.
    pub(super) fn return_to_position(&mut self) {
        let selected = self.list.selected_row().and_then(|row| SavedRow::new(row, &self.index));
        if let Some(position) =
            self.pending_position.as_ref().filter(|position| selected.is_some_and(|row| row.id == position.row.id))
        {
            self.list.set_offset(position.offset, self.list_height());
            self.detail.view_mut().set_state(position.detail);
        }
        if self.jobs.load_progress.is_none() {
            // What is gone leaves the cursor where it was.
            let is_gone = |position: &ViewPosition| position.row.row(&self.index).is_none();
            if let Some(idx) = self
                .pending_position
                .as_ref()
                .filter(|position| is_gone(position.as_ref()))
                .map(|position| position.idx)
            {
                self.list.select_index(idx, self.list_height());
            }
            self.pending_position = None;
        }
    }
}
