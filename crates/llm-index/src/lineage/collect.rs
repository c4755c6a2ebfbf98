//! Forests of the models of an index.

use llm_catalog::id::Id;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    field::EncodedField,
    index::Index,
    lineage::{
        ancestry::Descent,
        forest::{LineageForest, NodeId, NodeSeed, Relations},
        variant_graph,
        variant_groups::{ParentReader, VariantGroup},
    },
    row_id::RowId,
    segment::hash_id,
};

/// From this many ids on, one pass over the index is faster than a look-up for each.
const SCAN_THRESHOLD_IDS: usize = 256;

impl LineageForest {
    /// The variants of models among `rows`, of at most `limit` models, with all their ancestors by some relations.
    #[must_use]
    pub fn with_ancestors(
        index: &Index,
        rows: impl IntoIterator<Item = RowId>,
        limit: usize,
        relations: Relations,
    ) -> Self {
        let matches = Matches::new(index, rows, limit);
        let (reader, mut groups) = (ParentReader::new(index, relations), Vec::new());
        let mut rows_by_id: FxHashMap<Id, Option<RowId>> = FxHashMap::default();
        let (mut seen, mut newest) = (matches.entries.clone(), matches.models.clone());
        while !newest.is_empty() {
            let start = groups.len();
            groups.reserve(newest.len());
            for row in &newest {
                reader.read(*row, &mut groups);
            }
            let parents = groups.get(start..).into_iter().flatten().flat_map(|group: &VariantGroup| &group.parents);
            let unresolved: FxHashSet<&Id> =
                parents.map(|parent| &parent.id).filter(|id| !rows_by_id.contains_key(*id)).collect();
            let resolved = look_up(index, unresolved.into_iter().cloned().collect());
            newest = resolved.values().flatten().copied().filter(|row| seen.insert(*row)).collect();
            newest.retain(|row| is_model(index, *row));
            rows_by_id.extend(resolved);
        }
        let rows_by_id = rows_by_id.into_iter().filter_map(|(id, row)| Some((id, row?))).collect();
        let mut seeds = variant_graph::nodes(index, groups, &rows_by_id, relations);
        let is_start = |seed: &NodeSeed| seed.is_match && !seed.is_whole;
        let mut are_all_starts = true;
        for seed in &mut seeds {
            seed.is_match = match seed.variants.as_slice() {
                [] => matches.entries.contains(seed.entry),
                variants => variants.iter().any(|row| matches.rows.contains(*row)),
            };
            are_all_starts &= is_start(seed);
        }
        if !are_all_starts {
            let starts = seeds.iter().enumerate().filter(|(_, seed)| is_start(seed)).map(|(id, _)| id).collect();
            seeds = with_reachable(seeds, starts, parents_of);
        }
        retain_matching_variants(&mut seeds, &matches.rows);
        Self::build(seeds).with_omitted(matches.omitted)
    }

    /// A model and its descendants within some generations. Stops soon after `limit` models.
    #[must_use]
    pub fn descendants(index: &Index, row: RowId, generations: usize, limit: usize) -> Self {
        let root = index.entry_row(row);
        let mut entries = vec![root];
        let mut seen: FxHashSet<RowId> = entries.iter().copied().collect();
        let mut descent = Descent::new(index, [root], false);
        for _ in 0..generations {
            let rows = descent.next_generation();
            if rows.is_empty() || entries.len() > limit {
                break;
            }
            let new = rows.into_iter().map(|row| index.entry_row(row)).filter(|row| seen.insert(*row));
            entries.extend(new.take(limit + 1 - entries.len()));
        }
        let (reader, mut groups) = (ParentReader::new(index, Relations::All), Vec::new());
        for row in &entries {
            reader.read(*row, &mut groups);
        }
        let ids = entries.iter().filter_map(|row| Some((entry_id(index, *row)?, *row)));
        let mut seeds = variant_graph::nodes(index, groups, &ids.collect(), Relations::All);
        for seed in &mut seeds {
            seed.is_match = true;
        }
        let mut children = vec![Vec::new(); seeds.len()];
        for (id, seed) in seeds.iter().enumerate() {
            for link in &seed.parents {
                children.get_mut(link.parent).into_iter().for_each(|children| children.push(id));
            }
        }
        let roots = seeds.iter().enumerate().filter(|(_, seed)| seed.entry == root).map(|(id, _)| id).collect();
        let children_of = |_: &[NodeSeed], id: NodeId| children.get(id).cloned().unwrap_or_default();
        Self::build(with_reachable(seeds, roots, children_of))
    }
}

