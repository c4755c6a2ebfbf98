//! `llm-tui list`: the entries that match a query.

use std::{
    io::{self, Write},
    num::NonZeroUsize,
    process::ExitCode,
};

use clap::ValueEnum;

use llm_catalog::{Entry, EntryRef, localized::Locale};
use llm_index::{Column, Index, RowId, query::Query, search::SearchResults, sort::SortOrder};

use crate::{
    app::{SearchRequest, Tab},
    cli::{
        added_ancestors::warn_of_ancestors,
        column_arg::{parse_column, parse_sort_order},
        context::CliContext,
        count_arg::parse_count,
        query::CliResults,
        table::format_table,
    },
    columns::ColumnExt,
    export::{self, ExportTable},
    glyphs,
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui list llama
  llm-tui list 'open:yes params:<=13b commercial:yes' --sort score
  llm-tui list 'open:yes params:<=10b' --variants --format json
  llm-tui list 'score:>80' --benchmark gpqa-diamond --sort score
  llm-tui list org:meta -stage:base --columns name,released,license
  llm-tui list 'org:\"Meta AI\"' --format json | jq '.[].name'
  llm-tui list --tab extensions --format markdown
  llm-tui list is:bookmarked --format json

`tab`, `sort`, `benchmark` and `columns` of the configuration are for the start
of the program: `list` has options for them, so that scripts print the same
everywhere.

In csv and tsv, `name` is without the variant, which is the column `variant`.
In csv and tsv, a value that a spreadsheet would run as a formula has a ' before
it: one that begins with = + - or @ and is no number.

Query syntax and columns: llm-tui man | man -l -
Exit code: 0 if entries match, 1 if none match, 2 on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "列出与查询匹配的条目"
after_long_help = """
示例：
  llm-tui list llama
  llm-tui list 'open:yes params:<=13b commercial:yes' --sort score
  llm-tui list 'open:yes params:<=10b' --variants --format json
  llm-tui list 'score:>80' --benchmark gpqa-diamond --sort score
  llm-tui list org:meta -stage:base --columns name,released,license
  llm-tui list 'org:"Meta AI"' --format json | jq '.[].name'
  llm-tui list --tab extensions --format markdown
  llm-tui list is:bookmarked --format json

配置中的 `tab`、`sort`、`benchmark` 和 `columns` 只用于程序启动；`list` 用相应的选项指定，
使脚本的输出不因配置而异。

在 csv 和 tsv 中，`name` 不含变体，变体见 `variant` 列。
在 csv 和 tsv 中，以 = + - @ 开头且不是数字的值前会加上 '，以免电子表格把它当作公式执行。

查询语法与全部列：llm-tui man | man -l -
退出码：有匹配的条目为 0，没有为 1，出错为 2。"""

[arguments]
query = "须同时满足的词和过滤条件，例如 `llama open:yes -stage:base`"
tab = "仅列出此标签页的条目"
sort = "按列排序：`列`、`列:asc` 或 `列:desc` [默认：最佳匹配，否则最新的在前]"
columns = "table、csv、tsv 和 markdown 的列，以逗号分隔"
benchmark = "得分所用的评测，按 ID 指定 [默认：前 40 条结果中最多模型报告的百分制评测]"
variants = "每个匹配的变体各占一行：规模、版本、档位或模式"
limit = "最多列出的条目数"
"#;

/// The Chinese help of the output format, which `news` shares.
pub(super) const FORMAT_HELP_ZH: &str = r#"
[arguments]
format = "输出格式"

[values.format]
table = "便于阅读，适应终端宽度；输出到管道时不截断"
csv = "逗号分隔，默认包含全部列"
tsv = "制表符分隔，默认包含全部列"
json = "完整条目的 JSON 数组"
jsonl = "每行一个 JSON 对象"
markdown = "Markdown 表格"
toml = "目录格式的完整条目"
"#;

/// List the entries that match a query
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Words and filters, all of which must match, such as `llama open:yes -stage:base`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// Only entries of this tab
    #[arg(long, default_value = "all")]
    tab: Tab,

    /// Sort by a column: `COLUMN`, `COLUMN:asc` or `COLUMN:desc` [default: best match, else newest first]
    #[arg(long, value_name = "COLUMN", value_parser = parse_sort_order)]
    sort: Option<SortOrder>,

    /// Columns of table, csv, tsv and markdown, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = parse_column)]
    columns: Option<Vec<Column>>,

    /// Benchmark of the scores, by id [default: in percent, the one that most of the first 40 results have]
    #[arg(long, value_name = "ID")]
    benchmark: Option<String>,

    /// One row for each variant that matches: a size, version, tier or mode
    #[arg(long)]
    variants: bool,

    /// Maximum number of entries
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<NonZeroUsize>,

    /// Output format
    #[arg(long, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Human-readable, fitted to the terminal; full width if piped
    Table,
    /// Comma-separated values, all columns by default
    Csv,
    /// Tab-separated values, all columns by default
    Tsv,
    /// A JSON array of full entries
    Json,
    /// One JSON object per line
    Jsonl,
    /// A Markdown table
    Markdown,
    /// Full entries in the catalogue format
    Toml,
}

