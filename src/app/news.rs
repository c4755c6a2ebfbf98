//! What is new in the catalogue since the last visit.

use llm_catalog::date::Date;
use llm_index::{Column, EncodedField, FieldValue};

use crate::app::state::App;

impl App {
    /// Shows how many entries were added after a day, and the query that finds them.
    pub fn report_news(&mut self, seen: Date) {
        let is_new = |value| matches!(value, Some(FieldValue::Added(date)) if date.is_after(seen));
        let count: usize = self
            .index
            .segments()
            .map(|(_, segment)| {
                let value = |key| segment.value(EncodedField::Added, key);
                let is_new_key: Vec<_> =
                    (0..=segment.dictionary(EncodedField::Added).len()).map(|key| is_new(value(key))).collect();
                let key = |row| segment.key(EncodedField::Added, row);
                segment.entry_rows().filter(|row| is_new_key.get(key(*row)) == Some(&true)).count()
            })
            .sum();
        if count > 0 {
            let query = format!("{}:>{seen}", Column::Added.key());
            self.warn((self.messages().news.at_start)(count, &query));
        }
    }
}
