//! Query errors in the words of a language.

use llm_index::{ValueType, query::parser::QueryErrorKind};

use crate::i18n::Messages;

/// What is wrong with a part of a query.
#[must_use]
pub fn describe(reason: &QueryErrorKind, messages: &Messages) -> String {
    match reason {
        QueryErrorKind::UnknownColumn(key, hint) => (messages.unknown_column)(key, *hint),
        QueryErrorKind::UnknownKeyword(key, word, words) => (messages.unknown_value)(key, word, words),
        QueryErrorKind::MissingValue(key) => (messages.missing_value)(key),
        QueryErrorKind::InvalidValue(ValueType::Date, text) => (messages.invalid_date)(text),
        QueryErrorKind::InvalidValue(ValueType::Number, text) => (messages.invalid_number)(text),
        QueryErrorKind::InvalidValue(_, text) => (messages.invalid_quantity)(text),
        QueryErrorKind::ReversedRange(text) => (messages.reversed_range)(text),
        QueryErrorKind::UnknownSavedQuery(name) => (messages.unknown_saved_query)(name),
    }
}
