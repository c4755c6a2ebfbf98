//! Numbers that stand for the values of a column, in its order.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{
    column::Column,
    opens::openable,
    order::{ByText, MANY, sort},
    value::Key,
};
use crate::shelf::{Fact, Part, Shelf};

/// The places of the values of a column in its order, counted from 0: equal
/// values have the same.
pub(super) struct Grades<'s> {
    by: By<'s>,
    pub count: usize,
}

/// What tells the grade of an entry.
enum By<'s> {
    /// For each part, its code of a fact.
    Code(Fact, Vec<Vec<u32>>),
    /// How many keys open something of it.
    Links { descending: bool },
    /// Its row.
    Row { grades: &'s [u32], descending: bool },
}

/// So few values are read by one core.
const FEW: usize = 1000;
/// There are fewer kinds of links.
const MOST_LINKS: u32 = 32;

impl<'s> Grades<'s> {
    /// Nothing where few entries have each a text of its own.
    pub fn new(column: Column, descending: bool, rows: usize, shelf: &'s Shelf) -> Option<Self> {
        if column == Column::Links {
            return Some(Self { by: By::Links { descending }, count: MOST_LINKS as usize });
        }
        if column == Column::Name && rows >= MANY {
            let grades = of_names(shelf);
            return Some(Self { by: By::Row { grades, descending }, count: shelf.len() });
        }
        let (by, count) = by_code(column, descending, *column.facts().first()?, shelf);
        Some(Self { by, count })
    }

    /// The grade of an entry, by the part's first row, the part's number, the part and the row in it.
    pub fn of(&self, start: usize, place: usize, part: &Part, row: usize) -> u32 {
        let turned = |grade: u32, last: usize, descending: bool| {
            if descending { u32::try_from(last).unwrap_or(u32::MAX).saturating_sub(grade) } else { grade }
        };
        match &self.by {
            By::Code(fact, grades) => {
                let grade = grades.get(place).and_then(|part_grades| part_grades.get(part.code(*fact, row)));
                grade.copied().unwrap_or(u32::MAX)
            }
            By::Links { descending } => {
                let count = u32::try_from(openable(part.links(row))).unwrap_or_default();
                turned(count, MOST_LINKS as usize - 1, *descending)
            }
            By::Row { grades, descending } => {
                let grade = grades.get(start + row).copied().unwrap_or(u32::MAX);
                turned(grade, self.count - 1, *descending)
            }
        }
    }
}

/// By the codes of a fact, and how many grades there are.
fn by_code<'s>(column: Column, descending: bool, fact: Fact, shelf: &'s Shelf) -> (By<'s>, usize) {
    // Most values stand in many parts.
    let (mut values, mut numbers) = (Vec::new(), FxHashMap::default());
    let mut number = |json: &'s str| {
        *numbers.entry(json).or_insert_with(|| {
            values.push(json);
            values.len() - 1
        })
    };
    let parts: Vec<Vec<usize>> = shelf.parts().map(|(_, part)| part.values(fact).map(&mut number).collect()).collect();
    let key =
        |(number, json): (usize, &&str)| Some((column.order_key(fact.read(json)?.entry(), shelf.head())?, number));
    let mut keys: Vec<_> = if values.len() < FEW {
        values.iter().enumerate().filter_map(key).collect()
    } else {
        values.par_iter().enumerate().filter_map(key).collect()
    };
    let compare = |a: &Key, b: &Key| a.compare(b, descending);
    sort(&mut keys, |(a, _), (b, _)| compare(a, b));
    let (mut grades, mut count) = (vec![u32::MAX; values.len()], 0);
    for (grade, equal) in (0..).zip(keys.chunk_by(|(a, _), (b, _)| compare(a, b).is_eq())) {
        count += 1;
        for (_, number) in equal {
            grades.get_mut(*number).into_iter().for_each(|known| *known = grade);
        }
    }
    let of_value = |number: &usize| grades.get(*number).copied().unwrap_or(u32::MAX);
    let of_part = |numbers: Vec<usize>| std::iter::once(u32::MAX).chain(numbers.iter().map(of_value)).collect();
    (By::Code(fact, parts.into_iter().map(of_part).collect()), count)
}

/// By row, the grade of each entry's name from A to Z.
pub(super) fn of_names(shelf: &Shelf) -> &[u32] {
    shelf.grades_of_names(|| {
        let rows: Vec<_> = (0..).take(shelf.len()).collect();
        let names = ByText { column: Column::Name, descending: false, shelf };
        let ranked = names.ranked(&rows);
        let mut grades = vec![u32::MAX; shelf.len()];
        for (grade, equal) in (0..).zip(ranked.chunk_by(|a, b| names.compare(a, b).is_eq())) {
            for (_, row) in equal {
                grades.get_mut(*row as usize).into_iter().for_each(|known| *known = grade);
            }
        }
        grades
    })
}
