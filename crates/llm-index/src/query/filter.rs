//! The values that a filter asks for: texts, figures, dates.

use std::{fmt, str::FromStr};

use llm_catalog::{
    date::Date,
    quantity::{Quantity, QuantityError},
};

/// What a filter asks of a column; any one of the values will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterValues {
    /// Texts, as they were written.
    Texts(Vec<String>),
    /// Whole figures: parameters, tokens.
    Quantities(Vec<Range<RoundedQuantity>>),
    /// Results of a benchmark.
    Numbers(Vec<Range<Decimal>>),
    /// Dates, as precise as they were written.
    Dates(Vec<Range<Date>>),
}

/// A range of values with the ends that were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Range<T> {
    /// `7b`: the value, or what rounds to it.
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

/// Why a range could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeError<E> {
    /// One of its ends is not a value.
    InvalidBound(E),
    /// The first end is above the second.
    Reversed,
}

impl<T: FromStr + Ord> FromStr for Range<T> {
    type Err = RangeError<T::Err>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let end = |text: &str| text.parse().map_err(RangeError::InvalidBound);
        let after = |sign: &str| text.strip_prefix(sign);
        if let Some(rest) = after(">=") {
            return Ok(Self::Ge(end(rest)?));
        } else if let Some(rest) = after("<=") {
            return Ok(Self::Le(end(rest)?));
        } else if let Some(rest) = after(">") {
            return Ok(Self::Gt(end(rest)?));
        } else if let Some(rest) = after("<") {
            return Ok(Self::Lt(end(rest)?));
        }
        match text.strip_prefix('=').unwrap_or(text).split_once("..") {
            None => Ok(Self::Eq(end(text.strip_prefix('=').unwrap_or(text))?)),
            Some(("", to)) => Ok(Self::Le(end(to)?)),
            Some((from, "")) => Ok(Self::Ge(end(from)?)),
            Some((from, to)) => match (end(from)?, end(to)?) {
                (from, to) if from > to => Err(RangeError::Reversed),
                (from, to) => Ok(Self::Between(from, to)),
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
            Self::Between(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

impl<T> Range<T> {
    /// Whether a value that spans `low..=high` lies in the range, for ends
    /// that span from the first to the second of `ends`.
    fn overlaps<K: PartialOrd>(&self, low: &K, high: &K, ends: impl Fn(&T) -> (K, K)) -> bool {
        match self {
            Self::Eq(value) => {
                let (first, last) = ends(value);
                *low <= last && first <= *high
            }
            Self::Gt(value) => *low > ends(value).1,
            Self::Ge(value) => *low >= ends(value).0,
            Self::Lt(value) => *high < ends(value).0,
            Self::Le(value) => *high <= ends(value).1,
            Self::Between(from, to) => *low >= ends(from).0 && *high <= ends(to).1,
        }
    }
}

/// A figure of a query: its value, and how exactly it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoundedQuantity {
    value: Quantity,
    /// One of the last digit: a billion for `10b`, a hundred million for `1.5b`.
    precision: u64,
    text: String,
}

impl FromStr for RoundedQuantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let value: Quantity = text.parse()?;
        let (number, suffix) = text.split_at(text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len()));
        let scale = format!("1{suffix}").parse::<Quantity>()?.0;
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let power = u32::try_from(decimals).unwrap_or(u32::MAX);
        let unit = (scale / 10_u64.checked_pow(power).unwrap_or(u64::MAX)).max(1);
        Ok(Self { value, precision: unit, text: text.to_owned() })
    }
}

impl fmt::Display for RoundedQuantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Range<RoundedQuantity> {
    /// Whether a figure lies in the range. `7b` takes what rounds to it at the
    /// digits that are written: 6.7B does, 7.6B does not.
    #[must_use]
    pub fn contains(&self, count: Quantity) -> bool {
        self.overlaps(&count.0, &count.0, |end| match self {
            Self::Eq(_) => end.rounding_interval(),
            _ => (end.value.0, end.value.0),
        })
    }
}

impl RoundedQuantity {
    /// The figures that round to this one: half a unit of its last digit up and down.
    fn rounding_interval(&self) -> (u64, u64) {
        let half = self.precision / 2;
        (self.value.0.saturating_sub(half), self.value.0.saturating_add(half).saturating_sub(u64::from(half > 0)))
    }
}

impl Range<Date> {
    /// Whether a date lies in the range: `2023` takes all of that year, and
    /// `>2022` begins after it.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        let (low, high) = day_bounds(date);
        self.overlaps(&low, &high, |end| day_bounds(*end))
    }
}

/// The first and the last day that a date may mean, as ordered numbers.
fn day_bounds(date: Date) -> (u32, u32) {
    let day = |month: u8, day: u8| u32::from(date.year) * 10_000 + u32::from(month) * 100 + u32::from(day);
    match (date.month, date.day) {
        (None, _) => (day(1, 1), day(12, 31)),
        (Some(month), None) => (day(month, 1), day(month, 31)),
        (Some(month), Some(known)) => (day(month, known), day(month, known)),
    }
}

/// A decimal number that prints as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    /// In thousandths, so that it can be compared exactly.
    thousandths: i64,
}

impl FromStr for Decimal {
    type Err = ();

    #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
    fn from_str(text: &str) -> Result<Self, ()> {
        let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
        let value: f64 = text.parse().map_err(|_| ())?;
        let is_small = value.abs() < 1e12;
        if plain && is_small { Ok(Self { thousandths: (value * 1000.0).round() as i64 }) } else { Err(()) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.thousandths / 1000, self.thousandths % 1000);
        let sign = if self.thousandths < 0 && whole == 0 { "-" } else { "" };
        let decimals = format!("{:03}", rest.abs());
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

impl Range<Decimal> {
    /// Whether a number lies in the range, to a thousandth.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "scores are small; others saturate")]
    pub fn contains(&self, value: f64) -> bool {
        let value = (value * 1000.0).round() as i64;
        self.overlaps(&value, &value, |end| (end.thousandths, end.thousandths))
    }
}

impl fmt::Display for FilterValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn write_list<T: fmt::Display>(values: &[T], f: &mut fmt::Formatter<'_>) -> fmt::Result {
            for (place, value) in values.iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                write!(f, "{comma}{value}")?;
            }
            Ok(())
        }
        match self {
            Self::Texts(texts) => {
                let quote = |text: &String| {
                    let plain = !text.contains(|c: char| c.is_whitespace() || c == ',');
                    if plain { text.clone() } else { format!("\"{text}\"") }
                };
                write_list(&texts.iter().map(quote).collect::<Vec<_>>(), f)
            }
            Self::Quantities(ranges) => write_list(ranges, f),
            Self::Numbers(ranges) => write_list(ranges, f),
            Self::Dates(ranges) => write_list(ranges, f),
        }
    }
}
