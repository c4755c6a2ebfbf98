//! Tables in CSV or TSV: the program's own exports, those of Epoch, and any with a row of headings.

mod epoch;
mod record;
mod record_merge;

use crate::import::{
    csv::{epoch::EpochTable, record::RecordReader},
    inline::Inline,
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
    let lines = Lines::read(text, separator(text, separators));
    let Some((headings, records)) = lines.0.split_first() else {
        return Err(ImportError { line: 1, message: "the file has no row of headings".to_owned() });
    };
    if let Some(reader) = RecordReader::new(&headings.cells) {
        return Ok(reader.read(records));
    }
    let epoch = EpochTable::new(headings, records);
    let table = epoch.as_ref().map_or_else(|| generic_table(headings, records), EpochTable::to_table);
    let mut reader = TableReader::of_data();
    reader.read(&table, &TableContext::default());
    let mut result = reader.finish();
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
    fn read(text: &str, separator: u8) -> Self {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
        // Every text is some table: records may differ in length, and a quote that is not closed ends with the file.
        let records = reader.into_records().filter_map(Result::ok).map(|record| Line {
            line: record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX)),
            cells: record.iter().map(str::to_owned).collect(),
        });
        Self(records.filter(|line| line.cells.iter().any(|cell| !cell.trim().is_empty())).collect())
    }
}

/// The separator that splits the headings into most cells.
fn separator(text: &str, separators: &[u8]) -> u8 {
    let cells = |separator: &u8| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(*separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
        reader.into_records().find_map(Result::ok).map_or(0, |record| record.len())
    };
    separators.iter().copied().rev().max_by_key(cells).unwrap_or(b',')
}
