//! Reads lists and writes their entries, for the import commands.

use std::{
    fs,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use anyhow::{Context, anyhow};

use llm_catalog::{EntryRef, write};

use crate::{
    cli::error::EXIT_NO_MATCH,
    i18n::count_noun,
    import::{ImportError, ImportResult, placeholder_text},
};

#[derive(Debug, clap::Args)]
pub(super) struct SourceArgs {
    /// File to read; `-` reads standard input
    file: String,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// One JSON object per line
    #[default]
    Jsonl,
    /// TOML, as in catalog.toml
    Toml,
}

/// Warnings beyond this number are only counted.
const MAX_REPORTED_WARNINGS: usize = 10;

/// Reads a file; `-` is standard input.
pub(super) fn read_input(file: &str) -> anyhow::Result<String> {
    let text = if file == "-" { io::read_to_string(io::stdin()) } else { fs::read_to_string(file) };
    text.with_context(|| format!("cannot read `{file}`; give the path of a file, or `-` for standard input"))
}

impl SourceArgs {
    /// Reads the file and parses it; errors name the file.
    pub(super) fn parse_with<T>(&self, parse: impl FnOnce(&str) -> Result<T, ImportError>) -> anyhow::Result<T> {
        parse(read_input(&self.file)?.trim_start_matches('\u{feff}')).map_err(|error| anyhow!("{}:{error}", self.file))
    }

    /// Writes the entries, and a summary with the warnings to stderr.
    pub(super) fn write_entries(
        &self,
        result: &ImportResult,
        note: Option<&str>,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let extensions = result.extensions.iter().map(EntryRef::Extension);
        let mut out = BufWriter::new(out);
        match self.format {
            Format::Toml => {
                // TOML is for editing, so it has a placeholder for the insight.
                let mut models = result.models.clone();
                for model in &mut models {
                    model.insight.get_or_insert_with(placeholder_text);
                }
                out.write_all(write::to_toml(models.iter().map(EntryRef::Model).chain(extensions)).as_bytes())?;
            }
            Format::Jsonl => {
                for entry in result.models.iter().map(EntryRef::Model).chain(extensions) {
                    writeln!(out, "{}", write::to_json(entry))?;
                }
            }
        }
        out.flush()?;
        self.print_summary(result, note, &mut io::stderr())?;
        let is_empty = result.models.is_empty() && result.extensions.is_empty();
        Ok(if is_empty { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
    }

    fn print_summary(&self, result: &ImportResult, note: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let ImportResult { models, extensions, warnings, .. } = result;
        writeln!(out, "{}", count_noun(models.len() + extensions.len(), "entry", "entries"))?;
        if let Some(note) = note {
            writeln!(out, "{note}")?;
        }
        if warnings.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}:", count_noun(warnings.len(), "warning", "warnings"))?;
        for warning in warnings.iter().take(MAX_REPORTED_WARNINGS) {
            writeln!(out, "{}:{}: {}", self.file, warning.line, warning.message)?;
        }
        let rest = warnings.iter().skip(MAX_REPORTED_WARNINGS).count();
        if rest > 0 { writeln!(out, "and {rest} more") } else { Ok(()) }
    }
}
