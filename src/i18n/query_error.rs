//! Descriptions of query errors.

use llm_index::{ValueType, query::parser::QueryErrorKind};

use crate::i18n::messages::Messages;

/// Describes a query error in one line.
#[must_use]
pub fn describe_query_error(kind: &QueryErrorKind, messages: &Messages) -> String {
    match kind {
        QueryErrorKind::UnknownColumn(key, hint) => (messages.unknown_column)(key, *hint),
        QueryErrorKind::UnknownKeyword(key, value, allowed) => (messages.unknown_value)(key, value, allowed),
        QueryErrorKind::UnknownValue { key, value, nearest, common } => {
            (messages.value_not_found)(key, value, nearest, common)
        }
        QueryErrorKind::Unordered(key) => (messages.unordered_column)(key),
        QueryErrorKind::MissingValue(key) => (messages.missing_value)(key),
        QueryErrorKind::InvalidValue(ValueType::Date, text) => (messages.invalid_date)(text),
        QueryErrorKind::InvalidValue(ValueType::Number, text) => (messages.invalid_number)(text),
        QueryErrorKind::InvalidValue(_, text) => (messages.invalid_quantity)(text),
        QueryErrorKind::InvalidBudget(error) => (messages.invalid_budget)(error),
        QueryErrorKind::ReversedRange(text) => (messages.reversed_range)(text),
        QueryErrorKind::UnknownSavedQuery(name) => (messages.unknown_saved_query)(name),
    }
}
