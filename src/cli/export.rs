//! `llm-tui export`: entries as a page or a file for other programs.

mod format_arg;
mod grouping_arg;
mod selection;
mod update;

use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::Context;

use llm_catalog::Foreign;

use crate::{
    cli::{
        added_ancestors::warn_of_ancestors, context::CliContext, error::describe_io_error,
        export::selection::SelectionArgs,
    },
    export::{
        FileFormat,
        awesome_list::{AwesomeList, PageParts},
        html_page,
    },
    i18n::Messages,
    platform,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui export > list.md
  llm-tui export open:yes 'params:<=13b' --by org --output list.md
  llm-tui export --format html --output index.html
  llm-tui export org:meta --format bibtex > meta.bib
  llm-tui export --update README.md

`--update` writes what is between two markers of a file, and nothing else of it.
Its language is English, unless the marker or the command has `--locale zh`:
  <!-- llm-tui:begin open:yes --by license --columns name,params,license -->
  <!-- llm-tui:end -->

A catalogue in TOML has the models that the exported ones descend from, too.
In csv and tsv, a value that a spreadsheet would run as a formula has a ' before
it.

Query syntax and columns: llm-tui man | man -l -
Exit code: 0 if entries match, 1 if none match, 2 on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "将条目导出为页面或供其他程序读取的文件"
after_long_help = """
示例：
  llm-tui export > list.md
  llm-tui export open:yes 'params:<=13b' --by org --output list.md
  llm-tui export --format html --output index.html
  llm-tui export org:meta --format bibtex > meta.bib
  llm-tui export --update README.md

`--update` 只改写文件中两行标记之间的内容，默认用英文，可在标记或命令中写 `--locale zh`：
  <!-- llm-tui:begin open:yes --by license --columns name,params,license -->
  <!-- llm-tui:end -->

TOML 目录还包含所导出模型的全部上游模型。
在 csv 和 tsv 中，会被电子表格当作公式执行的值前会加上 '。

查询语法与全部列：llm-tui man | man -l -
退出码：有匹配的条目为 0，没有为 1，出错为 2。"""

[arguments]
query = "须同时满足的词和过滤条件 [默认：全部条目]"
format = "输出格式 [默认：由 `--output` 的扩展名决定，否则为 markdown]"
by = "markdown 和 html 中模型的分组方式 [默认：按阶段]"
columns = "markdown、html、csv 和 tsv 的列，以逗号分隔"
sort = "按列排序：`列`、`列:asc` 或 `列:desc` [默认：目录中的顺序]"
benchmark = "得分所用的评测，按 ID 指定"
limit = "最多导出的条目数"
title = "markdown 或 html 页面的标题"
header = "以此文件代替 markdown 页面的标题和简介"
footer = "附在 markdown 页面末尾的文件"
output = "写入此文件，而非标准输出；已有的文件会被替换"
update = "更新此 Markdown 文件中两个标记之间的区域；标记写明查询和选项"

[values.format]
markdown = "awesome-list 页面，语言由 `--locale` 决定"
html = "独立的网页，可搜索和排序，含两种语言"
csv = "逗号分隔的值"
tsv = "制表符分隔的值"
json = "完整条目的 JSON 数组"
jsonl = "每行一个 JSON 对象"
toml = "目录文件"
bibtex = "参考文献"

[values.by]
stage = "训练阶段"
org = "第一个机构"
license = "权重的许可证"
year = "发布年份"
"#;

/// Export entries as a page or a file for other programs
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionArgs,

    /// Output format [default: by the file extension of `--output`, else markdown]
    #[arg(long, value_enum)]
    format: Option<FileFormat>,

    /// The title of a markdown or html page
    #[arg(long, value_name = "TEXT", conflicts_with = "header")]
    title: Option<String>,

    /// A file in place of the title and introduction of a markdown page
    #[arg(long, value_name = "FILE")]
    header: Option<String>,

    /// A file at the end of a markdown page
    #[arg(long, value_name = "FILE")]
    footer: Option<String>,

    /// Write to this file instead of standard output; one that exists is replaced
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Update the regions of this Markdown file that are between markers, which state the query and options of each
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["query", "by", "columns", "sort", "benchmark", "limit", "format", "title", "header", "footer", "output"]
    )]
    update: Option<String>,
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    if let Some(file) = &args.update {
        return update::run(file, context);
    }
    let format = args.format();
    args.check_options(format, context.messages())?;
    let text = args.export(format, context)?;
    match &args.output {
        Some(file) => write_file(file, &text, context.messages())?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn format(&self) -> FileFormat {
        let of_path = || self.output.as_deref().and_then(FileFormat::from_path);
        self.format.or_else(of_path).unwrap_or(FileFormat::Markdown)
    }

    /// Rejects options that the format has no use for.
    fn check_options(&self, format: FileFormat, messages: &Messages) -> anyhow::Result<()> {
        use FileFormat::{Csv, Html, Markdown, Tsv};
        let pages = [Markdown, Html].as_slice();
        let options = [
            ("--by", self.selection.by.is_some(), pages),
            ("--columns", self.selection.columns.is_some(), &[Markdown, Html, Csv, Tsv]),
            ("--title", self.title.is_some(), pages),
            ("--header", self.header.is_some(), &[Markdown]),
            ("--footer", self.footer.is_some(), &[Markdown]),
        ];
        for (option, is_given, formats) in options {
            let names = || formats.iter().map(|format| format.name()).collect::<Vec<_>>();
            anyhow::ensure!(
                !is_given || formats.contains(&format),
                (messages.export.unused_option)(option, &names().join(messages.cli.list_separator))
            );
        }
        Ok(())
    }

    fn export(&self, format: FileFormat, context: &CliContext) -> anyhow::Result<String> {
        let messages = context.messages();
        let selection = self.selection.select(context)?;
        let table = selection.table(context.locale);
        let grouping = self.selection.by;
        let title = self.title.as_deref();
        Ok(match format {
            FileFormat::Markdown => {
                let part = |file: &Option<String>| file.as_deref().map(|file| read_file(file, messages)).transpose();
                let (header, footer) = (part(&self.header)?, part(&self.footer)?);
                let list = AwesomeList { table: &table, grouping: Some(grouping.unwrap_or_default()) };
                list.page(PageParts { title, header: header.as_deref(), footer: footer.as_deref() })
            }
            FileFormat::Html => html_page(&table, grouping.unwrap_or_default(), title),
            FileFormat::Toml => {
                warn_of_ancestors(&table, messages)?;
                format.write(&table)
            }
            _ => format.write(&table),
        })
    }
}

fn read_file(file: &str, messages: &Messages) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| (messages.cli.cannot_read)(Foreign::long(file)))
}

fn write_file(file: &str, text: &str, messages: &Messages) -> anyhow::Result<()> {
    let path = Path::new(file);
    let is_dir = path.is_dir();
    let result =
        if is_dir { Err(io::ErrorKind::IsADirectory.into()) } else { platform::write_atomic_shared(path, text) };
    result.map_err(|error: io::Error| {
        let reason = describe_io_error(&error, messages);
        anyhow::anyhow!(reason).context((messages.cli.cannot_write)(Foreign::long(file)))
    })
}
