//! Scales: where on an axis a value stands, and which values are written there.

use llm_catalog::quantity::Quantity;

/// How values are spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
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
    pub kind: ScaleKind,
    /// The value at its start.
    pub low: f64,
    /// The value at its end.
    pub high: f64,
}

/// Room at both ends, as a share of what the values take.
const MARGIN_FRACTION: f64 = 0.04;
/// Values of one decade that are written, fewer and fewer.
const LOG_TICK_DIGITS: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
/// Months between two dates that are written.
const TICK_INTERVALS_MONTHS: [f64; 8] = [1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 600.0];

impl Scale {
    /// The scale that has room for some values.
    #[must_use]
    pub fn from_values(steps: ScaleKind, values: impl Iterator<Item = f64>) -> Self {
        let bare = Self { kind: steps, low: 1.0, high: 1.0 };
        let (low, high) = values
            .map(|value| bare.transform(value))
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let least = match steps {
            ScaleKind::Log => 0.1,
            ScaleKind::Linear => 1.0,
            ScaleKind::Years => 1.0 / 12.0,
        };
        let margin = ((high - low) * MARGIN_FRACTION).max(least);
        Self { low: bare.inverse_transform(low - margin), high: bare.inverse_transform(high + margin), ..bare }
    }

    /// Where a value stands: 0 at the start, 1 at the end.
    #[must_use]
    pub fn normalize(&self, value: f64) -> f64 {
        let (low, high) = (self.transform(self.low), self.transform(self.high));
        (self.transform(value) - low) / (high - low)
    }

    /// The value that stands at a share of the axis.
    #[must_use]
    pub fn denormalize(&self, share: f64) -> f64 {
        let (low, high) = (self.transform(self.low), self.transform(self.high));
        self.inverse_transform(low + share * (high - low))
    }

    /// The values that are written, at most so many, with their labels.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let most = most.max(1);
        match self.kind {
            ScaleKind::Log => self.log_ticks(most).into_iter().map(|value| (value, format_quantity(value))).collect(),
            ScaleKind::Linear => {
                let step = self.nice_step(most);
                let places = usize::from(step < 1.0);
                self.multiples(step).map(|value| (value, format!("{value:.places$}"))).collect()
            }
            ScaleKind::Years => self.year_ticks(most),
        }
    }

    /// Round figures: of every decade some, or one of every few decades; within
    /// one decade, equal steps.
    fn log_ticks(&self, most: usize) -> Vec<f64> {
        let (first, last) = (self.low.log10().floor(), self.high.log10().ceil());
        let decades = |step: f64| {
            let start = (first / step).ceil() * step;
            std::iter::successors(Some(start), move |decade| Some(decade + step)).take_while(move |n| *n <= last)
        };
        let inside = |value: &f64| (self.low..=self.high).contains(value);
        let of_decade = LOG_TICK_DIGITS.iter().map(|digits| {
            let values = decades(1.0).flat_map(|decade| digits.iter().map(move |digit| digit * exp10(decade)));
            values.filter(inside).collect::<Vec<_>>()
        });
        let of_decades = [2.0, 3.0, 6.0].into_iter().map(|step| decades(step).map(exp10).filter(inside).collect());
        let ticks = of_decade.chain(of_decades).find(|ticks| ticks.len() <= most).unwrap_or_default();
        if ticks.len() > 1 { ticks } else { self.multiples(self.nice_step(most)).filter(|n| *n >= 1.0).collect() }
    }

    fn year_ticks(&self, most: usize) -> Vec<(f64, String)> {
        let span = (self.high - self.low) * 12.0;
        let step =
            TICK_INTERVALS_MONTHS.into_iter().find(|step| floor_to_usize(span / step) < most.max(2)).unwrap_or(600.0);
        let label = |value: f64| {
            let months = (value * 12.0).round();
            let (year, month) = ((months / 12.0).floor(), months.rem_euclid(12.0) + 1.0);
            if step < 12.0 { format!("{year:.0}-{month:02.0}") } else { format!("{year:.0}") }
        };
        self.multiples(step / 12.0).map(|value| (value, label(value))).collect()
    }

    /// The least round step that leaves at most so many values.
    fn nice_step(&self, most: usize) -> f64 {
        let span = (self.high - self.low).max(f64::MIN_POSITIVE);
        let decade = exp10(span.log10().floor() - 2.0);
        let steps = (0..5).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * decade * 10_f64.powi(power)));
        steps.into_iter().find(|step| floor_to_usize(span / step) < most).unwrap_or(span)
    }

    fn multiples(&self, step: f64) -> impl Iterator<Item = f64> {
        let (first, high) = ((self.low / step - 1e-9).ceil(), self.high * (1.0 + 1e-12));
        std::iter::successors(Some(first), |number| Some(number + 1.0))
            .map(move |number| number * step)
            .take_while(move |value| *value <= high)
    }

    /// The value on a scale of equal steps.
    fn transform(self, value: f64) -> f64 {
        if self.kind == ScaleKind::Log { value.log10() } else { value }
    }

    fn inverse_transform(self, value: f64) -> f64 {
        if self.kind == ScaleKind::Log { exp10(value) } else { value }
    }
}

