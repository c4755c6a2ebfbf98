//! Error messages about catalogue files: what is wrong, and what to do about it.

use super::error::ValueErrorKind;
use crate::{closest_match::closest_match, foreign::Foreign};

/// How many characters of a value a message repeats.
const MAX_EXCERPT_CHARS: usize = 60;

/// The message for an error of a value; `source` is the text in its span.
pub(crate) fn describe(kind: &ValueErrorKind, source: &str) -> String {
    match kind {
        ValueErrorKind::DuplicateKey => duplicate_key(source),
        ValueErrorKind::UnknownField { name, expected } => unknown_name(name, "a key", expected),
        ValueErrorKind::UnknownVariant { name, expected } => unknown_name(name, "a value", expected),
        ValueErrorKind::MissingField(name) => missing_key(name),
        ValueErrorKind::WrongType { expected, .. } | ValueErrorKind::InvalidValue { expected, .. } => {
            wrong_type(source, expected)
        }
        ValueErrorKind::Syntax(message) => Foreign::long(message).to_string(),
        // A message of this crate, in which texts are escaped.
        ValueErrorKind::Custom(message) => message.clone(),
    }
}

pub(crate) fn duplicate_key(key: &str) -> String {
    format!("the key `{}` is given twice; remove one", Foreign::new(key))
}

pub(crate) fn missing_key(key: &str) -> String {
    format!("the key `{key}` is missing; add it")
}

/// The message for a value of the wrong type; `expected` is what to write instead.
pub(crate) fn wrong_type(source: &str, expected: &str) -> String {
    format!("`{}` does not fit here; write {expected}", excerpt(source))
}

/// The message for a name that is none of `known`; `what` is `a key` or `a value`.
pub(crate) fn unknown_name(name: &str, what: &str, known: &[&str]) -> String {
    let advice = closest_match(name, known.iter().copied())
        .map_or_else(|| format!("use one of {}", known.join(", ")), |hint| format!("did you mean `{hint}`?"));
    format!("`{}` is not {what} of the catalogue here; {advice}", Foreign::new(name))
}

/// The start of a value, which may be a table of many lines.
pub(crate) fn excerpt(source: &str) -> String {
    let mut lines = source.lines();
    let mut chars = lines.next().unwrap_or_default().chars();
    let start: String = chars.by_ref().take(MAX_EXCERPT_CHARS).collect();
    let excerpt = Foreign::new(&start).to_string();
    if chars.next().is_some() || lines.next().is_some() { excerpt + "…" } else { excerpt }
}
