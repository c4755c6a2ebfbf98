//! `llm-tui import FILE`: a list of any known format.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{ValueEnum, builder::PossibleValue};

use llm_catalog::{Foreign, localized::Locale};

use crate::{
    cli::import::{
        huggingface::HubSource,
        input::Input,
        progress::ProgressLine,
        source::{Format, OutputArgs},
        sources::Sources,
    },
    i18n::Messages,
    import::{
        ImportError, catalog, csv, ecosystem_graphs,
        guess::{HEAD_BYTES, guess},
        litellm, markdown, models_dev, openrouter,
    },
    list_format::{FileKind, ListFormat},
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "将其他清单转换为目录条目"
long_about = """
将其他清单转换为目录条目

格式由文件内容判断，并在标准错误中说明；可用 `--from` 另行指定。下面的命令带有各种格式专用的选项和说明。"""

[arguments]
file = "要读取的文件；`-` 表示标准输入"
from = "文件的格式 [默认：由内容判断]"
format = "输出格式 [默认：表格、页面和目录为 toml，其余为 jsonl]"
"#;

impl ValueEnum for ListFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.key()))
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// File to read; `-` reads standard input
    #[arg(required = true)]
    file: Option<String>,

    /// Format of the file [default: guessed from its content]
    #[arg(long, value_name = "FORMAT")]
    from: Option<ListFormat>,

    /// Output format [default: toml for tables, pages and catalogues, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(arguments: &ListArgs, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let messages = Messages::get(locale);
    let file = arguments.file.as_deref().unwrap_or("-");
    let mut progress = ProgressLine::new(locale);
    let mut input = Input::open(file, messages, &mut progress)?;
    let name = if file == "-" { messages.cli.stdin_name } else { file };
    let cannot_read = || (messages.cli.cannot_read_list)(Foreign::long(file));
    let from = match arguments.from {
        Some(format) => format,
        None => guess_format(&input.head(HEAD_BYTES).with_context(cannot_read)?, name, messages)?,
    };
    let (format, output) = (arguments.format.unwrap_or_else(|| default_output(from)), &arguments.output);
    let text = |input: Input| input.into_text().with_context(cannot_read);
    let named = |error: ImportError| anyhow!("{}:{error}", Foreign::long(name));
    let result = match from {
        ListFormat::Markdown => markdown::parse(&text(input)?),
        ListFormat::ModelsDev => models_dev::parse(&text(input)?).map_err(named)?,
        ListFormat::OpenRouter => openrouter::parse(&text(input)?).map_err(named)?,
        ListFormat::LiteLlm => litellm::parse(&text(input)?).map_err(named)?,
        ListFormat::Csv => csv::parse(&text(input)?, b",;").map_err(named)?,
        ListFormat::Tsv => csv::parse(&text(input)?, b"\t").map_err(named)?,
        ListFormat::EcosystemGraphs => ecosystem_graphs::parse(&text(input)?).map_err(named)?,
        ListFormat::Catalog => catalog::parse(name, &text(input)?)?,
        ListFormat::HuggingFace => {
            let source = HubSource { input, name, include_all: false };
            return source.write_entries(format, output, progress, locale, out);
        }
    };
    output.write_entries(result, &Sources::file(name), format, None, locale, out)
}

/// What people write is for people to edit.
fn default_output(from: ListFormat) -> Format {
    match from {
        ListFormat::Markdown | ListFormat::Csv | ListFormat::Tsv | ListFormat::Catalog => Format::Toml,
        _ => Format::Jsonl,
    }
}

/// Guesses the format and says which it is.
fn guess_format(text: &str, file: &str, messages: &Messages) -> anyhow::Result<ListFormat> {
    let cli = &messages.cli;
    let kind = guess(text);
    let FileKind::List(format) = kind else {
        let formats = ListFormat::ALL.map(ListFormat::key).join(cli.list_separator);
        anyhow::bail!((cli.not_a_list)(Foreign::long(file), (cli.file_kind)(kind), &formats))
    };
    writeln!(io::stderr(), "{}", (cli.read_as)(Foreign::long(file), (cli.file_kind)(kind), format.key()))?;
    Ok(format)
}
