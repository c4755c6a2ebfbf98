//! Forests of the models of an index.

use std::collections::{HashMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use llm_catalog::{id::Id, parent::Parent};

use crate::{
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    lineage::{
        ancestry::ChildFinder,
        forest::{LineageForest, NodeSeed, Relations},
    },
    row_id::RowId,
    segment::hash_id,
};

/// From this many ids on, one pass over the index is faster than a look-up for each.
const SCAN_THRESHOLD_IDS: usize = 256;

impl LineageForest {
    /// The models among `rows`, at most `limit`, with all their ancestors by some relations.
    #[must_use]
    pub fn with_ancestors(
        index: &Index,
        rows: impl IntoIterator<Item = RowId>,
        limit: usize,
        relations: Relations,
    ) -> Self {
        let mut entries = FxHashSet::default();
        let rows = rows.into_iter().map(|row| index.entry_row(row)).filter(|row| entries.insert(*row));
        let mut models = rows.filter(|row| is_model(index, *row));
        let mut newest: Vec<RowId> = models.by_ref().take(limit).collect();
        let omitted = models.count();
        let mut seen: FxHashSet<RowId> = newest.iter().copied().collect();
        let matches = seen.clone();
        let mut seeds: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut rows_by_parent_id: HashMap<Id, Option<RowId>> = HashMap::new();
        while !newest.is_empty() {
            let mut generation: Vec<_> = newest.iter().filter_map(|row| node_seed(index, *row)).collect();
            for (_, parents) in &mut generation {
                parents.retain(|parent| relations.contains(parent.relation));
            }
            let parents = generation.iter().flat_map(|(_, parents)| parents).map(|parent| &parent.id);
            let unresolved: HashSet<&Id> = parents.filter(|id| !rows_by_parent_id.contains_key(*id)).collect();
            let resolved = rows_by_id(index, unresolved.into_iter().cloned().collect());
            newest = resolved.values().flatten().copied().filter(|row| seen.insert(*row)).collect();
            newest.retain(|row| is_model(index, *row));
            rows_by_parent_id.extend(resolved);
            seeds.extend(generation);
        }
        let with_parents = |(seed, parents): (NodeSeed, Vec<Parent>)| {
            let resolve =
                |parent: &Parent| Some((rows_by_parent_id.get(&parent.id).copied().flatten()?, parent.relation));
            let is_match = matches.contains(&seed.row);
            NodeSeed { is_match, parents: parents.iter().filter_map(resolve).collect(), ..seed }
        };
        Self::build(seeds.into_iter().map(with_parents).collect()).with_omitted(omitted)
    }

    /// A model and its descendants within some generations. Stops soon after `limit` models.
    #[must_use]
    pub fn descendants(index: &Index, row: RowId, generations: usize, limit: usize) -> Self {
        let row = index.entry_row(row);
        let Some((root, _)) = node_seed(index, row) else { return Self::default() };
        let mut rows_by_id: HashMap<Id, RowId> = entry_id(index, row).map(|id| (id, row)).into_iter().collect();
        let mut descendants: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut seen: FxHashSet<RowId> = [row].into_iter().collect();
        let mut finder = ChildFinder::new(index, false);
        let mut newest: HashSet<u32> = rows_by_id.keys().map(|id| hash_id(id.as_str())).collect();
        for _ in 0..generations {
            if newest.is_empty() || seen.len() > limit {
                break;
            }
            let rows = finder.children(&newest).into_iter().filter(|row| !seen.contains(row));
            // Different ids may have the same hash.
            let is_child = |(_, parents): &(NodeSeed, Vec<Parent>)| {
                parents.iter().any(|parent| rows_by_id.contains_key(&parent.id))
            };
            let children = rows.filter_map(|row| node_seed(index, row)).filter(is_child);
            let children: Vec<_> = children.take(limit + 1 - seen.len()).collect();
            seen.extend(children.iter().map(|(seed, _)| seed.row));
            let ids = children.iter().filter_map(|(child, _)| Some((entry_id(index, child.row)?, child.row)));
            let ids: Vec<_> = ids.collect();
            newest = ids.iter().map(|(id, _)| hash_id(id.as_str())).collect();
            rows_by_id.extend(ids);
            descendants.extend(children);
        }
        let with_parents = |(seed, parents): (NodeSeed, Vec<Parent>)| {
            let resolve = |parent: &Parent| Some((*rows_by_id.get(&parent.id)?, parent.relation));
            NodeSeed { parents: parents.iter().filter_map(resolve).collect(), ..seed }
        };
        Self::build(std::iter::once(root).chain(descendants.into_iter().map(with_parents)).collect())
    }
}

fn is_model(index: &Index, row: RowId) -> bool {
    index.locate(row).is_some_and(|(segment, row)| segment.key(EncodedField::Stage, row) > 0)
}

fn entry_id(index: &Index, row: RowId) -> Option<Id> {
    let (segment, row) = index.locate(row)?;
    segment.id(row).to_owned().try_into().ok()
}

/// A model without its parents, and the parents; `None` for an extension.
fn node_seed(index: &Index, row: RowId) -> Option<(NodeSeed, Vec<Parent>)> {
    let (segment, local_row) = index.locate(row)?;
    let value = |field| segment.value(field, segment.key(field, local_row));
    let Some(FieldValue::Stage(stage)) = value(EncodedField::Stage) else { return None };
    let released = match value(EncodedField::Released) {
        Some(FieldValue::Released(date)) => Some(date),
        _ => None,
    };
    let (mut parents, mut seen) = (Vec::<Parent>::new(), HashSet::new());
    for variant in segment.variant_rows(local_row) {
        let value = segment.value(EncodedField::BaseModels, segment.key(EncodedField::BaseModels, variant));
        if let Some(FieldValue::BaseModels(of_variant)) = value {
            parents.extend(of_variant.iter().filter(|parent| seen.insert(parent.id.clone())).cloned());
        }
    }
    Some((NodeSeed { row, stage, released, is_match: true, parents: Vec::new() }, parents))
}

/// The row of each id; `None` for an id that the index does not have.
fn rows_by_id(index: &Index, ids: Vec<Id>) -> HashMap<Id, Option<RowId>> {
    if ids.len() < SCAN_THRESHOLD_IDS {
        return ids.into_iter().map(|id| (id.clone(), index.row_by_id(id.as_str()))).collect();
    }
    let mut ids_by_hash: FxHashMap<u32, Vec<&Id>> = FxHashMap::default();
    for id in &ids {
        ids_by_hash.entry(hash_id(id.as_str())).or_default().push(id);
    }
    let mut rows: HashMap<Id, Option<RowId>> = HashMap::new();
    for (base_row, segment) in index.segments() {
        for row in segment.entry_rows() {
            let Some(ids) = ids_by_hash.get(&segment.id_hash(row)) else { continue };
            if let Some(id) = ids.iter().find(|id| id.as_str() == segment.id(row)) {
                rows.entry((*id).clone()).or_insert(Some(base_row.offset(row)));
            }
        }
    }
    for id in ids {
        rows.entry(id).or_insert(None);
    }
    rows
}
