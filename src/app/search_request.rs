//! A search request and its response. Searches in a large index run on a worker thread.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;

use llm_catalog::{CatalogMeta, memory::MemoryBudget, protocol::ComparableScores};
use llm_index::{
    Column, EncodedField, Index, RowId, SegmentRows,
    lineage::{LineageForest, Relations},
    query::{
        Query,
        suggest::{suggest_filters, suggest_names},
    },
    search::{Highlighter, SearchResults, blocking_term, count_unknown_memory},
    sort::SortOrder,
};

use crate::{
    app::{
        tab::Tab,
        typed_query::{CheckedQuery, ValueCheck},
    },
    chart::{Chart, ChartSpec},
};

/// The number of entries in each tab.
type TabCounts = [usize; Tab::ALL.len()];

/// A search to run.
#[derive(Debug)]
pub struct SearchRequest {
    index: Index,
    query: Query,
    tab: Tab,
    order: SortOrder,
    /// If the tab with the best match is to be shown, the order of extensions.
    best_match_order: Option<SortOrder>,
    /// Earlier results, which a refined query searches instead of the index.
    previous: SearchResults,
    chart_spec: Option<ChartSpec>,
    /// The relations of the lineage of the matches, if it is requested.
    lineage: Option<Relations>,
    /// Whether the rows of the response are entries, each by the first of its variants in the order.
    one_row_per_entry: bool,
    /// The entry that the lineage contains even if it is truncated.
    required_row: Option<RowId>,
    /// Whether the benchmark of the score column was chosen; else it is that of most of the first results.
    is_benchmark_chosen: bool,
    previous_benchmark: Option<Arc<BenchmarkBasis>>,
    /// The text of the query, if its values are to be compared with those of the catalogue.
    value_check: Option<ValueCheck>,
}

/// The results of a search.
#[derive(Debug, Default)]
pub struct SearchResponse {
    /// The matches of every tab, in index order.
    pub results: SearchResults,
    /// The number of matches in each tab.
    pub tab_counts: TabCounts,
    /// The number of entries in each tab without a query.
    pub tab_totals: TabCounts,
    /// The requested tab, or the one with the best match.
    pub tab: Tab,
    /// The matches of the tab, sorted: of each entry one variant (see [`SortOrder::picks_variants`]).
    pub rows: Arc<Vec<RowId>>,
    /// Hints if nothing matches.
    pub hints: NoMatchHints,
    /// The chart of the matches, if requested.
    pub chart: Option<Chart>,
    /// The lineage of the matches, if requested.
    pub forest: Option<LineageForest>,
    /// The benchmark of the score column, and of the filters and the order by it.
    pub benchmark_idx: usize,
    /// Those of its scores that compare: of the protocol that most of the first results have.
    pub comparable_scores: Option<ComparableScores>,
    /// What the memory column assumes: what the first memory budget of the query asks for.
    pub memory_budget: MemoryBudget,
    /// The words of which the best match has only the letters.
    pub scattered_words: Vec<String>,
    /// The number of entries with released weights that a filter by memory leaves out because theirs is unknown.
    pub unknown_memory: usize,
    /// What the benchmark of a search by scores was found in.
    pub benchmark_basis: Option<Arc<BenchmarkBasis>>,
    /// The query that was searched for, if its values were compared with those of the catalogue.
    pub checked_query: Option<CheckedQuery>,
}

/// The benchmark of a search by scores and those of its scores that compare, and the search without them in which they
/// were found.
#[derive(Clone, Debug)]
pub struct BenchmarkBasis {
    results: SearchResults,
    tab: Tab,
    order: SortOrder,
    /// The benchmark that was chosen.
    chosen: Option<usize>,
    benchmark_idx: usize,
    comparable_scores: Option<ComparableScores>,
}

/// Hints for a query without a match.
#[derive(Debug, Default)]
pub struct NoMatchHints {
    /// The term without which there would be the most matches.
    pub blocking_term: Option<String>,
    /// Similar names, the most similar first.
    pub suggested_names: Vec<String>,
    /// Filters that words of the query may stand for.
    pub suggested_filters: Vec<String>,
}

impl NoMatchHints {
    fn new(query: &Query, index: &Index, is_cancelled: &AtomicBool) -> Self {
        Self {
            blocking_term: blocking_term(query, index, is_cancelled).map(ToString::to_string),
            suggested_names: suggest_names(query, index, is_cancelled),
            suggested_filters: suggest_filters(query),
        }
    }
}

