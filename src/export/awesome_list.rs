//! A catalogue as a page in Markdown, laid out as an awesome-list: contents,
//! updates, a table of models for each stage, insights, extensions.

mod cells;
mod escape;

use llm_catalog::{Catalog, Extension, Model, link::LinkKind, localized::Locale, model::Stage};
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    export::awesome_list::escape::{escape_line_start, escape_text, heading_anchor, markdown_link},
    i18n::Messages,
};

/// The columns of the tables of models.
const MODEL_COLUMNS: [Column; 8] = [
    Column::Name,
    Column::Parameters,
    Column::Released,
    Column::Links,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
];

/// The whole catalogue as a page in one language. Scores are those of the
/// first benchmark.
#[must_use]
pub fn awesome_list(catalog: &Catalog, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let sections = sections(catalog, locale);
    let contents = join_lines(sections.iter().map(|(title, _)| format!("* [{title}](#{})", heading_anchor(title))));
    let opening = format!("# {}\n\n{}\n", messages.awesome_list_title, introduction(catalog, locale));
    let section = |(title, body): (&str, String)| format!("\n## {title}\n\n{body}\n");
    let sections = std::iter::once((messages.table_of_contents, contents)).chain(sections).map(section);
    std::iter::once(opening).chain(sections).collect()
}

/// Every section that has something to show: its title and its text.
fn sections(catalog: &Catalog, locale: Locale) -> Vec<(&'static str, String)> {
    let messages = Messages::get(locale);
    let update =
        |update: &llm_catalog::ChangelogEntry| format!("* {}: {}", update.date, escape_text(update.text.get(locale)));
    let mut sections = vec![(messages.changelog, join_lines(catalog.meta().changelog.iter().map(update)))];
    sections.extend(Stage::ALL.map(|stage| ((messages.stage_title)(stage), models_table(catalog, stage, messages))));
    let insight = |model: &Model| {
        table_row(&[
            escape_text(&model.name),
            paper_cell(model, messages),
            escape_text(model.insight.as_ref().map_or("", |insight| insight.get(locale))),
        ])
    };
    sections.push((
        messages.insights,
        markdown_table([messages.model, messages.paper, messages.insight], catalog.models().iter().map(insight)),
    ));
    let extension = |extension: &Extension| extension_item(extension, locale);
    sections.push((messages.tab_extensions, join_lines(catalog.extensions().iter().map(extension))));
    sections.retain(|(_, body)| !body.is_empty());
    sections
}

fn introduction(catalog: &Catalog, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let mut paragraphs = vec![
        (messages.awesome_list_intro)(catalog.models().len(), catalog.extensions().len()),
        messages.awesome_list_notice.to_owned(),
    ];
    if let Some(origin) = catalog.meta().source_list.as_ref() {
        paragraphs
            .push((messages.awesome_list_source)(&markdown_link(&origin.name, &origin.url), &origin.date.to_string()));
    }
    if let Some(benchmark) = catalog.meta().active_benchmark() {
        let name = markdown_link(benchmark.name.get(locale), &benchmark.url);
        paragraphs.push(format!("**{}**: {name}: {}", messages.score, escape_text(benchmark.description.get(locale))));
    }
    paragraphs.join("\n\n")
}

fn models_table(catalog: &Catalog, stage: Stage, messages: &Messages) -> String {
    let headings = MODEL_COLUMNS.map(|column| match column {
        Column::Links => messages.resources,
        Column::Languages => messages.languages_label,
        column => column.heading(messages),
    });
    let of_stage = catalog.models().iter().filter(|model| model.stage == stage);
    markdown_table(
        headings,
        of_stage.map(|model| table_row(&MODEL_COLUMNS.map(|column| cells::cell(column, model, catalog, messages)))),
    )
}

/// The paper of a model by its title, as a link where it has one.
fn paper_cell(model: &Model, messages: &Messages) -> String {
    let title = model.paper.as_ref().map(|paper| paper.title.as_str());
    match model.link(LinkKind::Paper) {
        Some(url) => markdown_link(title.unwrap_or((messages.link_kind)(LinkKind::Paper)), url),
        None => escape_text(title.unwrap_or_default()),
    }
}

/// An extension: its name with the main link, what it is, its other links; below, what it does.
fn extension_item(extension: &Extension, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let name = extension
        .links
        .first()
        .map_or_else(|| escape_line_start(&extension.name), |main| markdown_link(&extension.name, &main.url));
    let kind = (messages.extension_kind)(extension.kind).to_owned();
    let status = extension.maintenance.map(|status| (messages.maintenance)(status).to_owned());
    let others = extension.links.iter().skip(1).map(|other| cells::labeled_link(other, messages));
    let about: Vec<_> = std::iter::once(kind).chain(status).chain(others).collect();
    let (summary, description) = (extension.summary.get(locale), extension.description.get(locale));
    format!("* {name} ({}): {}\n  * {}", about.join(", "), escape_text(summary), escape_line_start(description))
}

fn join_lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// A table, unless it has no rows.
fn markdown_table<const N: usize>(headings: [&str; N], rows: impl Iterator<Item = String>) -> String {
    let rows = join_lines(rows);
    if rows.is_empty() {
        return rows;
    }
    format!("{}\n{}\n{rows}", table_row(&headings.map(str::to_owned)), table_row(&["---"; N].map(str::to_owned)))
}

fn table_row<const N: usize>(cells: &[String; N]) -> String {
    format!("| {} |", cells.join(" | "))
}
