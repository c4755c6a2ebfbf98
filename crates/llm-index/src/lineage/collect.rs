//! Forests of the models of an index.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use rustc_hash::{FxHashMap, FxHashSet};

use llm_catalog::{date::Date, id::Id, model::Stage, parent::Parent};

use crate::{
    field::EncodedField,
    field_value::FieldValue,
    index::{Index, RowLocation},
    lineage::{
        ancestry::{ChildFinder, LineageIds},
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
        let (mut entries, decoder) = (RowSet::new(index), SeedDecoder::new(index));
        let rows = rows.into_iter().map(|row| index.entry_row(row)).filter(|row| entries.insert(*row));
        let mut models = rows.filter(|row| is_model(index, *row));
        let mut newest: Vec<RowId> = models.by_ref().take(limit).collect();
        let omitted = models.count();
        let mut seen = RowSet::new(index);
        for row in &newest {
            seen.insert(*row);
        }
        let matches = seen.clone();
        let mut seeds: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut rows_by_parent_id: HashMap<Id, Option<RowId>> = HashMap::new();
        while !newest.is_empty() {
            let mut generation: Vec<_> = newest.iter().filter_map(|row| decoder.seed(*row)).collect();
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
            let is_match = matches.contains(seed.row);
            NodeSeed { is_match, parents: parents.iter().filter_map(resolve).collect(), ..seed }
        };
        Self::build(seeds.into_iter().map(with_parents).collect()).with_omitted(omitted)
    }

    /// A model and its descendants within some generations. Stops soon after `limit` models.
    #[must_use]
    pub fn descendants(index: &Index, row: RowId, generations: usize, limit: usize) -> Self {
        let row = index.entry_row(row);
        let decoder = SeedDecoder::new(index);
        let Some((root, _)) = decoder.seed(row) else { return Self::default() };
        let mut rows_by_id: HashMap<Id, RowId> = entry_id(index, row).map(|id| (id, row)).into_iter().collect();
        let mut descendants: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut seen: FxHashSet<RowId> = [row].into_iter().collect();
        let mut finder = ChildFinder::new(index, false);
        let mut newest: LineageIds = rows_by_id.keys().map(|id| hash_id(id.as_str())).collect();
        for _ in 0..generations {
            if newest.is_empty() || seen.len() > limit {
                break;
            }
            let rows = finder.children(&newest).into_iter().filter(|row| !seen.contains(row));
            // Different ids may have the same hash.
            let is_child = |(_, parents): &(NodeSeed, Vec<Parent>)| {
                parents.iter().any(|parent| rows_by_id.contains_key(&parent.id))
            };
            let children = rows.filter_map(|row| decoder.seed(row)).filter(is_child);
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

/// Some rows of an index.
#[derive(Clone)]
struct RowSet(Vec<bool>);

impl RowSet {
    fn new(index: &Index) -> Self {
        Self(vec![false; index.len()])
    }

    /// Adds a row. Returns whether it is new.
    fn insert(&mut self, row: RowId) -> bool {
        self.0.get_mut(row.index()).is_some_and(|contains| !std::mem::replace(contains, true))
    }

    fn contains(&self, row: RowId) -> bool {
        self.0.get(row.index()).copied().unwrap_or_default()
    }
}

/// Reads what a forest needs of each model.
struct SeedDecoder<'i> {
    index: &'i Index,
    /// By segment and key.
    stages: Vec<Vec<Option<Stage>>>,
    dates: Vec<Vec<OnceCell<Option<Date>>>>,
}

impl<'i> SeedDecoder<'i> {
    fn new(index: &'i Index) -> Self {
        let segments = || index.segments().map(|(_, segment)| segment);
        let stages = segments().map(|segment| segment.stages_by_key()).collect();
        let dates = segments().map(|segment| segment.dictionary(EncodedField::Released).len() + 1);
        Self { index, stages, dates: dates.map(|count| vec![OnceCell::new(); count]).collect() }
    }

    /// A model without its parents, and the parents; `None` for an extension.
    fn seed(&self, row: RowId) -> Option<(NodeSeed, Vec<Parent>)> {
        let RowLocation { segment_idx, segment, row: local_row } = self.index.location(row)?;
        let stages = self.stages.get(segment_idx)?;
        let stage = stages.get(segment.key(EncodedField::Stage, local_row)).copied().flatten()?;
        let key = segment.key(EncodedField::Released, local_row);
        let date = || match segment.value(EncodedField::Released, key) {
            Some(FieldValue::Released(date)) => Some(date),
            _ => None,
        };
        let released = self.dates.get(segment_idx)?.get(key).and_then(|cell| *cell.get_or_init(date));
        let (mut parents, mut seen) = (Vec::<Parent>::new(), FxHashSet::default());
        for variant in segment.variant_rows(local_row) {
            let value = segment.value(EncodedField::BaseModels, segment.key(EncodedField::BaseModels, variant));
            if let Some(FieldValue::BaseModels(of_variant)) = value {
                parents.extend(of_variant.iter().filter(|parent| seen.insert(parent.id.clone())).cloned());
            }
        }
        Some((NodeSeed { row, stage, released, is_match: true, parents: Vec::new() }, parents))
    }
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
