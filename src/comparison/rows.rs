//! Builds the rows of a comparison.

use llm_catalog::{
    Model,
    localized::Locale,
    model::Score,
    training::{TrainingData, TrainingKind, TrainingUnit},
};
use llm_index::{Column, Index};

use crate::{
    columns::ColumnExt,
    comparison::{
        cell::Cell,
        column_cells::{column_cell, scores_cell, training_cell},
        row::{Row, RowKey},
    },
    i18n::Messages,
};

/// The columns that are compared; scores follow.
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
/// The minimum number of models with a score in one setting for a row.
const MIN_SCORED_MODELS: usize = 2;

/// The columns known for at least one model, then the scores known for at least two.
pub(super) fn build_rows(models: &[&Model], index: &Index, locale: Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for column in COMPARED_COLUMNS {
        if column == Column::TrainingData {
            rows.extend(training_rows(models, locale));
        } else {
            let cells = models.iter().map(|model| column_cell(column, model, index, locale)).collect();
            rows.push(Row::new(RowKey::Column(column), row_label(column, locale), cells));
        }
    }
    rows.extend(score_rows(models, index, locale));
    rows.retain(|row| !row.is_empty());
    rows
}

/// The heading of a column, in full.
fn row_label(column: Column, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let heading = match column {
        Column::Languages => messages.languages_label,
        Column::TrainingData => messages.training,
        _ => column.heading(locale),
    };
    heading.to_owned()
}

/// A row for each unit and kind of training data, as these are not comparable.
fn training_rows(models: &[&Model], locale: Locale) -> Vec<Row> {
    let mut kinds: Vec<(TrainingKind, TrainingUnit)> = Vec::new();
    for training in models.iter().flat_map(|model| &model.training) {
        kinds.push((training.kind, training.unit));
    }
    kinds.sort_unstable();
    kinds.dedup();
    let row = |(kind, unit): (TrainingKind, TrainingUnit)| {
        let is_same_kind = |training: &&TrainingData| training.kind == kind && training.unit == unit;
        let cell = |model: &&Model| {
            let trainings: Vec<_> = model.training.iter().filter(is_same_kind).copied().collect();
            training_cell(&trainings, model, locale)
        };
        let cells: Vec<Cell> = models.iter().map(cell).collect();
        Row::new(RowKey::Training(unit, kind), row_label(Column::TrainingData, locale), cells)
    };
    kinds.into_iter().map(row).collect()
}

/// A row for each benchmark and setting with scores of at least two models, in the catalogue's order of benchmarks.
fn score_rows(models: &[&Model], index: &Index, locale: Locale) -> Vec<Row> {
    let benchmarks = &index.meta().benchmarks;
    let mut settings: Vec<&Score> = Vec::new();
    for score in models.iter().flat_map(|model| &model.scores) {
        if !settings.iter().any(|other| is_comparable(other, score)) {
            settings.push(score);
        }
    }
    let benchmark_idx = |score: &&Score| benchmarks.iter().position(|benchmark| benchmark.id == score.benchmark);
    settings.sort_by_key(|score| benchmark_idx(score).unwrap_or(usize::MAX));
    let row = |score: &Score| {
        let cell = |model: &&Model| {
            let scores: Vec<_> = model.scores.iter().filter(|other| is_comparable(other, score)).collect();
            scores_cell(&scores, locale)
        };
        let benchmark = benchmarks.iter().find(|benchmark| benchmark.id == score.benchmark);
        let name = benchmark.map_or(score.benchmark.as_str(), |benchmark| benchmark.name.get(locale));
        let label = (Messages::get(locale).parenthesized)(name, score.setting.as_deref().unwrap_or_default());
        let key = RowKey::Score { benchmark: score.benchmark.clone(), setting: score.setting.clone() };
        Row::new(key, label, models.iter().map(cell).collect())
    };
    let has_enough_scores = |row: &Row| row.cells.iter().filter(|cell| cell.is_known()).count() >= MIN_SCORED_MODELS;
    settings.into_iter().map(row).filter(has_enough_scores).collect()
}

/// True if two scores are on the same benchmark in the same setting.
fn is_comparable(score: &Score, other: &Score) -> bool {
    score.benchmark == other.benchmark && score.setting == other.setting
}
