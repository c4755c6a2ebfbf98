//! The points of a chart: what is known of each model, and of each of its
//! sizes where these differ.

use std::{cell::OnceCell, collections::HashMap};

use rayon::prelude::*;

use llm_catalog::{
    date::Date,
    id::Id,
    model::{Score, Size, Stage},
    quantity::Quantity,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::{Column, EncodedField, FieldValue, Index, LocalRow, RowId, SegmentRows, segment::Segment};

use crate::chart::{
    Axes, ScatterPlot,
    scale::{Scale, floor_to_usize},
    scale_kind,
};

/// A model, or one of its sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its row on the shelf.
    pub row: RowId,
    /// Its stage.
    pub stage: Stage,
    /// The name of the size, where the model has several.
    pub size: Option<Box<str>>,
    /// How its score was measured and by whom, where that is told.
    pub note: Option<Box<str>>,
    /// How many models it stands for; where these are many, they are close by.
    pub model_count: usize,
    /// Its value from the left.
    pub x: f64,
    /// Its value from below.
    pub y: f64,
}

/// More models are not points of their own.
const BINNING_THRESHOLD_ROWS: usize = 100_000;
/// The places from left to right, and from bottom to top, where many models are counted.
const BIN_COUNTS: (f64, f64) = (240.0, 120.0);
/// From so many rows on, all cores read them.
const PARALLEL_THRESHOLD_ROWS: usize = 20_000;

/// The benchmark that most of some models have a score on, by its place; the first of several.
pub(super) fn most_common_benchmark(rows: &[RowId], shelf: &Index) -> Option<usize> {
    let benchmarks = &shelf.meta().benchmarks;
    let mut counts = vec![0; benchmarks.len()];
    for group in shelf.group_by_segment(rows) {
        for (_, row) in group.with_local_rows() {
            let key = group.segment.key(EncodedField::Scores, row);
            let Some(FieldValue::Scores(scores)) = group.segment.value(EncodedField::Scores, key) else {
                continue;
            };
            for (count, benchmark) in counts.iter_mut().zip(benchmarks) {
                *count += usize::from(scores.iter().any(|score| score.benchmark == benchmark.id));
            }
        }
    }
    (0..counts.len()).rev().max_by_key(|place| counts.get(*place))
}

/// The points of what was found, and how many models they are of.
pub(super) fn build_points(axes: Axes, rows: &[RowId], shelf: &Index) -> (ScatterPlot, usize) {
    let benchmark = axes.benchmark.and_then(|place| shelf.meta().benchmarks.get(place)).map(|benchmark| &benchmark.id);
    let parts = shelf.group_by_segment(rows);
    let is_dense = rows.len() > BINNING_THRESHOLD_ROWS;
    let of_part = |group: &SegmentRows<'_>| {
        let known = SegmentValues::new(group.segment);
        let mut points = Vec::new();
        for (number, row) in group.with_local_rows() {
            let Some(stage) = known.stage(row) else { continue };
            for (size, note, x, y) in known.samples(row, axes, benchmark) {
                let (size, note) = if is_dense { (None, None) } else { (size, note) };
                points.push(Point { row: number, stage, size, note, model_count: 1, x, y });
            }
        }
        points
    };
    let points: Vec<_> = if rows.len() < PARALLEL_THRESHOLD_ROWS {
        parts.iter().flat_map(of_part).collect()
    } else {
        parts.par_iter().flat_map_iter(of_part).collect()
    };
    let shown = points.chunk_by(|one, other| one.row == other.row).count();
    let x = Scale::from_values(scale_kind(axes.x), points.iter().map(|point| point.x));
    let y = Scale::from_values(scale_kind(axes.y), points.iter().map(|point| point.y));
    let mut points = if is_dense { binned(points, &x, &y) } else { points };
    points.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    let by_ratio = order_by_ratio(axes, &points);
    (ScatterPlot { axes, x, y, points, order_by_ratio: by_ratio, is_binned: is_dense }, shown)
}

