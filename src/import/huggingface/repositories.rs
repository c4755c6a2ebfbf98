//! What is kept of each repository of a list until its entry is written: some 90 bytes with its name and one parent.

use crate::import::huggingface::repo_names::{RepoNames, TooManyNames};

/// What is known of a repository by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RepoState {
    /// It is the parent of one in the list.
    Mentioned,
    /// It is in the list, and becomes no entry.
    Skipped,
    /// It is in the list, and becomes the entry of a number.
    Entry(u32),
}

/// The repositories of a list and their parents, by name, and those that become entries, in the order of the list.
#[derive(Debug, Default)]
pub(super) struct Repositories {
    names: RepoNames,
    /// By the number of the name.
    states: Vec<RepoState>,
    /// The number of the name of each entry.
    entry_names: Vec<u32>,
    /// The numbers of the names of the parents of all entries.
    parents: Vec<u32>,
    /// Where the parents of each entry end.
    parent_ends: Vec<u32>,
}

impl Repositories {
    /// Adds a repository of the list by its name, and returns the number of that; `None` if it was in the list before.
    pub(super) fn add(&mut self, name: &str) -> Result<Option<u32>, TooManyNames> {
        let number = self.insert_name(name)?;
        let Some(state) = self.states.get_mut(number as usize).filter(|state| **state == RepoState::Mentioned) else {
            return Ok(None);
        };
        *state = RepoState::Skipped;
        self.names.respell(number, name)?;
        Ok(Some(number))
    }

    /// Says that a repository becomes an entry.
    pub(super) fn add_entry<'a>(
        &mut self,
        name: u32,
        parents: impl Iterator<Item = &'a str>,
    ) -> Result<(), TooManyNames> {
        let entry = u32::try_from(self.entry_names.len()).map_err(|_| TooManyNames)?;
        if let Some(state) = self.states.get_mut(name as usize) {
            *state = RepoState::Entry(entry);
        }
        self.entry_names.push(name);
        for parent in parents {
            let parent = self.insert_name(parent)?;
            self.parents.push(parent);
        }
        self.parent_ends.push(u32::try_from(self.parents.len()).map_err(|_| TooManyNames)?);
        Ok(())
    }

    /// The number of entries.
    pub(super) fn entry_count(&self) -> usize {
        self.entry_names.len()
    }

    /// The name of the repository of an entry.
    pub(super) fn entry_name(&self, entry: usize) -> &str {
        self.entry_names.get(entry).map_or("", |number| self.names.get(*number))
    }

    /// The entry of a name, if it is one.
    pub(super) fn entry_by_name(&self, name: &str) -> Option<usize> {
        self.entry_by_number(self.names.find(name)?)
    }

    /// Whether a repository of this name is in the list, whatever becomes of it.
    pub(super) fn is_listed(&self, name: &str) -> bool {
        let state = self.names.find(name).and_then(|number| self.states.get(number as usize));
        state.is_some_and(|state| *state != RepoState::Mentioned)
    }

    /// The entries that are parents of an entry.
    pub(super) fn parents(&self, entry: usize) -> impl Iterator<Item = usize> {
        let end = |entry: usize| self.parent_ends.get(entry).map_or(0, |end| *end as usize);
        let start = entry.checked_sub(1).map_or(0, end);
        let parents = self.parents.get(start..end(entry)).unwrap_or_default();
        parents.iter().filter_map(|number| self.entry_by_number(*number))
    }

    fn entry_by_number(&self, number: u32) -> Option<usize> {
        match self.states.get(number as usize)? {
            RepoState::Entry(entry) => Some(*entry as usize),
            RepoState::Mentioned | RepoState::Skipped => None,
        }
    }

    fn insert_name(&mut self, name: &str) -> Result<u32, TooManyNames> {
        let number = self.names.insert(name)?;
        self.states.resize(self.names.len(), RepoState::Mentioned);
        Ok(number)
    }
}
