//! Where a person is in the list, to be found again in another index.

use crate::app::{list_state::ListState, saved_row::SavedRow};

/// The selected entry, and how far the list and its detail are scrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewPosition {
    /// The selected entry.
    pub row: SavedRow,
    /// Its index in the list.
    pub idx: usize,
    /// The first visible row of the list.
    pub offset: usize,
    /// The cursor of the detail.
    pub detail: ListState,
}
