//! What takes long on a large shelf, and is done beside the loop: finding the
//! entries of a tab that match, and putting them in order.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;

use llm_index::{
    EncodedField, Index, RowId, SegmentRows,
    lineage::LineageForest,
    query::{Query, suggest::suggest_names},
    search::{SearchResults, blocking_term},
    sort::SortOrder,
};

use crate::{
    app::{tab::Tab, tree},
    chart::{Chart, ChartSpec},
};

/// How many entries each tab holds.
type TabCounts = [usize; Tab::ALL.len()];

/// Something to be found.
#[derive(Debug)]
pub struct SearchRequest {
    index: Index,
    query: Query,
    tab: Tab,
    order: SortOrder,
    /// What was found before: a narrower query looks only there.
    previous: SearchResults,
    /// The chart of what is found, while one is shown.
    chart_spec: Option<ChartSpec>,
    /// Whether the families of what is found are wanted too.
    include_tree: bool,
    /// The entry that must not be missing among them.
    required_row: Option<RowId>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct SearchResponse {
    /// Everything that matches, of every tab, in the order of the shelf.
    pub results: SearchResults,
    /// How many of them each tab holds.
    pub tab_counts: TabCounts,
    /// How many entries each tab holds, whatever the query.
    pub tab_totals: TabCounts,
    /// The rows of the entries of the tab, in order.
    pub rows: Arc<Vec<RowId>>,
    /// What to say where nothing matches.
    pub hints: NoMatchHints,
    /// The chart of what was found, where one was asked for.
    pub chart: Option<Chart>,
    /// The families of what was found, where they were wanted.
    pub forest: Option<LineageForest>,
}

/// What to say where nothing matches.
#[derive(Debug, Default)]
pub struct NoMatchHints {
    /// The term without which something would match, as it prints.
    pub blocking_term: Option<String>,
    /// The names that may be meant, the likeliest first.
    pub suggested_names: Vec<String>,
}

/// From so many entries on, all cores sort them by tabs.
const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

impl SearchRequest {
    /// What a query finds in a tab, in an order. What was found before may spare work.
    #[must_use]
    pub fn new(shelf: Index, query: Query, tab: Tab, order: SortOrder, earlier: SearchResults) -> Self {
        Self {
            index: shelf,
            query,
            tab,
            order,
            previous: earlier,
            chart_spec: None,
            include_tree: false,
            required_row: None,
        }
    }

    /// With a chart of what is found.
    #[must_use]
    pub fn with_chart(self, chart: Option<ChartSpec>) -> Self {
        Self { chart_spec: chart, ..self }
    }

    /// With the families of what is found where those are wanted: first that of
    /// an entry, else of the best match.
    #[must_use]
    pub fn with_tree(self, with_tree: bool, at: Option<RowId>) -> Self {
        Self { include_tree: with_tree, required_row: at, ..self }
    }

