//! Sorting and mapping on all cores if there is enough to do.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::{
    index::{Index, SegmentRows},
    row_id::{LocalRow, RowId},
};

/// Fewer items are handled by one core.
pub(super) const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

pub(super) fn par_sort_if_large<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    if items.len() < PARALLEL_THRESHOLD_ROWS {
        items.sort_unstable_by(compare);
    } else {
        items.par_sort_unstable_by(compare);
    }
}

/// Maps each of some ascending rows, given with its segment.
pub(super) fn map_rows_by_segment<T: Send>(
    rows: &[RowId],
    index: &Index,
    f: impl Fn(&SegmentRows<'_>, LocalRow) -> T + Sync,
) -> Vec<T> {
    let groups = index.group_by_segment(rows);
    let map_group = |group: &SegmentRows<'_>| group.with_local_rows().map(|(_, row)| f(group, row)).collect::<Vec<_>>();
    if rows.len() < PARALLEL_THRESHOLD_ROWS {
        groups.iter().flat_map(map_group).collect()
    } else {
        groups.par_iter().flat_map_iter(map_group).collect()
    }
}
