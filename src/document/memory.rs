//! The memory that a model needs to run, by bits per weight and context.

use llm_catalog::{
    Model,
    context_length::ContextLength,
    localized::Locale,
    memory::{Bits, ContextRequest, MemoryBudget, MemoryInputs},
};
use llm_index::Column;

use crate::{
    columns::{ColumnExt, UNKNOWN_SYMBOL, format_gigabytes},
    config::theme::StyleRole,
    display_width::width,
    document::{
        builder::{DocumentBuilder, table_cell},
        line::{StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// The contexts of the table besides the native one.
const CONTEXTS: [ContextRequest; 2] =
    [ContextRequest::DEFAULT, ContextRequest::Tokens { at_least: 32_000, up_to: 32_768 }];

/// Writes a table of estimates for a [resolved](Model::resolve) model, or nothing if there are none.
pub(super) fn write_memory(builder: &mut DocumentBuilder, model: &Model, locale: Locale) {
    let messages = Messages::get(locale);
    let inputs = MemoryInputs::from(model);
    let native = inputs.context.map(|context| (messages.memory_native)(&ContextLength(context.into()).to_string()));
    let native = native.map(|heading| (heading, ContextRequest::Native));
    let columns: Vec<_> =
        CONTEXTS.into_iter().map(|context| (context.to_string().to_uppercase(), context)).chain(native).collect();
    let cell = |bits: Bits, context: ContextRequest| {
        let estimate = MemoryBudget { bits, context, ..MemoryBudget::UNLIMITED }.estimate(inputs).ok();
        estimate.map(|estimate| format_gigabytes(estimate.total()))
    };
    let rows: Vec<_> = Bits::ALL
        .into_iter()
        .map(|bits| (bits, columns.iter().map(|(_, context)| cell(bits, *context)).collect::<Vec<_>>()))
        .filter(|(_, cells)| cells.iter().any(Option::is_some))
        .collect();
    if rows.is_empty() {
        return;
    }
    builder.section(Column::Memory.heading(locale));
    let label = |bits: Bits| messages.bits(bits);
    let label_width = Bits::ALL.into_iter().map(|bits| width(&label(bits))).max().unwrap_or_default();
    let column_width = |idx: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(idx)?.as_deref()).map(width);
        cells.chain(columns.get(idx).map(|(heading, _)| width(heading))).max().unwrap_or_default()
    };
    let mut push_row = |role, label: &str, cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.enumerate().map(|(idx, cell)| table_cell(cell, column_width(idx), true));
        let text = table_cell(label, label_width, false) + &cells.collect::<String>();
        let spans = vec![StyledSpan::new(role, text.trim_end().to_owned())];
        builder.push_line(StyledLine { field: Some(Column::Memory.into()), ..spans.into() });
    };
    push_row(StyleRole::Muted, "", &mut columns.iter().map(|(heading, _)| heading.as_str()));
    for (bits, cells) in &rows {
        push_row(
            StyleRole::Text,
            &label(*bits),
            &mut cells.iter().map(|cell| cell.as_deref().unwrap_or(UNKNOWN_SYMBOL)),
        );
    }
    builder.paragraph(StyleRole::Muted, messages.memory_assumptions);
}
