//! `llm-tui import huggingface`.

use std::{io::Write, process::ExitCode};

use llm_catalog::localized::Locale;

use crate::{
    cli::import::source::SourceArgs,
    i18n::Messages,
    import::huggingface::{self, HubImport},
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "读取 Hugging Face Hub API 的模型列表"
long_about = """
读取 Hugging Face Hub API 的模型列表

请先保存 <https://huggingface.co/api/models?full=true&config=true>，再指定该文件；文件中可以依次
包含多页。要得到精确的参数量，请用 `expand[]=safetensors` 代替 `full`（并以同样方式请求 `tags`、
`cardData`、`config`、`createdAt`、`pipeline_tag` 和 `library_name`）。

Hub 不提供训练阶段：标签或名称含偏好或奖励（dpo、rlhf、reward）的条目归入 `rlhf`；名称含
instruct、chat、it 或 sft，有上游模型或用于对话的归入 `sft`；其余的，以及名称以 base 结尾的，
归入 `base`。保留条目之前请核对阶段。"""

[arguments]
file = "要读取的文件；`-` 表示标准输入"
all = "包括量化副本和合并模型"
"#;

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

pub(super) fn run(arguments: &Arguments, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let import = arguments.source.parse_with(Messages::get(locale), |text| huggingface::parse(text, arguments.all))?;
    let note = skipped_note(&import);
    arguments.source.write_entries(import.result, note.as_deref(), locale, out)
}

/// How many repositories were skipped, if any were.
pub(super) fn skipped_note(import: &HubImport) -> Option<String> {
    let (quantized, merges) = (import.skipped_quantized, import.skipped_merges);
    (quantized > 0 || merges > 0)
        .then(|| format!("skipped quantized copies: {quantized}, merges: {merges}; use `--all` to include them"))
}
