//! Sorting rows by their ordinals.

use crate::{row_id::RowId, sort::parallel::par_sort_if_large};

/// Sorts rows by their ordinals, which are below `ordinal_count` or
/// [`MISSING_ORDINAL`](super::ordinals::MISSING_ORDINAL). Rows with equal
/// ordinals keep their order.
pub(super) fn counting_sort(rows: &[RowId], ordinals: &[u32], ordinal_count: usize) -> Vec<RowId> {
    if ordinal_count > rows.len().saturating_mul(2) {
        return sort_packed_keys(rows.iter().zip(ordinals).map(|(row, ordinal)| pack_key(*ordinal, *row)));
    }
    let bucket = |ordinal: &u32| ordinal_count.min(*ordinal as usize);
    let mut starts = vec![0_usize; ordinal_count + 2];
    for ordinal in ordinals {
        starts.get_mut(bucket(ordinal) + 1).into_iter().for_each(|start| *start += 1);
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut sorted = vec![RowId::default(); rows.len()];
    for (row, ordinal) in rows.iter().zip(ordinals) {
        let Some(start) = starts.get_mut(bucket(ordinal)) else { continue };
        sorted.get_mut(*start).into_iter().for_each(|slot| *slot = *row);
        *start += 1;
    }
    sorted
}

/// An ordinal, and the row that decides between equal ones.
fn pack_key(ordinal: u32, row: RowId) -> u64 {
    u64::from(ordinal) << 32 | u64::from(row.get())
}

fn sort_packed_keys(keys: impl Iterator<Item = u64>) -> Vec<RowId> {
    let mut keys: Vec<_> = keys.collect();
    par_sort_if_large(&mut keys, u64::cmp);
    let row = |key: u64| {
        let [a, b, c, d, ..] = key.to_le_bytes();
        RowId::from(u32::from_le_bytes([a, b, c, d]))
    };
    keys.into_iter().map(row).collect()
}
