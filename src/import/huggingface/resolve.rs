//! Unique ids for the imported models, and their parents by these ids.

use std::collections::{HashMap, hash_map::Entry};

use llm_catalog::{
    Model,
    id::Id,
    parent::{Parent, Relation},
};

use crate::import::{
    huggingface::break_cycles::break_cycles,
    model_name,
    warning::{ImportWarning, WarningKind},
};

/// A model whose id may not be unique yet.
pub(super) struct Candidate {
    pub(super) line: usize,
    /// The name of the repository with its owner: `meta-llama/Llama-3.1-8B`.
    pub(super) repo_id: String,
    /// The model, with an id made from its name alone.
    pub(super) model: Model,
    /// The repository of each parent.
    pub(super) parents: Vec<(String, Relation)>,
}

/// Gives every model a unique id and resolves the parents among them.
pub(super) fn resolve_candidates(mut candidates: Vec<Candidate>, warnings: &mut Vec<ImportWarning>) -> Vec<Model> {
    let ids = assign_ids(&mut candidates, warnings);
    for candidate in &mut candidates {
        resolve_parents(candidate, &ids, warnings);
    }
    let (sources, mut models): (Vec<_>, Vec<_>) =
        candidates.into_iter().map(|candidate| ((candidate.line, candidate.repo_id), candidate.model)).unzip();
    for (idx, parent) in break_cycles(&mut models) {
        let Some((line, repo_id)) = sources.get(idx) else { continue };
        let kind = WarningKind::CircularParent { parent: parent.to_string(), child: repo_id.clone() };
        warnings.push(ImportWarning { line: *line, kind });
    }
    models
}

/// Adds the owner to ids that several models share, and drops models whose id
/// is still taken. Returns the ids by repository in lower case.
fn assign_ids(candidates: &mut Vec<Candidate>, warnings: &mut Vec<ImportWarning>) -> HashMap<String, Id> {
    let mut counts: HashMap<Id, usize> = HashMap::new();
    for candidate in &*candidates {
        *counts.entry(candidate.model.id.clone()).or_default() += 1;
    }
    let mut repo_ids: HashMap<Id, String> = HashMap::new();
    candidates.retain_mut(|Candidate { line, repo_id, model, .. }| {
        if counts.get(&model.id).is_some_and(|count| *count > 1)
            && let Some(id) = model_name::to_id(repo_id)
        {
            model.id = id;
        }
        match repo_ids.entry(model.id.clone()) {
            Entry::Occupied(other) => {
                let (repository, id, other) = (repo_id.clone(), other.key().clone(), other.get().clone());
                let kind = WarningKind::TakenId { repository, id, other };
                warnings.push(ImportWarning { line: *line, kind });
                false
            }
            Entry::Vacant(entry) => {
                entry.insert(repo_id.clone());
                true
            }
        }
    });
    repo_ids.into_iter().map(|(id, repo_id)| (repo_id.to_lowercase(), id)).collect()
}

fn resolve_parents(candidate: &mut Candidate, ids: &HashMap<String, Id>, warnings: &mut Vec<ImportWarning>) {
    let Candidate { line, repo_id, model, parents } = candidate;
    for (parent, relation) in parents {
        match ids.get(&parent.to_lowercase()) {
            // Some model cards name their own repository.
            Some(id) if *id == model.id => {}
            Some(id) => model.base_models.push(Parent { id: id.clone(), relation: *relation }),
            None => {
                let kind = WarningKind::UnknownParent { parent: parent.clone(), child: repo_id.clone() };
                warnings.push(ImportWarning { line: *line, kind });
            }
        }
    }
}
