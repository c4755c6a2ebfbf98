//! The parser of the query language. A term that cannot be parsed is left out
//! and reported with its span, so that a half-typed filter does not empty a list.

use std::ops::Range;

use llm_catalog::{Benchmark, closest_match, localized::Locale, memory::MemoryBudget};

use crate::{
    column::{Column, ValueType},
    index::Index,
    query::{
        ast::{BOOKMARKED_VALUE, FITS_KEY, Filter, Query, Term, Word, WordKind},
        filter::{FilterValues, Range as FilterRange, RangeError, RoundedQuantity},
        normalize::{fold, is_quote, normalize_value},
        synonyms::{canonical_values, column_names, filter_key},
        unknown_value::find_unknown_value,
    },
};

pub use crate::query::error::{QueryError, QueryErrorKind};

/// Queries of the configuration by name, which `@name` stands for.
pub type SavedQueries = std::collections::BTreeMap<String, String>;

/// What a query is parsed with.
#[derive(Clone, Copy, Debug)]
pub struct ParseContext<'a> {
    /// The queries that `@name` stands for.
    pub saved_queries: &'a SavedQueries,
    /// The bits and the context of memory budgets that name none.
    pub default_budget: MemoryBudget,
    /// The index whose values are known: a value that no entry of it has and no word stands for is an error. Without
    /// one, any value may occur.
    pub index: Option<&'a Index>,
    /// Whether values are compared with those of the index, which takes time in a large one.
    pub checks_values: bool,
}

/// The maximum length of a query in characters.
pub const MAX_QUERY_CHARS: usize = 2_000;
/// The maximum number of words and of values of filters. The time of a search grows with it.
pub const MAX_QUERY_TERMS: usize = 100;

impl Query {
    /// Parses a query, and returns the terms that cannot be parsed.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<QueryError>) {
        Self::parse_with_saved_queries(text, &SavedQueries::new())
    }

    /// Parses a query in which `@name` stands for a saved query.
    #[must_use]
    pub fn parse_with_saved_queries(text: &str, saved_queries: &SavedQueries) -> (Self, Vec<QueryError>) {
        let default_budget = MemoryBudget::UNLIMITED;
        Self::parse_in(text, ParseContext { saved_queries, default_budget, index: None, checks_values: false })
    }

    /// Parses a query for an index. A value that no entry of it has and no word stands for is an error, too.
    #[must_use]
    pub fn parse_for_index(text: &str, saved_queries: &SavedQueries, index: &Index) -> (Self, Vec<QueryError>) {
        let default_budget = index.meta().default_memory_budget;
        Self::parse_in(text, ParseContext { saved_queries, default_budget, index: Some(index), checks_values: true })
    }

    /// Parses a query, and returns the terms that cannot be parsed.
    #[must_use]
    pub fn parse_in(text: &str, context: ParseContext<'_>) -> (Self, Vec<QueryError>) {
        let (mut terms, mut errors) = (Vec::new(), Vec::new());
        let (mut term_count, mut compared_texts) = (0, 0);
        let (spans, end) = tokens(text);
        for span in spans {
            let parser = Parser { context, compared_texts: &mut compared_texts };
            let parsed = parser.parse_token(&fold(text.get(span.clone()).unwrap_or_default()), &span);
            term_count += parsed.0.iter().map(Term::value_count).sum::<usize>() + parsed.1.len();
            if term_count > MAX_QUERY_TERMS {
                errors.push(QueryError {
                    span: span.start..text.len(),
                    kind: QueryErrorKind::TooManyTerms(MAX_QUERY_TERMS),
                });
                return (Self { terms }, errors);
            }
            terms.extend(parsed.0);
            errors.extend(parsed.1);
        }
        if end < text.len() {
            errors.push(QueryError { span: end..text.len(), kind: QueryErrorKind::TooLong(MAX_QUERY_CHARS) });
        }
        (Self { terms }, errors)
    }
}

/// The bytes of the terms of a query.
#[must_use]
pub fn term_spans(text: &str) -> Vec<Range<usize>> {
    tokens(text).0
}

