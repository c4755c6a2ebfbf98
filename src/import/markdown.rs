//! Pages in Markdown: awesome-lists of models and of projects around them.

use llm_catalog::{
    Benchmark, ChangelogEntry, Model,
    date::Date,
    link::{LinkKind, Url},
    model::{Paper, Stage},
};

use crate::import::{
    ImportResult, figures,
    header_map::{ColumnKind, Section, column_kind, mentions_scores},
    items::{parse_extension, same_in_all_locales},
    links::extract_links,
    markdown_ast::{Block, Inline, TableRow, parse_blocks},
    names::IdAllocator,
    placeholder_text,
    rows::{MarkdownTable, is_missing_value, is_paper_title},
};

/// Reads a page: its tables that have a column of names and others that a
/// catalogue knows, its lists under headings such as `Extensions`, and its
/// lists of dated updates. What the page says in its one language stands in
/// both languages of the entries.
#[must_use]
pub fn parse(page: &str) -> ImportResult {
    let mut reader = MarkdownImporter::default();
    for block in parse_blocks(page) {
        match block {
            Block::Heading { level, text } => reader.section = reader.section.enter_heading(level, &text),
            Block::Paragraph { text } => reader.detect_benchmark(&text),
            Block::Item { line, depth, text } => reader.import_item(line, depth, &text),
            Block::Table { line, header: headings, rows } => reader.import_table(line, &headings, &rows),
        }
    }
    reader.finish()
}

#[derive(Default)]
struct MarkdownImporter {
    section: Section,
    ids: IdAllocator,
    /// What the scores of the tables below are measured by.
    benchmark: Option<Benchmark>,
    insights: Vec<InsightRow>,
    /// The lines of the models, to tell which of them lack something.
    model_lines: Vec<usize>,
    result: ImportResult,
}

/// A row of a table of insights.
struct InsightRow {
    line: usize,
    name: String,
    papers: Inline,
    text: Option<String>,
}

impl MarkdownImporter {
    fn report(&mut self, line: usize, why: impl Into<String>) {
        self.result.skipped.push((line, why.into()));
    }

    /// Takes note of what scores are: `AVG is the mean of [a leaderboard](address)`.
    fn detect_benchmark(&mut self, paragraph: &Inline) {
        let text = paragraph.text();
        let Some((name, address)) = paragraph.links().next().filter(|_| mentions_scores(&text)) else { return };
        let (Ok(url), (Some(id), _)) =
            (Url::try_from(address.to_owned()), IdAllocator::default().allocate(name, "score"))
        else {
            return;
        };
        // `Score: [name](address): description`, as the program writes it.
        let described = text.split_once(name).filter(|(before, _)| before.trim_end().ends_with([':', '：']));
        let described = described.map(|(_, after)| after.trim_start_matches([':', '：', ' ']));
        let description = described.filter(|after| !after.is_empty()).unwrap_or(&text).to_owned();
        self.benchmark = Some(Benchmark {
            id,
            name: same_in_all_locales(name.to_owned()),
            url,
            description: same_in_all_locales(description),
        });
    }

    fn import_item(&mut self, line: usize, depth: usize, item: &Inline) {
        let text = item.text();
        if self.section.has_extensions {
            self.import_extension(line, depth, item);
        } else if let Some((date, what)) = parse_dated_item(&text) {
            self.result.changelog.push(ChangelogEntry { date, text: same_in_all_locales(what.to_owned()) });
        } else if !item.links().any(|(_, address)| address.starts_with('#')) {
            self.report(line, "an item outside of lists of projects and updates; it is left out");
        }
    }

    /// A project, or below it, what it does.
    fn import_extension(&mut self, line: usize, depth: usize, item: &Inline) {
        let last = self.result.extensions.last_mut().filter(|_| depth > 1);
        if let Some(extension) = last {
            let before = (extension.description != placeholder_text()).then(|| extension.description.en.clone());
            extension.description =
                same_in_all_locales(before.into_iter().chain([item.text()]).collect::<Vec<_>>().join(" "));
        } else {
            let left_out = &mut self.result.skipped;
            let found = parse_extension(item, &mut self.ids, &mut |why| left_out.push((line, why)));
            self.result.extensions.extend(found);
        }
    }

    fn import_table(&mut self, line: usize, headings: &[String], rows: &[TableRow]) {
        let columns: Vec<_> = headings.iter().map(|text| column_kind(text)).collect();
        let has = |wanted: &[ColumnKind]| columns.iter().flatten().any(|column| wanted.contains(column));
        if !has(&[ColumnKind::Name]) || columns.iter().flatten().count() < 2 {
            self.report(line, "this table has no column of names and another that is known here; it is left out");
            return;
        }
        for (text, column) in headings.iter().zip(&columns) {
            if column.is_none() && !text.is_empty() {
                self.report(line, format!("the column `{text}` has no place in a catalogue; it is left out"));
            }
        }
        for row in rows.iter().filter(|row| row.has_extra_cells) {
            self.report(
                row.line,
                "this row has more cells than the table has headings; write `\\|` for a bar in a cell",
            );
        }
        // A table of insights names its models, and describes them elsewhere.
        let describes = [ColumnKind::Parameters, ColumnKind::Released, ColumnKind::Training, ColumnKind::License];
        let is_of_insights = has(&[ColumnKind::Insight]) && !has(&describes);
        let has_stage = has(&[ColumnKind::Stage]);
        let scale = headings.iter().zip(&columns).find(|(_, column)| **column == Some(ColumnKind::Parameters));
        let scale = scale.and_then(|(text, _)| text.split(['(', '（', ')', '）']).nth(1)).map(str::to_owned);
        let benchmark = self.benchmark.clone();
        let stage = self.section.stage;
        let table = MarkdownTable {
            columns,
            parameter_scale: scale,
            stage: stage.unwrap_or(Stage::Base),
            benchmark: benchmark.as_ref(),
        };
        if is_of_insights {
            for row in rows {
                self.import_insight_row(&table, row);
            }
            return;
        }
        if stage.is_none() && !has_stage {
            self.report(line, "no heading says how these models were trained; they stand as `base`");
        }
        for row in rows {
            self.import_model_row(&table, row);
        }
    }

