//! A place in a list of which a window is seen.

use crate::action::Action;

/// A selected row and the first row that is seen, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// The selected row.
    pub selected: usize,
    /// The first row of the window.
    pub offset: usize,
}

/// Rows kept in sight above and below the selected one.
const SCROLL_MARGIN_ROWS: usize = 2;

impl ListState {
    /// Moves by an action in a list of `count` rows; an action that does not
    /// move leaves it as it is.
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

    /// Moves by some rows, and stops at the ends.
    pub fn move_by(&mut self, rows: isize, count: usize, height: usize) {
        self.select(self.selected.saturating_add_signed(rows), count, height);
    }

    /// Moves the window by some rows; the selected row is taken along where it
    /// would leave the sight.
    pub fn scroll_by(&mut self, rows: isize, count: usize, height: usize) {
        self.offset = self.offset.saturating_add_signed(rows).min(count.saturating_sub(height));
        let last = (self.offset + height.saturating_sub(1)).min(count.saturating_sub(1));
        self.selected = self.selected.clamp(self.offset.min(last), last);
    }

    /// Selects a row, or the last one, and brings it in sight.
    pub fn select(&mut self, row: usize, count: usize, height: usize) {
        self.selected = row.min(count.saturating_sub(1));
        let margin = SCROLL_MARGIN_ROWS.min(height.saturating_sub(1) / 2);
        let lowest = (self.selected + margin + 1).saturating_sub(height);
        let highest = self.selected.saturating_sub(margin);
        // Sight over margin: a window of one row still shows the selected one.
        self.offset = self.offset.max(lowest).min(highest).min(count.saturating_sub(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_the_ends_and_stays_in_sight() {
        let mut cursor = ListState::default();
        cursor.apply_motion(Action::PreviousRow, 10, 4);
        assert_eq!(cursor, ListState { selected: 0, offset: 0 });
        cursor.apply_motion(Action::LastRow, 10, 4);
        assert_eq!(cursor, ListState { selected: 9, offset: 6 });
        cursor.apply_motion(Action::PageUp, 10, 4);
        assert_eq!(cursor.selected, 6);
        cursor.select(99, 0, 4);
        assert_eq!(cursor, ListState { selected: 0, offset: 0 });
    }
}