/// The spans of the terms of a query, and where the text ends of which there are terms: not after its maximum length.
pub(crate) fn tokens(text: &str) -> (Vec<Range<usize>>, usize) {
    let end = text.char_indices().nth(MAX_QUERY_CHARS).map_or(text.len(), |(end, _)| end);
    let mut spans = tokenize(text.get(..end).unwrap_or(text));
    if end < text.len() {
        // The last term may be cut.
        spans.pop();
    }
    (spans, end)
}

/// The spans between whitespace outside of quotes. Spaces around a comparison separate nothing: `params > 7b`.
pub(crate) fn tokenize(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::<Range<usize>>::new();
    let (mut start, mut is_quoted) = (None, false);
    for (offset, ch) in text.char_indices() {
        if is_quote(ch) {
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
    join_comparisons(text, spans)
}

/// Joins the name of a column, a comparison and a value that spaces separate.
fn join_comparisons(text: &str, spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined = Vec::<Range<usize>>::with_capacity(spans.len());
    for span in spans {
        let token = |span: &Range<usize>| fold(text.get(span.clone()).unwrap_or_default()).into_owned();
        let is_continuation = |before: &Range<usize>| {
            let (before, after) = (token(before), token(&span));
            let name = positive(&before).trim_end_matches([':', '<', '>', '=', '≤', '≥']);
            let has_comparison = |text: &str| text.starts_with(COMPARISONS);
            let is_open = before.ends_with(COMPARISONS) && !has_comparison(&after);
            filter_key(name).is_some() && (is_open || has_comparison(&after) && !before.ends_with(COMPARISONS))
        };
        match joined.last_mut() {
            Some(before) if is_continuation(before) => before.end = span.end,
            _ => joined.push(span),
        }
    }
    joined
}

/// The operators that compare a column with a value.
pub(crate) const COMPARISONS: [char; 5] = ['<', '>', '=', '≤', '≥'];

/// A term without its negation.
pub(crate) fn positive(token: &str) -> &str {
    token.strip_prefix(['!', '-']).unwrap_or(token)
}

/// How a token in NFKC is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenSyntax<'a> {
    /// The name in `@name`.
    SavedQuery(&'a str),
    /// A filter.
    Filter {
        /// `!`, `-` or nothing.
        negation: &'a str,
        /// The name of the column, and as it is written: perhaps in quotes.
        name: &'a str,
        written_name: &'a str,
        /// What follows the colon, or the comparison without a leading `=`.
        values: &'a str,
    },
    Word(WordSyntax),
}

impl<'a> TokenSyntax<'a> {
    pub(crate) fn new(token: &'a str) -> Self {
        if let Some(name) = token.strip_prefix('@').filter(|name| !name.is_empty()) {
            return Self::SavedQuery(name);
        }
        let positive = positive(token);
        let negation = token.strip_suffix(positive).unwrap_or_default();
        match split_filter(positive) {
            Some((name, values)) => {
                let written_name = positive.split(NAME_ENDS).next().unwrap_or_default();
                Self::Filter { negation, name, written_name, values }
            }
            None => Self::Word(WordSyntax::new(token)),
        }
    }
}

/// How a word is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WordSyntax {
    negated: bool,
    kind: WordKind,
    /// The bytes of the word, with its quotes.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// True for a word in quotes.
    pub(crate) is_phrase: bool,
}

impl WordSyntax {
    /// Splits a word in the syntax of fzf; `-` negates it as `!` does. A negated word is exact, as nearly every text has
    /// its characters in order.
    fn new(token: &str) -> Self {
        let is_negated_by_hyphen =
            |rest: &&str| rest.starts_with(|ch: char| ch.is_alphanumeric() || "\"'^".contains(ch));
        let rest = token.strip_prefix('!').or_else(|| token.strip_prefix('-').filter(is_negated_by_hyphen));
        let (negated, rest) = rest.map_or((false, token), |rest| (true, rest));
        let is_phrase = rest.contains('"');
        let (kind, word) = if is_phrase {
            (WordKind::Exact, rest)
        } else if let Some(word) = rest.strip_prefix('\'') {
            (WordKind::Exact, word)
        } else if let Some(word) = rest.strip_prefix('^') {
            word.strip_suffix('$').map_or((WordKind::Prefix, word), |word| (WordKind::Equal, word))
        } else if let Some(word) = rest.strip_suffix('$') {
            (WordKind::Suffix, word)
        } else {
            (if negated { WordKind::Exact } else { WordKind::Fuzzy }, rest)
        };
        let has_prefix = !is_phrase && rest.starts_with(['\'', '^']);
        let start = token.len() - rest.len() + usize::from(has_prefix);
        Self { negated, kind, start, end: start + word.len(), is_phrase }
    }
}

struct Parser<'a> {
    context: ParseContext<'a>,
    /// How many texts of the index the values of the query have been compared with.
    compared_texts: &'a mut usize,
}

