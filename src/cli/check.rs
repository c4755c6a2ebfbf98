//! `llm-tui check`: validates and lints catalogue files.

use std::{
    collections::HashMap,
    io::{self, Write},
    process::ExitCode,
};

use llm_catalog::{
    Catalog, CatalogFile, Diagnostic, Foreign, Severity,
    coverage::coverage,
    foreign::escape_json,
    lint::{Strictness, check},
};
use llm_index::serde_name;

use crate::{
    builtin,
    cli::{context::read_catalog_file, coverage, error::EXIT_NO_MATCH, not_a_catalog},
    i18n::Messages,
};

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "检查目录文件中的错误和可疑数据"

[arguments]
files = "要检查的文件，各自检查，或用 --builtin 合并到内置目录后检查 [默认：llm-tui 所显示的目录]"
strict = "将警告视为错误，并要求每个数字都有来源"
coverage = "改为列出已知数据的比例，按字段与发布年份"
format = "输出格式"

[values.format]
text = "每个问题一行：`文件:行:列: 级别: 消息`"
json = "对象的 JSON 数组"
"#;

/// Check catalogue files for errors and questionable values
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files to check, each on its own or, with --builtin, merged into the built-in
    /// catalogue [default: the catalogue that llm-tui shows]
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// Treat warnings as errors, and ask for a source of every figure
    #[arg(long)]
    strict: bool,

    /// Print how much is known of the models, by field and year of release, instead of problems
    #[arg(long, conflicts_with = "strict")]
    coverage: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// One line per problem: `file:line:column: severity: message`
    #[default]
    Text,
    /// A JSON array of objects
    Json,
}

/// How many errors, and how many warnings, are listed as text. Many usually have one cause.
const MAX_LISTED: usize = 100;

/// Checks each file, or without files the `default_files` together. Problems go to standard output, the summary to
/// standard error.
pub(super) fn run(
    args: &Arguments,
    with_builtin: bool,
    default_files: impl FnOnce() -> anyhow::Result<Vec<CatalogFile>>,
    messages: &Messages,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let base = with_builtin.then(builtin::catalog_file).transpose()?;
    let mut file_sets = Vec::new();
    for file in &args.files {
        file_sets.push(base.iter().cloned().chain([read_catalog_file(file, messages)?]).collect());
    }
    if file_sets.is_empty() {
        file_sets.push(default_files()?);
    }
    if args.coverage {
        let catalogs = file_sets.iter().map(|files| Catalog::merge(files)).collect::<Result<Vec<_>, _>>()?;
        let models: Vec<_> = catalogs.iter().flat_map(Catalog::models).cloned().collect();
        let rows = coverage(&models);
        match args.format {
            Format::Json => coverage::write_json(&rows, out)?,
            Format::Text => coverage::write_text(&rows, messages, out)?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let strictness = if args.strict { Strictness::Strict } else { Strictness::Usual };
    let reports: Vec<_> = file_sets.iter().map(|files: &Vec<_>| check(files, strictness)).collect();
    for (files, report) in file_sets.iter().zip(&reports) {
        let has_errors = report.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if let Some(message) = not_a_catalog::describe_any(files, messages).filter(|_| has_errors) {
            anyhow::bail!(message);
        }
    }
    let entries: usize = reports.iter().map(|report| report.entry_count).sum();
    let mut diagnostics: Vec<_> = reports.into_iter().flat_map(|report| report.diagnostics).collect();
    if args.strict {
        for diagnostic in &mut diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match args.format {
        Format::Json => write_json(&diagnostics, out)?,
        Format::Text => {
            write_lines(&diagnostics, out)?;
            let omitted = errors.saturating_sub(MAX_LISTED) + warnings.saturating_sub(MAX_LISTED);
            if omitted > 0 {
                writeln!(io::stderr(), "{}", (messages.cli.omitted_problems)(omitted))?;
            }
        }
    }
    writeln!(io::stderr(), "{}", (messages.cli.check_summary)(entries, errors, warnings))?;
    Ok(if errors > 0 { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
}

/// Writes the first errors and the first warnings, in their order in the files.
fn write_lines(diagnostics: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
    let mut listed = HashMap::new();
    for Diagnostic { file, line, column, severity, message, rule } in diagnostics {
        let count: &mut usize = listed.entry(severity).or_default();
        *count += 1;
        if *count <= MAX_LISTED {
            let file = Foreign::long(file);
            writeln!(out, "{file}:{line}:{column}: {}: {message} [{rule}]", serde_name(severity))?;
        }
    }
    Ok(())
}

/// Writes a JSON array, one object after another: there may be more than fit in memory as JSON values.
fn write_json(diagnostics: &[Diagnostic], out: &mut dyn Write) -> anyhow::Result<()> {
    let mut separator = "[";
    for diagnostic in diagnostics {
        let object = escape_json(&format!("{:#}", serde_json::to_value(diagnostic)?)).to_string();
        write!(out, "{separator}\n  {}", object.replace('\n', "\n  "))?;
        separator = ",";
    }
    writeln!(out, "{}", if diagnostics.is_empty() { "[]" } else { "\n]" })?;
    Ok(())
}
