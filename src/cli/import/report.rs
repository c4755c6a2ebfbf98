//! What is said of an import: how much was read, and what was left out.

use std::io::{self, Write};

use llm_catalog::{Foreign, foreign::escape_message, localized::Locale, quantity::Quantity};

use crate::{
    cli::import::sources::Sources,
    columns::ColumnExt,
    i18n::{Messages, count_noun},
    import::{
        ImportResult, ImportWarning,
        filled_fields::{FilledFields, count_filled_fields},
        report::{Assumption, ImportReport, LeftOutReason},
    },
};

/// Warnings beyond this number are only counted.
pub(super) const MAX_WRITTEN_WARNINGS: usize = 10;

/// What is said of an import.
pub(super) struct Summary<'a> {
    pub models: usize,
    pub extensions: usize,
    pub filled: FilledFields,
    pub report: &'a ImportReport,
    /// The number of rows, tables and list items that were skipped.
    pub skipped: usize,
    /// The warnings; only the first are needed.
    pub warnings: &'a [ImportWarning],
    /// The number of all warnings.
    pub warning_count: usize,
}

impl<'a> From<&'a ImportResult> for Summary<'a> {
    fn from(result: &'a ImportResult) -> Self {
        Self {
            models: result.models.len(),
            extensions: result.extensions.len(),
            filled: count_filled_fields(result),
            report: &result.report,
            skipped: result.skipped(),
            warnings: &result.warnings,
            warning_count: result.warnings.len(),
        }
    }
}

/// Writes the report of an import; `note` follows its first line.
pub(super) fn write_report(
    summary: &Summary<'_>,
    sources: &Sources,
    note: Option<&str>,
    locale: Locale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Summary { models, extensions, report, skipped, .. } = *summary;
    writeln!(out, "{}", counts(report.rows, models, extensions, locale))?;
    if let Some(note) = note {
        writeln!(out, "{note}")?;
    }
    let filled = summary.filled.iter().map(|(column, count)| format!("{} {count}", column.heading(locale)));
    let filled: Vec<_> = filled.collect();
    if !filled.is_empty() {
        let label = match locale {
            Locale::En => "filled: ",
            Locale::Zh => "已填写：",
        };
        writeln!(out, "{label}{}", filled.join(Messages::get(locale).cli.list_separator))?;
    }
    write_left_out(report, sources, locale, out)?;
    write_assumed(report, sources, locale, out)?;
    if skipped > 0 {
        writeln!(out, "{}", count_skipped(skipped, locale))?;
    }
    write_warnings(summary, sources, locale, out)
}

/// The number of rows, tables and list items that were skipped.
pub(super) fn count_skipped(count: usize, locale: Locale) -> String {
    match locale {
        Locale::En => {
            count_noun(count, "row, table or list item was skipped", "rows, tables or list items were skipped")
        }
        Locale::Zh => format!("略过行、表格或列表项共 {count} 个"),
    }
}

fn write_warnings(summary: &Summary<'_>, sources: &Sources, locale: Locale, out: &mut dyn Write) -> io::Result<()> {
    let Summary { warnings, warning_count, .. } = *summary;
    if warning_count == 0 {
        return Ok(());
    }
    match locale {
        Locale::En => writeln!(out, "{}:", count_noun(warning_count, "warning", "warnings"))?,
        Locale::Zh => writeln!(out, "警告 {warning_count} 条：")?,
    }
    for warning in warnings.iter().take(MAX_WRITTEN_WARNINGS) {
        writeln!(out, "{}{}", sources.location(Some(warning.line)), escape_message(&warning.message(locale)))?;
    }
    write_more(warning_count, MAX_WRITTEN_WARNINGS, locale, out)
}

fn counts(rows: usize, models: usize, extensions: usize, locale: Locale) -> String {
    match locale {
        Locale::En => {
            let read = count_noun(rows, "row", "rows");
            let models = count_noun(models, "model", "models");
            format!("{read} read: {models}, {}", count_noun(extensions, "extension", "extensions"))
        }
        Locale::Zh => format!("读取 {rows} 行：{models} 个模型，{extensions} 个扩展"),
    }
}

