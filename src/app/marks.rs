//! The models marked for a comparison.

use llm_catalog::id::Id as EntryId;
use llm_index::{Index, RowId};

use crate::{app::entry_id::model_id, comparison::MAX_MODELS};

/// Marked models of any tab, the most recently marked last.
#[derive(Default)]
pub struct Marks {
    ids: Vec<EntryId>,
}

/// Why an entry could not be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkError {
    NotAModel,
    LimitReached,
}

impl Marks {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn ids(&self) -> &[EntryId] {
        &self.ids
    }

    pub fn contains(&self, id: &str) -> bool {
        self.ids.iter().any(|marked| marked.as_str() == id)
    }

    /// Marks the model of a row.
    pub fn add(&mut self, row: RowId, index: &Index) -> Result<(), MarkError> {
        let id = model_id(row, index).ok_or(MarkError::NotAModel)?;
        if self.contains(id.as_str()) {
            return Ok(());
        }
        if self.len() >= MAX_MODELS {
            return Err(MarkError::LimitReached);
        }
        self.ids.push(id);
        Ok(())
    }

    pub fn remove(&mut self, id: &str) {
        self.ids.retain(|marked| marked.as_str() != id);
    }

    /// The names of the marked models, separated by commas.
    pub fn names(&self, index: &Index) -> String {
        let name = |id: &EntryId| {
            let (segment, row) = index.locate(index.row_by_id(id.as_str())?)?;
            Some(segment.name(row))
        };
        self.ids.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }
}
