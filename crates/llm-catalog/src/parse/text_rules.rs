//! Rules for every string of a catalogue.

use super::value::{Value, ValueKind};
use crate::{text::is_unsafe_for_terminal, violation::LocatedViolation};

/// Adds a violation for each string or key that is empty or holds a character
/// that could drive a terminal or reorder a line.
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
    let message = if let Some(ch) = text.chars().find(|ch| is_unsafe_for_terminal(*ch)) {
        format!("U+{:04X} is a control, direction or invisible character; remove it", u32::from(ch))
    } else if text.trim().is_empty() {
        "an empty text says nothing; write one, or leave it out".to_owned()
    } else {
        return;
    };
    violations.push(LocatedViolation { offset, rule: "text", message });
}
