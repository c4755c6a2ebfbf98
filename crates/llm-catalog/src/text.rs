//! Characters that no text of a catalogue may hold, and places in a text.

/// Whether a sign could drive a terminal or deceive a reader: control
/// characters (tab and line feed too: every text is one line), the
/// bidirectional controls of Unicode (UAX #9), line and paragraph separators,
/// and what takes no place on the screen.
#[must_use]
pub fn is_unsafe_for_terminal(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
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

/// The line and the column in characters of a byte of a text, both from 1.
#[must_use]
pub fn line_col(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or_default());
    (before.matches('\n').count() + 1, start.chars().count() + 1)
}
