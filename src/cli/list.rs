//! Entries that match a query, in tables and in forms for other programs.

use std::{io::Write, num::NonZeroUsize, ops::Range, process::ExitCode};

use clap::{ValueEnum, builder::PossibleValue};
use rayon::prelude::*;

use llm_catalog::{Entry, EntryRef, validate::closest_match, write};
use llm_index::{Column, Index, RowId, sort::SortOrder};

use crate::{
    app::Tab,
    cli::{BrowseArgs, CliContext, query::CliResults, terminal::Terminal},
    export::{self, ExportTable},
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui list llama
  llm-tui list 'open:yes params:<=13b commercial:yes' --sort score
  llm-tui list 'score:>80' --benchmark gpqa-diamond --sort score
  llm-tui list org:meta -stage:base --columns name,released,license
  llm-tui list 'org:\"Meta AI\"' --format json | jq '.[].name'
  llm-tui list --tab extensions --format markdown
  llm-tui list is:bookmarked --format json

The language of queries and all columns: llm-tui man | man -l -
The exit code is 0 if there are entries, 1 if there are none, 2 if the command is wrong.";

/// What to list, in what order and form.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Words and filters that must all hold, such as `llama open:yes -stage:base`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// Only what this tab of the program holds
    #[arg(long, default_value = "all")]
    tab: Tab,

    /// Order by a column, `COLUMN:asc` or `COLUMN:desc` [default: the best match, else the newest first]
    #[arg(long, value_name = "COLUMN", value_parser = parse_sort_order)]
    sort: Option<SortOrder>,

    /// The columns of table, csv, tsv and markdown, with commas between them
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = parse_column)]
    columns: Option<Vec<Column>>,

    /// The benchmark of scores, by its id [default: the first of the catalogue]
    #[arg(long, value_name = "ID")]
    benchmark: Option<String>,

    /// The most entries to print
    #[arg(long, value_name = "COUNT")]
    limit: Option<NonZeroUsize>,

    /// The form to print them in
    #[arg(long, default_value = "table")]
    format: Format,
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: as wide as the terminal, or in full without one
    Table,
    /// Exact values between commas; every column unless some are chosen
    Csv,
    /// Exact values between tabs
    Tsv,
    /// An array of whole entries
    Json,
    /// A whole entry on each line
    Jsonl,
    /// A table in Markdown
    Markdown,
    /// Whole entries as in a catalogue
    Toml,
}

impl ValueEnum for Tab {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Base => "base",
            Self::Sft => "sft",
            Self::Rlhf => "rlhf",
            Self::Extensions => "extensions",
            Self::All => "all",
        }))
    }
}

fn parse_column(key: &str) -> Result<Column, String> {
    let keys = || Column::ALL.iter().map(|column| column.key());
    Column::from_key(key).ok_or_else(|| {
        let hint = closest_match(key, keys()).map_or_else(String::new, |hint| format!("did you mean `{hint}`? "));
        format!("no column has this name; {hint}the columns are {}", keys().collect::<Vec<_>>().join(", "))
    })
}

fn parse_sort_order(text: &str) -> Result<SortOrder, String> {
    let (key, direction) = text.split_once(':').map_or((text, None), |(key, direction)| (key, Some(direction)));
    let column = parse_column(key)?;
    match direction {
        None => Ok(SortOrder::by_column(column)),
        Some("asc") => Ok(SortOrder::ByColumn { column, descending: false }),
        Some("desc") => Ok(SortOrder::ByColumn { column, descending: true }),
        Some(other) => Err(format!("`{other}` is not a direction; use `{key}:asc` or `{key}:desc`")),
    }
}

