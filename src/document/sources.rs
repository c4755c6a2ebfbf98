//! The sources of an entry, and what each of them backs.

use llm_catalog::{
    Entry, EntryRef, Model,
    context_length::ContextLength,
    link::Url,
    localized::Locale,
    source::{Source, SourcedField},
    variant::Variant,
};
use llm_index::{Column, Index, RowId};

use crate::{
    columns::ColumnExt,
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        line::Document,
    },
    i18n::{Messages, localized_setting},
};

/// Columns before the fields that a source backs.
const BACKED_INDENT: usize = 2;

/// Writes the sources as links, each with the fields that it backs.
pub(super) fn write_sources(builder: &mut DocumentBuilder, sources: &[Source], locale: Locale) {
    let messages = Messages::get(locale);
    builder.section(messages.sources);
    let label = || Label::new("", Column::Links);
    for source in sources {
        builder.link(label().with_width(0), &source.url);
        if !source.backs.is_empty() {
            let fields: Vec<_> = source.backs.iter().map(|field| field_label(*field, locale)).collect();
            let variants = source.variants.join(messages.cli.list_separator);
            let text = (messages.backed_fields)(&fields, &variants);
            builder.field(label().with_width(BACKED_INDENT), StyleRole::Muted, &text);
        }
    }
}

/// Writes when the entry was added to the catalogue.
pub(super) fn write_added(builder: &mut DocumentBuilder, entry: EntryRef<'_>, locale: Locale) {
    if let Some(added) = entry.added() {
        builder.field(Label::from_column(Column::Added, locale), StyleRole::Muted, &added.to_string());
    }
}

/// Each figure of an entry with the sources that back it, laid out for a width in columns.
#[must_use]
pub fn sourced_figures(index: &Index, row: RowId, locale: Locale, width: usize) -> Document {
    let mut builder = DocumentBuilder::new(width);
    match index.get(row).as_deref().map(Entry::as_entry_ref) {
        Some(EntryRef::Model(model)) => write_model(&mut builder, model, index, locale),
        Some(EntryRef::Extension(extension)) => {
            builder.heading(&extension.name);
            write_sources(&mut builder, &extension.sources, locale);
        }
        None => {}
    }
    builder.finish()
}

/// A value with where it is stated and the sources that back it.
struct Figure<'a> {
    text: String,
    /// The names of the variants that state it; none if the model does.
    variants: Vec<&'a str>,
    sources: Vec<&'a Url>,
}

fn write_model(builder: &mut DocumentBuilder, model: &Model, index: &Index, locale: Locale) {
    let messages = Messages::get(locale);
    builder.heading(&model.name);
    for field in SourcedField::ALL {
        for (idx, figure) in figures(field, model, index, locale).iter().enumerate() {
            let label = if idx == 0 { field_label(field, locale) } else { "" };
            write_figure(builder, label, figure, messages);
        }
    }
    let benchmark_name = |id| index.meta().benchmarks.iter().find(|benchmark| benchmark.id == id);
    for score in &model.scores {
        let name = benchmark_name(score.benchmark.clone()).map(|benchmark| benchmark.name.get(locale));
        let setting = score.setting.as_ref().map(|setting| localized_setting(setting, locale)).unwrap_or_default();
        let figure = Figure {
            text: format!(
                "{}: {}",
                name.unwrap_or(score.benchmark.as_str()),
                (messages.parenthesized)(&score.value.to_string(), &setting)
            ),
            variants: score.variant.iter().map(String::as_str).collect(),
            sources: vec![&score.source],
        };
        write_figure(builder, Column::Score.heading(locale), &figure, messages);
    }
    for run in &model.training_runs {
        let figure = Figure {
            text: (messages.training_run)(run),
            variants: run.variant.iter().map(String::as_str).collect(),
            sources: vec![&run.source],
        };
        write_figure(builder, messages.training_run_label, &figure, messages);
    }
    if let Some(license) = &model.license {
        let sources = license.url.iter().collect();
        let figure = Figure { text: license.label(locale).to_owned(), variants: Vec::new(), sources };
        write_figure(builder, Column::License.heading(locale), &figure, messages);
    }
    write_sources(builder, &model.sources, locale);
}

