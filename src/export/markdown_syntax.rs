//! Markdown syntax: escaping, links, tables.

use llm_catalog::link::Url;

/// Special in text: the characters of `CommonMark` and of GitHub's tables, strikethrough and formulas.
const TEXT_SPECIAL_CHARS: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '$'];
/// Special in the URL of a link, which ends at a blank or a bracket.
const URL_SPECIAL_CHARS: [char; 8] = ['\\', '`', '(', ')', '<', '>', '&', '|'];

/// Escapes text within a line or a cell.
pub(crate) fn escape_markdown(text: &str) -> String {
    escape_chars(text, &TEXT_SPECIAL_CHARS)
}

/// Escapes text at the start of a line, where `1.`, `-` and `#` would begin a list or a heading.
pub(super) fn escape_line_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let is_marker = match line.get(digits..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') => digits > 0,
        Some('#' | '-' | '+') => digits == 0,
        _ => false,
    };
    let (number, rest) = if is_marker { line.split_at(digits) } else { ("", line) };
    let escape = if is_marker { "\\" } else { "" };
    format!("{number}{escape}{}", escape_markdown(rest))
}

/// A link with a plain text, which is escaped.
pub(crate) fn markdown_link(label: &str, url: &Url) -> String {
    format!("[{}]({})", escape_markdown(label), escape_chars(url.as_str(), &URL_SPECIAL_CHARS))
}

/// A line of a table.
pub(super) fn table_row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn escape_chars(text: &str, special: &[char]) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        if special.contains(&ch) {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}
