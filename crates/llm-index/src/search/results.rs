//! Searching the shelf: which entries a query finds, and how well.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use llm_catalog::bookmarks::Bookmarks;

use crate::{
    Index,
    query::{Query, Term, WordKind, bookmarked::BookmarkFilter},
    search::{
        boost::{ExactMatchBoost, NAME_PREFIX_BOOST},
        filter::CompiledFilter,
        scorer::TermScorer,
        term::{CompiledTerm, MatcherScratch, TermScore},
    },
    segment::Segment,
};

/// What a query finds.
#[derive(Clone, Debug, Default)]
pub struct SearchResults {
    /// What was asked.
    query: Query,
    /// How many entries the shelf had then.
    total_searched: usize,
    /// The benchmark that scores were of.
    active_benchmark: usize,
    /// What was bookmarked then.
    bookmarks: Arc<Bookmarks>,
    /// The rows of the entries that match every term, in the order of the shelf.
    pub rows: Arc<Vec<u32>>,
    /// How well each of them matches, the higher the better; none where no word is looked for.
    pub scores: Arc<Vec<u32>>,
    /// The rows that a narrower query may find, beside those.
    candidates: Arc<Vec<u32>>,
}

/// What is found in a part.
#[derive(Default)]
struct SegmentResults {
    rows: Vec<u32>,
    scores: Vec<u32>,
    candidates: Vec<u32>,
}

impl SearchResults {
    /// Searches the shelf. Of an earlier search of the same shelf, only what it
    /// left over is searched again, where the query was only narrowed since.
    /// Nothing is found where the search is given up meanwhile.
    #[must_use]
    pub fn search(query: &Query, shelf: &Index, earlier: Option<&Self>, is_given_up: &AtomicBool) -> Option<Self> {
        let finds = if query.is_empty() {
            SegmentResults {
                rows: (0..u32::try_from(shelf.len()).unwrap_or(u32::MAX)).collect(),
                ..SegmentResults::default()
            }
        } else {
            let earlier = earlier.filter(|found| found.is_current(shelf) && query.refines(&found.query));
            SearchTask::new(query, shelf, earlier).run(is_given_up)?
        };
        Some(Self {
            query: query.clone(),
            total_searched: shelf.len(),
            active_benchmark: shelf.meta().active_benchmark_idx,
            bookmarks: shelf.bookmarks().clone(),
            rows: finds.rows.into(),
            scores: finds.scores.into(),
            candidates: finds.candidates.into(),
        })
    }

    /// The same again, where it is what a query finds on a shelf.
    #[must_use]
    pub fn reuse(&self, query: &Query, shelf: &Index) -> Option<Self> {
        (self.is_current(shelf) && self.query == *query && self.total_searched > 0).then(|| self.clone())
    }

    /// Whether the shelf has no other entries since, nor other scores, nor,
    /// where that matters, other bookmarks.
    fn is_current(&self, shelf: &Index) -> bool {
        let same_bookmarks = || Arc::ptr_eq(&self.bookmarks, shelf.bookmarks());
        let same_shelf =
            self.total_searched == shelf.len() && self.active_benchmark == shelf.meta().active_benchmark_idx;
        same_shelf && (!self.query.uses_bookmarks() || same_bookmarks())
    }

    /// Whether the entry of a row was found.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        self.position(row).is_some()
    }

    /// Whether the query spells the name of the entry of a row, or its beginning.
    #[must_use]
    pub fn is_name_prefix_match(&self, row: usize) -> bool {
        self.position(row).and_then(|place| self.scores.get(place)).is_some_and(|score| *score >= NAME_PREFIX_BOOST)
    }

    fn position(&self, row: usize) -> Option<usize> {
        self.rows.binary_search(&u32::try_from(row).ok()?).ok()
    }

    /// The row of what matches best; the first of several.
    #[must_use]
    pub fn best_match(&self) -> Option<usize> {
        let scored = self.rows.iter().zip(self.scores.iter()).rev();
        scored.max_by_key(|(_, score)| **score).map(|(row, _)| row).or(self.rows.first()).map(|row| *row as usize)
    }

    /// How many entries were searched.
    #[must_use]
    pub fn total_searched(&self) -> usize {
        self.total_searched
    }

    /// Searches the shelf to the end.
    #[must_use]
    pub fn search_all(query: &Query, shelf: &Index) -> Self {
        Self::search(query, shelf, None, &AtomicBool::new(false)).unwrap_or_default()
    }
}

