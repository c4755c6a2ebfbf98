//! What is said of an import: how much was read, and what was left out.

use std::io::{self, Write};

use indexmap::IndexMap;
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

/// How many lines of a kind a summary has; further ones are only counted.
const MAX_SUMMARY_LINES: usize = 10;

/// How much is said of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ReportLength {
    /// The first lines of each kind, and how many more there are
    #[default]
    Summary,
    /// Every line
    All,
}

impl ReportLength {
    pub(super) fn max_lines(self) -> usize {
        match self {
            Self::Summary => MAX_SUMMARY_LINES,
            Self::All => usize::MAX,
        }
    }
}

/// What is said of an import.
pub(super) struct Summary<'a> {
    pub models: usize,
    pub extensions: usize,
    pub filled: FilledFields,
    pub report: &'a ImportReport,
    /// The number of rows, tables and list items that were skipped.
    pub skipped: usize,
    /// The warnings, or the first of many.
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

/// Where and how the report of an import is written.
pub(super) struct ReportWriter<'a> {
    pub(super) sources: &'a Sources,
    pub(super) length: ReportLength,
    pub(super) locale: Locale,
    pub(super) out: &'a mut dyn Write,
}

impl ReportWriter<'_> {
    /// Writes the report of an import; `note` follows its first line.
    pub(super) fn write(&mut self, summary: &Summary<'_>, note: Option<&str>) -> io::Result<()> {
        let locale = self.locale;
        let Summary { models, extensions, filled, report, skipped, .. } = summary;
        writeln!(self.out, "{}", counts(report.rows, *models, *extensions, locale))?;
        if let Some(note) = note {
            writeln!(self.out, "{note}")?;
        }
        let fields: Vec<_> =
            filled.iter().map(|(column, count)| format!("{} {count}", column.heading(locale))).collect();
        if !fields.is_empty() {
            let label = match locale {
                Locale::En => "filled: ",
                Locale::Zh => "已填写：",
            };
            writeln!(self.out, "{label}{}", fields.join(Messages::get(locale).cli.list_separator))?;
        }
        self.write_without_field(report)?;
        self.write_left_out(report)?;
        self.write_assumed(report)?;
        if *skipped > 0 {
            writeln!(self.out, "{}", count_skipped(*skipped, locale))?;
        }
        self.write_warnings(summary.warnings, summary.warning_count)
    }

    fn write_without_field(&mut self, report: &ImportReport) -> io::Result<()> {
        let count: usize = report.without_field.values().sum();
        if count == 0 {
            return Ok(());
        }
        let by_column = list_columns(&report.without_field, self.locale);
        match self.locale {
            Locale::En => writeln!(self.out, "without a field: {} ({by_column})", count_noun(count, "cell", "cells")),
            Locale::Zh => writeln!(self.out, "无对应字段：{count} 个单元格（{by_column}）"),
        }
    }

    fn write_left_out(&mut self, report: &ImportReport) -> io::Result<()> {
        if report.left_out() == 0 {
            return Ok(());
        }
        let locale = self.locale;
        let by_column = list_columns(&report.left_out_by_column, locale);
        match locale {
            Locale::En => {
                writeln!(self.out, "left out: {} ({by_column})", count_noun(report.left_out(), "cell", "cells"))?;
            }
            Locale::Zh => writeln!(self.out, "未采用：{} 个单元格（{by_column}）", report.left_out())?,
        }
        for column in &report.unknown_columns {
            let (location, heading) = (self.sources.location(Some(column.line)), Foreign::new(&column.heading));
            match locale {
                Locale::En => writeln!(self.out, "{location}unknown column `{heading}`")?,
                Locale::Zh => writeln!(self.out, "{location}未知的列 `{heading}`")?,
            }
        }
        let written = report.first_left_out.iter().take(self.length.max_lines());
        let written_count = written.len();
        for cell in written {
            self.write_cell(cell.line, &cell.column, &cell.text, &describe_reason(&cell.reason, locale))?;
        }
        let in_unknown: usize = report.unknown_columns.iter().map(|column| column.cells).sum();
        self.write_more(report.left_out() - in_unknown, written_count)
    }

    fn write_assumed(&mut self, report: &ImportReport) -> io::Result<()> {
        let locale = self.locale;
        match (report.assumed, locale) {
            (0, _) => return Ok(()),
            (count, Locale::En) => writeln!(self.out, "assumed: {}", count_noun(count, "cell", "cells"))?,
            (count, Locale::Zh) => writeln!(self.out, "推定：{count} 个单元格")?,
        }
        let written = report.first_assumed.iter().take(self.length.max_lines());
        let written_count = written.len();
        for cell in written {
            self.write_cell(Some(cell.line), &cell.column, &cell.text, &describe_assumption(&cell.assumption, locale))?;
        }
        self.write_more(report.assumed, written_count)
    }

    fn write_cell(&mut self, line: Option<usize>, column: &str, text: &str, said: &str) -> io::Result<()> {
        let (location, column) = (self.sources.location(line), quoted_column(column, self.locale));
        let text = Foreign::new(text);
        match self.locale {
            Locale::En => writeln!(self.out, "{location}{column}: `{text}` {said}"),
            Locale::Zh => writeln!(self.out, "{location}{column}：`{text}` {said}"),
        }
    }

    fn write_warnings(&mut self, warnings: &[ImportWarning], count: usize) -> io::Result<()> {
        let locale = self.locale;
        if count == 0 {
            return Ok(());
        }
        match locale {
            Locale::En => writeln!(self.out, "{}:", count_noun(count, "warning", "warnings"))?,
            Locale::Zh => writeln!(self.out, "警告 {count} 条：")?,
        }
        let written = warnings.iter().take(self.length.max_lines());
        let written_count = written.len();
        for warning in written {
            let location = self.sources.location(Some(warning.line));
            writeln!(self.out, "{location}{}", escape_message(&warning.message(locale)))?;
        }
        self.write_more(count, written_count)
    }

    /// Says how many more there are than were written.
    fn write_more(&mut self, all: usize, written: usize) -> io::Result<()> {
        match (all.saturating_sub(written), self.locale) {
            (0, _) => Ok(()),
            (more, Locale::En) => writeln!(self.out, "and {more} more"),
            (more, Locale::Zh) => writeln!(self.out, "另有 {more} 处"),
        }
    }
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

