//! Regions of a Markdown file that an export writes, between markers:
//! `<!-- llm-tui:begin QUERY -->` and `<!-- llm-tui:end -->`.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What each marker begins with, after blanks.
const MARKER_NAME: &str = "llm-tui:";
const COMMENT_START: &str = "<!--";
const COMMENT_END: &str = "-->";
const BYTE_ORDER_MARK: char = '\u{feff}';
/// What is around the front matter of YAML and of TOML, each on a line of its own.
const FRONT_MATTER_FENCES: [&str; 2] = ["---", "+++"];
const MAX_HEADING_LEVEL: usize = 6;

/// A region of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region<'a> {
    /// What the first marker says between `begin` and `-->`: a query and options.
    pub arguments: &'a str,
    /// The line of the first marker, from 1.
    pub line: usize,
    /// The level for headings in the region: one below that of the last heading before it, at most 6.
    pub heading_level: usize,
    /// The bytes between the markers.
    content: Range<usize>,
}

/// A marker that has no partner, or that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionError {
    /// The line of the marker, from 1.
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
    /// A marker has other text on its lines.
    NotAlone,
    /// Neither `begin` nor `end`.
    UnknownMarker,
}

/// A marker, with its bytes in the text.
struct Marker<'a> {
    range: Range<usize>,
    /// What it says: `begin QUERY` or `end`.
    text: &'a str,
    heading_level: usize,
}

/// The regions of a Markdown text, in order. Markers in code are examples, not markers.
///
/// # Errors
///
/// Fails if a marker has no partner or cannot be read.
pub fn find_regions(text: &str) -> Result<Vec<Region<'_>>, RegionError> {
    let mut regions = Vec::new();
    let mut open: Option<Marker> = None;
    for marker in find_markers(text)? {
        let line = line_at(text, marker.range.start);
        let error = |kind| Err(RegionError { line, kind });
        let (word, arguments) = marker.text.split_once(char::is_whitespace).unwrap_or((marker.text, ""));
        match (word, open.take()) {
            ("begin", None) => open = Some(Marker { text: arguments.trim(), ..marker }),
            ("begin", Some(outer)) => {
                return error(RegionErrorKind::Nested { outer_line: line_at(text, outer.range.start) });
            }
            ("end", Some(begin)) => regions.push(Region {
                arguments: begin.text,
                line: line_at(text, begin.range.start),
                heading_level: begin.heading_level,
                content: begin.range.end..marker.range.start,
            }),
            ("end", None) => return error(RegionErrorKind::WithoutBegin),
            _ => return error(RegionErrorKind::UnknownMarker),
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

fn find_markers(text: &str) -> Result<Vec<Marker<'_>>, RegionError> {
    let offset = front_matter_end(text);
    let markdown = text.get(offset..).unwrap_or_default();
    let (mut markers, mut heading_level) = (Vec::new(), 1);
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
                for marker in markers_in(text, range)? {
                    if nesting > 0 {
                        return Err(RegionError {
                            line: line_at(text, marker.range.start),
                            kind: RegionErrorKind::NotAlone,
                        });
                    }
                    is_in_region = !marker.text.starts_with("end");
                    markers.push(Marker { heading_level: (heading_level + 1).min(MAX_HEADING_LEVEL), ..marker });
                }
            }
            Event::InlineHtml(html) if html.strip_prefix(COMMENT_START).is_some_and(is_marker) => {
                return Err(RegionError { line: line_at(text, range.start), kind: RegionErrorKind::NotAlone });
            }
            _ => {}
        }
    }
    Ok(markers)
}

/// The markers in a block of HTML. The range of each begins with its line and ends after it.
fn markers_in(text: &str, block: Range<usize>) -> Result<Vec<Marker<'_>>, RegionError> {
    let (mut markers, mut from) = (Vec::new(), block.start);
    while let Some(found) = text.get(from..block.end).and_then(|rest| rest.find(COMMENT_START)) {
        let start = from + found;
        let name = start + COMMENT_START.len();
        let rest = text.get(name..block.end).unwrap_or_default();
        if !is_marker(rest) {
            from = name;
            continue;
        }
        let not_alone = RegionError { line: line_at(text, start), kind: RegionErrorKind::NotAlone };
        let inner = name + (rest.len() - rest.trim_start().len()) + MARKER_NAME.len();
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
        markers.push(Marker { range: line_start..line_end, text: content, heading_level: 0 });
        from = line_end.min(block.end).max(comment_end);
    }
    Ok(markers)
}

/// Whether a comment, after its start, is a marker.
fn is_marker(comment: &str) -> bool {
    comment.trim_start().starts_with(MARKER_NAME)
}

