//! Searches: the entries that match a query, and their scores.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use llm_catalog::{CatalogMeta, memory::MemoryBudget, protocol::ComparableScores};

use crate::{
    column::Column,
    fold::{fold_name, fold_prose},
    index::Index,
    query::{Query, Term, WordKind},
    row_id::{LocalRow, RowId},
    search::{
        boost::{ExactMatchBoost, is_as_good},
        filter::{BookmarkFilter, CompiledFilter},
        fuzzy_score::{CompiledTerm, MatcherScratch, TermScore},
        scorer::TermScorer,
    },
    segment::Segment,
    sort::SortOrder,
};

/// The results of a search.
#[derive(Clone, Debug, Default)]
pub struct SearchResults {
    query: Query,
    /// The number of entries of the index that was searched.
    total_searched: usize,
    /// The generations of that index.
    content_generation: u64,
    bookmarks_generation: u64,
    /// What the score and memory columns of that index showed.
    benchmark_idx: usize,
    comparable_scores: Option<ComparableScores>,
    memory_budget: MemoryBudget,
    /// The matching rows, ascending.
    pub rows: Arc<Vec<RowId>>,
    /// The score of each row, higher is better; empty for a query without words.
    pub scores: Arc<Vec<u32>>,
    best_match: Option<RowId>,
    /// Ascending rows that do not match, but may match a refined query.
    candidates: Arc<Vec<RowId>>,
}

/// The results for some segments.
#[derive(Default)]
struct RawResults {
    rows: Vec<RowId>,
    scores: Vec<u32>,
    candidates: Vec<RowId>,
}

impl SearchResults {
    /// Searches an index. If the query refines that of `previous`, only its
    /// matches and candidates are searched. Returns `None` once `cancelled` is set.
    #[must_use]
    pub fn search(query: &Query, index: &Index, previous: Option<&Self>, cancelled: &AtomicBool) -> Option<Self> {
        let results = if query.is_empty() {
            RawResults { rows: index.rows().collect(), ..RawResults::default() }
        } else {
            let previous = previous.filter(|results| results.is_current(index) && query.refines(&results.query));
            SearchTask::new(query, index, previous).run(cancelled)?
        };
        Some(Self {
            query: query.clone(),
            total_searched: index.len(),
            content_generation: index.content_generation(),
            bookmarks_generation: index.bookmarks_generation(),
            benchmark_idx: index.meta().active_benchmark_idx,
            comparable_scores: index.meta().comparable_scores.clone(),
            memory_budget: index.meta().memory_budget,
            best_match: SortOrder::first_by_relevance(&results.rows, &results.scores, index),
            rows: results.rows.into(),
            scores: results.scores.into(),
            candidates: results.candidates.into(),
        })
    }

    /// Searches an index without the results of a previous search.
    #[must_use]
    pub fn search_all(query: &Query, index: &Index) -> Self {
        Self::search(query, index, None, &AtomicBool::new(false)).unwrap_or_default()
    }

    /// The results themselves, if they are those of this query in this index.
    #[must_use]
    pub fn reuse(&self, query: &Query, index: &Index) -> Option<Self> {
        (self.is_current(index) && self.query == *query && self.total_searched > 0).then(|| self.clone())
    }

    /// Whether a search of this index would have the same results.
    fn is_current(&self, index: &Index) -> bool {
        self.content_generation == index.content_generation()
            && (!self.query.uses_bookmarks() || self.bookmarks_generation == index.bookmarks_generation())
            && (!self.query.filters_by(Column::Score) || self.is_of_scores(index.meta()))
            && (!self.query.filters_by(Column::Memory) || self.memory_budget == index.meta().memory_budget)
    }

    fn is_of_scores(&self, meta: &CatalogMeta) -> bool {
        self.benchmark_idx == meta.active_benchmark_idx && self.comparable_scores == meta.comparable_scores
    }

    /// Whether a row matches: the variant itself, not another one of its model.
    #[must_use]
    pub fn contains(&self, row: RowId) -> bool {
        self.rows.binary_search(&row).is_ok()
    }

    /// Whether a match with this score is as good as the best one: an exact name like an exact name, a
    /// prefix like a prefix, and any other match by its score.
    #[must_use]
    pub fn is_as_good_as_best(&self, score: u32) -> bool {
        self.scores.iter().max().is_none_or(|best| is_as_good(score, *best))
    }

    /// The first row in [the order of relevance](SortOrder::Relevance); the first match if there are no scores.
    #[must_use]
    pub fn best_match(&self) -> Option<RowId> {
        self.best_match
    }

    /// The number of entries that were searched.
    #[must_use]
    pub fn total_searched(&self) -> usize {
        self.total_searched
    }
}

impl Query {
    /// Whether all matches of this query are among the matches and candidates
    /// of `other`: its terms are the same, except that the last word is longer
    /// and that others may follow.
    fn refines(&self, other: &Self) -> bool {
        let Some((last, before)) = other.terms.split_last() else { return false };
        let Some((same, rest)) = self.terms.split_at_checked(before.len()) else { return false };
        let (Term::Word(old), Some(Term::Word(new))) = (last, rest.first()) else { return false };
        // A slash makes a word match URLs too. A character may combine with the one before it.
        let starts_with = |fold: fn(&str) -> String| {
            let folded = fold(&old.text);
            !folded.is_empty() && fold(&new.text).starts_with(&folded)
        };
        let is_longer = new.text.starts_with(&old.text)
            && starts_with(fold_name)
            && starts_with(fold_prose)
            && new.text.contains('/') == old.text.contains('/');
        same == before
            && old.kind == WordKind::Fuzzy
            && new.kind == old.kind
            && !old.negated
            && !new.negated
            && is_longer
    }
}

