//! `llm-tui schema`: the JSON Schema of a catalogue file.

use std::{io::Write, process::ExitCode};

use llm_catalog::schema::json_schema;

const EXAMPLES: &str = "\
Examples:
  llm-tui schema > catalog.schema.json

An editor that knows JSON Schema for TOML (Taplo, Even Better TOML in VS Code)
then completes and checks a catalogue whose first line is

  #:schema ./catalog.schema.json";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "打印目录文件的 JSON Schema，供编辑器补全和检查"
after_long_help = """
示例：
  llm-tui schema > catalog.schema.json

支持 TOML 的 JSON Schema 的编辑器（Taplo、VS Code 的 Even Better TOML）可据此补全和检查目录文件，
只需将文件的第一行写为

  #:schema ./catalog.schema.json"""
"#;

/// Print the JSON Schema of catalogue files, by which editors complete and check them
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {}

pub(super) fn run(out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    serde_json::to_writer_pretty(&mut *out, &json_schema())?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
