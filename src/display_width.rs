//! Text measured in columns of a terminal: its width, cutting and wrapping.
//!
//! Characters of ambiguous width (`…`, `·`, `→`) count as narrow. For terminals that draw them wide, the program's own
//! signs are replaced (see [`glyphs`](crate::glyphs)).

use std::borrow::Cow;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::glyphs::ELLIPSIS;

/// The maximum width of prose, in columns. Longer lines are hard to read.
pub const MAX_TEXT_WIDTH: u16 = 100;

#[must_use]
pub fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.width() }
}

/// True for printable ASCII, of which each byte is a character of one column: most text, which then need not be
/// segmented.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(is_plain_byte)
}

const fn is_plain_byte(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// True if a text has the same width in every terminal.
#[must_use]
pub fn has_unambiguous_width(text: &str) -> bool {
    text.width() == text.width_cjk()
}

/// The text without its first `columns`. A wide character that would be cut in half is skipped too.
#[must_use]
pub fn skip_columns(text: &str, columns: usize) -> &str {
    let mut skipped = 0;
    let start = text.grapheme_indices(true).find_map(|(idx, grapheme)| {
        let start = (skipped >= columns).then_some(idx);
        skipped += width(grapheme);
        start
    });
    start.and_then(|start| text.get(start..)).unwrap_or_default()
}

/// Whether a text takes at most `columns`. No more of it is read than takes so many, or so many bytes that every
/// character may have no width.
#[must_use]
pub fn fits(text: &str, columns: usize) -> bool {
    // No character has more columns than bytes.
    text.len() <= columns || take_columns(text, columns).len() == text.len()
}

/// Cuts a text to at most `columns`, and marks the cut with `…`.
#[must_use]
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if fits(text, columns) {
        return text.into();
    }
    let mut cut = take_columns(text, columns.saturating_sub(width(ELLIPSIS))).to_owned();
    cut.push_str(take_columns(ELLIPSIS, columns));
    cut.into()
}

/// Pads or truncates a text to a width.
#[must_use]
pub fn pad_to_width(text: &str, columns: usize) -> String {
    let text = truncate(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    text.into_owned() + &" ".repeat(blanks)
}

/// The longest prefix of a text that takes at most `columns`.
fn take_columns(text: &str, columns: usize) -> &str {
    let plain_len = text.bytes().take(columns.saturating_add(1)).take_while(|byte| is_plain_byte(*byte)).count();
    if plain_len == text.len() || plain_len > columns {
        // The next character, if any, begins a grapheme.
        return text.get(..plain_len.min(columns)).unwrap_or(text);
    }
    let mut used = 0;
    let end = text.grapheme_indices(true).find_map(|(idx, grapheme)| {
        used += width(grapheme);
        (used > columns).then_some(idx)
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Wraps a text into lines of at most `columns`. Lines are broken where Unicode allows it (UAX #14: between words,
/// between Chinese characters, not before a full stop), and within a word only if it is wider than a line.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    // Space for one wide character.
    let columns = columns.max(2);
    let mut lines = Vec::new();
    // The line so far, with its width.
    let (mut line, mut used) = (String::new(), 0);
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let segment = text.get(start..end).unwrap_or_default();
        start = end;
        let word = segment.trim_end();
        // A word of no width, such as a lone combining mark, fits nowhere behind a blank at the end of a full line.
        let is_over_full = used > columns && !word.is_empty();
        if !line.is_empty() && (is_over_full || !fits(word, columns.saturating_sub(used))) {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        let mut rest = word;
        while !fits(rest, columns) {
            // A grapheme wider than the line gets a separate line.
            let head = match take_columns(rest, columns) {
                "" => rest.graphemes(true).next().unwrap_or(rest),
                head => head,
            };
            lines.push(head.to_owned());
            rest = rest.get(head.len()..).unwrap_or_default();
        }
        let blanks = segment.get(word.len()..).unwrap_or_default();
        line.push_str(rest);
        line.push_str(blanks);
        used += width(rest) + width(blanks);
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Wraps a text into at most `max_lines`; the last one ends with `…` if there is more.
#[must_use]
pub fn wrap_at_most(text: &str, columns: usize, max_lines: usize) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if lines.len() > max_lines {
        let rest = lines.split_off(max_lines.saturating_sub(1)).join(" ");
        lines.push(truncate(&rest, columns).into_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn measures_columns() {
        assert_eq!(width("鹏程.盘古α"), 10);
        assert_eq!(width("LLaMA"), 5);
    }

    proptest! {
        #[test]
        fn plain_text_is_measured_and_cut_as_any_other(text in "[ -~]{0,9}[ -~中e\u{301}\t]{0,3}", columns in 0..14_usize) {
            prop_assert_eq!(width(&text), text.width());
            let mut used = 0;
            let fits = |grapheme: &&str| {
                used += grapheme.width();
                used <= columns
            };
            let expected: String = text.graphemes(true).take_while(fits).collect();
            prop_assert_eq!(take_columns(&text, columns), expected);
        }
    }

    #[test]
    fn cuts_between_characters() {
        assert_eq!(truncate("LLaMA", 5), "LLaMA");
        assert_eq!(truncate("Chinchilla", 6), "Chinc…");
        assert_eq!(truncate("鹏程.盘古α", 7), "鹏程.…");
        assert_eq!(truncate("鹏程", 3), "鹏…");
        assert_eq!(truncate("abc", 1), "…");
        assert_eq!(truncate("abc", 0), "");
    }

    #[test]
    fn wraps_words_and_characters() {
        assert_eq!(wrap("trained on public data", 10), ["trained on", "public", "data"]);
        assert_eq!(wrap_at_most("trained on public data", 10, 2), ["trained on", "public da…"]);
        assert_eq!(wrap("首个完全开源的模型。", 8), ["首个完全", "开源的模", "型。"]);
        assert_eq!(wrap("中文，标点", 4), ["中", "文，", "标点"]);
        assert_eq!(wrap("a-very-long-word", 6).concat(), "a-very-long-word");
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("abcdef \u{94d}", 6), ["abcdef", "\u{94d}"]);
        assert_eq!(wrap("क्ष्म्यक्ष्म्य", 2).concat(), "क्ष्म्यक्ष्म्य");
    }
}
