//! Models that name each other as parents, which no catalogue may hold.

use std::collections::{HashMap, HashSet};

use llm_catalog::{Model, id::Id};

/// Removes the parents that close a circle; they are given back with the rows
/// of their children.
pub(super) fn break_cycles(models: &mut [Model]) -> Vec<(usize, Id)> {
    let links = find_back_edges(models);
    let mut removed = Vec::new();
    for (row, model) in models.iter_mut().enumerate() {
        model.base_models.retain(|parent| {
            let closes = links.contains(&(row, parent.id.clone()));
            if closes {
                removed.push((row, parent.id.clone()));
            }
            !closes
        });
    }
    removed
}

/// The links from a row to a parent that close a circle, found depth first and
/// without recursion: a line of descent may be longer than the stack.
fn find_back_edges(models: &[Model]) -> HashSet<(usize, Id)> {
    let rows: HashMap<&Id, usize> = models.iter().enumerate().map(|(row, model)| (&model.id, row)).collect();
    let (mut links, mut seen, mut open) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (start, model) in models.iter().enumerate() {
        if !seen.insert(start) {
            continue;
        }
        open.insert(start);
        let mut path = vec![(start, model.base_models.iter())];
        while let Some((row, parents)) = path.last_mut() {
            let row = *row;
            let Some(parent) = parents.next() else {
                open.remove(&row);
                path.pop();
                continue;
            };
            let Some(next) = rows.get(&parent.id).copied() else { continue };
            if open.contains(&next) {
                links.insert((row, parent.id.clone()));
            } else if seen.insert(next)
                && let Some(model) = models.get(next)
            {
                open.insert(next);
                path.push((next, model.base_models.iter()));
            }
        }
    }
    links
}
