//! Parents and children of models in an index.

use std::{collections::HashSet, sync::Arc};

use llm_catalog::{Entry, EntryRef, Model, id::Id};

use crate::{
    index::Index,
    row_id::RowId,
    segment::{Segment, hash_id},
};

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
        ChildFinder::new(self, false)
            .children(&[hash].into())
            .into_iter()
            .filter(|row| self.get(*row).is_some_and(|entry| has_parent(&entry)))
            .collect()
    }

    /// The first parent of a model, the first parent of that one, and so on.
    #[must_use]
    pub fn ancestors(&self, model: &Model) -> Vec<(RowId, Arc<Entry>)> {
        let (mut ancestors, mut seen) = (Vec::<(RowId, Arc<Entry>)>::new(), HashSet::new());
        let mut next = model.all_parents().next().map(|parent| parent.id.clone());
        while let Some(row) = next.and_then(|id| self.row_by_id(id.as_str())) {
            // A cycle ends where it began.
            if !seen.insert(row) {
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
        let (mut newest, mut finder) = (hashes.clone(), ChildFinder::new(self, weights_only));
        while !newest.is_empty() {
            let children = finder.children(&newest).into_iter().filter_map(hash);
            newest = children.filter(|child| hashes.insert(*child)).collect();
        }
        hashes
    }
}

/// After this many scans of the index for the next generation, all parents are put in order once. Few lineages have
/// more generations.
const MAX_SCANS: usize = 8;

/// Finds the children of one generation after another.
pub(super) struct ChildFinder<'i> {
    index: &'i Index,
    /// Whether only parents count whose weights were used.
    weights_only: bool,
    scans: usize,
    /// The id hash of a parent and the row of a child, in this order.
    edges: Vec<(u32, RowId)>,
}

impl<'i> ChildFinder<'i> {
    pub fn new(index: &'i Index, weights_only: bool) -> Self {
        Self { index, weights_only, scans: 0, edges: Vec::new() }
    }

    /// The first rows of the entries that have a parent among the ids with these hashes, ascending.
    pub fn children(&mut self, id_hashes: &HashSet<u32>) -> Vec<RowId> {
        self.scans += 1;
        if self.scans <= MAX_SCANS {
            let is_parent =
                |hash: u32, is_weights: bool| (is_weights || !self.weights_only) && id_hashes.contains(&hash);
            let in_segment = |(base_row, segment): (RowId, &'i Arc<Segment>)| {
                segment.children(is_parent).map(move |row| base_row.offset(row))
            };
            return self.index.segments().flat_map(in_segment).collect();
        }
        if self.scans == MAX_SCANS + 1 {
            let weights_only = self.weights_only;
            let in_segment = |(base_row, segment): (RowId, &'i Arc<Segment>)| {
                let edges = segment.parent_edges().filter(move |(.., is_weights)| *is_weights || !weights_only);
                edges.map(move |(hash, row, _)| (hash, base_row.offset(row)))
            };
            self.edges = self.index.segments().flat_map(in_segment).collect();
            self.edges.sort_unstable();
        }
        let mut children = Vec::new();
        for id_hash in id_hashes {
            let first = self.edges.partition_point(|(parent, _)| parent < id_hash);
            let edges = self.edges.get(first..).unwrap_or_default().iter();
            children.extend(edges.take_while(|(parent, _)| parent == id_hash).map(|(_, child)| *child));
        }
        children.sort_unstable();
        children.dedup();
        children
    }
}
