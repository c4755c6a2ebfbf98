//! The API of models.dev (<https://models.dev/api.json>): the models of each provider.
//!
//! A model has one entry, however many providers serve it under whatever id.
//! Its name, date and context are those of the vendor's own provider, else
//! those of most providers. The organization is known only from an owner in an
//! id or from the vendor's own provider.
//!
//! The list does not state the training stage. Models that providers serve are
//! at least instruction-tuned, so the stage is `sft`, or `base` for names that
//! end in `-base`. Whether a model is `rlhf` needs a manual check.

mod endpoint;
mod merge;
mod model_id;

use std::collections::{HashMap, HashSet};

use llm_catalog::Foreign;
use serde::Deserialize;

use crate::import::{
    json::{self, CowStr, LineCounter, RawObject},
    models_dev::{
        endpoint::{Endpoint, parse_endpoint},
        merge::merge_endpoints,
    },
    result::{ImportError, ImportResult, ImportWarning},
};

const REDOWNLOAD_HINT: &str = "save https://models.dev/api.json again and import that file";

/// The fields of a provider that are used.
#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow)]
    doc: Option<CowStr<'a>>,
    #[serde(borrow)]
    models: RawObject<'a>,
}

/// Imports `api.json`.
///
/// # Errors
///
/// If the text is not an object of providers, or holds no models.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let RawObject(providers) =
        serde_json::from_str(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
    let provider_ids: HashSet<_> = providers.iter().map(|(id, _)| id.to_lowercase()).collect();
    let (mut result, mut lines) = (ImportResult::default(), LineCounter::new(text));
    let mut groups = EndpointGroups::default();
    for (provider_id, value) in providers {
        let line = lines.line_number(value);
        let ImportResult { warnings, report, .. } = &mut result;
        let mut warn = |line, message| warnings.push(ImportWarning { line, message });
        let provider: Provider<'_> = match serde_json::from_str(value.get()) {
            Ok(provider) => provider,
            Err(error) => {
                let error = json::message_without_position(&error);
                warn(line, format!("the provider `{}`: {error}", Foreign::new(&provider_id)));
                continue;
            }
        };
        for (id, value) in provider.models.0 {
            let line = lines.line_number(value);
            report.rows += 1;
            let doc_url = provider.doc.as_ref().map(|doc| doc.0.to_string());
            match parse_endpoint(provider_id.to_string(), doc_url, &id, value.get()) {
                Ok((key, endpoint)) => groups.push(key, endpoint),
                Err(message) => warn(line, message),
            }
        }
    }
    if groups.groups.is_empty() && result.warnings.is_empty() {
        return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") });
    }
    result.models = groups.groups.iter().filter_map(|group| merge_endpoints(group, &provider_ids)).collect();
    Ok(result)
}

/// The endpoints of each model, in the order of their first endpoints.
#[derive(Default)]
struct EndpointGroups<'a> {
    groups: Vec<Vec<Endpoint<'a>>>,
    by_key: HashMap<String, usize>,
}

impl<'a> EndpointGroups<'a> {
    fn push(&mut self, key: String, endpoint: Endpoint<'a>) {
        let idx = *self.by_key.entry(key).or_insert(self.groups.len());
        match self.groups.get_mut(idx) {
            Some(group) => group.push(endpoint),
            None => self.groups.push(vec![endpoint]),
        }
    }
}
