//! Models of the Hugging Face Hub (<https://huggingface.co/api/models>).
//!
//! The input is one or more pages of the API, or one model per line. A
//! repository becomes an entry if it is a language model and neither a
//! quantized copy nor a merge. The Hub does not state the training stage, so it
//! is inferred from tags and names.
//!
//! A list may be much larger than the memory, so it is read twice: ids and parents
//! depend on all of it, and once they are known, each entry is made of its record alone.

pub(super) mod break_cycles;
mod convert;
mod derivation;
mod first_warnings;
mod language;
mod repo_names;
mod repositories;
mod repository;
mod resolve;
mod stage;

use std::io::{self, Cursor, Read, Seek};

use llm_catalog::Model;
use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::import::{
    huggingface::{
        derivation::DerivationKind,
        first_warnings::Subject,
        repo_names::TooManyNames,
        repositories::Repositories,
        repository::Repository,
        resolve::{ReadEntry, ResolvedList},
    },
    json::{self, Batch, ReadError, RecordReader},
    result::{ImportError, ImportResult},
    warning::{Service, WarningKind},
};

pub use first_warnings::FirstWarnings;

const REDOWNLOAD_HINT: &str = "save https://huggingface.co/api/models?full=true&config=true again and import that file";

/// The entries of a list of repositories.
#[derive(Debug, Default)]
pub struct HubImport {
    /// The entries and warnings.
    pub result: ImportResult,
    /// What was skipped.
    pub skipped: SkippedCopies,
}

/// The repositories that were skipped because they are made of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkippedCopies {
    /// The number of quantized copies.
    pub quantized: usize,
    /// The number of merges.
    pub merges: usize,
}

/// What of a list is read.
#[derive(Clone, Copy, Debug)]
pub struct HubOptions {
    /// Whether quantized copies and merges become entries.
    pub include_all: bool,
    /// The maximum number of warnings kept; further ones are only counted.
    pub max_warnings: usize,
}

/// How much of a list was read, in one of the two times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadProgress {
    /// Which time it is.
    pub pass: Pass,
    /// The bytes that were read this time.
    pub bytes: u64,
    /// The records that were read this time.
    pub records: usize,
}

/// The times that a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Ids and parents are gathered.
    Scan,
    /// The entries are made.
    Entries,
}

/// Why a list cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What its entries become cannot be written.
    #[error(transparent)]
    Write(io::Error),
    /// It is not JSON as the API returns it, or holds no models.
    #[error(transparent)]
    List(#[from] ImportError),
}

impl From<ReadError> for HubError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(error) => Self::Io(error),
            ReadError::Syntax(error) => Self::List(error.with_hint(REDOWNLOAD_HINT)),
        }
    }
}

/// Imports a list of repositories, with quantized copies and merges if `include_all`, all of it in memory.
///
/// # Errors
///
/// If the text is not JSON as the API returns it, or holds no models.
pub fn parse(text: &str, include_all: bool) -> Result<HubImport, ImportError> {
    let options = HubOptions { include_all, max_warnings: usize::MAX };
    let import = HubList::scan(Cursor::new(text), options, &mut |_| {}).and_then(|list| list.into_import(&mut |_| {}));
    import.map_err(|error| match error {
        HubError::List(error) => error,
        HubError::Io(error) | HubError::Write(error) => ImportError { line: 1, message: error.to_string() },
    })
}

/// A list of repositories of which the ids and the parents are known.
#[derive(Debug)]
pub struct HubList<R> {
    input: R,
    /// Whether each record becomes an entry.
    are_entries: Vec<bool>,
    resolved: ResolvedList,
    skipped: SkippedCopies,
    warnings: FirstWarnings,
}

impl<R: Read + Seek> HubList<R> {
    /// Reads a list for the first time.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is not JSON as the API returns it, or holds no models.
    pub fn scan(mut input: R, options: HubOptions, progress: &mut dyn FnMut(ReadProgress)) -> Result<Self, HubError> {
        let mut scan = Scan::new(options);
        let mut reader = RecordReader::new(&mut input)?;
        while let Some(batch) = reader.next_batch()? {
            let Some(records) = examine_batch(&batch) else { return Err(reader.syntax_error().into()) };
            for (line, record) in records {
                let message = "the names of its repositories take more than 4 GiB; split it".to_owned();
                scan.push(line, record).map_err(|TooManyNames| ImportError { line, message })?;
            }
            let (bytes, records) = (reader.bytes_read(), scan.are_entries.len());
            progress(ReadProgress { pass: Pass::Scan, bytes, records });
        }
        let Scan { are_entries, repositories, skipped, warnings, .. } = scan;
        if are_entries.is_empty() {
            return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") }.into());
        }
        Ok(Self { input, are_entries, resolved: ResolvedList::new(repositories), skipped, warnings })
    }

