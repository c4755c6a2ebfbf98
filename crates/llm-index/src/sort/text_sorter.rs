//! Sorting by texts that are unique to nearly every entry, such as names.

use std::cmp::Ordering;

use crate::{
    column::Column,
    index::Index,
    row_id::{LocalRow, RowId},
    segment::Segment,
    sort::{
        parallel::{map_rows_by_segment, par_sort_if_large},
        prefix_key::{PrefixKey, lowercase_bytes},
    },
};

/// Sorts by the names, ids or paper titles, ignoring case.
pub(super) struct TextSorter<'s> {
    pub column: Column,
    pub descending: bool,
    pub index: &'s Index,
}

impl TextSorter<'_> {
    /// The sorted rows with the keys of their texts; rows without a text come last.
    pub fn sorted_by_prefix(&self, rows: &[RowId]) -> Vec<(PrefixKey, RowId)> {
        let keys = map_rows_by_segment(rows, self.index, |group, row| {
            sort_text(self.column, group.segment, row)
                .map_or(PrefixKey::MISSING, |text| PrefixKey::new(text, self.descending))
        });
        let mut sorted: Vec<_> = keys.into_iter().zip(rows.iter().copied()).collect();
        par_sort_if_large(&mut sorted, |a, b| self.compare(a, b).then(a.1.cmp(&b.1)));
        sorted
    }

    /// Compares the keys, and the full texts if both keys are truncated.
    pub fn compare(&self, (a, row): &(PrefixKey, RowId), (b, other): &(PrefixKey, RowId)) -> Ordering {
        a.cmp(b).then_with(|| {
            if !a.is_truncated() {
                return Ordering::Equal;
            }
            let text = |row: RowId| {
                let (segment, row) = self.index.locate(row)?;
                sort_text(self.column, segment, row)
            };
            let order =
                lowercase_bytes(text(*row).unwrap_or_default()).cmp(lowercase_bytes(text(*other).unwrap_or_default()));
            if self.descending { order.reverse() } else { order }
        })
    }
}

fn sort_text(column: Column, segment: &Segment, row: LocalRow) -> Option<&str> {
    match column {
        Column::Name => Some(segment.name(row)),
        Column::Id => Some(segment.id(row)),
        Column::Paper => segment.paper_texts(row).next(),
        _ => None,
    }
}