/// Where the Markdown of a text begins: after a byte order mark and front matter, which has comments and underlines
/// that Markdown would take for headings.
fn front_matter_end(text: &str) -> usize {
    let markdown = text.trim_start_matches(BYTE_ORDER_MARK);
    let start = text.len() - markdown.len();
    let mut lines = markdown.split_inclusive('\n');
    let Some(fence) = lines.next().map(str::trim_end).filter(|line| FRONT_MATTER_FENCES.contains(line)) else {
        return start;
    };
    // A rule between paragraphs has a blank line after it.
    if lines.clone().next().is_none_or(|line| line.trim().is_empty()) {
        return start;
    }
    let mut end = start + markdown.find('\n').map_or(0, |newline| newline + 1);
    for line in lines {
        // A region cannot be in front matter: what has a marker is text between rules.
        if line.split_once(COMMENT_START).is_some_and(|(_, comment)| is_marker(comment)) {
            return start;
        }
        end += line.len();
        if line.trim_end() == fence {
            return end;
        }
    }
    start
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
        use RegionErrorKind::{Nested, NotAlone, UnknownMarker, WithoutBegin, WithoutEnd};
        for (text, line, kind) in [
            ("a\n\n<!-- llm-tui:begin -->\n", 3, WithoutEnd),
            ("<!-- llm-tui:end -->\n", 1, WithoutBegin),
            ("<!-- llm-tui:begin a -->\n\n<!-- llm-tui:begin b -->\n", 3, Nested { outer_line: 1 }),
            ("text <!-- llm-tui:begin -->\n", 1, NotAlone),
            ("<!-- llm-tui:begin --> text\n", 1, NotAlone),
            ("* item\n\n  > <!-- llm-tui:begin -->\n", 3, NotAlone),
            ("<!-- llm-tui:begin a\n", 1, NotAlone),
            ("<!-- llm-tui:start -->\n", 1, UnknownMarker),
            ("<!--llm-tui:start-->\n", 1, UnknownMarker),
            ("text <!--llm-tui:begin-->\n", 1, NotAlone),
        ] {
            assert_eq!(find_regions(text), Err(RegionError { line, kind }), "{text}");
        }
    }

    #[test]
    fn blanks_in_a_marker_do_not_matter() {
        for (begin, end) in [
            ("<!--llm-tui:begin open:yes-->", "<!--llm-tui:end-->"),
            ("<!--\tllm-tui: begin   open:yes -->", "<!--   llm-tui:end   -->"),
            ("<!--\n  llm-tui:begin\n  open:yes\n-->", "<!--\nllm-tui:end\n-->"),
            ("<!-- note --><!---->\n\n<!-- llm-tui:begin open:yes -->", "<!-- llm-tui:end -->"),
        ] {
            let text = format!("{begin}\nold\n{end}\n");
            let regions = find_regions(&text).unwrap();
            let [region] = regions.as_slice() else { panic!("{text}: {regions:?}") };
            assert_eq!(region.arguments, "open:yes", "{text}");
            let updated = replace_regions(&text, &[(region.clone(), "new".to_owned())]);
            assert_eq!(updated, format!("{begin}\n\nnew\n\n{end}\n"));
        }
    }

    #[test]
    fn the_level_of_headings_is_one_below_the_last_heading() {
        let level = |before: &str| {
            let text = format!("{before}<!-- llm-tui:begin a -->\n<!-- llm-tui:end -->\n");
            find_regions(&text).unwrap().remove(0).heading_level
        };
        assert_eq!(level(""), 2);
        assert_eq!(level("###### f\n\n"), 6);
        assert_eq!(level("##### e\n\n"), 6);
        // Front matter is no heading, and it is only at the start of a file.
        assert_eq!(level("---\ntitle: x\n---\n\n"), 2);
        assert_eq!(level("\u{feff}---\r\ntitle: x\r\n---\r\n### c\r\n\r\n"), 4);
        assert_eq!(level("+++\n#### comment\n+++\n\n"), 2);
        assert_eq!(level("---\n\n### c\n\n---\n\n"), 4);
        assert_eq!(level("# a\n\n---\nb\n\n### c\n\n"), 4);
        assert_eq!(level("---\n### c\n\n"), 4);
        // Comments are in front matter too, markers are not.
        assert_eq!(level("---\n#### x\n<!--more-->\n---\n\n"), 2);
        assert_eq!(level("---\n### c\n<!-- llm-tui:begin b -->\n<!-- llm-tui:end -->\n\n---\n\n"), 4);
    }
}
