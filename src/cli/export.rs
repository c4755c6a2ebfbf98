//! `llm-tui export`: the whole catalogue as a page or a data file.

use std::{io::Write, process::ExitCode};

use llm_catalog::{Catalog, localized::Locale, write};
use llm_index::{Column, Index};

use crate::{
    cli::context::CliContext,
    export::{ExportTable, awesome_list::awesome_list},
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "导出整个目录"

[arguments]
format = "输出格式"

[values.format]
markdown = "awesome-list 页面，语言由 `--locale` 决定"
json = "完整条目的 JSON 数组"
jsonl = "每行一个 JSON 对象"
csv = "包含全部列的模型表格"
toml = "目录文件"
"#;

/// Export the whole catalogue
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// An awesome-list page in the language of `--locale`
    #[default]
    Markdown,
    /// A JSON array of full entries
    Json,
    /// One JSON object per line
    Jsonl,
    /// A table of the models with all columns
    Csv,
    /// A catalogue file
    Toml,
}

pub(super) fn run(
    args: &Arguments,
    catalog: &Catalog,
    context: &CliContext,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let CliContext { index, locale, .. } = context;
    let json = || catalog.entries().map(write::to_json);
    match args.format {
        Format::Markdown => out.write_all(awesome_list(catalog, *locale).as_bytes())?,
        Format::Json => writeln!(out, "{:#}", serde_json::Value::Array(json().collect()))?,
        Format::Jsonl => json().try_for_each(|entry| writeln!(out, "{entry}"))?,
        Format::Csv => out.write_all(&models_csv(catalog, index, *locale)?)?,
        Format::Toml => out.write_all(write::CatalogContents::from(catalog).to_toml().as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn models_csv(catalog: &Catalog, index: &Index, locale: Locale) -> anyhow::Result<Vec<u8>> {
    let rows = catalog.models().iter().filter_map(|model| index.row_by_id(model.id.as_str())).collect();
    let table = ExportTable { index, locale, rows, columns: Column::ALL.to_vec() };
    Ok(table.csv(b',')?)
}
