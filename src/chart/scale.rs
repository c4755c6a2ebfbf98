//! Scales map values to positions on an axis and choose the tick labels.

use crate::chart::numbers::{floor_to_usize, format_context, format_quantity};

/// The kind of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// Logarithmic; values must be above zero.
    Log,
    /// Logarithmic, with powers of two as tick labels, such as `32K` tokens.
    Binary,
    Linear,
    /// Linear in fractional years, with dates as tick labels.
    Years,
}

/// Maps the values of an axis to 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    pub kind: ScaleKind,
    /// The value at the start of the axis.
    pub low: f64,
    /// The value at the end of the axis, above `low`.
    pub high: f64,
}

/// The margin at each end of the axis, as a fraction of the range of the data.
const MARGIN_FRACTION: f64 = 0.04;
/// The digits that have ticks in each decade, from the most to the fewest ticks.
const LOG_TICK_DIGITS: [&[f64]; 2] = [&[1.0, 3.0], &[1.0]];
/// The digits that have ticks where the axis is at most [`FEW_DECADES`] long.
const DENSE_LOG_TICK_DIGITS: &[f64] = &[1.0, 2.0, 5.0];
const FEW_DECADES: f64 = 2.0;
/// The possible intervals between two dates on an axis.
const TICK_INTERVALS_MONTHS: [f64; 8] = [1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 600.0];

impl Scale {
    /// The scale whose domain holds all `values` with a margin at both ends.
    #[must_use]
    pub fn from_values(kind: ScaleKind, values: impl Iterator<Item = f64>) -> Self {
        let unit = Self { kind, low: 1.0, high: 1.0 };
        let (low, high) = values
            .map(|value| unit.transform(value))
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        // A single value needs a range around it.
        let min_margin = match kind {
            ScaleKind::Log | ScaleKind::Binary => 0.1,
            ScaleKind::Linear => 1.0,
            ScaleKind::Years => 1.0 / 12.0,
        };
        let margin = ((high - low) * MARGIN_FRACTION).max(min_margin);
        Self { low: unit.inverse_transform(low - margin), high: unit.inverse_transform(high + margin), kind }
    }

    /// The position of a value: 0 at the start of the axis, 1 at its end.
    #[must_use]
    pub fn normalize(&self, value: f64) -> f64 {
        let (low, high) = (self.transform(self.low), self.transform(self.high));
        (self.transform(value) - low) / (high - low)
    }

    /// The value at a position; the inverse of [`normalize`](Self::normalize).
    #[must_use]
    pub fn denormalize(&self, fraction: f64) -> f64 {
        let (low, high) = (self.transform(self.low), self.transform(self.high));
        self.inverse_transform(low + fraction * (high - low))
    }

    /// At most `max_ticks` round values in ascending order, with their labels.
    #[must_use]
    pub fn ticks(&self, max_ticks: usize) -> Vec<(f64, String)> {
        let max_ticks = max_ticks.max(1);
        match self.kind {
            ScaleKind::Log => {
                self.log_ticks(max_ticks).into_iter().map(|value| (value, format_quantity(value))).collect()
            }
            ScaleKind::Binary => {
                self.binary_ticks(max_ticks).into_iter().map(|value| (value, format_context(value))).collect()
            }
            ScaleKind::Linear => {
                let step = self.nice_step(max_ticks);
                let decimals = usize::from(step < 1.0);
                // The sum turns a negative zero into zero.
                self.multiples(step).map(|value| (value, format!("{:.decimals$}", value + 0.0))).collect()
            }
            ScaleKind::Years => self.year_ticks(max_ticks),
        }
    }

    /// Ticks at some digits of every decade, else at powers of ten, or in equal steps
    /// if the domain is within one decade.
    fn log_ticks(&self, max_ticks: usize) -> Vec<f64> {
        let (first, last) = (self.low.log10().floor(), self.high.log10().ceil());
        let decades = |step: f64| {
            let start = (first / step).ceil() * step;
            std::iter::successors(Some(start), move |decade| Some(decade + step)).take_while(move |n| *n <= last)
        };
        let in_domain = |value: &f64| (self.low..=self.high).contains(value);
        let dense = (self.high / self.low <= exp10(FEW_DECADES)).then_some(DENSE_LOG_TICK_DIGITS);
        let digits_of_decades = dense.into_iter().chain(LOG_TICK_DIGITS).map(|digits| {
            let values = decades(1.0).flat_map(|decade| digits.iter().map(move |digit| digit * exp10(decade)));
            values.filter(in_domain).collect::<Vec<_>>()
        });
        let powers_of_ten =
            [2.0, 3.0, 6.0].into_iter().map(|step| decades(step).map(exp10).filter(in_domain).collect());
        let mut candidates = digits_of_decades.chain(powers_of_ten);
        let ticks = candidates.find(|ticks| ticks.len() <= max_ticks).unwrap_or_default();
        if ticks.len() > 1 {
            ticks
        } else {
            self.multiples(self.nice_step(max_ticks)).filter(|value| *value >= 1.0).collect()
        }
    }

    /// Powers of two with a power of two as the distance between exponents.
    fn binary_ticks(&self, max_ticks: usize) -> Vec<f64> {
        let (first, last) = (self.low.log2(), self.high.log2());
        let powers = |step: f64| {
            let start = (first / step).ceil() * step;
            let exponents = std::iter::successors(Some(start), move |exponent| Some(exponent + step));
            exponents.take_while(|exponent| *exponent <= last).map(f64::exp2).collect::<Vec<_>>()
        };
        let ticks = [1.0, 2.0, 4.0, 8.0].into_iter().map(powers).find(|ticks| ticks.len() <= max_ticks);
        match ticks {
            Some(ticks) if !ticks.is_empty() => ticks,
            _ => self.multiples(self.nice_step(max_ticks)).collect(),
        }
    }

