//! Block structure of a Markdown page, with line numbers.

use std::{borrow::Cow, mem, ops::Range};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::import::{
    footnotes::Script,
    front_matter::split_front_matter,
    inline::Inline,
    markdown::html::{HIDDEN_TAGS, HtmlTable, extract_tables, link_address, marked_tables, tag_name},
    table::{Table, TableRow},
};

/// A block of a page. Lines count from 1.
pub(super) enum Block {
    /// A heading; the title of the page has level 1.
    Heading {
        level: u8,
        text: String,
    },
    /// A paragraph outside of lists.
    Paragraph {
        text: Inline,
    },
    /// A list item without its nested lists; top-level items have depth 1.
    Item {
        line: usize,
        depth: usize,
        text: Inline,
    },
    Table(Table),
}

/// Parses a page into blocks.
pub(super) fn parse_blocks(page: &str) -> Vec<Block> {
    let (page, tables) = extract_tables(&without_front_matter(page));
    let page = page.as_str();
    let line_ends = page.match_indices('\n').map(|(end, _)| end).collect();
    let mut parser = BlockParser { source: page, tables, line_ends, ..BlockParser::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        // The box of a task says nothing of the item.
        | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(page, options).into_offset_iter() {
        match event {
            Event::Start(tag) => parser.start_tag(&tag, &range),
            Event::End(tag) => parser.end_tag(tag, &range),
            event => parser.inline_event(event),
        }
    }
    parser.blocks
}

/// A page with blank lines for its front matter, so that all lines stay where they are.
fn without_front_matter(page: &str) -> Cow<'_, str> {
    let page = page.trim_start_matches('\u{feff}');
    match split_front_matter(page) {
        Some((matter, rest)) => Cow::Owned("\n".repeat(matter.matches('\n').count()) + rest),
        None => Cow::Borrowed(page),
    }
}

#[derive(Default)]
struct BlockParser<'a> {
    source: &'a str,
    /// The tables in HTML, which the source has marks for.
    tables: Vec<HtmlTable>,
    /// Byte offsets of the line feeds.
    line_ends: Vec<usize>,
    blocks: Vec<Block>,
    /// Inline content of the current block.
    text: Inline,
    in_link: bool,
    /// The number of elements around the text that are images.
    images: usize,
    /// The number of elements around the text whose content is deleted, or a script.
    hidden: usize,
    script: Script,
    /// Whether the paragraphs are those of a footnote.
    in_footnote: bool,
    /// Lines of the enclosing list items, outermost first.
    item_lines: Vec<usize>,
    header: Vec<String>,
    rows: Vec<TableRow>,
    cells: Vec<Inline>,
    /// Byte offset of the end of the last cell.
    last_cell_end: usize,
}

