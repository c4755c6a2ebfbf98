//! The variants of a model with the figures that they state.

use llm_catalog::{
    Model, context_length::ContextLength, localized::Locale, quantity::Quantity, training::TrainingKind,
    variant::Variant,
};
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
};

/// Writes the variants of a model: a single one as fields, several as a table in which that of
/// the `selected` name stands out.
pub(super) fn write_variants(builder: &mut DocumentBuilder, model: &Model, selected: Option<&str>, locale: Locale) {
    match model.variants.as_slice() {
        [] => {}
        [variant] => write_variant_fields(builder, variant, locale),
        _ => write_variant_table(builder, model, selected, locale),
    }
}

/// Writes each known quantity of a variant as a field.
fn write_variant_fields(builder: &mut DocumentBuilder, variant: &Variant, locale: Locale) {
    let fields = [
        (Label::from_column(Column::Parameters, locale), variant.parameters),
        (Label::from_column(Column::ActiveParameters, locale), variant.active),
        (Label::new(Column::TrainingData.heading(locale), DocField::Training(TrainingKind::Trained)), variant.tokens),
    ];
    for (label, quantity) in fields {
        if let Some(quantity) = quantity {
            builder.field(label, StyleRole::Text, &quantity.with_exact());
        }
    }
}

/// A column of the table of variants.
struct VariantColumn {
    heading: &'static str,
    cells: Vec<String>,
}

impl VariantColumn {
    /// A column with a cell for each variant, or `None` if no variant has a value.
    fn new(heading: &'static str, variants: &[Variant], value: impl Fn(&Variant) -> Option<String>) -> Option<Self> {
        let values: Vec<_> = variants.iter().map(value).collect();
        let has_values = values.iter().any(Option::is_some);
        let cells = values.into_iter().map(|value| value.unwrap_or_else(|| UNKNOWN_SYMBOL.to_owned()));
        has_values.then(|| Self { heading, cells: cells.collect() })
    }

    /// A column with what each variant states or inherits, or `None` if all inherit.
    fn inherited<T>(
        heading: &'static str,
        variants: &[Variant],
        own: impl Fn(&Variant) -> Option<T>,
        text: impl Fn(Option<T>) -> Option<String>,
    ) -> Option<Self> {
        let is_stated = variants.iter().any(|variant| own(variant).is_some());
        if is_stated { Self::new(heading, variants, |variant| text(own(variant))) } else { None }
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|text| width(text)).chain([width(self.heading)]).max().unwrap_or_default()
    }
}

/// Writes a table with a row for each variant. A column that does not fit is left out.
fn write_variant_table(builder: &mut DocumentBuilder, model: &Model, selected: Option<&str>, locale: Locale) {
    let variants = model.variants.as_slice();
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.round_3_sig().to_string());
    let context = |tokens: u32| ContextLength(tokens.into()).to_string();
    let columns: Vec<_> = [
        VariantColumn::new(Column::Variant.heading(locale), variants, |variant| Some(variant.name.clone())),
        VariantColumn::new(Column::Parameters.heading(locale), variants, |variant| text(variant.parameters)),
        VariantColumn::new(Column::ActiveParameters.heading(locale), variants, |variant| text(variant.active)),
        VariantColumn::new(Column::TrainingData.heading(locale), variants, |variant| text(variant.tokens)),
        VariantColumn::inherited(
            Column::ContextLength.heading(locale),
            variants,
            |variant| variant.context,
            |own| own.or(model.context).map(context),
        ),
        VariantColumn::inherited(
            Column::Released.heading(locale),
            variants,
            |variant| variant.released,
            |own| own.or(model.released).map(|date| date.to_string()),
        ),
        VariantColumn::inherited(
            Column::License.heading(locale),
            variants,
            |variant| variant.license.clone(),
            |own| own.or_else(|| model.license.clone()).map(|license| license.label(locale).to_owned()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut used = 0;
    let fits = |column: &&VariantColumn| {
        used += column.width() + 2;
        used <= builder.width + 2
    };
    let columns: Vec<_> = columns.iter().take_while(fits).collect();
    let mut push_row = |role, cell: &dyn Fn(&VariantColumn) -> String| {
        let cells = columns.iter().enumerate().map(|(idx, column)| table_cell(&cell(column), column.width(), idx > 0));
        let spans = vec![StyledSpan::new(role, cells.collect::<String>())];
        builder.push_line(StyledLine { field: Some(Column::Parameters.into()), ..spans.into() });
    };
    push_row(StyleRole::Muted, &|column| column.heading.to_owned());
    for (idx, variant) in variants.iter().enumerate() {
        let role = if selected == Some(variant.name.as_str()) { StyleRole::Accent } else { StyleRole::Text };
        push_row(role, &|column| column.cells.get(idx).cloned().unwrap_or_default());
    }
}
