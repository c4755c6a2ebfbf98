//! Dates: `2023-3`, `2023/03/14`, `2023年3月`, `March 2023`, `03/2023`.

use llm_catalog::date::Date;

use crate::import::{
    cell::figure::strip_rough,
    footnotes::strip_marks,
    report::{Assumption, CellLog, LeftOutReason},
};

/// Reads a date of a year, a month or a day. A month in letters may be anywhere. Of several dates with notes, as in
/// `2023-05 (v1), 2024-01 (v2)`, the first is read. A date that is only expected is none.
pub(in crate::import) fn read_date(text: &str, log: &mut CellLog<'_>) -> Option<Date> {
    let lowercase = text.to_lowercase();
    if EXPECTATION_WORDS.iter().any(|word| lowercase.contains(word)) {
        log.leave_out(text, LeftOutReason::NotADate);
        return None;
    }
    let plain = strip_marks(text);
    let (main, note) = plain.split_at(plain.find(['(', '（']).unwrap_or(plain.len()));
    // The time of a day follows a `T` or a blank.
    let main = &*strip_marks(main);
    let main = main.split_once('T').filter(|(day, _)| day.len() == 10).map_or(main, |(day, _)| day);
    // `2023-04~` is the start of a range.
    let is_open_range = main.trim_end().ends_with(['~', '～', '-', '–', '—', '起']);
    let parsed = parse_date(main).filter(|_| !is_open_range);
    let date = parsed.or_else(|| day_and_month_in_any_order(main));
    match date {
        Some(date) if parsed.is_none() && date.month.is_none() => log.assume(text, Assumption::DateOnlyTo(date)),
        Some(_) if strip_rough(main.trim()).0 || main.contains(['?', '？']) => {
            log.assume(text, Assumption::Approximate);
        }
        Some(_) => {}
        None => log.leave_out(text, LeftOutReason::NotADate),
    }
    if date.is_some() && note.contains(char::is_alphanumeric) {
        log.leave_out(note.trim(), LeftOutReason::NotADate);
    }
    date
}

/// Words for a date that has not come, in lower case.
const EXPECTATION_WORDS: [&str; 9] =
    ["expected", "planned", "upcoming", "estimated", "rumored", "coming", "预计", "计划", "即将"];

/// Parses a date of a year, a month or a day. A month in letters may be anywhere.
pub(in crate::import) fn parse_date(text: &str) -> Option<Date> {
    let words = text.split(|ch: char| !ch.is_alphanumeric() || "年月日号".contains(ch));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let two_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{word:0>2}"));
    let numbers: Option<Vec<_>> = words.iter().map(|word| two_digits(word)).collect();
    if let Some(numbers) = numbers {
        let date = match numbers.as_slice() {
            [month, year] if month.len() == 2 && year.len() == 4 => format!("{year}-{month}"),
            numbers => numbers.join("-"),
        };
        return date.parse().ok();
    }
    let mut months = words.iter().filter_map(|word| month_of(word));
    let month = months.next()?;
    if months.next().is_some() {
        return None;
    }
    let is_known = |word: &&str| {
        two_digits(ordinal(word)).is_some() || month_of(word).is_some() || word.eq_ignore_ascii_case("of")
    };
    if !words.iter().all(is_known) {
        return None;
    }
    let mut numbers = words.iter().filter_map(|word| two_digits(ordinal(word)));
    let (first, second) = (numbers.next()?, numbers.next());
    if numbers.next().is_some() {
        return None;
    }
    let date = match second {
        None => format!("{first}-{month}"),
        Some(year) if year.len() == 4 => format!("{year}-{month}-{first}"),
        Some(day) if first.len() == 4 => format!("{first}-{month}-{day}"),
        Some(_) => return None,
    };
    date.parse().ok()
}

/// A date such as `03/14/2023`: to the year if either number may be the month.
fn day_and_month_in_any_order(text: &str) -> Option<Date> {
    let parts: Option<Vec<u16>> = text.trim().split(['/', '.', '-']).map(|part| part.parse().ok()).collect();
    let [first, second, year] = parts?[..] else { return None };
    let date = match (first, second) {
        (1..=12, 13..=31) => format!("{year}-{first:02}-{second:02}"),
        (13..=31, 1..=12) => format!("{year}-{second:02}-{first:02}"),
        (1..=12, _) if first == second => format!("{year}-{first:02}-{second:02}"),
        (1..=12, 1..=12) => year.to_string(),
        _ => return None,
    };
    date.parse().ok()
}

/// The number of an ordinal: `14th`.
fn ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"].into_iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word)
}

/// Whether a text is the name of a month.
pub(in crate::import) fn is_month(text: &str) -> bool {
    month_of(text).is_some()
}

/// The two digits of a month by its name or at least the first three letters of it.
fn month_of(word: &str) -> Option<String> {
    let word = word.to_ascii_lowercase();
    let is_month =
        |month: &&str| word.len() >= 3 && (month.starts_with(&word) || word == "sept" && **month == *"september");
    MONTHS.iter().position(is_month).map(|idx| format!("{:02}", idx + 1))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