    fn import_model_row(&mut self, table: &MarkdownTable<'_>, row: &TableRow) {
        let left_out = &mut self.result.skipped;
        let found = table.parse_model(row, &mut self.ids, &mut |why| left_out.push((row.line, why)));
        let Some(model) = found else { return };
        if table.benchmark.is_none() && table.cell(row, ColumnKind::Score).is_some() {
            self.report(
                row.line,
                "nothing before the table says what its scores are, with a link; the score is left out",
            );
        }
        if let Some(text) = table.cell(row, ColumnKind::Insight) {
            let (name, text) = (model.name.clone(), Some(text.text()));
            self.insights.push(InsightRow { line: row.line, name, papers: Inline::default(), text });
        }
        let used = table.benchmark.filter(|_| !model.scores.is_empty());
        let new = used.filter(|used| self.result.benchmarks.iter().all(|known| known.id != used.id)).cloned();
        self.result.benchmarks.extend(new);
        self.result.models.push(model);
        self.model_lines.push(row.line);
    }

    fn import_insight_row(&mut self, table: &MarkdownTable<'_>, row: &TableRow) {
        let name = table.cell(row, ColumnKind::Name).map(Inline::text).unwrap_or_default();
        let text = table.cell(row, ColumnKind::Insight).map(Inline::text);
        let papers = table.columns.iter().zip(&row.cells);
        let papers = papers
            .filter(|(column, cell)| matches!(column, Some(ColumnKind::Links(_))) && !is_missing_value(&cell.text()));
        let papers = papers.map(|(_, cell)| cell.clone()).next().unwrap_or_default();
        self.insights.push(InsightRow { line: row.line, name, papers, text });
    }

    /// Gives an insight to the model of its name, or to each where it names several: `A/B`.
    fn attach_insight(&mut self, insight: &InsightRow) {
        let models = &mut self.result.models;
        let mut without = |name: &str| {
            let lacks = |model: &Model| model.insight == Some(placeholder_text());
            let exactly = models.iter().position(|model| model.name == name && lacks(model));
            let is_like = |model: &Model| model.name.eq_ignore_ascii_case(name) && lacks(model);
            let place = exactly.or_else(|| models.iter().position(is_like));
            place.and_then(|place| models.get_mut(place)).map(|model| apply_insight(model, insight))
        };
        let told = without(&insight.name).map_or_else(
            || insight.name.split('/').map(|name| without(name.trim())).collect::<Option<Vec<_>>>(),
            |told| Some(vec![told]),
        );
        match told {
            // Several models may be told the same of one link.
            Some(told) => told.into_iter().take(1).flatten().for_each(|why| self.report(insight.line, why)),
            None => self.report(insight.line, format!("no table has a model `{}` that lacks an insight", insight.name)),
        }
    }

    fn finish(mut self) -> ImportResult {
        for insight in std::mem::take(&mut self.insights) {
            self.attach_insight(&insight);
        }
        let Self { result: mut found, model_lines: lines, .. } = self;
        let lack = |(model, line): (&Model, usize)| {
            (model.insight == Some(placeholder_text()))
                .then(|| (line, format!("`{}` has no insight; write one", model.name)))
        };
        found.skipped.extend(found.models.iter().zip(lines).filter_map(lack));
        if !(found.models.is_empty() && found.extensions.is_empty()) {
            found.skipped.push((1, "texts of this page stand in both languages; translate them in one".to_owned()));
        }
        found.skipped.sort_unstable();
        found
    }
}

/// Adds an insight and its paper to a model; returns what could not be added.
fn apply_insight(model: &mut Model, insight: &InsightRow) -> Vec<String> {
    let mut left_out = Vec::new();
    model.insight = Some(insight.text.clone().map_or_else(placeholder_text, same_in_all_locales));
    for link in extract_links(&insight.papers, Some(LinkKind::Paper), &mut |why| left_out.push(why)) {
        if model.links.iter().all(|known| known.url != link.url) {
            model.links.push(link);
        }
    }
    let title = insight.papers.text();
    if !title.is_empty() && is_paper_title(&title) {
        model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
    }
    left_out
}

/// The date that a text begins with, in brackets or not, and what comes after.
fn parse_dated_item(text: &str) -> Option<(Date, &str)> {
    let text = text.trim_start_matches('[');
    let end = text.find(|c: char| !c.is_ascii_digit() && !"-/.年月日".contains(c))?;
    let (date, rest) = text.split_at_checked(end)?;
    let date = figures::parse_date(date).filter(|date| date.month.is_some() || rest.starts_with([':', '：', ']']))?;
    // One bracket and one colon: the text may begin with others of its own.
    let rest = rest.strip_prefix(']').unwrap_or(rest).trim();
    let what = rest.strip_prefix([':', '：']).unwrap_or(rest).trim();
    (!what.is_empty()).then_some((date, what))
}