/// The columns, each with the number of its cells.
fn list_columns(columns: &IndexMap<String, usize>, locale: Locale) -> String {
    let columns = columns.iter().map(|(column, count)| format!("{} {count}", quoted_column(column, locale)));
    columns.collect::<Vec<_>>().join(Messages::get(locale).cli.list_separator)
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
                Locale::En => format!("is not a known value of {heading}"),
                Locale::Zh => format!("不是“{heading}”的已知取值"),
            };
        }
        LeftOutReason::BelowContext(column) => {
            let column = quoted_column(column, locale);
            return match locale {
                Locale::En => format!("is less than the context in {column}"),
                Locale::Zh => format!("小于 {column} 列的上下文长度"),
            };
        }
        LeftOutReason::Invalid { entry, message } => {
            let message = escape_message(message);
            return match locale {
                Locale::En => format!("of `{entry}`: {message}"),
                Locale::Zh => format!("（`{entry}`）：{message}"),
            };
        }
        LeftOutReason::OnlyInToml(entry) => {
            return match locale {
                Locale::En => format!("of `{entry}`: JSON Lines do not describe benchmarks; use `--format toml`"),
                Locale::Zh => format!("（`{entry}`）：JSON Lines 不含评测的说明，请用 `--format toml`"),
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
        LeftOutReason::DuplicateVariant => ("stands twice in the row", "在同一行中重复"),
        LeftOutReason::NotAnEntry => ("has no name and link, so it is no entry", "没有名称和链接，不是条目"),
        LeftOutReason::NotOfEntry => ("is no field of such an entry", "此类条目没有该字段"),
        LeftOutReason::NotALink => ("is not a link", "不是链接"),
        LeftOutReason::WeightsNotReleased => {
            ("says that the weights are not released, or only on request", "表明权重未发布，或须申请")
        }
        LeftOutReason::AboveHeadings => ("stands above the headings", "位于表头之上"),
        LeftOutReason::NoLicense => ("says nothing without a license", "缺少许可证，无法采用"),
        LeftOutReason::NoHeading => {
            ("is beyond the last heading; write `\\|` for a bar in a cell", "超出最后一列；单元格中的竖线请写成 `\\|`")
        }
        LeftOutReason::NotInList => ("is not in the list", "不在清单中"),
        LeftOutReason::FilledBefore => ("is for a field that an earlier column already set", "之前的列已填写同一字段"),
        LeftOutReason::Contradiction => ("conflicts with another value in the row", "与同一行的其他取值冲突"),
        LeftOutReason::NotAContext
        | LeftOutReason::NotAFigure
        | LeftOutReason::NoUnit
        | LeftOutReason::Bound
        | LeftOutReason::NotTokens
        | LeftOutReason::SeveralFigures
        | LeftOutReason::Bytes
        | LeftOutReason::ActiveNotFewer
        | LeftOutReason::NoSize
        | LeftOutReason::NotAScore
        | LeftOutReason::NoBenchmark
        | LeftOutReason::NotADate
        | LeftOutReason::NotALanguage
        | LeftOutReason::AmbiguousPoint
        | LeftOutReason::AmbiguousComma => return value_reason(reason, locale),
        LeftOutReason::NoSource
        | LeftOutReason::NoBenchmarkId
        | LeftOutReason::UnknownBenchmark
        | LeftOutReason::OtherInFirst
        | LeftOutReason::NotAnId
        | LeftOutReason::NotARelation
        | LeftOutReason::UnpairedRelations => return record_reason(reason, locale),
        LeftOutReason::Range(..)
        | LeftOutReason::InvalidLink(_)
        | LeftOutReason::UnknownValue(_)
        | LeftOutReason::OnlyInToml(_)
        | LeftOutReason::BelowContext(_)
        | LeftOutReason::Invalid { .. } => ("", ""),
    };
    match locale {
        Locale::En => en,
        Locale::Zh => zh,
    }
}

