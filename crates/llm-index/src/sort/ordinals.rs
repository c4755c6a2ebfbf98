//! Positions of values in the order of a column.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    column::Column,
    field::EncodedField,
    field_value::FieldValue,
    index::{Index, SegmentRows},
    link_shortcut::{LinkShortcut, count_available},
    row_id::{LocalRow, RowId},
    sort::{
        parallel::{PARALLEL_THRESHOLD_ROWS, par_sort_if_large},
        text_sorter::TextSorter,
    },
    value::SortKey,
};

/// The ordinal of entries without a value; they come last.
pub(super) const MISSING_ORDINAL: u32 = u32::MAX;
/// Fewer values are decoded by one core.
const PARALLEL_THRESHOLD_VALUES: usize = 1000;

/// The position of each value of a column in sorted order, from 0; equal
/// values have the same position.
pub(super) struct SortOrdinals<'s> {
    source: OrdinalSource<'s>,
    /// All ordinals but that of missing values are below.
    pub ordinal_count: usize,
}

/// How the ordinal of an entry is determined.
enum OrdinalSource<'s> {
    /// By segment and by key of the field.
    Dictionary(EncodedField, Vec<Vec<u32>>),
    /// From the number of available link shortcuts.
    LinkCount { descending: bool },
    /// By row.
    PerRow { ordinals: &'s [u32], descending: bool },
}

impl<'s> SortOrdinals<'s> {
    /// `None` for a column with a text of its own for each entry, unless
    /// `row_count` is so large that the positions of all names are worth computing.
    pub fn new(column: Column, descending: bool, row_count: usize, index: &'s Index) -> Option<Self> {
        let (source, ordinal_count) = match column {
            Column::Links => (OrdinalSource::LinkCount { descending }, LinkShortcut::ALL.len() + 1),
            Column::Name if row_count >= PARALLEL_THRESHOLD_ROWS => {
                (OrdinalSource::PerRow { ordinals: name_ordinals(index), descending }, index.len())
            }
            column => {
                let field = *column.encoded_fields().first()?;
                let (by_segment, count) = dictionary_ordinals(column, descending, field, index);
                (OrdinalSource::Dictionary(field, by_segment), count)
            }
        };
        Some(Self { source, ordinal_count })
    }

    /// The ordinal of a row of a segment.
    pub fn ordinal(&self, group: &SegmentRows<'_>, row: LocalRow) -> u32 {
        let (ordinal, descending) = match &self.source {
            OrdinalSource::Dictionary(field, by_segment) => {
                let ordinals = by_segment.get(group.segment_idx);
                (ordinals.and_then(|ordinals| ordinals.get(group.segment.key(*field, row))).copied(), false)
            }
            OrdinalSource::LinkCount { descending } => {
                (u32::try_from(count_available(group.segment.links(row))).ok(), *descending)
            }
            OrdinalSource::PerRow { ordinals, descending } => {
                (ordinals.get(group.base_row.offset(row).index()).copied(), *descending)
            }
        };
        let last = u32::try_from(self.ordinal_count).ok().and_then(|count| count.checked_sub(1));
        let ordinal = if descending { ordinal.and_then(|ordinal| last?.checked_sub(ordinal)) } else { ordinal };
        ordinal.unwrap_or(MISSING_ORDINAL)
    }
}

/// The ordinals of a field by segment and key, and the number of different ordinals.
fn dictionary_ordinals(column: Column, descending: bool, field: EncodedField, index: &Index) -> (Vec<Vec<u32>>, usize) {
    // Most values are in many segments; each is decoded once.
    let (mut values, mut value_indices) = (Vec::new(), FxHashMap::default());
    let mut intern = |bytes| {
        *value_indices.entry(bytes).or_insert_with(|| {
            values.push(bytes);
            values.len() - 1
        })
    };
    let by_segment: Vec<Vec<usize>> =
        index.segments().map(|(_, segment)| segment.dictionary(field).map(&mut intern).collect()).collect();
    let sort_key =
        |(idx, bytes): (usize, &&[u8])| Some((column.sort_key(&FieldValue::decode(field, bytes)?, index.meta())?, idx));
    let mut keys: Vec<_> = if values.len() < PARALLEL_THRESHOLD_VALUES {
        values.iter().enumerate().filter_map(sort_key).collect()
    } else {
        values.par_iter().enumerate().filter_map(sort_key).collect()
    };
    let compare = |a: &SortKey, b: &SortKey| a.compare(b, descending);
    par_sort_if_large(&mut keys, |(a, _), (b, _)| compare(a, b));
    let (mut ordinals, mut count) = (vec![MISSING_ORDINAL; values.len()], 0);
    for (ordinal, equal) in (0..).zip(keys.chunk_by(|(a, _), (b, _)| compare(a, b).is_eq())) {
        count += 1;
        for (_, idx) in equal {
            ordinals.get_mut(*idx).into_iter().for_each(|slot| *slot = ordinal);
        }
    }
    let by_value = |idx: &usize| ordinals.get(*idx).copied().unwrap_or(MISSING_ORDINAL);
    let by_key = |indices: Vec<usize>| std::iter::once(MISSING_ORDINAL).chain(indices.iter().map(by_value)).collect();
    (by_segment.into_iter().map(by_key).collect(), count)
}

/// By row, the ordinal of the name in ascending order.
pub(super) fn name_ordinals(index: &Index) -> &[u32] {
    index.name_ordinals(|| {
        let rows: Vec<RowId> = index.rows().collect();
        let sorter = TextSorter { column: Column::Name, descending: false, index };
        let sorted = sorter.sorted_by_prefix(&rows);
        let mut ordinals = vec![MISSING_ORDINAL; index.len()];
        for (ordinal, equal) in (0..).zip(sorted.chunk_by(|a, b| sorter.compare(a, b).is_eq())) {
            for (_, row) in equal {
                ordinals.get_mut(row.index()).into_iter().for_each(|slot| *slot = ordinal);
            }
        }
        ordinals
    })
}
