//! Models of the Hugging Face Hub (<https://huggingface.co/api/models>).
//!
//! Pages of the API may follow each other in one file, or stand one model a
//! line. A repository becomes an entry, if it is a language model and neither
//! a quantized copy nor a merge of others. The Hub does not say how a model
//! was trained; `Repository::stage` reads it
//! from its tags and name, as far as they tell.

use std::collections::{HashMap, HashSet, hash_map::Entry as Slot};

mod break_cycle;
mod entry;
mod repository;

use llm_catalog::{
    Model,
    id::Id,
    parent::{Parent, Relation},
};

use crate::import::{
    ImportError, ImportResult,
    huggingface::{entry::DerivationKind, repository::Repository},
    json::{self, LineCounter},
    name,
};

const REDOWNLOAD_HINT: &str = "save https://huggingface.co/api/models?full=true&config=true again and import that file";

/// What was found in a list of the Hub.
#[derive(Debug, Default)]
pub struct HubImport {
    /// The entries.
    pub result: ImportResult,
    /// How many quantized copies were left out.
    pub skipped_quantized: usize,
    /// How many merges were left out.
    pub skipped_merges: usize,
}

/// A repository that becomes an entry, before its id is certain.
struct Candidate {
    line: usize,
    /// Its name on the Hub: `meta-llama/Llama-3.1-8B`.
    repo_id: String,
    /// The id that its own name makes.
    id: Id,
    model: Model,
    parents: Vec<(String, Relation)>,
}

/// Reads models of the Hub; `all` takes quantized copies and merges too.
///
/// # Errors
///
/// Says where the text is not what the Hub writes, and what to do.
pub fn parse(text: &str, all: bool) -> Result<HubImport, ImportError> {
    let records = json::raw_values(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
    if records.is_empty() {
        return Err(ImportError { line: 1, message: format!("there is no model; {REDOWNLOAD_HINT}") });
    }
    let (mut list, mut lines) = (HubImport::default(), LineCounter::new(text));
    let mut found = Vec::new();
    let mut paths = HashSet::new();
    for record in records {
        let line = lines.line_number(record);
        let mut leave_out = |reason| list.result.skipped.push((line, reason));
        let repository: Repository<'_> = match serde_json::from_str(record.get()) {
            Ok(repository) => repository,
            Err(error) => {
                leave_out(format!("no model of the Hub: {}", json::message_without_position(&error)));
                continue;
            }
        };
        let Some(path) = repository.repo_id() else {
            leave_out("a model without an `id`".to_owned());
            continue;
        };
        if !paths.insert(path.to_lowercase()) {
            leave_out(format!("`{path}` is listed twice"));
            continue;
        }
        let (kind, parents) = repository.derivation();
        match kind {
            DerivationKind::Quantized if !all => list.skipped_quantized += 1,
            DerivationKind::Merge if !all => list.skipped_merges += 1,
            _ => match repository.to_model(path, kind, !parents.is_empty()) {
                Ok(model) => {
                    found.push(Candidate { line, repo_id: path.to_owned(), id: model.id.clone(), model, parents });
                }
                Err(reason) => leave_out(reason),
            },
        }
    }
    assign_ids(found, &mut list.result);
    Ok(list)
}

/// Gives every model an id of its own, with its owner where two have the same
/// name, and resolves the parents among them.
fn assign_ids(mut found: Vec<Candidate>, imported: &mut ImportResult) {
    let mut namesakes: HashMap<Id, usize> = HashMap::new();
    for one in &found {
        *namesakes.entry(one.id.clone()).or_default() += 1;
    }
    let mut taken: HashMap<Id, String> = HashMap::new();
    let mut ids: HashMap<String, Id> = HashMap::new();
    found.retain_mut(|one| {
        if namesakes.get(&one.id).is_some_and(|count| *count > 1) {
            one.model.id = name::to_id(&one.repo_id).unwrap_or_else(|| one.id.clone());
        }
        match taken.entry(one.model.id.clone()) {
            Slot::Occupied(other) => {
                let (path, id, other) = (&one.repo_id, other.key(), other.get());
                imported.skipped.push((one.line, format!("`{path}` would be `{id}`, as `{other}` is already")));
                false
            }
            Slot::Vacant(free) => {
                free.insert(one.repo_id.clone());
                ids.insert(one.repo_id.to_lowercase(), one.model.id.clone());
                true
            }
        }
    });
    for one in &mut found {
        for (parent, relation) in &one.parents {
            match ids.get(&parent.to_lowercase()) {
                Some(id) if *id == one.model.id => {}
                Some(id) => one.model.base_models.push(Parent { id: id.clone(), relation: *relation }),
                None => {
                    let reason = format!("the parent `{parent}` of `{}` is not among the entries", one.repo_id);
                    imported.skipped.push((one.line, reason));
                }
            }
        }
    }
    let places: Vec<_> = found.iter().map(|one| (one.line, one.repo_id.clone())).collect();
    imported.models = found.into_iter().map(|one| one.model).collect();
    for (row, parent) in break_cycle::break_cycles(&mut imported.models) {
        let Some((line, path)) = places.get(row) else { continue };
        let reason = format!("the parent `{parent}` of `{path}` would make it descend from itself");
        imported.skipped.push((*line, reason));
    }
    imported.skipped.sort_by_key(|(line, _)| *line);
}
