//! Tables as CSV or TSV.

use crate::{columns::ColumnExt, export::table::ExportTable};

impl ExportTable<'_> {
    /// A record of column keys, then one of exact values for each entry. Only summaries are localized.
    ///
    /// # Errors
    ///
    /// Those of the `csv` crate.
    pub fn csv(&self, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let mut out = Vec::new();
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut out);
        writer.write_record(self.columns.iter().map(|column| column.key()))?;
        for entry in self.resolved_entries() {
            let values =
                self.columns.iter().map(|column| column.raw_text(entry.as_entry_ref(), self.index, self.locale));
            writer.write_record(values)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}
