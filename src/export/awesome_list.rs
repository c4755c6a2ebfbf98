//! A catalogue as an awesome-list in Markdown: contents, changes, a table of models for each stage, insights,
//! extensions.

mod cells;
mod escape;

use llm_catalog::{Catalog, ChangelogEntry, Extension, Model, link::LinkKind, localized::Locale, model::Stage};
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

/// The catalogue as a page in one language. Scores are those on the active benchmark.
#[must_use]
pub fn awesome_list(catalog: &Catalog, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let sections = sections(catalog, locale);
    let contents = join_lines(sections.iter().map(|(title, _)| format!("* [{title}](#{})", heading_anchor(title))));
    let introduction = format!("# {}\n\n{}\n", messages.awesome_list_title, introduction(catalog, locale));
    let section = |(title, body): (&str, String)| format!("\n## {title}\n\n{body}\n");
    let sections = std::iter::once((messages.table_of_contents, contents)).chain(sections).map(section);
    std::iter::once(introduction).chain(sections).collect()
}

/// The titles and texts of the sections that are not empty.
fn sections(catalog: &Catalog, locale: Locale) -> Vec<(&'static str, String)> {
    let messages = Messages::get(locale);
    let change = |change: &ChangelogEntry| format!("* {}: {}", change.date, escape_text(change.text.get(locale)));
    let mut sections = vec![(messages.changelog, join_lines(catalog.meta().changelog.iter().map(change)))];
    sections.extend(Stage::ALL.map(|stage| ((messages.stage_title)(stage), models_table(catalog, stage, locale))));
    let insight = |model: &Model| {
        table_row(&[
            escape_text(&model.name),
            paper_cell(model, messages),
            escape_text(model.insight.as_ref().map_or("", |insight| insight.get(locale))),
        ])
    };
    sections.push((
        messages.insights,
        markdown_table(
            [Column::Name.heading(locale), Column::Paper.heading(locale), messages.insight],
            catalog.models().iter().map(insight),
        ),
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
    if let Some(source_list) = catalog.meta().source_list.as_ref() {
        let link = markdown_link(&source_list.name, &source_list.url);
        paragraphs.push((messages.awesome_list_source)(&link, &source_list.date.to_string()));
    }
    if let Some(benchmark) = catalog.meta().active_benchmark() {
        let name = markdown_link(benchmark.name.get(locale), &benchmark.url);
        paragraphs.push(format!(
            "**{}**: {name}: {}",
            Column::Score.heading(locale),
            escape_text(benchmark.description.get(locale))
        ));
    }
    paragraphs.join("\n\n")
}

fn models_table(catalog: &Catalog, stage: Stage, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let headings = MODEL_COLUMNS.map(|column| match column {
        Column::Links => messages.resources,
        Column::Languages => messages.languages_label,
        column => column.heading(locale),
    });
    let models = catalog.models().iter().filter(|model| model.stage == stage);
    let row = |model| table_row(&MODEL_COLUMNS.map(|column| cells::cell(column, model, catalog, locale)));
    markdown_table(headings, models.map(row))
}

/// The title of the paper of a model, linked to the paper if there is a link.
fn paper_cell(model: &Model, messages: &Messages) -> String {
    let title = model.paper.as_ref().map(|paper| paper.title.as_str());
    match model.link(LinkKind::Paper) {
        Some(url) => markdown_link(title.unwrap_or((messages.link_kind)(LinkKind::Paper)), url),
        None => escape_text(title.unwrap_or_default()),
    }
}

/// A list item: name with main link, kind, maintenance, other links and summary; below it the description.
fn extension_item(extension: &Extension, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let name = extension
        .links
        .first()
        .map_or_else(|| escape_line_start(&extension.name), |main| markdown_link(&extension.name, &main.url));
    let kind = (messages.extension_kind)(extension.kind).to_owned();
    let maintenance = extension.maintenance.map(|maintenance| (messages.maintenance)(maintenance).to_owned());
    let links = extension.links.iter().skip(1).map(|link| cells::labeled_link(link, messages));
    let details: Vec<_> = std::iter::once(kind).chain(maintenance).chain(links).collect();
    let (summary, description) = (extension.summary.get(locale), extension.description.get(locale));
    format!("* {name} ({}): {}\n  * {}", details.join(", "), escape_text(summary), escape_line_start(description))
}

fn join_lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// A table, or an empty text if there are no rows.
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
