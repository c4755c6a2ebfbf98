//! The blocks of a Markdown page, with their lines: headings, paragraphs,
//! items of lists, tables.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use llm_catalog::text::is_unsafe_for_terminal;

/// A block of a page. Lines count from 1.
pub(super) enum Block {
    /// A heading; the title of the page has level 1.
    Heading { level: u8, text: String },
    /// A paragraph that is not in a list.
    Paragraph { text: Inline },
    /// An item of a list, without the lists inside it; the outermost has depth 1.
    Item { line: usize, depth: usize, text: Inline },
    /// A table.
    Table { line: usize, header: Vec<String>, rows: Vec<TableRow> },
}

/// A row of a table.
pub(super) struct TableRow {
    pub(super) line: usize,
    pub(super) cells: Vec<Inline>,
    /// Whether it has more cells than the table has headings: some bar was not escaped.
    pub(super) has_extra_cells: bool,
}

/// Text with links. What could drive a terminal or deceive a reader is left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline(Vec<InlineNode>);

/// A part of a text.
#[derive(Clone, Debug)]
pub(super) enum InlineNode {
    Text(String),
    Link { label: String, url: String },
    LineBreak,
}

impl InlineNode {
    /// What it shows.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link { label: text, .. } => text,
            Self::LineBreak => "\n",
        }
    }
}

impl Inline {
    pub(super) fn nodes(&self) -> &[InlineNode] {
        &self.0
    }

    /// What it shows, line by line; lines that show nothing are left out.
    pub(super) fn lines(&self) -> Vec<String> {
        let shown: String = self.0.iter().map(InlineNode::as_str).collect();
        shown.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// What it shows, as one line.
    pub(super) fn text(&self) -> String {
        self.lines().join(" ")
    }

    /// The label and address of each link.
    pub(super) fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|piece| match piece {
            InlineNode::Link { label, url } => Some((label.trim(), url.as_str())),
            _ => None,
        })
    }
}

/// The blocks of a page.
pub(super) fn parse_blocks(page: &str) -> Vec<Block> {
    let lines = page.match_indices('\n').map(|(end, _)| end).collect();
    let mut reader = BlockParser { source: page, line_ends: lines, ..BlockParser::default() };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(page, options).into_offset_iter() {
        match event {
            Event::Start(tag) => reader.start_tag(&tag, &range),
            Event::End(tag) => reader.end_tag(tag, &range),
            event => reader.inline_event(event),
        }
    }
    reader.blocks
}

/// What is being read.
#[derive(Default)]
struct BlockParser<'a> {
    source: &'a str,
    /// Where each line ends, in bytes.
    line_ends: Vec<usize>,
    blocks: Vec<Block>,
    text: Inline,
    in_link: bool,
    /// The lines of the items around the place, the outermost first.
    item_lines: Vec<usize>,
    header: Vec<String>,
    rows: Vec<TableRow>,
    cells: Vec<Inline>,
    /// Where the last cell ends, in bytes.
    last_cell_end: usize,
}

impl BlockParser<'_> {
    fn start_tag(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Item => {
                self.finish_item();
                self.item_lines.push(self.line_number(range));
            }
            Tag::List(_) => self.finish_item(),
            Tag::Link { dest_url, .. } => {
                self.in_link = true;
                self.text.0.push(InlineNode::Link { label: String::new(), url: sanitize(dest_url) });
            }
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text).text();
                self.blocks.push(Block::Heading { level: level as u8, text });
            }
            TagEnd::Paragraph if self.item_lines.is_empty() => {
                let text = std::mem::take(&mut self.text);
                self.blocks.push(Block::Paragraph { text });
            }
            TagEnd::Paragraph => self.text.0.push(InlineNode::LineBreak),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.text = Inline::default(),
            TagEnd::Item => {
                self.finish_item();
                self.item_lines.pop();
            }
            TagEnd::Link => self.in_link = false,
            TagEnd::TableCell => {
                self.cells.push(std::mem::take(&mut self.text));
                self.last_cell_end = range.end;
            }
            TagEnd::TableHead => self.header = self.cells.drain(..).map(|cell| cell.text()).collect(),
            TagEnd::TableRow => {
                let rest = self.source.get(self.last_cell_end..range.end).unwrap_or_default();
                let overflows = rest.chars().any(|c| !c.is_whitespace() && c != '|');
                let cells = std::mem::take(&mut self.cells);
                self.rows.push(TableRow { line: self.line_number(range), cells, has_extra_cells: overflows });
            }
            TagEnd::Table => {
                let (headings, rows) = (std::mem::take(&mut self.header), std::mem::take(&mut self.rows));
                self.blocks.push(Block::Table { line: self.line_number(range), header: headings, rows });
            }
            _ => {}
        }
    }

    fn inline_event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.push_text(&sanitize(&text)),
            Event::SoftBreak => self.push_text(" "),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text.0.push(InlineNode::LineBreak),
            Event::HardBreak => self.text.0.push(InlineNode::LineBreak),
            _ => {}
        }
    }

    fn push_text(&mut self, shown: &str) {
        match self.text.0.last_mut() {
            Some(InlineNode::Link { label: text, .. }) if self.in_link => text.push_str(shown),
            Some(InlineNode::Text(text)) => text.push_str(shown),
            _ => self.text.0.push(InlineNode::Text(shown.to_owned())),
        }
    }

    /// Ends the text of the item being read, if it has any.
    fn finish_item(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some(line) = self.item_lines.last().filter(|_| !text.lines().is_empty()) {
            self.blocks.push(Block::Item { line: *line, depth: self.item_lines.len(), text });
        }
    }

    fn line_number(&self, range: &Range<usize>) -> usize {
        self.line_ends.partition_point(|end| *end < range.start) + 1
    }
}

fn sanitize(text: &str) -> String {
    text.chars().filter(|c| !is_unsafe_for_terminal(*c)).collect()
}
