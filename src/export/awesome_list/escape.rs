//! Text in Markdown that reads as itself, whatever is in it.

use llm_catalog::link::Url;

/// Signs that Markdown could take for its own in text: those of `CommonMark`
/// and of what GitHub adds (tables, strikethrough, formulas).
const TEXT_SPECIAL_CHARS: [char; 12] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '|', '~', '$'];
/// The same in the address of a link, which ends at a blank or a bracket.
const URL_SPECIAL_CHARS: [char; 8] = ['\\', '`', '(', ')', '<', '>', '&', '|'];

/// Text within a line or a cell.
pub(super) fn escape_text(text: &str) -> String {
    escape_chars(text, &TEXT_SPECIAL_CHARS)
}

/// Text that begins a line: `1.`, `-` and `#` would begin a list or a heading.
pub(super) fn escape_line_start(line: &str) -> String {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_mark = match line.get(number..).and_then(|rest| rest.chars().next()) {
        Some('.' | ')') => number > 0,
        Some('#' | '-' | '+') => number == 0,
        _ => false,
    };
    let (number, rest) = if is_mark { line.split_at(number) } else { ("", line) };
    let escape = if is_mark { "\\" } else { "" };
    format!("{number}{escape}{}", escape_text(rest))
}

/// A link that shows a text.
pub(super) fn markdown_link(label: &str, url: &Url) -> String {
    format!("[{}]({})", escape_text(label), escape_chars(url.as_str(), &URL_SPECIAL_CHARS))
}

/// Where GitHub puts the anchor of a heading.
pub(super) fn heading_anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn escape_chars(text: &str, signs: &[char]) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if signs.contains(&sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}
