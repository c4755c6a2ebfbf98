//! Release dates, as precise as they are known.

use std::{fmt, str::FromStr};

use crate::serde_helpers::impl_serde_via_str;

/// A date of the Gregorian calendar, to the year, the month or the day.
///
/// Dates order by time; a less precise one comes before the more precise
/// ones it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1950 to 2099.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, only with a month.
    pub day: Option<u8>,
}

impl_serde_via_str!(Date);

/// The first year that a date may have.
const MIN_YEAR: u16 = 1950;

/// Why a text is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write it as `2023`, `2023-02` or `2023-02-24`")]
pub struct DateError(String);

impl Date {
    /// The date to the month: `2023-02`, or `2023` where no more is known.
    #[must_use]
    pub fn to_year_month(self) -> String {
        Self { day: None, ..self }.to_string()
    }

    /// The days from an earlier date to this one, where both are known to the day.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> Option<u32> {
        self.day_number()?.checked_sub(earlier.day_number()?)
    }

    /// Counts the days from the first year on that a date may have.
    fn day_number(self) -> Option<u32> {
        let (month, day) = (self.month?, self.day?);
        let of_months =
            |year, until: u8| (1..=until).map(move |month| u32::from(days_in_month(year, month))).sum::<u32>();
        let years: u32 = (MIN_YEAR..self.year).map(|year| of_months(year, 12)).sum();
        Some(years + of_months(self.year, month.saturating_sub(1)) + u32::from(day))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_owned());
        let mut parts = text.split('-').map(|part| {
            let digits = part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok().map(|n| (n, part.len()))).flatten().ok_or_else(error)
        });
        let (year, length) = parts.next().unwrap_or_else(|| Err(error()))?;
        if length != 4 || !(MIN_YEAR..2100).contains(&year) {
            return Err(error());
        }
        let month = parts.next().transpose()?.map(|n| parse_two_digits(n, 12)).transpose().map_err(|()| error())?;
        let day = parts.next().transpose()?;
        let day = day
            .map(|n| parse_two_digits(n, days_in_month(year, month.unwrap_or(1))))
            .transpose()
            .map_err(|()| error())?;
        if parts.next().is_some() {
            return Err(error());
        }
        Ok(Self { year, month, day })
    }
}

/// A two-digit number from 1 to `most`.
fn parse_two_digits((number, length): (u16, usize), most: u8) -> Result<u8, ()> {
    let number = u8::try_from(number).map_err(|_| ())?;
    if length == 2 && (1..=most).contains(&number) { Ok(number) } else { Err(()) }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_back_what_it_read() {
        for text in ["2023", "2023-02", "2023-02-24", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_no_calendar_has() {
        for text in [
            "",
            "23",
            "2023-3",
            "2023-13",
            "2023-00",
            "2023-02-30",
            "2023-02-29",
            "2023-02-24-1",
            "2023/02",
            "+023",
            "1066",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn counts_days_where_both_are_known() {
        let date = |s: &str| s.parse::<Date>().unwrap();
        for (earlier, later, days) in [
            ("2023-02-24", "2023-03-13", Some(17)),
            ("2023-02-24", "2023-02-24", Some(0)),
            ("2023-12-31", "2024-03-01", Some(61)),
            ("2019-12-31", "2024-12-31", Some(1827)),
            ("2023-03-13", "2023-02-24", None),
            ("2023-02", "2023-03-13", None),
            ("2023-02-24", "2023", None),
        ] {
            assert_eq!(date(later).days_since(date(earlier)), days, "{earlier} {later}");
        }
    }

    #[test]
    fn orders_by_time() {
        let date = |s: &str| s.parse::<Date>().unwrap();
        assert!(date("2023-02") < date("2023-02-24"));
        assert!(date("2022-12-31") < date("2023"));
    }
}
