//! The models that were visited, as a browser remembers pages.

use super::App;

/// The most models that are remembered.
const MOST: usize = 100;

/// The models that were left, the last one last.
#[derive(Default)]
pub(super) struct Visits {
    back: Vec<Visit>,
    /// Those that were left by going back.
    forward: Vec<Visit>,
}

/// A model that was left, by its row, and the query it was found by.
struct Visit {
    row: usize,
    query: String,
}

impl App {
    /// Goes to a model along a line, and remembers the one that is left. Where
    /// a person had gone back, what lay ahead is forgotten.
    pub(super) fn jump(&mut self, row: usize) {
        if let Some(here) = self.current().filter(|here| *here != row) {
            self.visits.forward.clear();
            let left = self.visit_of(here);
            self.visits.back.push(left);
            let surplus = self.visits.back.len().saturating_sub(MOST);
            self.visits.back.drain(..surplus);
        }
        self.close_pages();
        self.visit(row);
    }

    pub(super) fn visit_back(&mut self) {
        let here = self.current().map(|row| self.visit_of(row));
        let Some(visit) = self.visits.back.pop() else {
            self.notice = Some(self.messages().no_visit_back.to_owned());
            return;
        };
        self.visits.forward.extend(here);
        self.return_to(visit);
    }

    pub(super) fn visit_forward(&mut self) {
        let here = self.current().map(|row| self.visit_of(row));
        let Some(visit) = self.visits.forward.pop() else {
            self.notice = Some(self.messages().no_visit_forward.to_owned());
            return;
        };
        self.visits.back.extend(here);
        self.return_to(visit);
    }

    fn visit_of(&self, row: usize) -> Visit {
        Visit { row, query: self.search.value().to_owned() }
    }

    /// Shows a model as it was when it was left, among what the query found.
    fn return_to(&mut self, Visit { row, query }: Visit) {
        if query != self.search.value() {
            self.search = query.into();
            self.requery();
        }
        self.visit(row);
    }

    /// Whether there is a model to go back to.
    #[must_use]
    pub fn has_visited(&self) -> bool {
        !self.visits.back.is_empty()
    }
}
