//! Reading a query. What cannot be understood is left out and told, with its
//! place, so that a half-typed filter never empties a table.

use std::ops::Range;

use super::{
    bookmarked::{BOOKMARKED, IS},
    column::{Column, Type},
    query::{Filter, Query, Term, Word, WordKind, squeeze},
    range::{RangeError, Tests},
};
use crate::{catalog::nearest, messages::Messages};

/// A part of a query that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a part of a query could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No column has this name; the one that may be meant.
    NoColumn(String, Option<&'static str>),
    /// The filter of a column has no value yet.
    NoValue(&'static str),
    /// Not one of the words that the column can have.
    NoWord(&'static str, String, String),
    /// Not a figure, number or date, as the column needs.
    NotA(Type, String),
    /// A range ends before it begins.
    Reversed(String),
    /// No query of this name is in the configuration.
    NoQuery(String),
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn say(&self, messages: &Messages) -> String {
        match self {
            Self::NoColumn(key, hint) => (messages.no_column)(key, *hint),
            Self::NoWord(key, word, words) => (messages.no_word)(key, word, words),
            Self::NoValue(key) => (messages.no_value)(key),
            Self::NotA(Type::Date, text) => (messages.not_a_date)(text),
            Self::NotA(Type::Number, text) => (messages.not_a_number)(text),
            Self::NotA(_, text) => (messages.not_a_figure)(text),
            Self::Reversed(text) => (messages.reversed_range)(text),
            Self::NoQuery(name) => (messages.no_named_query)(name),
        }
    }
}

/// Queries that have a name, for `@name`.
pub type Named = std::collections::BTreeMap<String, String>;

impl Query {
    /// Reads a query, with what could not be understood of it.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Fault>) {
        Self::parse_with(text, &Named::new())
    }

    /// Reads a query in which `@name` stands for one of the named ones.
    #[must_use]
    pub fn parse_with(text: &str, named: &Named) -> (Self, Vec<Fault>) {
        let mut reader = Reader { named, terms: Vec::new(), faults: Vec::new() };
        for place in pieces(text) {
            reader.piece(text.get(place.clone()).unwrap_or_default(), place);
        }
        (Self { terms: reader.terms }, reader.faults)
    }
}

/// The parts between blanks; a blank between quotes does not part.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
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

struct Reader<'a> {
    named: &'a Named,
    terms: Vec<Term>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn piece(&mut self, piece: &str, place: Range<usize>) {
        if let Some(name) = piece.strip_prefix('@').filter(|name| !name.is_empty()) {
            self.named(name, place);
            return;
        }
        let positive = piece.strip_prefix(['!', '-']).unwrap_or(piece);
        match split_filter(positive) {
            Some((key, values)) => {
                let negated = positive.len() < piece.len();
                match term(key, values, negated) {
                    Ok(term) => self.terms.push(term),
                    Err(reason) => self.faults.push(Fault { place, reason }),
                }
            }
            None => self.terms.extend(word(piece).map(Term::Word)),
        }
    }

    /// Named queries may not name others: there is no end to look for.
    fn named(&mut self, name: &str, place: Range<usize>) {
        if let Some(text) = self.named.get(name) {
            let (query, faults) = Query::parse(text);
            self.terms.extend(query.terms);
            self.faults.extend(faults.into_iter().map(|fault| Fault { place: place.clone(), ..fault }));
        } else {
            self.faults.push(Fault { place, reason: Reason::NoQuery(name.to_owned()) });
        }
    }
}

/// The column and the values of `column:values`; an address such as
/// `https://…` is a word.
pub(super) fn split_filter(piece: &str) -> Option<(&str, &str)> {
    let (key, values) = piece.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let is_prose = values.is_empty() && !keys().any(|known| known.eq_ignore_ascii_case(key));
    (is_key && !is_prose && !values.starts_with("//")).then_some((key, values))
}

/// Everything that may stand before a colon.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    Column::ALL.iter().map(|column| column.key()).chain([IS])
}

fn term(key: &str, values: &str, negated: bool) -> Result<Term, Reason> {
    let key = key.to_ascii_lowercase();
    let Some(known) = keys().find(|known| *known == key) else {
        let hint = nearest(&key, keys());
        return Err(Reason::NoColumn(key, hint));
    };
    let values: Vec<_> = split_values(values).into_iter().filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(Reason::NoValue(known));
    }
    match Column::of(known) {
        Some(column) => Ok(Term::Filter(filter(column, values, negated)?)),
        None => match values.into_iter().find(|value| squeeze(value) != BOOKMARKED) {
            None => Ok(Term::Bookmarked { negated }),
            Some(other) => Err(Reason::NoWord(known, other, BOOKMARKED.to_owned())),
        },
    }
}

fn filter(column: Column, values: Vec<String>, negated: bool) -> Result<Filter, Reason> {
    let kind = column.naming().1;
    let tests = match kind {
        Type::Text => Tests::Texts(values),
        Type::Word => Tests::Texts(values.into_iter().map(|value| known(column, value)).collect::<Result<_, _>>()?),
        Type::Count => Tests::Counts(read(values, kind)?),
        Type::Number => Tests::Numbers(read(values, kind)?),
        Type::Date => Tests::Dates(read(values, kind)?),
    };
    Ok(Filter { negated, column, tests })
}

/// A word that the column can have; people write some of them otherwise.
fn known(column: Column, value: String) -> Result<String, Reason> {
    let vocabulary = column.vocabulary();
    let value = match value.to_lowercase().as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        "rumor" => "rumour".to_owned(),
        _ => value,
    };
    let is_known = |word: &String| word.split('-').next() == Some(value.as_str()) || squeeze(word) == squeeze(&value);
    if vocabulary.is_empty() || vocabulary.iter().any(is_known) {
        Ok(value)
    } else {
        Err(Reason::NoWord(column.key(), value, vocabulary.join(", ")))
    }
}

fn read<T, E>(values: impl IntoIterator<Item = String>, kind: Type) -> Result<Vec<T>, Reason>
where
    T: std::str::FromStr<Err = RangeError<E>>,
{
    let value = |text: String| {
        text.parse().map_err(|error| match error {
            RangeError::Reversed => Reason::Reversed(text),
            RangeError::End(_) => Reason::NotA(kind, text),
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
fn word(piece: &str) -> Option<Word> {
    let (negated, rest) = piece.strip_prefix('!').map_or((false, piece), |rest| (true, rest));
    let (kind, text) = if rest.contains('"') {
        (WordKind::Exact, rest.replace('"', ""))
    } else if let Some(text) = rest.strip_prefix('\'') {
        (WordKind::Exact, text.to_owned())
    } else if let Some(text) = rest.strip_prefix('^') {
        text.strip_suffix('$').map_or((WordKind::Prefix, text.to_owned()), |text| (WordKind::Whole, text.to_owned()))
    } else if let Some(text) = rest.strip_suffix('$') {
        (WordKind::Suffix, text.to_owned())
    } else {
        (if negated { WordKind::Exact } else { WordKind::Fuzzy }, rest.to_owned())
    };
    (!text.trim().is_empty()).then_some(Word { negated, kind, text })
}