/// Terms, and errors of those that cannot be parsed.
type ParsedTerms = (Vec<Term>, Vec<QueryError>);

impl Parser<'_> {
    fn parse_token(self, token: &str, span: &Range<usize>) -> ParsedTerms {
        let (negation, name, values) = match TokenSyntax::new(token) {
            TokenSyntax::SavedQuery(name) => return self.expand_saved_query(name, span),
            TokenSyntax::Word(syntax) => {
                return (parse_word(token, syntax).map(Term::Word).into_iter().collect(), Vec::new());
            }
            TokenSyntax::Filter { negation, name, values, .. } => (negation, name, values),
        };
        let term = parse_filter_term(name, values, !negation.is_empty(), &self.context.default_budget);
        let index = self.context.index;
        let mut unknown = |term: &Term| match term {
            Term::Filter(filter) if self.context.checks_values && filter.values.len() <= MAX_QUERY_TERMS => {
                find_unknown_value(filter, self.context.index?, self.compared_texts)
            }
            Term::Word(_) | Term::Filter(_) | Term::Bookmarked { .. } => None,
        };
        let term = term.map_err(|error| benchmark_error(error, negation, values, index));
        match term.and_then(|term| unknown(&term).map_or(Ok(term), Err)) {
            Ok(term) => (vec![term], Vec::new()),
            Err(kind) => (Vec::new(), vec![QueryError { span: span.clone(), kind }]),
        }
    }

    /// Saved queries cannot refer to others, so this ends.
    fn expand_saved_query(self, name: &str, span: &Range<usize>) -> ParsedTerms {
        let error = |kind| QueryError { span: span.clone(), kind };
        let Some(text) = self.context.saved_queries.get(name) else {
            return (Vec::new(), vec![error(QueryErrorKind::UnknownSavedQuery(name.to_owned()))]);
        };
        let none = SavedQueries::new();
        let (query, errors) = Query::parse_in(text, ParseContext { saved_queries: &none, ..self.context });
        (query.terms, errors.into_iter().map(|QueryError { kind, .. }| error(kind)).collect())
    }
}

/// The error for an unknown column, if it is the name of a benchmark.
fn benchmark_error(error: QueryErrorKind, negation: &str, values: &str, index: Option<&Index>) -> QueryErrorKind {
    let QueryErrorKind::UnknownColumn(name, _) = &error else { return error };
    let benchmarks = index.map_or(&[][..], |index| &index.meta().benchmarks);
    let normalized = normalize_value(name);
    let is_named = |benchmark: &&Benchmark| {
        let names = [Locale::En, Locale::Zh].map(|locale| benchmark.name.get(locale));
        names.into_iter().chain([benchmark.id.as_str()]).any(|other| normalize_value(other) == normalized)
    };
    match benchmarks.iter().find(is_named) {
        Some(benchmark) => {
            let key = Column::Score.key();
            let is_valid = parse_filter_term(key, values, false, &MemoryBudget::default()).is_ok();
            let filter = is_valid.then(|| format!("{negation}{key}:{values}"));
            QueryErrorKind::Benchmark { name: name.clone(), id: benchmark.id.to_string(), filter }
        }
        None => error,
    }
}

/// The characters that end the name of a column.
const NAME_ENDS: [char; 6] = [':', '<', '>', '=', '≤', '≥'];

/// The name and the values of a filter in NFKC; `None` for a word, such as a URL. `params>7b` is `params:>7b`.
pub(crate) fn split_filter(token: &str) -> Option<(&str, &str)> {
    let (name, rest) = token.split_at_checked(token.find(NAME_ENDS)?)?;
    let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
    if name.is_empty() || !name.chars().all(|ch| ch.is_alphabetic() || matches!(ch, '-' | '_' | ' ')) {
        return None;
    }
    let is_known = filter_key(name).is_some();
    if let Some(values) = rest.strip_prefix(':') {
        let is_prose = values.is_empty() && !is_known;
        return (!is_prose && !values.starts_with("//")).then_some((name, values));
    }
    // Only what can hardly be a word is a filter: a comparison of a column, or of something like one, with a number.
    let operand = rest.trim_start_matches(COMPARISONS).trim_start();
    let is_number = operand.starts_with(|ch: char| ch.is_ascii_digit());
    let is_filter = is_known || is_number && !rest.starts_with('=') || closest_match(name, column_names()).is_some();
    is_filter.then(|| (name, rest.strip_prefix('=').unwrap_or(rest)))
}

