//! Sorting rows of an index by score or by a column.

mod counting;
mod ordinals;
mod parallel;
mod prefix_key;
mod text_sorter;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::{
    column::{Column, ValueType},
    field::EncodedField,
    field_value::FieldValue,
    index::Index,
    row_id::RowId,
    sort::{
        counting::counting_sort,
        ordinals::{MISSING_ORDINAL, SortOrdinals, name_ordinals},
        parallel::{PARALLEL_THRESHOLD_ROWS, map_rows_by_segment},
        text_sorter::TextSorter,
    },
};

/// The order of a list of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// By score, highest first, and of equal scores the newest first; in the order of the index without scores.
    Relevance,
    /// By the values of a column.
    ByColumn {
        /// The column.
        column: Column,
        /// Whether the largest, newest or alphabetically last value comes first.
        descending: bool,
    },
}

impl SortOrder {
    /// The default order by a column: texts ascending, numbers and dates descending.
    #[must_use]
    pub fn by_column(column: Column) -> Self {
        Self::ByColumn { column, descending: column.is_descending_by_default() }
    }

    /// The column; `None` for relevance.
    #[must_use]
    pub fn column(self) -> Option<Column> {
        match self {
            Self::Relevance => None,
            Self::ByColumn { column, .. } => Some(column),
        }
    }

    /// The opposite direction; relevance has none.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Relevance => self,
            Self::ByColumn { column, descending } => Self::ByColumn { column, descending: !descending },
        }
    }

    /// Whether the variant of a model that comes first in this order stands for it. In other orders, such as by name
    /// or date, it is the first variant that matches, usually the default one.
    #[must_use]
    pub fn picks_variants(self) -> bool {
        match self {
            Self::Relevance => true,
            Self::ByColumn { column, .. } => {
                matches!(column.key_and_type().1, ValueType::Quantity | ValueType::Number)
            }
        }
    }

    /// Sorts ascending `rows`. `scores` has the score of each row, or is empty.
    /// Rows without a value come last in both directions; of equal rows the newest entries come first, except in orders by
    /// name and by date.
    #[must_use]
    pub fn sort(self, rows: Arc<Vec<RowId>>, scores: &[u32], index: &Index) -> Arc<Vec<RowId>> {
        let sorted = match self {
            Self::Relevance if scores.is_empty() => return rows,
            Self::Relevance => {
                let (ordinals, count) = score_ordinals(scores);
                let (ordinals, count) = newest_first(ordinals, count, &rows, index);
                counting_sort(&rows, &ordinals, count)
            }
            Self::ByColumn { column, descending } => {
                if let Some(ordinals) = SortOrdinals::new(column, descending, rows.len(), index) {
                    let by_row = map_rows_by_segment(&rows, index, |group, row| ordinals.ordinal(group, row));
                    let (by_row, count) = match column {
                        Column::Released | Column::Name => (by_row, ordinals.ordinal_count),
                        _ => newest_first(by_row, ordinals.ordinal_count, &rows, index),
                    };
                    counting_sort(&rows, &by_row, count)
                } else {
                    let sorter = TextSorter { column, descending, index };
                    sorter.sorted_by_prefix(&rows).into_iter().map(|(_, row)| row).collect()
                }
            }
        };
        sorted.into()
    }

    /// Sorts ascending `rows`, as [`sort`](Self::sort) does, and keeps one of each entry: see
    /// [`picks_variants`](Self::picks_variants).
    #[must_use]
    pub fn sort_entries(self, rows: Arc<Vec<RowId>>, scores: &[u32], index: &Index) -> Arc<Vec<RowId>> {
        if self.picks_variants() {
            index.one_row_per_entry(self.sort(rows, scores, index))
        } else {
            self.sort(index.one_row_per_entry(rows), &[], index)
        }
    }

    /// The first of ascending `rows` by relevance.
    pub(crate) fn first_by_relevance(rows: &[RowId], scores: &[u32], index: &Index) -> Option<RowId> {
        let Some(best) = scores.iter().max() else { return rows.first().copied() };
        let (mut first, mut rest) = (None, scores);
        for group in index.group_by_segment(rows) {
            let (scores, tail) = rest.split_at_checked(group.rows.len())?;
            rest = tail;
            let keys = group.segment.keys(EncodedField::Released);
            // The first row with a date is the first of the rows with that date.
            let mut is_key_seen = vec![false; group.segment.dictionary(EncodedField::Released).len() + 1];
            for ((row, local_row), _) in group.with_local_rows().zip(scores).filter(|(_, score)| *score == best) {
                let key = keys.get(group.segment.entry_row(local_row));
                if is_key_seen.get_mut(key).is_none_or(|is_seen| std::mem::replace(is_seen, true)) {
                    continue;
                }
                let date = match group.segment.value(EncodedField::Released, key) {
                    Some(FieldValue::Released(date)) => Some(date),
                    _ => None,
                };
                if first.is_none_or(|(newest, _)| date > newest) {
                    first = Some((date, row));
                }
            }
        }
        first.map(|(_, row)| row)
    }

    /// Computes the order of all names, which the first sorting of many rows by name needs.
    pub fn prewarm(index: &Index) {
        if index.len() >= PARALLEL_THRESHOLD_ROWS {
            name_ordinals(index);
        }
    }
}

/// The ordinals of rows in an order, then by the release date of the entry, which its variants share, newest first, and
/// their number. Without dates, or with too many ordinals, those that are given.
fn newest_first(ordinals: Vec<u32>, count: usize, rows: &[RowId], index: &Index) -> (Vec<u32>, usize) {
    let Some(dates) = SortOrdinals::new(Column::Released, true, rows.len(), index) else { return (ordinals, count) };
    if dates.ordinal_count == 0 {
        return (ordinals, count);
    }
    // One more for missing values, and for unknown dates.
    let (all, date_count) = (count + 1, dates.ordinal_count + 1);
    let product = all.checked_mul(date_count).filter(|product| u32::try_from(*product).is_ok());
    let (Some(product), Ok(last), Ok(factor)) = (product, u32::try_from(count), u32::try_from(date_count)) else {
        return (ordinals, count);
    };
    let by_date = map_rows_by_segment(rows, index, |group, row| {
        dates.ordinal(group, group.segment.entry_row(row)).min(factor - 1)
    });
    (ordinals.iter().zip(by_date).map(|(ordinal, date)| (*ordinal).min(last) * factor + date).collect(), product)
}

/// The ordinal of each score, the highest score first, and the number of
/// different scores, which is small.
fn score_ordinals(scores: &[u32]) -> (Vec<u32>, usize) {
    let mut ordinals: FxHashMap<_, _> = scores.iter().map(|score| (*score, 0)).collect();
    let mut distinct: Vec<_> = ordinals.keys().copied().collect();
    distinct.sort_unstable();
    for (ordinal, score) in (0..).zip(distinct.iter().rev()) {
        ordinals.insert(*score, ordinal);
    }
    let by_row = scores.iter().map(|score| ordinals.get(score).copied().unwrap_or(MISSING_ORDINAL));
    (by_row.collect(), distinct.len())
}
