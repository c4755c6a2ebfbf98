//! The values of filters: texts and ranges.

use std::{borrow::Cow, fmt, ops::RangeInclusive, str::FromStr};

use llm_catalog::{context_length::ContextLength, date::Date, memory::MemoryBudget, quantity::Quantity};

use crate::{
    column::{Column, ValueType},
    query::normalize::normalize_value,
};

/// The alternatives of a filter, of the type of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterValues {
    /// Texts or keywords as typed.
    Texts(Vec<String>),
    /// Ranges of parameters, tokens and the like.
    Quantities(Vec<Range<RoundedQuantity>>),
    /// Ranges of benchmark scores.
    Numbers(Vec<Range<Decimal>>),
    /// Ranges of dates.
    Dates(Vec<Range<Date>>),
    /// Amounts of memory in which a variant has to run.
    Budgets(Vec<MemoryBudget>),
}

impl FilterValues {
    /// The number of alternatives.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Texts(values) => values.len(),
            Self::Quantities(values) => values.len(),
            Self::Numbers(values) => values.len(),
            Self::Dates(values) => values.len(),
            Self::Budgets(values) => values.len(),
        }
    }
}

/// A range of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range<T> {
    /// `7b`: the value, or a more precise one that rounds to it.
    Eq(T),
    /// `>7b`
    Gt(T),
    /// `>=7b`, `7b..`
    Ge(T),
    /// `<7b`
    Lt(T),
    /// `<=7b`, `..7b`
    Le(T),
    /// `7b..13b`
    Between(T, T),
}

/// Why a range cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeError<E> {
    /// A bound is no value.
    InvalidBound(E),
    /// The lower bound is above the upper one.
    Reversed,
}

impl<T: FromStr + Ord> FromStr for Range<T> {
    type Err = RangeError<T::Err>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bound = |text: &str| text.trim().parse().map_err(RangeError::InvalidBound);
        if let Some(rest) = text.strip_prefix(">=").or_else(|| text.strip_prefix('≥')) {
            return Ok(Self::Ge(bound(rest)?));
        } else if let Some(rest) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
            return Ok(Self::Le(bound(rest)?));
        } else if let Some(rest) = text.strip_prefix('>') {
            return Ok(Self::Gt(bound(rest)?));
        } else if let Some(rest) = text.strip_prefix('<') {
            return Ok(Self::Lt(bound(rest)?));
        }
        let text = text.strip_prefix('=').unwrap_or(text);
        match text.split_once("..").map(|(low, high)| (low.trim(), high.trim())) {
            None => Ok(Self::Eq(bound(text)?)),
            Some(("", high)) => Ok(Self::Le(bound(high)?)),
            Some((low, "")) => Ok(Self::Ge(bound(low)?)),
            Some((low, high)) => match (bound(low)?, bound(high)?) {
                (low, high) if low > high => Err(RangeError::Reversed),
                (low, high) => Ok(Self::Between(low, high)),
            },
        }
    }
}

impl<T: fmt::Display> fmt::Display for Range<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Eq(value) => value.fmt(f),
            Self::Gt(value) => write!(f, ">{value}"),
            Self::Ge(value) => write!(f, ">={value}"),
            Self::Lt(value) => write!(f, "<{value}"),
            Self::Le(value) => write!(f, "<={value}"),
            Self::Between(low, high) => write!(f, "{low}..{high}"),
        }
    }
}

impl<T> Range<T> {
    /// Whether a value that may be anything in `low..=high` is in the range.
    /// `interval` gives the least and the greatest value that a bound may mean.
    fn overlaps<K: PartialOrd>(&self, low: &K, high: &K, interval: impl Fn(&T) -> (K, K)) -> bool {
        match self {
            Self::Eq(value) => {
                let (first, last) = interval(value);
                *low <= last && first <= *high
            }
            Self::Gt(bound) => *low > interval(bound).1,
            Self::Ge(bound) => *low >= interval(bound).0,
            Self::Lt(bound) => *high < interval(bound).0,
            Self::Le(bound) => *high <= interval(bound).1,
            Self::Between(from, to) => *low >= interval(from).0 && *high <= interval(to).1,
        }
    }
}

/// A quantity in a query, with the precision it was typed with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoundedQuantity {
    value: Quantity,
    /// The value of one unit of the last digit: 10^9 for `10b`, 10^8 for `1.5b`.
    precision: u64,
    /// Whether a unit was typed, such as `k`.
    has_unit: bool,
    text: String,
}

