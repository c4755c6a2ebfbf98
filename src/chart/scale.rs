//! Scales: where on an axis a value stands, and which values are written there.

use libm::{exp10, log10};

use crate::catalog::figures::Count;

/// How values are spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Equal factors take equal room; values are figures above zero.
    Log,
    /// Equal differences take equal room.
    Linear,
    /// The same for time, in years and their fractions.
    Years,
}

/// An axis from its lowest to its highest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How values are spread.
    pub steps: Steps,
    /// The value at its start.
    pub low: f64,
    /// The value at its end.
    pub high: f64,
}

/// Room at both ends, as a share of what the values take.
const MARGIN: f64 = 0.04;
/// Values of one decade that are written, fewer and fewer.
const OF_DECADE: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
/// Months between two dates that are written.
const MONTHS: [f64; 8] = [1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 600.0];

impl Scale {
    /// The scale that has room for some values.
    #[must_use]
    pub fn of(steps: Steps, values: impl Iterator<Item = f64>) -> Self {
        let bare = Self { steps, low: 1.0, high: 1.0 };
        let (low, high) = values
            .map(|value| bare.inner(value))
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let least = match steps {
            Steps::Log => 0.1,
            Steps::Linear => 1.0,
            Steps::Years => 1.0 / 12.0,
        };
        let margin = ((high - low) * MARGIN).max(least);
        Self { low: bare.outer(low - margin), high: bare.outer(high + margin), ..bare }
    }

    /// Where a value stands: 0 at the start, 1 at the end.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.inner(self.low), self.inner(self.high));
        (self.inner(value) - low) / (high - low)
    }

    /// The value that stands at a share of the axis.
    #[must_use]
    pub fn value(&self, share: f64) -> f64 {
        let (low, high) = (self.inner(self.low), self.inner(self.high));
        self.outer(low + share * (high - low))
    }

    /// The values that are written, at most so many, with their labels.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let most = most.max(1);
        match self.steps {
            Steps::Log => self.log_ticks(most).into_iter().map(|value| (value, figure(value))).collect(),
            Steps::Linear => {
                let step = self.round_step(most);
                let places = usize::from(step < 1.0);
                self.multiples(step).map(|value| (value, format!("{value:.places$}"))).collect()
            }
            Steps::Years => self.year_ticks(most),
        }
    }

    /// Round figures: of every decade some, or one of every few decades; within
    /// one decade, equal steps.
    fn log_ticks(&self, most: usize) -> Vec<f64> {
        let (first, last) = (log10(self.low).floor(), log10(self.high).ceil());
        let decades = |step: f64| {
            let start = (first / step).ceil() * step;
            std::iter::successors(Some(start), move |decade| Some(decade + step)).take_while(move |n| *n <= last)
        };
        let inside = |value: &f64| (self.low..=self.high).contains(value);
        let of_decade = OF_DECADE.iter().map(|digits| {
            let values = decades(1.0).flat_map(|decade| digits.iter().map(move |digit| digit * exp10(decade)));
            values.filter(inside).collect::<Vec<_>>()
        });
        let of_decades = [2.0, 3.0, 6.0].into_iter().map(|step| decades(step).map(exp10).filter(inside).collect());
        let ticks = of_decade.chain(of_decades).find(|ticks| ticks.len() <= most).unwrap_or_default();
        if ticks.len() > 1 { ticks } else { self.multiples(self.round_step(most)).filter(|n| *n >= 1.0).collect() }
    }

    fn year_ticks(&self, most: usize) -> Vec<(f64, String)> {
        let span = (self.high - self.low) * 12.0;
        let step = MONTHS.into_iter().find(|step| count(span / step) < most.max(2)).unwrap_or(600.0);
        let label = |value: f64| {
            let months = (value * 12.0).round();
            let (year, month) = ((months / 12.0).floor(), months.rem_euclid(12.0) + 1.0);
            if step < 12.0 { format!("{year:.0}-{month:02.0}") } else { format!("{year:.0}") }
        };
        self.multiples(step / 12.0).map(|value| (value, label(value))).collect()
    }

    /// The least round step that leaves at most so many values.
    fn round_step(&self, most: usize) -> f64 {
        let span = (self.high - self.low).max(f64::MIN_POSITIVE);
        let decade = exp10(log10(span).floor() - 2.0);
        let steps = (0..5).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * decade * 10_f64.powi(power)));
        steps.into_iter().find(|step| count(span / step) < most).unwrap_or(span)
    }

    fn multiples(&self, step: f64) -> impl Iterator<Item = f64> {
        let (first, high) = ((self.low / step - 1e-9).ceil(), self.high * (1.0 + 1e-12));
        std::iter::successors(Some(first), |number| Some(number + 1.0))
            .map(move |number| number * step)
            .take_while(move |value| *value <= high)
    }

    /// The value on a scale of equal steps.
    fn inner(self, value: f64) -> f64 {
        if self.steps == Steps::Log { log10(value) } else { value }
    }

    fn outer(self, value: f64) -> f64 {
        if self.steps == Steps::Log { exp10(value) } else { value }
    }
}

/// A figure with its unit: `10B`.
#[must_use]
pub fn figure(value: f64) -> String {
    rounded(value).rounded().to_string()
}

/// The whole figure that is nearest to a value.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and cut at the ends")]
pub fn rounded(value: f64) -> Count {
    Count(value.round().max(0.0) as u64)
}

/// A number that is not negative, without its fraction.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and cut at the ends")]
pub fn count(value: f64) -> usize {
    value.max(0.0) as usize
}

/// A count as a number to calculate with.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "what is drawn needs no more than 53 bits")]
pub fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, most: usize) -> Vec<String> {
        scale.ticks(most).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn figures_are_written_by_powers_of_ten() {
        let scale = Scale { steps: Steps::Log, low: 1e8, high: 1e12 };
        assert_eq!(labels(scale, 5), ["100M", "1B", "10B", "100B", "1T"]);
        assert_eq!(labels(scale, 20).get(..4).unwrap(), ["100M", "200M", "500M", "1B"]);
        assert_eq!(labels(scale, 3), ["100M", "10B", "1T"]);
        // Within a decade too there is something to read.
        assert_eq!(labels(Scale { steps: Steps::Log, low: 6.1e9, high: 9.2e9 }, 4), ["7B", "8B", "9B"]);
    }

    #[test]
    fn equal_factors_take_equal_room() {
        let scale = Scale { steps: Steps::Log, low: 1e8, high: 1e12 };
        assert!((scale.share(1e9) - 0.25).abs() < 1e-9 && (scale.value(0.5) / 1e10 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn time_is_written_in_years_or_months() {
        assert_eq!(
            labels(Scale { steps: Steps::Years, low: 2018.4, high: 2023.6 }, 8).join(" "),
            "2019 2020 2021 2022 2023"
        );
        let months = Scale { steps: Steps::Years, low: 2022.9, high: 2023.6 };
        assert_eq!(labels(months, 4), ["2023-01", "2023-04", "2023-07"]);
    }

    #[test]
    fn numbers_are_written_in_round_steps() {
        assert_eq!(labels(Scale { steps: Steps::Linear, low: 28.0, high: 71.0 }, 6), ["30", "40", "50", "60", "70"]);
    }

    #[test]
    fn one_value_has_a_scale_and_none_too() {
        for steps in [Steps::Log, Steps::Linear, Steps::Years] {
            for values in [&[][..], &[7.0]] {
                let scale = Scale::of(steps, values.iter().copied());
                assert!(scale.low < scale.high, "{scale:?}");
                assert!(scale.ticks(5).len() <= 5, "{scale:?}");
            }
        }
    }
}