/// The reasons that figures, scores, dates and languages have.
fn value_reason(reason: &LeftOutReason, locale: Locale) -> &'static str {
    let (en, zh) = match reason {
        LeftOutReason::NotAContext => {
            ("is not a number of tokens; write it like `32K` or `8,192`", "不是词元数，写法如 `32K`、`8,192`")
        }
        LeftOutReason::NotAFigure => ("is not a figure; write it like `7B` or `1.4T`", "不是数值，写法如 `7B`、`1.4T`"),
        LeftOutReason::NoUnit => {
            ("has no unit; write `7B`, or the unit in the heading", "没有单位，请写成 `7B`，或在表头注明单位")
        }
        LeftOutReason::Bound => ("is a bound, not a figure", "是上下限，不是数值"),
        LeftOutReason::NotTokens => ("is not said to count tokens", "未说明是否按词元计"),
        LeftOutReason::SeveralFigures => ("has several figures where one is expected", "有多个数值，此处只能有一个"),
        LeftOutReason::Bytes => ("counts bytes", "是字节数"),
        LeftOutReason::ActiveNotFewer => ("has active parameters that are not fewer than all", "激活参数不少于总参数"),
        LeftOutReason::NoSize => ("says nothing without the total parameters", "缺少总参数量，无法采用"),
        LeftOutReason::NotAScore => {
            ("is not a score; write it like `62.1` or `7B: 49.7`", "不是得分，写法如 `62.1`、`7B: 49.7`")
        }
        LeftOutReason::NoBenchmark => {
            ("is a score; name its benchmark, with a link, before the table", "是得分，请在表格之前写明评测及其链接")
        }
        LeftOutReason::NotADate => ("is not a date; write it like `2023-02-24`", "不是日期，写法如 `2023-02-24`"),
        LeftOutReason::NotALanguage => {
            ("is not a language; write its code, such as `en`", "不是语言，请写代码，例如 `en`")
        }
        LeftOutReason::AmbiguousPoint => {
            ("has a point that may be a decimal mark or separate thousands", "其中的点可能是小数点，也可能是千位分隔符")
        }
        LeftOutReason::AmbiguousComma => (
            "has a comma that may be a decimal mark or separate thousands",
            "其中的逗号可能是小数点，也可能是千位分隔符",
        ),
        _ => ("", ""),
    };
    match locale {
        Locale::En => en,
        Locale::Zh => zh,
    }
}

/// The reasons that only the program's own tables give.
fn record_reason(reason: &LeftOutReason, locale: Locale) -> &'static str {
    let (en, zh) = match reason {
        LeftOutReason::NoSource => (
            "is a score; write the page where it was published below `score_source`",
            "是得分，请在 `score_source` 列写明其出处网页",
        ),
        LeftOutReason::NoBenchmarkId => {
            ("is a score; write the id of its benchmark below `benchmark`", "是得分，请在 `benchmark` 列写明评测的 id")
        }
        LeftOutReason::UnknownBenchmark => ("is of an unknown benchmark", "所属评测未知"),
        LeftOutReason::OtherInFirst => ("differs from the first record of the same id", "与同一 id 的第一条记录不同"),
        LeftOutReason::NotAnId => ("is not an id; ids are like `llama-2`", "不是 id，写法如 `llama-2`"),
        LeftOutReason::NotARelation => (
            "is not a relation; write `weights`, `adapter`, `architecture`, `objective`, `data` or `successor`",
            "不是关系，可写 `weights`、`adapter`、`architecture`、`objective`、`data` 或 `successor`",
        ),
        LeftOutReason::UnpairedRelations => {
            ("does not have one relation for each parent", "关系与上游模型的数量不一致")
        }
        _ => ("", ""),
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
        (Assumption::AddressAsName, Locale::En) => "names no license; its address stands for the name".to_owned(),
        (Assumption::AddressAsName, Locale::Zh) => "不是许可证名称，以其网址代替".to_owned(),
        (Assumption::Marked, Locale::En) => "has a footnote mark, which was ignored".to_owned(),
        (Assumption::Marked, Locale::Zh) => "带有脚注标记，去掉标记后采用".to_owned(),
        (Assumption::DateOnlyTo(date), Locale::En) => format!("may be either of two dates; taken as {date}"),
        (Assumption::DecimalComma(number), Locale::En) => {
            format!("has a comma that may separate thousands; taken as {}", Foreign::new(number))
        }
        (Assumption::DecimalComma(number), Locale::Zh) => {
            format!("其中的逗号可能是千位分隔符，按 {} 采用", Foreign::new(number))
        }
        (Assumption::ThousandsComma(number), Locale::En) => {
            format!("has a comma that may be a decimal mark; taken as {}", Foreign::new(number))
        }
        (Assumption::ThousandsComma(number), Locale::Zh) => {
            format!("其中的逗号可能是小数点，按 {} 采用", Foreign::new(number))
        }
        (Assumption::DateOnlyTo(date), Locale::Zh) => format!("可能是两个日期之一，按 {date} 采用"),
    }
}
