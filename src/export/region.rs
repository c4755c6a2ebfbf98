//! Regions of a Markdown file that an export writes, between marks:
//! `<!-- llm-tui:begin QUERY -->` and `<!-- llm-tui:end -->`.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What each mark begins with.
const MARK_START: &str = "<!-- llm-tui:";
const COMMENT_END: &str = "-->";
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A region of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region<'a> {
    /// What the first mark says between `begin` and `-->`: a query and options.
    pub arguments: &'a str,
    /// The line of the first mark, from 1.
    pub line: usize,
    /// The level for headings in the region: one below the heading that it stands under.
    pub heading_level: usize,
    /// The bytes between the marks.
    content: Range<usize>,
}

/// A mark that has no partner, or that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionError {
    /// The line of the mark, from 1.
    pub line: usize,
    pub kind: RegionErrorKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionErrorKind {
    WithoutEnd,
    WithoutBegin,
    /// A region begins within another.
    Nested {
        outer_line: usize,
    },
    /// A mark has other text on its lines.
    NotAlone,
    /// Neither `begin` nor `end`.
    UnknownMark,
}

/// A mark, with its place in the text.
struct Mark<'a> {
    range: Range<usize>,
    /// What it says: `begin QUERY` or `end`.
    text: &'a str,
    heading_level: usize,
}

/// The regions of a Markdown text, in order. Marks in code are examples, not marks.
///
/// # Errors
///
/// Fails if a mark has no partner or cannot be read.
pub fn find_regions(text: &str) -> Result<Vec<Region<'_>>, RegionError> {
    let mut regions = Vec::new();
    let mut open: Option<Mark> = None;
    for mark in find_marks(text)? {
        let line = line_at(text, mark.range.start);
        let error = |kind| Err(RegionError { line, kind });
        let (word, arguments) = mark.text.split_once(char::is_whitespace).unwrap_or((mark.text, ""));
        match (word, open.take()) {
            ("begin", None) => open = Some(Mark { text: arguments.trim(), ..mark }),
            ("begin", Some(outer)) => {
                return error(RegionErrorKind::Nested { outer_line: line_at(text, outer.range.start) });
            }
            ("end", Some(begin)) => regions.push(Region {
                arguments: begin.text,
                line: line_at(text, begin.range.start),
                heading_level: begin.heading_level,
                content: begin.range.end..mark.range.start,
            }),
            ("end", None) => return error(RegionErrorKind::WithoutBegin),
            _ => return error(RegionErrorKind::UnknownMark),
        }
    }
    match open {
        Some(begin) => Err(RegionError { line: line_at(text, begin.range.start), kind: RegionErrorKind::WithoutEnd }),
        None => Ok(regions),
    }
}

/// The text with other contents of its regions, as [`find_regions`] returns them. The rest is the same byte for byte,
/// and contents have the line ends of the text.
#[must_use]
pub fn replace_regions(text: &str, regions: &[(Region<'_>, String)]) -> String {
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for (region, content) in regions {
        let before = text.get(end..region.content.start).unwrap_or_default();
        let newline = if before.ends_with("\r\n") { "\r\n" } else { "\n" };
        out += before;
        out += &format!("\n{}\n\n", content.trim_matches('\n')).replace('\n', newline);
        end = region.content.end;
    }
    out + text.get(end..).unwrap_or_default()
}

fn find_marks(text: &str) -> Result<Vec<Mark<'_>>, RegionError> {
    let offset = text.len() - text.trim_start_matches(BYTE_ORDER_MARK).len();
    let markdown = text.get(offset..).unwrap_or_default();
    let (mut marks, mut heading_level) = (Vec::new(), 1);
    // Headings in a region are what was written there.
    let mut is_in_region = false;
    let mut nesting: usize = 0;
    for (event, range) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        let range = range.start + offset..range.end + offset;
        match event {
            Event::Start(Tag::Heading { level, .. }) if !is_in_region => heading_level = level_number(level),
            Event::Start(Tag::Item | Tag::BlockQuote(_)) => nesting += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => nesting = nesting.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => {
                for mark in marks_in(text, range)? {
                    if nesting > 0 {
                        return Err(RegionError {
                            line: line_at(text, mark.range.start),
                            kind: RegionErrorKind::NotAlone,
                        });
                    }
                    is_in_region = !mark.text.starts_with("end");
                    marks.push(Mark { heading_level: heading_level + 1, ..mark });
                }
            }
            Event::InlineHtml(html) if html.starts_with(MARK_START) => {
                return Err(RegionError { line: line_at(text, range.start), kind: RegionErrorKind::NotAlone });
            }
            _ => {}
        }
    }
    Ok(marks)
}

