//! Rules for every string of a catalogue.

use super::value::{Value, ValueKind};
use crate::{text::TextError, violation::LocatedViolation};

/// Adds a violation for each string or key that cannot be seen, or holds characters
/// that could drive a terminal, reorder a line or flood it.
pub(crate) fn check_value(value: &Value<'_>, violations: &mut Vec<LocatedViolation>) {
    match &value.kind {
        ValueKind::String(text) => check_text(text, value.span.start, violations),
        ValueKind::Array(items) => items.iter().for_each(|item| check_value(item, violations)),
        ValueKind::Table(table) => {
            for (key, member) in table {
                check_text(key, member.key_span.start, violations);
                check_value(&member.value, violations);
            }
        }
        ValueKind::Bool(_) | ValueKind::Integer(_) | ValueKind::Float(_) | ValueKind::Unsupported(_) => {}
    }
}

/// The same for one string, at a byte of the file.
pub(crate) fn check_text(text: &str, offset: usize, violations: &mut Vec<LocatedViolation>) {
    let error = TextError::find(text);
    violations.extend(error.map(|error| LocatedViolation { offset, rule: "text", message: error.to_string() }));
}
