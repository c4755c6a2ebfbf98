//! Builds the rows of a comparison.

use llm_catalog::{
    context_length::ContextLength,
    estimate::{Estimate, round_3_sig},
    localized::Locale,
    memory::ContextRequest,
    training::{TrainingData, TrainingKind, TrainingUnit},
};
use llm_index::{Column, Index};

use crate::{
    columns::ColumnExt,
    comparison::{
        cell::{Cell, CellValue},
        column_cells::{column_cell, training_cell},
        compared_variant::ComparedVariant,
        row::{Row, RowKey},
        scores::score_rows,
    },
    config::theme::StyleRole,
    i18n::Messages,
};

/// The columns that are compared, section by section; scores follow.
const COMPARED_COLUMNS: [Column; 25] = [
    Column::Stage,
    Column::Organizations,
    Column::Countries,
    Column::Released,
    Column::Lifecycle,
    Column::Parameters,
    Column::ActiveParameters,
    Column::Memory,
    Column::ContextLength,
    Column::ContextExtended,
    Column::Architecture,
    Column::InputModalities,
    Column::OutputModalities,
    Column::Reasoning,
    Column::Tools,
    Column::Languages,
    Column::Knowledge,
    Column::TrainingData,
    Column::Parents,
    Column::OpenWeights,
    Column::WeightFormat,
    Column::License,
    Column::CommercialUse,
    Column::Paper,
    Column::Links,
];

/// The columns known for at least one model, then a row for each benchmark that one has a score on.
pub(super) fn build_rows(variants: &[ComparedVariant], index: &Index, locale: Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for column in COMPARED_COLUMNS {
        if column == Column::TrainingData {
            rows.extend(training_rows(variants, locale));
            rows.push(tokens_per_parameter_row(variants, locale));
            continue;
        }
        // Where no model uses fewer parameters than it has, the row of parameters says all.
        let is_stated = |variant: &ComparedVariant| variant.resolved.variants.iter().any(|own| own.active.is_some());
        if column == Column::ActiveParameters && !variants.iter().any(is_stated) {
            continue;
        }
        let cells = variants.iter().map(|variant| column_cell(column, &variant.resolved, index, locale)).collect();
        let label = match column {
            Column::Memory => memory_label(index, locale),
            _ => row_label(column, locale),
        };
        rows.push(Row::new(RowKey::Column(column), label, cells));
    }
    rows.extend(score_rows(variants, index, locale));
    rows.retain(|row| !row.is_empty());
    rows
}

/// The heading of the column of memory with what the estimates assume: bits per weight and the context.
fn memory_label(index: &Index, locale: Locale) -> String {
    let (messages, budget) = (Messages::get(locale), index.meta().memory_budget);
    let context = match budget.context {
        ContextRequest::Native => messages.native_context.to_owned(),
        ContextRequest::Tokens { up_to, .. } => ContextLength(up_to.into()).to_string(),
    };
    let basis = [messages.bits(budget.bits), context].join(messages.cli.list_separator);
    (messages.parenthesized)(Column::Memory.heading(locale), &basis)
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
fn training_rows(variants: &[ComparedVariant], locale: Locale) -> Vec<Row> {
    let mut kinds: Vec<(TrainingKind, TrainingUnit)> = Vec::new();
    for training in variants.iter().flat_map(|variant| &variant.resolved.training) {
        kinds.push((training.kind, training.unit));
    }
    kinds.sort_unstable();
    kinds.dedup();
    let row = |(kind, unit): (TrainingKind, TrainingUnit)| {
        let is_same_kind = |training: &&TrainingData| training.kind == kind && training.unit == unit;
        let cell = |variant: &ComparedVariant| {
            let trainings: Vec<_> = variant.resolved.training.iter().filter(is_same_kind).copied().collect();
            training_cell(&trainings, &variant.resolved, locale)
        };
        let cells: Vec<Cell> = variants.iter().map(cell).collect();
        Row::new(RowKey::Training(unit, kind), row_label(Column::TrainingData, locale), cells)
    };
    kinds.into_iter().map(row).collect()
}

/// Pre-training tokens per parameter, from the variants' own tokens only.
fn tokens_per_parameter_row(variants: &[ComparedVariant], locale: Locale) -> Row {
    let messages = Messages::get(locale);
    let cell = |variant: &ComparedVariant| {
        let model = &variant.resolved;
        let estimate = model.variants.first().and_then(|own| Estimate::new(model, own));
        let ratio = estimate.and_then(|estimate| estimate.tokens_per_parameter);
        let value = ratio.map(|ratio| CellValue::new((messages.approximately)(&round_3_sig(ratio).to_string())));
        let role = if value.is_some() { StyleRole::Text } else { StyleRole::Muted };
        Cell { values: value.into_iter().collect(), role, ..Cell::default() }
    };
    let cells = variants.iter().map(cell).collect();
    Row::new(RowKey::TokensPerParameter, messages.tokens_per_parameter.to_owned(), cells)
}
