//! Characters that are unsafe to print, and positions in a text.

/// Whether a character could drive a terminal or deceive a reader: control
/// characters (tab and line feed included, as every text is one line),
/// bidirectional controls (UAX #9), line and paragraph separators, and
/// invisible characters.
#[must_use]
pub fn is_unsafe_for_terminal(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The line and the column in characters of a byte offset, both from 1.
#[must_use]
pub fn line_col(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last_line.chars().count() + 1)
}
