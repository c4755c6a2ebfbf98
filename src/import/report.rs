//! What an importer read of a list, and what it left out.

use indexmap::IndexMap;
use llm_catalog::{date::Date, id::EntryId, link::UrlError, quantity::Quantity};
use llm_index::Column;

/// How many cells that were left out are kept in full; of the others, only the number by column.
const MAX_KEPT_CELLS: usize = 100_000;

/// What an importer read of a list, and what it left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    /// The rows of tables, items of lists or records that were read.
    pub rows: usize,
    /// The number of cells that were left out, by the heading of their column, in the order of the list.
    pub left_out_by_column: IndexMap<String, usize>,
    /// The first cells that were left out.
    pub first_left_out: Vec<LeftOutCell>,
    /// The numbers of cells of known columns that no field of a catalogue is for, by heading.
    pub without_field: IndexMap<String, usize>,
    /// The columns of a meaning that is not known. Their cells are left out.
    pub unknown_columns: Vec<UnknownColumn>,
    /// The first cells that were read with an assumption.
    pub first_assumed: Vec<AssumedCell>,
    /// The number of cells that were read with an assumption.
    pub assumed: usize,
}

/// A column of a meaning that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// The line of its heading, from 1.
    pub line: usize,
    /// The heading.
    pub heading: String,
    /// The number of its cells that hold something.
    pub cells: usize,
}

/// A cell, or a part of one, that no field of an entry was filled from.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOutCell {
    /// The line, from 1; `None` if the field was lost after the list was read.
    pub line: Option<usize>,
    /// The heading of the column, or the key of the field.
    pub column: String,
    /// What was left out, as the list has it.
    pub text: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// A cell whose value was read, but does not say quite what the field means.
#[derive(Clone, Debug, PartialEq)]
pub struct AssumedCell {
    /// The line, from 1.
    pub line: usize,
    /// The heading of the column.
    pub column: String,
    /// The cell, as the list has it.
    pub text: String,
    /// What was assumed.
    pub assumption: Assumption,
}

/// Why a cell was left out.
#[derive(Clone, Debug, PartialEq)]
pub enum LeftOutReason {
    /// It is no figure.
    NotAFigure,
    /// It is no number of tokens.
    NotAContext,
    /// It is a figure, but neither it nor the heading says of what unit.
    NoUnit,
    /// It gives the smallest and the largest of several figures.
    Range(Quantity, Quantity),
    /// It gives a bound, such as `>100B`.
    Bound,
    /// The list does not say that it counts tokens.
    NotTokens,
    /// It gives several figures where a field has one.
    SeveralFigures,
    /// It counts bytes where something else is counted.
    Bytes,
    /// The active parameters are not fewer than all.
    ActiveNotFewer,
    /// It gives active parameters, but the list does not say of how many.
    NoSize,
    /// Another variant of the row has the same name.
    DuplicateVariant,
    /// It is no date.
    NotADate,
    /// It is no language.
    NotALanguage,
    /// It has no name and link, so that it is no entry.
    NotAnEntry,
    /// Entries of this kind, models or projects, have no such field.
    NotOfEntry,
    /// It is text without a link.
    NotALink,
    /// It is a link in place of weights, whose label says that they are not released or have to be asked for.
    WeightsNotReleased,
    /// Its link is none that a browser can be given.
    InvalidLink(UrlError),
    /// It is none of the values of the field.
    UnknownValue(Column),
    /// It is no score.
    NotAScore,
    /// It is a score, but the list does not say on which benchmark.
    NoBenchmark,
    /// It is a score, but the record has no id of a benchmark.
    NoBenchmarkId,
    /// It is a score on a benchmark that the built-in catalogue does not have.
    UnknownBenchmark,
    /// It stands above the headings of a table.
    AboveHeadings,
    /// Its point may be a decimal mark, or separate thousands.
    AmbiguousPoint,
    /// Its comma may be a decimal mark, or separate thousands.
    AmbiguousComma,
    /// It is a score, but the list does not say where it was published.
    NoSource,
    /// It says whether commercial use is allowed, but the list names no license.
    NoLicense,
    /// The row has more cells than the table has headings.
    NoHeading,
    /// It names a model that the list does not have.
    NotInList,
    /// A column before it has filled the field.
    FilledBefore,
    /// Another value of the row says otherwise.
    Contradiction,
    /// It is an extended context that is less than the context in another column, which has this heading.
    BelowContext(String),
    /// The first record of the same id has another value.
    OtherInFirst,
    /// It is no id.
    NotAnId,
    /// It is no relation of a model to its parent.
    NotARelation,
    /// It has not one relation for each parent.
    UnpairedRelations,
    /// It is a score of this entry, and only TOML describes benchmarks.
    OnlyInToml(EntryId),
    /// A catalogue that had it could not be read.
    Invalid {
        /// The entry.
        entry: EntryId,
        /// The rule that it breaks.
        message: String,
    },
}

