//! `llm-tui diff`: what changed between two catalogues.

use std::{io::Write, path::Path, process::ExitCode};

use llm_catalog::{Catalog, foreign::escape_json, localized::Locale};

use crate::{
    builtin,
    cli::{
        context::read_catalog_file,
        error::EXIT_NO_MATCH,
        global_args::GlobalArgs,
        terminal::{Terminal, render_lines},
    },
    diff::{CatalogDiff, diff_json, diff_lines, diff_markdown},
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui diff old.toml new.toml
  llm-tui diff my-list.toml
  git show v1.0:catalog.toml | llm-tui diff - catalog.toml --format markdown
  llm-tui diff builtin catalog.toml --exit-code

Entries are matched by id. One with another id is reported as renamed where its
name and links are the same and no other entry has them. The order of entries
and benchmarks is not compared. With --builtin, a file is laid over the built-in
catalogue first. Exit code: 0; with --exit-code 1 if there are differences; 2 on
errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "比较两份目录，列出差异"
after_long_help = """
示例：
  llm-tui diff old.toml new.toml
  llm-tui diff my-list.toml
  git show v1.0:catalog.toml | llm-tui diff - catalog.toml --format markdown
  llm-tui diff builtin catalog.toml --exit-code

条目按 ID 对应。ID 不同但名称和链接都相同，且没有其他条目与之相同的，视为更名。条目和评测的顺序不参与比较。使用 --builtin 时，
先将文件叠加到内置目录上。
退出码：0；使用 --exit-code 且有差异时为 1；出错为 2。"""

[arguments]
old = "旧目录：文件、`builtin`（内置目录），或 `-`（标准输入）"
new = "新目录 [默认：内置目录]"
exit_code = "有差异时以状态 1 退出"
format = "输出格式"

[values.format]
text = "便于阅读，在终端中带颜色"
markdown = "Markdown，可用于发布说明"
json = "JSON 对象，含每个字段的旧值和新值"
"#;

/// The name of the built-in catalogue.
const BUILTIN_NAME: &str = "builtin";

/// Compare two catalogues: what was added, removed, renamed and changed
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The old catalogue: a file, `builtin` for the built-in one, or `-` for standard input
    #[arg(value_name = "OLD")]
    old: String,

    /// The new catalogue [default: the built-in one]
    #[arg(value_name = "NEW", default_value = BUILTIN_NAME, hide_default_value = true)]
    new: String,

    /// Exit with status 1 if there are differences
    #[arg(long)]
    exit_code: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// Human-readable, in color on a terminal
    #[default]
    Text,
    /// Markdown, as for a release note
    Markdown,
    /// A JSON object with the old and the new value of each field
    Json,
}

pub(super) fn run(
    args: &Arguments,
    global: &GlobalArgs,
    locale: Locale,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let messages = Messages::get(locale);
    anyhow::ensure!(global.catalog.is_empty(), messages.diff.catalog_option);
    anyhow::ensure!(args.old != "-" || args.new != "-", messages.diff.stdin_twice);
    let read = |name| read_catalog(name, global.builtin, messages);
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let diff = CatalogDiff::new(&old, &new);
    match args.format {
        Format::Json => out.write_all(escape_json(&diff_json(&diff)).to_string().as_bytes())?,
        Format::Markdown => out.write_all(diff_markdown(&diff, locale).as_bytes())?,
        Format::Text if diff.is_empty() => writeln!(out, "{}", messages.diff.no_difference)?,
        Format::Text => {
            let terminal = Terminal::detect()?;
            let lines = diff_lines(&diff, locale, terminal.as_ref().map(|terminal| terminal.columns));
            out.write_all(render_lines(&lines, terminal.as_ref()).as_bytes())?;
        }
    }
    Ok(if args.exit_code && !diff.is_empty() { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
}

/// Reads one side, whose entries may refer to others that it lacks. With `--builtin`, a file is laid over the built-in
/// catalogue.
fn read_catalog(name: &str, with_builtin: bool, messages: &Messages) -> anyhow::Result<Catalog> {
    if name == BUILTIN_NAME && !Path::new(name).exists() {
        return Ok(builtin::catalog()?);
    }
    let file = read_catalog_file(name, messages)?;
    Ok(if with_builtin { Catalog::merge(&[builtin::catalog_file()?, file])? } else { Catalog::read_part(file)? })
}