/// Leaves out the variants of matching nodes that do not match themselves and that no other node names as a parent. All
/// stay where one descends from the node without naming a variant.
fn retain_matching_variants(seeds: &mut [NodeSeed], matches: &RowSet) {
    let is_partial = |seed: &NodeSeed| seed.is_match && seed.variants.iter().any(|variant| !matches.contains(*variant));
    let mut named: FxHashMap<NodeId, FxHashSet<RowId>> = seeds
        .iter()
        .enumerate()
        .filter(|(_, seed)| is_partial(seed))
        .map(|(id, _)| (id, FxHashSet::default()))
        .collect();
    if named.is_empty() {
        return;
    }
    for link in seeds.iter().flat_map(|seed| &seed.parents) {
        if link.variants.is_empty() {
            named.remove(&link.parent);
        } else if let Some(named) = named.get_mut(&link.parent) {
            named.extend(&link.variants);
        }
    }
    for (id, named) in named {
        let Some(seed) = seeds.get_mut(id) else { continue };
        seed.variants.retain(|variant| matches.contains(*variant) || named.contains(variant));
        seed.row = seed.variants.first().copied().unwrap_or(seed.row);
    }
}

/// The nodes that can be reached from some of them.
fn with_reachable(
    seeds: Vec<NodeSeed>,
    starts: Vec<NodeId>,
    next: impl Fn(&[NodeSeed], NodeId) -> Vec<NodeId>,
) -> Vec<NodeSeed> {
    let mut is_reached = vec![false; seeds.len()];
    let mut pending = starts;
    while let Some(id) = pending.pop() {
        let Some(is_reached @ false) = is_reached.get_mut(id) else { continue };
        *is_reached = true;
        pending.extend(next(&seeds, id));
    }
    let mut new_ids = Vec::with_capacity(seeds.len());
    let mut count = 0;
    for is_reached in is_reached {
        new_ids.push(is_reached.then_some(count));
        count += usize::from(is_reached);
    }
    let new_id = |id: NodeId| new_ids.get(id).copied().flatten();
    let mut kept = Vec::with_capacity(count);
    for (id, mut seed) in seeds.into_iter().enumerate() {
        if new_id(id).is_some() {
            seed.parents.retain_mut(|link| new_id(link.parent).map(|parent| link.parent = parent).is_some());
            kept.push(seed);
        }
    }
    kept
}

fn parents_of(seeds: &[NodeSeed], id: NodeId) -> Vec<NodeId> {
    seeds.get(id).into_iter().flat_map(|seed| &seed.parents).map(|link| link.parent).collect()
}

/// The models among some rows.
struct Matches {
    /// The first row of each.
    models: Vec<RowId>,
    /// The same as a set.
    entries: RowSet,
    /// The rows of their variants that are among the rows.
    rows: RowSet,
    /// The number of models beyond the limit.
    omitted: usize,
}

impl Matches {
    fn new(index: &Index, rows: impl IntoIterator<Item = RowId>, limit: usize) -> Self {
        let mut matches =
            Self { models: Vec::new(), entries: RowSet::new(index), rows: RowSet::new(index), omitted: 0 };
        let mut seen = RowSet::new(index);
        for row in rows {
            let entry = index.entry_row(row);
            if seen.insert(entry) && is_model(index, entry) {
                if matches.models.len() < limit {
                    matches.models.push(entry);
                    matches.entries.insert(entry);
                } else {
                    matches.omitted += 1;
                }
            }
            if matches.entries.contains(entry) {
                matches.rows.insert(row);
            }
        }
        matches
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

/// The row of each id; `None` for an id that the index does not have.
fn look_up(index: &Index, ids: Vec<Id>) -> FxHashMap<Id, Option<RowId>> {
    if ids.len() < SCAN_THRESHOLD_IDS {
        return ids.into_iter().map(|id| (id.clone(), index.row_by_id(id.as_str()))).collect();
    }
    let mut ids_by_hash: FxHashMap<u32, Vec<&Id>> = FxHashMap::default();
    for id in &ids {
        ids_by_hash.entry(hash_id(id.as_str())).or_default().push(id);
    }
    let mut rows: FxHashMap<Id, Option<RowId>> = FxHashMap::default();
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
