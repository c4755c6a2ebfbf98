//! Reading a query. What cannot be understood is left out and told, with its
//! place, so that a half-typed filter never empties a table.

use std::ops::Range;

use llm_catalog::closest_match;

use crate::{
    column::{Column, ValueType},
    query::{
        Filter, Query, Term, Word, WordKind,
        bookmarked::{BOOKMARKED_VALUE, IS_KEY},
        filter::{FilterValues, RangeError},
        normalize,
    },
};

/// A part of a query that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub kind: QueryErrorKind,
}

/// Why a part of a query could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// No column has this name; the one that may be meant.
    UnknownColumn(String, Option<&'static str>),
    /// The filter of a column has no value yet.
    MissingValue(&'static str),
    /// Not one of the words that the column can have.
    UnknownKeyword(&'static str, String, String),
    /// Not a figure, number or date, as the column needs.
    InvalidValue(ValueType, String),
    /// A range ends before it begins.
    ReversedRange(String),
    /// No query of this name is in the configuration.
    UnknownSavedQuery(String),
}

/// Queries that have a name, for `@name`.
pub type SavedQueries = std::collections::BTreeMap<String, String>;

impl Query {
    /// Reads a query, with what could not be understood of it.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<QueryError>) {
        Self::parse_with_saved_queries(text, &SavedQueries::new())
    }

    /// Reads a query in which `@name` stands for one of the named ones.
    #[must_use]
    pub fn parse_with_saved_queries(text: &str, named: &SavedQueries) -> (Self, Vec<QueryError>) {
        let mut reader = Parser { saved_queries: named, terms: Vec::new(), errors: Vec::new() };
        for place in tokenize(text) {
            reader.parse_token(text.get(place.clone()).unwrap_or_default(), place);
        }
        (Self { terms: reader.terms }, reader.errors)
    }
}

/// The parts between blanks; a blank between quotes does not part.
pub(crate) fn tokenize(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (at, sign) in text.char_indices() {
        if sign == '"' {
            quoted = !quoted;
        }
        match start {
            None if !sign.is_whitespace() => start = Some(at),
            Some(from) if sign.is_whitespace() && !quoted => {
                pieces.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    pieces.extend(start.map(|from| from..text.len()));
    pieces
}

struct Parser<'a> {
    saved_queries: &'a SavedQueries,
    terms: Vec<Term>,
    errors: Vec<QueryError>,
}

impl Parser<'_> {
    fn parse_token(&mut self, piece: &str, place: Range<usize>) {
        if let Some(name) = piece.strip_prefix('@').filter(|name| !name.is_empty()) {
            self.expand_saved_query(name, place);
            return;
        }
        let positive = piece.strip_prefix(['!', '-']).unwrap_or(piece);
        match split_filter(positive) {
            Some((key, values)) => {
                let negated = positive.len() < piece.len();
                match parse_filter_term(key, values, negated) {
                    Ok(term) => self.terms.push(term),
                    Err(reason) => self.errors.push(QueryError { span: place, kind: reason }),
                }
            }
            None => self.terms.extend(parse_word(piece).map(Term::Word)),
        }
    }

    /// Named queries may not name others: there is no end to look for.
    fn expand_saved_query(&mut self, name: &str, place: Range<usize>) {
        if let Some(text) = self.saved_queries.get(name) {
            let (query, faults) = Query::parse(text);
            self.terms.extend(query.terms);
            self.errors.extend(faults.into_iter().map(|fault| QueryError { span: place.clone(), ..fault }));
        } else {
            self.errors.push(QueryError { span: place, kind: QueryErrorKind::UnknownSavedQuery(name.to_owned()) });
        }
    }
}

/// The column and the values of `column:values`; an address such as
/// `https://…` is a word.
pub(crate) fn split_filter(piece: &str) -> Option<(&str, &str)> {
    let (key, values) = piece.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let is_prose = values.is_empty() && !filter_keys().any(|known| known.eq_ignore_ascii_case(key));
    (is_key && !is_prose && !values.starts_with("//")).then_some((key, values))
}

/// Everything that may stand before a colon.
pub(crate) fn filter_keys() -> impl Iterator<Item = &'static str> {
    Column::ALL.iter().map(|column| column.key()).chain([IS_KEY])
}

fn parse_filter_term(key: &str, values: &str, negated: bool) -> Result<Term, QueryErrorKind> {
    let key = key.to_ascii_lowercase();
    let Some(known) = filter_keys().find(|known| *known == key) else {
        let hint = closest_match(&key, filter_keys());
        return Err(QueryErrorKind::UnknownColumn(key, hint));
    };
    let values: Vec<_> = split_values(values).into_iter().filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(QueryErrorKind::MissingValue(known));
    }
    match Column::from_key(known) {
        Some(column) => Ok(Term::Filter(parse_filter(column, values, negated)?)),
        None => match values.into_iter().find(|value| normalize(value) != BOOKMARKED_VALUE) {
            None => Ok(Term::Bookmarked { negated }),
            Some(other) => Err(QueryErrorKind::UnknownKeyword(known, other, BOOKMARKED_VALUE.to_owned())),
        },
    }
}

fn parse_filter(column: Column, values: Vec<String>, negated: bool) -> Result<Filter, QueryErrorKind> {
    let kind = column.key_and_type().1;
    let tests = match kind {
        ValueType::Text => FilterValues::Texts(values),
        ValueType::Keyword => {
            FilterValues::Texts(values.into_iter().map(|value| parse_keyword(column, value)).collect::<Result<_, _>>()?)
        }
        ValueType::Quantity => FilterValues::Quantities(parse_values(values, kind)?),
        ValueType::Number => FilterValues::Numbers(parse_values(values, kind)?),
        ValueType::Date => FilterValues::Dates(parse_values(values, kind)?),
    };
    Ok(Filter { negated, column, values: tests })
}

/// A word that the column can have; people write some of them otherwise.
fn parse_keyword(column: Column, value: String) -> Result<String, QueryErrorKind> {
    let vocabulary = column.allowed_values();
    let value = match value.to_lowercase().as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        "rumor" => "rumour".to_owned(),
        _ => value,
    };
    let is_known =
        |word: &String| word.split('-').next() == Some(value.as_str()) || normalize(word) == normalize(&value);
    if vocabulary.is_empty() || vocabulary.iter().any(is_known) {
        Ok(value)
    } else {
        Err(QueryErrorKind::UnknownKeyword(column.key(), value, vocabulary.join(", ")))
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

/// Values between commas, without quotes; a comma between quotes does not part.
fn split_values(text: &str) -> Vec<String> {
    let (mut values, mut quoted) = (vec![String::new()], false);
    for sign in text.chars() {
        match (sign, values.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => values.push(String::new()),
            (sign, Some(value)) => value.push(sign),
            _ => {}
        }
    }
    values
}

/// Reads a word with the signs of fzf. Quotes make it exact; a word that must
/// not be found is exact, as letters in order are found nearly anywhere.
fn parse_word(piece: &str) -> Option<Word> {
    let (negated, rest) = piece.strip_prefix('!').map_or((false, piece), |rest| (true, rest));
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
