//! Which rows a comparison has.

use llm_catalog::{
    Model,
    localized::Locale,
    model::Score,
    training::{TrainingData, TrainingKind, TrainingUnit},
};
use llm_index::{Column, Index};

use crate::{
    columns::ColumnExt,
    comparison::{Cell, MIN_MODELS, Row, RowKey, cells},
    i18n::Messages,
};

/// The columns that are compared, from the top. Scores follow below them.
const COMPARED_COLUMNS: [Column; 16] = [
    Column::Stage,
    Column::Organizations,
    Column::Countries,
    Column::Released,
    Column::Parameters,
    Column::ActiveParameters,
    Column::ContextLength,
    Column::Architecture,
    Column::OpenWeights,
    Column::Languages,
    Column::TrainingData,
    Column::License,
    Column::CommercialUse,
    Column::Parents,
    Column::Paper,
    Column::Links,
];

/// What is known of at least one model, then the benchmarks of at least two.
pub(super) fn build_rows(models: &[&Model], shelf: &Index, locale: Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for column in COMPARED_COLUMNS {
        if column == Column::TrainingData {
            rows.extend(training_rows(models, locale));
        } else {
            let cells = models.iter().map(|model| cells::column_cell(column, model, shelf, locale)).collect();
            rows.push(Row::new(RowKey::Column(column), row_label(column, locale), cells));
        }
    }
    rows.extend(score_rows(models, shelf, locale));
    rows.retain(|row| !row.is_empty());
    rows
}

/// The heading of a column where there is room for a whole word.
fn row_label(column: Column, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let heading = match column {
        Column::Languages => messages.languages_label,
        Column::TrainingData => messages.training,
        _ => column.heading(messages),
    };
    heading.to_owned()
}

/// A row for each unit and kind of training data: these are never compared.
fn training_rows(models: &[&Model], locale: Locale) -> Vec<Row> {
    let mut kinds: Vec<(TrainingKind, TrainingUnit)> = Vec::new();
    for training in models.iter().flat_map(|model| &model.training) {
        kinds.push((training.kind, training.unit));
    }
    kinds.sort_unstable();
    kinds.dedup();
    let row = |(kind, unit): (TrainingKind, TrainingUnit)| {
        let is_alike = |training: &&TrainingData| training.kind == kind && training.unit == unit;
        let cell = |model: &&Model| {
            let alike: Vec<_> = model.training.iter().filter(is_alike).copied().collect();
            cells::training_cell(&alike, model, locale)
        };
        let cells: Vec<Cell> = models.iter().map(cell).collect();
        Row::new(RowKey::Training(unit, kind), row_label(Column::TrainingData, locale), cells)
    };
    kinds.into_iter().map(row).collect()
}

/// A row for each benchmark and setting that at least two models have a score
/// of, in the order of the catalogue's benchmarks.
fn score_rows(models: &[&Model], shelf: &Index, locale: Locale) -> Vec<Row> {
    let benchmarks = &shelf.meta().benchmarks;
    let mut found: Vec<&Score> = Vec::new();
    for score in models.iter().flat_map(|model| &model.scores) {
        if !found.iter().any(|other| is_comparable(other, score)) {
            found.push(score);
        }
    }
    let place = |score: &&Score| benchmarks.iter().position(|benchmark| benchmark.id == score.benchmark);
    found.sort_by_key(|score| place(score).unwrap_or(usize::MAX));
    let row = |score: &Score| {
        let cell = |model: &&Model| {
            let same: Vec<_> = model.scores.iter().filter(|other| is_comparable(other, score)).collect();
            cells::scores_cell(&same, locale)
        };
        let name = benchmarks.iter().find(|benchmark| benchmark.id == score.benchmark);
        let name = name.map_or(score.benchmark.as_str(), |benchmark| benchmark.name.get(locale));
        let label = (Messages::get(locale).parenthesized)(name, score.setting.as_deref().unwrap_or_default());
        let subject = RowKey::Score { benchmark: score.benchmark.clone(), setting: score.setting.clone() };
        Row::new(subject, label, models.iter().map(cell).collect())
    };
    let rows = found.into_iter().map(row);
    rows.filter(|row| row.cells.iter().filter(|cell| cell.is_known()).count() >= MIN_MODELS).collect()
}

/// Whether two scores measure the same thing in the same way.
fn is_comparable(one: &Score, other: &Score) -> bool {
    one.benchmark == other.benchmark && one.setting == other.setting
}
