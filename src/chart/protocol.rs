//! The evaluation protocol of the scores in a chart: only scores of one protocol compare.

use llm_catalog::{id::Id, protocol::ComparableScores};
use llm_index::{Index, ProtocolCounter, RowId};
use rustc_hash::FxHashMap;

use crate::chart::segment_values::SegmentValues;

/// The scores of the benchmark and the protocol that most models with a release date have one of, with the position of
/// the benchmark in the catalogue; `benchmark` limits the choice. Of equal counts the first benchmark.
pub(super) fn most_common_protocol(
    benchmark: Option<usize>,
    rows: &[RowId],
    index: &Index,
) -> Option<(usize, ComparableScores)> {
    let mut counter = ProtocolCounter::default();
    let benchmarks: FxHashMap<&Id, usize> =
        index.meta().benchmarks.iter().enumerate().map(|(idx, benchmark)| (&benchmark.id, idx)).collect();
    let rank = |id: &Id| benchmarks.get(id).copied().filter(|on| benchmark.is_none_or(|benchmark| benchmark == *on));
    for group in index.group_by_segment(rows) {
        let values = SegmentValues::new(group.segment);
        let mut slot_by_setting = FxHashMap::default();
        for (_, row) in group.with_local_rows().filter(|(_, row)| values.released(*row).is_some()) {
            let entry_row = group.base_row.offset(group.segment.entry_row(row));
            for score in values.scores(row).iter().filter(|score| rank(&score.benchmark).is_some()) {
                let key = (&score.benchmark, score.setting.as_deref(), score.reported_by.as_deref());
                let slot = *slot_by_setting.entry(key).or_insert_with(|| counter.slot(score));
                counter.count(slot, entry_row.index());
            }
        }
    }
    let scores = counter.finish().most_common(rank)?;
    Some((rank(&scores.benchmark)?, scores))
}
