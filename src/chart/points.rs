//! The points of a chart: what is known of each model, and of each of its
//! sizes where these differ.

use std::{cell::OnceCell, collections::HashMap};

use rayon::prelude::*;

use super::{
    Axes, Points,
    scale::{Scale, count},
    steps,
};
use crate::{
    catalog::{
        Model, Record,
        date::Date,
        figures::Count,
        id::Id,
        model::{Score, Size, Stage},
        training::{TrainingKind, Unit},
    },
    search::Column,
    shelf::{Fact, Part, Shelf},
};

/// A model, or one of its sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its row on the shelf.
    pub row: usize,
    /// Its stage.
    pub stage: Stage,
    /// The name of the size, where the model has several.
    pub size: Option<Box<str>>,
    /// How its score was measured and by whom, where that is told.
    pub note: Option<Box<str>>,
    /// How many models it stands for; where these are many, they are close by.
    pub models: usize,
    /// Its value from the left.
    pub x: f64,
    /// Its value from below.
    pub y: f64,
}

/// More models are not points of their own.
const MOST: usize = 100_000;
/// The places from left to right, and from bottom to top, where many models are counted.
const PLACES: (f64, f64) = (240.0, 120.0);
/// From so many rows on, all cores read them.
const MANY: usize = 20_000;

/// The benchmark that most of some models have a score on, by its place; the first of several.
pub(super) fn most_frequent(rows: &[u32], shelf: &Shelf) -> Option<usize> {
    let benchmarks = &shelf.head().benchmarks;
    let mut counts = vec![0; benchmarks.len()];
    for (_, part, start, rows) in shelf.by_part(rows) {
        for row in rows {
            let code = part.code(Fact::Scores, *row as usize - start);
            let Some(Record::Model(model)) = Fact::Scores.read(part.value(Fact::Scores, code)) else { continue };
            for (count, benchmark) in counts.iter_mut().zip(benchmarks) {
                *count += usize::from(model.scores.iter().any(|score| score.benchmark == benchmark.id));
            }
        }
    }
    (0..counts.len()).rev().max_by_key(|place| counts.get(*place))
}

/// The points of what was found, and how many models they are of.
pub(super) fn points(axes: Axes, rows: &[u32], shelf: &Shelf) -> (Points, usize) {
    let benchmark = axes.benchmark.and_then(|place| shelf.head().benchmarks.get(place)).map(|benchmark| &benchmark.id);
    let parts = shelf.by_part(rows);
    let is_dense = rows.len() > MOST;
    let of_part = |(_, part, start, rows): &(usize, &Part, usize, &[u32])| {
        let known = Known::of(part);
        let mut points = Vec::new();
        for number in *rows {
            let row = *number as usize - start;
            let Some(stage) = known.stage(row) else { continue };
            for (size, note, x, y) in known.values(row, axes, benchmark) {
                let (size, note) = if is_dense { (None, None) } else { (size, note) };
                points.push(Point { row: *number as usize, stage, size, note, models: 1, x, y });
            }
        }
        points
    };
    let points: Vec<_> = if rows.len() < MANY {
        parts.iter().flat_map(of_part).collect()
    } else {
        parts.par_iter().flat_map_iter(of_part).collect()
    };
    let shown = points.chunk_by(|one, other| one.row == other.row).count();
    let x = Scale::of(steps(axes.x), points.iter().map(|point| point.x));
    let y = Scale::of(steps(axes.y), points.iter().map(|point| point.y));
    let mut points = if is_dense { heaped(points, &x, &y) } else { points };
    points.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
    let by_ratio = by_ratio(axes, &points);
    (Points { axes, x, y, points, by_ratio, is_dense }, shown)
}

/// One point for all of a stage that are close together.
fn heaped(points: Vec<Point>, x: &Scale, y: &Scale) -> Vec<Point> {
    let mut heaps: HashMap<(usize, usize, Stage), Point> = HashMap::new();
    for point in points {
        let place = (count(x.share(point.x) * PLACES.0), count(y.share(point.y) * PLACES.1), point.stage);
        heaps.entry(place).and_modify(|heap| heap.models += 1).or_insert(point);
    }
    heaps.into_values().collect()
}

/// The places of points from the fewest tokens per parameter to the most.
fn by_ratio(axes: Axes, points: &[Point]) -> Vec<usize> {
    let mut ratios: Vec<_> =
        points.iter().enumerate().filter_map(|(place, point)| Some((axes.ratio(point)?, place))).collect();
    ratios.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    ratios.into_iter().map(|(_, place)| place).collect()
}

/// The values of a fact, each read when it is first asked for.
struct Values<'p> {
    part: &'p Part,
    fact: Fact,
    read: Vec<OnceCell<Option<Box<Model>>>>,
}

impl<'p> Values<'p> {
    fn of(part: &'p Part, fact: Fact) -> Self {
        Self { part, fact, read: (0..=part.values(fact).len()).map(|_| OnceCell::new()).collect() }
    }

    /// A model of which nothing but this fact is known.
    fn get(&self, row: usize) -> Option<&Model> {
        let code = self.part.code(self.fact, row);
        let read = || match self.fact.read(self.part.value(self.fact, code))? {
            Record::Model(model) => Some(model),
            Record::Extension(_) => None,
        };
        if code == 0 { None } else { self.read.get(code)?.get_or_init(read).as_deref() }
    }
}

/// What is known of the models of a part.
struct Known<'p> {
    part: &'p Part,
    stages: Vec<Option<Stage>>,
    sizes: Values<'p>,
    training: Values<'p>,
    released: Values<'p>,
    context: Values<'p>,
    scores: Values<'p>,
}