/// One point for all of a stage that are close together.
fn binned(points: Vec<Point>, x: &Scale, y: &Scale) -> Vec<Point> {
    let mut heaps: HashMap<(usize, usize, Stage), Point> = HashMap::new();
    for point in points {
        let place = (
            floor_to_usize(x.normalize(point.x) * BIN_COUNTS.0),
            floor_to_usize(y.normalize(point.y) * BIN_COUNTS.1),
            point.stage,
        );
        heaps.entry(place).and_modify(|heap| heap.model_count += 1).or_insert(point);
    }
    heaps.into_values().collect()
}

/// The places of points from the fewest tokens per parameter to the most.
fn order_by_ratio(axes: Axes, points: &[Point]) -> Vec<usize> {
    let mut ratios: Vec<_> =
        points.iter().enumerate().filter_map(|(place, point)| Some((axes.tokens_per_param(point)?, place))).collect();
    ratios.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    ratios.into_iter().map(|(_, place)| place).collect()
}

/// The values of a fact, each read when it is first asked for.
struct LazyFieldColumn<'p> {
    segment: &'p Segment,
    field: EncodedField,
    decoded: Vec<OnceCell<Option<FieldValue<'static>>>>,
}

impl<'p> LazyFieldColumn<'p> {
    fn new(part: &'p Segment, fact: EncodedField) -> Self {
        Self {
            segment: part,
            field: fact,
            decoded: (0..=part.dictionary(fact).len()).map(|_| OnceCell::new()).collect(),
        }
    }

    /// The value of a row.
    fn get(&self, row: LocalRow) -> Option<&FieldValue<'static>> {
        let key = self.segment.key(self.field, row);
        self.decoded.get(key)?.get_or_init(|| self.segment.value(self.field, key)).as_ref()
    }
}

/// What is known of the models of a part.
struct SegmentValues<'p> {
    part: &'p Segment,
    stages: Vec<Option<Stage>>,
    sizes: LazyFieldColumn<'p>,
    training: LazyFieldColumn<'p>,
    released: LazyFieldColumn<'p>,
    context: LazyFieldColumn<'p>,
    scores: LazyFieldColumn<'p>,
}

/// The name of a size among several, how it was measured, x and y.
type PlotSample = (Option<Box<str>>, Option<Box<str>>, f64, f64);

impl<'p> SegmentValues<'p> {
    fn new(part: &'p Segment) -> Self {
        let values = |fact| LazyFieldColumn::new(part, fact);
        Self {
            part,
            stages: part.stages_by_key(),
            sizes: values(EncodedField::Sizes),
            training: values(EncodedField::Training),
            released: values(EncodedField::Released),
            context: values(EncodedField::Context),
            scores: values(EncodedField::Scores),
        }
    }

    fn sizes(&self, row: LocalRow) -> &[Size] {
        match self.sizes.get(row) {
            Some(FieldValue::Sizes(sizes)) => sizes,
            _ => &[],
        }
    }

    fn stage(&self, row: LocalRow) -> Option<Stage> {
        self.stages.get(self.part.key(EncodedField::Stage, row)).copied().flatten()
    }

    /// Where a model stands: once for each score, for each size that has tokens
    /// of its own, else for its largest size.
    fn samples(&self, row: LocalRow, axes: Axes, benchmark: Option<&Id>) -> Vec<PlotSample> {
        let sizes = self.sizes(row);
        let wants = |column| axes.x == column || axes.y == column;
        let several = sizes.len() > 1;
        let found = |(size, score): (Option<&Size>, Option<&Score>)| {
            let value = |column| self.value(row, column, size, score).filter(|value| is_plottable(column, *value));
            let name = size.filter(|_| several).map(|size| size.name.as_str().into());
            Some((name, score.and_then(measurement_note), value(axes.x)?, value(axes.y)?))
        };
        let candidates: Vec<_> = if wants(Column::Score) {
            let scores = match self.scores.get(row) {
                Some(FieldValue::Scores(scores)) => &**scores,
                _ => &[],
            };
            let of_benchmark = scores.iter().filter(|score| Some(&score.benchmark) == benchmark);
            of_benchmark.map(|score| (scored_size(score, sizes), Some(score))).collect()
        } else if wants(Column::TrainingData) && sizes.iter().any(|size| size.tokens.is_some()) {
            sizes.iter().map(|size| (Some(size), None)).collect()
        } else {
            vec![(largest_size(sizes, wants(Column::ActiveParameters)), None)]
        };
        candidates.into_iter().filter_map(found).collect()
    }

