//! What an importer returns: entries, warnings, errors.

use std::collections::HashSet;

use llm_catalog::{Benchmark, ChangelogEntry, Extension, Model, Organization, SourceList, id::EntryId};

use crate::import::{report::ImportReport, warning::ImportWarning};

pub use crate::i18n::placeholder_text;

/// The entries read from a list.
#[derive(Debug, Default)]
pub struct ImportResult {
    /// The models, in the order of the list.
    pub models: Vec<Model>,
    /// The extensions, in the order of the list.
    pub extensions: Vec<Extension>,
    /// The list that a catalogue was built from.
    pub source_list: Option<SourceList>,
    /// The organizations of a catalogue that have more than one name.
    pub organizations: Vec<Organization>,
    /// The benchmarks that the models' scores refer to.
    pub benchmarks: Vec<Benchmark>,
    /// The changelog of the list, in its order.
    pub changelog: Vec<ChangelogEntry>,
    /// What was skipped or assumed, by line.
    pub warnings: Vec<ImportWarning>,
    /// Whether the entries are those of a catalogue, which follow its rules.
    pub is_catalog: bool,
    /// Whether the values of a model are those of its first variant, as in the program's own tables.
    pub is_by_variant: bool,
    /// The models of which the list has the ids of parents only, and not what they have from them.
    pub parents_only: HashSet<EntryId>,
    /// How much was read, and which cells were left out.
    pub report: ImportReport,
}

impl ImportResult {
    /// The number of rows, tables and list items that were skipped although they may be entries.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.warnings.iter().map(ImportWarning::skipped).sum()
    }
}

/// A list that cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {message}")]
pub struct ImportError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}
