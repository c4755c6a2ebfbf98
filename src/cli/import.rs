//! `llm-tui import`: converts other lists to catalogue entries.

mod huggingface;
mod markdown;
mod models_dev;
mod source;

use std::{io::Write, process::ExitCode};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: ImportCommand,
}

#[derive(Debug, clap::Subcommand)]
enum ImportCommand {
    Markdown(markdown::Arguments),
    ModelsDev(models_dev::Arguments),
    Huggingface(huggingface::Arguments),
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        ImportCommand::Markdown(arguments) => markdown::run(arguments, out),
        ImportCommand::ModelsDev(arguments) => models_dev::run(arguments, out),
        ImportCommand::Huggingface(arguments) => huggingface::run(arguments, out),
    }
}