/// A figure with its unit: `10B`.
#[must_use]
pub fn format_quantity(value: f64) -> String {
    round_to_quantity(value).round_3_sig().to_string()
}

/// The whole figure that is nearest to a value.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and cut at the ends")]
pub fn round_to_quantity(value: f64) -> Quantity {
    Quantity(value.round().max(0.0) as u64)
}

/// A number that is not negative, without its fraction.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and cut at the ends")]
pub fn floor_to_usize(value: f64) -> usize {
    value.max(0.0) as usize
}

/// A count as a number to calculate with.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "what is drawn needs no more than 53 bits")]
pub fn usize_to_f64(count: usize) -> f64 {
    count as f64
}

/// 10 to the power of `exponent`.
fn exp10(exponent: f64) -> f64 {
    10_f64.powf(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: Scale, most: usize) -> Vec<String> {
        scale.ticks(most).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn figures_are_written_by_powers_of_ten() {
        let scale = Scale { kind: ScaleKind::Log, low: 1e8, high: 1e12 };
        assert_eq!(labels(scale, 5), ["100M", "1B", "10B", "100B", "1T"]);
        assert_eq!(labels(scale, 20).get(..4).unwrap(), ["100M", "200M", "500M", "1B"]);
        assert_eq!(labels(scale, 3), ["100M", "10B", "1T"]);
        // Within a decade too there is something to read.
        assert_eq!(labels(Scale { kind: ScaleKind::Log, low: 6.1e9, high: 9.2e9 }, 4), ["7B", "8B", "9B"]);
    }

    #[test]
    fn equal_factors_take_equal_room() {
        let scale = Scale { kind: ScaleKind::Log, low: 1e8, high: 1e12 };
        assert!((scale.normalize(1e9) - 0.25).abs() < 1e-9 && (scale.denormalize(0.5) / 1e10 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn time_is_written_in_years_or_months() {
        assert_eq!(
            labels(Scale { kind: ScaleKind::Years, low: 2018.4, high: 2023.6 }, 8).join(" "),
            "2019 2020 2021 2022 2023"
        );
        let months = Scale { kind: ScaleKind::Years, low: 2022.9, high: 2023.6 };
        assert_eq!(labels(months, 4), ["2023-01", "2023-04", "2023-07"]);
    }

    #[test]
    fn numbers_are_written_in_round_steps() {
        assert_eq!(labels(Scale { kind: ScaleKind::Linear, low: 28.0, high: 71.0 }, 6), ["30", "40", "50", "60", "70"]);
    }

    #[test]
    fn one_value_has_a_scale_and_none_too() {
        for steps in [ScaleKind::Log, ScaleKind::Linear, ScaleKind::Years] {
            for values in [&[][..], &[7.0]] {
                let scale = Scale::from_values(steps, values.iter().copied());
                assert!(scale.low < scale.high, "{scale:?}");
                assert!(scale.ticks(5).len() <= 5, "{scale:?}");
            }
        }
    }
}
