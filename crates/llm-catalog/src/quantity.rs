//! Human figures: `176B` parameters, `1.4T` tokens, `825GiB` of text.

use std::{fmt, str::FromStr};

use crate::serde_helpers::impl_serde_via_str;

/// A whole number of parameters, tokens, examples or bytes, written as people
/// write it: a decimal with `K`, `M`, `B` or `T` (powers of 1000), or, for
/// bytes, with `KB` … `TB` (powers of 1000) or `KiB` … `TiB` (powers of 1024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(pub u64);

impl_serde_via_str!(Quantity);

/// Why a text is not a [`Count`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a figure; write it like `176B`, `1.4T`, `9846` or, for bytes, `825GiB`")]
pub struct QuantityError(String);

const DECIMAL_UNITS: [(&str, u64); 4] =
    [("T", 1_000_000_000_000), ("B", 1_000_000_000), ("M", 1_000_000), ("K", 1_000)];

const BYTE_UNITS: [(&str, u64); 8] = [
    ("TiB", 1 << 40),
    ("TB", 1_000_000_000_000),
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("KB", 1_000),
];

impl Quantity {
    /// The figure as bytes, in the unit that makes it shorter: `825GiB`, `1.7TB`.
    #[must_use]
    pub fn to_byte_string(self) -> String {
        let units = BYTE_UNITS.iter().filter(|(_, scale)| self.0 >= *scale);
        let written = units.map(|(name, scale)| format!("{}{name}", format_decimal(self.0, *scale)));
        written.min_by_key(String::len).unwrap_or_else(|| self.0.to_string())
    }

    /// The figure with three digits: `540B` for 540.35 billion.
    #[must_use]
    pub fn round_3_sig(self) -> Self {
        let drop = self.0.checked_ilog10().unwrap_or_default().saturating_sub(2);
        let unit = 10_u64.pow(drop);
        Self((self.0 + unit / 2) / unit * unit)
    }

    /// The figure as a number to calculate with; exact below 2^53.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "charts and bars need no more than 53 bits")]
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }
}

/// `value / scale` as an exact decimal without trailing zeros.
fn format_decimal(value: u64, scale: u64) -> String {
    let (whole, mut rest) = (value / scale, value % scale);
    let mut text = whole.to_string();
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        // Widened: `rest` may be close to 2^40 before it is multiplied.
        let tenfold = u128::from(rest) * 10;
        text.push_str(&(tenfold / u128::from(scale)).to_string());
        rest = u64::try_from(tenfold % u128::from(scale)).unwrap_or_default();
    }
    text
}

impl fmt::Display for Quantity {
    /// The shortest exact form: at most three decimals before a smaller unit
    /// is taken, and no unit for odd numbers below ten thousand.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0 < 10_000 && !self.0.is_multiple_of(100);
        let unit = DECIMAL_UNITS
            .iter()
            .filter(|(_, scale)| !plain && self.0 >= *scale)
            .find(|(_, scale)| self.0.is_multiple_of(scale / 1_000));
        match unit {
            Some((name, scale)) => f.pad(&format!("{}{name}", format_decimal(self.0, *scale))),
            None => f.pad(&self.0.to_string()),
        }
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let error = || QuantityError(text.to_owned());
        let (number, scale) = BYTE_UNITS
            .iter()
            .chain(&DECIMAL_UNITS)
            .find_map(|(unit, scale)| Some((strip_unit(text, unit)?, *scale)))
            .unwrap_or((text, 1));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(error());
        }
        let places = u32::try_from(fraction.len()).map_err(|_| error())?;
        let ten = 10_u128.checked_pow(places).ok_or_else(error)?;
        let parse = |s: &str| s.parse::<u128>().map_err(|_| error());
        let scaled = parse(whole)?
            .checked_mul(ten)
            .and_then(|n| n.checked_add(parse(fraction).ok()?))
            .and_then(|n| n.checked_mul(u128::from(scale)))
            .ok_or_else(error)?;
        if scaled % ten != 0 {
            return Err(error());
        }
        u64::try_from(scaled / ten).map(Self).map_err(|_| error())
    }
}

/// The number before a unit, in small or capital letters.
fn strip_unit<'a>(text: &'a str, unit: &str) -> Option<&'a str> {
    let (number, rest) = text.split_at_checked(text.len().checked_sub(unit.len())?)?;
    rest.eq_ignore_ascii_case(unit).then_some(number)
}

impl TryFrom<String> for Quantity {
    type Error = QuantityError;

    fn try_from(text: String) -> Result<Self, QuantityError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_back_what_people_write() {
        for text in ["176B", "1.4T", "6.7B", "52K", "9846", "1.571T", "10.8M", "402B", "125M"] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_string(), text);
        }
        for text in ["825GiB", "1.7TB", "100GB"] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_byte_string(), text);
        }
    }

    #[test]
    fn rounds_to_three_digits() {
        for (exact, rounded) in
            [("540.35B", "540B"), ("11.85B", "11.9B"), ("9846", "9850"), ("999.6M", "1B"), ("7", "7")]
        {
            assert_eq!(exact.parse::<Quantity>().unwrap().round_3_sig().to_string(), rounded);
        }
    }

    #[test]
    fn orders_by_size_not_by_spelling() {
        let count = |s: &str| s.parse::<Quantity>().unwrap();
        assert!(count("1.4T") > count("780B"));
        assert_eq!(count("1571B"), count("1.571T"));
    }

    #[test]
    fn refuses_what_is_not_a_figure() {
        for text in ["", "B", "1.B", ".5B", "1,000", "-1B", "1.4 T", "1.5", "99999999999T"] {
            assert!(text.parse::<Quantity>().is_err(), "{text}");
        }
    }
}
