//! Entries as an awesome-list in Markdown: contents, changes, a table of models for each group, insights, extensions.

mod anchor;
mod cells;

use llm_catalog::{
    CatalogMeta, ChangelogEntry, EntryRef, Extension, Model,
    link::LinkKind,
    localized::{Locale, LocalizedText},
};
use llm_index::Column;

use crate::{
    columns::ColumnExt,
    export::{
        awesome_list::{
            anchor::AnchorAllocator,
            cells::{CellContext, shown_scores},
        },
        grouping::{Group, Grouping},
        insight::written_insight,
        markdown_syntax::{escape_line_start, escape_markdown, markdown_link, table_row},
        table::{ExportTable, ExportedRow},
    },
    i18n::Messages,
};

/// The columns of the tables of models.
const MODEL_COLUMNS: [Column; 10] = [
    Column::Name,
    Column::Organizations,
    Column::Parameters,
    Column::ContextLength,
    Column::Released,
    Column::Links,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
];
/// The level of the headings of a page below its title.
const SECTION_LEVEL: usize = 2;

/// A list of entries in one language. Scores are those on the active benchmark.
pub struct AwesomeList<'a> {
    /// The entries, the language and the columns of the tables of models; no columns stands for the usual ones.
    pub table: &'a ExportTable<'a>,
    /// What the models are grouped by; `None` for one table of all.
    pub grouping: Option<Grouping>,
}

/// What a person adds to a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageParts<'a> {
    /// The title, instead of the usual one.
    pub title: Option<&'a str>,
    /// Markdown in place of the title and the introduction. What the scores are on is said below it.
    pub header: Option<&'a str>,
    /// Markdown at the end.
    pub footer: Option<&'a str>,
}

/// A title and the text below it.
type Section = (String, String);