impl Arguments {
    /// All entries in a format.
    pub fn in_format(format: Format) -> Self {
        Self {
            query: Vec::new(),
            tab: Tab::All,
            sort: None,
            columns: None,
            benchmark: None,
            variants: false,
            limit: None,
            format,
        }
    }

    /// Whether a model has a row for each variant; a catalogue has each model once.
    fn has_variant_rows(&self) -> bool {
        self.variants && self.format != Format::Toml
    }
}

/// The sort order without `--sort`: the best match first, without words to match the newest.
pub(super) fn default_sort_order(query: &Query, tab: Tab) -> SortOrder {
    if query.is_scored() {
        return SortOrder::Relevance;
    }
    SortOrder::by_column(if tab.columns().contains(&Column::Released) { Column::Released } else { Column::Name })
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let (query, tab) = (context.parse_query(&args.query.join(" "))?, args.tab);
    let mut index = context.index.clone();
    if let Some(id) = &args.benchmark {
        index.set_active_benchmark(context.benchmark_idx(id)?);
    }
    let order = args.sort.unwrap_or_else(|| default_sort_order(&query, tab));
    let request = SearchRequest::new(index.clone(), query.clone(), tab, order, SearchResults::default())
        .with_variants(args.has_variant_rows())
        .with_chosen_benchmark(args.benchmark.is_some());
    let results = CliResults::run(&query, request);
    results.set_columns(&mut index);
    let rows: Vec<_> = results.rows().take(args.limit.map_or(usize::MAX, NonZeroUsize::get)).collect();
    if rows.is_empty() {
        if args.format == Format::Json {
            // An empty result is still valid JSON.
            out.write_all(export::json([]).as_bytes())?;
        }
        if args.format == Format::Table && results.unknown_memory() > 0 {
            let _ = writeln!(io::stderr(), "{}", notes(&query, &results, context.messages()).join("\n"));
        }
        return Err(results.no_match_error_with_scores(&index, context.messages()).into());
    }
    let columns = columns(&query, order, args);
    let has_plain_headings = matches!(args.format, Format::Csv | Format::Tsv);
    let needs_benchmark = has_plain_headings && args.benchmark.is_none() && columns.contains(&Column::Score);
    let has_marks = columns.contains(&Column::Score) && rows.iter().any(|row| is_score_marked(*row, &index));
    out.write_all(&format_rows(rows, &index, columns, args, context)?)?;
    if let (true, Some(benchmark)) = (needs_benchmark, index.meta().active_benchmark()) {
        // Beside the table too: its headings are the keys of the columns.
        out.flush()?;
        let _ = writeln!(io::stderr(), "{}", (context.messages().cli.score_benchmark)(benchmark.id.as_str()));
    }
    if args.format == Format::Table {
        // Beside the table, so that a script reads the table alone.
        out.flush()?;
        for note in notes(&query, &results, context.messages()) {
            let _ = writeln!(io::stderr(), "{note}");
        }
    }
    let is_by_score = query.filters_by(Column::Score) || order.column() == Some(Column::Score);
    if has_marks {
        let messages = context.messages();
        match args.format {
            Format::Table | Format::Markdown => writeln!(io::stderr(), "{}", messages.unlike_scores),
            // Only where they are compared: the scores of one model are right as they are.
            Format::Csv | Format::Tsv if is_by_score => writeln!(io::stderr(), "{}", messages.cli.unlike_scores),
            Format::Csv | Format::Tsv | Format::Json | Format::Jsonl | Format::Toml => Ok(()),
        }
        .unwrap_or_default();
    }
    Ok(ExitCode::SUCCESS)
}

