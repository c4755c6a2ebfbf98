//! Forests of what stands on a shelf.

use std::collections::{HashMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use llm_catalog::{
    Entry, Model,
    id::Id,
    parent::{Parent, Relation},
};

use crate::{
    Index,
    lineage::{LineageForest, NodeSeed},
    segment::{EncodedField, Segment, hash_str},
};

/// From so many ids on, reading through the shelf takes less time than
/// looking up each.
const SCAN_THRESHOLD_IDS: usize = 256;

impl LineageForest {
    /// The models among some rows, at most so many, and all that they descend from.
    #[must_use]
    pub fn with_ancestors(shelf: &Index, rows: impl IntoIterator<Item = usize>, most: usize) -> Self {
        let mut models = rows.into_iter().filter(|row| is_model(shelf, *row));
        let wanted: Vec<usize> = models.by_ref().take(most).collect();
        let left_out = models.count();
        let mut seen: FxHashSet<usize> = wanted.iter().copied().collect();
        let matches = seen.clone();
        let mut found: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut known: HashMap<Id, Option<usize>> = HashMap::new();
        let mut newest = wanted;
        while !newest.is_empty() {
            let read: Vec<_> = newest.iter().filter_map(|row| node_seed(shelf, *row)).collect();
            let parents = read.iter().flat_map(|(_, parents)| parents).map(|parent| &parent.id);
            let asked: HashSet<&Id> = parents.filter(|id| !known.contains_key(*id)).collect();
            let answers = rows_by_id(shelf, asked.into_iter().cloned().collect());
            newest = answers.values().flatten().copied().filter(|row| seen.insert(*row)).collect();
            newest.retain(|row| is_model(shelf, *row));
            known.extend(answers);
            found.extend(read);
        }
        let joined = |(sprout, parents): (NodeSeed, Vec<Parent>)| {
            let row = |parent: &Parent| Some((known.get(&parent.id).copied().flatten()?, parent.relation));
            let is_wanted = matches.contains(&sprout.row);
            NodeSeed { is_match: is_wanted, parents: parents.iter().filter_map(row).collect(), ..sprout }
        };
        Self { omitted: left_out, ..Self::build(found.into_iter().map(joined).collect()) }
    }

    /// A model and all that descends from it within some generations; the
    /// search ends when there are so many.
    #[must_use]
    pub fn descendants(shelf: &Index, row: usize, generations: usize, most: usize) -> Self {
        let Some((root, _)) = node_seed(shelf, row) else { return Self::default() };
        let mut sprouts = vec![root];
        let mut family: HashMap<Id, usize> = entry_id(shelf, row).map(|id| (id, row)).into_iter().collect();
        let mut left: Vec<(NodeSeed, Vec<Parent>)> = Vec::new();
        let mut seen: FxHashSet<usize> = [row].into_iter().collect();
        let mut newest: FxHashSet<u32> = family.keys().map(|id| hash_str(id.as_str())).collect();
        for _ in 0..generations {
            if newest.is_empty() || seen.len() > most {
                break;
            }
            let rows = shelf.segments().flat_map(|(start, part)| {
                part.children(|hash| newest.contains(&hash)).map(move |row| start + row).collect::<Vec<_>>()
            });
            let is_child =
                |(_, parents): &(NodeSeed, Vec<Parent>)| parents.iter().any(|parent| family.contains_key(&parent.id));
            let children = rows.filter(|row| !seen.contains(row)).filter_map(|row| node_seed(shelf, row));
            let children: Vec<_> = children.filter(is_child).take(most + 1 - seen.len()).collect();
            seen.extend(children.iter().map(|(sprout, _)| sprout.row));
            let ids = children.iter().filter_map(|(child, _)| Some((entry_id(shelf, child.row)?, child.row)));
            let ids: Vec<_> = ids.collect();
            newest = ids.iter().map(|(id, _)| hash_str(id.as_str())).collect();
            family.extend(ids);
            left.extend(children);
        }
        sprouts.extend(left.into_iter().map(|(sprout, parents)| {
            let row = |parent: &Parent| Some((*family.get(&parent.id)?, parent.relation));
            NodeSeed { parents: parents.iter().filter_map(row).collect(), ..sprout }
        }));
        Self::build(sprouts)
    }
}

fn is_model(shelf: &Index, row: usize) -> bool {
    shelf.locate(row).is_some_and(|(part, row)| part.key(EncodedField::Stage, row) > 0)
}

fn entry_id(shelf: &Index, row: usize) -> Option<Id> {
    let (part, row) = shelf.locate(row)?;
    part.id(row).to_owned().try_into().ok()
}

/// A model with the ids of its parents, without reading all of its entry.
fn node_seed(shelf: &Index, row: usize) -> Option<(NodeSeed, Vec<Parent>)> {
    let (part, place) = shelf.locate(row)?;
    let parents =
        decode_field(part, place, EncodedField::BaseModels).map(|model| model.base_models).unwrap_or_default();
    let stage = decode_field(part, place, EncodedField::Stage)?.stage;
    let released = decode_field(part, place, EncodedField::Released).and_then(|model| model.released);
    let none: Vec<(usize, Relation)> = Vec::new();
    Some((NodeSeed { row, stage, released, is_match: true, parents: none }, parents))
}

/// A model of which only one fact is known.
fn decode_field(part: &Segment, row: usize, fact: EncodedField) -> Option<Model> {
    let code = part.key(fact, row);
    match fact.decode(part.value(fact, code)).filter(|_| code > 0)? {
        Entry::Model(model) => Some(*model),
        Entry::Extension(_) => None,
    }
}

/// The row of each id; nothing where it is not on the shelf.
fn rows_by_id(shelf: &Index, ids: Vec<Id>) -> HashMap<Id, Option<usize>> {
    if ids.len() < SCAN_THRESHOLD_IDS {
        return ids.into_iter().map(|id| (id.clone(), shelf.row_by_id(id.as_str()))).collect();
    }
    let mut by_hash: FxHashMap<u32, Vec<&Id>> = FxHashMap::default();
    for id in &ids {
        by_hash.entry(hash_str(id.as_str())).or_default().push(id);
    }
    let mut found: HashMap<Id, Option<usize>> = HashMap::new();
    for (start, part) in shelf.segments() {
        for row in 0..part.len() {
            let Some(ids) = by_hash.get(&part.id_hash(row)) else { continue };
            if let Some(id) = ids.iter().find(|id| id.as_str() == part.id(row)) {
                found.entry((*id).clone()).or_insert(Some(start + row));
            }
        }
    }
    for id in ids {
        found.entry(id).or_insert(None);
    }
    found
}
