//! Scores as texts.

/// A score as tables and charts show it: a rating of four digits has no decimals, so that it keeps the width.
#[must_use]
pub fn format_score(value: f64) -> String {
    let decimals = usize::from(value < 1000.0);
    format!("{value:.decimals$}")
}
