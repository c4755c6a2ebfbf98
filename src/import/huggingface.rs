//! Models of the Hugging Face Hub (<https://huggingface.co/api/models>).
//!
//! The input is one or more pages of the API, or one model per line. A
//! repository becomes an entry if it is a language model and neither a
//! quantized copy nor a merge. The Hub does not state the training stage, so it
//! is inferred from tags and names.

pub(super) mod break_cycles;
mod convert;
mod derivation;
mod language;
mod repository;
mod resolve;
mod stage;

use std::collections::HashSet;

use serde_json::value::RawValue;

use crate::import::{
    huggingface::{
        derivation::DerivationKind,
        repository::Repository,
        resolve::{Candidate, resolve_candidates},
    },
    json::{self, LineCounter},
    result::{ImportError, ImportResult},
    warning::{ImportWarning, Service, WarningKind},
};

const REDOWNLOAD_HINT: &str = "save https://huggingface.co/api/models?full=true&config=true again and import that file";

/// The entries of a list of repositories.
#[derive(Debug, Default)]
pub struct HubImport {
    /// The entries and warnings.
    pub result: ImportResult,
    /// The number of quantized copies that were skipped.
    pub skipped_quantized: usize,
    /// The number of merges that were skipped.
    pub skipped_merges: usize,
}

/// Imports a list of repositories, with quantized copies and merges if `include_all`.
///
/// # Errors
///
/// If the text is not JSON as the API returns it, or holds no models.
pub fn parse(text: &str, include_all: bool) -> Result<HubImport, ImportError> {
    let records = json::raw_values(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
    if records.is_empty() {
        return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") });
    }
    let (mut import, mut lines) = (HubImport::default(), LineCounter::new(text));
    let (mut candidates, mut repo_ids) = (Vec::new(), HashSet::new());
    import.result.report.rows = records.len();
    for record in records {
        let line = lines.line_number(record);
        match import.parse_record(record, line, include_all, &mut repo_ids) {
            Ok(candidate) => candidates.extend(candidate),
            Err(kind) => import.result.warnings.push(ImportWarning { line, kind }),
        }
    }
    import.result.models = resolve_candidates(candidates, &mut import.result.warnings);
    import.result.warnings.sort_by_key(|warning| warning.line);
    Ok(import)
}

impl HubImport {
    /// Parses a repository. `Ok(None)` if it was counted as skipped, `Err` with
    /// a warning if it cannot be an entry.
    fn parse_record(
        &mut self,
        record: &RawValue,
        line: usize,
        include_all: bool,
        repo_ids: &mut HashSet<String>,
    ) -> Result<Option<Candidate>, WarningKind> {
        let repository: Repository<'_> = serde_json::from_str(record.get())
            .map_err(|error| WarningKind::NotOfService(Service::Hub, json::message_without_position(&error)))?;
        let repo_id = repository.repo_id().ok_or(WarningKind::NoServiceId)?;
        if !repo_ids.insert(repo_id.to_lowercase()) {
            return Err(WarningKind::DuplicateRepository(repo_id.to_owned()));
        }
        let (kind, parents) = repository.derivation();
        match kind {
            DerivationKind::Quantized if !include_all => self.skipped_quantized += 1,
            DerivationKind::Merge if !include_all => self.skipped_merges += 1,
            _ => {
                let model = repository.to_model(repo_id, kind, !parents.is_empty())?;
                return Ok(Some(Candidate { line, repo_id: repo_id.to_owned(), model, parents }));
            }
        }
        Ok(None)
    }
}
