//! The order of a table.

mod ordinals;
mod prefix_key;

use std::{cmp::Ordering, sync::Arc};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    Index,
    column::Column,
    segment::Segment,
    sort::{
        ordinals::{SortOrdinals, name_ordinals},
        prefix_key::{PrefixKey, lowercase_bytes},
    },
};

/// The order of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// The best match first; without a query, as the shelf has them.
    Relevance,
    /// By a column.
    ByColumn {
        /// The column.
        column: Column,
        /// Whether the largest, newest or last comes first.
        descending: bool,
    },
}

/// From so many entries on, all cores put them in order.
pub(crate) const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

impl SortOrder {
    /// The first order by a column: names from A, figures from the largest.
    #[must_use]
    pub fn by_column(column: Column) -> Self {
        Self::ByColumn { column, descending: column.is_descending_by_default() }
    }

    /// The other way round; the best match stays first.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Relevance => self,
            Self::ByColumn { column, descending } => Self::ByColumn { column, descending: !descending },
        }
    }

    /// Puts rows, which stand as on the shelf, into this order; each has a score
    /// or none has. What is not known comes last whichever way round; ties fall
    /// as on the shelf.
    #[must_use]
    pub fn sort(self, rows: Arc<Vec<u32>>, scores: &[u32], shelf: &Index) -> Arc<Vec<u32>> {
        let sorted = match self {
            Self::Relevance if scores.is_empty() => return rows,
            Self::Relevance => {
                let (grades, count) = score_ordinals(scores);
                counting_sort(&rows, &grades, count)
            }
            Self::ByColumn { column, descending } => match SortOrdinals::new(column, descending, rows.len(), shelf) {
                Some(grades) => {
                    let grade = |place, part: &Segment, row| grades.ordinal(shelf.base_row(place), place, part, row);
                    counting_sort(&rows, &map_rows_by_segment(&rows, shelf, grade), grades.ordinal_count)
                }
                None => TextSorter { column, descending, index: shelf }
                    .sorted_by_prefix(&rows)
                    .into_iter()
                    .map(|(_, row)| row)
                    .collect(),
            },
        };
        sorted.into()
    }

    /// Makes ready what the first order of many names would wait for.
    pub fn prewarm(shelf: &Index) {
        if shelf.len() >= PARALLEL_THRESHOLD_ROWS {
            name_ordinals(shelf);
        }
    }
}

/// The grades of scores, the best first, and how many there are: many entries have the same score.
fn score_ordinals(scores: &[u32]) -> (Vec<u32>, usize) {
    let mut grades: FxHashMap<_, _> = scores.iter().map(|score| (*score, 0)).collect();
    let mut sorted: Vec<_> = grades.keys().copied().collect();
    sorted.sort_unstable();
    for (grade, score) in (0..).zip(sorted.iter().rev()) {
        grades.insert(*score, grade);
    }
    (scores.iter().map(|score| grades.get(score).copied().unwrap_or(u32::MAX)).collect(), sorted.len())
}

/// Puts rows into the order of their grades, of which there are so many; what
/// has none comes last.
fn counting_sort(rows: &[u32], grades: &[u32], count: usize) -> Vec<u32> {
    if count > rows.len().saturating_mul(2) {
        return sort_packed_keys(rows.iter().zip(grades).map(|(row, grade)| pack_key(*grade, *row)));
    }
    // Few grades are counted: then it is known where each of them begins.
    let place = |grade: &u32| count.min(*grade as usize);
    let mut starts = vec![0_usize; count + 2];
    for grade in grades {
        starts.get_mut(place(grade) + 1).into_iter().for_each(|start| *start += 1);
    }
    let mut before = 0;
    for start in &mut starts {
        before += *start;
        *start = before;
    }
    let mut sorted = vec![0; rows.len()];
    for (row, grade) in rows.iter().zip(grades) {
        let Some(start) = starts.get_mut(place(grade)) else { continue };
        sorted.get_mut(*start).into_iter().for_each(|sorted| *sorted = *row);
        *start += 1;
    }
    sorted
}

/// A place in the order, and the row that decides between equals.
fn pack_key(grade: u32, row: u32) -> u64 {
    u64::from(grade) << 32 | u64::from(row)
}

/// The rows of such places, in order.
fn sort_packed_keys(places: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut places: Vec<_> = places.collect();
    par_sort_if_large(&mut places, u64::cmp);
    places.into_iter().map(|place| u32::try_from(place & u64::from(u32::MAX)).unwrap_or(u32::MAX)).collect()
}

pub(crate) fn par_sort_if_large<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    if items.len() < PARALLEL_THRESHOLD_ROWS {
        items.sort_unstable_by(compare);
    } else {
        items.par_sort_unstable_by(compare);
    }
}

/// Makes something of each row: of its part, by number, and its row there.
fn map_rows_by_segment<T: Send>(
    rows: &[u32],
    shelf: &Index,
    make: impl Fn(usize, &Segment, usize) -> T + Sync,
) -> Vec<T> {
    let parts = shelf.group_by_segment(rows);
    let of_part = |(place, part, start, rows): &(usize, &Segment, usize, &[u32])| {
        rows.iter().map(|row| make(*place, part, *row as usize - start)).collect::<Vec<_>>()
    };
    if rows.len() < PARALLEL_THRESHOLD_ROWS {
        parts.iter().flat_map(of_part).collect()
    } else {
        parts.par_iter().flat_map_iter(of_part).collect()
    }
}

/// An order by a text that every entry has of its own.
pub(crate) struct TextSorter<'s> {
    pub column: Column,
    pub descending: bool,
    pub index: &'s Index,
}

impl TextSorter<'_> {
    /// Rows in this order, with their ranks.
    pub fn sorted_by_prefix(&self, rows: &[u32]) -> Vec<(PrefixKey, u32)> {
        let ranks = map_rows_by_segment(rows, self.index, |_, part, row| {
            sort_text(self.column, part, row).map_or(PrefixKey::MISSING, |text| PrefixKey::new(text, self.descending))
        });
        let mut ranked: Vec<_> = ranks.into_iter().zip(rows.iter().copied()).collect();
        par_sort_if_large(&mut ranked, |a, b| self.compare(a, b).then(a.1.cmp(&b.1)));
        ranked
    }

    /// Compares two texts; what begins alike is compared in full.
    pub fn compare(&self, (a, x): &(PrefixKey, u32), (b, y): &(PrefixKey, u32)) -> Ordering {
        a.cmp(b).then_with(|| {
            let text =
                |row: &u32| self.index.locate(*row as usize).and_then(|(part, row)| sort_text(self.column, part, row));
            let compare =
                || lowercase_bytes(text(x).unwrap_or_default()).cmp(lowercase_bytes(text(y).unwrap_or_default()));
            let order = if a.is_truncated() { compare() } else { Ordering::Equal };
            if self.descending { order.reverse() } else { order }
        })
    }
}

fn sort_text(column: Column, part: &Segment, row: usize) -> Option<&str> {
    match column {
        Column::Name => Some(part.name(row)),
        Column::Id => Some(part.id(row)),
        Column::Paper => part.paper_texts(row).next(),
        _ => None,
    }
}
