//! Numbers of tables whose cells are separated by semicolons, because the comma is the decimal mark: `7,2`.

use std::collections::HashMap;

use crate::import::{
    cell::figure::{fraction_below_one, parse_scale},
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

/// The kind of the numbers in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbers {
    /// They may have a fraction.
    Any,
    /// They have none unless a scale follows, as lengths in tokens.
    Whole,
}

/// A cell whose number was rewritten, or is one of thousands although its comma may be a decimal mark.
#[derive(Debug)]
struct CommaCell {
    line: usize,
    column: String,
    /// What the list has.
    text: String,
    /// What is read instead.
    number: String,
    /// What is assumed of a comma that may be either.
    assumption: Option<Assumption>,
}

/// What the comma is in the numbers of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Comma {
    #[default]
    Decimal,
    /// Both: in some numbers it can only be a decimal mark, in others it can only separate thousands.
    Either,
    Thousands,
}

/// The cells whose numbers have a comma.
#[derive(Debug, Default)]
pub(super) struct DecimalCommas {
    comma: Comma,
    cells: Vec<CommaCell>,
    /// What is left out because it may be either.
    report: ImportReport,
}

/// Writes the numbers of the records with decimal points where the comma is the decimal mark. What may be either is left
/// out.
pub(super) fn read_decimal_commas(headings: &Line, records: &mut [Line]) -> DecimalCommas {
    let kinds: Vec<_> = headings.cells.iter().map(|heading| numbers_of(heading)).collect();
    let Some(mut commas) = DecimalCommas::of(&kinds, records) else { return DecimalCommas::default() };
    for record in records {
        for ((cell, kind), heading) in record.cells.iter_mut().zip(&kinds).zip(&headings.cells) {
            if let Some(kind) = kind {
                commas.read_cell(cell, *kind, record.line, heading.trim());
            }
        }
    }
    commas
}

impl DecimalCommas {
    /// Those of a list; `None` if its decimal mark is the point.
    fn of(kinds: &[Option<Numbers>], records: &[Line]) -> Option<Self> {
        let cells = records.iter().flat_map(|record| record.cells.iter().zip(kinds));
        let numbers = cells.filter_map(|(cell, kind)| Some((split_number(cell), (*kind)?)));
        let (mut has_decimals, mut has_thousands) = (false, false);
        for ((number, unit), kind) in numbers {
            if has_decimal_point(number) {
                return None;
            }
            has_decimals |= number.split_once(',').is_some_and(|(_, fraction)| is_decimal_fraction(fraction))
                || fraction_below_one(number).is_some();
            has_thousands |= has_thousands_by_comma(number, is_whole(kind, unit));
        }
        let comma = match (has_decimals, has_thousands) {
            (_, false) => Comma::Decimal,
            (true, true) => Comma::Either,
            (false, true) => Comma::Thousands,
        };
        Some(Self { comma, ..Self::default() })
    }

    fn read_cell(&mut self, cell: &mut String, kind: Numbers, line: usize, column: &str) {
        let column = column.to_owned();
        let reason = match (parse_number(cell, kind), self.comma) {
            (Number::Known(_, true), Comma::Thousands) => {
                let (text, plain) = (cell.clone(), cell.trim().replace(',', ""));
                let assumption = Some(Assumption::ThousandsComma(plain));
                self.cells.push(CommaCell { line, column, number: text.clone(), text, assumption });
                return;
            }
            (Number::Other, _) | (_, Comma::Thousands) => return,
            (Number::Known(_, true), Comma::Either) => LeftOutReason::AmbiguousComma,
            (Number::Known(number, is_assumed), _) => {
                let text = std::mem::replace(cell, number.clone());
                let assumption = is_assumed.then(|| Assumption::DecimalComma(number.clone()));
                self.cells.push(CommaCell { line, column, text, number, assumption });
                return;
            }
            (Number::Ambiguous, _) => LeftOutReason::AmbiguousPoint,
        };
        self.report.leave_out(LeftOutCell { line: Some(line), column, text: std::mem::take(cell), reason });
    }

    /// Reports what was not sure. What the readers of cells report has the texts of the list.
    pub(super) fn finish(self, report: &mut ImportReport) {
        let Self { mut cells, report: ambiguous, .. } = self;
        let key = |cell: &CommaCell| (cell.line, cell.column.clone());
        let cells_by_key: HashMap<_, _> = cells.iter().enumerate().map(|(idx, cell)| (key(cell), idx)).collect();
        let mut restore = |line: usize, column: &str, text: &mut String, is_left_out: bool| {
            let cell = cells_by_key.get(&(line, column.to_owned())).and_then(|idx| cells.get_mut(*idx));
            if let Some(cell) = cell.filter(|cell| *text == cell.number.trim()) {
                text.clone_from(&cell.text);
                cell.assumption.take_if(|_| is_left_out);
            }
        };
        for LeftOutCell { line, column, text, .. } in &mut report.first_left_out {
            restore(line.unwrap_or_default(), column, text, true);
        }
        for AssumedCell { line, column, text, .. } in &mut report.first_assumed {
            restore(*line, column, text, false);
        }
        report.add_cells(ambiguous);
        for CommaCell { line, column, text, assumption, .. } in cells {
            if let Some(assumption) = assumption {
                report.assume(AssumedCell { line, column, text, assumption });
            }
        }
    }
}

