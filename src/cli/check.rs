//! `llm-tui check`: validates and lints catalogue files.

use std::{
    cell::Cell,
    fs::File,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use llm_catalog::{
    Catalog, CatalogFile, Diagnostic, Foreign, ReadError, Severity,
    coverage::coverage,
    foreign::escape_json,
    lint::{Counts, LineCheck, LintReport, Strictness, check},
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
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
    if args.coverage {
        return print_coverage(args, &file_sets(args, base.as_ref(), default_files, messages)?, messages, out);
    }
    let strictness = if args.strict { Strictness::Strict } else { Strictness::Usual };
    let mut checked = Vec::new();
    for file in &args.files {
        checked.push(CheckedFile::check(file, base.as_ref(), strictness, messages)?);
    }
    if args.files.is_empty() {
        checked.push(CheckedFile::check_whole(&default_files()?, strictness, messages)?);
    }
    let totals = checked.iter().map(|file| file.counts(args.strict)).fold(Counts::default(), Counts::plus);
    let mut writer = ProblemWriter { format: args.format, is_strict: args.strict, out, listed: Cell::default() };
    for file in &mut checked {
        writer.write_file(file)?;
    }
    writer.finish(totals)?;
    let omitted = totals.errors.saturating_sub(MAX_LISTED) + totals.warnings.saturating_sub(MAX_LISTED);
    if args.format == Format::Text && omitted > 0 {
        writeln!(io::stderr(), "{}", (messages.cli.omitted_problems)(omitted))?;
    }
    let Counts { entries, errors, warnings } = totals;
    writeln!(io::stderr(), "{}", (messages.cli.check_summary)(entries, errors, warnings))?;
    Ok(if errors > 0 { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
}

/// The files of each catalogue that is checked.
fn file_sets(
    args: &Arguments,
    base: Option<&CatalogFile>,
    default_files: impl FnOnce() -> anyhow::Result<Vec<CatalogFile>>,
    messages: &Messages,
) -> anyhow::Result<Vec<Vec<CatalogFile>>> {
    if args.files.is_empty() {
        return Ok(vec![default_files()?]);
    }
    let files = args.files.iter().map(|file| read_catalog_file(file, messages));
    files.map(|file| Ok(base.cloned().into_iter().chain([file?]).collect())).collect()
}

fn print_coverage(
    args: &Arguments,
    file_sets: &[Vec<CatalogFile>],
    messages: &Messages,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let catalogs = file_sets.iter().map(|files| Catalog::merge(files)).collect::<Result<Vec<_>, _>>()?;
    let models: Vec<_> = catalogs.iter().flat_map(Catalog::models).cloned().collect();
    let rows = coverage(&models);
    match args.format {
        Format::Json => coverage::write_json(&rows, out)?,
        Format::Text => coverage::write_text(&rows, messages, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A checked catalogue.
enum CheckedFile {
    Whole(LintReport),
    /// JSON Lines, which are read again for what is listed.
    Lines(LineCheck, File),
}

impl CheckedFile {
    fn check(
        path: &str,
        base: Option<&CatalogFile>,
        strictness: Strictness,
        messages: &Messages,
    ) -> anyhow::Result<Self> {
        // A pipe can be opened and read only once.
        let is_file = || std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        if base.is_none() && CatalogFile::has_jsonl_extension(Path::new(path)) && is_file() {
            let to_error = |reason| ReadError::Io { file: path.to_owned(), reason };
            let mut file = File::open(path).map_err(to_error)?;
            let check = LineCheck::run(path, &mut file, strictness).map_err(to_error)?;
            let head = || not_a_catalog::read_head(Path::new(path));
            if check.counts().errors > 0
                && let Some(message) = not_a_catalog::describe(path, &head(), messages)
            {
                anyhow::bail!(message);
            }
            return Ok(Self::Lines(check, file));
        }
        let files: Vec<_> = base.cloned().into_iter().chain([read_catalog_file(path, messages)?]).collect();
        Self::check_whole(&files, strictness, messages)
    }

    fn check_whole(files: &[CatalogFile], strictness: Strictness, messages: &Messages) -> anyhow::Result<Self> {
        let report = check(files, strictness);
        if report.count(Severity::Error) > 0
            && let Some(message) = not_a_catalog::describe_any(files, messages)
        {
            anyhow::bail!(message);
        }
        Ok(Self::Whole(report))
    }

    fn counts(&self, is_strict: bool) -> Counts {
        let counts = match self {
            Self::Whole(report) => Counts {
                entries: report.entry_count,
                errors: report.count(Severity::Error),
                warnings: report.count(Severity::Warning),
            },
            Self::Lines(check, _) => check.counts(),
        };
        if is_strict { Counts { errors: counts.errors + counts.warnings, warnings: 0, ..counts } } else { counts }
    }
}

/// Writes problems one after another: there may be more than fit in memory.
struct ProblemWriter<'o> {
    format: Format,
    /// Whether warnings are errors.
    is_strict: bool,
    out: &'o mut dyn Write,
    /// The numbers of errors and warnings so far.
    listed: Cell<(usize, usize)>,
}

impl ProblemWriter<'_> {
    fn write_file(&mut self, file: &mut CheckedFile) -> anyhow::Result<()> {
        match file {
            CheckedFile::Whole(report) => report.diagnostics.drain(..).try_for_each(|problem| self.write(problem))?,
            CheckedFile::Lines(check, file) => {
                let (listed, format, is_strict) = (self.listed.clone(), self.format, self.is_strict);
                let is_wanted = |severity| format == Format::Json || !is_full(listed.get(), severity, is_strict);
                check.report(file, is_wanted, |problem| {
                    self.write(problem)?;
                    listed.set(self.listed.get());
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    fn write(&mut self, problem: Diagnostic) -> io::Result<()> {
        let severity = if self.is_strict { Severity::Error } else { problem.severity };
        let (errors, warnings) = self.listed.get();
        let is_full = is_full((errors, warnings), severity, self.is_strict);
        self.listed.set(match severity {
            Severity::Error => (errors + 1, warnings),
            Severity::Warning => (errors, warnings + 1),
        });
        match self.format {
            Format::Json => {
                let value = serde_json::to_value(Diagnostic { severity, ..problem })?;
                let object = escape_json(&format!("{value:#}")).to_string();
                let separator = if errors + warnings == 0 { "[" } else { "," };
                write!(self.out, "{separator}\n  {}", object.replace('\n', "\n  "))
            }
            Format::Text if is_full => Ok(()),
            Format::Text => {
                let Diagnostic { file, line, column, message, rule, .. } = problem;
                let file = Foreign::long(&file);
                writeln!(self.out, "{file}:{line}:{column}: {}: {message} [{rule}]", serde_name(&severity))
            }
        }
    }

    fn finish(&mut self, totals: Counts) -> io::Result<()> {
        match self.format {
            Format::Json if totals.errors + totals.warnings == 0 => writeln!(self.out, "[]"),
            Format::Json => writeln!(self.out, "\n]"),
            Format::Text => Ok(()),
        }
    }
}

/// Whether as many errors or warnings were listed as text as are.
fn is_full((errors, warnings): (usize, usize), severity: Severity, is_strict: bool) -> bool {
    let listed = if severity == Severity::Error || is_strict { errors } else { warnings };
    listed >= MAX_LISTED
}
