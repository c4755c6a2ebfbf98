//! What a table of the page shows of a model in a column, as Markdown.

use llm_catalog::{
    Catalog, Model,
    license::License,
    link::{Link, LinkKind},
    model::{Score, Size},
    training::TrainingData,
};
use llm_index::Column;

use crate::{export::awesome_list::escape, i18n::Messages};

/// A cell; empty where nothing is known.
pub(super) fn cell(column: Column, model: &Model, catalog: &Catalog, messages: &Messages) -> String {
    let list = |parts: Vec<String>, between: &str| parts.join(between);
    match column {
        Column::Name => escape::escape_text(&model.name),
        Column::Parameters => list(model.sizes.iter().map(|part| format_size(part, messages)).collect(), " / "),
        Column::Released => model.released.map_or_else(String::new, |date| date.to_string()),
        Column::Links => list(model.links.iter().map(|part| labeled_link(part, messages)).collect(), " \\| "),
        Column::Score => list(active_benchmark_scores(model, catalog).map(format_score).collect(), "<br/>"),
        Column::TrainingData => {
            list(model.training.iter().map(|part| format_training(*part, messages)).collect(), "<br/>")
        }
        Column::Languages => list(model.languages.iter().map(|code| escape::escape_text(code)).collect(), ", "),
        Column::License => model.license.as_ref().map_or_else(String::new, format_license),
        _ => String::new(),
    }
}

/// A link under the word for its kind.
pub(super) fn labeled_link(link: &Link, messages: &Messages) -> String {
    let label = match link.kind {
        LinkKind::Checkpoint => messages.checkpoint_short,
        kind => (messages.link_kind)(kind),
    };
    escape::markdown_link(label, &link.url)
}

/// A size by its name, with the figures that the name does not say: `7B (6.7B)`.
fn format_size(size: &Size, messages: &Messages) -> String {
    let all = size.parameters.filter(|count| size.name.parse() != Ok(*count)).map(|count| count.to_string());
    let active = size.active.map(|count| format!("{count} {}", messages.active.to_lowercase()));
    let figures: Vec<_> = all.into_iter().chain(active).collect();
    let name = escape::escape_text(&size.name);
    if figures.is_empty() { name } else { format!("{name} ({})", figures.join(", ")) }
}

fn active_benchmark_scores<'a>(model: &'a Model, catalog: &'a Catalog) -> impl Iterator<Item = &'a Score> {
    let main = catalog.meta().active_benchmark().map(|benchmark| &benchmark.id);
    model.scores.iter().filter(move |score| Some(&score.benchmark) == main)
}

fn format_score(score: &Score) -> String {
    let size = score.size.as_ref().map_or_else(String::new, |size| format!("{}: ", escape::escape_text(size)));
    format!("{size}{}", score.value)
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