/// The name of a size among several, how it was measured, x and y.
type Found = (Option<Box<str>>, Option<Box<str>>, f64, f64);

impl<'p> Known<'p> {
    fn of(part: &'p Part) -> Self {
        let values = |fact| Values::of(part, fact);
        Self {
            part,
            stages: part.stages(),
            sizes: values(Fact::Sizes),
            training: values(Fact::Training),
            released: values(Fact::Released),
            context: values(Fact::Context),
            scores: values(Fact::Scores),
        }
    }

    fn stage(&self, row: usize) -> Option<Stage> {
        self.stages.get(self.part.code(Fact::Stage, row)).copied().flatten()
    }

    /// Where a model stands: once for each score, for each size that has tokens
    /// of its own, else for its largest size.
    fn values(&self, row: usize, axes: Axes, benchmark: Option<&Id>) -> Vec<Found> {
        let sizes = self.sizes.get(row).map_or(&[][..], |model| &model.sizes);
        let wants = |column| axes.x == column || axes.y == column;
        let several = sizes.len() > 1;
        let found = |(size, score): (Option<&Size>, Option<&Score>)| {
            let value = |column| self.value(row, column, size, score).filter(|value| is_drawn(column, *value));
            let name = size.filter(|_| several).map(|size| size.name.as_str().into());
            Some((name, score.and_then(measured), value(axes.x)?, value(axes.y)?))
        };
        let candidates: Vec<_> = if wants(Column::Score) {
            let scores = self.scores.get(row).map_or(&[][..], |model| &model.scores);
            let of_benchmark = scores.iter().filter(|score| Some(&score.benchmark) == benchmark);
            of_benchmark.map(|score| (size_of(score, sizes), Some(score))).collect()
        } else if wants(Column::Training) && sizes.iter().any(|size| size.tokens.is_some()) {
            sizes.iter().map(|size| (Some(size), None)).collect()
        } else {
            vec![(largest(sizes, wants(Column::Active)), None)]
        };
        candidates.into_iter().filter_map(found).collect()
    }

    fn value(&self, row: usize, column: Column, size: Option<&Size>, score: Option<&Score>) -> Option<f64> {
        match column {
            Column::Released => Some(time(self.released.get(row)?.released?)),
            Column::Parameters => Some(size?.parameters?.as_f64()),
            Column::Active => Some(size?.active?.as_f64()),
            Column::Training => Some(self.tokens(row, size)?.as_f64()),
            Column::Context => Some(self.context.get(row)?.context?.into()),
            Column::Score => Some(score?.value),
            _ => None,
        }
    }

    /// The tokens that a size saw in pre-training: its own, else those of the
    /// model, where its sizes do not differ.
    fn tokens(&self, row: usize, size: Option<&Size>) -> Option<Count> {
        let sizes = self.sizes.get(row).map_or(&[][..], |model| &model.sizes);
        if sizes.iter().any(|size| size.tokens.is_some()) {
            return size?.tokens;
        }
        let training = &self.training.get(row)?.training;
        let trained = training.iter().find(|t| t.kind == TrainingKind::Trained && t.unit == Unit::Tokens);
        trained.map(|training| training.amount)
    }
}

/// The size that a score was measured on, where that is clear.
fn size_of<'s>(score: &Score, sizes: &'s [Size]) -> Option<&'s Size> {
    match (&score.size, sizes) {
        (None, [only]) => Some(only),
        (name, sizes) => sizes.iter().find(|size| Some(&size.name) == name.as_ref()),
    }
}

fn largest(sizes: &[Size], by_active: bool) -> Option<&Size> {
    sizes.iter().max_by_key(|size| if by_active { size.active } else { size.parameters })
}

/// How a score was measured, and by whom.
fn measured(score: &Score) -> Option<Box<str>> {
    let told: Vec<_> = [&score.setting, &score.by].into_iter().flatten().map(String::as_str).collect();
    (!told.is_empty()).then(|| told.join(", ").into())
}

/// A date in years; of one that is not known to the day, the middle of what it may be.
fn time(date: Date) -> f64 {
    let month = date.month.map_or(6.0, |month| f64::from(month) - 1.0);
    let day = match (date.month, date.day) {
        (Some(_), Some(day)) => (f64::from(day) - 1.0) / 31.0,
        (Some(_), None) => 0.5,
        (None, _) => 0.0,
    };
    f64::from(date.year) + (month + day) / 12.0
}

/// Whether a value has a place on its axis: nothing is at zero of powers.
fn is_drawn(column: Column, value: f64) -> bool {
    matches!(column, Column::Released | Column::Score) || value > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scale::Steps;

    #[test]
    fn so_many_models_are_counted_by_place_and_none_is_lost() {
        let point = |row: u16| Point {
            row: row.into(),
            stage: Stage::ALL[usize::from(row % 3)],
            size: None,
            note: None,
            models: 1,
            x: f64::from(row % 7 + 1),
            y: 10.0,
        };
        let points: Vec<_> = (0..9000).map(point).collect();
        let scale = |values: Vec<f64>| Scale::of(Steps::Log, values.into_iter());
        let (x, y) = (scale(points.iter().map(|p| p.x).collect()), scale(vec![10.0]));
        let heaps = heaped(points, &x, &y);
        assert_eq!(heaps.len(), 21);
        assert_eq!(heaps.iter().map(|heap| heap.models).sum::<usize>(), 9000);
    }
}
