//! Queries on the command line: reading them, and saying what is wrong with
//! them or why they find nothing.

use std::ffi::OsString;

use clap::ValueEnum;

use llm_catalog::localized::Locale;
use llm_index::{
    Index, RowId,
    query::{
        Query,
        parser::{QueryError, SavedQueries},
    },
    search::SearchResults,
    sort::SortOrder,
};

use crate::{
    app::{NoMatchHints, SearchRequest, SearchResponse, Tab},
    cli::NoMatch,
    display_width::width,
    i18n::{Messages, describe},
};

/// A filter such as `-stage:base`, which the command line would take for
/// options, with the other sign for the same: `!stage:base`.
pub(super) fn unescape_negation(argument: OsString) -> OsString {
    let filter = argument.to_str().and_then(|text| text.strip_prefix('-')).filter(|rest| {
        let key = rest.split_once(':').map_or("", |(key, _)| key);
        key.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !key.contains(char::is_whitespace)
    });
    filter.map(|filter| format!("!{filter}").into()).unwrap_or(argument)
}

/// Reads a query, in which `@name` stands for one of the named ones.
///
/// # Errors
///
/// Tells everything of it that cannot be understood, with its place.
pub(super) fn parse(text: &str, named: &SavedQueries) -> anyhow::Result<Query> {
    let (query, faults) = Query::parse_with_saved_queries(text, named);
    if faults.is_empty() {
        return Ok(query);
    }
    let told: Vec<_> = faults.iter().map(|fault| format_query_error(fault, text)).collect();
    anyhow::bail!(told.join("\n"))
}

/// A fault with the query and a caret line below it. Its place is counted in
/// characters, from 1.
fn format_query_error(fault: &QueryError, text: &str) -> String {
    let shown = |text: Option<&str>| -> String {
        text.unwrap_or_default().chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
    };
    let (before, here) = (shown(text.get(..fault.span.start)), shown(text.get(fault.span.clone())));
    let column = before.chars().count() + 1;
    let reason = describe(&fault.kind, Messages::get(Locale::En));
    let (blanks, carets) = (" ".repeat(width(&before)), "^".repeat(width(&here).max(1)));
    format!("query:{column}: {reason}\n  {}\n  {blanks}{carets}", shown(Some(text)))
}

/// What a query finds in a tab, in an order.
pub(super) struct CliResults<'a> {
    query: &'a Query,
    response: SearchResponse,
}

impl<'a> CliResults<'a> {
    pub(super) fn search(query: &'a Query, tab: Tab, order: SortOrder, shelf: &Index) -> Self {
        let job = SearchRequest::new(shelf.clone(), query.clone(), tab, order, SearchResults::default());
        Self { query, response: job.run(&false.into()).unwrap_or_default() }
    }

    /// The rows of everything that matches, in the order of the shelf.
    pub(super) fn all_matches(&self) -> &[RowId] {
        &self.response.results.rows
    }

    /// Their rows, in order.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = RowId> {
        self.response.rows.iter().copied()
    }

    /// Says that there is nothing, and what to do.
    pub(super) fn no_match_error(&self) -> NoMatch {
        let (query, NoMatchHints { blocking_term: culprit, suggested_names: names }) =
            (self.query, &self.response.hints);
        if query.is_empty() {
            return NoMatch("there is no entry here".to_owned());
        }
        let is_filter = |term: &String| !query.words().any(|word| word.to_string() == *term);
        let advice = match culprit {
            _ if !self.response.results.rows.is_empty() => {
                format!("other tabs have matches; try {}", self.tab_options().join(" or "))
            }
            Some(term) if is_filter(term) || names.is_empty() => format!("without `{term}` there are matches"),
            _ if !names.is_empty() => format!("did you mean {}?", quote_names(names)),
            _ => "`llm-tui list` prints every model".to_owned(),
        };
        NoMatch(format!("nothing matches `{query}`; {advice}"))
    }

    /// The options that show every match.
    fn tab_options(&self) -> Vec<String> {
        let held =
            [Tab::All, Tab::Extensions].into_iter().filter(|tab| self.response.tab_counts.get(tab.index()) > Some(&0));
        held.filter_map(|tab| Some(format!("`--tab {}`", tab.to_possible_value()?.get_name()))).collect()
    }
}

fn quote_names(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
