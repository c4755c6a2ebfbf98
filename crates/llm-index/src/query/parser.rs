//! The parser of the query language. A term that cannot be parsed is left out
//! and reported with its span, so that a half-typed filter does not empty a list.

use std::ops::Range;

use llm_catalog::closest_match;

use crate::{
    column::{Column, ValueType},
    query::{
        ast::{BOOKMARKED_VALUE, Filter, IS_KEY, Query, Term, Word, WordKind, normalize},
        filter::{FilterValues, RangeError},
    },
};

/// A term that cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The bytes of the term.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub kind: QueryErrorKind,
}

/// Why a term cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// No column has this key; the most similar one, if any.
    UnknownColumn(String, Option<&'static str>),
    /// The filter of this column has no value yet.
    MissingValue(&'static str),
    /// The column, a value that is none of its keywords, and the keywords.
    UnknownKeyword(&'static str, String, String),
    /// The type of the column, and a text that is no value of it.
    InvalidValue(ValueType, String),
    /// The range ends before it begins.
    ReversedRange(String),
    /// The configuration has no query of this name.
    UnknownSavedQuery(String),
}

/// Queries of the configuration by name, which `@name` stands for.
pub type SavedQueries = std::collections::BTreeMap<String, String>;

impl Query {
    /// Parses a query, and returns the terms that cannot be parsed.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<QueryError>) {
        Self::parse_with_saved_queries(text, &SavedQueries::new())
    }

    /// Parses a query in which `@name` stands for a saved query.
    #[must_use]
    pub fn parse_with_saved_queries(text: &str, saved_queries: &SavedQueries) -> (Self, Vec<QueryError>) {
        let mut parser = Parser { saved_queries, terms: Vec::new(), errors: Vec::new() };
        for span in tokenize(text) {
            parser.parse_token(text.get(span.clone()).unwrap_or_default(), span);
        }
        (Self { terms: parser.terms }, parser.errors)
    }
}

/// The spans between whitespace outside of quotes.
pub(crate) fn tokenize(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let (mut start, mut is_quoted) = (None, false);
    for (offset, ch) in text.char_indices() {
        if ch == '"' {
            is_quoted = !is_quoted;
        }
        match start {
            None if !ch.is_whitespace() => start = Some(offset),
            Some(from) if ch.is_whitespace() && !is_quoted => {
                spans.push(from..offset);
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| from..text.len()));
    spans
}

struct Parser<'a> {
    saved_queries: &'a SavedQueries,
    terms: Vec<Term>,
    errors: Vec<QueryError>,
}

impl Parser<'_> {
    fn parse_token(&mut self, token: &str, span: Range<usize>) {
        if let Some(name) = token.strip_prefix('@').filter(|name| !name.is_empty()) {
            self.expand_saved_query(name, span);
            return;
        }
        let positive = token.strip_prefix(['!', '-']).unwrap_or(token);
        match split_filter(positive) {
            Some((key, values)) => {
                let negated = positive.len() < token.len();
                match parse_filter_term(key, values, negated) {
                    Ok(term) => self.terms.push(term),
                    Err(kind) => self.errors.push(QueryError { span, kind }),
                }
            }
            None => self.terms.extend(parse_word(token).map(Term::Word)),
        }
    }

    /// Saved queries cannot refer to others, so this ends.
    fn expand_saved_query(&mut self, name: &str, span: Range<usize>) {
        if let Some(text) = self.saved_queries.get(name) {
            let (query, errors) = Query::parse(text);
            self.terms.extend(query.terms);
            self.errors.extend(errors.into_iter().map(|error| QueryError { span: span.clone(), ..error }));
        } else {
            self.errors.push(QueryError { span, kind: QueryErrorKind::UnknownSavedQuery(name.to_owned()) });
        }
    }
}

/// The key and the values of a filter; `None` for a word, such as a URL.
pub(crate) fn split_filter(token: &str) -> Option<(&str, &str)> {
    let (key, values) = token.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let is_prose = values.is_empty() && !filter_keys().any(|other| other.eq_ignore_ascii_case(key));
    (is_key && !is_prose && !values.starts_with("//")).then_some((key, values))
}

/// The keys of all filters.
pub(crate) fn filter_keys() -> impl Iterator<Item = &'static str> {
    Column::ALL.iter().map(|column| column.key()).chain([IS_KEY])
}