/// The units of quantities, in lowercase and simplified Chinese.
const UNITS: [(&[&str], u64); 10] = [
    (&[""], 1),
    (&["k", "thousand", "千"], 1_000),
    (&["万"], 10_000),
    (&["m", "mn", "million", "百万"], 1_000_000),
    (&["千万"], 10_000_000),
    (&["亿"], 100_000_000),
    (&["b", "bn", "billion", "十亿"], 1_000_000_000),
    (&["百亿"], 10_000_000_000),
    (&["千亿"], 100_000_000_000),
    (&["t", "tn", "trillion", "万亿"], 1_000_000_000_000),
];

impl FromStr for RoundedQuantity {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let is_number = |ch: char| ch.is_ascii_digit() || ch == '.';
        let (number, unit) = text.split_at(text.find(|ch| !is_number(ch)).unwrap_or(text.len()));
        let is_word = unit.chars().all(|ch| ch.is_alphabetic() || ch == ' ');
        let unit = is_word.then(|| normalize_value(unit)).ok_or(InvalidQuantity)?;
        let (_, scale) = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str())).ok_or(InvalidQuantity)?;
        let value = Quantity::from_decimal(number, *scale).ok_or(InvalidQuantity)?;
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        // More decimals than the unit has zeros still count single units.
        let divisor = u32::try_from(decimals).ok().and_then(|decimals| 10_u64.checked_pow(decimals));
        let precision = divisor.map_or(1, |divisor| (scale / divisor).max(1));
        Ok(Self { value, precision, has_unit: *scale > 1, text: text.to_owned() })
    }
}

/// A text that is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidQuantity;

impl fmt::Display for RoundedQuantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Range<RoundedQuantity> {
    /// Whether a quantity is in the range. `7b` matches what rounds to it at its
    /// precision: 6.7B does, 7.6B does not.
    #[must_use]
    pub fn contains(&self, quantity: Quantity) -> bool {
        self.overlaps(&quantity.0, &quantity.0, |bound| match self {
            Self::Eq(_) => bound.rounding_interval(),
            _ => (bound.value.0, bound.value.0),
        })
    }
}

/// A typed quantity stands for at most this part of it, up and down, however few digits it has: `1t` is not 600B.
const MAX_ROUNDING: u64 = 4;
/// A typed context length stands for at most this part of it, up and down, however few digits it has: `8k` is not 7.6K.
const MAX_CONTEXT_ROUNDING: u64 = 20;

impl Range<RoundedQuantity> {
    /// Whether a context length is in the range. A bound with a unit is compared with the figure that makers state, so
    /// that `128k` is 131,072 as well as 128,000; a bound without one is exact.
    #[must_use]
    pub fn contains_context(&self, tokens: Quantity) -> bool {
        let nominal = ContextLength(tokens.0).nominal();
        let figure = |bound: &RoundedQuantity| if bound.has_unit { nominal } else { tokens.0 };
        match self {
            Self::Eq(value) => {
                let (low, high) = value.context_interval();
                (low..=high).contains(&figure(value))
            }
            Self::Gt(bound) => figure(bound) > bound.value.0,
            Self::Ge(bound) => figure(bound) >= bound.value.0,
            Self::Lt(bound) => figure(bound) < bound.value.0,
            Self::Le(bound) => figure(bound) <= bound.value.0,
            Self::Between(low, high) => figure(low) >= low.value.0 && figure(high) <= high.value.0,
        }
    }
}

impl RoundedQuantity {
    /// Whether an exact figure is near this size, which a variant is named by; else it is that of a part, such as an
    /// expert.
    pub(crate) fn is_near(&self, exact: Quantity) -> bool {
        /// The exact figure in percent of the size.
        const NEAR_PERCENT: RangeInclusive<u64> = 75..=175;
        let percent = exact.0.checked_mul(100).and_then(|exact| exact.checked_div(self.value.0));
        percent.is_some_and(|percent| NEAR_PERCENT.contains(&percent))
    }

    /// Whether another quantity is the same, written with the same precision: `14b` is not `14.0b`.
    pub(crate) fn has_digits_of(&self, other: &Self) -> bool {
        (self.value, self.precision) == (other.value, other.precision)
    }

