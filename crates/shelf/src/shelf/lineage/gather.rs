//! Forests of what stands on a shelf.

use std::collections::{HashMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Forest, Sprout};
use crate::{
    catalog::{
        Model, Record,
        id::Id,
        parent::{BaseModel, Relation},
    },
    shelf::{Fact, Part, Shelf, hash},
};

/// From so many ids on, reading through the shelf takes less time than
/// looking up each.
const MANY: usize = 256;

impl Forest {
    /// The models among some rows, at most so many, and all that they descend from.
    #[must_use]
    pub fn of(shelf: &Shelf, rows: impl IntoIterator<Item = usize>, most: usize) -> Self {
        let mut models = rows.into_iter().filter(|row| is_model(shelf, *row));
        let wanted: Vec<usize> = models.by_ref().take(most).collect();
        let left_out = models.count();
        let mut seen: FxHashSet<usize> = wanted.iter().copied().collect();
        let matches = seen.clone();
        let mut found: Vec<(Sprout, Vec<BaseModel>)> = Vec::new();
        let mut known: HashMap<Id, Option<usize>> = HashMap::new();
        let mut newest = wanted;
        while !newest.is_empty() {
            let read: Vec<_> = newest.iter().filter_map(|row| sprout(shelf, *row)).collect();
            let parents = read.iter().flat_map(|(_, parents)| parents).map(|parent| &parent.id);
            let asked: HashSet<&Id> = parents.filter(|id| !known.contains_key(*id)).collect();
            let answers = rows_of(shelf, asked.into_iter().cloned().collect());
            newest = answers.values().flatten().copied().filter(|row| seen.insert(*row)).collect();
            newest.retain(|row| is_model(shelf, *row));
            known.extend(answers);
            found.extend(read);
        }
        let joined = |(sprout, parents): (Sprout, Vec<BaseModel>)| {
            let row = |parent: &BaseModel| Some((known.get(&parent.id).copied().flatten()?, parent.relation));
            let is_wanted = matches.contains(&sprout.row);
            Sprout { is_wanted, parents: parents.iter().filter_map(row).collect(), ..sprout }
        };
        Self { left_out, ..Self::plant(found.into_iter().map(joined).collect()) }
    }

    /// A model and all that descends from it within some generations; the
    /// search ends when there are so many.
    #[must_use]
    pub fn below(shelf: &Shelf, row: usize, generations: usize, most: usize) -> Self {
        let Some((root, _)) = sprout(shelf, row) else { return Self::default() };
        let mut sprouts = vec![root];
        let mut family: HashMap<Id, usize> = id_of(shelf, row).map(|id| (id, row)).into_iter().collect();
        let mut left: Vec<(Sprout, Vec<BaseModel>)> = Vec::new();
        let mut seen: FxHashSet<usize> = [row].into_iter().collect();
        let mut newest: FxHashSet<u32> = family.keys().map(|id| hash(id.as_str())).collect();
        for _ in 0..generations {
            if newest.is_empty() || seen.len() > most {
                break;
            }
            let rows = shelf.parts().flat_map(|(start, part)| {
                part.children(|hash| newest.contains(&hash)).map(move |row| start + row).collect::<Vec<_>>()
            });
            let is_child =
                |(_, parents): &(Sprout, Vec<BaseModel>)| parents.iter().any(|parent| family.contains_key(&parent.id));
            let children = rows.filter(|row| !seen.contains(row)).filter_map(|row| sprout(shelf, row));
            let children: Vec<_> = children.filter(is_child).take(most + 1 - seen.len()).collect();
            seen.extend(children.iter().map(|(sprout, _)| sprout.row));
            let ids = children.iter().filter_map(|(child, _)| Some((id_of(shelf, child.row)?, child.row)));
            let ids: Vec<_> = ids.collect();
            newest = ids.iter().map(|(id, _)| hash(id.as_str())).collect();
            family.extend(ids);
            left.extend(children);
        }
        sprouts.extend(left.into_iter().map(|(sprout, parents)| {
            let row = |parent: &BaseModel| Some((*family.get(&parent.id)?, parent.relation));
            Sprout { parents: parents.iter().filter_map(row).collect(), ..sprout }
        }));
        Self::plant(sprouts)
    }
}

fn is_model(shelf: &Shelf, row: usize) -> bool {
    shelf.part_of(row).is_some_and(|(part, row)| part.code(Fact::Stage, row) > 0)
}

fn id_of(shelf: &Shelf, row: usize) -> Option<Id> {
    let (part, row) = shelf.part_of(row)?;
    part.id(row).to_owned().try_into().ok()
}

/// A model with the ids of its parents, without reading all of its entry.
fn sprout(shelf: &Shelf, row: usize) -> Option<(Sprout, Vec<BaseModel>)> {
    let (part, place) = shelf.part_of(row)?;
    let parents = fact(part, place, Fact::BaseModels).map(|model| model.base_models).unwrap_or_default();
    let stage = fact(part, place, Fact::Stage)?.stage;
    let released = fact(part, place, Fact::Released).and_then(|model| model.released);
    let none: Vec<(usize, Relation)> = Vec::new();
    Some((Sprout { row, stage, released, is_wanted: true, parents: none }, parents))
}

/// A model of which only one fact is known.
fn fact(part: &Part, row: usize, fact: Fact) -> Option<Model> {
    let code = part.code(fact, row);
    match fact.read(part.value(fact, code)).filter(|_| code > 0)? {
        Record::Model(model) => Some(*model),
        Record::Extension(_) => None,
    }
}

/// The row of each id; nothing where it is not on the shelf.
fn rows_of(shelf: &Shelf, ids: Vec<Id>) -> HashMap<Id, Option<usize>> {
    if ids.len() < MANY {
        return ids.into_iter().map(|id| (id.clone(), shelf.row_of(id.as_str()))).collect();
    }
    let mut by_hash: FxHashMap<u32, Vec<&Id>> = FxHashMap::default();
    for id in &ids {
        by_hash.entry(hash(id.as_str())).or_default().push(id);
    }
    let mut found: HashMap<Id, Option<usize>> = HashMap::new();
    for (start, part) in shelf.parts() {
        for row in 0..part.len() {
            let Some(ids) = by_hash.get(&part.hash(row)) else { continue };
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
