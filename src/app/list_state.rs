//! A cursor and scroll offset in a list.

use serde::{Deserialize, Serialize};

use crate::action::Action;

/// A selected row and the first visible row, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListState {
    /// The selected row.
    pub selected: usize,
    /// The first visible row.
    pub offset: usize,
}

/// Rows shown above and below the selected one while scrolling.
const SCROLL_MARGIN_ROWS: usize = 2;

impl ListState {
    /// Moves the cursor in a list of `count` rows with `height` visible ones. Does nothing for an
    /// action that is not a motion.
    pub fn apply_motion(&mut self, action: Action, count: usize, height: usize) {
        let page = isize::try_from(height.max(2) - 1).unwrap_or(isize::MAX);
        match action {
            Action::NextRow => self.move_by(1, count, height),
            Action::PreviousRow => self.move_by(-1, count, height),
            Action::HalfPageDown => self.move_by((page / 2).max(1), count, height),
            Action::HalfPageUp => self.move_by(-(page / 2).max(1), count, height),
            Action::PageDown => self.move_by(page, count, height),
            Action::PageUp => self.move_by(-page, count, height),
            Action::FirstRow => self.select(0, count, height),
            Action::LastRow => self.select(count, count, height),
            _ => {}
        }
    }

    /// Moves the cursor by some rows and stops at the ends.
    pub fn move_by(&mut self, rows: isize, count: usize, height: usize) {
        self.select(self.selected.saturating_add_signed(rows), count, height);
    }

    /// Scrolls by some rows; the cursor stays inside the window.
    pub fn scroll_by(&mut self, rows: isize, count: usize, height: usize) {
        self.offset = self.offset.saturating_add_signed(rows).min(count.saturating_sub(height));
        let last = (self.offset + height.saturating_sub(1)).min(count.saturating_sub(1));
        self.selected = self.selected.clamp(self.offset.min(last), last);
    }

    /// Keeps the cursor in the list and in the window, scrolling no more than needed.
    pub fn clamp(&mut self, count: usize, height: usize) {
        self.selected = self.selected.min(count.saturating_sub(1));
        let min_offset = (self.selected + 1).saturating_sub(height);
        self.offset = self.offset.max(min_offset).min(self.selected).min(count.saturating_sub(height));
    }

    /// Selects a row, at most the last, and scrolls it into the window.
    pub fn select(&mut self, row: usize, count: usize, height: usize) {
        self.selected = row.min(count.saturating_sub(1));
        let margin = SCROLL_MARGIN_ROWS.min(height.saturating_sub(1) / 2);
        let min_offset = (self.selected + margin + 1).saturating_sub(height);
        let max_offset = self.selected.saturating_sub(margin);
        // The last `min` wins: the selected row is visible even where the margin does not fit.
        self.offset = self.offset.max(min_offset).min(max_offset).min(count.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stops_at_the_ends_and_stays_visible() {
        let mut state = ListState::default();
        state.apply_motion(Action::PreviousRow, 10, 4);
        assert_eq!(state, ListState { selected: 0, offset: 0 });
        state.apply_motion(Action::LastRow, 10, 4);
        assert_eq!(state, ListState { selected: 9, offset: 6 });
        state.apply_motion(Action::PageUp, 10, 4);
        assert_eq!(state.selected, 6);
        state.select(99, 0, 4);
        assert_eq!(state, ListState { selected: 0, offset: 0 });
    }
}
