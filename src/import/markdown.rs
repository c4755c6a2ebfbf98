//! Markdown pages: awesome-lists of models and of projects around them.

mod ast;
mod extension;
mod html;
mod item;
mod pages;
mod section;

use llm_catalog::{Benchmark, ChangelogEntry, date::Date, link::Url, text::sanitize};

use crate::import::{
    cell::date::parse_date,
    footnotes::strip_labels,
    heading::{ColumnKind, Heading},
    id_allocator::IdAllocator,
    inline::Inline,
    locales::same_in_all_locales,
    markdown::{
        ast::{Block, parse_blocks},
        item::ListItem,
        section::{Section, mentions_scores},
    },
    model_name::lowercase_words,
    result::ImportResult,
    table::{Table, TableContext, TableSubject},
    table_reader::TableReader,
    warning::WarningKind,
};

pub use crate::import::markdown::{
    pages::{Pages, join, join_lines},
    section::ListKind,
};

/// Imports a page: its tables with a name column and at least one other known column, in Markdown or HTML; its lists below
/// headings such as `Extensions` and `Open models`; and its lists of dated changes. The text of the page is used for both
/// languages.
/// The other lists are skipped.
#[must_use]
pub fn parse(page: &str) -> ImportResult {
    parse_lists_as(page, None)
}

/// Imports a page as [`parse`] does. `unclear_lists` says what the items of the other lists are.
#[must_use]
pub fn parse_lists_as(page: &str, unclear_lists: Option<ListKind>) -> ImportResult {
    let is_own_page = page.contains(OWN_PAGE_NOTICE);
    let mut importer = MarkdownImporter { unclear_lists, is_own_page, ..MarkdownImporter::default() };
    for block in parse_blocks(page) {
        if let Block::Item { line, depth, text } = block {
            importer.collect_item(line, depth, text);
            continue;
        }
        importer.end_item();
        match block {
            Block::Heading { level, text } => importer.enter_heading(level, &text),
            Block::Paragraph { text } => importer.read_paragraph(&text),
            Block::Table(table) => importer.read_table(table),
            Block::Item { .. } => {}
        }
    }
    importer.finish()
}

/// What the notice of an exported page says in each language.
const OWN_PAGE_NOTICE: &str = "`llm-tui export`";

#[derive(Default)]
struct MarkdownImporter {
    section: Section,
    unclear_lists: Option<ListKind>,
    /// Whether the page was exported, so that the items in those of projects are descriptions, without labels.
    is_own_page: bool,
    /// The level of the last heading; 0 before the first.
    level: u8,
    /// The benchmark of the scores in the tables that follow.
    benchmark: Option<DescribedBenchmark>,
    /// The item whose nested items may follow.
    item: Option<ListItem>,
    /// The number of items that were skipped, and the line of the first.
    skipped: Option<(usize, usize)>,
    reader: TableReader,
}

/// A benchmark that a paragraph describes.
struct DescribedBenchmark {
    benchmark: Benchmark,
    /// The paragraph.
    text: String,
    /// The level of the heading above it.
    level: u8,
    /// Whether the section has ended, so that it is only of scores that the paragraph names.
    has_ended: bool,
}

impl DescribedBenchmark {
    /// Whether the scores of a table are of this benchmark.
    fn describes(&self, table: &Table) -> bool {
        let is_score = |heading: &&String| Heading::parse(heading).is_some_and(|known| known.kind == ColumnKind::Score);
        let words = lowercase_words(&self.text);
        let is_named = |heading: &String| lowercase_words(heading).iter().all(|word| words.contains(word));
        !self.has_ended || table.headings.iter().filter(is_score).any(is_named)
    }
}

impl MarkdownImporter {
    fn enter_heading(&mut self, level: u8, text: &str) {
        self.section = self.section.enter_heading(level, text);
        self.level = level;
        if let Some(described) = &mut self.benchmark {
            described.has_ended |= level <= described.level;
        }
    }

    fn read_paragraph(&mut self, text: &Inline) {
        if let Some(benchmark) = parse_benchmark(text) {
            let (text, level) = (text.text(), self.level);
            self.benchmark = Some(DescribedBenchmark { benchmark, text, level, has_ended: false });
        }
    }

    fn collect_item(&mut self, line: usize, depth: usize, text: Inline) {
        match &mut self.item {
            Some(item) if depth > 1 => item.nested.push((line, text)),
            _ => {
                self.end_item();
                self.item = Some(ListItem { line, text, nested: Vec::new() });
            }
        }
    }

    fn read_table(&mut self, mut table: Table) {
        if !self.is_own_page {
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(Inline::strip_footnote_labels);
            for heading in &mut table.headings {
                *heading = strip_labels(heading).into_owned();
            }
        }
        let benchmark = self.benchmark.as_ref().filter(|described| described.describes(&table));
        let benchmark = benchmark.map(|described| described.benchmark.clone());
        let Section { stage, lists, has_datasets, .. } = self.section;
        let is_name = |text: &&String| Heading::parse(text).is_some_and(|heading| heading.kind == ColumnKind::Name);
        let name = table.headings.iter().find(is_name).map_or("", String::as_str);
        let subject = match lists {
            Some(ListKind::Extensions) => TableSubject::Extensions,
            _ if has_datasets => TableSubject::Datasets,
            _ if self.is_own_page => TableSubject::Models,
            _ => self.section.table_subject(name),
        };
        let context = TableContext { stage, benchmark, subject, is_own_page: self.is_own_page };
        self.reader.read(&table, &context);
    }

    /// Whether an item below a heading of models begins with a date and a link, as in `2023-05 [Name](url)`.
    fn is_model(&self, item: &ListItem, text: &str, change: &str) -> bool {
        let label = item.text.links().map(|(label, _)| label).next().filter(|label| !label.is_empty());
        let has_colon = text.strip_suffix(change).is_some_and(|date| date.trim_end().ends_with([':', '：']));
        self.section.lists == Some(ListKind::Models)
            && !has_colon
            && label.is_some_and(|label| change.trim_start_matches('[').starts_with(label))
    }

    /// Reads the item that was collected, as what its section says.
    fn end_item(&mut self) {
        let Some(item) = self.item.take() else { return };
        let text = item.text.text();
        if self.section.lists == Some(ListKind::Extensions) {
            item.read_extension(!self.is_own_page, &mut self.reader);
        } else if let Some((date, change)) =
            parse_change(&text).filter(|(_, change)| !self.is_model(&item, &text, change))
        {
            self.reader.result.changelog.push(ChangelogEntry { date, text: same_in_all_locales(change) });
        } else if item.text.links().any(|(_, url)| url.starts_with('#')) {
            // An item of a table of contents.
        } else {
            match self.section.lists.or(self.unclear_lists) {
                Some(ListKind::Extensions) => item.read_extension(!self.is_own_page, &mut self.reader),
                Some(ListKind::Models) => item.read_models(self.section.stage, &mut self.reader),
                None => {
                    let (line, count) = self.skipped.unwrap_or((item.line, 0));
                    self.skipped = Some((line, count + 1));
                }
            }
        }
    }

    fn finish(mut self) -> ImportResult {
        self.end_item();
        if let Some((line, count)) = self.skipped {
            self.reader.warn(line, WarningKind::ListItems(count));
        }
        self.reader.finish()
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
