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

use crate::import::warning::WarningKind;

pub(super) use self::endpoint::{Endpoint, ServedModel, parse_modalities};
use self::merge::merge_endpoints;

/// The endpoints of each model, in the order of their first endpoints.
#[derive(Default)]
pub(super) struct EndpointGroups {
    groups: Vec<Vec<Endpoint>>,
    by_key: HashMap<String, usize>,
}

impl EndpointGroups {
    /// Adds an endpoint to those of its model.
    ///
    /// # Errors
    ///
    /// A warning, if it is not a language model.
    pub(super) fn push(&mut self, endpoint: Endpoint) -> Result<(), WarningKind> {
        let key = endpoint.check()?;
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
        self.groups.iter().filter_map(|group| merge_endpoints(group, source, provider_ids)).collect()
    }
}
