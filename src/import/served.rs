//! Models as services offer them: one entry for each model, however many providers serve it under whatever id.
//!
//! The maker's own record wins, else the value of most providers. What others state otherwise becomes a claim. The
//! organization is known only from an owner in an id or from the maker's own provider.
//!
//! Such lists do not state the training stage. Models that providers serve are at least instruction-tuned, so the stage
//! is `sft`, or `base` for names that end in `-base`. Whether a model is `rlhf` needs a manual check.

mod disagreement;
mod endpoint;
mod merge;
mod model_id;

use std::collections::{HashMap, HashSet};

use llm_catalog::Model;

use crate::import::{model_name, vendor, warning::WarningKind};

pub(super) use self::endpoint::{Endpoint, ServedModel, check_context, check_date, parse_context, parse_modalities};
use self::merge::merge_endpoints;

/// The endpoints of each model, in the order of their first endpoints.
#[derive(Default)]
pub(super) struct EndpointGroups {
    groups: Vec<Vec<Endpoint>>,
    by_key: HashMap<(String, String), usize>,
    /// Whether models of other owners are other models, whatever their names.
    is_by_owner: bool,
}

impl EndpointGroups {
    /// The groups of a list whose ids have the maker as their owner, and not whoever serves the model.
    pub(super) fn by_owner() -> Self {
        Self { is_by_owner: true, ..Self::default() }
    }

    /// Adds an endpoint to those of its model.
    ///
    /// # Errors
    ///
    /// A warning, if it is not a language model.
    pub(super) fn push(&mut self, endpoint: Endpoint) -> Result<(), WarningKind> {
        let owner = if self.is_by_owner { owner_key(&endpoint) } else { String::new() };
        let key = (owner, endpoint.check()?);
        let idx = *self.by_key.entry(key).or_insert(self.groups.len());
        match self.groups.get_mut(idx) {
            Some(group) => group.push(endpoint),
            None => self.groups.push(vec![endpoint]),
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// One entry for each model. `source` is the address of the list; owners in ids that are among the ids of
    /// providers are no makers.
    pub(super) fn into_models(self, source: &str, provider_ids: &HashSet<String>) -> Vec<Model> {
        let models = self.groups.iter().filter_map(|group| {
            let owner = group.first().and_then(|endpoint| endpoint.model_id.owner.clone());
            Some((owner, merge_endpoints(group, source, provider_ids)?))
        });
        let mut models: Vec<_> = models.collect();
        if self.is_by_owner {
            add_owners(&mut models);
        }
        models.into_iter().map(|(_, model)| model).collect()
    }
}

/// What the names of an owner have in common.
fn owner_key(endpoint: &Endpoint) -> String {
    let owner = endpoint.model_id.owner.as_deref().unwrap_or_default();
    vendor::by_alias(owner).map_or(owner, |vendor| vendor.organization).to_lowercase()
}

/// Puts the owners before ids that models of several owners share.
fn add_owners(models: &mut [(Option<String>, Model)]) {
    let mut counts: HashMap<_, usize> = HashMap::new();
    for (_, model) in &*models {
        *counts.entry(model.id.clone()).or_default() += 1;
    }
    let mut taken: HashSet<_> = counts.keys().cloned().collect();
    for (owner, model) in models.iter_mut().filter(|(_, model)| counts.get(&model.id).is_some_and(|count| *count > 1)) {
        let id = owner.as_ref().and_then(|owner| model_name::to_id(&format!("{owner}-{}", model.id)));
        if let Some(id) = id.filter(|id| taken.insert(id.clone())) {
            model.id = id;
        }
    }
}
