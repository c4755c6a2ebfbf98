//! `llm-tui import markdown`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use llm_catalog::{EntryRef, write};

use crate::{
    cli::{error::EXIT_NO_MATCH, import::source::read_input},
    import::markdown,
};

/// Import an awesome-list page: its tables of models and lists of projects
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// File to read; `-` reads standard input
    file: String,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let result = markdown::parse(&read_input(&arguments.file)?);
    let mut stderr = io::stderr().lock();
    for warning in &result.warnings {
        writeln!(stderr, "{}:{}: {}", arguments.file, warning.line, warning.message)?;
    }
    let models = result.models.iter().map(EntryRef::Model);
    let entries: Vec<_> = models.chain(result.extensions.iter().map(EntryRef::Extension)).collect();
    if entries.is_empty() {
        return Ok(ExitCode::from(EXIT_NO_MATCH));
    }
    let catalog = write::CatalogContents {
        benchmarks: &result.benchmarks,
        changelog: &result.changelog,
        entries,
        ..write::CatalogContents::default()
    };
    out.write_all(catalog.to_toml().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
