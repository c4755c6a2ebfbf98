//! `llm-tui import models-dev`.

use std::{io::Write, process::ExitCode};

use crate::{cli::import::source::SourceArgs, import::models_dev};

/// Import the API of models.dev: one entry for each model, not for each provider
///
/// Save <https://models.dev/api.json> and give the file. Name, date and context
/// are those of the vendor's own provider, else those of most providers. The
/// organization is set only if an id or the vendor's own provider names it; the
/// parameters are those in the name.
///
/// The list does not state the training stage, so it is `sft`, or `base` if
/// the name ends in base. Check the stage of each entry.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let result = arguments.source.parse_with(models_dev::parse)?;
    arguments.source.write_entries(&result, None, out)
}