impl BlockParser<'_> {
    fn start_tag(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Image { .. } => self.images += 1,
            Tag::Strikethrough if self.is_deletion(range) => self.hidden += 1,
            Tag::Strikethrough => self.push_text("~"),
            Tag::FootnoteDefinition(_) => self.in_footnote = true,
            Tag::Link { .. } | Tag::Strong if self.hidden + self.images > 0 => {}
            Tag::Item => {
                self.finish_item();
                self.item_lines.push(self.line_number(range));
            }
            Tag::List(_) => self.finish_item(),
            Tag::Link { dest_url, .. } => {
                self.in_link = true;
                self.text.push_link("", dest_url);
            }
            Tag::Strong if !self.in_link => self.text.begin_part(),
            Tag::Table(_) => self.rows.clear(),
            Tag::TableHead | Tag::TableRow => self.cells.clear(),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Strikethrough if self.is_deletion(range) => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Strikethrough => self.push_text("~"),
            TagEnd::FootnoteDefinition => self.in_footnote = false,
            TagEnd::Heading(level) => {
                let text = self.take_text().text();
                self.blocks.push(Block::Heading { level: level as u8, text });
            }
            TagEnd::Paragraph if self.item_lines.is_empty() => {
                let text = self.take_text();
                if !self.in_footnote {
                    self.blocks.push(Block::Paragraph { text });
                }
            }
            TagEnd::Paragraph => self.text.push_line_break(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => drop(self.take_text()),
            TagEnd::Item => {
                self.finish_item();
                self.item_lines.pop();
            }
            TagEnd::Link => self.in_link = false,
            TagEnd::Strong if !self.in_link => self.text.begin_part(),
            TagEnd::TableCell => {
                let text = self.take_text();
                self.cells.push(text);
                self.last_cell_end = range.end;
            }
            TagEnd::TableHead => self.header = self.cells.drain(..).map(|cell| cell.text()).collect(),
            TagEnd::TableRow => {
                // pulldown-cmark drops extra cells; they remain only in the source.
                let rest = self.source.get(self.last_cell_end..range.end).unwrap_or_default();
                let rest = rest.trim().trim_matches('|').trim().to_owned();
                let cells = mem::take(&mut self.cells);
                self.rows.push(TableRow { line: self.line_number(range), cells, rest });
            }
            TagEnd::Table => {
                let (headings, rows) = (mem::take(&mut self.header), mem::take(&mut self.rows));
                self.blocks.push(Block::Table(Table { line: self.line_number(range), headings, rows }));
            }
            _ => {}
        }
    }

    fn inline_event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.push_text(&text),
            Event::SoftBreak => self.push_text(" "),
            Event::Html(html) => self.push_tables(&html),
            Event::InlineHtml(tag) => self.inline_tag(&tag),
            Event::HardBreak => self.text.push_line_break(),
            _ => {}
        }
    }

    /// Whether an element is between two tildes on each side. One is that of a rough figure or a range: `7~13B / 33~65B`.
    fn is_deletion(&self, range: &Range<usize>) -> bool {
        self.source.get(range.clone()).is_some_and(|text| text.starts_with("~~"))
    }

    /// The text so far, with which all elements end whose end is missing.
    fn take_text(&mut self) -> Inline {
        (self.in_link, self.script, self.hidden) = (false, Script::OnLine, 0);
        mem::take(&mut self.text)
    }

    /// Reads a tag in a text: the end of a line, a link, text that is hidden or raised, or the mark of a table.
    fn inline_tag(&mut self, tag: &str) {
        let name = tag_name(tag);
        let is_end = tag.starts_with("</");
        if HIDDEN_TAGS.contains(&name.as_bytes()) {
            self.hidden = if is_end { self.hidden.saturating_sub(1) } else { self.hidden + 1 };
        } else if let Some(script) = Script::from_tag(name.as_bytes(), is_end) {
            self.script = script;
        } else if self.hidden > 0 {
            // A break or a link in deleted text is deleted too.
        } else if name == "br" {
            self.text.push_line_break();
        } else if let Some(url) = link_address(tag) {
            self.in_link = true;
            self.text.push_link("", &url);
        } else if tag == "</a>" {
            self.in_link = false;
        } else {
            self.push_tables(tag);
        }
    }

    /// Emits the tables whose marks a text has.
    fn push_tables(&mut self, html: &str) {
        let tables = marked_tables(html).filter_map(|idx| self.tables.get(idx));
        self.blocks.extend(tables.map(|table| Block::Table(table.read())));
    }

    fn push_text(&mut self, text: &str) {
        let text = &*self.script.apply(text);
        match (self.hidden, self.images, self.in_link) {
            (0, 0, true) => self.text.push_to_link(text),
            (0, 0, false) => self.text.push_text(text),
            (0, _, true) => self.text.push_image_to_link(text),
            // The text of an image is shown only if it is not loaded.
            _ => {}
        }
    }

    /// Emits the current list item, unless it has no text.
    fn finish_item(&mut self) {
        let text = self.take_text();
        if let Some(line) = self.item_lines.last().filter(|_| !text.lines().is_empty()) {
            self.blocks.push(Block::Item { line: *line, depth: self.item_lines.len(), text });
        }
    }

    fn line_number(&self, range: &Range<usize>) -> usize {
        self.line_ends.partition_point(|end| *end < range.start) + 1
    }
}
