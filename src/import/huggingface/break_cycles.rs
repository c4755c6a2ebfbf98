//! Parents that descend from their children, which a catalogue rejects.

use std::collections::{HashMap, HashSet};

use llm_catalog::{Model, id::Id};

/// Removes the parents that close a cycle.
pub(in crate::import) fn break_cycles(models: &mut [Model]) {
    let indices: HashMap<&Id, usize> = models.iter().enumerate().map(|(idx, model)| (&model.id, idx)).collect();
    let parents = |idx: usize| {
        let parents = models.get(idx).map(|model| model.base_models.as_slice()).unwrap_or_default();
        parents.iter().filter_map(|parent| indices.get(&parent.id).copied())
    };
    let edges = find_back_edges(models.len(), parents);
    let ids = edges.iter().filter_map(|(child, parent)| Some((*child, models.get(*parent)?.id.clone())));
    let ids: Vec<_> = ids.collect();
    for (child, parent_id) in ids {
        if let Some(model) = models.get_mut(child) {
            model.base_models.retain(|parent| parent.id != parent_id);
        }
    }
}

/// How far the search is with a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visit {
    Pending,
    OnPath,
    Done,
}

/// The pairs of a child and a parent that close a cycle, both by their number. The depth-first
/// search is iterative, because a lineage may be deeper than the stack.
pub(super) fn find_back_edges<P: Iterator<Item = usize>>(
    count: usize,
    parents: impl Fn(usize) -> P,
) -> HashSet<(usize, usize)> {
    let (mut back_edges, mut visits) = (HashSet::new(), vec![Visit::Pending; count]);
    let mut path: Vec<(usize, P)> = Vec::new();
    for root in 0..count {
        enter(root, &mut visits, &mut path, &parents);
        while let Some((child, rest)) = path.last_mut() {
            let child = *child;
            match rest.next() {
                None => {
                    if let Some(visit) = visits.get_mut(child) {
                        *visit = Visit::Done;
                    }
                    path.pop();
                }
                Some(parent) if visits.get(parent) == Some(&Visit::OnPath) => {
                    back_edges.insert((child, parent));
                }
                Some(parent) => enter(parent, &mut visits, &mut path, &parents),
            }
        }
    }
    back_edges
}

/// Adds a model to the path, unless it was visited.
fn enter<P>(model: usize, visits: &mut [Visit], path: &mut Vec<(usize, P)>, parents: &impl Fn(usize) -> P) {
    if let Some(visit) = visits.get_mut(model).filter(|visit| **visit == Visit::Pending) {
        *visit = Visit::OnPath;
        path.push((model, parents(model)));
    }
}