    /// The number of records.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.are_entries.len()
    }

    /// The repositories that were skipped because they are made of others.
    #[must_use]
    pub fn skipped(&self) -> SkippedCopies {
        self.skipped
    }

    /// Reads the list again: makes a model of each record, converts several at a time, and passes the results on in the
    /// order of the list. Returns the warnings of both times.
    ///
    /// # Errors
    ///
    /// If the list cannot be read or has changed, or as `each` does.
    pub fn read_entries<T: Send>(
        &mut self,
        convert: impl Fn(Model) -> T + Sync,
        mut each: impl FnMut(T) -> io::Result<()>,
        progress: &mut dyn FnMut(ReadProgress),
    ) -> Result<FirstWarnings, HubError> {
        let Self { input, are_entries, resolved, warnings, .. } = self;
        let (mut warnings, mut row, mut entry) = (warnings.clone(), 0, 0);
        let mut reader = RecordReader::new(input)?;
        while let Some(batch) = reader.next_batch()? {
            let mut records = Vec::new();
            for (line, record) in batch.records() {
                if are_entries.get(row).copied().unwrap_or_default() {
                    records.push((entry, line, record));
                    entry += 1;
                }
                row += 1;
            }
            let read = |(entry, line, record): &(usize, usize, &str)| {
                let (model, found): ReadEntry = resolved.read_record(*entry, record)?;
                Some((*line, model.map(&convert), found))
            };
            let read: Option<Vec<_>> = records.par_iter().map(read).collect();
            for (line, converted, found) in read.ok_or_else(changed)? {
                for (subject, kind) in found {
                    warnings.push(line, subject, kind);
                }
                converted.map_or(Ok(()), &mut each).map_err(HubError::Write)?;
            }
            progress(ReadProgress { pass: Pass::Entries, bytes: reader.bytes_read(), records: row });
        }
        if row == are_entries.len() { Ok(warnings) } else { Err(changed().into()) }
    }

    /// Reads the list again, and keeps all entries in memory.
    ///
    /// # Errors
    ///
    /// If the list cannot be read or has changed.
    pub fn into_import(mut self, progress: &mut dyn FnMut(ReadProgress)) -> Result<HubImport, HubError> {
        let mut result = ImportResult::default();
        let push = |model| {
            result.models.push(model);
            Ok(())
        };
        let warnings = self.read_entries(|model| model, push, progress)?;
        result.warnings = warnings.into_kept();
        result.report.rows = self.rows();
        Ok(HubImport { result, skipped: self.skipped })
    }
}

fn changed() -> io::Error {
    io::Error::other("the list changed while it was read")
}

/// What the first time of reading gathers.
struct Scan {
    include_all: bool,
    are_entries: Vec<bool>,
    repositories: Repositories,
    skipped: SkippedCopies,
    warnings: FirstWarnings,
}

impl Scan {
    fn new(options: HubOptions) -> Self {
        Self {
            include_all: options.include_all,
            are_entries: Vec::new(),
            repositories: Repositories::default(),
            skipped: SkippedCopies::default(),
            warnings: FirstWarnings::new(options.max_warnings),
        }
    }

    fn push(&mut self, line: usize, record: Result<Record, WarningKind>) -> Result<(), TooManyNames> {
        let is_entry = match record {
            Ok(record) => self.push_repository(line, record)?,
            Err(kind) => {
                self.warnings.push(line, Subject::Record, kind);
                false
            }
        };
        self.are_entries.push(is_entry);
        Ok(())
    }

    /// Adds a repository, and returns whether it becomes an entry.
    fn push_repository(&mut self, line: usize, record: Record) -> Result<bool, TooManyNames> {
        let Record { repo_id, kind, parents } = record;
        let entry = match (self.repositories.add(&repo_id)?, kind) {
            (None, _) => Err(WarningKind::DuplicateRepository(repo_id)),
            (_, DerivationKind::Quantized) if !self.include_all => {
                self.skipped.quantized += 1;
                return Ok(false);
            }
            (_, DerivationKind::Merge) if !self.include_all => {
                self.skipped.merges += 1;
                return Ok(false);
            }
            (Some(name), _) => parents.map(|parents| (name, parents)),
        };
        match entry {
            Ok((name, parents)) => self.repositories.add_entry(name, parents.iter().map(String::as_str))?,
            Err(kind) => {
                self.warnings.push(line, Subject::Record, kind);
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// What the first time of reading takes of a record.
struct Record {
    repo_id: String,
    kind: DerivationKind,
    /// The repositories of the parents, or why it is no entry whatever its kind is.
    parents: Result<Vec<String>, WarningKind>,
}

/// Reads records, each with its line; `None` if one is not JSON.
fn examine_batch(batch: &Batch<'_>) -> Option<Vec<(usize, Result<Record, WarningKind>)>> {
    let records: Vec<_> = batch.records().collect();
    records.par_iter().map(|(line, text)| Some((*line, examine(text)?))).collect()
}

/// Reads a record. `None` if it is not JSON, `Err` with a warning if it is no repository.
fn examine(text: &str) -> Option<Result<Record, WarningKind>> {
    let repository: Repository<'_> = match serde_json::from_str(text) {
        Ok(repository) => repository,
        Err(error) => {
            let kind = WarningKind::NotOfService(Service::Hub, json::message_without_position(&error));
            return serde_json::from_str::<&RawValue>(text).ok().map(|_| Err(kind));
        }
    };
    let Some(repo_id) = repository.repo_id() else { return Some(Err(WarningKind::NoServiceId)) };
    let (kind, parents) = repository.derivation();
    let parents = repository
        .stage_and_id(repo_id, kind, !parents.is_empty())
        .map(|_| parents.into_iter().map(|(parent, _)| parent).collect());
    Some(Ok(Record { repo_id: repo_id.to_owned(), kind, parents }))
}

#[cfg(test)]
mod tests;
