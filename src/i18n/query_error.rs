//! Descriptions of query errors.

use llm_catalog::{Foreign, memory::MemoryBudgetError};
use llm_index::{ValueType, query::parser::QueryErrorKind};

use crate::i18n::messages::Messages;

/// The columns of each value that an error suggests.
const MAX_VALUE_COLUMNS: usize = 30;

/// Describes a query error in one line. What the user or a catalogue wrote is escaped and cut.
#[must_use]
pub fn describe_query_error(kind: &QueryErrorKind, messages: &Messages) -> String {
    let print = |text: &str| Foreign::new(text).to_string();
    let print_all = |texts: &[String]| {
        texts.iter().map(|text| Foreign::cut(text, MAX_VALUE_COLUMNS).to_string()).collect::<Vec<_>>()
    };
    match kind {
        QueryErrorKind::UnknownColumn(key, hint) => (messages.unknown_column)(&print(key), *hint),
        QueryErrorKind::Benchmark { name, id, filter } => {
            (messages.benchmark_as_column)(&print(name), &print(id), filter.as_deref().map(print).as_deref())
        }
        QueryErrorKind::UnknownKeyword(key, value, allowed) => (messages.unknown_value)(key, &print(value), allowed),
        QueryErrorKind::UnknownValue { key, value, nearest, common } => {
            (messages.value_not_found)(key, &print(value), &print_all(nearest), &print_all(common))
        }
        QueryErrorKind::Unordered(key) => (messages.unordered_column)(key),
        QueryErrorKind::MissingValue(key) => (messages.missing_value)(key),
        QueryErrorKind::InvalidValue(ValueType::Date, text) => (messages.invalid_date)(&print(text)),
        QueryErrorKind::InvalidValue(ValueType::Number, text) => (messages.invalid_number)(&print(text)),
        QueryErrorKind::InvalidValue(_, text) => (messages.invalid_quantity)(&print(text)),
        QueryErrorKind::InvalidBudget(error) => (messages.invalid_budget)(&print_budget(error)),
        QueryErrorKind::MissingUnit(text, meant) => (messages.missing_unit)(&print(text), &print(meant)),
        QueryErrorKind::ReversedRange(text) => (messages.reversed_range)(&print(text)),
        QueryErrorKind::TooLong(max) => (messages.query_too_long)(*max),
        QueryErrorKind::TooManyTerms(max) => (messages.too_many_terms)(*max),
        QueryErrorKind::UnknownSavedQuery(name) => (messages.unknown_saved_query)(&print(name)),
    }
}

fn print_budget(error: &MemoryBudgetError) -> MemoryBudgetError {
    let print = |text: &str| Foreign::new(text).to_string();
    match error {
        MemoryBudgetError::MissingSize(text) => MemoryBudgetError::MissingSize(print(text)),
        MemoryBudgetError::InvalidPart(part) => MemoryBudgetError::InvalidPart(print(part)),
        MemoryBudgetError::RepeatedPart(part) => MemoryBudgetError::RepeatedPart(print(part)),
    }
}
