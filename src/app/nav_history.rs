//! Back and forward through visited models, as in a browser.

use llm_catalog::id::Id as EntryId;

const MAX_ENTRIES: usize = 100;

/// The models that were left by following links.
#[derive(Default)]
pub struct NavHistory {
    /// The most recent last.
    back: Vec<NavEntry>,
    /// Those left by going back, the nearest last.
    forward: Vec<NavEntry>,
}

/// A visited model and the query that was active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavEntry {
    pub id: EntryId,
    pub query: String,
}

impl NavHistory {
    /// Records the model that a link leads away from and clears the forward entries.
    pub fn push(&mut self, entry: NavEntry) {
        self.forward.clear();
        self.back.push(entry);
        let excess = self.back.len().saturating_sub(MAX_ENTRIES);
        self.back.drain(..excess);
    }

    /// Returns the previous model; `current` becomes the next one.
    pub fn go_back(&mut self, current: Option<NavEntry>) -> Option<NavEntry> {
        let entry = self.back.pop()?;
        self.forward.extend(current);
        Some(entry)
    }

    /// Returns the next model; `current` becomes the previous one.
    pub fn go_forward(&mut self, current: Option<NavEntry>) -> Option<NavEntry> {
        let entry = self.forward.pop()?;
        self.back.extend(current);
        Some(entry)
    }

    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }
}
