//! The order of a table.

use std::{cmp::Ordering, sync::Arc};

use rayon::prelude::*;

use super::{
    column::Column,
    found::Hit,
    opens::openable,
    rank::{Rank, lowered},
    value::Key,
};
use crate::shelf::{Fact, Part, Shelf};

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
const MANY: usize = 20_000;

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

    /// Puts hits, which stand by their rows, into this order. What is not known
    /// comes last whichever way round; ties fall as on the shelf.
    pub fn sort(self, hits: &mut Vec<Hit>, shelf: &Shelf) {
        match self {
            Self::Relevance => {
                let mut ranked: Vec<_> = hits.iter().map(|hit| numbered(!hit.score, hit.row())).collect();
                sort(&mut ranked, u64::cmp);
                // What was said of scores is not asked any more.
                *hits = rows(ranked);
            }
            Self::By { column, descending } => match Grades::new(column, descending, shelf) {
                Some(grades) => {
                    let mut ranked = by_part(hits, shelf, |place, part, row| {
                        numbered(grades.of(place, part, row), shelf.start_of(place) + row)
                    });
                    sort(&mut ranked, u64::cmp);
                    *hits = rows(ranked);
                }
                None => by_text(column, descending, hits, shelf),
            },
        }
    }
}

/// A place in the order, and the row that decides between equals.
fn numbered(grade: u32, row: usize) -> u64 {
    u64::from(grade) << 32 | row as u64
}

fn rows(ranked: Vec<u64>) -> Vec<Hit> {
    let row = |number: u64| usize::try_from(number & u64::from(u32::MAX)).unwrap_or(usize::MAX);
    ranked.into_iter().map(|number| Hit::new(row(number), 0)).collect()
}

fn sort<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering + Sync) {
    if items.len() < MANY { items.sort_unstable_by(compare) } else { items.par_sort_unstable_by(compare) }
}

/// Makes something of each hit: of its part, by number, and its row there.
fn by_part<T: Send>(hits: &[Hit], shelf: &Shelf, make: impl Fn(usize, &Part, usize) -> T + Sync) -> Vec<T> {
    let parts = shelf.by_part(hits, |hit| hit.row());
    let of_part = |(place, part, start, hits): &(usize, &Part, usize, &[Hit])| {
        hits.iter().map(|hit| make(*place, part, hit.row() - start)).collect::<Vec<_>>()
    };
    if hits.len() < MANY {
        parts.iter().flat_map(of_part).collect()
    } else {
        parts.par_iter().flat_map_iter(of_part).collect()
    }
}

/// The places of the values of a column in its order, counted from 0: equal
/// values have the same.
enum Grades {
    /// For each part, by code of a fact.
    Codes(Fact, Vec<Vec<u32>>),
    /// By how many keys open something.
    Links { descending: bool },
}

impl Grades {
    /// Nothing where every entry has a text of its own.
    fn new(column: Column, descending: bool, shelf: &Shelf) -> Option<Self> {
        if column == Column::Links {
            return Some(Self::Links { descending });
        }
        let fact = *column.facts().first()?;
        let parts: Vec<_> = shelf.parts().map(|(_, part)| part).enumerate().collect();
        let key = |json: &str| column.order_key(fact.read(json)?.entry(), shelf.head());
        let of_part = |(place, part): &(usize, &Arc<Part>)| {
            let keys = part.values(fact).map(key).zip(1_usize..);
            keys.filter_map(|(key, code)| Some((key?, *place, code))).collect::<Vec<_>>()
        };
        let mut keys: Vec<_> = if parts.len() > 1 {
            parts.par_iter().flat_map_iter(of_part).collect()
        } else {
            parts.iter().flat_map(of_part).collect()
        };
        let compare = |a: &Key, b: &Key| a.compare(b, descending);
        sort(&mut keys, |(a, ..), (b, ..)| compare(a, b));
        let unknown = |(_, part): &(usize, &Arc<Part>)| vec![u32::MAX; part.values(fact).len() + 1];
        let mut grades: Vec<_> = parts.iter().map(unknown).collect();
        for (grade, equal) in (0..).zip(keys.chunk_by(|(a, ..), (b, ..)| compare(a, b).is_eq())) {
            for (_, place, code) in equal {
                if let Some(known) = grades.get_mut(*place).and_then(|part| part.get_mut(*code)) {
                    *known = grade;
                }
            }
        }
        Some(Self::Codes(fact, grades))
    }

    fn of(&self, place: usize, part: &Part, row: usize) -> u32 {
        match self {
            Self::Codes(fact, grades) => {
                let grade = grades.get(place).and_then(|part_grades| part_grades.get(part.code(*fact, row)));
                grade.copied().unwrap_or(u32::MAX)
            }
            Self::Links { descending } => {
                let count = u32::try_from(openable(part.links(row))).unwrap_or_default();
                if *descending { u32::MAX - count } else { count }
            }
        }
    }
}

/// Orders by a text that every entry has of its own.
fn by_text(column: Column, descending: bool, hits: &mut Vec<Hit>, shelf: &Shelf) {
    let mut ranked = by_part(hits, shelf, |place, part, row| {
        let rank = text_of(column, part, row).map_or(Rank::UNKNOWN, |text| Rank::new(text, descending));
        (rank, Hit::new(shelf.start_of(place) + row, 0))
    });
    // What begins alike is compared in full.
    let in_full = |rank: Rank, x: &Hit, y: &Hit| {
        let text = |hit: &Hit| shelf.part_of(hit.row()).and_then(|(part, row)| text_of(column, part, row));
        let compare = || lowered(text(x).unwrap_or_default()).cmp(lowered(text(y).unwrap_or_default()));
        let order = if rank.is_cut() { compare() } else { Ordering::Equal };
        if descending { order.reverse() } else { order }
    };
    sort(&mut ranked, |(a, x), (b, y)| a.cmp(b).then_with(|| in_full(*a, x, y)).then_with(|| x.row().cmp(&y.row())));
    hits.clear();
    hits.extend(ranked.into_iter().map(|(_, hit)| hit));
}

fn text_of(column: Column, part: &Part, row: usize) -> Option<&str> {
    match column {
        Column::Name => Some(part.name(row)),
        Column::Id => Some(part.id(row)),
        Column::Paper => part.paper(row).next(),
        _ => None,
    }
}