/// What was assumed of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The list gives the figure as a rough one.
    Approximate,
    /// It is the label of a link to a license, whose address stands for its name.
    AddressAsName,
    /// A mark after the value, as in `Yes*`, refers to a note elsewhere.
    Marked,
    /// The date has no day or month that is sure.
    DateOnlyTo(Date),
    /// The comma may separate thousands. This is the number with a decimal mark.
    DecimalComma(String),
    /// The comma may be a decimal mark. This is the number without it.
    ThousandsComma(String),
}

impl ImportReport {
    /// The number of cells that were left out.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out_by_column.values().sum()
    }

    /// Counts the cells of a known column that no field of a catalogue is for.
    pub fn add_without_field(&mut self, heading: &str, cells: usize) {
        if cells > 0 {
            *self.without_field.entry(heading.to_owned()).or_default() += cells;
        }
    }

    /// Counts a cell that was left out, and keeps it if it is one of the first.
    pub fn leave_out(&mut self, cell: LeftOutCell) {
        match self.left_out_by_column.get_mut(&cell.column) {
            Some(count) => *count += 1,
            None => {
                self.left_out_by_column.insert(cell.column.clone(), 1);
            }
        }
        if self.first_left_out.len() < MAX_KEPT_CELLS {
            self.first_left_out.push(cell);
        }
    }

    /// Takes out cells that were left out, where all are reported in another way. Returns their number.
    pub(super) fn take_left_out(&mut self, is_taken: impl Fn(&LeftOutCell) -> bool) -> usize {
        let mut taken = 0;
        for cell in self.first_left_out.extract_if(.., |cell| is_taken(cell)) {
            taken += 1;
            if let Some(count) = self.left_out_by_column.get_mut(&cell.column) {
                *count -= 1;
            }
        }
        self.left_out_by_column.retain(|_, count| *count > 0);
        taken
    }

    /// Adds the cells of another report that were left out or read with an assumption.
    pub fn add_cells(&mut self, other: Self) {
        for (column, count) in other.left_out_by_column {
            *self.left_out_by_column.entry(column).or_default() += count;
        }
        let missing = MAX_KEPT_CELLS.saturating_sub(self.first_left_out.len());
        self.first_left_out.extend(other.first_left_out.into_iter().take(missing));
        self.assumed += other.assumed;
        let missing = MAX_KEPT_CELLS.saturating_sub(self.first_assumed.len());
        self.first_assumed.extend(other.first_assumed.into_iter().take(missing));
    }

    /// Counts a cell that was read with an assumption, and keeps it if it is one of the first.
    pub fn assume(&mut self, cell: AssumedCell) {
        self.assumed += 1;
        if self.first_assumed.len() < MAX_KEPT_CELLS {
            self.first_assumed.push(cell);
        }
    }

    /// Counts the cells of a column of a meaning that is not known. They are left out.
    pub fn leave_out_column(&mut self, column: UnknownColumn) {
        if column.cells > 0 {
            *self.left_out_by_column.entry(column.heading.clone()).or_default() += column.cells;
        }
        self.unknown_columns.push(column);
    }
}

/// Where a cell is, for the readers of cells to say what they leave out of it.
pub(super) struct CellLog<'a> {
    /// What the importer says of the list.
    pub(super) report: &'a mut ImportReport,
    /// The line of the cell, from 1.
    pub(super) line: usize,
    /// The heading of its column.
    pub(super) column: &'a str,
}

impl CellLog<'_> {
    /// Leaves out a cell or a part of it.
    pub(super) fn leave_out(&mut self, text: &str, reason: LeftOutReason) {
        let (column, text) = (self.column.to_owned(), text.to_owned());
        self.report.leave_out(LeftOutCell { line: Some(self.line), column, text, reason });
    }

    /// Says what was assumed of a cell.
    pub(super) fn assume(&mut self, text: &str, assumption: Assumption) {
        let (column, text) = (self.column.to_owned(), text.to_owned());
        self.report.assume(AssumedCell { line: self.line, column, text, assumption });
    }
}
