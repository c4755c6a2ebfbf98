//! The models that were visited, as a browser remembers pages.

use llm_index::RowId;

use crate::app::App;

/// The most models that are remembered.
const MAX_NAV_ENTRIES: usize = 100;

/// The models that were left, the last one last.
#[derive(Default)]
pub(super) struct NavHistory {
    back: Vec<NavEntry>,
    /// Those that were left by going back.
    forward: Vec<NavEntry>,
}

/// A model that was left, by its row, and the query it was found by.
struct NavEntry {
    row: RowId,
    query: String,
}

impl App {
    /// Goes to a model along a line, and remembers the one that is left. Where
    /// a person had gone back, what lay ahead is forgotten.
    pub(super) fn navigate_to(&mut self, row: RowId) {
        if let Some(here) = self.current_row().filter(|here| *here != row) {
            self.nav_history.forward.clear();
            let left = self.nav_entry(here);
            self.nav_history.back.push(left);
            let surplus = self.nav_history.back.len().saturating_sub(MAX_NAV_ENTRIES);
            self.nav_history.back.drain(..surplus);
        }
        self.close_all_screens();
        self.select_entry(row);
    }

    pub(super) fn history_back(&mut self) {
        let here = self.current_row().map(|row| self.nav_entry(row));
        let Some(visit) = self.nav_history.back.pop() else {
            self.status_message = Some(self.messages().history_at_start.to_owned());
            return;
        };
        self.nav_history.forward.extend(here);
        self.restore_nav_entry(visit);
    }

    pub(super) fn history_forward(&mut self) {
        let here = self.current_row().map(|row| self.nav_entry(row));
        let Some(visit) = self.nav_history.forward.pop() else {
            self.status_message = Some(self.messages().history_at_end.to_owned());
            return;
        };
        self.nav_history.back.extend(here);
        self.restore_nav_entry(visit);
    }

    fn nav_entry(&self, row: RowId) -> NavEntry {
        NavEntry { row, query: self.search_input.value().to_owned() }
    }

    /// Shows a model as it was when it was left, among what the query found.
    fn restore_nav_entry(&mut self, NavEntry { row, query }: NavEntry) {
        if query != self.search_input.value() {
            self.search_input = query.into();
            self.on_query_changed();
        }
        self.select_entry(row);
    }

    /// Whether there is a model to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.nav_history.back.is_empty()
    }
}
