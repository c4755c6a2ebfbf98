//! Parents and children of models in an index.

use std::{collections::HashSet, sync::Arc};

use llm_catalog::{Entry, EntryRef, Model, id::Id};

use crate::{index::Index, row_id::RowId, segment::hash_id};

impl Index {
    /// The models that have the model with this id as a parent.
    #[must_use]
    pub fn children(&self, id: &Id) -> Vec<RowId> {
        let hash = hash_id(id.as_str());
        let has_parent = |entry: &Entry| match entry {
            Entry::Model(model) => model.all_parents().any(|parent| parent.id == *id),
            Entry::Extension(_) => false,
        };
        // Different ids may have the same hash.
        self.rows_with_parent(|other, _| other == hash)
            .filter(|row| self.get(*row).is_some_and(|entry| has_parent(&entry)))
            .collect()
    }

    /// The first rows of the entries that have a parent that satisfies the predicate, by the hash of
    /// its id and whether its weights were used.
    pub(super) fn rows_with_parent(&self, is_match: impl Fn(u32, bool) -> bool) -> impl Iterator<Item = RowId> {
        self.segments().flat_map(move |(base_row, segment)| {
            segment.children(&is_match).map(|row| base_row.offset(row)).collect::<Vec<_>>()
        })
    }

    /// The first parent of a model, the first parent of that one, and so on.
    #[must_use]
    pub fn ancestors(&self, model: &Model) -> Vec<(RowId, Arc<Entry>)> {
        let mut ancestors: Vec<(RowId, Arc<Entry>)> = Vec::new();
        let mut next = model.all_parents().next().map(|parent| parent.id.clone());
        while let Some(row) = next.and_then(|id| self.row_by_id(id.as_str())) {
            // A cycle ends where it began.
            if ancestors.iter().any(|(other, _)| *other == row) {
                break;
            }
            let Some(entry) = self.get(row) else { break };
            next = match entry.as_entry_ref() {
                EntryRef::Model(model) => model.all_parents().next().map(|parent| parent.id.clone()),
                EntryRef::Extension(_) => None,
            };
            ancestors.push((row, entry));
        }
        ancestors
    }

    /// The id hashes of some entries and of all their descendants, by weights alone or by any relation.
    pub(crate) fn descendant_id_hashes(
        &self,
        rows: impl IntoIterator<Item = RowId>,
        weights_only: bool,
    ) -> HashSet<u32> {
        let hash = |row| self.locate(row).map(|(segment, row)| segment.id_hash(row));
        let mut hashes: HashSet<u32> = rows.into_iter().filter_map(hash).collect();
        let mut newest = hashes.clone();
        while !newest.is_empty() {
            let children = self.rows_with_parent(|hash, weights| (weights || !weights_only) && newest.contains(&hash));
            let children = children.filter_map(hash);
            let children: HashSet<u32> = children.filter(|child| !hashes.contains(child)).collect();
            newest = children;
            hashes.extend(&newest);
        }
        hashes
    }
}
