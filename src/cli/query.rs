//! Queries on the command line: parsing, searching, and errors if nothing matches.

use std::{ffi::OsString, ops::Range, sync::Arc};

use clap::{Command, ValueEnum};

use llm_catalog::Foreign;
use llm_index::{
    Column, Index, RowId, fold_name,
    query::{
        Query,
        parser::{ParseContext, QueryError},
    },
    search::SearchResults,
    sort::SortOrder,
};

use crate::{
    app::{NoMatchHints, SearchRequest, SearchResponse, Tab},
    cli::error::NoMatch,
    columns::format_score,
    display_width::width,
    glyphs::ELLIPSIS,
    i18n::{Messages, describe_query_error},
};

/// The commands with a query, in which `-word` excludes a word.
const QUERY_COMMANDS: [&str; 4] = ["list", "chart", "tree", "export"];

/// The columns of a query in an error.
const MAX_QUERY_COLUMNS: usize = 180;
/// The columns of each name that an error suggests.
const MAX_NAME_COLUMNS: usize = 40;

/// Rewrites negated terms, which the parser would treat as options: `-stage:base` as `!stage:base` anywhere, `-llama` as
/// `!llama` in a query. The name of an option with one hyphen too few stays an error.
pub(super) fn unescape_negations(args: impl IntoIterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let mut options: Option<Vec<&str>> = None;
    let unescape = |arg: OsString| {
        let Some(text) = arg.to_str() else { return arg };
        if options.is_none() && QUERY_COMMANDS.contains(&text) {
            let command = command.find_subcommand(text).into_iter().chain([command]);
            options = Some(command.flat_map(Command::get_arguments).filter_map(clap::Arg::get_long).collect());
        }
        let Some(term) = text.strip_prefix('-').filter(|term| term.starts_with(char::is_alphabetic)) else {
            return arg;
        };
        let name = term.split_once('=').map_or(term, |(name, _)| name);
        let is_filter = term.split_once([':', '：']).is_some_and(|(key, _)| !key.contains(char::is_whitespace));
        // A single letter is an option, too.
        let is_word = |options: &Vec<&str>| term.chars().nth(1).is_some() && !options.contains(&name);
        if is_filter || options.as_ref().is_some_and(is_word) { format!("!{term}").into() } else { arg }
    };
    args.into_iter().map(unescape).collect()
}

/// Rewrites the negated terms of a query in a file: `-llama` and `-stage:base`, but no option with two hyphens.
pub(super) fn unescape_negated_words(words: impl IntoIterator<Item = String>) -> impl Iterator<Item = String> {
    words.into_iter().map(|word| match word.strip_prefix('-') {
        Some(term) if term.starts_with(char::is_alphabetic) => format!("!{term}"),
        _ => word,
    })
}

/// Parses a query, in which `@name` refers to a saved query, for an index if all its entries are loaded.
///
/// # Errors
///
/// Reports every error in the query with its position.
pub(super) fn parse(text: &str, context: ParseContext<'_>, messages: &Messages) -> anyhow::Result<Query> {
    let (query, errors) = Query::parse_in(text, context);
    if errors.is_empty() {
        return Ok(query);
    }
    let lines: Vec<_> = errors.iter().map(|error| format_query_error(error, text, messages)).collect();
    anyhow::bail!(lines.join("\n"))
}

/// How much of a long query is shown with an error.
const MAX_EXCERPT_CHARS: usize = 120;

/// Formats an error, followed by the query and a line of carets. The column is counted in characters, from 1.
fn format_query_error(error: &QueryError, text: &str, messages: &Messages) -> String {
    let column = text.get(..error.span.start).unwrap_or_default().chars().count() + 1;
    let reason = describe_query_error(&error.kind, messages);
    let excerpt = excerpt(text, error.span.clone());
    let part = |range: Range<usize>| Foreign::cut(text.get(range).unwrap_or_default(), MAX_QUERY_COLUMNS).to_string();
    let (before, after) = (part(excerpt.start..error.span.start), part(error.span.start..excerpt.end));
    let span = part(error.span.start..error.span.end.min(excerpt.end));
    let (start, end) =
        (if excerpt.start > 0 { ELLIPSIS } else { "" }, if excerpt.end < text.len() { ELLIPSIS } else { "" });
    let (indent, carets) = (" ".repeat(width(start) + width(&before)), "^".repeat(width(&span).max(1)));
    format!("query:{column}: {reason}\n  {start}{before}{after}{end}\n  {indent}{carets}")
}

/// The part of a query that is shown with an error: all of it, or some characters before and after the start of the error.
fn excerpt(text: &str, span: Range<usize>) -> Range<usize> {
    let chars_before = text.get(..span.start).unwrap_or_default().char_indices();
    let start = chars_before.rev().nth(MAX_EXCERPT_CHARS / 2 - 1).map_or(0, |(start, _)| start);
    let mut chars_after = text.get(span.start..).unwrap_or_default().char_indices();
    let end = chars_after.nth(MAX_EXCERPT_CHARS / 2).map_or(text.len(), |(end, _)| span.start + end);
    if text.chars().nth(MAX_EXCERPT_CHARS).is_none() { 0..text.len() } else { start..end }
}