/// What a person has to know of the results.
fn notes(query: &Query, results: &CliResults<'_>, messages: &Messages) -> Vec<String> {
    let words = results.scattered_words();
    let scattered = (!words.is_empty()).then(|| (messages.scattered_words)(&words));
    let budgets: Vec<_> = query.memory_budgets().map(|budget| budget.to_string()).collect();
    let memory =
        (!budgets.is_empty()).then(|| (messages.memory_assumed)(&budgets.join(", "), results.unknown_memory()));
    [scattered, memory].into_iter().flatten().collect()
}

/// Whether the score of a row was measured otherwise than those of most models.
fn is_score_marked(row: RowId, index: &Index) -> bool {
    Column::Score.cell(index, row, Locale::En).0.starts_with(glyphs::UNLIKE)
}

/// The columns asked for, else all for programs, and those of the tab for people.
fn columns(query: &Query, order: SortOrder, args: &Arguments) -> Vec<Column> {
    if let Some(columns) = &args.columns {
        return columns.clone();
    }
    let mut columns = match args.format {
        Format::Csv | Format::Tsv => Column::ALL.to_vec(),
        _ => args.tab.columns_for(None, query, order.column()).iter().map(|spec| spec.column).collect(),
    };
    if args.has_variant_rows() && !columns.contains(&Column::Variant) {
        columns.insert(1, Column::Variant);
    }
    columns
}

/// Entries in the format of the arguments.
pub(super) fn format_rows(
    rows: Vec<RowId>,
    index: &Index,
    columns: Vec<Column>,
    args: &Arguments,
    context: &CliContext,
) -> anyhow::Result<Vec<u8>> {
    let table = ExportTable { index, locale: context.locale, rows, columns };
    let full_entries = |write: fn(&[EntryRef<'_>]) -> String| {
        let entries = if args.has_variant_rows() { table.resolved_entries() } else { table.entries() };
        write(&entries.iter().map(Entry::as_entry_ref).collect::<Vec<_>>()).into_bytes()
    };
    Ok(match args.format {
        Format::Table => format_table(&table, context.terminal.as_ref(), 0).into_bytes(),
        Format::Csv => table.csv(b',')?,
        Format::Tsv => table.csv(b'\t')?,
        Format::Json if args.variants => full_entries(|entries| export::variants_json(entries.iter().copied())),
        Format::Jsonl if args.variants => full_entries(|entries| export::variants_json_lines(entries.iter().copied())),
        Format::Json => full_entries(|entries| export::json(entries.iter().copied())),
        Format::Jsonl => full_entries(|entries| export::json_lines(entries.iter().copied())),
        Format::Markdown => table.markdown().into_bytes(),
        Format::Toml => {
            warn_of_ancestors(&table, context.messages())?;
            export::catalog_toml(&table.entries(), index).into_bytes()
        }
    })
}
