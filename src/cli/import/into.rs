//! `llm-tui import … --into FILE`: merges an import into a catalogue file.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use anyhow::anyhow;
use similar::TextDiff;

use llm_catalog::{Catalog, CatalogFile, Foreign, date::Date, foreign::escape_message};

use crate::{
    builtin,
    cli::error,
    i18n::{MergeMessages, Messages},
    import::{
        ImportResult,
        into::{Difference, MergeError, MergedFile, SkipReason, SkippedEntry, merge_into},
    },
    platform::replace_if_unchanged,
};

/// The options of merging.
#[derive(Debug, clap::Args)]
pub(super) struct IntoArgs {
    /// Merge the entries into this catalogue file: add new ones, fill what others lack, and list what differs
    #[arg(long, value_name = "CATALOG", conflicts_with = "format")]
    into: Option<PathBuf>,

    /// With --into, print what would change as a unified diff, and write nothing
    #[arg(long, requires = "into")]
    dry_run: bool,
}

/// The lines around a change in a unified diff.
const CONTEXT_LINES: usize = 3;
/// The columns of a value in a message about a difference.
const MAX_VALUE_COLUMNS: usize = 100;

impl IntoArgs {
    /// The file to merge into.
    pub fn path(&self) -> Option<&Path> {
        self.into.as_deref()
    }

    /// Merges an import into the file. Differences go to standard output, or after a unified diff to standard error.
    pub fn merge(
        &self,
        path: &Path,
        import: &ImportResult,
        messages: &Messages,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let file = path.display().to_string();
        let words = &messages.merge;
        let is_toml = path.extension().is_none_or(|extension| extension == "toml");
        anyhow::ensure!(is_toml, (words.not_toml)(Foreign::long(&file)));
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => anyhow!((words.no_file)(Foreign::long(&file))),
            _ => anyhow!(error).context((messages.cli.cannot_read)(Foreign::long(&file))),
        })?;
        let base = base_catalog(&file, &text)?;
        let merged = merge_into(&file, &text, base.as_ref(), import, today()).map_err(|error| match error {
            error @ MergeError::File(_) => anyhow!(error),
            error => anyhow!(error).context((words.would_be_invalid)(Foreign::long(&file))),
        })?;
        let mut stderr = io::stderr().lock();
        if self.dry_run {
            let diff = TextDiff::from_lines(&text, &merged.text);
            let diff = diff.unified_diff().context_radius(CONTEXT_LINES).header(&file, &file).to_string();
            out.write_all(escape_message(&diff).as_bytes())?;
            out.flush()?;
            write_differences(&file, &merged, words, &mut stderr)?;
        } else {
            if merged.text != text {
                replace_if_unchanged(path, &text, &merged.text)
                    .map_err(|error| error::cannot_replace(error, &file, messages))?;
            }
            write_differences(&file, &merged, words, out)?;
            out.flush()?;
        }
        let MergedFile { added, filled, differences, skipped, .. } = &merged;
        writeln!(stderr, "{}", (words.summary)(added.len(), filled.len(), differences.len(), skipped.len()))?;
        let is_unchanged = merged.text == text;
        if is_unchanged && differences.is_empty() && skipped.is_empty() {
            writeln!(stderr, "{}", words.unchanged)?;
        } else if !is_unchanged && self.dry_run {
            writeln!(stderr, "{}", words.dry_run)?;
        }
        Ok(())
    }
}

/// The built-in catalogue, if the file refers to it: it is not valid alone, but with it.
fn base_catalog(file: &str, text: &str) -> anyhow::Result<Option<CatalogFile>> {
    let alone = CatalogFile::new(file, text.to_owned());
    if Catalog::merge(std::slice::from_ref(&alone)).is_ok() {
        return Ok(None);
    }
    let base = builtin::catalog_file()?;
    Ok(Catalog::merge(&[base.clone(), alone]).is_ok().then_some(base))
}

/// The day of today in UTC; `None` if the clock does not know it.
fn today() -> Option<Date> {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_unix_seconds(elapsed.as_secs())
}

/// Writes `file: id: field: theirs / ours` for each difference, and `file: id: why` for each entry left out.
fn write_differences(file: &str, merged: &MergedFile, messages: &MergeMessages, out: &mut dyn Write) -> io::Result<()> {
    let file = Foreign::long(file);
    for Difference { id, path, theirs, ours } in &merged.differences {
        let value = |text| Foreign::cut(text, MAX_VALUE_COLUMNS);
        let text = (messages.difference)(value(theirs), ours.as_deref().map(value));
        writeln!(out, "{file}: {}: {}: {text}", Foreign::new(id), Foreign::new(path))?;
    }
    for SkippedEntry { id, reason } in &merged.skipped {
        let reason = match reason {
            SkipReason::SeveralEntries(ids) => (messages.several_entries)(&ids.join(", ")),
            SkipReason::OtherKind(id) => (messages.other_kind)(id),
            SkipReason::OtherMaker(id) => (messages.other_maker)(id),
            SkipReason::Repeated(id) => (messages.repeated)(id),
        };
        writeln!(out, "{file}: {}: {reason}", Foreign::new(id))?;
    }
    Ok(())
}
