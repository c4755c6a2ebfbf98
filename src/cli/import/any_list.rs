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
        input::{Input, read_input},
        progress::ProgressLine,
        source::{Format, OutputArgs},
        sources::Sources,
    },
    i18n::Messages,
    import::{
        ImportError, ImportResult, catalog, csv, ecosystem_graphs,
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
files = "要读取的文件；`-` 表示标准输入；多个文件作为一份清单读取"
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
    /// Files to read; `-` reads standard input; several are read as one list
    #[arg(required = true)]
    files: Vec<String>,

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
    match arguments.files.as_slice() {
        [file] => import_file(file, arguments, locale, out),
        files => import_files(files, arguments, locale, out),
    }
}

/// Imports one file, which is read as a whole only if its format needs that.
fn import_file(file: &str, arguments: &ListArgs, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let messages = Messages::get(locale);
    let mut progress = ProgressLine::new(locale);
    let mut input = Input::open(file, messages, &mut progress)?;
    let name = if file == "-" { messages.cli.stdin_name } else { file };
    let cannot_read = || (messages.cli.cannot_read_list)(Foreign::long(file));
    let from = match arguments.from {
        Some(format) => format,
        None => guess_format(&input.head(HEAD_BYTES).with_context(cannot_read)?, name, messages)?,
    };
    let (format, output) = (arguments.format.unwrap_or_else(|| default_output(from)), &arguments.output);
    let sources = Sources::file(name);
    let parse: fn(&str) -> Result<ImportResult, ImportError> = match from {
        ListFormat::HuggingFace => {
            let source = HubSource { input, name, include_all: false };
            return source.write_entries(format, output, progress, locale, out);
        }
        ListFormat::Catalog => {
            let result = catalog::parse(name, &input.into_text().with_context(cannot_read)?)?;
            return output.write_entries(result, &sources, format, None, locale, out);
        }
        ListFormat::Markdown => |text| Ok(markdown::parse(text)),
        ListFormat::ModelsDev => models_dev::parse,
        ListFormat::OpenRouter => openrouter::parse,
        ListFormat::LiteLlm => litellm::parse,
        ListFormat::Csv => |text| csv::parse(text, b",;"),
        ListFormat::Tsv => |text| csv::parse(text, b"\t"),
        ListFormat::EcosystemGraphs => ecosystem_graphs::parse,
    };
    let text = input.into_text().with_context(cannot_read)?;
    let result = parse(&text).map_err(|error| describe_error(&error, &sources))?;
    output.write_entries(result, &sources, format, None, locale, out)
}

/// Imports several files as one list.
fn import_files(
    files: &[String],
    arguments: &ListArgs,
    locale: Locale,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let messages = Messages::get(locale);
    let texts: Vec<_> = files.iter().map(|file| read_input(file, locale)).collect::<anyhow::Result<_>>()?;
    let to_name = |file: &String| if file == "-" { messages.cli.stdin_name.to_owned() } else { file.clone() };
    let names: Vec<_> = files.iter().map(to_name).collect();
    let from = match arguments.from {
        Some(format) => format,
        None => guess_same_format(&texts, &names, locale)?,
    };
    // The other lists are one value or one table each.
    let (pages, result) = match from {
        ListFormat::Markdown => {
            let pages = markdown::join(&texts);
            let result = Ok(markdown::parse(&pages.text));
            (pages, result)
        }
        ListFormat::EcosystemGraphs => {
            let pages = markdown::join_lines(&texts);
            let result = ecosystem_graphs::parse(&pages.text);
            (pages, result)
        }
        from => anyhow::bail!(cannot_join(from, locale)),
    };
    let sources = Sources::files(names.into_iter().zip(pages.first_lines).collect());
    let result = result.map_err(|error| describe_error(&error, &sources))?;
    let format = arguments.format.unwrap_or_else(|| default_output(from));
    arguments.output.write_entries(result, &sources, format, None, locale, out)
}

/// What people write is for people to edit.
fn default_output(from: ListFormat) -> Format {
    match from {
        ListFormat::Markdown | ListFormat::Csv | ListFormat::Tsv | ListFormat::Catalog => Format::Toml,
        _ => Format::Jsonl,
    }
}

fn cannot_join(format: ListFormat, locale: Locale) -> String {
    match locale {
        Locale::En => format!("`{}` is read from one file at a time", format.key()),
        Locale::Zh => format!("`{}` 一次只能读取一个文件", format.key()),
    }
}

/// Guesses the format of all files, and says which it is.
fn guess_same_format(texts: &[String], files: &[String], locale: Locale) -> anyhow::Result<ListFormat> {
    let messages = Messages::get(locale);
    let formats = texts.iter().zip(files).map(|(text, file)| guess_format(text, file, messages));
    let mut formats = formats.collect::<anyhow::Result<Vec<_>>>()?;
    formats.dedup();
    let several = match locale {
        Locale::En => "the files have different formats; read them one at a time",
        Locale::Zh => "各文件的格式不同，请分别读取",
    };
    formats.pop().filter(|_| formats.is_empty()).ok_or_else(|| anyhow!(several))
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

fn describe_error(error: &ImportError, sources: &Sources) -> anyhow::Error {
    anyhow!("{}{}", sources.location(Some(error.line)), error.message)
}
