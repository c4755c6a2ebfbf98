//! `llm-tui import huggingface`.

use std::{io::Write, process::ExitCode};

use crate::{cli::import::source::SourceArgs, import::huggingface};

/// Import models of the Hugging Face Hub, as its API lists them
///
/// Save <https://huggingface.co/api/models?full=true&config=true> and give the
/// file, which may hold several pages in sequence. For exact parameters, ask
/// for `expand[]=safetensors` instead of `full`, and for `tags`, `cardData`,
/// `config`, `createdAt`, `pipeline_tag` and `library_name` in the same way.
///
/// The Hub does not state the training stage, so it is inferred: `rlhf` if a
/// tag or the name mentions preferences or rewards (dpo, rlhf, reward); `sft`
/// if the name contains instruct, chat, it or sft, or if the model has a parent
/// or a chat template; otherwise, or if the name ends in base, `base`. Check the
/// stage of each entry.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    source: SourceArgs,

    /// Include quantized copies and merges
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let import = arguments.source.parse_with(|text| huggingface::parse(text, arguments.all))?;
    let (quantized, merges) = (import.skipped_quantized, import.skipped_merges);
    let note = (quantized > 0 || merges > 0)
        .then(|| format!("skipped quantized copies: {quantized}, merges: {merges}; use `--all` to include them"));
    arguments.source.write_entries(&import.result, note.as_deref(), out)
}