/// The entries of a tab that match a query.
pub(super) struct CliResults<'a> {
    query: &'a Query,
    response: SearchResponse,
}

impl<'a> CliResults<'a> {
    pub fn search(query: &'a Query, tab: Tab, order: SortOrder, index: &Index) -> Self {
        Self::run(query, SearchRequest::new(index.clone(), query.clone(), tab, order, SearchResults::default()))
    }

    /// Searches with options of the request.
    pub fn run(query: &'a Query, request: SearchRequest) -> Self {
        Self { query, response: request.run(&false.into()).unwrap_or_default() }
    }

    /// Shows in the score and memory columns what the search was about.
    pub fn set_columns(&self, index: &mut Index) {
        index.set_shown_scores(self.response.benchmark_idx, self.response.comparable_scores.clone());
        index.set_memory_budget(self.response.memory_budget);
    }

    /// The rows of all matches in all tabs, in index order.
    pub fn all_matches(&self) -> &[RowId] {
        &self.response.results.rows
    }

    /// A row for each entry that matches in any tab, sorted.
    pub fn sort_all_matches(&self, order: SortOrder, index: &Index) -> Arc<Vec<RowId>> {
        let results = &self.response.results;
        order.sort_entries(results.rows.clone(), &results.scores, index)
    }

    /// The rows of the matches in the tab, sorted.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowId> {
        self.response.rows.iter().copied()
    }

    /// The number of models with released weights that a filter by memory leaves out because theirs is unknown.
    pub fn unknown_memory(&self) -> usize {
        self.response.unknown_memory
    }

    /// The words of which the best match has only the letters, safe to print.
    pub fn scattered_words(&self) -> Vec<String> {
        let words = self.response.scattered_words.iter();
        words.map(|word| Foreign::cut(word, MAX_NAME_COLUMNS).to_string()).collect()
    }

    /// The error if there are no matches, with a hint.
    pub fn no_match_error(&self, messages: &Messages) -> NoMatch {
        let (query, messages) = (self.query, &messages.cli);
        let NoMatchHints { blocking_term, suggested_names, suggested_filters } = &self.response.hints;
        if query.is_empty() {
            return NoMatch(messages.no_entries.to_owned());
        }
        let is_filter = |term: &String| !query.words().any(|word| word.to_string() == *term);
        let is_typed = |name: &String| query.words().any(|word| fold_name(name) == fold_name(&word.text));
        let names = suggested_names
            .iter()
            .filter(|name| !is_typed(name))
            .map(|name| format!("`{}`", Foreign::cut(name, MAX_NAME_COLUMNS)))
            .collect::<Vec<_>>();
        let advice = match blocking_term {
            _ if !self.response.results.rows.is_empty() => (messages.try_options)(&self.tab_options()),
            Some(term) if is_filter(term) || names.is_empty() => (messages.blocking_term)(Foreign::new(term)),
            _ if !names.is_empty() => (messages.did_you_mean)(&names.join(messages.list_separator)),
            _ => messages.list_all_hint.to_owned(),
        };
        let filters = suggested_filters.join(" ");
        let filters = (!filters.is_empty()).then(|| (messages.try_filters)(&filters));
        let advice = [Some(advice), filters].into_iter().flatten().collect::<Vec<_>>().join(messages.advice_separator);
        NoMatch((messages.no_matches)(Foreign::long(&query.to_string()), &advice))
    }

    /// The error of a command with `--benchmark`, which also says what scores there are if the query filters by them.
    pub fn no_match_error_with_scores(&self, index: &Index, messages: &Messages) -> NoMatch {
        let NoMatch(error) = self.no_match_error(messages);
        let benchmark = index.meta().benchmarks.get(self.response.benchmark_idx);
        // Where something else empties the result, it is about that.
        let score_key = format!("{}:", Column::Score.key());
        let blocking_term = self.response.hints.blocking_term.as_deref();
        let is_cause = blocking_term.is_none_or(|term| term.trim_start_matches(['-', '!']).starts_with(&score_key));
        let has_none = self.response.results.rows.is_empty();
        let benchmark = benchmark.filter(|_| self.query.filters_by(Column::Score) && is_cause && has_none);
        let Some((benchmark, range)) =
            benchmark.and_then(|benchmark| Some((benchmark, index.score_range(&benchmark.id)?)))
        else {
            return NoMatch(error);
        };
        let (lowest, highest) = (format_score(range.lowest), format_score(range.highest));
        NoMatch(
            error
                + messages.cli.advice_separator
                + &(messages.cli.score_filter)(benchmark.id.as_str(), &lowest, &highest),
        )
    }

    /// The options that show the matches in other tabs.
    fn tab_options(&self) -> Vec<String> {
        let has_matches = |tab: &Tab| self.response.tab_counts.get(tab.index()) > Some(&0);
        let tabs = [Tab::All, Tab::Extensions].into_iter().filter(has_matches);
        tabs.filter_map(|tab| Some(format!("`--tab {}`", tab.to_possible_value()?.get_name()))).collect()
    }
}
