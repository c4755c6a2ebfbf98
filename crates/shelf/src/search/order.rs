//! The order of a table.

use std::{cmp::Ordering, sync::Arc};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    column::Column,
    grades::{Grades, of_names},
    rank::{Rank, lowered},
};
use crate::shelf::{Part, Shelf};

/// The order of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The best match first; without a query, as the shelf has them.
    Relevance,
    /// By a column.
    By {
        /// The column.
        column: Column,
        /// Whether the largest, newest or last comes first.
        descending: bool,
    },
}

/// From so many entries on, all cores put them in order.
pub(super) const MANY: usize = 20_000;

impl Order {
    /// The first order by a column: names from A, figures from the largest.
    #[must_use]
    pub fn by(column: Column) -> Self {
        Self::By { column, descending: column.descends() }
    }

    /// The other way round; the best match stays first.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Relevance => self,
            Self::By { column, descending } => Self::By { column, descending: !descending },
        }
    }

    /// Puts rows, which stand as on the shelf, into this order; each has a score
    /// or none has. What is not known comes last whichever way round; ties fall
    /// as on the shelf.
    #[must_use]
    pub fn sort(self, rows: Arc<Vec<u32>>, scores: &[u32], shelf: &Shelf) -> Arc<Vec<u32>> {
        let sorted = match self {
            Self::Relevance if scores.is_empty() => return rows,
            Self::Relevance => {
                let (grades, count) = grades_of(scores);
                in_order(&rows, &grades, count)
            }
            Self::By { column, descending } => match Grades::new(column, descending, rows.len(), shelf) {
                Some(grades) => {
                    let grade = |place, part: &Part, row| grades.of(shelf.start_of(place), place, part, row);
                    in_order(&rows, &by_part(&rows, shelf, grade), grades.count)
                }
                None => ByText { column, descending, shelf }.ranked(&rows).into_iter().map(|(_, row)| row).collect(),
            },
        };
        sorted.into()
    }

    /// Makes ready what the first order of many names would wait for.
    pub fn warm(shelf: &Shelf) {
        if shelf.len() >= MANY {
            of_names(shelf);
        }
    }
}

/// The grades of scores, the best first, and how many there are: many entries have the same score.
fn grades_of(scores: &[u32]) -> (Vec<u32>, usize) {
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
fn in_order(rows: &[u32], grades: &[u32], count: usize) -> Vec<u32> {
    if count > rows.len().saturating_mul(2) {
        return by_number(rows.iter().zip(grades).map(|(row, grade)| numbered(*grade, *row)));
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
fn numbered(grade: u32, row: u32) -> u64 {
    u64::from(grade) << 32 | u64::from(row)
}

/// The rows of such places, in order.
fn by_number(places: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut places: Vec<_> = places.collect();
    sort(&mut places, u64::cmp);
    places.into_iter().map(|place| u32::try_from(place & u64::from(u32::MAX)).unwrap_or(u32::MAX)).collect()
}

pub(super) fn sort<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    if items.len() < MANY { items.sort_unstable_by(compare) } else { items.par_sort_unstable_by(compare) }
}

/// Makes something of each row: of its part, by number, and its row there.
fn by_part<T: Send>(rows: &[u32], shelf: &Shelf, make: impl Fn(usize, &Part, usize) -> T + Sync) -> Vec<T> {
    let parts = shelf.by_part(rows);
    let of_part = |(place, part, start, rows): &(usize, &Part, usize, &[u32])| {
        rows.iter().map(|row| make(*place, part, *row as usize - start)).collect::<Vec<_>>()
    };
    if rows.len() < MANY {
        parts.iter().flat_map(of_part).collect()
    } else {
        parts.par_iter().flat_map_iter(of_part).collect()
    }
}

/// An order by a text that every entry has of its own.
pub(super) struct ByText<'s> {
    pub column: Column,
    pub descending: bool,
    pub shelf: &'s Shelf,
}

impl ByText<'_> {
    /// Rows in this order, with their ranks.
    pub fn ranked(&self, rows: &[u32]) -> Vec<(Rank, u32)> {
        let ranks = by_part(rows, self.shelf, |_, part, row| {
            text_of(self.column, part, row).map_or(Rank::UNKNOWN, |text| Rank::new(text, self.descending))
        });
        let mut ranked: Vec<_> = ranks.into_iter().zip(rows.iter().copied()).collect();
        sort(&mut ranked, |a, b| self.compare(a, b).then(a.1.cmp(&b.1)));
        ranked
    }

    /// Compares two texts; what begins alike is compared in full.
    pub fn compare(&self, (a, x): &(Rank, u32), (b, y): &(Rank, u32)) -> Ordering {
        a.cmp(b).then_with(|| {
            let text =
                |row: &u32| self.shelf.part_of(*row as usize).and_then(|(part, row)| text_of(self.column, part, row));
            let compare = || lowered(text(x).unwrap_or_default()).cmp(lowered(text(y).unwrap_or_default()));
            let order = if a.is_cut() { compare() } else { Ordering::Equal };
            if self.descending { order.reverse() } else { order }
        })
    }
}

fn text_of(column: Column, part: &Part, row: usize) -> Option<&str> {
    match column {
        Column::Name => Some(part.name(row)),
        Column::Id => Some(part.id(row)),
        Column::Paper => part.paper(row).next(),
        _ => None,
    }
}
