//! The query in the search bar and what is wrong with it.

use std::ops::Range;

use llm_catalog::memory::MemoryBudget;
use llm_index::{
    Index,
    query::{
        Query,
        parser::{ParseContext, QueryError, QueryErrorKind, SavedQueries, term_spans},
    },
};

/// The query in the search bar. Its values are compared with those of the catalogue where the search runs: in a large
/// catalogue this would delay typing. A term with an unknown value is left out, as one that cannot be parsed.
#[derive(Default)]
pub(super) struct TypedQuery {
    text: String,
    query: Query,
    errors: Vec<QueryError>,
}

impl TypedQuery {
    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn errors(&self) -> &[QueryError] {
        &self.errors
    }

    /// Parses a text, in which terms that had an unknown value before are left out. Returns false if it means the same
    /// as before.
    pub fn set_text(&mut self, text: &str, context: ParseContext<'_>) -> bool {
        let unknown = carry_over_unknown_values(&self.errors, &self.text, text);
        let known_text = blank_out(text, unknown.iter().map(|error| error.span.clone()));
        let (query, errors) = Query::parse_in(&known_text, ParseContext { checks_values: false, ..context });
        self.set_errors(text, errors, unknown);
        let has_changed = query != self.query;
        self.query = query;
        has_changed
    }

    /// What a search needs to compare the values of the query with those of the catalogue.
    pub fn value_check(&self, context: ParseContext<'_>) -> ValueCheck {
        let ParseContext { saved_queries, default_budget, .. } = context;
        ValueCheck { text: self.text.clone(), saved_queries: saved_queries.clone(), default_budget }
    }

    /// Takes over what a search found. The text may have changed since in what means nothing, such as blanks.
    pub fn set_checked(&mut self, checked: CheckedQuery) {
        let text = std::mem::take(&mut self.text);
        let unknown = carry_over_unknown_values(&checked.errors, &checked.text, &text);
        let errors = std::mem::take(&mut self.errors).into_iter().filter(|error| !is_unknown_value(error)).collect();
        self.set_errors(&text, errors, unknown);
        self.query = checked.query;
    }

    fn set_errors(&mut self, text: &str, errors: Vec<QueryError>, unknown: Vec<QueryError>) {
        text.clone_into(&mut self.text);
        self.errors = errors;
        self.errors.extend(unknown);
        self.errors.sort_by_key(|error| error.span.start);
    }
}

/// A query whose values are to be compared with those of the catalogue.
#[derive(Debug)]
pub(in crate::app) struct ValueCheck {
    text: String,
    saved_queries: SavedQueries,
    default_budget: MemoryBudget,
}

/// A query without the terms that have unknown values.
#[derive(Debug)]
pub struct CheckedQuery {
    text: String,
    /// The query.
    pub(in crate::app) query: Query,
    errors: Vec<QueryError>,
}

impl ValueCheck {
    pub fn run(self, index: &Index) -> CheckedQuery {
        let Self { text, saved_queries, default_budget } = self;
        let context =
            ParseContext { saved_queries: &saved_queries, default_budget, index: Some(index), checks_values: true };
        let (query, errors) = Query::parse_in(&text, context);
        CheckedQuery { text, query, errors }
    }
}

fn is_unknown_value(error: &QueryError) -> bool {
    matches!(error.kind, QueryErrorKind::UnknownValue { .. })
}

/// The errors of unknown values of a text, for the same terms of another text.
fn carry_over_unknown_values(errors: &[QueryError], text: &str, other: &str) -> Vec<QueryError> {
    let unknown: Vec<_> = errors.iter().filter(|error| is_unknown_value(error)).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let of_term = |span: Range<usize>| {
        let term = other.get(span.clone())?;
        let same = unknown.iter().filter(|error| text.get(error.span.clone()) == Some(term));
        Some(same.map(|error| QueryError { span: span.clone(), ..(*error).clone() }).collect::<Vec<_>>())
    };
    term_spans(other).into_iter().filter_map(of_term).flatten().collect()
}

/// The text with blanks instead of some terms, so that the spans of the others stay.
fn blank_out(text: &str, spans: impl Iterator<Item = Range<usize>>) -> String {
    let mut blanked = text.to_owned();
    for span in spans {
        blanked.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    blanked
}
