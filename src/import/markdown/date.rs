//! Dates: `2023-3`, `2023/03/14`, `2023年3月`, `March 2023`.

use llm_catalog::date::Date;

/// Parses a date of a year, a month or a day. A month in letters may be anywhere.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let words = text.split(|ch: char| !ch.is_alphanumeric() || "年月日".contains(ch));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let two_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{word:0>2}"));
    let numbers: Option<Vec<_>> = words.iter().map(|word| two_digits(word)).collect();
    if let Some(numbers) = numbers {
        return numbers.join("-").parse().ok();
    }
    let month = words.iter().find_map(|word| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTH_ABBREVIATIONS.iter().position(|month| *month == start).map(|idx| format!("{:02}", idx + 1))
    })?;
    let mut numbers = words.iter().filter_map(|word| two_digits(word));
    let (first, second) = (numbers.next()?, numbers.next());
    let date = match second {
        None => format!("{first}-{month}"),
        Some(year) if year.len() == 4 => format!("{year}-{month}-{first}"),
        Some(_) => return None,
    };
    date.parse().ok()
}

const MONTH_ABBREVIATIONS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
