//! The variants of a model with the figures that they state.

use llm_catalog::{
    Benchmark, Model, context_length::ContextLength, link::Url, localized::Locale, quantity::Quantity, variant::Variant,
};
use llm_index::{Column, Index, ScoreFigure, ShownScore, shown_score};

use crate::{
    columns::{ColumnExt, ScoreScale, UNKNOWN_SYMBOL, format_shown_score, short_benchmark_name, short_license_name},
    config::theme::StyleRole,
    display_width::width,
    document::{
        builder::{DocumentBuilder, table_cell},
        line::{LinkTarget, StyledLine, StyledSpan},
    },
    glyphs::bar,
    i18n::Messages,
};

/// The maximum width of a bar.
const MAX_BAR_WIDTH: usize = 12;

/// Writes several variants of a model as a table in which that of the `selected` name stands out.
pub(super) fn write_variants(
    builder: &mut DocumentBuilder,
    model: &Model,
    selected: Option<&str>,
    index: &Index,
    locale: Locale,
) {
    if model.variants.len() > 1 {
        builder.section(Messages::get(locale).variants);
        write_variant_table(builder, model, selected, index, locale);
    }
}

/// A column of the table of variants.
struct VariantColumn {
    heading: String,
    cells: Vec<String>,
}

impl VariantColumn {
    /// A column with a cell for each variant, or `None` if no variant has a value.
    fn new(heading: &'static str, variants: &[Variant], value: impl Fn(&Variant) -> Option<String>) -> Option<Self> {
        let values: Vec<_> = variants.iter().map(value).collect();
        let has_values = values.iter().any(Option::is_some);
        let cells = values.into_iter().map(|value| value.unwrap_or_else(|| UNKNOWN_SYMBOL.to_owned()));
        has_values.then(|| Self { heading: heading.to_owned(), cells: cells.collect() })
    }

    /// A column with what each variant states or inherits, or `None` if all inherit.
    fn inherited<T>(
        heading: &'static str,
        variants: &[Variant],
        own: impl Fn(&Variant) -> Option<T>,
        text: impl Fn(&Variant) -> Option<String>,
    ) -> Option<Self> {
        let is_stated = variants.iter().any(|variant| own(variant).is_some());
        if is_stated { Self::new(heading, variants, text) } else { None }
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|text| width(text)).chain([width(&self.heading)]).max().unwrap_or_default()
    }
}

/// Writes a table with a row for each variant, linked to its checkpoint. A column that does not fit is left out.
fn write_variant_table(
    builder: &mut DocumentBuilder,
    model: &Model,
    selected: Option<&str>,
    index: &Index,
    locale: Locale,
) {
    let mut used = 0;
    let mut fits = |column: &VariantColumn| {
        used += column.width() + 2;
        used <= builder.width + 2
    };
    let columns: Vec<_> = columns(model, locale).into_iter().take_while(&mut fits).collect();
    let scores = ScoreColumn::new(model, index, locale).filter(|scores| fits(&scores.values));
    let bar_width = (builder.width + 2).saturating_sub(used).min(MAX_BAR_WIDTH);
    let mut push_row = |role, share: f64, checkpoint: Option<&Url>, cell: &dyn Fn(&VariantColumn) -> String| {
        let columns = columns.iter().chain(scores.as_ref().map(|scores| &scores.values)).enumerate();
        let cells = columns.map(|(idx, column)| table_cell(&cell(column), column.width(), idx > 0));
        let spans = vec![
            StyledSpan::new(role, cells.collect::<String>()),
            StyledSpan::drawing(StyleRole::Bar, bar(share, bar_width)),
        ];
        let link = checkpoint.cloned().map(LinkTarget::Url);
        builder.push_line(StyledLine { field: Some(Column::Parameters.into()), link, ..spans.into() });
    };
    push_row(StyleRole::Muted, 0.0, None, &|column| column.heading.clone());
    for (idx, variant) in model.variants.iter().enumerate() {
        let role = if selected == Some(variant.name.as_str()) { StyleRole::Accent } else { StyleRole::Text };
        let share = scores.as_ref().and_then(|scores| scores.shares.get(idx)).copied().unwrap_or_default();
        push_row(role, share, variant.checkpoint.as_ref(), &|column| {
            column.cells.get(idx).cloned().unwrap_or_default()
        });
    }
}

