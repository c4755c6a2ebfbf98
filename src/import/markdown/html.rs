//! Tables that are written in HTML.

use std::ops::Range;

use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};

use crate::import::{
    footnotes::Script,
    heading::{ColumnKind, Heading},
    inline::Inline,
    table::{Table, TableRow},
};

/// What a page has in the place of a table, followed by its number and `-->`.
const MARK: &str = "<!--llm-tui table ";
/// The columns of a table beyond which cells are left out: a span of millions of columns is no table.
const MAX_COLUMNS: usize = 64;
/// The bytes of a cell that can stand in several columns and rows: a longer one would make the table much larger than the
/// page.
const MAX_REPEATED_BYTES: usize = 200;
/// The rows that a cell can reach down.
const MAX_ROW_SPAN: usize = 1_000;

/// The text of a table, and the line where it begins.
pub(super) struct HtmlTable {
    line: usize,
    text: String,
}

/// Replaces the tables of a page by marks, so that all lines stay where they are. A table that does not end stays.
pub(super) fn extract_tables(page: &str) -> (String, Vec<HtmlTable>) {
    let (mut out, mut tables) = (String::with_capacity(page.len()), Vec::new());
    let (mut line, mut end) = (1, 0);
    for range in table_ranges(page) {
        let before = page.get(end..range.start).unwrap_or_default();
        let text = page.get(range.clone()).unwrap_or_default();
        line += before.matches('\n').count();
        out.extend([before, MARK, &tables.len().to_string(), "-->"]);
        let lines = text.matches('\n').count();
        out.extend(std::iter::repeat_n('\n', lines));
        tables.push(HtmlTable { line, text: text.to_owned() });
        line += lines;
        end = range.end;
    }
    out.push_str(page.get(end..).unwrap_or_default());
    (out, tables)
}

/// The bytes of each table that is in no other one, in no block of code and in no comment.
fn table_ranges(page: &str) -> Vec<Range<usize>> {
    let (mut starts, mut ranges, mut offset, mut is_code) = (Vec::new(), Vec::<Range<usize>>::new(), 0, false);
    let (mut comment_end, mut has_comment_ends) = (0, true);
    for line in page.split_inclusive('\n') {
        if offset >= comment_end {
            is_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        }
        for (at, _) in line.match_indices('<').filter(|_| !is_code) {
            if offset + at < comment_end {
                continue;
            }
            let tag = line.get(at..).unwrap_or_default();
            if starts_with_ignoring_case(tag, "<table") {
                starts.push(offset + at);
            } else if starts_with_ignoring_case(tag, "</table")
                && let (Some(start), Some(length)) = (starts.pop(), tag.find('>'))
            {
                // The tables in this one ended before it.
                while ranges.pop_if(|range| range.start > start).is_some() {}
                ranges.push(start..offset + at + length + 1);
            } else if has_comment_ends && begins_comment(line, at) {
                let rest = page.get(offset + at..).unwrap_or_default();
                has_comment_ends = rest.contains("-->");
                let is_block = line.get(..at).is_some_and(|before| before.trim().is_empty());
                // A comment that does not end is none, unless it is a block.
                comment_end = match rest.find("-->") {
                    Some(length) => offset + at + length,
                    None if is_block => page.len(),
                    None => comment_end,
                };
            }
        }
        offset += line.len();
    }
    ranges
}

