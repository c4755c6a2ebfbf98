//! Removal of cycles among parents, which a catalogue rejects.

use std::collections::{HashMap, HashSet};

use llm_catalog::{Model, id::Id};

/// Removes the parents that close a cycle, and returns each with the index of its child.
pub(in crate::import) fn break_cycles(models: &mut [Model]) -> Vec<(usize, Id)> {
    let back_edges = find_back_edges(models);
    let mut removed = Vec::new();
    for (idx, model) in models.iter_mut().enumerate() {
        model.base_models.retain(|parent| {
            let edge = (idx, parent.id.clone());
            let is_back_edge = back_edges.contains(&edge);
            if is_back_edge {
                removed.push(edge);
            }
            !is_back_edge
        });
    }
    removed
}

/// The edges from a model to a parent that close a cycle. The depth-first
/// search is iterative, because a lineage may be deeper than the stack.
fn find_back_edges(models: &[Model]) -> HashSet<(usize, Id)> {
    let indices: HashMap<&Id, usize> = models.iter().enumerate().map(|(idx, model)| (&model.id, idx)).collect();
    let (mut back_edges, mut visited, mut on_path) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (root, model) in models.iter().enumerate() {
        if !visited.insert(root) {
            continue;
        }
        on_path.insert(root);
        let mut path = vec![(root, model.base_models.iter())];
        while let Some((idx, parents)) = path.last_mut() {
            let idx = *idx;
            let Some(parent) = parents.next() else {
                on_path.remove(&idx);
                path.pop();
                continue;
            };
            let Some(next) = indices.get(&parent.id).copied() else { continue };
            if on_path.contains(&next) {
                back_edges.insert((idx, parent.id.clone()));
            } else if visited.insert(next)
                && let Some(model) = models.get(next)
            {
                on_path.insert(next);
                path.push((next, model.base_models.iter()));
            }
        }
    }
    back_edges
}
