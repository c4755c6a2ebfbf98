//! Entries by their names.

use std::{collections::HashSet, sync::Arc};

use crate::{
    fold::{NameMatch, compare_folded, fold_name},
    index::Index,
    name_similarity::NameSimilarity,
    row_id::{LocalRow, RowId},
    segment::{NameKind, Segment},
};

/// The least similarity of a near name, from 0 to 1.
const MIN_SIMILARITY: f64 = 0.75;
/// The least similarity of a name that begins with the text, and of one that has it inside.
const PREFIX_SIMILARITY: f64 = 0.99;
const SUBSTRING_SIMILARITY: f64 = 0.9;
/// Shorter texts are inside of too many names.
const MIN_SUBSTRING_BYTES: usize = 3;

/// The rows of the entries with an id, else with a name, else with an alias; one row for each id: that of the variant
/// with the alias or the full name, such as `Qwen3 8B`, else the first. Spelling is [folded](fold_name).
#[must_use]
pub fn rows_by_name(index: &Index, text: &str) -> Vec<RowId> {
    if let Some(row) = index.row_by_id(text) {
        return vec![row];
    }
    let folded = fold_name(text);
    if folded.is_empty() {
        return Vec::new();
    }
    let has = |segment: &Segment, row: LocalRow, is_kind: &dyn Fn(NameKind) -> bool| {
        let mut names = segment.names_with_kind(row);
        names.any(|(kind, name)| is_kind(kind) && compare_folded(name, &folded) == NameMatch::Exact)
    };
    let rows_where = |is_kind: &dyn Fn(NameKind) -> bool| {
        let in_segment = |(base_row, segment): (RowId, &Arc<Segment>)| {
            let rows = segment.rows().filter(|row| has(segment, *row, is_kind));
            rows.map(|row| base_row.offset(row)).collect::<Vec<_>>()
        };
        unique_by_id(index.segments().flat_map(in_segment), index)
    };
    let rows = rows_where(&|kind| kind == NameKind::Name);
    if rows.is_empty() { rows_where(&|kind| kind != NameKind::Name) } else { rows }
}

/// The entries whose names are most similar to a text, at most `max_count`, best first; empty if there are more
/// than 100,000 entries.
#[must_use]
pub fn near_rows(index: &Index, text: &str, max_count: usize) -> Vec<RowId> {
    let folded = fold_name(text);
    let Some(mut similarity) = NameSimilarity::new(&folded, MIN_SIMILARITY, index) else { return Vec::new() };
    let least = |name: &str| {
        if name.starts_with(&folded) {
            PREFIX_SIMILARITY
        } else if folded.len() >= MIN_SUBSTRING_BYTES && name.contains(&folded) {
            SUBSTRING_SIMILARITY
        } else {
            0.0
        }
    };
    let mut rows = Vec::new();
    for (base_row, segment) in index.segments() {
        for row in segment.rows() {
            let names = segment.names(row).chain([segment.id(row)]);
            let best = names.map(|name| similarity.of_at_least(name, least)).fold(0.0, f64::max);
            rows.push((best, base_row.offset(row)));
        }
    }
    rows.retain(|(similarity, _)| *similarity >= MIN_SIMILARITY);
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    unique_by_id(rows.into_iter().map(|(_, row)| row), index).into_iter().take(max_count).collect()
}

/// The first row of each id.
fn unique_by_id(rows: impl Iterator<Item = RowId>, index: &Index) -> Vec<RowId> {
    let mut ids = HashSet::new();
    rows.filter(|row| index.locate(*row).is_some_and(|(segment, row)| ids.insert(segment.id(row)))).collect()
}
