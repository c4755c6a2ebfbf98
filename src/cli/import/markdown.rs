//! `llm-tui import markdown`.

use std::{io::Write, process::ExitCode};

use llm_catalog::localized::Locale;

use crate::{
    cli::import::{
        input::read_input,
        source::{Format, OutputArgs},
        sources::Sources,
    },
    import::markdown::{self, ListKind},
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "读取 awesome-list 页面中的模型表格和项目列表"
long_about = """
读取 awesome-list 页面中的模型表格和项目列表

可依次给出多个文件：ID 互不重复，跨文件的表格可以接续。"""

[arguments]
files = "要读取的文件；`-` 表示标准输入"
items = "标题未说明时，列表中的条目是什么"

[values.items]
models = "模型"
extensions = "相关项目"
"#;

/// Import an awesome-list page: its tables of models and lists of projects
///
/// Several files are read as one list: their ids differ, and a table may
/// continue in the next file.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files to read; `-` reads standard input
    #[arg(required = true)]
    files: Vec<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Toml)]
    format: Format,

    /// What the items of lists are where no heading says it
    #[arg(long = "as", value_enum)]
    items: Option<Items>,

    #[command(flatten)]
    output: OutputArgs,
}

/// What the items of a list are.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Items {
    /// Models
    Models,
    /// Projects around models
    Extensions,
}

impl From<Items> for ListKind {
    fn from(items: Items) -> Self {
        match items {
            Items::Models => Self::Models,
            Items::Extensions => Self::Extensions,
        }
    }
}

pub(super) fn run(arguments: &Arguments, locale: Locale, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let read = |file: &String| read_input(file, locale);
    let texts: Vec<_> = arguments.files.iter().map(read).collect::<anyhow::Result<_>>()?;
    let pages = markdown::join(&texts);
    let sources = Sources::files(arguments.files.iter().cloned().zip(pages.first_lines).collect());
    let result = markdown::parse_lists_as(&pages.text, arguments.items.map(ListKind::from));
    arguments.output.write_entries(result, &sources, arguments.format, None, locale, out)
}
