//! Conversions between floats and counts.

use llm_catalog::{context_length::ContextLength, quantity::Quantity};

/// A count with its unit and three significant digits: `10B`.
pub(super) fn format_quantity(value: f64) -> String {
    round_to_quantity(value).round_3_sig().to_string()
}

/// A context length as makers state it: `128K`.
pub(super) fn format_context(value: f64) -> String {
    ContextLength(round_to_quantity(value).0).to_string()
}

/// The nearest count; 0 for negative values.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is not negative")]
fn round_to_quantity(value: f64) -> Quantity {
    Quantity(value.round().max(0.0) as u64)
}

/// The integer part; 0 for negative values.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is not negative")]
pub(super) fn floor_to_usize(value: f64) -> usize {
    value.max(0.0) as usize
}

/// A count as a float; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "drawing needs no more than 53 bits")]
pub(super) fn usize_to_f64(count: usize) -> f64 {
    count as f64
}