impl Query {
    /// Whether whatever this query finds was near to what another one found:
    /// it says the same, but for letters at the end of its last word, and words
    /// behind.
    fn refines(&self, other: &Self) -> bool {
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

struct SearchTask<'s> {
    index: &'s Index,
    query: &'s Query,
    filters: Vec<CompiledFilter<'s>>,
    normalized_query: String,
    /// What was left over of all.
    previous: Option<&'s SearchResults>,
}

impl<'s> SearchTask<'s> {
    fn new(query: &'s Query, shelf: &'s Index, within: Option<&'s SearchResults>) -> Self {
        let sieves = query.filters().map(|filter| CompiledFilter::new(filter, shelf)).collect();
        Self { index: shelf, query, filters: sieves, normalized_query: query.normalized_text(), previous: within }
    }

    /// Searches every part; nothing where that is given up meanwhile.
    fn run(&self, is_given_up: &AtomicBool) -> Option<SegmentResults> {
        let parts: Vec<_> = self.index.segments().collect();
        let of_part = |(start, part): &(usize, &Arc<Segment>)| {
            let goes_on = !is_given_up.load(Ordering::Relaxed);
            goes_on.then(|| MatcherScratch::with_thread_local(|desk| self.search_segment(*start, part, desk)))
        };
        let found: Option<Vec<_>> =
            if parts.len() > 1 { parts.par_iter().map(of_part).collect() } else { parts.iter().map(of_part).collect() };
        let found = found?;
        let all = |of_part: fn(&SegmentResults) -> &[u32]| found.iter().map(of_part).collect::<Vec<_>>().concat();
        Some(SegmentResults {
            rows: all(|finds| &finds.rows),
            scores: all(|finds| &finds.scores),
            candidates: all(|finds| &finds.candidates),
        })
    }

    /// The rows of a part that were left over.
    fn rows_to_search(&self, start: usize, part: &Segment) -> RowIter<'s> {
        match self.previous {
            None => RowIter::All(0..part.len()),
            Some(SearchResults { rows, candidates: near, .. }) => {
                let of_part = |rows: &'s [u32]| {
                    let from = rows.partition_point(|row| (*row as usize) < start);
                    let to = rows.partition_point(|row| (*row as usize) < start + part.len());
                    rows.get(from..to).unwrap_or_default().iter()
                };
                RowIter::Refined(start, of_part(rows), of_part(near))
            }
        }
    }

    fn search_segment(&self, start: usize, part: &Segment, desk: &mut MatcherScratch) -> SegmentResults {
        let words: Vec<_> = self.query.words().map(|word| CompiledTerm::new(word, desk)).collect();
        let meshes: Vec<_> = self.filters.iter().map(|sieve| sieve.for_segment(part, self.index.meta())).collect();
        let slips = BookmarkFilter::new(self.query, part, self.index);
        let mut memo = TermScorer::new(part, self.index.meta(), &words, desk);
        let mut standing = ExactMatchBoost::new(&self.normalized_query, part, self.index.meta());
        let mut finds = SegmentResults::default();
        let masks = part.char_masks();
        for row in self.rows_to_search(start, part) {
            let letters = masks.get(row);
            if !slips.matches(row) || !meshes.iter().all(|mesh| mesh.matches(row)) {
                continue;
            }
            let (mut score, mut worst) = (0, TermScore::Match(0));
            for (number, word) in words.iter().enumerate() {
                let fit = match (word.negated, memo.score(number, word, row, letters, desk)) {
                    (false, fit) => fit,
                    (true, TermScore::Match(_)) => TermScore::NoMatch,
                    (true, _) => TermScore::Match(0),
                };
                let TermScore::Match(gain) = fit else {
                    worst = worst.min(fit);
                    if worst == TermScore::NoMatch {
                        break;
                    }
                    continue;
                };
                score += gain;
            }
            if worst == TermScore::NoMatch {
                continue;
            }
            let number = u32::try_from(start + row).unwrap_or(u32::MAX);
            if matches!(worst, TermScore::Match(_)) {
                finds.rows.push(number);
                if !words.is_empty() {
                    finds.scores.push(score + standing.boost(row));
                }
            } else {
                finds.candidates.push(number);
            }
        }
        finds
    }
}

/// Rows of a part.
enum RowIter<'s> {
    All(Range<usize>),
    /// Those of the whole shelf, behind the first of the part: what was found, and what was near.
    Refined(usize, std::slice::Iter<'s, u32>, std::slice::Iter<'s, u32>),
}

impl Iterator for RowIter<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match self {
            Self::All(rows) => rows.next(),
            Self::Refined(start, found, near) => {
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
