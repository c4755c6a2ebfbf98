//! `llm-tui import markdown`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use llm_catalog::{EntryRef, write};

use crate::{
    cli::{
        error::EXIT_NO_MATCH,
        import::source::{format_warning, read_input},
    },
    i18n::Messages,
    import::markdown,
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "读取 awesome-list 页面中的模型表格和项目列表"

[arguments]
file = "要读取的文件；`-` 表示标准输入"
"#;

/// Import an awesome-list page: its tables of models and lists of projects
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// File to read; `-` reads standard input
    file: String,
}

pub(super) fn run(arguments: &Arguments, messages: &Messages, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let result = markdown::parse(&read_input(&arguments.file, messages)?);
    let mut stderr = io::stderr().lock();
    for warning in &result.warnings {
        writeln!(stderr, "{}", format_warning(&arguments.file, warning))?;
    }
    let models = result.models.iter().map(EntryRef::Model);
    let entries: Vec<_> = models.chain(result.extensions.iter().map(EntryRef::Extension)).collect();
    if entries.is_empty() {
        return Ok(ExitCode::from(EXIT_NO_MATCH));
    }
    let catalog = write::CatalogContents {
        benchmarks: &result.benchmarks,
        changelog: &result.changelog,
        entries,
        ..write::CatalogContents::default()
    };
    out.write_all(catalog.to_toml().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
