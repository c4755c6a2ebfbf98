//! The descendants of entries in an index.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::{
    index::Index,
    row_id::RowId,
    segment::{ParentKey, Segment},
};

impl Index {
    /// Some entries and all their descendants, by weights alone or by any relation.
    ///
    /// A child of which no variant of the parent is named descends by weights from what all variants of the parent
    /// descend from; by any relation, from what one of them does.
    pub(crate) fn descendants(&self, rows: impl IntoIterator<Item = RowId>, weights_only: bool) -> LineageIds {
        let mut descent = Descent::new(self, rows, weights_only);
        while !descent.next_generation().is_empty() {}
        descent.found
    }
}

/// Finds the descendants of some entries, one generation after another.
pub(super) struct Descent<'i> {
    index: &'i Index,
    finder: ChildFinder<'i>,
    /// Whether only parents count whose weights were used.
    weights_only: bool,
    names_variants: bool,
    seen: FxHashSet<RowId>,
    found: LineageIds,
    newest: LineageIds,
}

impl<'i> Descent<'i> {
    pub fn new(index: &'i Index, rows: impl IntoIterator<Item = RowId>, weights_only: bool) -> Self {
        let names_variants = index.segments().any(|(_, segment)| segment.names_parent_variants());
        let hash = |row| index.locate(row).map(|(segment, row)| segment.id_hash(row));
        let found: LineageIds = rows.into_iter().filter_map(hash).collect();
        let finder = ChildFinder { index, weights_only, scans: 0, edges: Vec::new() };
        Self { index, finder, weights_only, names_variants, seen: FxHashSet::default(), newest: found.clone(), found }
    }

    /// The rows of the next generation, ascending; none after the last. Different ids may have the same hash, so a few
    /// may not descend from the entries.
    pub fn next_generation(&mut self) -> Vec<RowId> {
        if self.newest.is_empty() {
            return Vec::new();
        }
        let rows: Vec<_> = self.finder.rows(&self.newest).into_iter().filter(|row| self.seen.insert(*row)).collect();
        self.newest = LineageIds::default();
        for row in &rows {
            let Some((segment, local_row)) = self.index.locate(*row) else { continue };
            let id = segment.id_hash(local_row);
            if self.names_variants {
                self.newest.variants.insert((id, segment.variant_hash(local_row)));
            }
            let is_complete = || self.index.variant_rows(*row).iter().all(|variant| self.seen.contains(variant));
            if !self.found.ids.contains(&id) && (!self.weights_only || is_complete()) {
                self.newest.ids.insert(id);
            }
        }
        self.found.ids.extend(&self.newest.ids);
        self.found.variants.extend(&self.newest.variants);
        rows
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
struct ChildFinder<'i> {
    index: &'i Index,
    /// Whether only parents count whose weights were used.
    weights_only: bool,
    scans: usize,
    /// A parent and the row of a child, in this order.
    edges: Vec<(ParentKey, RowId)>,
}

impl<'i> ChildFinder<'i> {
    /// The rows that have one of these parents, ascending.
    fn rows(&mut self, parents: &LineageIds) -> Vec<RowId> {
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
