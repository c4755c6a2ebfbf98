//! Tables that other programs read: values between commas or tabs.

use crate::{columns::ColumnExt, export::ExportTable};

impl ExportTable<'_> {
    /// The keys of the columns, then a record for each entry with exact values
    /// in no language (see [`Column::plain`](llm_index::Column::plain)).
    ///
    /// # Errors
    ///
    /// Fails as the `csv` crate does, which here it never should.
    pub fn csv(&self, delimiter: u8) -> Result<Vec<u8>, csv::Error> {
        let mut out = Vec::new();
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(&mut out);
        writer.write_record(self.columns.iter().map(|column| column.key()))?;
        for record in self.entries() {
            let values =
                self.columns.iter().map(|column| column.raw_text(record.as_entry_ref(), self.index, self.locale));
            writer.write_record(values)?;
        }
        writer.flush()?;
        drop(writer);
        Ok(out)
    }
}
