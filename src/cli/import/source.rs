//! Where a list is read from, and how its entries are written.

use std::{
    fs,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use anyhow::{Context, anyhow};

use llm_catalog::{EntryRef, write};

use crate::{
    cli::error::EXIT_NO_MATCH,
    import::{ImportError, ImportResult, placeholder_text},
};

/// A list, and what to make of it.
#[derive(Debug, clap::Args)]
pub(super) struct SourceArgs {
    /// The file to read; `-` reads the standard input
    file: String,

    /// How to write the entries
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How entries are written.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// One JSON object a line
    #[default]
    Jsonl,
    /// Blocks of a catalogue
    Toml,
}

/// How many reasons are told for what was left out.
const MAX_REPORTED_SKIPS: usize = 10;

/// What is in a file; `-` is the standard input.
pub(super) fn read_input(file: &str) -> anyhow::Result<String> {
    let text = if file == "-" { io::read_to_string(io::stdin()) } else { fs::read_to_string(file) };
    text.with_context(|| format!("cannot read `{file}`; give the path of a file, or `-` for the standard input"))
}

impl SourceArgs {
    /// Reads the list.
    pub(super) fn parse_with<T>(&self, read: impl FnOnce(&str) -> Result<T, ImportError>) -> anyhow::Result<T> {
        read(read_input(&self.file)?.trim_start_matches('\u{feff}')).map_err(|error| anyhow!("{}:{error}", self.file))
    }

    /// Writes the entries, and tells on the standard error what is not among them.
    pub(super) fn write_entries(
        &self,
        list: &ImportResult,
        note: Option<&str>,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let extensions = list.extensions.iter().map(EntryRef::Extension);
        let mut out = BufWriter::new(out);
        match self.format {
            Format::Toml => {
                // A file for people to edit has the place where an insight goes.
                let mut models = list.models.clone();
                for model in &mut models {
                    model.insight.get_or_insert_with(placeholder_text);
                }
                out.write_all(write::to_toml(models.iter().map(EntryRef::Model).chain(extensions)).as_bytes())?;
            }
            Format::Jsonl => {
                for entry in list.models.iter().map(EntryRef::Model).chain(extensions) {
                    writeln!(out, "{}", write::to_json(entry))?;
                }
            }
        }
        out.flush()?;
        self.print_summary(list, note, &mut io::stderr())?;
        let is_empty = list.models.is_empty() && list.extensions.is_empty();
        Ok(if is_empty { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
    }

    fn print_summary(&self, list: &ImportResult, note: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let ImportResult { models, extensions, skipped: left_out, .. } = list;
        writeln!(out, "{} entries", models.len() + extensions.len())?;
        if let Some(note) = note {
            writeln!(out, "{note}")?;
        }
        if left_out.is_empty() {
            return Ok(());
        }
        writeln!(out, "left out {}:", left_out.len())?;
        for (line, reason) in left_out.iter().take(MAX_REPORTED_SKIPS) {
            writeln!(out, "{}:{line}: {reason}", self.file)?;
        }
        let rest = left_out.len().saturating_sub(MAX_REPORTED_SKIPS);
        if rest > 0 { writeln!(out, "and {rest} more") } else { Ok(()) }
    }
}
