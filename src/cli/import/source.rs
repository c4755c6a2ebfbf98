//! Reads lists and writes their entries, for the import commands.

use std::{
    fs,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use anyhow::{Context, anyhow};

use llm_catalog::{
    EntryRef, Foreign,
    foreign::{escape_json, escape_message},
    write,
};

use crate::{
    cli::error::EXIT_NO_MATCH,
    i18n::{Messages, count_noun},
    import::{ImportError, ImportResult, ImportWarning, placeholder_text},
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
pub(super) fn read_input(file: &str, messages: &Messages) -> anyhow::Result<String> {
    let text = if file == "-" { io::read_to_string(io::stdin()) } else { fs::read_to_string(file) };
    text.with_context(|| (messages.cli.cannot_read_list)(Foreign::long(file)))
}

/// A warning as `file:line: message`.
pub(super) fn format_warning(file: &str, warning: &ImportWarning) -> String {
    format!("{}:{}: {}", Foreign::long(file), warning.line, escape_message(&warning.message))
}

impl SourceArgs {
    /// Reads the file and parses it; errors name the file.
    pub(super) fn parse_with<T>(
        &self,
        messages: &Messages,
        parse: impl FnOnce(&str) -> Result<T, ImportError>,
    ) -> anyhow::Result<T> {
        let text = read_input(&self.file, messages)?;
        let to_error = |error| anyhow!("{}:{error}", Foreign::long(&self.file));
        parse(text.trim_start_matches('\u{feff}')).map_err(to_error)
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
                    writeln!(out, "{}", escape_json(&write::to_json(entry).to_string()))?;
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
            writeln!(out, "{}", format_warning(&self.file, warning))?;
        }
        let rest = warnings.iter().skip(MAX_REPORTED_WARNINGS).count();
        if rest > 0 { writeln!(out, "and {rest} more") } else { Ok(()) }
    }
}
