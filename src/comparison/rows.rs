//! Which rows a comparison has.

use super::{Cell, LEAST, Row, Subject, cells};
use crate::{
    catalog::{
        Model,
        model::Score,
        training::{Training, TrainingKind, Unit},
    },
    locale::Locale,
    search::Column,
    shelf::Shelf,
};

/// The columns that are compared, from the top. Scores follow below them.
const COLUMNS: [Column; 16] = [
    Column::Stage,
    Column::Organizations,
    Column::Countries,
    Column::Released,
    Column::Parameters,
    Column::Active,
    Column::Context,
    Column::Architecture,
    Column::Open,
    Column::Languages,
    Column::Training,
    Column::License,
    Column::Commercial,
    Column::Bases,
    Column::Paper,
    Column::Links,
];

/// What is known of at least one model, then the benchmarks of at least two.
pub(super) fn rows(models: &[&Model], shelf: &Shelf, locale: Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for column in COLUMNS {
        if column == Column::Training {
            rows.extend(trainings(models, locale));
        } else {
            let cells = models.iter().map(|model| cells::of_column(column, model, shelf, locale)).collect();
            rows.push(Row::new(Subject::Column(column), label(column, locale), cells));
        }
    }
    rows.extend(scores(models, shelf, locale));
    rows.retain(|row| !row.is_empty());
    rows
}

/// The heading of a column where there is room for a whole word.
fn label(column: Column, locale: Locale) -> String {
    let messages = locale.messages();
    let heading = match column {
        Column::Languages => messages.languages_label,
        Column::Training => messages.training,
        _ => column.heading(messages),
    };
    heading.to_owned()
}

/// A row for each unit and kind of training data: these are never compared.
fn trainings(models: &[&Model], locale: Locale) -> Vec<Row> {
    let mut kinds: Vec<(TrainingKind, Unit)> = Vec::new();
    for training in models.iter().flat_map(|model| &model.training) {
        kinds.push((training.kind, training.unit));
    }
    kinds.sort_unstable();
    kinds.dedup();
    let row = |(kind, unit): (TrainingKind, Unit)| {
        let is_alike = |training: &&Training| training.kind == kind && training.unit == unit;
        let cell = |model: &&Model| {
            let alike: Vec<_> = model.training.iter().filter(is_alike).copied().collect();
            cells::of_training(&alike, model, locale)
        };
        let cells: Vec<Cell> = models.iter().map(cell).collect();
        Row::new(Subject::Training(unit, kind), label(Column::Training, locale), cells)
    };
    kinds.into_iter().map(row).collect()
}

/// A row for each benchmark and setting that at least two models have a score
/// of, in the order of the catalogue's benchmarks.
fn scores(models: &[&Model], shelf: &Shelf, locale: Locale) -> Vec<Row> {
    let benchmarks = &shelf.head().benchmarks;
    let mut found: Vec<&Score> = Vec::new();
    for score in models.iter().flat_map(|model| &model.scores) {
        if !found.iter().any(|other| is_same_test(other, score)) {
            found.push(score);
        }
    }
    let place = |score: &&Score| benchmarks.iter().position(|benchmark| benchmark.id == score.benchmark);
    found.sort_by_key(|score| place(score).unwrap_or(usize::MAX));
    let row = |score: &Score| {
        let cell = |model: &&Model| {
            let same: Vec<_> = model.scores.iter().filter(|other| is_same_test(other, score)).collect();
            cells::of_scores(&same, locale)
        };
        let name = benchmarks.iter().find(|benchmark| benchmark.id == score.benchmark);
        let name = name.map_or(score.benchmark.as_str(), |benchmark| benchmark.name.get(locale));
        let label = (locale.messages().in_brackets)(name, score.setting.as_deref().unwrap_or_default());
        let subject = Subject::Score { benchmark: score.benchmark.clone(), setting: score.setting.clone() };
        Row::new(subject, label, models.iter().map(cell).collect())
    };
    let rows = found.into_iter().map(row);
    rows.filter(|row| row.cells.iter().filter(|cell| cell.is_known()).count() >= LEAST).collect()
}

/// Whether two scores measure the same thing in the same way.
fn is_same_test(one: &Score, other: &Score) -> bool {
    one.benchmark == other.benchmark && one.setting == other.setting
}