fn parse_filter_term(key: &str, values: &str, negated: bool) -> Result<Term, QueryErrorKind> {
    let key = key.to_ascii_lowercase();
    let Some(key) = filter_keys().find(|other| *other == key) else {
        let hint = closest_match(&key, filter_keys());
        return Err(QueryErrorKind::UnknownColumn(key, hint));
    };
    let values: Vec<_> = split_values(values).into_iter().filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(QueryErrorKind::MissingValue(key));
    }
    match Column::from_key(key) {
        Some(column) => Ok(Term::Filter(parse_filter(column, values, negated)?)),
        None => match values.into_iter().find(|value| normalize(value) != BOOKMARKED_VALUE) {
            None => Ok(Term::Bookmarked { negated }),
            Some(other) => Err(QueryErrorKind::UnknownKeyword(key, other, BOOKMARKED_VALUE.to_owned())),
        },
    }
}

fn parse_filter(column: Column, values: Vec<String>, negated: bool) -> Result<Filter, QueryErrorKind> {
    let kind = column.key_and_type().1;
    let values = match kind {
        ValueType::Text => FilterValues::Texts(values),
        ValueType::Keyword => {
            FilterValues::Texts(values.into_iter().map(|value| parse_keyword(column, value)).collect::<Result<_, _>>()?)
        }
        ValueType::Quantity => FilterValues::Quantities(parse_values(values, kind)?),
        ValueType::Number => FilterValues::Numbers(parse_values(values, kind)?),
        ValueType::Date => FilterValues::Dates(parse_values(values, kind)?),
    };
    Ok(Filter { negated, column, values })
}

/// A keyword of the column, or a usual synonym of one.
fn parse_keyword(column: Column, value: String) -> Result<String, QueryErrorKind> {
    let keywords = column.allowed_values();
    let value = match value.to_lowercase().as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        "rumor" => "rumour".to_owned(),
        _ => value,
    };
    let is_match =
        |keyword: &String| keyword.split('-').next() == Some(value.as_str()) || normalize(keyword) == normalize(&value);
    if keywords.is_empty() || keywords.iter().any(is_match) {
        Ok(value)
    } else {
        Err(QueryErrorKind::UnknownKeyword(column.key(), value, keywords.join(", ")))
    }
}

fn parse_values<T, E>(values: impl IntoIterator<Item = String>, kind: ValueType) -> Result<Vec<T>, QueryErrorKind>
where
    T: std::str::FromStr<Err = RangeError<E>>,
{
    let value = |text: String| {
        text.parse().map_err(|error| match error {
            RangeError::Reversed => QueryErrorKind::ReversedRange(text),
            RangeError::InvalidBound(_) => QueryErrorKind::InvalidValue(kind, text),
        })
    };
    values.into_iter().map(value).collect()
}

/// The values between commas outside of quotes, without the quotes.
fn split_values(text: &str) -> Vec<String> {
    let (mut values, mut is_quoted) = (vec![String::new()], false);
    for ch in text.chars() {
        match (ch, values.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (',', _) if !is_quoted => values.push(String::new()),
            (ch, Some(value)) => value.push(ch),
            _ => {}
        }
    }
    values
}

/// Parses a word in the syntax of fzf. A negated word is exact, as nearly every
/// text has its characters in order.
fn parse_word(token: &str) -> Option<Word> {
    let (negated, rest) = token.strip_prefix('!').map_or((false, token), |rest| (true, rest));
    let (kind, text) = if rest.contains('"') {
        (WordKind::Exact, rest.replace('"', ""))
    } else if let Some(text) = rest.strip_prefix('\'') {
        (WordKind::Exact, text.to_owned())
    } else if let Some(text) = rest.strip_prefix('^') {
        text.strip_suffix('$').map_or((WordKind::Prefix, text.to_owned()), |text| (WordKind::Equal, text.to_owned()))
    } else if let Some(text) = rest.strip_suffix('$') {
        (WordKind::Suffix, text.to_owned())
    } else {
        (if negated { WordKind::Exact } else { WordKind::Fuzzy }, rest.to_owned())
    };
    (!text.trim().is_empty()).then_some(Word { negated, kind, text })
}
