//! What can be wrong with a query.

use std::ops::Range;

use llm_catalog::memory::MemoryBudgetError;

use crate::column::ValueType;

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
    /// The name of a benchmark instead of a column.
    Benchmark {
        /// As typed.
        name: String,
        /// The id of the benchmark.
        id: String,
        /// What asks for the same of the score column; `None` if what followed is no number.
        filter: Option<String>,
    },
    /// No entry has the value, and no word stands for one.
    UnknownValue {
        /// The column.
        key: &'static str,
        /// The value.
        value: String,
        /// The most similar values, best first.
        nearest: Vec<String>,
        /// The commonest values, if none is similar.
        common: Vec<String>,
    },
    /// Values of this column have no order, so that they cannot be compared.
    Unordered(&'static str),
    /// The filter of this column has no value yet.
    MissingValue(&'static str),
    /// The column, a value that is none of its keywords, and the keywords.
    UnknownKeyword(&'static str, String, String),
    /// The type of the column, and a text that is no value of it.
    InvalidValue(ValueType, String),
    /// A number that is too small without a unit, and what was probably meant.
    MissingUnit(String, String),
    /// The text is no amount of memory.
    InvalidBudget(MemoryBudgetError),
    /// The range ends before it begins.
    ReversedRange(String),
    /// The configuration has no query of this name.
    UnknownSavedQuery(String),
    /// The query has more characters than this.
    TooLong(usize),
    /// The query has more words and values than this.
    TooManyTerms(usize),
}
