//! Reads the values that charts need from the segments of an index.

use std::cell::OnceCell;

use llm_catalog::{
    date::Date,
    model::{Score, Size, Stage},
    training::TrainingData,
};
use llm_index::{EncodedField, FieldValue, Index, LocalRow, RowId, SegmentRows, segment::Segment};

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
    pub(super) fn stage(&self, row: LocalRow) -> Option<Stage> {
        self.stages.get(self.segment.key(EncodedField::Stage, row)).copied().flatten()
    }

    pub(super) fn sizes(&self, row: LocalRow) -> &[Size] {
        match self.sizes.get(row) {
            Some(FieldValue::Sizes(sizes)) => sizes,
            _ => &[],
        }
    }

    pub(super) fn training(&self, row: LocalRow) -> &[TrainingData] {
        match self.training.get(row) {
            Some(FieldValue::Training(training)) => training,
            _ => &[],
        }
    }

    pub(super) fn released(&self, row: LocalRow) -> Option<Date> {
        match self.released.get(row)? {
            FieldValue::Released(date) => Some(*date),
            _ => None,
        }
    }

    pub(super) fn context(&self, row: LocalRow) -> Option<u32> {
        match self.context.get(row)? {
            FieldValue::Context(tokens) => Some(*tokens),
            _ => None,
        }
    }

    pub(super) fn scores(&self, row: LocalRow) -> &[Score] {
        match self.scores.get(row) {
            Some(FieldValue::Scores(scores)) => scores,
            _ => &[],
        }
    }
}

/// A dictionary column whose values are decoded on first use.
struct DecodedColumn<'i> {
    segment: &'i Segment,
    field: EncodedField,
    /// By key; key 0 means no value.
    decoded: Vec<OnceCell<Option<FieldValue<'static>>>>,
}

impl<'i> DecodedColumn<'i> {
    fn new(segment: &'i Segment, field: EncodedField) -> Self {
        let decoded = (0..=segment.dictionary(field).len()).map(|_| OnceCell::new()).collect();
        Self { segment, field, decoded }
    }

    fn get(&self, row: LocalRow) -> Option<&FieldValue<'static>> {
        let key = self.segment.key(self.field, row);
        self.decoded.get(key)?.get_or_init(|| self.segment.value(self.field, key)).as_ref()
    }
}

/// The number of models among `rows`; the others are extensions.
pub(super) fn count_models(rows: &[RowId], index: &Index) -> usize {
    let in_segment = |group: SegmentRows<'_>| {
        group.with_local_rows().filter(|(_, row)| group.segment.key(EncodedField::Stage, *row) > 0).count()
    };
    index.group_by_segment(rows).into_iter().map(in_segment).sum()
}

/// The distinct values of `field` per segment, with the number of models that have each.
pub(super) fn count_by_value(
    field: EncodedField,
    rows: &[RowId],
    index: &Index,
) -> Vec<(FieldValue<'static>, StageCounts)> {
    let mut values = Vec::new();
    for group in index.group_by_segment(rows) {
        let segment = group.segment;
        let stages = segment.stages_by_key();
        let mut counts_by_key = vec![StageCounts::default(); segment.dictionary(field).len() + 1];
        for (_, row) in group.with_local_rows() {
            let stage = stages.get(segment.key(EncodedField::Stage, row)).copied().flatten();
            if let (Some(stage), Some(counts)) = (stage, counts_by_key.get_mut(segment.key(field, row))) {
                counts.add(stage, 1);
            }
        }
        let counted = counts_by_key.into_iter().enumerate().filter(|(_, counts)| counts.total() > 0);
        values.extend(counted.filter_map(|(key, counts)| Some((segment.value(field, key)?, counts))));
    }
    values
}

/// The benchmark that most of the models have a score on, as an index into the
/// catalogue's benchmarks; the first of those with equal counts.
pub(super) fn most_common_benchmark(rows: &[RowId], index: &Index) -> Option<usize> {
    let benchmarks = &index.meta().benchmarks;
    let mut counts = vec![0; benchmarks.len()];
    for group in index.group_by_segment(rows) {
        let column = DecodedColumn::new(group.segment, EncodedField::Scores);
        for (_, row) in group.with_local_rows() {
            let Some(FieldValue::Scores(scores)) = column.get(row) else { continue };
            for (count, benchmark) in counts.iter_mut().zip(benchmarks) {
                *count += usize::from(scores.iter().any(|score| score.benchmark == benchmark.id));
            }
        }
    }
    (0..counts.len()).rev().max_by_key(|idx| counts.get(*idx))
}
