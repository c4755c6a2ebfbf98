//! The figures of a model by size, and its scores.

use llm_catalog::{
    Benchmark, CatalogMeta, Model,
    localized::Locale,
    model::{Score, Size},
    quantity::Quantity,
    training::TrainingKind,
};
use llm_index::Column;

use crate::{
    config::theme::StyleRole,
    display_width::{width, wrap},
    document::{
        builder::{DocumentBuilder, LABEL_WIDTH, Label, table_cell},
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// Columns of a score, with the gap behind it.
const VALUE_WIDTH: usize = 7;

/// Writes the figures of each size, then the scores.
pub(super) fn write_figures(builder: &mut DocumentBuilder, model: &Model, meta: &CatalogMeta, locale: Locale) {
    match model.sizes.as_slice() {
        [] => {}
        [size] => write_size_fields(builder, size, locale),
        sizes => write_size_table(builder, sizes, locale),
    }
    write_scores(builder, model, meta, locale);
}

/// Writes the scores, those on the active benchmark first.
fn write_scores(builder: &mut DocumentBuilder, model: &Model, meta: &CatalogMeta, locale: Locale) {
    let active = meta.active_benchmark();
    let others = meta.benchmarks.iter().filter(|benchmark| active.is_none_or(|active| active.id != benchmark.id));
    let mut label = Messages::get(locale).scores;
    for benchmark in active.into_iter().chain(others) {
        for score in model.scores.iter().filter(|score| score.benchmark == benchmark.id) {
            write_score(builder, label, score, benchmark, locale);
            label = "";
        }
    }
}

/// Writes a score with its benchmark, size, setting and reporter, linked to its source.
fn write_score(builder: &mut DocumentBuilder, label: &str, score: &Score, benchmark: &Benchmark, locale: Locale) {
    let details = [&score.size, &score.setting, &score.reported_by].into_iter().flatten();
    let details = details.map(String::as_str).collect::<Vec<_>>().join(", ");
    let name = benchmark.name.get(locale);
    let text_width = builder.width.saturating_sub(LABEL_WIDTH + VALUE_WIDTH);
    let lines: Vec<_> = if width(name) + 2 + width(&details) <= text_width {
        let gap = if details.is_empty() { "" } else { "  " };
        vec![vec![StyledSpan::new(StyleRole::Text, format!("{name}{gap}")), StyledSpan::new(StyleRole::Muted, details)]]
    } else {
        let texts = [(StyleRole::Text, name), (StyleRole::Muted, &details)].into_iter();
        let texts = texts.filter(|(_, text)| !text.is_empty());
        let span = |(role, text)| wrap(text, text_width).into_iter().map(move |line| vec![StyledSpan::new(role, line)]);
        texts.flat_map(span).collect()
    };
    let mut label = Label::new(label, DocField::Score(benchmark.id.clone()));
    let mut value = format!("{:>5.1}  ", score.value);
    for (idx, text) in lines.into_iter().enumerate() {
        let spans: Vec<_> = std::iter::once(StyledSpan::new(StyleRole::Text, value)).chain(text).collect();
        let link = Some(LinkTarget::Url(score.source.clone()));
        builder.push_labeled(&label, StyledLine { link, is_continuation: idx > 0, ..spans.into() });
        label = label.without_text();
        value = " ".repeat(VALUE_WIDTH);
    }
}

/// Writes the figures of a model that has one size.
fn write_size_fields(builder: &mut DocumentBuilder, size: &Size, locale: Locale) {
    let messages = Messages::get(locale);
    let fields = [
        (messages.parameters, Column::Parameters.into(), size.parameters),
        (messages.active, Column::ActiveParameters.into(), size.active),
        (messages.tokens, DocField::Training(TrainingKind::Trained), size.tokens),
    ];
    for (label, field, quantity) in fields {
        if let Some(quantity) = quantity {
            builder.field(Label::new(label, field), StyleRole::Text, &quantity.to_string());
        }
    }
}

/// A column of the table of sizes.
struct SizeColumn {
    heading: &'static str,
    cells: Vec<String>,
}

impl SizeColumn {
    /// A column with a cell for each size, or `None` if no size has a value.
    fn from_sizes(heading: &'static str, sizes: &[Size], value: impl Fn(&Size) -> Option<String>) -> Option<Self> {
        let values: Vec<_> = sizes.iter().map(value).collect();
        let has_values = values.iter().any(Option::is_some);
        let cells = values.into_iter().map(|value| value.unwrap_or_else(|| "-".to_owned()));
        has_values.then(|| Self { heading, cells: cells.collect() })
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|text| width(text)).chain([width(self.heading)]).max().unwrap_or_default()
    }
}

/// Writes a table with a row for each size.
fn write_size_table(builder: &mut DocumentBuilder, sizes: &[Size], locale: Locale) {
    let messages = Messages::get(locale);
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string());
    let columns: Vec<_> = [
        SizeColumn::from_sizes(messages.size, sizes, |size| Some(size.name.clone())),
        SizeColumn::from_sizes(messages.parameters, sizes, |size| text(size.parameters)),
        SizeColumn::from_sizes(messages.active, sizes, |size| text(size.active)),
        SizeColumn::from_sizes(messages.tokens, sizes, |size| text(size.tokens)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut push_row = |role, cell: &dyn Fn(&SizeColumn) -> String| {
        let cells = columns.iter().enumerate().map(|(idx, column)| table_cell(&cell(column), column.width(), idx > 0));
        let spans = vec![StyledSpan::new(role, cells.collect::<String>())];
        builder.push_line(StyledLine { field: Some(Column::Parameters.into()), ..spans.into() });
    };
    push_row(StyleRole::Muted, &|column| column.heading.to_owned());
    for idx in 0..sizes.len() {
        push_row(StyleRole::Text, &|column| column.cells.get(idx).cloned().unwrap_or_default());
    }
}