/// The order where none is asked for: the newest first.
fn default_sort_order(tab: Tab) -> SortOrder {
    SortOrder::by_column(if tab.columns().contains(&Column::Released) { Column::Released } else { Column::Name })
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let (query, tab) = (session.parse_query(&arguments.query.join(" "))?, arguments.tab);
    let first = if query.is_scored() { SortOrder::Relevance } else { default_sort_order(tab) };
    let mut shelf = session.index.clone();
    if let Some(id) = &arguments.benchmark {
        shelf.set_active_benchmark(session.benchmark_idx(id)?);
    }
    let found = CliResults::search(&query, tab, arguments.sort.unwrap_or(first), &shelf);
    let rows: Vec<_> = found.rows().take(arguments.limit.map_or(usize::MAX, NonZeroUsize::get)).collect();
    if rows.is_empty() {
        if arguments.format == Format::Json {
            // An array without entries is one too.
            out.write_all(export::json([]).as_bytes())?;
        }
        return Err(found.no_match_error().into());
    }
    out.write_all(&format_rows(rows, &shelf, arguments, session)?)?;
    Ok(ExitCode::SUCCESS)
}

fn format_rows(
    rows: Vec<RowId>,
    shelf: &Index,
    arguments: &Arguments,
    session: &CliContext,
) -> anyhow::Result<Vec<u8>> {
    let usual = match arguments.format {
        Format::Csv | Format::Tsv => &Column::ALL,
        _ => arguments.tab.columns(),
    };
    let columns = arguments.columns.clone().unwrap_or_else(|| usual.to_vec());
    let listing = ExportTable { index: shelf, locale: session.locale, rows, columns };
    let whole = |write: fn(&[EntryRef<'_>]) -> String| {
        let records = listing.entries();
        write(&records.iter().map(Entry::as_entry_ref).collect::<Vec<_>>()).into_bytes()
    };
    Ok(match arguments.format {
        Format::Table => session.format_table(&listing, 0).into_bytes(),
        Format::Csv => listing.csv(b',')?,
        Format::Tsv => listing.csv(b'\t')?,
        Format::Json => whole(|entries| export::json(entries.iter().copied())),
        Format::Jsonl => whole(|entries| export::json_lines(entries.iter().copied())),
        Format::Markdown => listing.markdown().into_bytes(),
        Format::Toml => whole(|entries| write::to_toml(entries.iter().copied())),
    })
}

/// Prints a table for each tab, or for the one that is asked for.
pub(super) fn print_all_tabs(
    browse: &BrowseArgs,
    session: &CliContext,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(browse.select.is_none(), "`--select` needs a terminal; `llm-tui show` prints an entry without one");
    let query = session.parse_query(&browse.query)?;
    let tabs = [Tab::Base, Tab::Sft, Tab::Rlhf, Tab::Extensions];
    let tabs = browse.tab.as_ref().map_or(&tabs[..], std::slice::from_ref);
    let found = |tab: &Tab| (*tab, CliResults::search(&query, *tab, SortOrder::Relevance, &session.index));
    let tables: Vec<_> = tabs.iter().map(found).collect();
    let is_empty = tables.iter().all(|(_, found)| found.rows().len() == 0);
    if let Some((_, found)) = tables.first().filter(|_| is_empty && !query.is_empty()) {
        return Err(found.no_match_error().into());
    }
    for (tab, found) in tables {
        let rows: Vec<_> = found.rows().collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(out, "{} ({})", tab.label(Messages::get(session.locale)), rows.len())?;
        let columns = tab.columns().to_vec();
        let listing = ExportTable { index: &session.index, locale: session.locale, rows, columns };
        writeln!(out, "{}", session.format_table(&listing, INDENT))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// So many lines are written by one core.
const CHUNK_LINES: usize = 1_000;
/// Blanks before the rows of the overview.
const INDENT: usize = 2;

impl CliContext {
    /// A table, some blanks from the left, that fits the terminal if there is one.
    fn format_table(&self, listing: &ExportTable<'_>, indent: usize) -> String {
        let room = self.terminal.as_ref().map(|terminal| terminal.columns.saturating_sub(indent));
        let table = listing.text_table(room);
        let theme = self.terminal.as_ref().and_then(Terminal::theme);
        let some = |lines: Range<usize>| table.render(lines, indent, theme);
        let starts = (0..table.line_count()).into_par_iter().step_by(CHUNK_LINES);
        starts.map(|start| some(start..table.line_count().min(start + CHUNK_LINES))).collect()
    }
}
