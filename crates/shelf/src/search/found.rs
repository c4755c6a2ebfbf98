//! Searching the shelf: which entries a query finds, and how well.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    bookmarked::Slips,
    matcher::{Desk, Fit, Sought},
    memo::Memo,
    query::{Query, Term, WordKind},
    sieve::Sieve,
    standing::{NAME_BEGINS, Standing},
};
use crate::{
    bookmarks::Bookmarks,
    shelf::{Part, Shelf},
};

/// What a query finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What was asked.
    query: Query,
    /// How many entries the shelf had then.
    searched: usize,
    /// The benchmark that scores were of.
    main: usize,
    /// What was bookmarked then.
    bookmarks: Arc<Bookmarks>,
    /// The rows of the entries that match every term, in the order of the shelf.
    pub rows: Arc<Vec<u32>>,
    /// How well each of them matches, the higher the better; none where no word is looked for.
    pub scores: Arc<Vec<u32>>,
    /// The rows that a narrower query may find, beside those.
    near: Arc<Vec<u32>>,
}

/// What is found in a part.
#[derive(Default)]
struct Finds {
    rows: Vec<u32>,
    scores: Vec<u32>,
    near: Vec<u32>,
}

impl Found {
    /// Searches the shelf. Of an earlier search of the same shelf, only what it
    /// left over is searched again, where the query was only narrowed since.
    /// Nothing is found where the search is given up meanwhile.
    #[must_use]
    pub fn of(query: &Query, shelf: &Shelf, earlier: Option<&Self>, is_given_up: &AtomicBool) -> Option<Self> {
        let finds = if query.is_empty() {
            Finds { rows: (0..u32::try_from(shelf.len()).unwrap_or(u32::MAX)).collect(), ..Finds::default() }
        } else {
            let earlier = earlier.filter(|found| found.still_holds(shelf) && query.narrows(&found.query));
            Search::new(query, shelf, earlier).run(is_given_up)?
        };
        Some(Self {
            query: query.clone(),
            searched: shelf.len(),
            main: shelf.head().main,
            bookmarks: shelf.bookmarks().clone(),
            rows: finds.rows.into(),
            scores: finds.scores.into(),
            near: finds.near.into(),
        })
    }

    /// The same again, where it is what a query finds on a shelf.
    #[must_use]
    pub fn again(&self, query: &Query, shelf: &Shelf) -> Option<Self> {
        (self.still_holds(shelf) && self.query == *query && self.searched > 0).then(|| self.clone())
    }

    /// Whether the shelf has no other entries since, nor other scores, nor,
    /// where that matters, other bookmarks.
    fn still_holds(&self, shelf: &Shelf) -> bool {
        let same_bookmarks = || Arc::ptr_eq(&self.bookmarks, shelf.bookmarks());
        let same_shelf = self.searched == shelf.len() && self.main == shelf.head().main;
        same_shelf && (!self.query.asks_for_bookmarks() || same_bookmarks())
    }

    /// Whether the entry of a row was found.
    #[must_use]
    pub fn holds(&self, row: usize) -> bool {
        self.place_of(row).is_some()
    }

    /// Whether the query spells the name of the entry of a row, or its beginning.
    #[must_use]
    pub fn is_spelt(&self, row: usize) -> bool {
        self.place_of(row).and_then(|place| self.scores.get(place)).is_some_and(|score| *score >= NAME_BEGINS)
    }

    fn place_of(&self, row: usize) -> Option<usize> {
        self.rows.binary_search(&u32::try_from(row).ok()?).ok()
    }

    /// The row of what matches best; the first of several.
    #[must_use]
    pub fn best(&self) -> Option<usize> {
        let scored = self.rows.iter().zip(self.scores.iter()).rev();
        scored.max_by_key(|(_, score)| **score).map(|(row, _)| row).or(self.rows.first()).map(|row| *row as usize)
    }

    /// How many entries were searched.
    #[must_use]
    pub fn searched(&self) -> usize {
        self.searched
    }

    /// Searches the shelf to the end.
    #[must_use]
    pub fn all(query: &Query, shelf: &Shelf) -> Self {
        Self::of(query, shelf, None, &AtomicBool::new(false)).unwrap_or_default()
    }
}

impl Query {
    /// Whether whatever this query finds was near to what another one found:
    /// it says the same, but for letters at the end of its last word, and words
    /// behind.
    fn narrows(&self, other: &Self) -> bool {
        let Some((last, before)) = other.terms.split_last() else { return false };
        let Some((same, rest)) = self.terms.split_at_checked(before.len()) else { return false };
        let (Term::Word(old), Some(Term::Word(new))) = (last, rest.first()) else { return false };
        let is_longer = new.text.starts_with(&old.text) && new.text.contains('/') == old.text.contains('/');
        same == before
            && old.kind == WordKind::Fuzzy
            && new.kind == old.kind
            && !old.negated
            && !new.negated
            && is_longer
    }
}