/// From this number of matches on, segments are filtered in parallel.
const PARALLEL_THRESHOLD_ROWS: usize = 20_000;
/// The score column has the benchmark of most of so many first results: more than most screens show.
const BENCHMARK_SAMPLE_ROWS: usize = 40;
/// If none of them has a score, the next ones decide, up to so many samples.
const MAX_BENCHMARK_SAMPLES: usize = 100;
/// The maximum number of models in a lineage, without their ancestors.
pub const MAX_LINEAGE_MODELS: usize = 20_000;

impl SearchRequest {
    /// Creates a search of a query in a tab. `previous` are earlier results of the same index.
    #[must_use]
    pub fn new(mut index: Index, query: Query, tab: Tab, order: SortOrder, previous: SearchResults) -> Self {
        index.set_memory_budget(query.memory_budgets().next().unwrap_or(index.meta().default_memory_budget));
        Self {
            index,
            query,
            tab,
            order,
            best_match_order: None,
            previous,
            chart_spec: None,
            lineage: None,
            one_row_per_entry: true,
            required_row: None,
            is_benchmark_chosen: false,
            previous_benchmark: None,
            value_check: None,
        }
    }

    /// Requests All, or Extensions in an order of their own, if the tab has no match as good as the best one.
    #[must_use]
    pub fn with_best_match(self, extension_order: SortOrder) -> Self {
        Self { best_match_order: Some(extension_order), ..self }
    }

    /// Keeps the active benchmark of the index, if it was chosen.
    #[must_use]
    pub fn with_chosen_benchmark(self, is_benchmark_chosen: bool) -> Self {
        Self { is_benchmark_chosen, ..self }
    }

    /// Adds the basis of an earlier response, which is used again if it is the same.
    #[must_use]
    pub fn with_previous_benchmark(self, previous_benchmark: Option<Arc<BenchmarkBasis>>) -> Self {
        Self { previous_benchmark, ..self }
    }

    /// Compares the values of the query with those of the catalogue first, and leaves out the terms with unknown ones.
    #[must_use]
    pub(super) fn with_value_check(self, value_check: Option<ValueCheck>) -> Self {
        Self { value_check, ..self }
    }

    /// Requests a chart of the matches.
    #[must_use]
    pub fn with_chart(self, chart_spec: Option<ChartSpec>) -> Self {
        Self { chart_spec, ..self }
    }

    /// Requests a row for each variant that matches, rather than one for each entry.
    #[must_use]
    pub fn with_variants(self, with_variants: bool) -> Self {
        Self { one_row_per_entry: !with_variants, ..self }
    }

    /// Requests the lineage of the matches, which contains `required_row`, else the best match.
    #[must_use]
    pub fn with_lineage(self, lineage: Option<Relations>, required_row: Option<RowId>) -> Self {
        Self { lineage, required_row, ..self }
    }

    /// The number of times that a term of the query is looked for in an entry.
    pub(super) fn cost(&self) -> usize {
        self.index.len() * self.query.terms.len().max(1)
    }

    /// Runs the search. Returns `None` if it was cancelled.
    #[must_use]
    pub fn run(mut self, is_cancelled: &AtomicBool) -> Option<SearchResponse> {
        let checked_query = self.value_check.take().map(|check| check.run(&self.index));
        if let Some(checked) = &checked_query {
            self.query = checked.query.clone();
            self.best_match_order = self.best_match_order.filter(|_| !self.query.is_empty());
        }
        Some(SearchResponse { checked_query, ..self.search(is_cancelled)? })
    }

