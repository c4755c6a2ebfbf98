//! Reads the values that charts need from the segments of an index.

use std::cell::OnceCell;

use llm_catalog::{date::Date, estimate::is_from_scratch, model::Stage, quantity::Quantity};
use llm_index::{
    EncodedField, FieldValue, Index, LocalRow, RowId, ScoreFigure, SegmentRows, VariantFigures, segment::Segment,
};

/// The values of the models of one segment; each distinct value is decoded at most once.
pub(super) struct SegmentValues<'i> {
    segment: &'i Segment,
    stages: Vec<Option<Stage>>,
    variants: DecodedColumn<'i>,
    training: DecodedColumn<'i>,
    released: DecodedColumn<'i>,
    context: DecodedColumn<'i>,
    scores: DecodedColumn<'i>,
    base_models: DecodedColumn<'i>,
    organizations: DecodedColumn<'i>,
    open_weights: DecodedColumn<'i>,
}

impl<'i> SegmentValues<'i> {
    pub(super) fn new(segment: &'i Segment) -> Self {
        let column = |field| DecodedColumn::new(segment, field);
        Self {
            segment,
            stages: segment.stages_by_key(),
            variants: column(EncodedField::Variant),
            training: column(EncodedField::Training),
            released: column(EncodedField::Released),
            context: column(EncodedField::Context),
            scores: column(EncodedField::Scores),
            base_models: column(EncodedField::BaseModels),
            organizations: column(EncodedField::Organizations),
            open_weights: column(EncodedField::OpenWeights),
        }
    }

    /// `None` for extensions.
    pub(super) fn stage(&self, row: LocalRow) -> Option<Stage> {
        self.stages.get(self.segment.key(EncodedField::Stage, row)).copied().flatten()
    }

    pub(super) fn variant(&self, row: LocalRow) -> Option<&VariantFigures> {
        match self.variants.get(row)? {
            FieldValue::Variant(figures) => Some(figures),
            _ => None,
        }
    }

    /// The name of the variant, if the model has several.
    pub(super) fn variant_name(&self, row: LocalRow) -> Option<String> {
        self.segment.variant_name(row)
    }

    /// The pre-training tokens of the row, those of the whole model included.
    pub(super) fn pretraining_tokens(&self, row: LocalRow) -> Option<Quantity> {
        let Some(FieldValue::Training(training)) = self.training.get(row) else { return None };
        training.iter().find(|data| data.is_pretraining_tokens()).map(|data| data.quantity)
    }

    /// The pre-training tokens of the variant alone.
    pub(super) fn own_tokens(&self, row: LocalRow) -> Option<Quantity> {
        let own = self.variant(row).and_then(|figures| figures.tokens);
        own.or_else(|| self.pretraining_tokens(row).filter(|_| self.segment.variant_rows(row).nth(1).is_none()))
    }

    /// Whether the tokens of a row are all that its weights have seen.
    pub(super) fn is_from_scratch(&self, row: LocalRow) -> bool {
        match self.base_models.get(row) {
            Some(FieldValue::BaseModels(parents)) => is_from_scratch(parents),
            _ => true,
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

    /// The first organization; empty if none is known.
    pub(super) fn maker(&self, row: LocalRow) -> &str {
        match self.organizations.get(row) {
            Some(FieldValue::Organizations(names)) => names.first().map_or("", String::as_str),
            _ => "",
        }
    }

    /// Whether the weights can be downloaded; `None` if it is not known.
    pub(super) fn is_open(&self, row: LocalRow) -> Option<bool> {
        match self.open_weights.get(row) {
            Some(FieldValue::OpenWeights(is_open)) => Some(*is_open),
            _ => None,
        }
    }

    pub(super) fn scores(&self, row: LocalRow) -> &[ScoreFigure] {
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

/// The rows of one stage among `rows`.
pub(super) fn rows_of_stage(stage: Stage, rows: &[RowId], index: &Index) -> Vec<RowId> {
    let in_segment = |group: SegmentRows<'_>| {
        let stages = group.segment.stages_by_key();
        let is_of_stage = |row| stages.get(group.segment.key(EncodedField::Stage, row)) == Some(&Some(stage));
        let rows = group.with_local_rows().filter(|(_, local_row)| is_of_stage(*local_row));
        rows.map(|(row, _)| row).collect::<Vec<_>>()
    };
    index.group_by_segment(rows).into_iter().flat_map(in_segment).collect()
}

/// The number of models among `rows`; the others are extensions.
pub(super) fn count_models(rows: &[RowId], index: &Index) -> usize {
    let in_segment = |group: SegmentRows<'_>| {
        let models = group.with_local_rows().filter(|(_, row)| group.segment.key(EncodedField::Stage, *row) > 0);
        let mut entries: Vec<_> = models.map(|(_, row)| group.segment.entry_row(row)).collect();
        entries.dedup();
        entries.len()
    };
    index.group_by_segment(rows).into_iter().map(in_segment).sum()
}

/// The benchmark that most of the models have a score on, as an index into the
/// catalogue's benchmarks; the first of those with equal counts.
pub(super) fn most_common_benchmark(rows: &[RowId], index: &Index) -> Option<usize> {
    let benchmarks = &index.meta().benchmarks;
    let mut counts = vec![0; benchmarks.len()];
    for group in index.group_by_segment(rows) {
        let column = DecodedColumn::new(group.segment, EncodedField::Scores);
        let mut last_counted = vec![None; benchmarks.len()];
        for (_, row) in group.with_local_rows() {
            let Some(FieldValue::Scores(scores)) = column.get(row) else { continue };
            let entry_row = Some(group.segment.entry_row(row));
            for ((count, last), benchmark) in counts.iter_mut().zip(&mut last_counted).zip(benchmarks) {
                if *last != entry_row && scores.iter().any(|score| score.benchmark == benchmark.id) {
                    (*count, *last) = (*count + 1, entry_row);
                }
            }
        }
    }
    (0..counts.len()).rev().max_by_key(|idx| counts.get(*idx))
}
