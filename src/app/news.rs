//! What is new in the catalogue since the last visit.

use llm_catalog::date::Date;
use llm_index::{Column, EncodedField, FieldValue, segment::Segment};

use crate::app::state::App;

impl App {
    /// Shows how many models and extensions were added after a day, and the query that finds them.
    pub fn report_news(&mut self, seen: Date) {
        let is_new = |date: Date| date.is_after(seen);
        let (mut models, mut extensions) = (0, 0);
        for (_, segment) in self.index.segments() {
            let (new_models, new_extensions) = count_added(segment, is_new);
            models += new_models;
            extensions += new_extensions;
        }
        if models + extensions > 0 {
            let query = format!("{}:>{seen}", Column::Added.key());
            self.warn((self.messages().news.at_start)(models, extensions, &query));
        }
    }
}

/// The models and the extensions that were added on such days.
fn count_added(segment: &Segment, is_new: impl Fn(Date) -> bool) -> (usize, usize) {
    let last_key = segment.dictionary(EncodedField::Added).len();
    let is_new_key: Vec<_> = (0..=last_key)
        .map(|key| matches!(segment.value(EncodedField::Added, key), Some(FieldValue::Added(date)) if is_new(date)))
        .collect();
    let rows = segment.entry_rows().filter(|row| is_new_key.get(segment.key(EncodedField::Added, *row)) == Some(&true));
    let (models, extensions): (Vec<_>, Vec<_>) = rows.partition(|row| segment.stage(*row).is_some());
    (models.len(), extensions.len())
}