impl AwesomeList<'_> {
    /// A page. One of all entries of a catalogue has the history of the catalogue, too.
    #[must_use]
    pub fn page(&self, parts: PageParts<'_>) -> String {
        let messages = self.messages();
        let rows = self.table.exported_rows();
        let (models, extensions) = split(&rows);
        let mut cells = CellContext::new(self.table, &rows);
        let columns = self.columns(&models, &cells);
        cells.set_columns(&columns);
        let mut sections = Vec::new();
        if self.table.has_all_entries() {
            let change = |change: &ChangelogEntry| {
                format!("* {}: {}", change.date, escape_markdown(change.text.get(self.table.locale)))
            };
            let changes = join_lines(self.meta().changelog.iter().map(change));
            sections.push((messages.changelog.to_owned(), changes));
        }
        sections.extend(self.model_sections(&models, &columns, &cells));
        if self.table.columns.is_empty() {
            sections.push((
                messages.insights.to_owned(),
                self.insights(self.groups(&models).iter().flat_map(|group| &group.models)),
            ));
        }
        sections.push((messages.tab_extensions.to_owned(), self.extensions(&extensions)));
        sections.retain(|(_, body)| !body.is_empty());
        let title = parts.title.map_or_else(|| messages.awesome_list_title.to_owned(), escape_markdown);
        let header = || self.header(&title, models.len(), extensions.len());
        let header = parts.header.map_or_else(header, end_with_newline);
        let contents = Some(contents(&sections)).filter(|_| sections.len() > 1);
        let contents = contents.map(|contents| (messages.table_of_contents.to_owned(), contents));
        let sections: String =
            contents.into_iter().chain(sections).map(|section| format_section(&section, SECTION_LEVEL)).collect();
        let footer = parts.footer.map_or_else(String::new, |footer| format!("\n{}", end_with_newline(footer)));
        header + &self.score_note(&models, &columns) + &sections + &footer
    }

    /// The tables of models, then the list of extensions, with headings of a level if there is more than one table or
    /// list. Empty if there are no entries.
    #[must_use]
    pub fn tables(&self, heading_level: usize) -> String {
        let rows = self.table.exported_rows();
        let (models, extensions) = split(&rows);
        let mut cells = CellContext::new(self.table, &rows);
        let columns = self.columns(&models, &cells);
        cells.set_columns(&columns);
        let mut sections = self.model_sections(&models, &columns, &cells);
        if !extensions.is_empty() {
            sections.push((self.messages().tab_extensions.to_owned(), self.extensions(&extensions)));
        }
        match sections.as_slice() {
            [(_, body)] if self.grouping.is_none() => body.clone() + "\n",
            sections => {
                let sections: String = sections.iter().map(|section| format_section(section, heading_level)).collect();
                sections.trim_start().to_owned()
            }
        }
    }

    fn messages(&self) -> &'static Messages {
        Messages::get(self.table.locale)
    }

    fn meta(&self) -> &CatalogMeta {
        self.table.index.meta()
    }

    /// The title and the introduction.
    fn header(&self, title: &str, models: usize, extensions: usize) -> String {
        let (meta, messages) = (self.meta(), self.messages());
        let intro = match self.grouping {
            Some(Grouping::Stage) if extensions > 0 => (messages.awesome_list_intro)(models, extensions),
            _ => (messages.export.page_intro)(models, extensions),
        };
        let mut paragraphs = vec![format!("# {title}"), intro, messages.awesome_list_notice.to_owned()];
        if let Some(source_list) = meta.source_list.as_ref().filter(|_| self.table.has_all_entries()) {
            let link = markdown_link(&source_list.name, &source_list.url);
            paragraphs.push((messages.awesome_list_source)(&link, &source_list.date.to_string()));
        }
        paragraphs.join("\n\n") + "\n"
    }

    /// What the scores of the tables are on; empty if there are none.
    fn score_note(&self, models: &[&Model], columns: &[Column]) -> String {
        let (locale, benchmark) = (self.table.locale, self.meta().active_benchmark());
        let Some(benchmark) = benchmark.filter(|_| columns.contains(&Column::Score)) else {
            return String::new();
        };
        let name = markdown_link(benchmark.name.get(locale), &benchmark.url);
        let description = escape_markdown(benchmark.description.get(locale));
        let has_mark = |model: &&Model| shown_scores(model, self.meta()).iter().any(|(_, shown)| !shown.is_comparable);
        let mark = models.iter().any(has_mark).then(|| format!("\n{}\n", self.messages().export.score_mark));
        let mark = mark.unwrap_or_default();
        format!("\n**{}**: {name}: {description}\n{mark}", Column::Score.heading(locale))
    }

    /// The columns of the tables: those of the export, else of the usual ones those that have a value, and the stage if
    /// the headings do not say it. What the models are grouped by stays a column, so that a table can be read without
    /// its heading.
    fn columns(&self, models: &[&Model], cells: &CellContext<'_>) -> Vec<Column> {
        if !self.table.columns.is_empty() {
            return self.table.columns.clone();
        }
        let mut columns = MODEL_COLUMNS.to_vec();
        if self.grouping != Some(Grouping::Stage) {
            columns.insert(1, Column::Stage);
        }
        columns.retain(|column| models.iter().any(|model| !cells.cell(*column, model).is_empty()));
        columns
    }

    /// The groups of the models, else one of all.
    fn groups<'a>(&self, models: &[&'a Model]) -> Vec<Group<&'a Model>> {
        let messages = self.messages();
        let all = if self.table.has_all_entries() { messages.tab_all } else { messages.export.models };
        match self.grouping {
            _ if models.is_empty() => Vec::new(),
            None => {
                vec![Group { title: LocalizedText { en: all.to_owned(), zh: all.to_owned() }, models: models.to_vec() }]
            }
            Some(grouping) => grouping.groups(models.to_vec(), |model| Some(model), self.meta()),
        }
    }

    fn model_sections(&self, models: &[&Model], columns: &[Column], cells: &CellContext<'_>) -> Vec<Section> {
        let section =
            |group: Group<&Model>| (self.group_title(&group), self.models_table(&group.models, columns, cells));
        self.groups(models).into_iter().map(section).collect()
    }

    /// The title of a group. A license has the name that the cells have.
    fn group_title(&self, group: &Group<&Model>) -> String {
        let license = group.models.first().and_then(|model| model.license.as_ref());
        match license {
            Some(license)
                if self.grouping == Some(Grouping::License) && license.label(Locale::Zh) == group.title.zh =>
            {
                license.name.clone()
            }
            _ => group.title.get(self.table.locale).to_owned(),
        }
    }

    fn models_table(&self, models: &[&Model], columns: &[Column], cells: &CellContext<'_>) -> String {
        let locale = self.table.locale;
        let messages = self.messages();
        let headings = columns.iter().map(|column| match column {
            Column::Links => messages.resources.to_owned(),
            Column::Languages => messages.languages_label.to_owned(),
            Column::Organizations => column.heading(locale).to_owned(),
            // The introduction names the benchmark, if there is one.
            Column::Score if self.table.columns.is_empty() => column.heading(locale).to_owned(),
            column => escape_markdown(&self.table.full_heading(*column)),
        });
        let row = |model: &&Model| columns.iter().map(|column| cells.cell(*column, model)).collect();
        markdown_table(&headings.collect::<Vec<_>>(), models.iter().map(row))
    }

    /// The insights of models and their papers, in the order of the tables.
    fn insights<'a>(&self, models: impl Iterator<Item = &'a &'a Model>) -> String {
        let (locale, messages) = (self.table.locale, self.messages());
        let headings = [Column::Name.heading(locale), Column::Paper.heading(locale), messages.insight];
        let row = |model: &&Model| {
            vec![
                escape_markdown(&model.name),
                paper_cell(model, messages),
                escape_markdown(written_insight(model).map_or("", |insight| insight.get(locale))),
            ]
        };
        let models = models.filter(|model| model.paper.is_some() || written_insight(model).is_some());
        markdown_table(&headings.map(str::to_owned), models.map(row))
    }

    fn extensions(&self, extensions: &[&Extension]) -> String {
        join_lines(extensions.iter().map(|extension| extension_item(extension, self.table.locale)))
    }
}

