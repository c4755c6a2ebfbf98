//! Parents and children of models in an index.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use llm_catalog::{Entry, id::Id};

use crate::{
    index::Index,
    row_id::RowId,
    segment::{ParentKey, Segment, hash_id},
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
            .children(&[hash].into_iter().collect())
            .into_iter()
            .filter(|row| self.get(*row).is_some_and(|entry| has_parent(&entry)))
            .collect()
    }

    /// Some entries and all their descendants, by weights alone or by any relation.
    ///
    /// A child of which no variant of the parent is named descends by weights from what all variants of the parent
    /// descend from; by any relation, from what one of them does.
    pub(crate) fn descendants(&self, rows: impl IntoIterator<Item = RowId>, weights_only: bool) -> LineageIds {
        let names_variants = self.segments().any(|(_, segment)| segment.names_parent_variants());
        let hash = |row| self.locate(row).map(|(segment, row)| segment.id_hash(row));
        let mut found: LineageIds = rows.into_iter().filter_map(hash).collect();
        let (mut newest, mut finder) = (found.clone(), ChildFinder::new(self, weights_only));
        let mut seen = FxHashSet::default();
        while !newest.is_empty() {
            let rows: Vec<_> = finder.rows(&newest).into_iter().filter(|row| seen.insert(*row)).collect();
            newest = LineageIds::default();
            for row in rows {
                let Some((segment, local_row)) = self.locate(row) else { continue };
                let id = segment.id_hash(local_row);
                if names_variants {
                    newest.variants.insert((id, segment.variant_hash(local_row)));
                }
                let is_complete = || self.variant_rows(row).iter().all(|variant| seen.contains(variant));
                if !found.ids.contains(&id) && (!weights_only || is_complete()) {
                    newest.ids.insert(id);
                }
            }
            found.ids.extend(&newest.ids);
            found.variants.extend(&newest.variants);
        }
        found
    }
}

/// Entries and variants that others may descend from, by hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineageIds {
    /// The ids of entries, of any variant of which others descend.
    entries: FxHashSet<u32>,
    /// The ids of entries from which others descend that name no variant, `entries` included.
    ids: FxHashSet<u32>,
    /// The ids and the names of variants.
    variants: FxHashSet<(u32, u32)>,
}

impl LineageIds {
    /// Whether a parent is one of them.
    pub fn contains(&self, parent: ParentKey) -> bool {
        let ParentKey { id, variant, .. } = parent;
        if variant == 0 {
            return self.ids.contains(&id);
        }
        self.entries.contains(&id) || self.variants.contains(&(id, variant))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.variants.is_empty()
    }
}

impl FromIterator<u32> for LineageIds {
    /// Entries with all their variants.
    fn from_iter<I: IntoIterator<Item = u32>>(id_hashes: I) -> Self {
        let entries: FxHashSet<u32> = id_hashes.into_iter().collect();
        Self { ids: entries.clone(), entries, variants: FxHashSet::default() }
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
    /// A parent and the row of a child, in this order.
    edges: Vec<(ParentKey, RowId)>,
}

impl<'i> ChildFinder<'i> {
    pub fn new(index: &'i Index, weights_only: bool) -> Self {
        Self { index, weights_only, scans: 0, edges: Vec::new() }
    }

    /// The first rows of the entries that have one of these parents, ascending.
    pub fn children(&mut self, parents: &LineageIds) -> Vec<RowId> {
        let rows = self.rows(parents).into_iter();
        let mut children: Vec<_> = rows.map(|row| self.index.entry_row(row)).collect();
        children.dedup();
        children
    }

    /// The rows that have one of these parents, ascending.
    pub fn rows(&mut self, parents: &LineageIds) -> Vec<RowId> {
        let weights_only = self.weights_only;
        let counts = move |parent: ParentKey| parent.uses_weights || !weights_only;
        self.scans += 1;
        if self.scans <= MAX_SCANS {
            let in_segment = |(base_row, segment): (RowId, &'i Arc<Segment>)| {
                let rows = segment.rows_with_parent(|parent| counts(parent) && parents.contains(parent));
                rows.map(move |row| base_row.offset(row))
            };
            return self.index.segments().flat_map(in_segment).collect();
        }
        if self.scans == MAX_SCANS + 1 {
            let in_segment = |(base_row, segment): (RowId, &'i Arc<Segment>)| {
                let edges = segment.parent_edges().filter(move |(parent, _)| counts(*parent));
                edges.map(move |(parent, row)| (parent, base_row.offset(row)))
            };
            self.edges = self.index.segments().flat_map(in_segment).collect();
            self.edges.sort_unstable();
        }
        let of_variants = parents.variants.iter().map(|(id, _)| id);
        let ids: FxHashSet<_> = parents.ids.iter().chain(of_variants).collect();
        let mut children = Vec::new();
        for id in ids {
            let first = self.edges.partition_point(|(parent, _)| parent.id < *id);
            let edges = self.edges.get(first..).unwrap_or_default().iter().take_while(|(parent, _)| parent.id == *id);
            children.extend(edges.filter(|(parent, _)| parents.contains(*parent)).map(|(_, row)| *row));
        }
        children.sort_unstable();
        children.dedup();
        children
    }
}
