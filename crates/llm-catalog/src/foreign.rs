//! Text that is not the program's own, as messages print it.
//!
//! Whatever comes from a file, an argument or the environment is printed by way of [`Foreign`], so that none of it can
//! drive a terminal, reorder a line or flood it. [`escape_message`] and [`escape_json`] are for whole outputs.

use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use crate::text::{is_joiner, is_unsafe_for_terminal};

/// The columns of a text inside a message, which may have several.
const MAX_COLUMNS: usize = 80;
/// The columns of the only text of a message.
const MAX_LONG_COLUMNS: usize = 200;
/// Stands for what was cut.
const ELLIPSIS: char = '…';

/// A text of a file, an argument or the environment. It is printed on one line, with `\u{9b}` for each character that
/// is [unsafe](is_unsafe_for_terminal), and cut in the middle if it is long.
#[derive(Clone, Copy, Debug)]
pub struct Foreign<'a> {
    text: &'a str,
    max_columns: usize,
}

impl<'a> Foreign<'a> {
    /// A name or a value. It takes at most 80 columns.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, max_columns: MAX_COLUMNS }
    }

    /// A text that takes at most a number of columns.
    #[must_use]
    pub fn cut(text: &'a str, max_columns: usize) -> Self {
        Self { text, max_columns }
    }

    /// A path, a query or the message of another program, of which a message has one. It takes at most 200 columns.
    #[must_use]
    pub fn long(text: &'a str) -> Self {
        Self { text, max_columns: MAX_LONG_COLUMNS }
    }
}

impl fmt::Display for Foreign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |f: &mut fmt::Formatter<'_>, text: &str| text.chars().try_for_each(|ch| write_escaped(f, ch));
        if self.text.len() <= self.max_columns / 2 || columns_within(self.text.chars(), self.max_columns).is_none() {
            return write(f, self.text);
        }
        // The end of a path says more than its start.
        let (start, end) = (self.max_columns / 3, self.max_columns - self.max_columns / 3 - 1);
        let start = columns_within(self.text.chars(), start).unwrap_or_default();
        let end = self.text.len() - columns_within(self.text.chars().rev(), end).unwrap_or_default();
        write(f, self.text.get(..start).unwrap_or_default())?;
        f.write_char(ELLIPSIS)?;
        write(f, self.text.get(end..).unwrap_or_default())
    }
}

/// The bytes of the characters that fit a number of columns; `None` if all do.
fn columns_within(chars: impl Iterator<Item = char>, max_columns: usize) -> Option<usize> {
    let (mut columns, mut bytes) = (0, 0);
    for ch in chars {
        columns += escaped_columns(ch);
        if columns > max_columns {
            return Some(bytes);
        }
        bytes += ch.len_utf8();
    }
    None
}

/// At least the columns that a character takes: no terminal draws one wider than two.
fn escaped_columns(ch: char) -> usize {
    if needs_escape(ch) {
        r"\u{}".len() + format!("{:x}", u32::from(ch)).len()
    } else if ch.is_ascii() {
        1
    } else {
        2
    }
}

fn needs_escape(ch: char) -> bool {
    is_unsafe_for_terminal(ch) || is_joiner(ch)
}

fn write_escaped(out: &mut impl Write, ch: char) -> fmt::Result {
    if needs_escape(ch) { write!(out, "{}", ch.escape_unicode()) } else { out.write_char(ch) }
}

/// A message of one or more lines without characters that are unsafe to print, whoever wrote them.
#[must_use]
pub fn escape_message(message: &str) -> Cow<'_, str> {
    let is_escaped = |ch: char| is_unsafe_for_terminal(ch) && ch != '\n';
    escape_where(message, is_escaped, |out, ch| out.extend(ch.escape_unicode()))
}

/// JSON with an escape (RFC 8259) for each character that is unsafe to print. It means the same.
#[must_use]
pub fn escape_json(json: &str) -> Cow<'_, str> {
    // Between values there may be line feeds; inside strings they have an escape already.
    let is_escaped = |ch: char| needs_escape(ch) && ch != '\n';
    escape_where(json, is_escaped, |out, ch| {
        out.extend(ch.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
    })
}

fn escape_where(text: &str, is_escaped: impl Fn(char) -> bool, escape: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if is_escaped(ch) { escape(&mut out, ch) } else { out.push(ch) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_characters_are_escaped() {
        let print = |text| Foreign::new(text).to_string();
        assert_eq!(print("a\u{1b}]52;c;x\u{7}\u{9b}\nb"), r"a\u{1b}]52;c;x\u{7}\u{9b}\u{a}b");
        assert_eq!(print("\u{202e}\u{e0100}\u{200d}"), r"\u{202e}\u{e0100}\u{200d}");
        assert_eq!(print("盘古 é"), "盘古 é");
        assert_eq!(escape_message("a\u{9b}\nb"), "a\\u{9b}\nb");
        assert_eq!(escape_json("[\n\"\u{7f}\u{e0100}\"]"), "[\n\"\\u007f\\udb40\\udd00\"]");
    }

    #[test]
    fn a_long_text_is_cut_in_the_middle() {
        let path = format!("/home/{}/file.toml", "long/".repeat(1_000));
        let printed = Foreign::long(&path).to_string();
        assert!(printed.starts_with("/home/long/") && printed.ends_with("/long//file.toml"), "{printed}");
        assert_eq!(printed.chars().count(), 200);
        for text in ["a", "盘", "\u{301}", "\u{1b}", "\u{e0100}"] {
            let printed = Foreign::new(&text.repeat(100_000)).to_string();
            assert!(printed.chars().count() <= 80, "{printed}");
        }
        assert_eq!(Foreign::new(&"x".repeat(80)).to_string(), "x".repeat(80));
    }
}