fn write_figure(builder: &mut DocumentBuilder, label: &str, figure: &Figure<'_>, messages: &Messages) {
    let text = match figure.variants.as_slice() {
        [] => figure.text.clone(),
        names => format!("{}  [{}]", figure.text, names.join(messages.cli.list_separator)),
    };
    builder.field(Label::new(label, Column::Claims), StyleRole::Text, &text);
    for url in &figure.sources {
        builder.link(Label::new("", Column::Links), url);
    }
    if figure.sources.is_empty() {
        builder.field(Label::new("", Column::Links), StyleRole::Bad, messages.no_source);
    }
}

/// The values of a field as the model and its variants state them; those with the same text and sources are one.
fn figures<'a>(field: SourcedField, model: &'a Model, index: &Index, locale: Locale) -> Vec<Figure<'a>> {
    let mut figures: Vec<Figure<'a>> = Vec::new();
    if field == SourcedField::Insight {
        return figures;
    }
    let mut add = |resolved: &Model, variant: Option<&'a Variant>| {
        let name = variant.map(|variant| variant.name.as_str());
        let backing = model.sources.iter().filter(|source| source.backs(field, name));
        let (text, sources) = (field_text(field, resolved, index, locale), backing.map(|source| &source.url).collect());
        match figures.iter_mut().find(|figure| figure.text == text && figure.sources == sources) {
            // What the model states holds for its variants too.
            Some(figure) if !figure.variants.is_empty() => figure.variants.extend(name),
            Some(_) => {}
            None => figures.push(Figure { text, variants: name.into_iter().collect(), sources }),
        }
    };
    if field.is_stated_by(model) {
        add(model, None);
    }
    for variant in model.variants.iter().filter(|variant| field.is_stated_by_variant(variant)) {
        add(&model.resolve(variant), Some(variant));
    }
    figures
}

fn field_text(field: SourcedField, model: &Model, index: &Index, locale: Locale) -> String {
    let text = |column: Column| column.display_text(EntryRef::Model(model), index, locale);
    match (field, &model.shape) {
        (SourcedField::Modalities, _) => {
            format!("{} -> {}", text(Column::InputModalities), text(Column::OutputModalities))
        }
        (SourcedField::Shape, Some(shape)) => (Messages::get(locale).shape)(shape),
        // Dates and figures in full.
        (SourcedField::Released | SourcedField::Knowledge, _) => {
            column(field).raw_text(EntryRef::Model(model), index, locale)
        }
        (SourcedField::Context, _) => exact_context(model.context),
        (SourcedField::ContextExtended, _) => exact_context(model.context_extended),
        _ => text(column(field)),
    }
}

fn exact_context(tokens: Option<u32>) -> String {
    tokens.map_or_else(String::new, |tokens| ContextLength(tokens.into()).with_exact())
}

/// The column that shows a field.
fn column(field: SourcedField) -> Column {
    match field {
        SourcedField::Released => Column::Released,
        SourcedField::Parameters => Column::Parameters,
        SourcedField::Active => Column::ActiveParameters,
        SourcedField::Tokens => Column::TrainingData,
        SourcedField::Context => Column::ContextLength,
        SourcedField::ContextExtended => Column::ContextExtended,
        SourcedField::Architecture => Column::Architecture,
        SourcedField::Modalities => Column::InputModalities,
        SourcedField::Reasoning => Column::Reasoning,
        SourcedField::Tools => Column::Tools,
        SourcedField::Knowledge => Column::Knowledge,
        SourcedField::Weights => Column::WeightFormat,
        SourcedField::Shape => Column::Attention,
        SourcedField::Insight => Column::Summary,
    }
}

/// What a field is called on the screen.
fn field_label(field: SourcedField, locale: Locale) -> &'static str {
    let messages = Messages::get(locale);
    match field {
        SourcedField::Modalities => messages.modalities_label,
        SourcedField::Shape => messages.shape_label,
        SourcedField::Insight => messages.insight_label,
        _ => column(field).heading(locale),
    }
}