    fn search(self, is_cancelled: &AtomicBool) -> Option<SearchResponse> {
        let is_by_score = self.query.filters_by(Column::Score) || self.order.column() == Some(Column::Score);
        let chosen = self.is_benchmark_chosen.then_some(self.index.meta().active_benchmark_idx);
        let benchmark_basis = if is_by_score { Some(self.benchmark_basis(chosen, is_cancelled)?) } else { None };
        let Self { mut index, query, tab, order, best_match_order, previous, .. } = self;
        let Self { chart_spec, lineage, one_row_per_entry, required_row, .. } = self;
        if let Some(basis) = &benchmark_basis {
            index.set_shown_scores(basis.benchmark_idx, basis.comparable_scores.clone());
        }
        let results = match previous.reuse(&query, &index) {
            Some(results) => results,
            None => SearchResults::search(&query, &index, Some(&previous), is_cancelled)?,
        };
        if is_cancelled.load(Ordering::Relaxed) {
            return None;
        }
        let tab_counts = count_by_tab(&results.rows, &index);
        let (mut tab, mut order, mut matches) = (tab, order, filter_by_tab(&results, tab, &index));
        if let Some(extension_order) = best_match_order
            && let Some(widest) = tab_of_better_match(tab, &matches.1, &results, &index)
        {
            order = if widest == Tab::Extensions { extension_order } else { order };
            (tab, matches) = (widest, filter_by_tab(&results, widest, &index));
        }
        let rows = sort_matches(matches.clone(), order, one_row_per_entry, &index);
        if !is_by_score {
            // Those of the same results as entries.
            let entries = if one_row_per_entry { rows.clone() } else { sort_matches(matches, order, true, &index) };
            let (benchmark_idx, comparable) = scores_of_first(&entries, chosen, &index);
            index.set_shown_scores(benchmark_idx, comparable);
        }
        let has_none = results.rows.is_empty() && !query.is_empty();
        let hints = if has_none { NoMatchHints::new(&query, &index, is_cancelled) } else { NoMatchHints::default() };
        if is_cancelled.load(Ordering::Relaxed) {
            return None;
        }
        let unknown_memory = count_unknown_memory(&query, &index, &results, is_cancelled)?;
        let best_match = results.best_match().filter(|_| query.is_scored());
        let highlights = best_match.map(|row| Highlighter::new(&query).highlights(&index, row)).unwrap_or_default();
        let chart = chart_spec.map(|spec| Chart::new(spec, &results.rows, &index));
        let forest = lineage.map(|relations| build_forest(&results, required_row, relations, &index));
        let tab_totals = total_by_tab(&index);
        let CatalogMeta { active_benchmark_idx: benchmark_idx, memory_budget, .. } = *index.meta();
        let comparable_scores = index.meta().comparable_scores.clone();
        Some(SearchResponse {
            results,
            tab_counts,
            tab_totals,
            tab,
            rows,
            hints,
            chart,
            forest,
            benchmark_idx,
            comparable_scores,
            memory_budget,
            scattered_words: highlights.scattered_words,
            unknown_memory,
            benchmark_basis,
            checked_query: None,
        })
    }

    /// The scores that are filtered and ordered by: those of the same search without them.
    fn benchmark_basis(&self, chosen: Option<usize>, is_cancelled: &AtomicBool) -> Option<Arc<BenchmarkBasis>> {
        let (index, tab, previous) = (&self.index, self.tab, self.previous_benchmark.as_ref());
        let query = self.query.without_filters_by(Column::Score);
        let order = match self.order.column() {
            Some(Column::Score) if query.is_scored() => SortOrder::Relevance,
            Some(Column::Score) => SortOrder::by_column(Column::Released),
            _ => self.order,
        };
        let results = previous.and_then(|basis| basis.results.reuse(&query, index));
        let key = (tab, order, chosen);
        let same = previous.filter(|basis| results.is_some() && (basis.tab, basis.order, basis.chosen) == key);
        if let Some(same) = same {
            return Some(same.clone());
        }
        let results = match results {
            Some(results) => results,
            None => SearchResults::search(&query, index, None, is_cancelled)?,
        };
        let rows = sort_matches(filter_by_tab(&results, tab, index), order, true, index);
        let (benchmark_idx, comparable_scores) = scores_of_first(&rows, chosen, index);
        Some(Arc::new(BenchmarkBasis { results, tab, order, chosen, benchmark_idx, comparable_scores }))
    }
}

/// The benchmark that was chosen, else the one that most of the first rows have scores on, else the first of the catalogue;
/// and its scores of the protocol that most of the first rows have, if one has any.
fn scores_of_first(rows: &[RowId], chosen: Option<usize>, index: &Index) -> (usize, Option<ComparableScores>) {
    let mut samples = rows.chunks(BENCHMARK_SAMPLE_ROWS).take(MAX_BENCHMARK_SAMPLES);
    let of_sample = |rows: &[RowId]| {
        let benchmark_idx = chosen.or_else(|| index.commonest_benchmark(rows))?;
        Some((benchmark_idx, Some(index.commonest_scores(rows, benchmark_idx)?)))
    };
    samples.find_map(of_sample).unwrap_or((chosen.unwrap_or_default(), None))
}

/// Rows with their scores in an order; of each entry the first, if so requested.
fn sort_matches(
    (rows, scores): (Arc<Vec<RowId>>, Arc<Vec<u32>>),
    order: SortOrder,
    one_row_per_entry: bool,
    index: &Index,
) -> Arc<Vec<RowId>> {
    if one_row_per_entry { order.sort_entries(rows, &scores, index) } else { order.sort(rows, &scores, index) }
}

/// All or Extensions, if the best match is there and a tab has none as good; `scores` are those of its matches.
/// Without scores, any match is as good.
fn tab_of_better_match(tab: Tab, scores: &[u32], results: &SearchResults, index: &Index) -> Option<Tab> {
    let (segment, row) = index.locate(results.best_match()?)?;
    let stage = segment.stage(row);
    let is_as_good = match scores.iter().max() {
        Some(score) => results.is_as_good_as_best(*score),
        None => results.scores.is_empty() && results.rows.iter().any(|row| is_in_tab(*row, tab, index)),
    };
    (!tab.contains(stage) && !is_as_good).then(|| Tab::widest(stage))
}

