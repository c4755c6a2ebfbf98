//! The evaluation protocol of the scores in a chart: only scores of one protocol compare.

use std::cmp::Reverse;

use llm_catalog::{id::Id, setting::evaluation_protocol};
use llm_index::{Index, RowId, ScoreFigure};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::chart::segment_values::SegmentValues;

/// How scores were measured and who reports them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Protocol {
    /// The setting without the mode of the model; empty if it is not stated.
    pub setting: String,
    /// Who reports the scores, if not the makers of the model or of the benchmark.
    pub reported_by: Option<String>,
}

impl From<&ScoreFigure> for Protocol {
    fn from(score: &ScoreFigure) -> Self {
        let setting = score.setting.as_deref().map(evaluation_protocol).unwrap_or_default();
        Self { setting, reported_by: score.reported_by.clone() }
    }
}

/// The scores of one protocol on a benchmark.
#[derive(Debug)]
pub(super) struct ProtocolScores {
    /// An index into the catalogue's benchmarks.
    pub benchmark: usize,
    pub protocol: Protocol,
    /// The settings of this protocol as they are written, so that none has to be parsed for each score.
    settings: FxHashSet<Option<String>>,
    /// The number of models with a release date that have such a score.
    models: usize,
    last_counted: Option<RowId>,
}

impl ProtocolScores {
    pub(super) fn contains(&self, score: &ScoreFigure) -> bool {
        score.reported_by == self.protocol.reported_by && self.settings.contains(&score.setting)
    }
}

/// The scores of the benchmark and the protocol that most models with a release date have one of; `benchmark` limits the
/// choice. Of equal counts the first benchmark and protocol.
pub(super) fn most_common_protocol(benchmark: Option<usize>, rows: &[RowId], index: &Index) -> Option<ProtocolScores> {
    let mut counted = ProtocolCounts::default();
    let benchmarks: FxHashMap<&Id, usize> =
        index.meta().benchmarks.iter().enumerate().map(|(idx, benchmark)| (&benchmark.id, idx)).collect();
    for group in index.group_by_segment(rows) {
        let values = SegmentValues::new(group.segment);
        let mut idx_by_setting = FxHashMap::default();
        for (_, row) in group.with_local_rows().filter(|(_, row)| values.released(*row).is_some()) {
            let entry_row = group.base_row.offset(group.segment.entry_row(row));
            for score in values.scores(row) {
                let Some(on) = benchmarks.get(&score.benchmark).copied() else { continue };
                if benchmark.is_none_or(|benchmark| benchmark == on) {
                    let key = (on, score.setting.as_deref(), score.reported_by.as_deref());
                    let idx = *idx_by_setting.entry(key).or_insert_with(|| counted.idx(on, score));
                    counted.count(idx, entry_row);
                }
            }
        }
    }
    counted.scores.into_iter().min_by_key(|scores| (Reverse(scores.models), scores.benchmark, scores.protocol.clone()))
}

#[derive(Default)]
struct ProtocolCounts {
    scores: Vec<ProtocolScores>,
    idx_by_protocol: FxHashMap<(usize, Protocol), usize>,
}

impl ProtocolCounts {
    /// The index of the scores with the protocol of a score.
    fn idx(&mut self, benchmark: usize, score: &ScoreFigure) -> usize {
        let (protocol, next) = (Protocol::from(score), self.scores.len());
        let idx = *self.idx_by_protocol.entry((benchmark, protocol.clone())).or_insert(next);
        if idx == next {
            let settings = FxHashSet::default();
            self.scores.push(ProtocolScores { benchmark, protocol, settings, models: 0, last_counted: None });
        }
        if let Some(scores) = self.scores.get_mut(idx) {
            scores.settings.insert(score.setting.clone());
        }
        idx
    }

    /// Counts a model once, though several of its variants have a score.
    fn count(&mut self, idx: usize, model: RowId) {
        if let Some(scores) = self.scores.get_mut(idx).filter(|scores| scores.last_counted != Some(model)) {
            (scores.models, scores.last_counted) = (scores.models + 1, Some(model));
        }
    }
}
