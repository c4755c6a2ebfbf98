//! The lowest and the highest score on each benchmark.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use llm_catalog::id::Id;

use crate::field_value::ScoreFigure;

/// The lowest and the highest of some scores on one benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ScoreRange {
    pub lowest: f64,
    pub highest: f64,
}

/// A benchmark with scores above it is a rating.
const MAX_PERCENT: f64 = 100.0;

impl ScoreRange {
    /// Whether the scores are percentages; else they are ratings.
    #[must_use]
    pub fn is_percent(self) -> bool {
        self.highest <= MAX_PERCENT
    }

    fn union(self, other: Self) -> Self {
        Self { lowest: self.lowest.min(other.lowest), highest: self.highest.max(other.highest) }
    }
}

/// The ranges by the id of the benchmark.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(crate) struct ScoreRanges(BTreeMap<Id, ScoreRange>);

impl ScoreRanges {
    pub fn add_score(&mut self, score: &ScoreFigure) {
        self.add(&score.benchmark, ScoreRange { lowest: score.value, highest: score.value });
    }

    pub fn merge(&mut self, other: &Self) {
        for (benchmark, range) in &other.0 {
            self.add(benchmark, *range);
        }
    }

    pub fn get(&self, benchmark: &Id) -> Option<ScoreRange> {
        self.0.get(benchmark).copied()
    }

    fn add(&mut self, benchmark: &Id, range: ScoreRange) {
        match self.0.get_mut(benchmark) {
            Some(known) => *known = known.union(range),
            None => {
                self.0.insert(benchmark.clone(), range);
            }
        }
    }
}
