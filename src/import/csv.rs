//! Tables in CSV or TSV: the program's own exports, those of Epoch, and any with a row of headings.

mod decimal_comma;
mod epoch;
mod record;
mod record_merge;

use crate::import::{
    csv::{
        decimal_comma::{DecimalCommas, read_decimal_commas},
        epoch::EpochTable,
        record::RecordReader,
    },
    heading::{ColumnKind, Heading},
    inline::Inline,
    report::{ImportReport, LeftOutCell, LeftOutReason},
    result::{ImportError, ImportResult},
    table::{Table, TableContext, TableRow},
    table_reader::TableReader,
};

/// Imports a table. The separator is the one of `separators` that the headings have most of.
///
/// # Errors
///
/// If there are no headings.
pub fn parse(text: &str, separators: &[u8]) -> Result<ImportResult, ImportError> {
    let (stated, text) = split_separator_line(text);
    let separator = stated.unwrap_or_else(|| separator(text, separators));
    let mut lines = Lines::read(text, separator, usize::MAX);
    let titles = lines.take_titles();
    let Some((headings, records)) = lines.0.split_first_mut() else {
        return Err(ImportError { line: 1, message: "the file has no row of headings".to_owned() });
    };
    if let Some(reader) = RecordReader::new(&headings.cells) {
        let mut result = reader.read(records);
        report_titles(&titles, &mut result.report);
        return Ok(result);
    }
    let commas = if separator == b';' { read_decimal_commas(headings, records) } else { DecimalCommas::default() };
    let (headings, records) = (&*headings, &*records);
    let epoch = EpochTable::new(headings, records);
    let table = epoch.as_ref().map_or_else(|| generic_table(headings, records), EpochTable::to_table);
    let mut reader = TableReader::of_data();
    reader.read(&table, &TableContext::default());
    let mut result = reader.finish();
    report_titles(&titles, &mut result.report);
    commas.finish(&mut result.report);
    if let Some(epoch) = epoch {
        epoch.finish(&mut result);
    }
    Ok(result)
}

fn generic_table(headings: &Line, records: &[Line]) -> Table {
    let to_row = |record: &Line| TableRow {
        line: record.line,
        cells: record.cells.iter().map(|cell| Inline::from_plain_text(cell)).collect(),
        rest: String::new(),
    };
    Table {
        line: headings.line,
        headings: headings.cells.iter().map(|heading| heading.trim().to_owned()).collect(),
        rows: records.iter().map(to_row).collect(),
    }
}

/// A record of a file.
#[derive(Debug, Default)]
struct Line {
    /// The line where it begins, from 1.
    line: usize,
    cells: Vec<String>,
}

/// The records of a file that are not blank.
#[derive(Debug, Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn read(text: &str, separator: u8, max_records: usize) -> Self {
        let mut lines = LineNumbers { text, offset: 0, line: 1 };
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
        // Every text is some table: records may differ in length, and a quote that is not closed ends with the file.
        let records = reader.into_records().filter_map(Result::ok).map(|record| Line {
            line: lines.at(record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0)),
            cells: record.iter().map(str::to_owned).collect(),
        });
        Self(records.filter(|line| line.texts().next().is_some()).take(max_records).collect())
    }

    /// Takes out the records above the headings: those of one cell, if there are soon headings with names of models.
    fn take_titles(&mut self) -> Vec<Line> {
        let is_heading = |line: &Line| {
            let is_name = |text: &str| Heading::parse(text).is_some_and(|heading| heading.kind == ColumnKind::Name);
            line.texts().nth(1).is_some() && line.texts().any(is_name)
        };
        let above = self.0.iter().take_while(|line| line.texts().nth(1).is_none()).count();
        let has_headings = (1..=MAX_TITLES).contains(&above) && self.0.get(above).is_some_and(is_heading);
        if has_headings { self.0.drain(..above).collect() } else { Vec::new() }
    }
}

/// At most this many records stand above the headings.
const MAX_TITLES: usize = 5;

impl Line {
    /// The cells that hold something.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }
}

/// Counts lines up to records of the text, which must come in their order.
struct LineNumbers<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LineNumbers<'_> {
    /// The line, from 1, of a record whose text begins at a byte or after the end of a line there.
    fn at(&mut self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        let offset = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += self.text.get(self.offset..offset).map_or(0, |skipped| skipped.matches('\n').count());
        self.offset = self.offset.max(offset);
        self.line
    }
}

/// Reports what stands above the headings.
fn report_titles(titles: &[Line], report: &mut ImportReport) {
    for title in titles {
        let (line, text) = (Some(title.line), title.texts().collect::<String>());
        report.leave_out(LeftOutCell { line, column: String::new(), text, reason: LeftOutReason::AboveHeadings });
    }
}

/// Splits off a first line by which a file says what separates its cells, as spreadsheets write it: `sep=;`. The rest
/// begins with the end of that line.
#[must_use]
pub fn split_separator_line(text: &str) -> (Option<u8>, &str) {
    let line = text.lines().next().unwrap_or_default();
    let stated = line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).and_then(|_| line.get(4..));
    match stated.map(str::as_bytes) {
        Some([separator]) => (Some(*separator), text.get(line.len()..).unwrap_or_default()),
        _ => (None, text),
    }
}

/// The cells of the titles above the headings, and those of the first records from the headings on.
pub(super) fn first_records(text: &str, separator: u8, count: usize) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut lines = Lines::read(text, separator, MAX_TITLES + count);
    let cells = |lines: Vec<Line>| lines.into_iter().map(|line| line.cells).collect::<Vec<_>>();
    let titles = cells(lines.take_titles());
    lines.0.truncate(count);
    (titles, cells(lines.0))
}

/// The separator that splits the headings into most cells.
fn separator(text: &str, separators: &[u8]) -> u8 {
    let cells = |separator: &u8| first_records(text, *separator, 1).1.first().map_or(0, Vec::len);
    separators.iter().copied().rev().max_by_key(cells).unwrap_or(b',')
}
