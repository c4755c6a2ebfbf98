//! Returning to where a person was, after the index or the program was started again.

use llm_index::RowId;

use crate::app::{place::Place, saved_row::SavedRow, state::App};

impl App {
    /// The present place; `None` in an empty list.
    pub(super) fn place(&self) -> Option<Place> {
        let row = SavedRow::new(self.list.selected_row()?, &self.index)?;
        Some(Place {
            row,
            idx: self.list.state().selected,
            offset: self.list.state().offset,
            detail: self.detail.view().state(),
        })
    }

    /// The row of the place to return to, if it is in the index.
    pub(super) fn pending_place_row(&self) -> Option<RowId> {
        self.pending_place.as_ref()?.row.row(&self.index)
    }

    /// Scrolls the list and the detail as they were at the pending place, if its entry is selected. While entries are
    /// loaded, it may still come.
    pub(super) fn return_to_place(&mut self) {
        let selected = self.list.selected_row().and_then(|row| SavedRow::new(row, &self.index));
        if let Some(place) =
            self.pending_place.as_ref().filter(|place| selected.is_some_and(|row| row.id == place.row.id))
        {
            self.list.set_offset(place.offset, self.list_height());
            self.detail.view_mut().set_state(place.detail);
        }
        if self.jobs.load_progress.is_none() {
            // What is gone leaves the cursor where it was.
            let is_gone = |place: &Place| place.row.row(&self.index).is_none();
            if let Some(idx) =
                self.pending_place.as_ref().filter(|place| is_gone(place.as_ref())).map(|place| place.idx)
            {
                self.list.select_index(idx, self.list_height());
            }
            self.pending_place = None;
        }
    }
}