    fn year_ticks(&self, max_ticks: usize) -> Vec<(f64, String)> {
        let months = (self.high - self.low) * 12.0;
        let interval = TICK_INTERVALS_MONTHS
            .into_iter()
            .find(|interval| floor_to_usize(months / interval) < max_ticks.max(2))
            .unwrap_or(600.0);
        let label = |value: f64| {
            let months = (value * 12.0).round();
            let (year, month) = ((months / 12.0).floor(), months.rem_euclid(12.0) + 1.0);
            match interval {
                ..2.0 => format!("{year:.0}-{month:02.0}"),
                // Quarters.
                ..12.0 => format!("{year:.0} Q{:.0}", (month / 3.0).ceil()),
                _ => format!("{year:.0}"),
            }
        };
        self.multiples(interval / 12.0).map(|value| (value, label(value))).collect()
    }

    /// The smallest step of the form 1, 2 or 5 times a power of ten that gives at most `max_ticks` ticks.
    fn nice_step(&self, max_ticks: usize) -> f64 {
        let range = (self.high - self.low).max(f64::MIN_POSITIVE);
        let decade = exp10(range.log10().floor() - 2.0);
        let steps = (0..5).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * decade * 10_f64.powi(power)));
        steps.into_iter().find(|step| floor_to_usize(range / step) < max_ticks).unwrap_or(range)
    }

    /// The multiples of `step` in the domain, with a tolerance for rounding errors at both ends.
    fn multiples(&self, step: f64) -> impl Iterator<Item = f64> {
        let (first, high) = ((self.low / step - 1e-9).ceil(), self.high * (1.0 + 1e-12));
        std::iter::successors(Some(first), |factor| Some(factor + 1.0))
            .map(move |factor| factor * step)
            .take_while(move |value| *value <= high)
    }

    fn is_log(self) -> bool {
        matches!(self.kind, ScaleKind::Log | ScaleKind::Binary)
    }

    /// True if a value is on the axis.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The scale from one position of this one to another; both may be outside of 0..=1.
    #[must_use]
    pub fn between(&self, start: f64, end: f64) -> Self {
        Self { low: self.denormalize(start), high: self.denormalize(end), kind: self.kind }
    }

    /// A value of the axis as a tick label would show it.
    #[must_use]
    pub fn label(&self, value: f64) -> String {
        match self.kind {
            ScaleKind::Log => format_quantity(value),
            ScaleKind::Binary => format_context(value),
            ScaleKind::Linear => format!("{value:.1}"),
            ScaleKind::Years => {
                let months = (value * 12.0).floor();
                format!("{:.0}-{:02.0}", (months / 12.0).floor(), months.rem_euclid(12.0) + 1.0)
            }
        }
    }

    /// Maps a value to a linear axis.
    fn transform(self, value: f64) -> f64 {
        if self.is_log() { value.log10() } else { value }
    }

    fn inverse_transform(self, value: f64) -> f64 {
        if self.is_log() { exp10(value) } else { value }
    }
}

/// 10 to the power of `exponent`.
fn exp10(exponent: f64) -> f64 {
    10_f64.powf(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, max_ticks: usize) -> Vec<String> {
        scale.ticks(max_ticks).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn log_ticks_are_round_quantities() {
        let scale = Scale { kind: ScaleKind::Log, low: 1e8, high: 1e12 };
        assert_eq!(labels(scale, 5), ["100M", "1B", "10B", "100B", "1T"]);
        assert_eq!(labels(scale, 20).get(..4).unwrap(), ["100M", "300M", "1B", "3B"]);
        assert_eq!(labels(scale, 3), ["100M", "10B", "1T"]);
        // A domain within one decade has linear ticks.
        assert_eq!(labels(Scale { kind: ScaleKind::Log, low: 6.1e9, high: 9.2e9 }, 4), ["7B", "8B", "9B"]);
    }

    #[test]
    fn log_scale_maps_equal_factors_to_equal_distances() {
        let scale = Scale { kind: ScaleKind::Log, low: 1e8, high: 1e12 };
        assert!((scale.normalize(1e9) - 0.25).abs() < 1e-9 && (scale.denormalize(0.5) / 1e10 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn date_ticks_are_years_or_months() {
        assert_eq!(
            labels(Scale { kind: ScaleKind::Years, low: 2018.4, high: 2023.6 }, 8).join(" "),
            "2019 2020 2021 2022 2023"
        );
        let months = Scale { kind: ScaleKind::Years, low: 2022.9, high: 2023.6 };
        assert_eq!(labels(months, 4), ["2023 Q1", "2023 Q2", "2023 Q3"]);
    }

    #[test]
    fn linear_ticks_are_multiples_of_a_round_step() {
        assert_eq!(labels(Scale { kind: ScaleKind::Linear, low: 28.0, high: 71.0 }, 6), ["30", "40", "50", "60", "70"]);
    }

    #[test]
    fn no_value_and_a_single_value_have_a_range() {
        for kind in [ScaleKind::Log, ScaleKind::Linear, ScaleKind::Years] {
            for values in [&[][..], &[7.0]] {
                let scale = Scale::from_values(kind, values.iter().copied());
                assert!(scale.low < scale.high, "{scale:?}");
                assert!(scale.ticks(5).len() <= 5, "{scale:?}");
            }
        }
    }
}
