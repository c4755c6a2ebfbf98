//! Dates of limited precision.

use std::{fmt, ops::Range, str::FromStr};

use crate::{foreign::Foreign, serde_helpers::impl_serde_via_str};

/// A Gregorian date to the year, the month or the day.
///
/// Dates are ordered by time; `2023` comes before `2023-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1950 to 2099.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month; `None` if the month is.
    pub day: Option<u8>,
}

impl_serde_via_str!(Date);

/// The first valid year.
const MIN_YEAR: u16 = 1950;
/// The first year that is no longer valid.
const END_YEAR: u16 = 2100;
const SECONDS_PER_DAY: u64 = 86_400;

/// A text that is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a date; write it as `2023`, `2023-02` or `2023-02-24`", Foreign::new(.0))]
pub struct DateError(String);

impl Date {
    /// The date without the day: `2023-02`, or `2023` if the month is unknown.
    #[must_use]
    pub fn to_year_month(self) -> String {
        Self { day: None, ..self }.to_string()
    }

    /// Whether the date is later than another, as far as both are known: `2023-03` is not after `2023`.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        let (has_month, has_day) = (self.month.and(other.month).is_some(), self.day.and(other.day).is_some());
        let common = |date: Self| (date.year, date.month.filter(|_| has_month), date.day.filter(|_| has_day));
        common(self) > common(other)
    }

    /// The date some months later, at most twelve. A date without a month stays as it is.
    pub(crate) fn plus_months(self, months: u8) -> Self {
        let Some(month) = self.month.map(|month| month + months) else { return self };
        let years = (month - 1) / 12;
        Self { year: self.year + u16::from(years), month: Some(month - 12 * years), ..self }
    }

    /// The days since an earlier date; `None` if either day is unknown or `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> Option<u32> {
        self.day_number()?.checked_sub(earlier.day_number()?)
    }

    /// The day of a Unix time in UTC; `None` if it is not a valid date.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Option<Self> {
        let (mut year, mut days) = (1970, u32::try_from(seconds / SECONDS_PER_DAY).ok()?);
        let days_in_year = |year| (1..13).map(|month| u32::from(days_in_month(year, month))).sum::<u32>();
        while days >= days_in_year(year) {
            days -= days_in_year(year);
            year += 1;
            if year >= END_YEAR {
                return None;
            }
        }
        let mut month = 1;
        while days >= u32::from(days_in_month(year, month)) {
            days -= u32::from(days_in_month(year, month));
            month += 1;
        }
        Some(Self { year, month: Some(month), day: Some(u8::try_from(days).ok()? + 1) })
    }

    /// The number of the day, from 1 for 1 January of [`MIN_YEAR`].
    fn day_number(self) -> Option<u32> {
        let (month, day) = (self.month?, self.day?);
        let days_in_months =
            |year, months: Range<u8>| months.map(move |month| u32::from(days_in_month(year, month))).sum::<u32>();
        let earlier_years: u32 = (MIN_YEAR..self.year).map(|year| days_in_months(year, 1..13)).sum();
        Some(earlier_years + days_in_months(self.year, 1..month) + u32::from(day))
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
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            let number = if is_number { part.parse::<u16>().ok() } else { None };
            number.map(|number| (number, part.len())).ok_or_else(error)
        });
        let (year, length) = parts.next().unwrap_or_else(|| Err(error()))?;
        if length != 4 || !(MIN_YEAR..END_YEAR).contains(&year) {
            return Err(error());
        }
        let month =
            parts.next().transpose()?.map(|part| parse_two_digits(part, 12)).transpose().map_err(|()| error())?;
        let day = parts.next().transpose()?;
        let day = day
            .map(|part| parse_two_digits(part, days_in_month(year, month.unwrap_or(1))))
            .transpose()
            .map_err(|()| error())?;
        if parts.next().is_some() {
            return Err(error());
        }
        Ok(Self { year, month, day })
    }
}

/// Parses a number of two digits from 1 to `max`, given as its value and length.
fn parse_two_digits((number, length): (u16, usize), max: u8) -> Result<u8, ()> {
    let number = u8::try_from(number).map_err(|_| ())?;
    if length == 2 && (1..=max).contains(&number) { Ok(number) } else { Err(()) }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
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
    fn a_date_is_printed_as_it_was_parsed() {
        for text in ["2023", "2023-02", "2023-02-24", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_dates_are_errors() {
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
    fn unix_times_are_days() {
        let day = |seconds| Date::from_unix_seconds(seconds).map(|date| date.to_string());
        for (seconds, date) in [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_778_613_011, "2026-05-12")] {
            assert_eq!(day(seconds).as_deref(), Some(date));
        }
        assert_eq!(day(u64::MAX), None);
    }

    #[test]
    fn days_since_needs_both_days() {
        let date = |text: &str| text.parse::<Date>().unwrap();
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
    fn dates_of_different_precision_are_compared_as_far_as_both_are_known() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        for (later, earlier, is_after) in [
            ("2024", "2023", true),
            ("2024", "2023-12-31", true),
            ("2023-03", "2023-02-28", true),
            ("2023-03-02", "2023-03-01", true),
            ("2023-03-01", "2023-03-01", false),
            ("2023-03-02", "2023-03", false),
            ("2023-03", "2023-03-02", false),
            ("2023-03", "2023", false),
            ("2023", "2023-03", false),
            ("2023-12", "2024-01", false),
        ] {
            assert_eq!(date(later).is_after(date(earlier)), is_after, "{later} {earlier}");
        }
    }

    #[test]
    fn months_are_counted_over_the_end_of_a_year() {
        let later = |text: &str| text.parse::<Date>().unwrap().plus_months(3).to_string();
        for (date, expected) in
            [("2023-03-14", "2023-06-14"), ("2023-10", "2024-01"), ("2023-09", "2023-12"), ("2023", "2023")]
        {
            assert_eq!(later(date), expected);
        }
    }

    #[test]
    fn dates_are_ordered_by_time() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert!(date("2023-02") < date("2023-02-24"));
        assert!(date("2022-12-31") < date("2023"));
    }
}
