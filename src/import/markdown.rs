//! Pages in Markdown: awesome-lists of models and of projects around them.

use super::{
    Imported,
    blocks::{Block, Inline, Row, blocks},
    figures,
    headings::{Heading, Section, heading, tells_of_scores},
    items::{extension, in_both},
    links::links,
    names::Ids,
    rows::{Table, is_nothing, is_title},
    unwritten,
};
use crate::catalog::{
    Benchmark, Model, Update,
    date::Date,
    link::{LinkKind, Url},
    model::{Paper, Stage},
};

/// Reads a page: its tables that have a column of names and others that a
/// catalogue knows, its lists under headings such as `Extensions`, and its
/// lists of dated updates. What the page says in its one language stands in
/// both languages of the entries.
#[must_use]
pub fn read(page: &str) -> Imported {
    let mut reader = Reader::default();
    for block in blocks(page) {
        match block {
            Block::Heading { level, text } => reader.section = reader.section.below(level, &text),
            Block::Paragraph { text } => reader.paragraph(&text),
            Block::Item { line, depth, text } => reader.item(line, depth, &text),
            Block::Table { line, headings, rows } => reader.table(line, &headings, &rows),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    section: Section,
    ids: Ids,
    /// What the scores of the tables below are measured by.
    benchmark: Option<Benchmark>,
    insights: Vec<Insight>,
    /// The lines of the models, to tell which of them lack something.
    lines: Vec<usize>,
    found: Imported,
}

/// A row of a table of insights.
struct Insight {
    line: usize,
    name: String,
    papers: Inline,
    text: Option<String>,
}

impl Reader {
    fn tell(&mut self, line: usize, why: impl Into<String>) {
        self.found.left_out.push((line, why.into()));
    }

    /// Takes note of what scores are: `AVG is the mean of [a leaderboard](address)`.
    fn paragraph(&mut self, paragraph: &Inline) {
        let text = paragraph.text();
        let Some((name, address)) = paragraph.links().next().filter(|_| tells_of_scores(&text)) else { return };
        let (Ok(url), (Some(id), _)) = (Url::try_from(address.to_owned()), Ids::default().id(name, "score")) else {
            return;
        };
        // `Score: [name](address): description`, as the program writes it.
        let described = text.split_once(name).filter(|(before, _)| before.trim_end().ends_with([':', '：']));
        let described = described.map(|(_, after)| after.trim_start_matches([':', '：', ' ']));
        let description = described.filter(|after| !after.is_empty()).unwrap_or(&text).to_owned();
        self.benchmark = Some(Benchmark { id, name: in_both(name.to_owned()), url, description: in_both(description) });
    }

    fn item(&mut self, line: usize, depth: usize, item: &Inline) {
        let text = item.text();
        if self.section.has_extensions {
            self.extension(line, depth, item);
        } else if let Some((date, what)) = dated(&text) {
            self.found.updates.push(Update { date, text: in_both(what.to_owned()) });
        } else if !item.links().any(|(_, address)| address.starts_with('#')) {
            self.tell(line, "an item outside of lists of projects and updates; it is left out");
        }
    }

    /// A project, or below it, what it does.
    fn extension(&mut self, line: usize, depth: usize, item: &Inline) {
        let last = self.found.extensions.last_mut().filter(|_| depth > 1);
        if let Some(extension) = last {
            let before = (extension.description != unwritten()).then(|| extension.description.en.clone());
            extension.description = in_both(before.into_iter().chain([item.text()]).collect::<Vec<_>>().join(" "));
        } else {
            let left_out = &mut self.found.left_out;
            let found = extension(item, &mut self.ids, &mut |why| left_out.push((line, why)));
            self.found.extensions.extend(found);
        }
    }

    fn table(&mut self, line: usize, headings: &[String], rows: &[Row]) {
        let columns: Vec<_> = headings.iter().map(|text| heading(text)).collect();
        let has = |wanted: &[Heading]| columns.iter().flatten().any(|column| wanted.contains(column));
        if !has(&[Heading::Name]) || columns.iter().flatten().count() < 2 {
            self.tell(line, "this table has no column of names and another that is known here; it is left out");
            return;
        }
        for (text, column) in headings.iter().zip(&columns) {
            if column.is_none() && !text.is_empty() {
                self.tell(line, format!("the column `{text}` has no place in a catalogue; it is left out"));
            }
        }
        for row in rows.iter().filter(|row| row.overflows) {
            self.tell(row.line, "this row has more cells than the table has headings; write `\\|` for a bar in a cell");
        }
        // A table of insights names its models, and describes them elsewhere.
        let describes = [Heading::Parameters, Heading::Released, Heading::Training, Heading::License];
        let is_of_insights = has(&[Heading::Insight]) && !has(&describes);
        let has_stage = has(&[Heading::Stage]);
        let scale = headings.iter().zip(&columns).find(|(_, column)| **column == Some(Heading::Parameters));
        let scale = scale.and_then(|(text, _)| text.split(['(', '（', ')', '）']).nth(1)).map(str::to_owned);
        let benchmark = self.benchmark.clone();
        let stage = self.section.stage;
        let table = Table { columns, scale, stage: stage.unwrap_or(Stage::Base), benchmark: benchmark.as_ref() };
        if is_of_insights {
            for row in rows {
                self.insight(&table, row);
            }
            return;
        }
        if stage.is_none() && !has_stage {
            self.tell(line, "no heading says how these models were trained; they stand as `base`");
        }
        for row in rows {
            self.model(&table, row);
        }
    }

    fn model(&mut self, table: &Table<'_>, row: &Row) {
        let left_out = &mut self.found.left_out;
        let found = table.model(row, &mut self.ids, &mut |why| left_out.push((row.line, why)));
        let Some(model) = found else { return };
        if table.benchmark.is_none() && table.cell(row, Heading::Score).is_some() {
            self.tell(
                row.line,
                "nothing before the table says what its scores are, with a link; the score is left out",
            );
        }
        if let Some(text) = table.cell(row, Heading::Insight) {
            let (name, text) = (model.name.clone(), Some(text.text()));
            self.insights.push(Insight { line: row.line, name, papers: Inline::default(), text });
        }
        let used = table.benchmark.filter(|_| !model.scores.is_empty());
        let new = used.filter(|used| self.found.benchmarks.iter().all(|known| known.id != used.id)).cloned();
        self.found.benchmarks.extend(new);
        self.found.models.push(model);
        self.lines.push(row.line);
    }

    fn insight(&mut self, table: &Table<'_>, row: &Row) {
        let name = table.cell(row, Heading::Name).map(Inline::text).unwrap_or_default();
        let text = table.cell(row, Heading::Insight).map(Inline::text);
        let papers = table.columns.iter().zip(&row.cells);
        let papers =
            papers.filter(|(column, cell)| matches!(column, Some(Heading::Links(_))) && !is_nothing(&cell.text()));
        let papers = papers.map(|(_, cell)| cell.clone()).next().unwrap_or_default();
        self.insights.push(Insight { line: row.line, name, papers, text });
    }

    /// Gives an insight to the model of its name, or to each where it names several: `A/B`.
    fn attach(&mut self, insight: &Insight) {
        let models = &mut self.found.models;
        let mut without = |name: &str| {
            let lacks = |model: &Model| model.insight == Some(unwritten());
            let exactly = models.iter().position(|model| model.name == name && lacks(model));
            let is_like = |model: &Model| model.name.eq_ignore_ascii_case(name) && lacks(model);
            let place = exactly.or_else(|| models.iter().position(is_like));
            place.and_then(|place| models.get_mut(place)).map(|model| complete(model, insight))
        };
        let told = without(&insight.name).map_or_else(
            || insight.name.split('/').map(|name| without(name.trim())).collect::<Option<Vec<_>>>(),
            |told| Some(vec![told]),
        );
        match told {
            // Several models may be told the same of one link.
            Some(told) => told.into_iter().take(1).flatten().for_each(|why| self.tell(insight.line, why)),
            None => self.tell(insight.line, format!("no table has a model `{}` that lacks an insight", insight.name)),
        }
    }

    fn finish(mut self) -> Imported {
        for insight in std::mem::take(&mut self.insights) {
            self.attach(&insight);
        }
        let Self { mut found, lines, .. } = self;
        let lack = |(model, line): (&Model, usize)| {
            (model.insight == Some(unwritten())).then(|| (line, format!("`{}` has no insight; write one", model.name)))
        };
        found.left_out.extend(found.models.iter().zip(lines).filter_map(lack));
        if !(found.models.is_empty() && found.extensions.is_empty()) {
            found.left_out.push((1, "texts of this page stand in both languages; translate them in one".to_owned()));
        }
        found.left_out.sort_unstable();
        found
    }
}

/// Adds an insight and its paper to a model; returns what could not be added.
fn complete(model: &mut Model, insight: &Insight) -> Vec<String> {
    let mut left_out = Vec::new();
    model.insight = Some(insight.text.clone().map_or_else(unwritten, in_both));
    for link in links(&insight.papers, Some(LinkKind::Paper), &mut |why| left_out.push(why)) {
        if model.links.iter().all(|known| known.url != link.url) {
            model.links.push(link);
        }
    }
    let title = insight.papers.text();
    if !title.is_empty() && is_title(&title) {
        model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
    }
    left_out
}

/// The date that a text begins with, in brackets or not, and what comes after.
fn dated(text: &str) -> Option<(Date, &str)> {
    let text = text.trim_start_matches('[');
    let end = text.find(|c: char| !c.is_ascii_digit() && !"-/.年月日".contains(c))?;
    let (date, rest) = text.split_at_checked(end)?;
    let date = figures::date(date).filter(|date| date.month.is_some() || rest.starts_with([':', '：', ']']))?;
    // One bracket and one colon: the text may begin with others of its own.
    let rest = rest.strip_prefix(']').unwrap_or(rest).trim();
    let what = rest.strip_prefix([':', '：']).unwrap_or(rest).trim();
    (!what.is_empty()).then_some((date, what))
}
