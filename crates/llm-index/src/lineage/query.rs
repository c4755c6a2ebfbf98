//! Who was built on whom.

use std::{collections::HashSet, sync::Arc};

use llm_catalog::{Entry, EntryRef, Model, id::Id};

use crate::{Index, segment::hash_str};

impl Index {
    /// The rows of the models that name the model of an id as a parent.
    #[must_use]
    pub fn children(&self, id: &Id) -> Vec<usize> {
        let hash = hash_str(id.as_str());
        let is_child = |row: &usize| {
            let record = self.get(*row);
            let parents = |record: &Entry| match record {
                Entry::Model(model) => model.base_models.iter().any(|parent| parent.id == *id),
                Entry::Extension(_) => false,
            };
            record.is_some_and(|record| parents(&record))
        };
        let rows = self.segments().flat_map(|(start, part)| {
            part.children(|other| other == hash).map(move |row| start + row).collect::<Vec<_>>()
        });
        rows.filter(is_child).collect()
    }

    /// The model's first parent, that one's first parent, and so on, with their rows.
    #[must_use]
    pub fn ancestors(&self, model: &Model) -> Vec<(usize, Arc<Entry>)> {
        let mut found: Vec<(usize, Arc<Entry>)> = Vec::new();
        let mut next = model.base_models.first().map(|parent| parent.id.clone());
        while let Some(row) = next.and_then(|id| self.row_by_id(id.as_str())) {
            let Some(record) = self.get(row).filter(|_| found.iter().all(|(other, _)| *other != row)) else { break };
            next = match record.as_entry_ref() {
                EntryRef::Model(model) => model.base_models.first().map(|parent| parent.id.clone()),
                EntryRef::Extension(_) => None,
            };
            found.push((row, record));
        }
        found
    }

    /// The hashes of the ids of some rows and of all that descends from them.
    #[must_use]
    pub fn descendant_id_hashes(&self, rows: impl IntoIterator<Item = usize>) -> HashSet<u32> {
        let hash = |row| Some(self.locate(row)?).map(|(part, row)| part.id_hash(row));
        let mut family: HashSet<u32> = rows.into_iter().filter_map(hash).collect();
        let mut newest = family.clone();
        while !newest.is_empty() {
            let children = self.segments().flat_map(|(_, part)| {
                part.children(|hash| newest.contains(&hash)).map(|row| part.id_hash(row)).collect::<Vec<_>>()
            });
            newest = children.filter(|child| !family.contains(child)).collect();
            family.extend(&newest);
        }
        family
    }
}
