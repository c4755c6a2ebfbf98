//! `llm-tui import models-dev`.

use std::{io::Write, process::ExitCode};

use llm_catalog::localized::Locale;

use crate::{cli::import::source::SourceArgs, import::models_dev};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "读取 models.dev 的 API，每个模型一个条目"
long_about = """
读取 models.dev 的 API，每个模型一个条目

请先保存 <https://models.dev/api.json>，再指定该文件。名称、日期和上下文取自厂商自己的服务，
没有则取多数服务给出的值；只有从 ID 或厂商自己的服务能确定时才写机构；参数量取自名称。

该清单不含训练阶段：条目归入 `sft`，名称以 base 结尾的归入 `base`。保留条目之前请核对阶段。"""

[arguments]
file = "要读取的文件；`-` 表示标准输入"
"#;

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

pub(super) fn run(arguments: &Arguments, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let result = arguments.source.parse_with(locale, models_dev::parse)?;
    arguments.source.write_entries(result, None, locale, out)
}