/// Whether a comment begins at a byte of a line, outside of code.
fn begins_comment(line: &str, at: usize) -> bool {
    let (before, tag) = line.split_at_checked(at).unwrap_or_default();
    tag.starts_with("<!--") && !before.ends_with('\\') && before.matches('`').count().is_multiple_of(2)
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

/// The numbers of the tables whose marks a text has.
pub(super) fn marked_tables(html: &str) -> impl Iterator<Item = usize> {
    html.split(MARK).skip(1).filter_map(|rest| rest.split("-->").next()?.parse().ok())
}

/// Elements whose content is deleted, or no text.
pub(super) const HIDDEN_TAGS: [&[u8]; 5] = [b"del", b"s", b"strike", b"script", b"style"];

/// The name of a tag, in lower case.
pub(super) fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(name.len());
    name.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// The address of a tag such as `<a href="…">`.
pub(super) fn link_address(tag: &str) -> Option<String> {
    Tokenizer::new(tag).flatten().find_map(|token| match token {
        Token::StartTag(tag) if *tag.name == *b"a" => attribute(&tag, "href"),
        _ => None,
    })
}

impl HtmlTable {
    /// Reads the table: the first rows with texts in several cells are the headings, and cells that span several rows stand
    /// in each of them.
    pub(super) fn read(&self) -> Table {
        let mut reader = HtmlReader { source: &self.text, line: self.line, ..HtmlReader::default() };
        let emitter = DefaultEmitter::<usize>::new_with_span();
        for token in Tokenizer::new_with_emitter(self.text.as_str(), emitter).flatten() {
            match token {
                Token::StartTag(tag) => reader.start_tag(&tag),
                Token::EndTag(tag) => reader.end_tag(&tag.name),
                Token::String(text) => reader.push_text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        reader.end_row();
        with_headings(self.line, reader.rows)
    }
}

/// A cell and where it reaches.
#[derive(Clone, Debug, Default)]
struct HtmlCell {
    content: Inline,
    columns: usize,
    rows: usize,
}

#[derive(Debug, Default)]
struct HtmlReader<'a> {
    source: &'a str,
    /// The line at `offset`.
    line: usize,
    /// The byte up to which lines are counted.
    offset: usize,
    depth: usize,
    in_link: bool,
    /// The number of elements around the text whose content is not read.
    hidden: usize,
    script: Script,
    cell: Option<HtmlCell>,
    /// The cells of the row so far, if there is one, with its line.
    row: Option<(usize, Vec<HtmlCell>)>,
    /// For each column, the cell that reaches down from above and for how many rows more.
    from_above: Vec<(Inline, usize)>,
    rows: Vec<HtmlRow>,
}

/// A row of cells, one a column.
#[derive(Debug)]
struct HtmlRow {
    line: usize,
    cells: Vec<Inline>,
    /// The number of cells that the row itself has.
    own_cells: usize,
}

impl HtmlReader<'_> {
    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        match name {
            b"table" => self.depth += 1,
            b"tr" if self.depth == 1 => {
                self.end_row();
                self.row = Some((self.line_of(tag.span), Vec::new()));
            }
            b"td" | b"th" if self.depth == 1 => {
                self.end_cell();
                let span = |name| attribute(tag, name).and_then(|text| text.trim().parse().ok()).unwrap_or(1_usize);
                let (columns, rows) = (span("colspan").clamp(1, MAX_COLUMNS), span("rowspan").clamp(1, MAX_ROW_SPAN));
                self.row.get_or_insert((self.line, Vec::new()));
                self.cell = Some(HtmlCell { content: Inline::default(), columns, rows });
            }
            name if HIDDEN_TAGS.contains(&name) => self.hidden += 1,
            b"sup" | b"sub" => self.script = Script::from_tag(name, false).unwrap_or_default(),
            b"a" if self.hidden == 0 => {
                if let (Some(cell), Some(url)) = (&mut self.cell, attribute(tag, "href")) {
                    cell.content.push_link("", &url);
                    self.in_link = true;
                }
            }
            b"br" | b"p" | b"li" | b"div" => {
                if let Some(cell) = &mut self.cell {
                    self.in_link = false;
                    cell.content.push_line_break();
                }
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        match name {
            b"table" => self.depth = self.depth.saturating_sub(1),
            b"tr" if self.depth == 1 => self.end_row(),
            b"td" | b"th" if self.depth == 1 => self.end_cell(),
            name if HIDDEN_TAGS.contains(&name) => self.hidden = self.hidden.saturating_sub(1),
            b"sup" | b"sub" => self.script = Script::OnLine,
            b"a" => self.in_link = false,
            _ => {}
        }
    }

    /// Adds text to the cell. White space is one blank, as in HTML.
    fn push_text(&mut self, text: &str) {
        let Some(cell) = self.cell.as_mut().filter(|_| self.hidden == 0) else { return };
        let mut collapsed = String::with_capacity(text.len());
        for ch in text.chars() {
            let ch = if ch.is_whitespace() { ' ' } else { ch };
            if ch != ' ' || !collapsed.ends_with(' ') {
                collapsed.push(ch);
            }
        }
        let collapsed = self.script.apply(&collapsed);
        if self.in_link { cell.content.push_to_link(&collapsed) } else { cell.content.push_text(&collapsed) }
    }

    fn end_cell(&mut self) {
        (self.in_link, self.script, self.hidden) = (false, Script::OnLine, 0);
        if let (Some(cell), Some((_, cells))) = (self.cell.take(), &mut self.row) {
            cells.push(cell);
        }
    }

    /// Ends a row: puts its cells in the columns that cells from above leave free.
    fn end_row(&mut self) {
        self.end_cell();
        let Some((line, cells)) = self.row.take() else { return };
        let own_cells = cells.len();
        let mut columns: Vec<Inline> = Vec::new();
        let mut next = cells.into_iter();
        loop {
            let at = columns.len();
            if let Some((content, rows)) = self.from_above.get_mut(at).filter(|(_, rows)| *rows > 0) {
                *rows -= 1;
                columns.push(content.clone());
            } else if let Some(cell) = next.next().filter(|_| at < MAX_COLUMNS) {
                let is_short = cell.content.text().len() <= MAX_REPEATED_BYTES;
                let repeated = if is_short { cell.content.clone() } else { Inline::default() };
                columns.push(cell.content);
                for column in at..(at + cell.columns).min(MAX_COLUMNS) {
                    if self.from_above.len() <= column {
                        self.from_above.resize(column + 1, (Inline::default(), 0));
                    }
                    if let Some(slot) = self.from_above.get_mut(column) {
                        *slot = (repeated.clone(), cell.rows - 1);
                    }
                    if column > at {
                        columns.push(repeated.clone());
                    }
                }
            } else if at >= self.from_above.len() {
                break;
            } else {
                columns.push(Inline::default());
            }
        }
        if own_cells > 0 {
            self.rows.push(HtmlRow { line, cells: columns, own_cells });
        }
    }

    fn line_of(&mut self, span: Span<usize>) -> usize {
        let passed = self.source.get(self.offset..span.start).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.offset = self.offset.max(span.start);
        self.line
    }
}

/// Splits rows into headings and the others. A row of one cell is a title, or names the rows below it.
fn with_headings(line: usize, rows: Vec<HtmlRow>) -> Table {
    let mut rows = rows.into_iter().filter(|row| row.own_cells > 1).peekable();
    let Some(first) = rows.next() else { return Table { line, ..Table::default() } };
    let mut headings: Vec<String> = first.cells.iter().map(Inline::text).collect();
    let is_name = |text: &String| Heading::parse(text).is_some_and(|heading| heading.kind == ColumnKind::Name);
    // Below headings that span several columns may be those of each.
    let is_divided = |row: &HtmlRow| {
        let texts: Vec<_> = row.cells.iter().map(Inline::text).collect();
        let spans = headings.windows(2).any(|pair| pair.first() == pair.last());
        spans && texts.first().is_some_and(|text| text.is_empty() || headings.first() == Some(text))
    };
    if let Some(second) = rows.next_if(is_divided) {
        for (heading, below) in headings.iter_mut().zip(second.cells.iter().map(Inline::text)) {
            if is_name(heading) && !below.is_empty() {
                *heading = below;
            } else if !below.is_empty() && below != *heading {
                *heading = format!("{heading} {below}");
            }
        }
    }
    let row = |row: HtmlRow| TableRow { line: row.line, cells: row.cells, rest: String::new() };
    Table { line: first.line, headings, rows: rows.map(row).collect() }
}

fn attribute<S: html5gum::SpanBound>(tag: &StartTag<S>, name: &str) -> Option<String> {
    let value = tag.attributes.iter().find(|(key, _)| ***key == *name.as_bytes())?.1;
    Some(String::from_utf8_lossy(value).into_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let (_, tables) = extract_tables(html);
        let table = tables.first().unwrap().read();
        let rows = table.rows.iter().map(|row| {
            let cells: Vec<_> = row.cells.iter().map(Inline::text).collect();
            format!("{}: {}", row.line, cells.join("|"))
        });
        std::iter::once(table.headings.join("|")).chain(rows).collect()
    }

    #[test]
    fn cells_that_span_rows_and_columns_stand_in_each() {
        let html = "<table><tr><th>Group<th>Model</th><th colspan=2>Size</th></tr>\n\
                    <tr><td rowspan=\"2\">Open</td><td><b>Foo</b></td><td>7B</td><td>x</td></tr>\n\
                    <tr><td>Bar</td><td>13B</td></tr>\n<tr><td colspan=4>Closed</td></tr></table>";
        assert_eq!(read(html), ["Group|Model|Size|Size", "2: Open|Foo|7B|x", "3: Open|Bar|13B|"]);
    }

    #[test]
    fn headings_of_two_rows_are_joined() {
        let html = "<TABLE><tr><th>LLMs<th colspan=2>Model<th>Data</tr><tr><td> <td>License<td>Use<td>License</tr>\n\
                    <tr><td>A<td>MIT<td>yes<td>none</tr></TABLE>";
        assert_eq!(read(html), ["LLMs|License|Use|Data License", "2: A|MIT|yes|none"]);
    }

    #[test]
    fn the_lines_of_a_page_stay() {
        let page = "a\n<div><table>\n<tr><td>1</td></tr>\n</table></div>\n```\n<table></table>\n```\n<table> no end\n";
        let (text, tables) = extract_tables(page);
        assert_eq!(text.lines().count(), page.lines().count());
        assert_eq!((tables.len(), marked_tables(&text).collect::<Vec<_>>()), (1, vec![0]));
        assert!(text.contains("```\n<table></table>\n```\n<table> no end"));
    }

    #[test]
    fn a_span_of_many_columns_is_bounded() {
        let html = "<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</tr></table>";
        let (_, tables) = extract_tables(html);
        assert!(tables.first().unwrap().read().headings.len() <= MAX_COLUMNS);
    }

    #[test]
    fn the_address_of_a_link_is_decoded() {
        assert_eq!(
            link_address("<a class=x href='https://a.b/?x=1&amp;y=2'>").as_deref(),
            Some("https://a.b/?x=1&y=2")
        );
        assert_eq!(link_address("<b>"), None);
    }
}