    /// The context lengths that round to this one.
    fn context_interval(&self) -> (u64, u64) {
        let part = self.value.0 / MAX_CONTEXT_ROUNDING;
        let (low, high) = self.rounding_interval();
        (low.max(self.value.0 - part), high.min(self.value.0.saturating_add(part)))
    }

    /// The quantities that round to this one: half a unit of the last digit up and down, but at most a part of it.
    fn rounding_interval(&self) -> (u64, u64) {
        let half = (self.precision / 2).min(self.value.0 / MAX_ROUNDING);
        (self.value.0.saturating_sub(half), self.value.0.saturating_add(half).saturating_sub(u64::from(half > 0)))
    }
}

impl Range<Date> {
    /// Whether a date is surely in the range. `2023` matches the entire year, `>2022` what comes after it; a date of which
    /// only the year is known is in no month of it.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        let (low, high) = day_bounds(date);
        match self {
            Self::Eq(bound) => {
                let (first, last) = day_bounds(*bound);
                first <= low && high <= last
            }
            _ => self.overlaps(&low, &high, |bound| day_bounds(*bound)),
        }
    }
}

/// The first and the last day that a date may mean, as `yyyymmdd`.
fn day_bounds(date: Date) -> (u32, u32) {
    let day = |month: u8, day: u8| u32::from(date.year) * 10_000 + u32::from(month) * 100 + u32::from(day);
    match (date.month, date.day) {
        (None, _) => (day(1, 1), day(12, 31)),
        (Some(month), None) => (day(month, 1), day(month, 31)),
        (Some(month), Some(date)) => (day(month, date), day(month, date)),
    }
}

/// A decimal number with up to three decimals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    /// An integer, so that comparisons are exact.
    thousandths: i64,
}

impl FromStr for Decimal {
    type Err = ();

    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    fn from_str(text: &str) -> Result<Self, ()> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
        let value: f64 = text.parse().map_err(|_| ())?;
        let is_small = value.abs() < 1e12;
        if is_plain && is_small { Ok(Self { thousandths: (value * 1000.0).round() as i64 }) } else { Err(()) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (integer, rest) = (self.thousandths / 1000, self.thousandths % 1000);
        let sign = if self.thousandths < 0 && integer == 0 { "-" } else { "" };
        let decimals = format!("{:03}", rest.abs());
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{integer}{point}{decimals}")
    }
}

impl Range<Decimal> {
    /// Whether a number, rounded to three decimals, is in the range.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "scores are small; larger numbers are larger than any bound all the same"
    )]
    pub fn contains(&self, value: f64) -> bool {
        let value = (value * 1000.0).round() as i64;
        self.overlaps(&value, &value, |bound| (bound.thousandths, bound.thousandths))
    }
}

/// A value as queries write it: in quotes if it has spaces or what separates values.
pub(crate) fn quote_if_needed(text: &str) -> Cow<'_, str> {
    let needs_quotes = text.contains(|ch: char| ch.is_whitespace() || matches!(ch, ',' | '、'));
    if needs_quotes { format!("\"{text}\"").into() } else { text.into() }
}

impl fmt::Display for FilterValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn write_list<T: fmt::Display>(values: &[T], f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for (idx, value) in values.iter().enumerate() {
                let comma = if idx > 0 { "," } else { "" };
                write!(f, "{comma}{value}")?;
            }
            Ok(())
        }
        match self {
            Self::Texts(texts) => write_list(&texts.iter().map(|text| quote_if_needed(text)).collect::<Vec<_>>(), f),
            Self::Quantities(ranges) => write_list(ranges, f),
            Self::Numbers(ranges) => write_list(ranges, f),
            Self::Dates(ranges) => write_list(ranges, f),
            Self::Budgets(budgets) => write_list(budgets, f),
        }
    }
}

/// Whether a text matches, apart from case, spaces and punctuation: free text
/// contains the pattern (`org:metaai`), a keyword begins with it up to a
/// hyphen (`lang:zh` matches `zh-Hant`).
pub(crate) fn text_matches(column: Column, pattern: &str, text: &str) -> bool {
    let pattern = normalize_value(pattern);
    if column.key_and_type().1 == ValueType::Text {
        return !pattern.is_empty() && normalize_value(text).contains(&pattern);
    }
    let prefixes = text.split('-').scan(String::new(), |prefix, part| {
        prefix.push_str(&normalize_value(part));
        Some(prefix.clone())
    });
    prefixes.into_iter().any(|prefix| prefix == pattern)
}
