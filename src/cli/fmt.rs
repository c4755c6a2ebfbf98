//! `llm-tui fmt`: formats catalogue files.

use std::{fs, io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;

use llm_catalog::{Catalog, EntryRef, Foreign, foreign::escape_message, write};

use crate::{cli::error::EXIT_NO_MATCH, i18n::Messages, platform::write_atomic};

const EXAMPLES: &str = "\
Examples:
  llm-tui fmt catalog.toml
  llm-tui fmt --check catalog.toml

Models are sorted by stage, release date and name; keys get a fixed order.
Comments above the first entry are kept; a file with comments between or inside
entries is an error. Exit code: 1 if --check finds a file that would change, 2
on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "格式化目录文件"
after_long_help = """
示例：
  llm-tui fmt catalog.toml
  llm-tui fmt --check catalog.toml

模型按阶段、发布日期和名称排序，键按固定顺序排列。保留第一个条目之前的注释；
条目之间或条目内有注释的文件视为错误。
退出码：--check 发现需要改动的文件为 1，出错为 2。"""

[arguments]
files = "TOML 格式的目录文件"
check = "只列出需要改动的文件，不写入"
"#;

/// Format catalogue files
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Catalogue files in TOML format
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// List the files that would change without writing them
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Arguments, messages: &Messages, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    for path in &args.files {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| (messages.cli.cannot_read)(Foreign::long(&file)))?;
        let formatted = format_catalog(&file, &text, messages)?;
        if formatted == text {
            continue;
        }
        writeln!(out, "{}", escape_message(&file))?;
        if args.check {
            code = ExitCode::from(EXIT_NO_MATCH);
        } else {
            write_atomic(path, &formatted).with_context(|| (messages.cli.cannot_write)(Foreign::long(&file)))?;
        }
    }
    Ok(code)
}

/// Formats a catalogue and keeps the comments at the top of the file.
fn format_catalog(file: &str, text: &str, messages: &Messages) -> anyhow::Result<String> {
    let is_header = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let header: Vec<_> = text.lines().take_while(is_header).collect();
    for (idx, line) in text.lines().enumerate().skip(header.len()) {
        anyhow::ensure!(!has_comment(line), (messages.cli.misplaced_comment)(Foreign::long(file), idx + 1));
    }
    let catalog = Catalog::parse(file, text)?;
    let mut models: Vec<_> = catalog.models().iter().collect();
    models.sort_by_cached_key(|model| model.sort_key());
    let extensions = catalog.extensions().iter().map(EntryRef::Extension);
    let entries = models.into_iter().map(EntryRef::Model).chain(extensions).collect();
    let body = write::CatalogContents { entries, ..write::CatalogContents::from(&catalog) }.to_toml();
    let header = header.join("\n");
    Ok(if header.trim().is_empty() { body } else { format!("{}\n\n{body}", header.trim_end()) })
}

/// True if a line of TOML has a comment outside of strings.
fn has_comment(line: &str) -> bool {
    let (mut quote, mut is_escaped) = (None, false);
    for ch in line.chars() {
        match (quote, ch) {
            (None, '#') => return true,
            (None, '"' | '\'') => quote = Some(ch),
            (Some('"'), '\\') if !is_escaped => {
                is_escaped = true;
                continue;
            }
            (Some(open), _) if open == ch && !is_escaped => quote = None,
            _ => {}
        }
        is_escaped = false;
    }
    false
}
