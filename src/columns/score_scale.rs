//! The scale of the bars beside scores.

use llm_catalog::id::Id;
use llm_index::{Index, ScoreRange};

/// The scale of the bars of one benchmark: from its lowest to its highest score in the catalogue, rounded outwards. On a
/// scale from 0 to 100, most bars of a benchmark would be equally long, and a rating would have none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreScale {
    low: f64,
    high: f64,
}

impl ScoreScale {
    /// The scale of a benchmark; `None` if there are no scores on it.
    #[must_use]
    pub fn new(index: &Index, benchmark: &Id) -> Option<Self> {
        index.score_range(benchmark).map(Self::from)
    }

    /// The length of the bar of a score, from 0 to 1.
    #[must_use]
    pub fn share(self, score: f64) -> f64 {
        ((score - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

impl From<ScoreRange> for ScoreScale {
    fn from(range: ScoreRange) -> Self {
        let ScoreRange { lowest, highest } = range;
        if lowest >= highest {
            // Nothing to compare with.
            return Self { low: lowest.min(0.0), high: highest.max(100.0) };
        }
        // Percent have steps of 10, ratings of 100.
        let step = if range.is_percent() { 10.0 } else { 100.0 };
        let low = (lowest / step).floor() * step;
        let high = (highest / step).ceil() * step;
        // The lowest score has a bar too, except for 0, which looks like it.
        let low = if low < lowest || low.abs() < step { low } else { low - step };
        Self { low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(lowest: f64, highest: f64) -> (f64, f64) {
        let ScoreScale { low, high } = ScoreRange { lowest, highest }.into();
        (low, high)
    }

    #[test]
    fn a_scale_reaches_from_below_the_lowest_score_to_the_highest() {
        assert_eq!(scale(45.2, 71.8), (40.0, 80.0));
        assert_eq!(scale(953.0, 1508.0), (900.0, 1600.0));
        assert_eq!(scale(30.0, 100.0), (20.0, 100.0));
        assert_eq!(scale(50.0, 50.0), (0.0, 100.0));
        assert_eq!(scale(1200.0, 1200.0), (0.0, 1200.0));
    }

    #[test]
    fn scores_of_zero_or_below_have_a_scale() {
        assert_eq!(scale(0.0, 96.8), (0.0, 100.0));
        assert_eq!(scale(0.0, 0.0), (0.0, 100.0));
        assert_eq!(scale(-3.0, 12.0), (-10.0, 20.0));
    }

    #[test]
    fn a_share_stays_in_the_scale() {
        let scale = ScoreScale::from(ScoreRange { lowest: 45.2, highest: 71.8 });
        for (score, share) in [(40.0, 0.0), (60.0, 0.5), (80.0, 1.0), (99.0, 1.0)] {
            assert!((scale.share(score) - share).abs() < 1e-9, "{score}");
        }
    }
}
