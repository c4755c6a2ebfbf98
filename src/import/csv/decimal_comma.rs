//! Numbers of tables whose cells are separated by semicolons, because the comma is the decimal mark: `7,2`.

use crate::import::{
    csv::Line,
    heading::{ColumnKind, Heading},
    report::{AssumedCell, Assumption, ImportReport, LeftOutCell, LeftOutReason},
};

/// What is known of the marks in a cell.
#[derive(Debug, PartialEq, Eq)]
enum Number {
    /// Not a number with marks of this kind.
    Other,
    /// The number with a decimal point; whether it might be meant otherwise.
    Known(String, bool),
    /// The point may be a decimal mark, or separate thousands.
    Ambiguous,
}

/// Writes the numbers of the records with decimal points where the comma is the decimal mark. What is not sure is
/// reported, and left out if it may be either.
pub(super) fn read_decimal_commas(headings: &Line, records: &mut [Line], report: &mut ImportReport) {
    let kind = |heading: &String| Heading::parse(heading.trim()).map(|heading| heading.kind);
    let kinds: Vec<_> = headings.cells.iter().map(kind).collect();
    let has_decimal_point = records.iter().flat_map(|record| record.cells.iter().zip(&kinds)).any(|(cell, kind)| {
        let digits = split_number(cell).0.rsplit_once('.').map_or(0, |(_, fraction)| fraction.len());
        is_number(*kind) && !cell.contains(',') && digits > 0 && digits != 3
    });
    if has_decimal_point {
        return;
    }
    for record in records {
        for ((cell, kind), heading) in record.cells.iter_mut().zip(&kinds).zip(&headings.cells) {
            if is_number(*kind) {
                let is_whole = matches!(kind, Some(ColumnKind::Context | ColumnKind::ContextExtended));
                read_cell(cell, is_whole, (record.line, heading.trim()), report);
            }
        }
    }
}

fn is_number(kind: Option<ColumnKind>) -> bool {
    let kinds = [
        ColumnKind::Parameters,
        ColumnKind::ActiveParameters,
        ColumnKind::Training,
        ColumnKind::Context,
        ColumnKind::ContextExtended,
        ColumnKind::Score,
    ];
    kind.is_some_and(|kind| kinds.contains(&kind))
}

fn read_cell(cell: &mut String, is_whole: bool, (line, heading): (usize, &str), report: &mut ImportReport) {
    match parse_number(cell, is_whole) {
        Number::Other => {}
        Number::Known(number, is_assumed) => {
            let text = std::mem::replace(cell, number.clone());
            if is_assumed {
                let assumption = Assumption::DecimalComma(number);
                report.assume(AssumedCell { line, column: heading.to_owned(), text, assumption });
            }
        }
        Number::Ambiguous => {
            let (column, text) = (heading.to_owned(), std::mem::take(cell));
            report.leave_out(LeftOutCell { line: Some(line), column, text, reason: LeftOutReason::AmbiguousPoint });
        }
    }
}

/// The digits and marks at the start of a cell, and what follows.
fn split_number(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    let end = cell.find(|ch: char| !ch.is_ascii_digit() && !",.".contains(ch)).unwrap_or(cell.len());
    cell.split_at_checked(end).unwrap_or((cell, ""))
}

/// Reads one number, with or without a unit. `is_whole` says that a number without a unit has no fraction.
fn parse_number(cell: &str, is_whole: bool) -> Number {
    let (number, unit) = split_number(cell);
    let is_unit = unit.chars().all(|ch| ch.is_alphabetic() || ch.is_whitespace());
    if !is_unit || !number.starts_with(|ch: char| ch.is_ascii_digit()) {
        return Number::Other;
    }
    let is_group = |digits: &str| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let has_groups = |whole: &str| whole.split('.').skip(1).all(is_group);
    let (whole, fraction) = number.split_once(',').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let plain = whole.replace('.', "");
    match fraction {
        Some(fraction) if !fraction.is_empty() && !fraction.contains([',', '.']) && has_groups(whole) => {
            let is_assumed = is_group(fraction) && !whole.contains('.');
            Number::Known(format!("{plain}.{fraction}{unit}"), is_assumed)
        }
        Some(_) => Number::Other,
        None if !whole.contains('.') || !has_groups(whole) => Number::Other,
        None if whole.matches('.').count() > 1 || is_whole && unit.trim().is_empty() => {
            Number::Known(format!("{plain}{unit}"), false)
        }
        None => Number::Ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_decimal_marks_and_points_separate_thousands() {
        let known = |text: &str| Number::Known(text.to_owned(), false);
        for (cell, is_whole, expected) in [
            ("7,2", false, known("7.2")),
            ("7,25 B", false, known("7.25 B")),
            ("1,300", false, Number::Known("1.300".to_owned(), true)),
            ("1.234,5", false, known("1234.5")),
            ("1.234.567", false, known("1234567")),
            ("32.768", true, known("32768")),
            ("32.768", false, Number::Ambiguous),
            ("1.024K", true, Number::Ambiguous),
            ("7,13,70", false, Number::Other),
            ("7, 13", false, Number::Other),
            ("128K", true, Number::Other),
            ("7 B", false, Number::Other),
        ] {
            assert_eq!(parse_number(cell, is_whole), expected, "{cell}");
        }
    }
}
