//! Numbers that stand for the values of a column, in its order.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    Index,
    column::Column,
    link_shortcut::count_available,
    segment::{EncodedField, Segment},
    sort::{PARALLEL_THRESHOLD_ROWS, TextSorter, par_sort_if_large},
    value::SortKey,
};

/// The places of the values of a column in its order, counted from 0: equal
/// values have the same.
pub(crate) struct SortOrdinals<'s> {
    source: OrdinalSource<'s>,
    pub ordinal_count: usize,
}

/// What tells the grade of an entry.
enum OrdinalSource<'s> {
    /// For each part, its code of a fact.
    Dictionary(EncodedField, Vec<Vec<u32>>),
    /// How many keys open something of it.
    LinkCount { descending: bool },
    /// Its row.
    PerRow { ordinals: &'s [u32], descending: bool },
}

/// So few values are read by one core.
const PARALLEL_THRESHOLD_VALUES: usize = 1000;
/// There are fewer kinds of links.
const LINK_ORDINAL_COUNT: u32 = 32;

impl<'s> SortOrdinals<'s> {
    /// Nothing where few entries have each a text of its own.
    pub fn new(column: Column, descending: bool, rows: usize, shelf: &'s Index) -> Option<Self> {
        if column == Column::Links {
            return Some(Self {
                source: OrdinalSource::LinkCount { descending },
                ordinal_count: LINK_ORDINAL_COUNT as usize,
            });
        }
        if column == Column::Name && rows >= PARALLEL_THRESHOLD_ROWS {
            let grades = name_ordinals(shelf);
            return Some(Self {
                source: OrdinalSource::PerRow { ordinals: grades, descending },
                ordinal_count: shelf.len(),
            });
        }
        let (by, count) = dictionary_ordinals(column, descending, *column.encoded_fields().first()?, shelf);
        Some(Self { source: by, ordinal_count: count })
    }

    /// The grade of an entry, by the part's first row, the part's number, the part and the row in it.
    pub fn ordinal(&self, start: usize, place: usize, part: &Segment, row: usize) -> u32 {
        let turned = |grade: u32, last: usize, descending: bool| {
            if descending { u32::try_from(last).unwrap_or(u32::MAX).saturating_sub(grade) } else { grade }
        };
        match &self.source {
            OrdinalSource::Dictionary(fact, grades) => {
                let grade = grades.get(place).and_then(|part_grades| part_grades.get(part.key(*fact, row)));
                grade.copied().unwrap_or(u32::MAX)
            }
            OrdinalSource::LinkCount { descending } => {
                let count = u32::try_from(count_available(part.links(row))).unwrap_or_default();
                turned(count, LINK_ORDINAL_COUNT as usize - 1, *descending)
            }
            OrdinalSource::PerRow { ordinals: grades, descending } => {
                let grade = grades.get(start + row).copied().unwrap_or(u32::MAX);
                turned(grade, self.ordinal_count - 1, *descending)
            }
        }
    }
}

/// By the codes of a fact, and how many grades there are.
fn dictionary_ordinals<'s>(
    column: Column,
    descending: bool,
    fact: EncodedField,
    shelf: &'s Index,
) -> (OrdinalSource<'s>, usize) {
    // Most values stand in many parts.
    let (mut values, mut numbers) = (Vec::new(), FxHashMap::default());
    let mut number = |json: &'s str| {
        *numbers.entry(json).or_insert_with(|| {
            values.push(json);
            values.len() - 1
        })
    };
    let parts: Vec<Vec<usize>> =
        shelf.segments().map(|(_, part)| part.dictionary(fact).map(&mut number).collect()).collect();
    let key = |(number, json): (usize, &&str)| {
        Some((column.sort_key(fact.decode(json)?.as_entry_ref(), shelf.meta())?, number))
    };
    let mut keys: Vec<_> = if values.len() < PARALLEL_THRESHOLD_VALUES {
        values.iter().enumerate().filter_map(key).collect()
    } else {
        values.par_iter().enumerate().filter_map(key).collect()
    };
    let compare = |a: &SortKey, b: &SortKey| a.compare(b, descending);
    par_sort_if_large(&mut keys, |(a, _), (b, _)| compare(a, b));
    let (mut grades, mut count) = (vec![u32::MAX; values.len()], 0);
    for (grade, equal) in (0..).zip(keys.chunk_by(|(a, _), (b, _)| compare(a, b).is_eq())) {
        count += 1;
        for (_, number) in equal {
            grades.get_mut(*number).into_iter().for_each(|known| *known = grade);
        }
    }
    let of_value = |number: &usize| grades.get(*number).copied().unwrap_or(u32::MAX);
    let of_part = |numbers: Vec<usize>| std::iter::once(u32::MAX).chain(numbers.iter().map(of_value)).collect();
    (OrdinalSource::Dictionary(fact, parts.into_iter().map(of_part).collect()), count)
}

/// By row, the grade of each entry's name from A to Z.
pub(crate) fn name_ordinals(shelf: &Index) -> &[u32] {
    shelf.name_ordinals(|| {
        let rows: Vec<_> = (0..).take(shelf.len()).collect();
        let names = TextSorter { column: Column::Name, descending: false, index: shelf };
        let ranked = names.sorted_by_prefix(&rows);
        let mut grades = vec![u32::MAX; shelf.len()];
        for (grade, equal) in (0..).zip(ranked.chunk_by(|a, b| names.compare(a, b).is_eq())) {
            for (_, row) in equal {
                grades.get_mut(*row as usize).into_iter().for_each(|known| *known = grade);
            }
        }
        grades
    })
}