fn write_left_out(report: &ImportReport, sources: &Sources, locale: Locale, out: &mut dyn Write) -> io::Result<()> {
    if report.left_out() == 0 {
        return Ok(());
    }
    let by_column = report.left_out_by_column.iter();
    let by_column = by_column.map(|(column, count)| format!("{} {count}", quoted_column(column, locale)));
    let by_column = by_column.collect::<Vec<_>>().join(Messages::get(locale).cli.list_separator);
    match locale {
        Locale::En => writeln!(out, "left out: {} ({by_column})", count_noun(report.left_out(), "cell", "cells"))?,
        Locale::Zh => writeln!(out, "未采用：{} 个单元格（{by_column}）", report.left_out())?,
    }
    for column in &report.unknown_columns {
        let (location, heading) = (sources.location(Some(column.line)), Foreign::new(&column.heading));
        match locale {
            Locale::En => writeln!(out, "{location}unknown column `{heading}`")?,
            Locale::Zh => writeln!(out, "{location}未知的列 `{heading}`")?,
        }
    }
    for cell in &report.first_left_out {
        let location = sources.location(cell.line);
        let (column, text) = (quoted_column(&cell.column, locale), Foreign::new(&cell.text));
        let reason = describe_reason(&cell.reason, locale);
        match locale {
            Locale::En => writeln!(out, "{location}{column}: `{text}` {reason}")?,
            Locale::Zh => writeln!(out, "{location}{column}：`{text}` {reason}")?,
        }
    }
    let in_unknown: usize = report.unknown_columns.iter().map(|column| column.cells).sum();
    write_more(report.left_out() - in_unknown, report.first_left_out.len(), locale, out)
}

fn write_assumed(report: &ImportReport, sources: &Sources, locale: Locale, out: &mut dyn Write) -> io::Result<()> {
    match (report.assumed, locale) {
        (0, _) => return Ok(()),
        (count, Locale::En) => writeln!(out, "assumed: {}", count_noun(count, "cell", "cells"))?,
        (count, Locale::Zh) => writeln!(out, "推定：{count} 个单元格")?,
    }
    for cell in &report.first_assumed {
        let location = sources.location(Some(cell.line));
        let (column, text) = (quoted_column(&cell.column, locale), Foreign::new(&cell.text));
        let assumption = describe_assumption(&cell.assumption, locale);
        match locale {
            Locale::En => writeln!(out, "{location}{column}: `{text}` {assumption}")?,
            Locale::Zh => writeln!(out, "{location}{column}：`{text}` {assumption}")?,
        }
    }
    write_more(report.assumed, report.first_assumed.len(), locale, out)
}

/// Says how many more there are than were written.
fn write_more(all: usize, written: usize, locale: Locale, out: &mut dyn Write) -> io::Result<()> {
    match (all.saturating_sub(written), locale) {
        (0, _) => Ok(()),
        (more, Locale::En) => writeln!(out, "and {more} more"),
        (more, Locale::Zh) => writeln!(out, "另有 {more} 处"),
    }
}

fn quoted_column(column: &str, locale: Locale) -> String {
    match (column.is_empty(), locale) {
        (true, Locale::En) => "without a heading".to_owned(),
        (true, Locale::Zh) => "无表头".to_owned(),
        (false, _) => format!("`{}`", Foreign::cut(column, 40)),
    }
}

/// Why a cell was left out, and what to write instead.
fn describe_reason(reason: &LeftOutReason, locale: Locale) -> String {
    let text = match reason {
        LeftOutReason::Range(low, high) => return describe_range(*low, *high, locale),
        LeftOutReason::InvalidLink(_) => match locale {
            Locale::En => "is not a web address",
            Locale::Zh => "不是网址",
        },
        LeftOutReason::UnknownValue(column) => {
            let heading = column.heading(locale);
            return match locale {
                Locale::En => format!("is no known value of {heading}"),
                Locale::Zh => format!("不是“{heading}”的已知取值"),
            };
        }
        LeftOutReason::Invalid { entry, message } => {
            let message = escape_message(message);
            return match locale {
                Locale::En => format!("of `{entry}`: {message}"),
                Locale::Zh => format!("（`{entry}`）：{message}"),
            };
        }
        reason => fixed_reason(reason, locale),
    };
    text.to_owned()
}

