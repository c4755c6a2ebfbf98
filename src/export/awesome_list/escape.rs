//! Escapes text for Markdown.

use std::collections::HashMap;

use llm_catalog::link::Url;

/// Special in text: the characters of `CommonMark` and of GitHub's tables, strikethrough and formulas.
const TEXT_SPECIAL_CHARS: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '$'];
/// Special in the URL of a link, which ends at a blank or a bracket.
const URL_SPECIAL_CHARS: [char; 8] = ['\\', '`', '(', ')', '<', '>', '&', '|'];

/// Escapes text within a line or a cell.
pub(super) fn escape_text(text: &str) -> String {
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
    format!("{number}{escape}{}", escape_text(rest))
}

/// A link with a plain text, which is escaped.
pub(super) fn markdown_link(label: &str, url: &Url) -> String {
    format!("[{}]({})", escape_text(label), escape_chars(url.as_str(), &URL_SPECIAL_CHARS))
}

/// The anchors that GitHub gives the headings of a page: a number tells equal ones apart.
#[derive(Default)]
pub(super) struct AnchorAllocator(HashMap<String, usize>);

impl AnchorAllocator {
    /// The anchor of the next heading.
    pub fn anchor(&mut self, heading: &str) -> String {
        let chars = heading.chars().filter(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_'));
        let anchor = chars.collect::<String>().to_lowercase().replace(' ', "-");
        let count = self.0.entry(anchor.clone()).or_default();
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{}", *count - 1) }
    }
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
