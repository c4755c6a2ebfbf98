//! Reads the values that charts need from the segments of an index.

use std::cell::OnceCell;

use llm_catalog::{
    Entry, Model,
    date::Date,
    model::{Score, Size, Stage},
    training::TrainingData,
};
use llm_index::{
    Index,
    segment::{EncodedField, Segment},
};

use crate::chart::stage_counts::StageCounts;

/// The values of the models of one segment; each distinct value is decoded at most once.
pub(super) struct SegmentValues<'i> {
    segment: &'i Segment,
    stages: Vec<Option<Stage>>,
    sizes: DecodedColumn<'i>,
    training: DecodedColumn<'i>,
    released: DecodedColumn<'i>,
    context: DecodedColumn<'i>,
    scores: DecodedColumn<'i>,
}

impl<'i> SegmentValues<'i> {
    pub(super) fn new(segment: &'i Segment) -> Self {
        let column = |field| DecodedColumn::new(segment, field);
        Self {
            segment,
            stages: segment.stages_by_key(),
            sizes: column(EncodedField::Sizes),
            training: column(EncodedField::Training),
            released: column(EncodedField::Released),
            context: column(EncodedField::Context),
            scores: column(EncodedField::Scores),
        }
    }

    /// `None` for extensions.
    pub(super) fn stage(&self, row: usize) -> Option<Stage> {
        self.stages.get(self.segment.key(EncodedField::Stage, row)).copied().flatten()
    }

    pub(super) fn sizes(&self, row: usize) -> &[Size] {
        self.sizes.get(row).map_or(&[], |model| &model.sizes)
    }

    pub(super) fn training(&self, row: usize) -> &[TrainingData] {
        self.training.get(row).map_or(&[], |model| &model.training)
    }

    pub(super) fn released(&self, row: usize) -> Option<Date> {
        self.released.get(row)?.released
    }

    pub(super) fn context(&self, row: usize) -> Option<u32> {
        self.context.get(row)?.context
    }

    pub(super) fn scores(&self, row: usize) -> &[Score] {
        self.scores.get(row).map_or(&[], |model| &model.scores)
    }
}

/// A dictionary column whose values are decoded on first use.
struct DecodedColumn<'i> {
    segment: &'i Segment,
    field: EncodedField,
    /// By key; key 0 means no value.
    decoded: Vec<OnceCell<Option<Box<Model>>>>,
}

impl<'i> DecodedColumn<'i> {
    fn new(segment: &'i Segment, field: EncodedField) -> Self {
        let decoded = (0..=segment.dictionary(field).len()).map(|_| OnceCell::new()).collect();
        Self { segment, field, decoded }
    }

    /// A model that has the row's value of this field and no other.
    fn get(&self, row: usize) -> Option<&Model> {
        let key = self.segment.key(self.field, row);
        self.decoded.get(key)?.get_or_init(|| decode(self.segment, self.field, key)).as_deref()
    }
}

fn decode(segment: &Segment, field: EncodedField, key: usize) -> Option<Box<Model>> {
    if key == 0 {
        return None;
    }
    match field.decode(segment.value(field, key))? {
        Entry::Model(model) => Some(model),
        Entry::Extension(_) => None,
    }
}

/// The number of models among `rows`; the others are extensions.
pub(super) fn count_models(rows: &[u32], index: &Index) -> usize {
    let in_segment = |(_, segment, base_row, rows): (usize, &Segment, usize, &[u32])| {
        rows.iter().filter(|row| segment.key(EncodedField::Stage, **row as usize - base_row) > 0).count()
    };
    index.group_by_segment(rows).into_iter().map(in_segment).sum()
}

/// The distinct values of `field` per segment, each in a model that has no other
/// value, with the number of models that have it.
pub(super) fn count_by_value(field: EncodedField, rows: &[u32], index: &Index) -> Vec<(Box<Model>, StageCounts)> {
    let mut values = Vec::new();
    for (_, segment, base_row, rows) in index.group_by_segment(rows) {
        let stages = segment.stages_by_key();
        let mut counts_by_key = vec![StageCounts::default(); segment.dictionary(field).len() + 1];
        for row in rows {
            let row = *row as usize - base_row;
            let stage = stages.get(segment.key(EncodedField::Stage, row)).copied().flatten();
            if let (Some(stage), Some(counts)) = (stage, counts_by_key.get_mut(segment.key(field, row))) {
                counts.add(stage, 1);
            }
        }
        let counted = counts_by_key.into_iter().enumerate().filter(|(_, counts)| counts.total() > 0);
        values.extend(counted.filter_map(|(key, counts)| Some((decode(segment, field, key)?, counts))));
    }
    values
}

/// The benchmark that most of the models have a score on, as an index into the
/// catalogue's benchmarks; the first of those with equal counts.
pub(super) fn most_common_benchmark(rows: &[u32], index: &Index) -> Option<usize> {
    let benchmarks = &index.meta().benchmarks;
    let mut counts = vec![0; benchmarks.len()];
    for (_, segment, base_row, rows) in index.group_by_segment(rows) {
        let column = DecodedColumn::new(segment, EncodedField::Scores);
        for row in rows {
            let Some(model) = column.get(*row as usize - base_row) else { continue };
            for (count, benchmark) in counts.iter_mut().zip(benchmarks) {
                *count += usize::from(model.scores.iter().any(|score| score.benchmark == benchmark.id));
            }
        }
    }
    (0..counts.len()).rev().max_by_key(|idx| counts.get(*idx))
}