fn describe_range(low: Quantity, high: Quantity, locale: Locale) -> String {
    match locale {
        Locale::En => format!("is a range, {low} to {high}; list each size"),
        Locale::Zh => format!("是范围（{low} 到 {high}），请逐个列出"),
    }
}

/// The reasons without a value.
fn fixed_reason(reason: &LeftOutReason, locale: Locale) -> &'static str {
    let (en, zh) = match reason {
        LeftOutReason::NotAFigure => ("is not a figure; write it like `7B` or `1.4T`", "不是数值，写法如 `7B`、`1.4T`"),
        LeftOutReason::NoUnit => {
            ("has no unit; write `7B`, or the unit in the heading", "没有单位，请写成 `7B`，或在表头注明单位")
        }
        LeftOutReason::Bound => ("is a bound, not a figure", "是上下限，不是数值"),
        LeftOutReason::SeveralFigures => ("has several figures where one is expected", "有多个数值，此处只能有一个"),
        LeftOutReason::Bytes => ("counts bytes", "是字节数"),
        LeftOutReason::ActiveNotFewer => ("has active parameters that are not fewer than all", "激活参数不少于总参数"),
        LeftOutReason::NoSize => ("says nothing without the total parameters", "缺少总参数量，无法采用"),
        LeftOutReason::DuplicateVariant => ("stands twice in the row", "在同一行中重复"),
        LeftOutReason::NotADate => ("is not a date; write it like `2023-02-24`", "不是日期，写法如 `2023-02-24`"),
        LeftOutReason::NotALanguage => {
            ("is not a language; write its code, such as `en`", "不是语言，请写代码，例如 `en`")
        }
        LeftOutReason::NotAnEntry => ("has no name and link, so it is no entry", "没有名称和链接，不是条目"),
        LeftOutReason::NotOfEntry => ("is no field of such an entry", "此类条目没有该字段"),
        LeftOutReason::NotALink => ("is not a link", "不是链接"),
        LeftOutReason::NotAScore => {
            ("is not a score; write it like `62.1` or `7B: 49.7`", "不是得分，写法如 `62.1`、`7B: 49.7`")
        }
        LeftOutReason::NoBenchmark => {
            ("is a score; name its benchmark, with a link, before the table", "是得分，请在表格之前写明基准及其链接")
        }
        LeftOutReason::NoLicense => ("says nothing without a license", "缺少许可证，无法采用"),
        LeftOutReason::NoHeading => {
            ("is beyond the last heading; write `\\|` for a bar in a cell", "超出最后一列；单元格中的竖线请写成 `\\|`")
        }
        LeftOutReason::NotInList => ("is not in the list", "不在清单中"),
        LeftOutReason::OtherInFirst => ("differs from the first record of the same id", "与同一 id 的第一条记录不同"),
        LeftOutReason::NotAnId => ("is not an id; ids are like `llama-2`", "不是 id，写法如 `llama-2`"),
        LeftOutReason::FilledBefore => ("comes after another column for the same", "之前的列已填写同一字段"),
        LeftOutReason::Range(..)
        | LeftOutReason::InvalidLink(_)
        | LeftOutReason::UnknownValue(_)
        | LeftOutReason::Invalid { .. } => ("", ""),
    };
    match locale {
        Locale::En => en,
        Locale::Zh => zh,
    }
}

fn describe_assumption(assumption: &Assumption, locale: Locale) -> String {
    match (assumption, locale) {
        (Assumption::Approximate, Locale::En) => "is a rough figure; taken as it is".to_owned(),
        (Assumption::Approximate, Locale::Zh) => "是约数，按原值采用".to_owned(),
        (Assumption::DateOnlyTo(date), Locale::En) => format!("may be either of two dates; taken as {date}"),
        (Assumption::DateOnlyTo(date), Locale::Zh) => format!("可能是两个日期之一，按 {date} 采用"),
    }
}