    fn value(&self, row: LocalRow, column: Column, size: Option<&Size>, score: Option<&Score>) -> Option<f64> {
        match column {
            Column::Released => match self.released.get(row)? {
                FieldValue::Released(date) => Some(fractional_year(*date)),
                _ => None,
            },
            Column::Parameters => Some(size?.parameters?.as_f64()),
            Column::ActiveParameters => Some(size?.active?.as_f64()),
            Column::TrainingData => Some(self.pretraining_tokens(row, size)?.as_f64()),
            Column::ContextLength => match self.context.get(row)? {
                FieldValue::Context(tokens) => Some((*tokens).into()),
                _ => None,
            },
            Column::Score => Some(score?.value),
            _ => None,
        }
    }

    /// The tokens that a size saw in pre-training: its own, else those of the
    /// model, where its sizes do not differ.
    fn pretraining_tokens(&self, row: LocalRow, size: Option<&Size>) -> Option<Quantity> {
        let sizes = self.sizes(row);
        if sizes.iter().any(|size| size.tokens.is_some()) {
            return size?.tokens;
        }
        let FieldValue::Training(training) = self.training.get(row)? else { return None };
        let trained = training.iter().find(|t| t.kind == TrainingKind::Trained && t.unit == TrainingUnit::Tokens);
        trained.map(|training| training.quantity)
    }
}

/// The size that a score was measured on, where that is clear.
fn scored_size<'s>(score: &Score, sizes: &'s [Size]) -> Option<&'s Size> {
    match (&score.size, sizes) {
        (None, [only]) => Some(only),
        (name, sizes) => sizes.iter().find(|size| Some(&size.name) == name.as_ref()),
    }
}

fn largest_size(sizes: &[Size], by_active: bool) -> Option<&Size> {
    sizes.iter().max_by_key(|size| if by_active { size.active } else { size.parameters })
}

/// How a score was measured, and by whom.
fn measurement_note(score: &Score) -> Option<Box<str>> {
    let told: Vec<_> = [&score.setting, &score.reported_by].into_iter().flatten().map(String::as_str).collect();
    (!told.is_empty()).then(|| told.join(", ").into())
}

/// A date in years; of one that is not known to the day, the middle of what it may be.
fn fractional_year(date: Date) -> f64 {
    let month = date.month.map_or(6.0, |month| f64::from(month) - 1.0);
    let day = match (date.month, date.day) {
        (Some(_), Some(day)) => (f64::from(day) - 1.0) / 31.0,
        (Some(_), None) => 0.5,
        (None, _) => 0.0,
    };
    f64::from(date.year) + (month + day) / 12.0
}

/// Whether a value has a place on its axis: nothing is at zero of powers.
fn is_plottable(column: Column, value: f64) -> bool {
    matches!(column, Column::Released | Column::Score) || value > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scale::ScaleKind;

    #[test]
    fn so_many_models_are_counted_by_place_and_none_is_lost() {
        let point = |row: u16| Point {
            row: RowId::from(u32::from(row)),
            stage: Stage::ALL[usize::from(row % 3)],
            size: None,
            note: None,
            model_count: 1,
            x: f64::from(row % 7 + 1),
            y: 10.0,
        };
        let points: Vec<_> = (0..9000).map(point).collect();
        let scale = |values: Vec<f64>| Scale::from_values(ScaleKind::Log, values.into_iter());
        let (x, y) = (scale(points.iter().map(|p| p.x).collect()), scale(vec![10.0]));
        let heaps = binned(points, &x, &y);
        assert_eq!(heaps.len(), 21);
        assert_eq!(heaps.iter().map(|heap| heap.model_count).sum::<usize>(), 9000);
    }
}
