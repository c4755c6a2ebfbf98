//! The models that were visited, as a browser remembers pages.

use super::App;

/// The most models that are remembered.
const MOST: usize = 100;

/// The models that were left, by their rows, the last one last.
#[derive(Default)]
pub(super) struct Visits {
    back: Vec<usize>,
    /// Those that were left by going back.
    forward: Vec<usize>,
}

impl App {
    /// Goes to a model along a line, and remembers the one that is left. Where
    /// a person had gone back, what lay ahead is forgotten.
    pub(super) fn jump(&mut self, row: usize) {
        if let Some(here) = self.current().filter(|here| *here != row) {
            self.visits.forward.clear();
            self.visits.back.push(here);
            let surplus = self.visits.back.len().saturating_sub(MOST);
            self.visits.back.drain(..surplus);
        }
        self.close_pages();
        self.visit(row);
    }

    pub(super) fn visit_back(&mut self) {
        let here = self.current();
        let Some(row) = self.visits.back.pop() else {
            self.notice = Some(self.messages().no_visit_back.to_owned());
            return;
        };
        self.visits.forward.extend(here);
        self.visit(row);
    }

    pub(super) fn visit_forward(&mut self) {
        let here = self.current();
        let Some(row) = self.visits.forward.pop() else {
            self.notice = Some(self.messages().no_visit_forward.to_owned());
            return;
        };
        self.visits.back.extend(here);
        self.visit(row);
    }

    /// Whether there is a model to go back to.
    #[must_use]
    pub fn has_visited(&self) -> bool {
        !self.visits.back.is_empty()
    }
}