/// The models and the extensions of a list, each in its order.
fn split(rows: &[ExportedRow]) -> (Vec<&Model>, Vec<&Extension>) {
    let (mut models, mut extensions) = (Vec::new(), Vec::new());
    for row in rows {
        match row.entry.as_entry_ref() {
            EntryRef::Model(model) => models.push(model),
            EntryRef::Extension(extension) => extensions.push(extension),
        }
    }
    (models, extensions)
}

fn contents(sections: &[Section]) -> String {
    let mut anchors = AnchorAllocator::default();
    join_lines(sections.iter().map(|(title, _)| format!("* [{}](#{})", escape_markdown(title), anchors.anchor(title))))
}

fn format_section((title, body): &Section, level: usize) -> String {
    format!("\n{} {}\n\n{body}\n", "#".repeat(level), escape_markdown(title))
}

fn end_with_newline(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

/// The title of the paper of a model, linked to the paper if there is a link.
fn paper_cell(model: &Model, messages: &Messages) -> String {
    let title = model.paper.as_ref().map(|paper| paper.title.as_str());
    match model.link(LinkKind::Paper) {
        Some(url) => markdown_link(title.unwrap_or((messages.link_kind)(LinkKind::Paper)), url),
        None => escape_markdown(title.unwrap_or_default()),
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
    format!("* {name} ({}): {}\n  * {}", details.join(", "), escape_markdown(summary), escape_line_start(description))
}

fn join_lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// A table, or an empty text if there are no rows.
fn markdown_table(headings: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: String = rows.map(|row| table_row(row.into_iter())).collect();
    if rows.is_empty() {
        return rows;
    }
    let rule = headings.iter().map(|_| "---".to_owned());
    let table = table_row(headings.iter().cloned()) + &table_row(rule) + &rows;
    table.trim_end().to_owned()
}
