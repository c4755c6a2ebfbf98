//! Checking catalogue files as a careful maintainer would.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use llm_catalog::{CatalogFile, Diagnostic, Severity, lint::check};
use llm_index::serde_name;

use crate::cli::EXIT_NO_MATCH;

/// What to check.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The files, each by itself or, with --builtin, over the built-in catalogue;
    /// without any, what the program would show
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// Take warnings for errors
    #[arg(long)]
    strict: bool,

    /// How to tell what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// A line each: `file:line:column: severity: message`
    #[default]
    Text,
    /// An array of objects
    Json,
}

/// Checks files each by itself, or over the built-in catalogue where that is
/// asked for; without files, what the program would show.
pub(super) fn run(
    arguments: &Arguments,
    builtin: bool,
    shown: impl FnOnce() -> anyhow::Result<Vec<CatalogFile>>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let below = builtin.then(crate::builtin::catalog_file).transpose()?;
    let mut layers = Vec::new();
    for file in &arguments.files {
        layers.push(below.iter().cloned().chain([crate::cli::read_catalog_file(file)?]).collect());
    }
    if layers.is_empty() {
        layers.push(shown()?);
    }
    let reports: Vec<_> = layers.iter().map(|layers: &Vec<_>| check(layers)).collect();
    let mut problems: Vec<_> = reports.iter().flat_map(|report| report.diagnostics.clone()).collect();
    if arguments.strict {
        for problem in &mut problems {
            problem.severity = Severity::Error;
        }
    }
    match arguments.format {
        Format::Json => writeln!(out, "{:#}", serde_json::to_value(&problems)?)?,
        Format::Text => {
            for Diagnostic { file, line, column, severity, message, rule } in &problems {
                writeln!(out, "{file}:{line}:{column}: {}: {message} [{rule}]", serde_name(severity))?;
            }
        }
    }
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let entries: usize = reports.iter().map(|report| report.entry_count).sum();
    let counts = [
        format_count(entries, "entry", "entries"),
        format_count(errors, "error", "errors"),
        format_count(warnings, "warning", "warnings"),
    ];
    writeln!(io::stderr(), "{}", counts.join(", "))?;
    Ok(if errors > 0 { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
}

fn format_count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
