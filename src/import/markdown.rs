//! Markdown pages: awesome-lists of models and of projects around them.

mod ast;
mod extension;
mod pages;
mod section;

use llm_catalog::{Benchmark, ChangelogEntry, date::Date, link::Url, text::sanitize};

use crate::import::{
    cell::date::parse_date,
    id_allocator::IdAllocator,
    inline::Inline,
    locales::same_in_all_locales,
    markdown::{
        ast::{Block, parse_blocks},
        extension::parse_extension,
        section::{Section, mentions_scores},
    },
    report::CellLog,
    result::{ImportResult, ImportWarning, placeholder_text},
    table::TableContext,
    table_reader::TableReader,
};

pub use crate::import::markdown::pages::{Pages, join};

/// Imports a page: its tables with a name column and at least one other known
/// column, its lists below headings such as `Extensions`, and its lists of
/// dated changes. The text of the page is used for both languages.
#[must_use]
pub fn parse(page: &str) -> ImportResult {
    let mut importer = MarkdownImporter::default();
    for block in parse_blocks(page) {
        match block {
            Block::Heading { level, text } => importer.section = importer.section.enter_heading(level, &text),
            Block::Paragraph { text } => importer.benchmark = parse_benchmark(&text).or(importer.benchmark),
            Block::Item { line, depth, text } => importer.import_item(line, depth, &text),
            Block::Table(table) => {
                let (stage, benchmark) = (importer.section.stage, importer.benchmark.clone());
                importer.tables.read(&table, &TableContext { stage, benchmark });
            }
        }
    }
    importer.tables.finish()
}

#[derive(Default)]
struct MarkdownImporter {
    section: Section,
    /// The benchmark of the scores in the tables that follow.
    benchmark: Option<Benchmark>,
    tables: TableReader,
}

impl MarkdownImporter {
    fn import_item(&mut self, line: usize, depth: usize, item: &Inline) {
        let text = item.text();
        if self.section.has_extensions {
            self.import_extension(line, depth, item);
        } else if let Some((date, change)) = parse_change(&text) {
            self.tables.result.changelog.push(ChangelogEntry { date, text: same_in_all_locales(change) });
        } else if !item.links().any(|(_, url)| url.starts_with('#')) {
            self.tables.warn(line, "skipped a list item outside of extensions and changes");
        }
    }

    /// Imports a top-level item as an extension; nested items are its description.
    fn import_extension(&mut self, line: usize, depth: usize, item: &Inline) {
        let TableReader { ids, result, .. } = &mut self.tables;
        let ImportResult { extensions, report, warnings, .. } = result;
        if let Some(extension) = extensions.last_mut().filter(|_| depth > 1) {
            let text = item.text();
            if extension.description == placeholder_text() {
                extension.description = same_in_all_locales(text);
            } else {
                for description in [&mut extension.description.en, &mut extension.description.zh] {
                    description.push(' ');
                    description.push_str(&text);
                }
            }
        } else {
            report.rows += 1;
            let warn = &mut |message| warnings.push(ImportWarning { line, message });
            let mut log = CellLog { report, line, column: "" };
            extensions.extend(parse_extension(item, ids, &mut log, warn));
        }
    }
}

/// The benchmark that a paragraph about scores links to: `AVG is the mean of [a leaderboard](url)`.
fn parse_benchmark(paragraph: &Inline) -> Option<Benchmark> {
    let text = paragraph.text();
    let (label, url) = paragraph.links().next().filter(|_| mentions_scores(&text))?;
    let name = Some(sanitize(label)).filter(|name| !name.is_empty())?;
    let url = Url::try_from(url.to_owned()).ok()?;
    let (id, _) = IdAllocator::default().allocate(&name, "score");
    // The exporter writes `Score: [name](url): description`.
    let described = text.split_once(&name).filter(|(before, _)| before.trim_end().ends_with([':', '：']));
    let described = described.map(|(_, after)| sanitize(after.trim_start_matches([':', '：', ' '])));
    let description = described.filter(|after| !after.is_empty()).unwrap_or(text);
    Some(Benchmark {
        id: id?,
        name: same_in_all_locales(name),
        heading: None,
        url,
        description: same_in_all_locales(description),
    })
}

/// Splits a text that begins with a date, in square brackets or not, into the date and the rest.
fn parse_change(text: &str) -> Option<(Date, String)> {
    let text = text.trim_start_matches('[');
    let end = text.find(|ch: char| !ch.is_ascii_digit() && !"-/.年月日".contains(ch))?;
    let (date, rest) = text.split_at_checked(end)?;
    let date = parse_date(date).filter(|date| date.month.is_some() || rest.starts_with([':', '：', ']']))?;
    // Strip one bracket and one colon only: the text may begin with its own.
    let rest = rest.strip_prefix(']').unwrap_or(rest).trim();
    let change = sanitize(rest.strip_prefix([':', '：']).unwrap_or(rest));
    (!change.is_empty()).then_some((date, change))
}