/// The marks in a block of HTML. The range of each begins with its line and ends after it.
fn marks_in(text: &str, block: Range<usize>) -> Result<Vec<Mark<'_>>, RegionError> {
    let (mut marks, mut from) = (Vec::new(), block.start);
    while let Some(found) = text.get(from..block.end).and_then(|rest| rest.find(MARK_START)) {
        let start = from + found;
        let not_alone = RegionError { line: line_at(text, start), kind: RegionErrorKind::NotAlone };
        let inner = start + MARK_START.len();
        let rest = text.get(inner..block.end).unwrap_or_default();
        let length = rest.find(COMMENT_END).ok_or(not_alone)?;
        let comment_end = inner + length + COMMENT_END.len();
        let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let after = text.get(comment_end..).unwrap_or_default();
        let line_end = comment_end + after.find('\n').map_or(after.len(), |newline| newline + 1);
        let is_blank = |range: Range<usize>| {
            let text = text.get(range).unwrap_or_default();
            text.trim_start_matches(BYTE_ORDER_MARK).trim().is_empty()
        };
        if !is_blank(line_start..start) || !is_blank(comment_end..line_end) {
            return Err(not_alone);
        }
        let content = text.get(inner..inner + length).unwrap_or_default().trim();
        marks.push(Mark { range: line_start..line_end, text: content, heading_level: 0 });
        from = line_end.min(block.end).max(comment_end);
    }
    Ok(marks)
}

fn level_number(level: HeadingLevel) -> usize {
    level as usize
}

/// The line of a byte, from 1.
fn line_at(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or_default().matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "# List\n\nMine.\n\n## Models\n\n<!-- llm-tui:begin open:yes\n  --by org -->\n| old |\n\
                          <!-- llm-tui:end -->\n\n```\n<!-- llm-tui:begin example -->\n```\n";

    #[test]
    fn only_what_is_between_marks_changes() {
        let regions = find_regions(README).unwrap();
        let [region] = regions.as_slice() else { panic!("{regions:?}") };
        assert_eq!((region.arguments, region.line, region.heading_level), ("open:yes\n  --by org", 7, 3));
        let updated = replace_regions(README, &[(region.clone(), "| new |\n".to_owned())]);
        assert_eq!(updated, README.replace("| old |\n", "\n| new |\n\n"));
        let again = find_regions(&updated).unwrap();
        assert_eq!(replace_regions(&updated, &[(again[0].clone(), "| new |".to_owned())]), updated);
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_are_kept() {
        let text = format!("\u{feff}{}", "<!-- llm-tui:begin a -->\n<!-- llm-tui:end -->\nend").replace('\n', "\r\n");
        let region = find_regions(&text).unwrap().remove(0);
        let updated = replace_regions(&text, &[(region, "x\ny\n".to_owned())]);
        assert_eq!(updated, "\u{feff}<!-- llm-tui:begin a -->\r\n\r\nx\r\ny\r\n\r\n<!-- llm-tui:end -->\r\nend");
    }

    #[test]
    fn a_broken_pair_is_an_error_with_its_line() {
        use RegionErrorKind::{Nested, NotAlone, UnknownMark, WithoutBegin, WithoutEnd};
        for (text, line, kind) in [
            ("a\n\n<!-- llm-tui:begin -->\n", 3, WithoutEnd),
            ("<!-- llm-tui:end -->\n", 1, WithoutBegin),
            ("<!-- llm-tui:begin a -->\n\n<!-- llm-tui:begin b -->\n", 3, Nested { outer_line: 1 }),
            ("text <!-- llm-tui:begin -->\n", 1, NotAlone),
            ("<!-- llm-tui:begin --> text\n", 1, NotAlone),
            ("* item\n\n  > <!-- llm-tui:begin -->\n", 3, NotAlone),
            ("<!-- llm-tui:begin a\n", 1, NotAlone),
            ("<!-- llm-tui:start -->\n", 1, UnknownMark),
        ] {
            assert_eq!(find_regions(text), Err(RegionError { line, kind }), "{text}");
        }
    }
}
