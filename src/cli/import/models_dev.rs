//! The API of models.dev, as entries of a catalogue.

use std::{io::Write, process::ExitCode};

use crate::{cli::import::source::SourceArgs, import::models_dev};

/// Read the API of models.dev: one entry for a model, however many serve it
///
/// Save <https://models.dev/api.json> and give the file. Name, date and context
/// are those of the maker's own provider, else those that most providers give;
/// a maker is named only where an id or its own provider tells it; parameters
/// are those that the name tells.
///
/// The list does not say how a model was trained: entries stand under `sft`,
/// or under `base` where their name ends so. Check the stage before you keep
/// an entry.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    source: SourceArgs,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let imported = arguments.source.parse_with(models_dev::parse)?;
    arguments.source.write_entries(&imported, None, out)
}
