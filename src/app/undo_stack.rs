//! The changes that can be undone.

use std::collections::VecDeque;

use llm_catalog::bookmarks::BookmarkChange;

/// How many changes can be undone.
const MAX_UNDO_STEPS: usize = 100;

/// The changes that undo those made since the start, the latest last.
#[derive(Debug, Default)]
pub struct UndoStack {
    steps: VecDeque<Vec<BookmarkChange>>,
}

impl UndoStack {
    /// Remembers how to undo changes that were made together.
    pub fn push(&mut self, changes: &[BookmarkChange]) {
        let inverse = |change: &BookmarkChange| BookmarkChange {
            id: change.id.clone(),
            from: change.to.clone(),
            to: change.from.clone(),
        };
        let step: Vec<_> = changes.iter().filter(|change| change.from != change.to).map(inverse).collect();
        if step.is_empty() {
            return;
        }
        if self.steps.len() >= MAX_UNDO_STEPS {
            self.steps.pop_front();
        }
        self.steps.push_back(step);
    }

    /// The changes that undo the latest ones.
    pub fn last(&self) -> Option<&[BookmarkChange]> {
        self.steps.back().map(Vec::as_slice)
    }

    /// Forgets the latest changes.
    pub fn pop(&mut self) {
        self.steps.pop_back();
    }
}
