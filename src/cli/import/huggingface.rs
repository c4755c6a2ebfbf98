//! Models of the Hugging Face Hub, as entries of a catalogue.

use std::{io::Write, process::ExitCode};

use crate::{cli::import::source::SourceArgs, import::huggingface};

/// Read models of the Hugging Face Hub, as its API lists them
///
/// Save <https://huggingface.co/api/models?full=true&config=true> and give the
/// file; pages may follow each other in it. Exact parameters come with
/// `expand[]=safetensors` in place of `full` (then ask for `tags`, `cardData`,
/// `config`, `createdAt`, `pipeline_tag` and `library_name` in the same way).
///
/// The Hub does not say how a model was trained: an entry stands under `rlhf`
/// where a tag or its name tells preferences or rewards (dpo, rlhf, reward),
/// under `sft` where it is named instruct, chat, it or sft, has a parent or is
/// made to converse, else, or where its name ends in base, under `base`. Check
/// the stage before you keep an entry.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    source: SourceArgs,

    /// Take quantized copies and merges too
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let list = arguments.source.parse_with(|text| huggingface::parse(text, arguments.all))?;
    let copies = list.skipped_quantized + list.skipped_merges;
    let note = format!(
        "left out quantized copies: {}, merges: {}; `--all` takes them",
        list.skipped_quantized, list.skipped_merges
    );
    arguments.source.write_entries(&list.result, (copies > 0).then_some(note.as_str()), out)
}
