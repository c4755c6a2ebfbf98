//! `llm-tui import`: converts other lists to catalogue entries.

mod any_list;
mod huggingface;
mod input;
mod into;
mod markdown;
mod model_writer;
mod models_dev;
mod progress;
mod report;
mod source;
mod sources;

use std::{io::Write, process::ExitCode};

use llm_catalog::localized::Locale;

/// The Chinese help of the command and its subcommands, as TOML.
pub(super) const HELP_ZH: [(&str, &[&str]); 4] = [
    ("import", &[source::OUTPUT_HELP_ZH, any_list::HELP_ZH]),
    ("import markdown", &[source::OUTPUT_HELP_ZH, markdown::HELP_ZH]),
    ("import models-dev", &[source::OUTPUT_HELP_ZH, models_dev::HELP_ZH]),
    ("import huggingface", &[source::OUTPUT_HELP_ZH, huggingface::HELP_ZH]),
];

/// Convert another list to catalogue entries
///
/// The format is guessed from the content of the file and named on standard
/// error; `--from` says otherwise. The commands below have options and notes
/// for single formats.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<ImportCommand>,

    #[command(flatten)]
    list: any_list::ListArgs,
}

#[derive(Debug, clap::Subcommand)]
enum ImportCommand {
    Markdown(markdown::Arguments),
    ModelsDev(models_dev::Arguments),
    Huggingface(huggingface::Arguments),
}

pub(super) fn run(arguments: &Arguments, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        None => any_list::run(&arguments.list, locale, out),
        Some(ImportCommand::Markdown(arguments)) => markdown::run(arguments, locale, out),
        Some(ImportCommand::ModelsDev(arguments)) => models_dev::run(arguments, locale, out),
        Some(ImportCommand::Huggingface(arguments)) => huggingface::run(arguments, locale, out),
    }
}