fn is_in_tab(row: RowId, tab: Tab, index: &Index) -> bool {
    index.locate(row).is_some_and(|(segment, row)| tab.contains(segment.stage(row)))
}

/// The lineage of the matches. A required match comes first, as the lineage may be truncated.
fn build_forest(
    results: &SearchResults,
    required_row: Option<RowId>,
    relations: Relations,
    index: &Index,
) -> LineageForest {
    let matching = |row| std::iter::once(row).chain(index.variant_rows(row)).find(|row| results.contains(*row));
    let first = required_row.and_then(matching).or_else(|| results.best_match());
    let others = results.rows.iter().copied().filter(|row| Some(*row) != first);
    LineageForest::with_ancestors(index, first.into_iter().chain(others), MAX_LINEAGE_MODELS, relations)
}

/// Counts rows by tab.
fn count_by_tab(rows: &[RowId], index: &Index) -> TabCounts {
    if rows.len() == index.len() {
        return total_by_tab(index);
    }
    let count_segment = |group: &SegmentRows<'_>| {
        let (stages, keys) = (group.segment.stages_by_key(), group.segment.keys(EncodedField::Stage));
        let tabs: Vec<_> = stages.iter().map(|stage| Tab::ALL.map(|tab| tab.contains(*stage))).collect();
        let mut counts = TabCounts::default();
        // The variants of a model are one entry of a tab.
        let mut last_counted = [None; Tab::ALL.len()];
        for (_, row) in group.with_local_rows() {
            let entry_row = Some(group.segment.entry_row(row));
            let in_tabs = tabs.get(keys.get(row)).into_iter().flatten();
            for ((count, last), _) in
                counts.iter_mut().zip(&mut last_counted).zip(in_tabs).filter(|(_, in_tab)| **in_tab)
            {
                if *last != entry_row {
                    (*count, *last) = (*count + 1, entry_row);
                }
            }
        }
        counts
    };
    let mut totals = TabCounts::default();
    for counts in map_segments(&index.group_by_segment(rows), rows.len(), count_segment) {
        totals.iter_mut().zip(counts).for_each(|(total, count): (_, usize)| *total += count);
    }
    totals
}

/// The results of a tab with their scores.
fn filter_by_tab(results: &SearchResults, tab: Tab, index: &Index) -> (Arc<Vec<RowId>>, Arc<Vec<u32>>) {
    if index.count_entries(|stage| !tab.contains(stage)) == 0 {
        return (results.rows.clone(), results.scores.clone());
    }
    let mut scores = results.scores.as_slice();
    let mut segments = Vec::new();
    for group in index.group_by_segment(&results.rows) {
        let (segment_scores, rest) = scores.split_at_checked(group.rows.len()).unwrap_or_default();
        segments.push((group, segment_scores));
        scores = rest;
    }
    let filter_segment = |(group, scores): &(SegmentRows<'_>, &[u32])| {
        let is_tab_stage: Vec<_> = group.segment.stages_by_key().into_iter().map(|stage| tab.contains(stage)).collect();
        let keys = group.segment.keys(EncodedField::Stage);
        let is_in_tab = |row: &RowId| is_tab_stage.get(keys.get(row.within(group.base_row))) == Some(&true);
        let scores = group.rows.iter().zip(*scores).filter(|(row, _)| is_in_tab(row)).map(|(_, score)| *score);
        (scores.collect::<Vec<_>>(), group.rows.iter().copied().filter(is_in_tab).collect::<Vec<_>>())
    };
    let (mut rows, mut scores) = (Vec::new(), Vec::new());
    for (mut segment_scores, mut segment_rows) in map_segments(&segments, results.rows.len(), filter_segment) {
        rows.append(&mut segment_rows);
        scores.append(&mut segment_scores);
    }
    (rows.into(), scores.into())
}

/// Maps segments, in parallel if they have many rows.
fn map_segments<S: Sync, T: Send>(segments: &[S], rows: usize, map: impl Fn(&S) -> T + Send + Sync) -> Vec<T> {
    if rows < PARALLEL_THRESHOLD_ROWS {
        segments.iter().map(map).collect()
    } else {
        segments.par_iter().map(map).collect()
    }
}

fn total_by_tab(index: &Index) -> TabCounts {
    Tab::ALL.map(|tab| index.count_entries(|stage| tab.contains(stage)))
}
