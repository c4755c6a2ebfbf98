//! Scores as texts.

use llm_index::ShownScore;

use crate::glyphs;

/// A score as tables and charts show it: a rating of four digits has no decimals, so that it keeps the width.
#[must_use]
pub fn format_score(value: f64) -> String {
    let decimals = usize::from(value < 1000.0);
    format!("{value:.decimals$}")
}

/// A score, marked if it was measured otherwise than those of most models.
#[must_use]
pub fn format_shown_score(score: ShownScore) -> String {
    let mark = if score.is_comparable { "" } else { glyphs::UNLIKE };
    format!("{mark}{}", format_score(score.value))
}