/// How many rows are searched between two looks at whether the search was cancelled. A query of a hundred words takes
/// some milliseconds for them.
const CANCELLATION_CHECK_ROWS: usize = 256;

struct SearchTask<'s> {
    index: &'s Index,
    query: &'s Query,
    filters: Vec<CompiledFilter<'s>>,
    folded_query: String,
    /// The results that the query refines.
    previous: Option<&'s SearchResults>,
}

impl<'s> SearchTask<'s> {
    fn new(query: &'s Query, index: &'s Index, previous: Option<&'s SearchResults>) -> Self {
        let filters = query.filters().map(|filter| CompiledFilter::new(filter, index)).collect();
        Self { index, query, filters, folded_query: query.folded_text(), previous }
    }

    /// Searches all segments; `None` if that was cancelled.
    fn run(&self, cancelled: &AtomicBool) -> Option<RawResults> {
        let segments: Vec<_> = self.index.segments().collect();
        let search = |(base_row, segment): &(RowId, &Arc<Segment>)| {
            MatcherScratch::with_thread_local(|scratch| self.search_segment(*base_row, segment, cancelled, scratch))
        };
        let results: Option<Vec<_>> = if segments.len() > 1 {
            segments.par_iter().map(search).collect()
        } else {
            segments.iter().map(search).collect()
        };
        let results = results?;
        Some(RawResults {
            rows: results.iter().map(|results| &*results.rows).collect::<Vec<_>>().concat(),
            scores: results.iter().map(|results| &*results.scores).collect::<Vec<_>>().concat(),
            candidates: results.iter().map(|results| &*results.candidates).collect::<Vec<_>>().concat(),
        })
    }

    /// The rows of a segment that can match.
    fn rows_to_search(&self, base_row: RowId, segment: &Segment) -> RowIter<'s> {
        match self.previous {
            None => RowIter::All(segment.row_range()),
            Some(SearchResults { rows, candidates, .. }) => {
                let in_segment = |rows: &'s [RowId]| {
                    let start = rows.partition_point(|row| *row < base_row);
                    let end = rows.partition_point(|row| row.index() < base_row.index() + segment.len());
                    rows.get(start..end).unwrap_or_default().iter()
                };
                RowIter::Refined { base_row, matches: in_segment(rows), candidates: in_segment(candidates) }
            }
        }
    }

    /// Searches a segment; `None` if that was cancelled.
    fn search_segment(
        &self,
        base_row: RowId,
        segment: &Segment,
        cancelled: &AtomicBool,
        scratch: &mut MatcherScratch,
    ) -> Option<RawResults> {
        if cancelled.load(Ordering::Relaxed) {
            return None;
        }
        let meta = self.index.meta();
        let terms: Vec<_> = self.query.words().map(|word| CompiledTerm::new(word, scratch)).collect();
        let filters: Vec<_> = self.filters.iter().map(|filter| filter.for_segment(segment, meta)).collect();
        let bookmark_filter = BookmarkFilter::new(self.query, segment, self.index);
        let mut scorer = TermScorer::new(segment, meta, &terms, scratch);
        let mut boost = ExactMatchBoost::new(&self.folded_query, segment, meta);
        let mut results = RawResults::default();
        let char_masks = segment.char_masks();
        for (count, row) in self.rows_to_search(base_row, segment).enumerate() {
            if count % CANCELLATION_CHECK_ROWS == 0 && cancelled.load(Ordering::Relaxed) {
                return None;
            }
            let char_mask = char_masks.get(row.index());
            if !bookmark_filter.matches(row) || !filters.iter().all(|filter| filter.matches(row)) {
                continue;
            }
            let (mut sum, mut worst) = (0, TermScore::Match(0));
            for (idx, term) in terms.iter().enumerate() {
                let score = match (term.negated, scorer.score(idx, term, row, char_mask, scratch)) {
                    (false, score) => score,
                    (true, TermScore::Match(_)) => TermScore::NoMatch,
                    (true, _) => TermScore::Match(0),
                };
                let TermScore::Match(points) = score else {
                    worst = worst.min(score);
                    if worst == TermScore::NoMatch {
                        break;
                    }
                    continue;
                };
                sum += points;
            }
            match worst {
                TermScore::NoMatch => {}
                TermScore::BelowThreshold => results.candidates.push(base_row.offset(row)),
                TermScore::Match(_) => {
                    results.rows.push(base_row.offset(row));
                    if !terms.is_empty() {
                        results.scores.push(sum + boost.boost(row));
                    }
                }
            }
        }
        Some(results)
    }
}

/// Rows of a segment in ascending order.
enum RowIter<'s> {
    All(Range<u16>),
    Refined { base_row: RowId, matches: std::slice::Iter<'s, RowId>, candidates: std::slice::Iter<'s, RowId> },
}

impl Iterator for RowIter<'_> {
    type Item = LocalRow;

    fn next(&mut self) -> Option<LocalRow> {
        match self {
            Self::All(rows) => rows.next().map(LocalRow::from),
            Self::Refined { base_row, matches, candidates } => {
                let is_candidate = match (matches.as_slice().first(), candidates.as_slice().first()) {
                    (Some(matching), Some(candidate)) => candidate < matching,
                    (matching, _) => matching.is_none(),
                };
                let row = if is_candidate { candidates.next() } else { matches.next() };
                row.map(|row| row.within(*base_row))
            }
        }
    }
}