fn parse_filter_term(
    name: &str,
    values: &str,
    negated: bool,
    default_budget: &MemoryBudget,
) -> Result<Term, QueryErrorKind> {
    let Some(key) = filter_key(name) else {
        let name = name.to_lowercase();
        let hint = closest_match(&name, column_names());
        return Err(QueryErrorKind::UnknownColumn(name, hint));
    };
    let column = Column::from_key(key);
    let has_thousands = is_thousands_column(column);
    let values = value_ranges(values, has_thousands).into_iter().filter_map(|range| values.get(range));
    let values = values.map(|value| value_text(value, has_thousands));
    let takes_budgets = key == FITS_KEY || column == Some(Column::Memory);
    // `org:=meta` is `org:meta`, and what fits in less memory fits, too.
    let comparisons: &[char] = if takes_budgets { &['=', '<', '≤'] } else { &['='] };
    let values = values.map(|value| value.trim_start_matches(comparisons).trim_start().to_owned());
    let values: Vec<_> = values.filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(QueryErrorKind::MissingValue(key));
    }
    if takes_budgets {
        let parse = |value: &String| MemoryBudget::parse(value, default_budget).map_err(QueryErrorKind::InvalidBudget);
        let budgets = values.iter().map(parse);
        let values = FilterValues::Budgets(budgets.collect::<Result<_, _>>()?);
        return Ok(Term::Filter(Filter { negated, column: Column::Memory, values }));
    }
    if let Some(column) = column {
        return Ok(Term::Filter(parse_filter(column, values, negated)?));
    }
    let is_unknown = |value: &String| canonical_values(key, value) != Some(&[BOOKMARKED_VALUE]);
    match values.into_iter().find(is_unknown) {
        None => Ok(Term::Bookmarked { negated }),
        Some(other) => Err(QueryErrorKind::UnknownKeyword(key, other, BOOKMARKED_VALUE.to_owned())),
    }
}

fn parse_filter(column: Column, values: Vec<String>, negated: bool) -> Result<Filter, QueryErrorKind> {
    let kind = column.key_and_type().1;
    let values = match kind {
        ValueType::Text | ValueType::Keyword => {
            if values.iter().any(|value| value.starts_with(['<', '>', '≤', '≥'])) {
                return Err(QueryErrorKind::Unordered(column.key()));
            }
            let texts = values.into_iter().map(|value| parse_text(column, value));
            FilterValues::Texts(texts.collect::<Result<Vec<_>, _>>()?.concat())
        }
        ValueType::Quantity => {
            let is_range = |text: &String| text.parse::<FilterRange<RoundedQuantity>>().is_ok();
            let missing = |text: &String| Some((text.clone(), with_unit(column, text).filter(is_range)?));
            if let Some((text, meant)) = values.iter().find_map(missing) {
                return Err(QueryErrorKind::MissingUnit(text, meant));
            }
            FilterValues::Quantities(parse_values(values, kind)?)
        }
        ValueType::Number => FilterValues::Numbers(parse_values(values, kind)?),
        ValueType::Date => FilterValues::Dates(parse_values(values.iter().map(|value| date_text(value)), kind)?),
    };
    Ok(Filter { negated, column, values })
}

