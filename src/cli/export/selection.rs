//! What an export, or a region of a file, shows: a query with options.

use std::{num::NonZeroUsize, sync::Arc};

use llm_catalog::localized::Locale;
use llm_index::{Column, Index, RowId, search::SearchResults, sort::SortOrder};

use crate::{
    app::{SearchRequest, Tab},
    cli::{
        column_arg::{parse_column, parse_sort_order},
        context::CliContext,
        count_arg::parse_count,
        list::default_sort_order,
        query::CliResults,
    },
    export::{ExportTable, Grouping},
};

#[derive(Debug, clap::Args)]
pub(super) struct SelectionArgs {
    /// Words and filters, all of which must match [default: all entries]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// What the models of a markdown or html page are grouped by [default: the stage]
    #[arg(long, value_enum)]
    pub by: Option<Grouping>,

    /// Columns of markdown, html, csv and tsv, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = parse_column)]
    pub columns: Option<Vec<Column>>,

    /// Sort by a column: `COLUMN`, `COLUMN:asc` or `COLUMN:desc` [default: the order of the catalogue]
    #[arg(long, value_name = "COLUMN", value_parser = parse_sort_order)]
    sort: Option<SortOrder>,

    /// Benchmark of the scores, by id
    #[arg(long, value_name = "ID")]
    benchmark: Option<String>,

    /// Maximum number of entries
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<NonZeroUsize>,
}

/// The entries of an export.
pub(super) struct Selection {
    index: Index,
    rows: Vec<RowId>,
    columns: Vec<Column>,
}

impl SelectionArgs {
    /// Searches for the entries.
    ///
    /// # Errors
    ///
    /// Fails if the query is invalid, the benchmark is unknown or nothing matches.
    pub fn select(&self, context: &CliContext) -> anyhow::Result<Selection> {
        let query = context.parse_query(&self.query.join(" "))?;
        let mut index = context.index.clone();
        if let Some(id) = &self.benchmark {
            index.set_active_benchmark(context.benchmark_idx(id)?);
        }
        // Without an order the benchmark and the variants are those of `list`.
        let order = self.sort.unwrap_or_else(|| default_sort_order(&query, Tab::All));
        let request = SearchRequest::new(index.clone(), query.clone(), Tab::All, order, SearchResults::default())
            .with_chosen_benchmark(self.benchmark.is_some());
        let results = CliResults::run(&query, request);
        // The whole catalogue shows its first benchmark, like the page of any other day.
        if !query.is_empty() || self.benchmark.is_some() || self.sort.is_some() {
            results.set_columns(&mut index);
        }
        let matches = Arc::new(results.all_matches().to_vec());
        if matches.is_empty() {
            return Err(results.no_match_error_with_scores(&index, context.messages()).into());
        }
        let is_whole = query.is_empty() && self.sort.is_none();
        let rows = if is_whole { index.one_row_per_entry(matches) } else { results.sort_all_matches(order, &index) };
        let mut rows = Arc::unwrap_or_clone(rows);
        if self.sort.is_none() {
            rows.sort_unstable();
        }
        rows.truncate(self.limit.map_or(usize::MAX, NonZeroUsize::get));
        Ok(Selection { index, rows, columns: self.columns.clone().unwrap_or_default() })
    }
}

impl Selection {
    pub fn table(&self, locale: Locale) -> ExportTable<'_> {
        ExportTable { index: &self.index, locale, rows: self.rows.clone(), columns: self.columns.clone() }
    }
}