struct Search<'s> {
    shelf: &'s Shelf,
    query: &'s Query,
    sieves: Vec<Sieve<'s>>,
    spelling: String,
    /// What was left over of all.
    within: Option<&'s Found>,
}

impl<'s> Search<'s> {
    fn new(query: &'s Query, shelf: &'s Shelf, within: Option<&'s Found>) -> Self {
        let sieves = query.filters().map(|filter| Sieve::new(filter, shelf)).collect();
        Self { shelf, query, sieves, spelling: query.squeezed(), within }
    }

    /// Searches every part; nothing where that is given up meanwhile.
    fn run(&self, is_given_up: &AtomicBool) -> Option<Finds> {
        let parts: Vec<_> = self.shelf.parts().collect();
        let of_part = |(start, part): &(usize, &Arc<Part>)| {
            let goes_on = !is_given_up.load(Ordering::Relaxed);
            goes_on.then(|| Desk::with(|desk| self.part(*start, part, desk)))
        };
        let found: Option<Vec<_>> =
            if parts.len() > 1 { parts.par_iter().map(of_part).collect() } else { parts.iter().map(of_part).collect() };
        let found = found?;
        let all = |of_part: fn(&Finds) -> &[u32]| found.iter().map(of_part).collect::<Vec<_>>().concat();
        Some(Finds {
            rows: all(|finds| &finds.rows),
            scores: all(|finds| &finds.scores),
            near: all(|finds| &finds.near),
        })
    }

    /// The rows of a part that were left over.
    fn rows(&self, start: usize, part: &Part) -> Rows<'s> {
        match self.within {
            None => Rows::All(0..part.len()),
            Some(Found { rows, near, .. }) => {
                let of_part = |rows: &'s [u32]| {
                    let from = rows.partition_point(|row| (*row as usize) < start);
                    let to = rows.partition_point(|row| (*row as usize) < start + part.len());
                    rows.get(from..to).unwrap_or_default().iter()
                };
                Rows::Some(start, of_part(rows), of_part(near))
            }
        }
    }

    fn part(&self, start: usize, part: &Part, desk: &mut Desk) -> Finds {
        let words: Vec<_> = self.query.words().map(|word| Sought::new(word, desk)).collect();
        let meshes: Vec<_> = self.sieves.iter().map(|sieve| sieve.mesh(part, self.shelf.head())).collect();
        let slips = Slips::new(self.query, part, self.shelf);
        let mut memo = Memo::new(part, self.shelf.head(), &words, desk);
        let mut standing = Standing::new(&self.spelling, part, self.shelf.head());
        let mut finds = Finds::default();
        let masks = part.letters();
        for row in self.rows(start, part) {
            let letters = masks.of(row);
            if !slips.admits(row) || !meshes.iter().all(|mesh| mesh.admits(row)) {
                continue;
            }
            let (mut score, mut worst) = (0, Fit::Good(0));
            for (number, word) in words.iter().enumerate() {
                let fit = match (word.negated, memo.fit(number, word, row, letters, desk)) {
                    (false, fit) => fit,
                    (true, Fit::Good(_)) => Fit::None,
                    (true, _) => Fit::Good(0),
                };
                let Fit::Good(gain) = fit else {
                    worst = worst.min(fit);
                    if worst == Fit::None {
                        break;
                    }
                    continue;
                };
                score += gain;
            }
            if worst == Fit::None {
                continue;
            }
            let number = u32::try_from(start + row).unwrap_or(u32::MAX);
            if matches!(worst, Fit::Good(_)) {
                finds.rows.push(number);
                if !words.is_empty() {
                    finds.scores.push(score + standing.of(row));
                }
            } else {
                finds.near.push(number);
            }
        }
        finds
    }
}

/// Rows of a part.
enum Rows<'s> {
    All(Range<usize>),
    /// Those of the whole shelf, behind the first of the part: what was found, and what was near.
    Some(usize, std::slice::Iter<'s, u32>, std::slice::Iter<'s, u32>),
}

impl Iterator for Rows<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Self::All(rows) => rows.next(),
            Self::Some(start, found, near) => {
                let is_near = match (found.as_slice().first(), near.as_slice().first()) {
                    (Some(found), Some(near)) => near < found,
                    (found, _) => found.is_none(),
                };
                let row = if is_near { near.next() } else { found.next() };
                row.map(|row| *row as usize - *start)
            }
        }
    }
}
