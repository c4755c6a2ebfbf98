//! Who was built on whom.

use std::{collections::HashSet, sync::Arc};

use super::{Shelf, hash};
use crate::catalog::{Entry, Model, Record, id::Id};

impl Shelf {
    /// The rows of the models that name the model of an id as a parent.
    #[must_use]
    pub fn children(&self, id: &Id) -> Vec<usize> {
        let hash = hash(id.as_str());
        let is_child = |row: &usize| {
            let record = self.get(*row);
            let parents = |record: &Record| match record {
                Record::Model(model) => model.base_models.iter().any(|parent| parent.id == *id),
                Record::Extension(_) => false,
            };
            record.is_some_and(|record| parents(&record))
        };
        let rows = self.parts().flat_map(|(start, part)| {
            part.children(|other| other == hash).map(move |row| start + row).collect::<Vec<_>>()
        });
        rows.filter(is_child).collect()
    }

    /// The model's first parent, that one's first parent, and so on, with their rows.
    #[must_use]
    pub fn ancestors(&self, model: &Model) -> Vec<(usize, Arc<Record>)> {
        let mut found: Vec<(usize, Arc<Record>)> = Vec::new();
        let mut next = model.base_models.first().map(|parent| parent.id.clone());
        while let Some(row) = next.and_then(|id| self.row_of(id.as_str())) {
            let Some(record) = self.get(row).filter(|_| found.iter().all(|(other, _)| *other != row)) else { break };
            next = match record.entry() {
                Entry::Model(model) => model.base_models.first().map(|parent| parent.id.clone()),
                Entry::Extension(_) => None,
            };
            found.push((row, record));
        }
        found
    }

    /// The hashes of the ids of some rows and of all that descends from them.
    #[must_use]
    pub fn family(&self, rows: impl IntoIterator<Item = usize>) -> HashSet<u32> {
        let hash = |row| Some(self.part_of(row)?).map(|(part, row)| part.hash(row));
        let mut family: HashSet<u32> = rows.into_iter().filter_map(hash).collect();
        let mut newest = family.clone();
        while !newest.is_empty() {
            let children = self.parts().flat_map(|(_, part)| {
                part.children(|hash| newest.contains(&hash)).map(|row| part.hash(row)).collect::<Vec<_>>()
            });
            newest = children.filter(|child| !family.contains(child)).collect();
            family.extend(&newest);
        }
        family
    }
}
