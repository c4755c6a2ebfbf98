//! Another list, as entries of a catalogue.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use llm_catalog::{EntryRef, write};

use crate::{cli::error::EXIT_NO_MATCH, import};

mod huggingface;
mod models_dev;
mod source;

/// What to import.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: ImportCommand,
}

/// The lists that can be read.
#[derive(Debug, clap::Subcommand)]
enum ImportCommand {
    /// Read an awesome-list page: its tables of models, its lists of projects
    Markdown(MarkdownArgs),
    ModelsDev(models_dev::Arguments),
    Huggingface(huggingface::Arguments),
}

/// A page of Markdown.
#[derive(Debug, clap::Args)]
struct MarkdownArgs {
    /// The file to read; `-` reads the standard input
    file: String,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        ImportCommand::Markdown(page) => import_markdown(page, out),
        ImportCommand::ModelsDev(arguments) => models_dev::run(arguments, out),
        ImportCommand::Huggingface(arguments) => huggingface::run(arguments, out),
    }
}

fn import_markdown(page: &MarkdownArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let found = import::markdown::parse(&source::read_input(&page.file)?);
    let mut complaints = io::stderr().lock();
    for (line, why) in &found.skipped {
        writeln!(complaints, "{}:{line}: {why}", page.file)?;
    }
    let entries = found.models.iter().map(EntryRef::Model).chain(found.extensions.iter().map(EntryRef::Extension));
    if entries.clone().next().is_none() {
        return Ok(ExitCode::from(EXIT_NO_MATCH));
    }
    let file = write::CatalogContents {
        benchmarks: &found.benchmarks,
        changelog: &found.changelog,
        entries: entries.collect(),
        ..write::CatalogContents::default()
    };
    out.write_all(file.to_toml().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