/// A range with the unit that people leave out where a bound is below anything that the column has, or a fraction:
/// `7b` for `7` parameters. `None` for other ranges.
fn with_unit(column: Column, range: &str) -> Option<String> {
    let asks_for_more = range.contains("..") || range.starts_with(['>', '≥']);
    let (unit, least) = match column {
        Column::Parameters | Column::ActiveParameters => ("b", 1_000.0),
        Column::TrainingData => ("t", 1_000.0),
        // Contexts of 256 and 512 tokens exist; who asks for more than less than a thousand means thousands.
        Column::ContextLength | Column::ContextExtended => ("k", if asks_for_more { 1_000.0 } else { 256.0 }),
        _ => return None,
    };
    let bound = |bound: &str| {
        let number = bound.trim_start_matches(COMPARISONS).trim();
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let lacks_unit = |count: f64| count > 0.0 && (count < least || number.contains('.'));
        let is_missing = is_number && number.parse().is_ok_and(lacks_unit);
        if is_missing { format!("{}{unit}", bound.trim_end()) } else { bound.to_owned() }
    };
    let meant = range.split("..").map(bound).collect::<Vec<_>>().join("..");
    (meant != range).then_some(meant)
}

/// The canonical values that a text stands for, else the text itself unless the column has keywords without it.
fn parse_text(column: Column, value: String) -> Result<Vec<String>, QueryErrorKind> {
    if let Some(values) = canonical_values(column.key(), &value) {
        return Ok(values.iter().map(ToString::to_string).collect());
    }
    let keywords = column.allowed_values();
    let normalized = normalize_value(&value);
    let is_match = |keyword: &String| {
        keyword.split('-').next() == Some(normalized.as_str()) || normalize_value(keyword) == normalized
    };
    if keywords.is_empty() || keywords.iter().any(is_match) {
        Ok(vec![value])
    } else {
        Err(QueryErrorKind::UnknownKeyword(column.key(), value, keywords.join(", ")))
    }
}

/// A date or a range of dates as the parser of dates reads it: `2024年6月` and `2024/6` are `2024-06`.
fn date_text(text: &str) -> String {
    let bound = |text: &str| {
        let (comparison, date) = text.split_at(text.find(|ch| !COMPARISONS.contains(&ch)).unwrap_or(text.len()));
        let parts = date.split(['年', '月', '日', '号', '/', '-', ' ']).filter(|part| !part.is_empty());
        let is_digit = |part: &str| part.len() == 1 && part.starts_with(|ch: char| ch.is_ascii_digit());
        let parts: Vec<_> =
            parts.map(|part| if is_digit(part) { format!("0{part}") } else { part.to_owned() }).collect();
        format!("{comparison}{}", parts.join("-"))
    };
    text.split("..").map(bound).collect::<Vec<_>>().join("..")
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

/// Whether commas may separate the thousands of the numbers of a column: `131,072`.
pub(crate) fn is_thousands_column(column: Option<Column>) -> bool {
    column == Some(Column::ContextLength)
}

/// The values between commas outside of quotes, with the quotes.
pub(crate) fn value_ranges(text: &str, has_thousands: bool) -> Vec<Range<usize>> {
    let digits = |chars: &mut dyn Iterator<Item = char>| chars.take_while(char::is_ascii_digit).count();
    let (mut ranges, mut start, mut is_quoted) = (Vec::new(), 0, false);
    for (offset, ch) in text.char_indices() {
        let end = offset + ch.len_utf8();
        let (value, rest) = (text.get(start..offset).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let is_in_number = || {
            has_thousands
                && digits(&mut value.chars().rev()) > 0
                && digits(&mut rest.chars()) == 3
                && rest.get(3..).is_none_or(|rest| rest.is_empty() || rest.starts_with([',', '.']))
        };
        match ch {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted && is_in_number() => {}
            ',' | '、' if !is_quoted => {
                ranges.push(start..offset);
                start = end;
            }
            _ => {}
        }
    }
    ranges.push(start..text.len());
    ranges
}

/// A value without its quotes and the commas between thousands.
fn value_text(text: &str, has_thousands: bool) -> String {
    let mut is_quoted = false;
    let is_kept = |ch: &char| {
        is_quoted ^= *ch == '"';
        *ch != '"' && (is_quoted || !has_thousands || *ch != ',')
    };
    text.chars().filter(is_kept).collect::<String>().trim().to_owned()
}

/// The word of a token; `None` if nothing is left of it without its operators.
fn parse_word(token: &str, syntax: WordSyntax) -> Option<Word> {
    let WordSyntax { negated, kind, start, end, is_phrase } = syntax;
    let text = token.get(start..end).unwrap_or_default();
    let text = if is_phrase { text.replace('"', "") } else { text.to_owned() };
    (!text.trim().is_empty()).then_some(Word { negated, kind, text })
}
