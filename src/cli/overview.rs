//! The output without a command and without a terminal: the list of each tab.

use std::{io::Write, process::ExitCode};

use llm_index::sort::SortOrder;

use crate::{
    app::Tab,
    cli::{browse::BrowseArgs, context::CliContext, query::CliResults, table::format_table},
    export::ExportTable,
};

/// Columns before the rows of a tab.
const INDENT: usize = 2;

/// Prints the list of each tab, or of the one given by `--tab`.
pub(super) fn run(args: &BrowseArgs, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let messages = context.messages();
    anyhow::ensure!(args.select.is_none(), "{}", messages.cli.select_needs_terminal);
    let query = context.parse_query(&args.query)?;
    let tabs = [Tab::Base, Tab::Sft, Tab::Rlhf, Tab::Extensions];
    let tabs = args.tab.as_ref().map_or(&tabs[..], std::slice::from_ref);
    let search = |tab: &Tab| (*tab, CliResults::search(&query, *tab, SortOrder::Relevance, &context.index));
    let results: Vec<_> = tabs.iter().map(search).collect();
    let is_empty = results.iter().all(|(_, results)| results.rows().len() == 0);
    if let Some((_, results)) = results.first().filter(|_| is_empty && !query.is_empty()) {
        return Err(results.no_match_error(messages).into());
    }
    for (tab, results) in results {
        let rows: Vec<_> = results.rows().collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(out, "{} ({})", tab.label(messages), rows.len())?;
        let mut index = context.index.clone();
        results.set_columns(&mut index);
        let columns = tab.columns_for(None, &query, None).iter().map(|spec| spec.column).collect::<Vec<_>>();
        let table = ExportTable { index: &index, locale: context.locale, rows, columns };
        writeln!(out, "{}", format_table(&table, context.terminal.as_ref(), INDENT))?;
    }
    Ok(ExitCode::SUCCESS)
}