/// The kind of the numbers below a heading; `None` if they are none.
fn numbers_of(heading: &str) -> Option<Numbers> {
    let Heading { kind, scale, .. } = Heading::parse(heading.trim())?;
    match kind {
        ColumnKind::Context | ColumnKind::ContextExtended if scale.is_none() => Some(Numbers::Whole),
        ColumnKind::Parameters
        | ColumnKind::ActiveParameters
        | ColumnKind::Training
        | ColumnKind::Context
        | ColumnKind::ContextExtended
        | ColumnKind::Score => Some(Numbers::Any),
        _ => None,
    }
}

/// Whether a number before a unit has no fraction.
fn is_whole(kind: Numbers, unit: &str) -> bool {
    kind == Numbers::Whole && parse_scale(unit).is_none()
}

/// Whether a number can only have a decimal point: `7.2`, `1,234.5`.
fn has_decimal_point(number: &str) -> bool {
    let is_decimal = |(whole, fraction): (&str, &str)| is_decimal_fraction(fraction) || whole.contains(',');
    number.rsplit_once('.').filter(|(_, fraction)| is_digits(fraction)).is_some_and(is_decimal)
}

/// Whether the commas of a number can only separate thousands: `1,048,576`, and `32,768` if it is whole.
fn has_thousands_by_comma(number: &str, is_whole: bool) -> bool {
    let Some((first, groups)) = number.split_once(',') else { return false };
    let is_first = (1..=3).contains(&first.len()) && is_digits(first) && !first.starts_with('0');
    is_first && groups.split(',').all(is_group) && (is_whole || groups.contains(','))
}

/// Whether digits are those after a decimal mark, and no group of thousands.
fn is_decimal_fraction(digits: &str) -> bool {
    is_digits(digits) && !is_group(digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether digits may be a group of thousands.
fn is_group(digits: &str) -> bool {
    digits.len() == 3 && is_digits(digits)
}

/// The digits and marks at the start of a cell, and what follows.
fn split_number(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    let end = cell.find(|ch: char| !ch.is_ascii_digit() && !",.".contains(ch)).unwrap_or(cell.len());
    cell.split_at_checked(end).unwrap_or((cell, ""))
}

/// Reads one number, with or without a unit.
fn parse_number(cell: &str, kind: Numbers) -> Number {
    let (number, unit) = split_number(cell);
    let is_whole = is_whole(kind, unit);
    let is_unit = unit.chars().all(|ch| ch.is_alphabetic() || ch.is_whitespace());
    if !is_unit || !number.starts_with(|ch: char| ch.is_ascii_digit()) {
        return Number::Other;
    }
    let has_groups = |whole: &str| whole.split('.').skip(1).all(is_group);
    let (whole, fraction) = number.split_once(',').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let plain = whole.replace('.', "");
    match fraction {
        Some(_) if has_thousands_by_comma(number, is_whole) => Number::Other,
        Some(fraction) if !fraction.is_empty() && !fraction.contains([',', '.']) && has_groups(whole) => {
            let is_assumed = is_group(fraction) && !whole.contains('.') && whole != "0";
            Number::Known(format!("{plain}.{fraction}{unit}"), is_assumed)
        }
        Some(_) => Number::Other,
        None if !whole.contains('.') || !has_groups(whole) => Number::Other,
        None if whole.matches('.').count() > 1 || is_whole => Number::Known(format!("{plain}{unit}"), false),
        None => Number::Ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_decimal_marks_and_points_separate_thousands() {
        let known = |text: &str| Number::Known(text.to_owned(), false);
        let [any, whole] = [Numbers::Any, Numbers::Whole];
        for (cell, kind, expected) in [
            ("7,2", any, known("7.2")),
            ("7,25 B", any, known("7.25 B")),
            ("1,300", any, Number::Known("1.300".to_owned(), true)),
            ("0,500 B", any, known("0.500 B")),
            ("1.234,5", any, known("1234.5")),
            ("1.234.567", any, known("1234567")),
            ("32.768", whole, known("32768")),
            ("32.768", any, Number::Ambiguous),
            ("1.024K", whole, Number::Ambiguous),
            ("7,13,70", any, Number::Other),
            ("1,048,576", any, Number::Other),
            ("32,768", whole, Number::Other),
            ("8,192 tokens", whole, Number::Other),
            ("8.192 tokens", whole, known("8192 tokens")),
            ("1,024K", whole, Number::Known("1.024K".to_owned(), true)),
            ("32,5", whole, known("32.5")),
            ("7, 13", any, Number::Other),
            ("128K", whole, Number::Other),
            ("7 B", any, Number::Other),
        ] {
            assert_eq!(parse_number(cell, kind), expected, "{cell}");
        }
    }
}
