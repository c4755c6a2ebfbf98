//! `llm-tui import`: converts other lists to catalogue entries.

mod huggingface;
mod markdown;
mod models_dev;
mod report;
mod source;

use std::{io::Write, process::ExitCode};

use llm_catalog::localized::Locale;

/// The Chinese help of the command and its subcommands, as TOML.
pub(super) const HELP_ZH: [(&str, &str); 4] = [
    ("import", "about = \"将其他清单转换为目录条目\""),
    ("import markdown", markdown::HELP_ZH),
    ("import models-dev", models_dev::HELP_ZH),
    ("import huggingface", huggingface::HELP_ZH),
];

/// Convert another list to catalogue entries
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

pub(super) fn run(arguments: &Arguments, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        ImportCommand::Markdown(arguments) => markdown::run(arguments, locale, out),
        ImportCommand::ModelsDev(arguments) => models_dev::run(arguments, locale, out),
        ImportCommand::Huggingface(arguments) => huggingface::run(arguments, locale, out),
    }
}
