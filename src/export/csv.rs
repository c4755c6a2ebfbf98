//! Tables as CSV or TSV.

use std::borrow::Cow;

use crate::{columns::ColumnExt, export::table::ExportTable};

/// What a spreadsheet takes for the start of a formula, also in full width, or skips before it looks for one.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

impl ExportTable<'_> {
    /// A record of column keys, then one of exact values for each entry. Only summaries are localized. A value that a
    /// spreadsheet would run as a formula has a `'` before it.
    ///
    /// # Errors
    ///
    /// Those of the `csv` crate.
    pub fn csv(&self, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let mut out = Vec::new();
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut out);
        writer.write_record(self.columns.iter().map(|column| column.key()))?;
        for entry in self.resolved_entries() {
            let entry = entry.as_entry_ref();
            let values = self.columns.iter().map(|column| column.raw_text(entry, self.index, self.locale));
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
    let is_formula = value.trim_start_matches(['\'', ' ']).starts_with(FORMULA_STARTS) && !is_number;
    if is_formula { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
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
