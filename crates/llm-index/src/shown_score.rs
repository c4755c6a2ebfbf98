//! Which of several scores on a benchmark a table shows.

use llm_catalog::{CatalogMeta, id::Id, protocol::ComparableScores};

use crate::field_value::ScoreFigure;

/// The score on a benchmark that a table shows of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownScore {
    /// Its position.
    pub idx: usize,
    /// The score, usually in percent.
    pub value: f64,
    /// Whether it was measured like those of most models.
    pub is_comparable: bool,
}

/// Of some scores on a benchmark, the best of those that compare with most others; if there is none, the best.
#[must_use]
pub fn shown_score(
    scores: &[ScoreFigure],
    benchmark: &Id,
    comparable: Option<&ComparableScores>,
) -> Option<ShownScore> {
    let is_comparable = |score: &ScoreFigure| {
        comparable.is_some_and(|known| known.contains(score.setting.as_deref(), score.reported_by.as_deref()))
    };
    let shown = scores
        .iter()
        .enumerate()
        .filter(|(_, score)| score.benchmark == *benchmark)
        .map(|(idx, score)| ShownScore { idx, value: score.value, is_comparable: is_comparable(score) });
    shown.max_by(|one, other| (one.is_comparable.cmp(&other.is_comparable)).then(one.value.total_cmp(&other.value)))
}

/// Of some scores, the one on the active benchmark that tables show.
#[must_use]
pub fn active_score(scores: &[ScoreFigure], meta: &CatalogMeta) -> Option<ShownScore> {
    shown_score(scores, &meta.active_benchmark()?.id, meta.comparable_scores.as_ref())
}
