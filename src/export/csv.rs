//! Tables as CSV or TSV.

use std::borrow::Cow;

use llm_catalog::{EntryRef, link::LinkKind, model::Score};
use llm_index::{Column, LinkShortcut, ScoreFigure, active_score, serde_name};

use crate::{columns::ColumnExt, export::table::ExportTable};

/// What a spreadsheet takes for the start of a formula, also in full width, or skips before it looks for one.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The columns of a query language that a record lacks.
const DERIVED_COLUMNS: [Column; 5] =
    [Column::Memory, Column::Attention, Column::Relatives, Column::Links, Column::Claims];

/// A column of a file that has what an import needs to read the entries back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordColumn {
    /// The values of a column of lists.
    Values(Column),
    /// The id of the benchmark of the score.
    Benchmark,
    /// How the score was measured.
    ScoreSetting,
    /// Who reports the score.
    ScoreReportedBy,
    /// The page where the score was published.
    ScoreSource,
    /// What a model has from each of its parents.
    Relations,
    /// The addresses of the links of a kind, separated by blanks.
    Urls(LinkKind),
    /// The address of the license.
    LicenseUrl,
}

impl RecordColumn {
    /// All columns, in the order of a file.
    pub fn all() -> impl Iterator<Item = Self> {
        let columns = Column::ALL.iter().copied().map(Self::Values).filter(|column| !column.is_derived());
        let columns = columns.flat_map(|column| {
            let further: &[_] = match column {
                Self::Values(Column::Score) => {
                    &[Self::Benchmark, Self::ScoreSetting, Self::ScoreReportedBy, Self::ScoreSource]
                }
                Self::Values(Column::Parents) => &[Self::Relations],
                _ => &[],
            };
            std::iter::once(column).chain(further.iter().copied())
        });
        columns.chain(LinkKind::ALL.map(Self::Urls)).chain([Self::LicenseUrl])
    }

    /// The column with this [heading](Self::heading).
    #[must_use]
    pub fn from_heading(heading: &str) -> Option<Self> {
        let values = || Column::from_key(heading).map(Self::Values);
        Self::all().find(|column| column.heading() == heading).or_else(values)
    }

    /// Whether the column has what no import sets: an estimate, or what follows from other columns.
    #[must_use]
    pub fn is_derived(self) -> bool {
        matches!(self, Self::Values(column) if DERIVED_COLUMNS.contains(&column))
    }

    /// The heading: `benchmark`, `paper_url`, or the key of the column.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Values(column) => column.key(),
            Self::Benchmark => "benchmark",
            Self::ScoreSetting => "score_setting",
            Self::ScoreReportedBy => "score_by",
            Self::ScoreSource => "score_source",
            Self::Relations => "base_relation",
            Self::Urls(LinkKind::Paper) => "paper_url",
            Self::Urls(LinkKind::Checkpoint) => "checkpoint_url",
            Self::Urls(LinkKind::Code) => "code_url",
            Self::Urls(LinkKind::Homepage) => "homepage_url",
            Self::Urls(LinkKind::Blog) => "blog_url",
            Self::Urls(LinkKind::Demo) => "demo_url",
            Self::Urls(LinkKind::Dataset) => "dataset_url",
            Self::LicenseUrl => "license_url",
        }
    }

    fn text(self, entry: EntryRef<'_>, table: &ExportTable<'_>) -> String {
        let of_score = |text: fn(&Score) -> String| shown_score(entry, table).map(text).unwrap_or_default();
        match self {
            Self::Values(Column::Score) => of_score(|score| score.value.to_string()),
            Self::Values(column) => column.raw_text(entry, table.index, table.locale),
            Self::Benchmark => of_score(|score| score.benchmark.to_string()),
            Self::ScoreSetting => of_score(|score| score.setting.clone().unwrap_or_default()),
            Self::ScoreReportedBy => of_score(|score| score.reported_by.clone().unwrap_or_default()),
            Self::ScoreSource => of_score(|score| score.source.to_string()),
            Self::Relations => {
                let EntryRef::Model(model) = entry else { return String::new() };
                let relations = model.base_models.iter().map(|parent| serde_name(&parent.relation));
                relations.collect::<Vec<_>>().join(", ")
            }
            Self::Urls(kind) => {
                let urls = entry.links().iter().filter(|link| link.kind == kind).map(|link| link.url.as_str());
                urls.collect::<Vec<_>>().join(" ")
            }
            Self::LicenseUrl => LinkShortcut::License.url(entry).map_or_else(String::new, ToString::to_string),
        }
    }
}

/// The score on the active benchmark that lists show of an entry.
fn shown_score<'e>(entry: EntryRef<'e>, table: &ExportTable<'_>) -> Option<&'e Score> {
    let EntryRef::Model(model) = entry else { return None };
    let figures: Vec<_> = model.scores.iter().map(ScoreFigure::from).collect();
    model.scores.get(active_score(&figures, table.index.meta())?.idx)
}

impl ExportTable<'_> {
    /// A record of column keys, then one of exact values for each row. Only summaries are localized. A value that a
    /// spreadsheet would run as a formula has a `'` before it.
    ///
    /// # Errors
    ///
    /// Those of the `csv` crate.
    pub fn csv(&self, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let columns: Vec<_> = self.columns.iter().copied().map(RecordColumn::Values).collect();
        self.write_csv(&columns, delimiter)
    }

    /// As [`csv`](Self::csv), with all columns that an import reads instead of those of the table.
    ///
    /// # Errors
    ///
    /// Those of the `csv` crate.
    pub fn record_csv(&self, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        self.write_csv(&RecordColumn::all().collect::<Vec<_>>(), delimiter)
    }

    fn write_csv(&self, columns: &[RecordColumn], delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let mut out = Vec::new();
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut out);
        writer.write_record(columns.iter().map(|column| column.heading()))?;
        for entry in self.resolved_entries() {
            let values = columns.iter().map(|column| column.text(entry.as_entry_ref(), self));
            writer.write_record(values.map(|value| quote_formula(&value).into_owned()))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}

/// A value with a `'` before what a spreadsheet would run. One that begins like that has another, so that removing a
/// `'` from each gives the value again. A negative number is no formula.
fn quote_formula(value: &str) -> Cow<'_, str> {
    let is_number = value.strip_prefix(['-', '+']).is_some_and(|rest| {
        rest.starts_with(|ch: char| ch.is_ascii_digit()) && rest.chars().all(|ch| ch.is_ascii_digit() || ch == '.')
    });
    let is_formula = starts_formula(value) && !is_number;
    if is_formula { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
}

/// A value without the `'` that `quote_formula` put before it.
#[must_use]
pub fn unquote_formula(value: &str) -> &str {
    value.strip_prefix('\'').filter(|rest| starts_formula(rest)).unwrap_or(value)
}

/// Whether a value starts as a formula, or with what a spreadsheet skips before one.
fn starts_formula(value: &str) -> bool {
    value.trim_start_matches(['\'', ' ']).starts_with(FORMULA_STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_quoted() {
        for formula in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "-", "--1"]
        {
            assert_eq!(quote_formula(formula), format!("'{formula}"));
        }
        for value in ["LLaMA", "-1.5", "+86", "a=b", "it's", "'quoted'", ""] {
            assert_eq!(quote_formula(value), value);
        }
    }
}
