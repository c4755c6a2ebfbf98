//! Characters that are unsafe to print, texts that cannot be seen, and positions in a text.

use std::fmt;

use unicode_normalization::char::is_combining_mark;

/// The combining marks that may follow each other: twice as many as the longest stack in use has, a Tibetan one.
const MAX_MARKS_IN_A_ROW: usize = 16;

/// Whether a character could drive a terminal or deceive a reader: control
/// characters (tab and line feed included, as every text is one line),
/// bidirectional controls (UAX #9), line and paragraph separators, and
/// characters that leave no trace on the screen, tags and the supplement of
/// variation selectors included.
#[must_use]
pub fn is_unsafe_for_terminal(ch: char) -> bool {
    ch.is_control()
        || matches!(
            ch,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{13430}'..='\u{13440}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Whether a character is invisible, but shapes its neighbours: some scripts and emoji need it.
pub(crate) fn is_joiner(ch: char) -> bool {
    matches!(ch, '\u{200C}' | '\u{200D}')
}

/// Whether a character is drawn on the one before it. Joiners count as such.
fn is_mark(ch: char) -> bool {
    // Most characters are in these ranges, which have no marks.
    let has_no_marks = matches!(ch, ..'\u{300}' | '\u{3100}'..='\u{A66E}' | '\u{AC00}'..='\u{FAFF}');
    !has_no_marks && (is_joiner(ch) || is_combining_mark(ch))
}

/// Whether a line of JSON without escapes may have a text that [`TextError::find`] rejects. Blank texts are not found.
#[must_use]
pub fn may_have_text_error(json: &str) -> bool {
    if json.is_ascii() {
        return json.bytes().any(|byte| byte.is_ascii_control());
    }
    let (mut marks, mut last_visible) = (0, ' ');
    json.chars().any(|ch| {
        if is_mark(ch) {
            marks += 1;
            // A text that begins with a mark may have nothing else.
            return marks > MAX_MARKS_IN_A_ROW || last_visible == '"' || is_unsafe_for_terminal(ch);
        }
        marks = 0;
        if !ch.is_whitespace() {
            last_visible = ch;
        }
        is_unsafe_for_terminal(ch)
    })
}

/// Whether a text has nothing that can be seen.
#[must_use]
pub fn is_invisible(text: &str) -> bool {
    text.chars().all(|ch| ch.is_whitespace() || is_unsafe_for_terminal(ch) || is_mark(ch))
}

/// Why a catalogue cannot have a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// It has a character that is [unsafe to print](is_unsafe_for_terminal).
    Unsafe(char),
    /// It is empty, or has white space only.
    Blank,
    /// It has nothing that can be seen; the first character that is not white space.
    Invisible(char),
    /// It has too many combining marks in a row; the first one that is too many.
    TooManyMarks(char),
}

impl TextError {
    /// Finds what is wrong with a text; `None` if a catalogue can have it.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        if let Some(ch) = text.chars().find(|ch| is_unsafe_for_terminal(*ch)) {
            return Some(Self::Unsafe(ch));
        }
        let Some(first) = text.chars().find(|ch| !ch.is_whitespace()) else { return Some(Self::Blank) };
        if is_invisible(text) {
            return Some(Self::Invisible(first));
        }
        let mut marks = 0;
        let is_too_many = |ch: &char| {
            marks = if is_mark(*ch) { marks + 1 } else { 0 };
            marks > MAX_MARKS_IN_A_ROW
        };
        text.chars().find(is_too_many).map(Self::TooManyMarks)
    }
}

impl fmt::Display for TextError {
    /// What is wrong and what to do, with the character.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = |ch: char| u32::from(ch);
        match *self {
            Self::Unsafe(ch) => {
                write!(f, "U+{:04X} is a control, direction or invisible character; remove it", code(ch))
            }
            Self::Blank => f.write_str("an empty text says nothing; write one, or leave it out"),
            Self::Invisible(ch) => {
                write!(f, "U+{:04X} and what follows cannot be seen; write a text that can, or leave it out", code(ch))
            }
            Self::TooManyMarks(ch) => write!(
                f,
                "U+{:04X} is one of more than {MAX_MARKS_IN_A_ROW} combining marks in a row; remove some",
                code(ch)
            ),
        }
    }
}

/// A text without the characters that a catalogue rejects, and without white space around it. It is empty if nothing
/// is left that can be seen.
#[must_use]
pub fn sanitize(text: &str) -> String {
    let (mut marks, mut out) = (0, String::with_capacity(text.len()));
    for ch in text.chars().filter(|ch| !is_unsafe_for_terminal(*ch)) {
        marks = if is_mark(ch) { marks + 1 } else { 0 };
        if marks <= MAX_MARKS_IN_A_ROW {
            out.push(ch);
        }
    }
    if is_invisible(&out) { String::new() } else { out.trim().to_owned() }
}

/// The line and the column in characters of a byte offset, both from 1.
#[must_use]
pub fn line_col(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let last_line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last_line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_valid() {
        // The Tibetan stack has eight marks; Persian and emoji have joiners, and a heart its variation selector.
        for text in [
            "LLaMA",
            "鹏程·盘古α",
            "ཧྐྵྨླྺྼྻྂ",
            "می\u{200C}خواهم",
            "👩\u{200D}💻",
            "❤\u{FE0F}",
            "Tiếng Việt",
            "क्षत्रिय",
            "e\u{301}",
        ] {
            assert_eq!(TextError::find(text), None, "{text}");
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn the_quick_check_finds_what_the_full_one_does() {
        let flood = "a".to_owned() + &"\u{301}".repeat(17);
        for text in ["a\u{9b}", "\u{301}", " \u{200d}", "\u{fe0f} \u{301}", "\u{e0100}", &flood] {
            assert!(
                TextError::find(text).is_some() && may_have_text_error(&format!(r#"{{"name": "{text}"}}"#)),
                "{text:?}"
            );
        }
        for text in ["नमस्ते", "می\u{200C}خواهم", "e\u{301}", "盘古"] {
            assert!(!may_have_text_error(&format!(r#"{{"name": "{text}"}}"#)), "{text}");
        }
    }

    #[test]
    fn a_sanitized_text_is_valid_or_empty() {
        let flood = format!("a{}b", "\u{301}".repeat(100_000));
        for text in [" a\u{1B}[2Jb ", "\u{200D}", "\u{301}\u{302}", "\u{3164}\u{2800}", " \u{3000}", "\u{FE0F}", &flood]
        {
            let clean = sanitize(text);
            assert!(clean.is_empty() || TextError::find(&clean).is_none(), "{clean:?}");
            assert!(TextError::find(text).is_some(), "{text:?}");
        }
    }
}
