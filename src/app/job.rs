//! What takes long on a large shelf, and is done beside the loop: finding the
//! entries of a tab that match, and putting them in order.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rayon::prelude::*;

use super::{tab::Tab, tree};
use crate::{
    chart::{Ask, Chart},
    search::{Found, Order, Query, culprit, nearest_names},
    shelf::{Fact, Part, Shelf, lineage::Forest},
};

/// How many entries each tab holds.
type Counts = [usize; Tab::ALL.len()];

/// Something to be found.
#[derive(Debug)]
pub struct Job {
    shelf: Shelf,
    query: Query,
    tab: Tab,
    order: Order,
    /// What was found before: a narrower query looks only there.
    earlier: Found,
    /// The chart of what is found, while one is shown.
    chart: Option<Ask>,
    /// Whether the families of what is found are wanted too.
    with_tree: bool,
    /// The entry that must not be missing among them.
    at: Option<usize>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Answer {
    /// Everything that matches, of every tab, in the order of the shelf.
    pub found: Found,
    /// How many of them each tab holds.
    pub counts: Counts,
    /// How many entries each tab holds, whatever the query.
    pub totals: Counts,
    /// The rows of the entries of the tab, in order.
    pub rows: Arc<Vec<u32>>,
    /// What to say where nothing matches.
    pub advice: Advice,
    /// The chart of what was found, where one was asked for.
    pub chart: Option<Chart>,
    /// The families of what was found, where they were wanted.
    pub forest: Option<Forest>,
}

/// What to say where nothing matches.
#[derive(Debug, Default)]
pub struct Advice {
    /// The term without which something would match, as it prints.
    pub culprit: Option<String>,
    /// The names that may be meant, the likeliest first.
    pub names: Vec<String>,
}

/// From so many entries on, all cores sort them by tabs.
const MANY: usize = 20_000;

impl Job {
    /// What a query finds in a tab, in an order. What was found before may spare work.
    #[must_use]
    pub fn new(shelf: Shelf, query: Query, tab: Tab, order: Order, earlier: Found) -> Self {
        Self { shelf, query, tab, order, earlier, chart: None, with_tree: false, at: None }
    }

    /// With a chart of what is found.
    #[must_use]
    pub fn with_chart(self, chart: Option<Ask>) -> Self {
        Self { chart, ..self }
    }

    /// With the families of what is found where those are wanted: first that of
    /// an entry, else of the best match.
    #[must_use]
    pub fn with_tree(self, with_tree: bool, at: Option<usize>) -> Self {
        Self { with_tree, at, ..self }
    }

    /// Does it; nothing comes of it where it is given up meanwhile.
    #[must_use]
    pub fn run(self, is_given_up: &AtomicBool) -> Option<Answer> {
        let Self { shelf, query, tab, order, earlier, chart, with_tree, at } = self;
        let found = match earlier.again(&query, &shelf) {
            Some(same) => same,
            None => Found::of(&query, &shelf, Some(&earlier), is_given_up)?,
        };
        if is_given_up.load(Ordering::Relaxed) {
            return None;
        }
        let counts = counts(&found.rows, &shelf);
        let count = counts.get(tab.place()).copied().unwrap_or_default();
        let (rows, scores) = of_tab(&found, tab, count, &shelf);
        let rows = order.sort(rows, &scores, &shelf);
        let mut advice = Advice::default();
        if found.rows.is_empty() && !query.is_empty() {
            advice.culprit = culprit(&query, &shelf).map(ToString::to_string);
            advice.names = nearest_names(&query, &shelf);
        }
        let chart = chart.map(|ask| Chart::of(ask, &found.rows, &shelf));
        let forest = with_tree.then(|| families(&found, at, &shelf));
        Some(Answer { found, counts, totals: totals(&shelf), rows, advice, chart, forest })
    }
}

/// The families of what was found; one of it comes first, as there may be too many.
fn families(found: &Found, at: Option<usize>, shelf: &Shelf) -> Forest {
    let first = at.filter(|row| found.holds(*row)).or_else(|| found.best());
    let rest = found.rows.iter().map(|row| *row as usize).filter(|row| Some(*row) != first);
    Forest::of(shelf, first.into_iter().chain(rest), tree::MOST)
}

/// How many of some rows each tab holds.
fn counts(rows: &[u32], shelf: &Shelf) -> Counts {
    if rows.len() == shelf.len() {
        return totals(shelf);
    }
    let of_part = |(_, part, start, rows): &(usize, &Part, usize, &[u32])| {
        let (stages, codes) = (part.stages(), part.codes(Fact::Stage));
        let mut found = vec![0; stages.len()];
        for row in *rows {
            found.get_mut(codes.of(*row as usize - start)).into_iter().for_each(|count| *count += 1);
        }
        Tab::ALL.map(|tab| found.iter().zip(&stages).filter(|(_, stage)| tab.holds(**stage)).map(|(n, _)| n).sum())
    };
    let mut counts = Counts::default();
    for of_part in each(&shelf.by_part(rows), rows.len(), of_part) {
        counts.iter_mut().zip(of_part).for_each(|(count, more): (_, usize)| *count += more);
    }
    counts
}

/// What of the found a tab holds, as many as were counted, with their scores.
fn of_tab(found: &Found, tab: Tab, count: usize, shelf: &Shelf) -> (Arc<Vec<u32>>, Arc<Vec<u32>>) {
    if count == found.rows.len() {
        return (found.rows.clone(), found.scores.clone());
    }
    let mut scores = found.scores.as_slice();
    let mut parts = Vec::new();
    for (_, part, start, rows) in shelf.by_part(&found.rows) {
        let (here, behind) = scores.split_at_checked(rows.len()).unwrap_or_default();
        parts.push((part, start, rows, here));
        scores = behind;
    }
    let of_part = |(part, start, rows, scores): &(&Part, usize, &[u32], &[u32])| {
        let shown: Vec<_> = part.stages().into_iter().map(|stage| tab.holds(stage)).collect();
        let codes = part.codes(Fact::Stage);
        let is_shown = |row: &u32| shown.get(codes.of(*row as usize - start)) == Some(&true);
        let scores = rows.iter().zip(*scores).filter(|(row, _)| is_shown(row)).map(|(_, score)| *score);
        (scores.collect::<Vec<_>>(), rows.iter().copied().filter(is_shown).collect::<Vec<_>>())
    };
    let (mut rows, mut scores) = (Vec::with_capacity(count), Vec::new());
    for (mut scores_of_part, mut rows_of_part) in each(&parts, found.rows.len(), of_part) {
        rows.append(&mut rows_of_part);
        scores.append(&mut scores_of_part);
    }
    (rows.into(), scores.into())
}

/// Makes something of each of the parts that so many rows are in.
fn each<P: Sync, T: Send>(parts: &[P], rows: usize, make: impl Fn(&P) -> T + Send + Sync) -> Vec<T> {
    if rows < MANY { parts.iter().map(make).collect() } else { parts.par_iter().map(make).collect() }
}

/// How many entries each tab holds.
fn totals(shelf: &Shelf) -> Counts {
    Tab::ALL.map(|tab| shelf.stages().filter(|(stage, _)| tab.holds(*stage)).map(|(_, count)| count).sum())
}
