//! The cells of the tables of models, as Markdown.

use llm_catalog::{
    Catalog, EntryRef, Model,
    license::License,
    link::{Link, LinkKind},
    localized::Locale,
    model::Score,
    quantity::Quantity,
    training::TrainingData,
    variant::Variant,
};
use llm_index::Column;

use crate::{
    columns::{ColumnExt, has_closed_license},
    export::awesome_list::escape,
    i18n::Messages,
};

/// The cell of a model in a column; empty if the value is not known.
pub(super) fn cell(column: Column, model: &Model, catalog: &Catalog, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let list = |items: Vec<String>, separator: &str| items.join(separator);
    match column {
        Column::Name => escape::escape_text(&model.name),
        Column::Parameters => {
            list(model.variants.iter().map(|variant| format_variant(variant, locale)).collect(), " / ")
        }
        Column::Released => model.released.map_or_else(String::new, |date| date.to_string()),
        Column::Links => list(model.links.iter().map(|link| labeled_link(link, messages)).collect(), " \\| "),
        Column::Score => list(active_benchmark_scores(model, catalog).map(format_score).collect(), "<br/>"),
        Column::TrainingData => {
            list(model.training.iter().map(|training| format_training(*training, messages)).collect(), "<br/>")
        }
        Column::Languages => list(model.languages.iter().map(|code| escape::escape_text(code)).collect(), ", "),
        Column::License if has_closed_license(EntryRef::Model(model)) => messages.license_closed.to_owned(),
        Column::License => model.license.as_ref().map_or_else(String::new, format_license),
        _ => escape::escape_text(&column.values(EntryRef::Model(model), catalog.meta()).to_string()),
    }
}

/// A link labeled with its kind.
pub(super) fn labeled_link(link: &Link, messages: &Messages) -> String {
    let label = match link.kind {
        LinkKind::Checkpoint => messages.checkpoint_short,
        kind => (messages.link_kind)(kind),
    };
    escape::markdown_link(label, &link.url)
}

/// The name of a variant, with the quantities that the name does not state: `7B (6.7B)`.
fn format_variant(variant: &Variant, locale: Locale) -> String {
    let is_not_the_name = |quantity: &Quantity| variant.name.parse() != Ok(*quantity);
    let parameters = variant.parameters.filter(is_not_the_name).map(|quantity| quantity.to_string());
    let active_label = Column::ActiveParameters.heading(locale).to_lowercase();
    let active = variant.active.map(|quantity| format!("{quantity} {active_label}"));
    let quantities: Vec<_> = parameters.into_iter().chain(active).collect();
    let name = escape::escape_text(&variant.name);
    if quantities.is_empty() { name } else { format!("{name} ({})", quantities.join(", ")) }
}

fn active_benchmark_scores<'a>(model: &'a Model, catalog: &'a Catalog) -> impl Iterator<Item = &'a Score> {
    let active = catalog.meta().active_benchmark().map(|benchmark| &benchmark.id);
    model.scores.iter().filter(move |score| Some(&score.benchmark) == active)
}

fn format_score(score: &Score) -> String {
    let variant = score.variant.as_ref().map_or_else(String::new, |name| format!("{}: ", escape::escape_text(name)));
    format!("{variant}{}", score.value)
}

fn format_training(training: TrainingData, messages: &Messages) -> String {
    (messages.training_quantity)(&training.format_amount(), training.unit, training.kind)
}

fn format_license(license: &License) -> String {
    license
        .url
        .as_ref()
        .map_or_else(|| escape::escape_text(&license.name), |url| escape::markdown_link(&license.name, url))
}
