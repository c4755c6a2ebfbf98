//! How many models have scores of each protocol on each benchmark.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use llm_catalog::{
    id::Id,
    protocol::{ComparableScores, Protocol},
};

use crate::field_value::ScoreFigure;

/// The number of models by benchmark and protocol.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct ProtocolCounts(BTreeMap<(Id, Protocol), ProtocolCount>);

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
struct ProtocolCount {
    models: usize,
    /// The settings as they are written.
    settings: BTreeSet<Option<String>>,
}

impl ProtocolCounts {
    pub(crate) fn merge(&mut self, other: &Self) {
        for (key, more) in &other.0 {
            match self.0.get_mut(key) {
                Some(count) => {
                    count.models += more.models;
                    count.settings.extend(more.settings.iter().cloned());
                }
                None => {
                    self.0.insert(key.clone(), more.clone());
                }
            }
        }
    }

    /// The scores of the benchmark and the protocol that most models have one of, of the benchmarks that have a rank; of
    /// equal counts those of the lowest rank. `None` if there is no such score.
    #[must_use]
    pub fn most_common<R: Ord>(&self, rank: impl Fn(&Id) -> Option<R>) -> Option<ComparableScores> {
        let ranked = self.0.iter().filter_map(|(key, count)| Some((rank(&key.0)?, key, count)));
        let ((benchmark, protocol), count) = ranked
            .min_by(|(rank, key, count), (other_rank, other_key, other)| {
                (Reverse(count.models), rank, key).cmp(&(Reverse(other.models), other_rank, other_key))
            })
            .map(|(_, key, count)| (key.clone(), count))?;
        Some(ComparableScores { benchmark, protocol, settings: count.settings.iter().cloned().collect() })
    }

    /// The scores on a benchmark of the protocol that most models have one of; `None` if there is none.
    pub(crate) fn most_common_on(&self, benchmark: &Id) -> Option<ComparableScores> {
        self.most_common(|id| (id == benchmark).then_some(()))
    }

    /// The settings of a protocol on a benchmark, as all models write them.
    pub(crate) fn settings(&self, benchmark: &Id, protocol: &Protocol) -> Vec<Option<String>> {
        let count = self.0.get(&(benchmark.clone(), protocol.clone()));
        count.map(|count| count.settings.iter().cloned().collect()).unwrap_or_default()
    }
}

/// Collects [`ProtocolCounts`], each model once though several of its variants have a score.
#[derive(Debug, Default)]
pub struct ProtocolCounter {
    slots: Vec<Slot>,
    slot_by_protocol: FxHashMap<(Id, Protocol), usize>,
}

#[derive(Debug, Default)]
struct Slot {
    count: ProtocolCount,
    last_counted: Option<usize>,
}

impl ProtocolCounter {
    /// Where scores with the benchmark, the setting and the reporter of a score are counted.
    pub fn slot(&mut self, score: &ScoreFigure) -> usize {
        let protocol = Protocol::new(score.setting.as_deref(), score.reported_by.as_deref());
        let next = self.slots.len();
        let slot = *self.slot_by_protocol.entry((score.benchmark.clone(), protocol)).or_insert(next);
        if slot == next {
            self.slots.push(Slot::default());
        }
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.count.settings.insert(score.setting.clone());
        }
        slot
    }

    /// Counts a score of a model, which is numbered in any way; the scores of a model come one after another.
    pub fn count(&mut self, slot: usize, model: usize) {
        if let Some(slot) = self.slots.get_mut(slot).filter(|slot| slot.last_counted != Some(model)) {
            slot.count.models += 1;
            slot.last_counted = Some(model);
        }
    }

    /// All counts.
    #[must_use]
    pub fn finish(self) -> ProtocolCounts {
        let mut keys: Vec<_> = self.slot_by_protocol.into_iter().collect();
        keys.sort_unstable_by_key(|(_, slot)| *slot);
        ProtocolCounts(keys.into_iter().zip(self.slots).map(|((key, _), slot)| (key, slot.count)).collect())
    }
}
