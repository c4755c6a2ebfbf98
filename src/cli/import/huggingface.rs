//! `llm-tui import huggingface`.

use std::{
    io::{self, BufWriter, IsTerminal, Seek, Write},
    process::ExitCode,
};

use anyhow::anyhow;
use llm_catalog::{Foreign, localized::Locale};
use tempfile::spooled_tempfile;

use crate::{
    cli::import::{
        input::{Input, MAX_HELD_BYTES},
        model_writer::{CheckedModel, ModelWriter},
        progress::ProgressLine,
        report::Summary,
        source::{Format, OutputArgs, SourceArgs},
        sources::Sources,
    },
    i18n::Messages,
    import::{
        filled_fields::FilledFields,
        huggingface::{FirstWarnings, HubError, HubList, HubOptions, ReadProgress, SkippedCopies},
        report::ImportReport,
    },
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
    let SourceArgs { file, format, output } = &arguments.source;
    let mut progress = ProgressLine::new(locale);
    let input = Input::open(file, Messages::get(locale), &mut progress)?;
    let source = HubSource { input, name: file, include_all: arguments.all };
    source.write_entries(*format, output, progress, locale, out)
}

/// A list of repositories.
pub(super) struct HubSource<'a> {
    pub input: Input,
    /// The name of the list in messages.
    pub name: &'a str,
    /// Whether quantized copies and merges become entries.
    pub include_all: bool,
}

impl HubSource<'_> {
    /// Writes the entries as they are read, or merges them into a file, and to stderr what was read of the list.
    pub fn write_entries(
        self,
        format: Format,
        output: &OutputArgs,
        mut progress: ProgressLine,
        locale: Locale,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let Self { input, name, include_all } = self;
        let to_error = |error| describe_error(error, name, Messages::get(locale));
        let (size, sources) = (input.size, Sources::file(name));
        let max_warnings = if output.is_merge() { usize::MAX } else { output.max_lines() };
        let options = HubOptions { include_all, max_warnings };
        let mut list = HubList::scan(input, options, &mut |read| progress.show_read(read, size)).map_err(to_error)?;
        let note = skipped_note(list.skipped(), locale);
        if output.is_merge() {
            let import = list.into_import(&mut |read| progress.show_read(read, size)).map_err(to_error)?;
            drop(progress);
            return output.write_entries(import.result, &sources, format, note.as_deref(), locale, out);
        }
        // With `--strict` it turns out in the end whether anything is written.
        let mut held = output.is_strict().then(|| spooled_tempfile(MAX_HELD_BYTES));
        if held.is_none() && io::stdout().is_terminal() {
            progress.stop();
        }
        let target = held.as_mut().map_or(&mut *out, |held| held as &mut dyn Write);
        let show = &mut |read| progress.show_read(read, size);
        let WrittenList { models, filled, report, warnings } =
            write_models(&mut list, format, show, target).map_err(to_error)?;
        drop(progress);
        if let Some(mut held) = held.filter(|_| !output.refuses(&report, warnings.skipped)) {
            held.rewind()?;
            io::copy(&mut held, out)?;
        }
        let (skipped, warning_count, warnings) = (warnings.skipped, warnings.count, warnings.into_kept());
        let (report, warnings) = (&report, warnings.as_slice());
        let summary = Summary { models, extensions: 0, filled, report, skipped, warnings, warning_count };
        output.report(&summary, &sources, note.as_deref(), locale)
    }
}

/// What is said of a list whose entries were written as they were read.
struct WrittenList {
    models: usize,
    filled: FilledFields,
    report: ImportReport,
    warnings: FirstWarnings,
}

fn write_models(
    list: &mut HubList<Input>,
    format: Format,
    progress: &mut dyn FnMut(ReadProgress),
    out: &mut dyn Write,
) -> Result<WrittenList, HubError> {
    let mut out = BufWriter::new(out);
    let mut writer = ModelWriter::new(&mut out, format);
    let check = |model| CheckedModel::new(model, format);
    let warnings = list.read_entries(check, |model| writer.write(model), progress)?;
    let ModelWriter { models, filled, mut report, .. } = writer;
    report.rows = list.rows();
    out.flush().map_err(HubError::Write)?;
    Ok(WrittenList { models, filled, report, warnings })
}

/// How many repositories were skipped, if any were.
fn skipped_note(skipped: SkippedCopies, locale: Locale) -> Option<String> {
    let SkippedCopies { quantized, merges } = skipped;
    (quantized > 0 || merges > 0).then(|| match locale {
        Locale::En => format!(
            "skipped quantized copies: {quantized}, merges: {merges}; use `import huggingface --all` to include them"
        ),
        Locale::Zh => {
            format!("略过量化副本 {quantized} 个、合并模型 {merges} 个；用 `import huggingface --all` 可将其包括在内")
        }
    })
}

fn describe_error(error: HubError, name: &str, messages: &Messages) -> anyhow::Error {
    let name = Foreign::long(name);
    match error {
        HubError::Io(error) => anyhow!(error).context((messages.cli.cannot_read_list)(name)),
        HubError::List(error) => anyhow!("{name}:{error}"),
        HubError::Write(error) => anyhow!(error),
    }
}