/// The columns in which a variant has a value of its own.
fn columns(model: &Model, locale: Locale) -> Vec<VariantColumn> {
    let variants = model.variants.as_slice();
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.round_3_sig().to_string());
    let context = |tokens: u32| ContextLength(tokens.into()).to_string();
    let columns = [
        VariantColumn::new(Column::Variant.heading(locale), variants, |variant| Some(variant.name.clone())),
        VariantColumn::new(Column::Parameters.heading(locale), variants, |variant| text(variant.parameters)),
        VariantColumn::new(Column::ActiveParameters.heading(locale), variants, |variant| text(variant.active)),
        VariantColumn::inherited(
            Column::ContextLength.heading(locale),
            variants,
            |variant| variant.context,
            |variant| variant.context.or(model.context).map(context),
        ),
        VariantColumn::inherited(
            Column::Released.heading(locale),
            variants,
            |variant| variant.released,
            |variant| variant.released.or(model.released).map(|date| date.to_string()),
        ),
        VariantColumn::new(Column::TrainingData.heading(locale), variants, |variant| text(variant.tokens)),
        VariantColumn::inherited(
            Column::License.heading(locale),
            variants,
            |variant| variant.license.clone(),
            |variant| license_text(model, variant, locale),
        ),
    ];
    columns.into_iter().flatten().collect()
}

/// The license of a variant; without one, whether its weights are not released.
fn license_text(model: &Model, variant: &Variant, locale: Locale) -> Option<String> {
    let is_closed = variant.open_weights.or(model.open_weights) == Some(false);
    match model.license_of(variant) {
        Some(license) => Some(short_license_name(license, locale).into_owned()),
        None => is_closed.then(|| Messages::get(locale).license_closed.to_owned()),
    }
}

/// The score of each variant on one benchmark, and the lengths of their bars.
struct ScoreColumn {
    values: VariantColumn,
    shares: Vec<f64>,
}

impl ScoreColumn {
    /// The scores on the benchmark on which most variants have one, at least two; the active one before others.
    fn new(model: &Model, index: &Index, locale: Locale) -> Option<Self> {
        let of_variant = |variant: &Variant| {
            let scores = model.scores.iter().filter(|score| score.variant.as_deref() == Some(&variant.name));
            scores.map(ScoreFigure::from).collect()
        };
        let figures: Vec<Vec<_>> = model.variants.iter().map(of_variant).collect();
        let count = |benchmark: &Benchmark| {
            figures.iter().filter(|scores| scores.iter().any(|score| score.benchmark == benchmark.id)).count()
        };
        let active = index.meta().active_benchmark();
        let most = index.meta().benchmarks.iter().rev().chain(active).map(|benchmark| (count(benchmark), benchmark));
        let (_, benchmark) = most.filter(|(count, _)| *count > 1).max_by_key(|(count, _)| *count)?;
        let comparable = index.comparable_scores(&benchmark.id);
        let shown = |scores: &Vec<_>| shown_score(scores, &benchmark.id, comparable.as_ref());
        let scores: Vec<_> = figures.iter().map(shown).collect();
        let heading = short_benchmark_name(benchmark, index.meta(), locale);
        let cells =
            scores.iter().map(|score| score.map_or_else(|| UNKNOWN_SYMBOL.to_owned(), format_shown_score)).collect();
        let scale = ScoreScale::new(index, &benchmark.id);
        let share = |score: Option<ShownScore>| scale.zip(score).map_or(0.0, |(scale, score)| scale.share(score.value));
        let shares = scores.into_iter().map(share).collect();
        Some(Self { values: VariantColumn { heading, cells }, shares })
    }
}
