//! Merging the entries of an import into a catalogue file that people edit.
//!
//! What the file says stays: text is only inserted. Where an import says something else, a person decides.

mod compare;
mod file_editor;
mod matching;
mod round;
mod variant_values;

use std::collections::HashMap;

use serde_json::Value;

use llm_catalog::{Catalog, CatalogFile, Diagnostics, Foreign, date::Date};

use crate::{
    diff::{CatalogDiff, Change},
    import::{ImportResult, into::round::Round},
};

/// A catalogue file with what an import adds to it.
#[derive(Debug, Default)]
pub struct MergedFile {
    /// The new text of the file.
    pub text: String,
    /// The ids of the entries that were added.
    pub added: Vec<String>,
    /// The fields of other entries that were filled.
    pub filled: Vec<FilledField>,
    /// What the import says otherwise.
    pub differences: Vec<Difference>,
    /// The entries that were left out.
    pub skipped: Vec<SkippedEntry>,
}

/// A field that the file did not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledField {
    /// The id of the entry in the file.
    pub id: String,
    /// The keys that lead to it, such as `variant[8B].context`.
    pub path: String,
}

/// A field to which the file and the import give different values. That of the file stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The id of the entry in the file.
    pub id: String,
    /// The keys that lead to the field.
    pub path: String,
    /// The value in the import.
    pub theirs: String,
    /// The value in the file; `None` if the file cannot have the other one, such as a parent that it lacks.
    pub ours: Option<String>,
}

/// An entry of the import of which nothing was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedEntry {
    /// Its id in the import.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why an entry is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Several entries of the file have its name.
    SeveralEntries(Vec<String>),
    /// The entry of that id is an extension in the one and a model in the other.
    OtherKind(String),
    /// The entry of that id or name has another maker.
    OtherMaker(String),
    /// Too many entries of the import are the same one of the file.
    Repeated(String),
}

/// Why nothing is merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The file is not valid.
    #[error(transparent)]
    File(#[from] Diagnostics),
    /// The file would not be valid. The positions are those in the text that is not written.
    #[error("{0}")]
    Merged(Diagnostics),
    /// What the file says would not stay; a fault of the program.
    #[error("`{}` would change", Foreign::new(.0))]
    Changed(String),
}

/// How often entries of the import may be the same one of the file.
const MAX_ROUNDS: usize = 5;

/// Merges the entries of an import into the text of a TOML catalogue. `base` is a catalogue to which the file may refer.
///
/// New entries of a file whose entries have a day when they were added get `today` as theirs, if it is known.
///
/// # Errors
///
/// Fails if the file is not valid, or would not be afterwards.
pub fn merge_into(
    name: &str,
    text: &str,
    base: Option<&CatalogFile>,
    import: &ImportResult,
    today: Option<Date>,
) -> Result<MergedFile, MergeError> {
    let read = |text: &str| {
        let file = CatalogFile::new(name, text.to_owned());
        Catalog::merge(&base.into_iter().cloned().chain([file]).collect::<Vec<_>>())
    };
    let old = read(text)?;
    let mut merged = MergedFile { text: text.to_owned(), ..MergedFile::default() };
    let mut pending = matching::match_entries(text, &old, import, &mut merged.skipped);
    let skipped = merged.skipped.iter().map(|skipped| (skipped.id.clone(), None));
    let ids: HashMap<_, _> =
        skipped.chain(pending.iter().map(|imported| (imported.id.clone(), Some(imported.target_id())))).collect();
    for round in 0..MAX_ROUNDS {
        if pending.is_empty() {
            break;
        }
        let (text, catalog) = (merged.text.clone(), read(&merged.text).map_err(MergeError::Merged)?);
        let mut round = Round::new(&text, &catalog, import, &ids, today, round == 0);
        pending = round.merge(pending, &mut merged);
        merged.text = round.finish();
    }
    let repeated = pending.into_iter().map(|imported| {
        let reason = SkipReason::Repeated(imported.target_id());
        SkippedEntry { id: imported.id, reason }
    });
    merged.skipped.extend(repeated);
    let new = read(&merged.text).map_err(MergeError::Merged)?;
    ensure_kept(&old, &new)?;
    Ok(merged)
}

/// Makes sure that only additions were made.
fn ensure_kept(old: &Catalog, new: &Catalog) -> Result<(), MergeError> {
    let diff = CatalogDiff::new(old, new);
    if let Some(item) = diff.removed.first().or_else(|| diff.renamed.first().map(|change| &change.old)) {
        return Err(MergeError::Changed(item.key.to_string()));
    }
    for change in &diff.changed {
        let is_kept = |change: &Change| match change {
            Change::Added(_) => true,
            // A list of names that has more of them.
            Change::Changed(Value::Array(old), Value::Array(new)) => new.starts_with(old),
            _ => false,
        };
        if let Some(field) = change.fields.iter().find(|field| !is_kept(&field.change)) {
            return Err(MergeError::Changed(format!("{}: {}", change.old.key, field.path)));
        }
    }
    Ok(())
}
