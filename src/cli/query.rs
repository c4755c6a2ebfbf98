//! Queries on the command line: reading them, and saying what is wrong with
//! them or why they find nothing.

use std::ffi::OsString;

use clap::ValueEnum;

use super::Nothing;
use crate::{
    app::{Advice, Answer, Job, Tab},
    locale::Locale,
    search::{Fault, Found, Named, Order, Query},
    shelf::Shelf,
    text::width,
};

/// A filter such as `-stage:base`, which the command line would take for
/// options, with the other sign for the same: `!stage:base`.
pub(super) fn undashed(argument: OsString) -> OsString {
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
pub(super) fn read(text: &str, named: &Named) -> anyhow::Result<Query> {
    let (query, faults) = Query::parse_with(text, named);
    if faults.is_empty() {
        return Ok(query);
    }
    let told: Vec<_> = faults.iter().map(|fault| tell(fault, text)).collect();
    anyhow::bail!(told.join("\n"))
}

/// A fault with the query and a caret line below it. Its place is counted in
/// characters, from 1.
fn tell(fault: &Fault, text: &str) -> String {
    let shown = |text: Option<&str>| -> String {
        text.unwrap_or_default().chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect()
    };
    let (before, here) = (shown(text.get(..fault.place.start)), shown(text.get(fault.place.clone())));
    let column = before.chars().count() + 1;
    let reason = fault.reason.say(Locale::En.messages());
    let (blanks, carets) = (" ".repeat(width(&before)), "^".repeat(width(&here).max(1)));
    format!("query:{column}: {reason}\n  {}\n  {blanks}{carets}", shown(Some(text)))
}

/// What a query finds in a tab, in an order.
pub(super) struct Matches<'a> {
    query: &'a Query,
    answer: Answer,
}

impl<'a> Matches<'a> {
    pub(super) fn of(query: &'a Query, tab: Tab, order: Order, shelf: &Shelf) -> Self {
        let job = Job::new(shelf.clone(), query.clone(), tab, order, Found::default());
        Self { query, answer: job.run(&false.into()).unwrap_or_default() }
    }

    /// The rows of everything that matches, in the order of the shelf.
    pub(super) fn found(&self) -> &[u32] {
        &self.answer.found.rows
    }

    /// Their rows, in order.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = usize> {
        self.answer.rows.iter().map(|row| *row as usize)
    }

    /// Says that there is nothing, and what to do.
    pub(super) fn nothing(&self) -> Nothing {
        let (query, Advice { culprit, names }) = (self.query, &self.answer.advice);
        if query.is_empty() {
            return Nothing("there is no entry here".to_owned());
        }
        let is_filter = |term: &String| !query.words().any(|word| word.to_string() == *term);
        let advice = match culprit {
            _ if !self.answer.found.rows.is_empty() => {
                format!("other tabs have matches; try {}", self.tabs().join(" or "))
            }
            Some(term) if is_filter(term) || names.is_empty() => format!("without `{term}` there are matches"),
            _ if !names.is_empty() => format!("did you mean {}?", quoted(names)),
            _ => "`llm-tui list` prints every model".to_owned(),
        };
        Nothing(format!("nothing matches `{query}`; {advice}"))
    }

    /// The options that show every match.
    fn tabs(&self) -> Vec<String> {
        let held = [Tab::All, Tab::Extensions].into_iter().filter(|tab| self.answer.counts.get(tab.place()) > Some(&0));
        held.filter_map(|tab| Some(format!("`--tab {}`", tab.to_possible_value()?.get_name()))).collect()
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
