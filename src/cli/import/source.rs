//! Reads lists and writes their entries, for the import commands.

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use anyhow::anyhow;

use llm_catalog::{EntryRef, Foreign, foreign::escape_json, localized::Locale, write};

use crate::{
    cli::{
        error::EXIT_NO_MATCH,
        import::{
            input::read_input,
            into::IntoArgs,
            report::{ReportLength, ReportWriter, Summary, count_skipped},
            sources::Sources,
        },
    },
    i18n::{Messages, count_noun},
    import::{ImportError, ImportResult, report::ImportReport},
};

/// The Chinese help of the arguments that all imports share, as TOML.
pub(super) const OUTPUT_HELP_ZH: &str = r#"
[arguments]
format = "输出格式"
strict = "若有单元格未采用或有行被略过，则不写入任何内容并报错"
report = "标准错误中报告的详细程度"
into = "将条目合并到此目录文件：加入新条目，补充已有条目缺少的内容，列出不一致之处"
dry_run = "与 --into 合用：以 unified diff 显示将要做的改动，不写入"

[values.report]
summary = "每类的前几行，以及其余的数量"
all = "每一行"

[values.format]
jsonl = "每行一个 JSON 对象"
toml = "目录格式"
"#;

#[derive(Debug, clap::Args)]
pub(super) struct SourceArgs {
    /// File to read; `-` reads standard input
    pub file: String,

    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    #[command(flatten)]
    pub output: OutputArgs,
}

/// The options that all imports have.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Write nothing, and fail, if a cell would be left out or a row skipped
    #[arg(long)]
    strict: bool,

    /// How much of the report to write to standard error
    #[arg(long, value_name = "LENGTH", value_enum, default_value_t)]
    report: ReportLength,

    #[command(flatten)]
    into: IntoArgs,
}

/// The form of the entries that are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// One JSON object per line
    #[default]
    Jsonl,
    /// TOML, as in catalog.toml
    Toml,
}

impl SourceArgs {
    /// Reads the file and parses it; errors name the file.
    pub(super) fn parse_with<T>(
        &self,
        locale: Locale,
        parse: impl FnOnce(&str) -> Result<T, ImportError>,
    ) -> anyhow::Result<T> {
        let to_error = |error| anyhow!("{}:{error}", Foreign::long(&self.file));
        parse(&read_input(&self.file, locale)?).map_err(to_error)
    }

    /// Writes the entries, and to stderr what was read of the file.
    pub(super) fn write_entries(
        &self,
        result: ImportResult,
        note: Option<&str>,
        locale: Locale,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        self.output.write_entries(result, &Sources::file(&self.file), self.format, note, locale, out)
    }
}

impl OutputArgs {
    /// Checks the entries, writes them or merges them into a file, and to stderr what was read of the files. With
    /// `--strict` nothing is written if something was left out.
    pub(super) fn write_entries(
        &self,
        mut result: ImportResult,
        sources: &Sources,
        format: Format,
        note: Option<&str>,
        locale: Locale,
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
        let into = self.into.path();
        if format == Format::Jsonl && into.is_none() && !result.is_catalog {
            // JSON Lines have entries only, so that scores have no benchmark to refer to. Those of a catalogue stay, as
            // in an export.
            result.remove_what_needs_toml();
        }
        if !result.is_catalog {
            result.remove_invalid_fields();
        }
        let is_refused = self.refuses(&result.report, result.skipped());
        match into {
            _ if is_refused => {}
            Some(path) => self.into.merge(path, &result, Messages::get(locale), out)?,
            None => write_in_format(&mut result, format, out)?,
        }
        self.report(&Summary::from(&result), sources, note, locale)
    }

    /// Whether the entries are merged into a file.
    pub(super) fn is_merge(&self) -> bool {
        self.into.path().is_some()
    }

    /// At most this many lines of each kind are reported.
    pub(super) fn max_lines(&self) -> usize {
        self.report.max_lines()
    }

    /// Whether `--strict` was given, so that output is held until the end.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Whether nothing is written, because something was left out.
    pub(super) fn refuses(&self, report: &ImportReport, skipped: usize) -> bool {
        self.strict && report.left_out() + skipped > 0
    }

    /// Writes to stderr what was read of the files, and returns the exit code.
    pub(super) fn report(
        &self,
        summary: &Summary<'_>,
        sources: &Sources,
        note: Option<&str>,
        locale: Locale,
    ) -> anyhow::Result<ExitCode> {
        let mut stderr = io::stderr().lock();
        ReportWriter { sources, length: self.report, locale, out: &mut stderr }.write(summary, note)?;
        let is_refused = self.refuses(summary.report, summary.skipped);
        if is_refused {
            writeln!(stderr, "{}", strict_refusal(summary.report.left_out(), summary.skipped, locale))?;
        }
        let is_empty = summary.models + summary.extensions == 0;
        Ok(if is_empty || is_refused { ExitCode::from(EXIT_NO_MATCH) } else { ExitCode::SUCCESS })
    }
}

fn strict_refusal(left_out: usize, skipped: usize, locale: Locale) -> String {
    match locale {
        Locale::En => {
            let cells = (left_out > 0).then(|| count_noun(left_out, "cell was left out", "cells were left out"));
            let skipped = (skipped > 0).then(|| count_skipped(skipped, locale));
            let reasons: Vec<_> = cells.into_iter().chain(skipped).collect();
            format!("nothing was written: `--strict`, and {}", reasons.join(", "))
        }
        Locale::Zh => {
            let cells = (left_out > 0).then(|| format!("有 {left_out} 个单元格未采用"));
            let word = if left_out > 0 { "另" } else { "" };
            let skipped = (skipped > 0).then(|| format!("{word}略过 {skipped} 处（行、表格或列表项）"));
            let reasons: Vec<_> = cells.into_iter().chain(skipped).collect();
            format!("未写入任何内容：已指定 `--strict`，且{}", reasons.join("，"))
        }
    }
}

fn write_in_format(result: &mut ImportResult, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Toml => {
            // TOML is for editing, so it has a placeholder for the insight.
            result.add_placeholders();
            out.write_all(result.to_toml().as_bytes())?;
        }
        Format::Jsonl => {
            let extensions = result.extensions.iter().map(EntryRef::Extension);
            for entry in result.models.iter().map(EntryRef::Model).chain(extensions) {
                writeln!(out, "{}", escape_json(&write::to_json(entry).to_string()))?;
            }
        }
    }
    out.flush()
}
