//! The parameters and training tokens of a model by size.

use llm_catalog::{localized::Locale, model::Size, quantity::Quantity, training::TrainingKind};
use llm_index::Column;

use crate::{
    columns::{ColumnExt, UNKNOWN_SYMBOL},
    config::theme::StyleRole,
    display_width::width,
    document::{
        builder::{DocumentBuilder, Label, table_cell},
        field::DocField,
        line::{StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// Writes the sizes of a model: a single one as fields, several as a table.
pub(super) fn write_sizes(builder: &mut DocumentBuilder, sizes: &[Size], locale: Locale) {
    match sizes {
        [] => {}
        [size] => write_size_fields(builder, size, locale),
        sizes => write_size_table(builder, sizes, locale),
    }
}

/// Writes each known quantity of a size as a field.
fn write_size_fields(builder: &mut DocumentBuilder, size: &Size, locale: Locale) {
    let fields = [
        (Label::from_column(Column::Parameters, locale), size.parameters),
        (Label::from_column(Column::ActiveParameters, locale), size.active),
        (Label::new(Column::TrainingData.heading(locale), DocField::Training(TrainingKind::Trained)), size.tokens),
    ];
    for (label, quantity) in fields {
        if let Some(quantity) = quantity {
            builder.field(label, StyleRole::Text, &quantity.to_string());
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
        let cells = values.into_iter().map(|value| value.unwrap_or_else(|| UNKNOWN_SYMBOL.to_owned()));
        has_values.then(|| Self { heading, cells: cells.collect() })
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|text| width(text)).chain([width(self.heading)]).max().unwrap_or_default()
    }
}

/// Writes a table with a row for each size.
fn write_size_table(builder: &mut DocumentBuilder, sizes: &[Size], locale: Locale) {
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string());
    let columns: Vec<_> = [
        SizeColumn::from_sizes(Messages::get(locale).size, sizes, |size| Some(size.name.clone())),
        SizeColumn::from_sizes(Column::Parameters.heading(locale), sizes, |size| text(size.parameters)),
        SizeColumn::from_sizes(Column::ActiveParameters.heading(locale), sizes, |size| text(size.active)),
        SizeColumn::from_sizes(Column::TrainingData.heading(locale), sizes, |size| text(size.tokens)),
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