    /// Does it; nothing comes of it where it is given up meanwhile.
    #[must_use]
    pub fn run(self, is_given_up: &AtomicBool) -> Option<SearchResponse> {
        let Self {
            index: shelf,
            query,
            tab,
            order,
            previous: earlier,
            chart_spec: chart,
            include_tree: with_tree,
            required_row: at,
        } = self;
        let found = match earlier.reuse(&query, &shelf) {
            Some(same) => same,
            None => SearchResults::search(&query, &shelf, Some(&earlier), is_given_up)?,
        };
        if is_given_up.load(Ordering::Relaxed) {
            return None;
        }
        let counts = count_by_tab(&found.rows, &shelf);
        let count = counts.get(tab.index()).copied().unwrap_or_default();
        let (rows, scores) = filter_by_tab(&found, tab, count, &shelf);
        let rows = order.sort(rows, &scores, &shelf);
        let mut advice = NoMatchHints::default();
        if found.rows.is_empty() && !query.is_empty() {
            advice.blocking_term = blocking_term(&query, &shelf).map(ToString::to_string);
            advice.suggested_names = suggest_names(&query, &shelf);
        }
        let chart = chart.map(|ask| Chart::new(ask, &found.rows, &shelf));
        let forest = with_tree.then(|| build_forest(&found, at, &shelf));
        Some(SearchResponse {
            results: found,
            tab_counts: counts,
            tab_totals: total_by_tab(&shelf),
            rows,
            hints: advice,
            chart,
            forest,
        })
    }
}

/// The families of what was found; one of it comes first, as there may be too many.
fn build_forest(found: &SearchResults, at: Option<RowId>, shelf: &Index) -> LineageForest {
    let first = at.filter(|row| found.contains(*row)).or_else(|| found.best_match());
    let rest = found.rows.iter().copied().filter(|row| Some(*row) != first);
    LineageForest::with_ancestors(shelf, first.into_iter().chain(rest), tree::MAX_TREE_MODELS)
}

/// How many of some rows each tab holds.
fn count_by_tab(rows: &[RowId], shelf: &Index) -> TabCounts {
    if rows.len() == shelf.len() {
        return total_by_tab(shelf);
    }
    let of_part = |group: &SegmentRows<'_>| {
        let (stages, keys) = (group.segment.stages_by_key(), group.segment.keys(EncodedField::Stage));
        let mut found = vec![0; stages.len()];
        for (_, row) in group.with_local_rows() {
            found.get_mut(keys.get(row)).into_iter().for_each(|count| *count += 1);
        }
        Tab::ALL.map(|tab| found.iter().zip(&stages).filter(|(_, stage)| tab.contains(**stage)).map(|(n, _)| n).sum())
    };
    let mut counts = TabCounts::default();
    for of_part in map_segments(&shelf.group_by_segment(rows), rows.len(), of_part) {
        counts.iter_mut().zip(of_part).for_each(|(count, more): (_, usize)| *count += more);
    }
    counts
}

/// What of the found a tab holds, as many as were counted, with their scores.
fn filter_by_tab(found: &SearchResults, tab: Tab, count: usize, shelf: &Index) -> (Arc<Vec<RowId>>, Arc<Vec<u32>>) {
    if count == found.rows.len() {
        return (found.rows.clone(), found.scores.clone());
    }
    let mut scores = found.scores.as_slice();
    let mut parts = Vec::new();
    for group in shelf.group_by_segment(&found.rows) {
        let (group_scores, rest) = scores.split_at_checked(group.rows.len()).unwrap_or_default();
        parts.push((group, group_scores));
        scores = rest;
    }
    let of_part = |(group, scores): &(SegmentRows<'_>, &[u32])| {
        let shown: Vec<_> = group.segment.stages_by_key().into_iter().map(|stage| tab.contains(stage)).collect();
        let keys = group.segment.keys(EncodedField::Stage);
        let is_shown = |row: &RowId| shown.get(keys.get(row.within(group.base_row))) == Some(&true);
        let scores = group.rows.iter().zip(*scores).filter(|(row, _)| is_shown(row)).map(|(_, score)| *score);
        (scores.collect::<Vec<_>>(), group.rows.iter().copied().filter(is_shown).collect::<Vec<_>>())
    };
    let (mut rows, mut scores) = (Vec::with_capacity(count), Vec::new());
    for (mut scores_of_part, mut rows_of_part) in map_segments(&parts, found.rows.len(), of_part) {
        rows.append(&mut rows_of_part);
        scores.append(&mut scores_of_part);
    }
    (rows.into(), scores.into())
}

/// Makes something of each of the parts that so many rows are in.
fn map_segments<P: Sync, T: Send>(parts: &[P], rows: usize, make: impl Fn(&P) -> T + Send + Sync) -> Vec<T> {
    if rows < PARALLEL_THRESHOLD_ROWS { parts.iter().map(make).collect() } else { parts.par_iter().map(make).collect() }
}

/// How many entries each tab holds.
fn total_by_tab(shelf: &Index) -> TabCounts {
    Tab::ALL.map(|tab| shelf.stage_counts().filter(|(stage, _)| tab.contains(*stage)).map(|(_, count)| count).sum())
}
