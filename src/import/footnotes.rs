//! Marks of footnotes after a text: `7B[^1]`, `7B[1]`, `7B¹`, `7B*`.

use std::borrow::Cow;

use llm_catalog::text::sanitize;

/// A label of a footnote has at most as many bytes.
const MAX_LABEL_BYTES: usize = 24;

/// Digits that are written above the line, in their order, and other characters that are.
const SUPERSCRIPTS: [(char, char); 15] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('-', '⁻'),
];

/// How a text stands to the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    #[default]
    OnLine,
    /// Above it, as the number of a footnote or an exponent.
    Raised,
    /// Below it.
    Lowered,
}

impl Script {
    /// The script that an element in HTML begins or ends; `None` for other elements.
    pub(super) fn from_tag(name: &[u8], is_end: bool) -> Option<Self> {
        match name {
            b"sup" | b"sub" if is_end => Some(Self::OnLine),
            b"sup" => Some(Self::Raised),
            b"sub" => Some(Self::Lowered),
            _ => None,
        }
    }

    /// The characters for a text in this script.
    pub(super) fn apply(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::OnLine => Cow::Borrowed(text),
            Self::Raised => Cow::Owned(to_superscript(text)),
            Self::Lowered => Cow::Owned(to_subscript(text)),
        }
    }
}

/// Raised or lowered words that say of a row that it is new, or that it will change.
const BADGES: [&str; 7] = ["new", "hot", "beta", "update", "updated", "tm", "新"];

/// What separates the notes of a mark such as `<sup>1,2</sup>`.
const MARK_SEPARATORS: [char; 5] = [',', ';', '，', '[', ']'];
/// Signs that are marks of notes.
const MARK_SIGNS: [char; 4] = ['*', '†', '‡', '§'];
/// Those that no name ends in: `PaLM 2-S*` is one.
const NAME_MARK_SIGNS: [char; 3] = ['†', '‡', '§'];

/// The characters above the line for the text of `<sup>`, so that `10³` is not read as 103. The marks of several notes have
/// no separators there, `¹²` for `1, 2`. A word that has no such characters is apart from the text before it, and a badge such
/// as `new` is no part of the text.
fn to_superscript(text: &str) -> String {
    let text = text.trim_matches(['[', ']', '(', ')']);
    if is_badge(text) {
        return String::new();
    }
    let raised = |ch| match SUPERSCRIPTS.iter().find(|(plain, _)| *plain == ch) {
        Some((_, raised)) => Some(*raised),
        None => MARK_SIGNS.contains(&ch).then_some(ch),
    };
    let plain = || if is_word(text) { format!(" {text}") } else { text.to_owned() };
    let marks = text.chars().filter(|ch| !ch.is_whitespace() && !MARK_SEPARATORS.contains(ch));
    marks.map(raised).collect::<Option<String>>().unwrap_or_else(plain)
}

/// The text of `<sub>`, which is part of the text around it, as in `H<sub>2</sub>O`, unless it is a badge or a word.
fn to_subscript(text: &str) -> String {
    match text.trim_matches(['[', ']', '(', ')']) {
        badge if is_badge(badge) => String::new(),
        word if is_word(word) => format!(" {word}"),
        _ => text.to_owned(),
    }
}

/// Whether a text is more than the end of an ordinal or the letters of an index.
fn is_word(text: &str) -> bool {
    text.chars().filter(|ch| ch.is_alphabetic()).count() > 2
}

fn is_badge(text: &str) -> bool {
    let word = text.trim_matches(|ch: char| !ch.is_alphanumeric()).to_lowercase();
    BADGES.contains(&word.as_str())
}

/// A text with raised digits and letters as plain ones: `M3` for `M³`.
pub(super) fn lower_superscripts(text: &str) -> String {
    let lower = |ch| SUPERSCRIPTS.iter().find(|(_, raised)| *raised == ch).map_or(ch, |(plain, _)| *plain);
    text.chars().map(lower).collect()
}

/// A text without the labels `[^1]`.
pub(super) fn strip_labels(text: &str) -> Cow<'_, str> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("[^") {
        let label = after.split_once(']').filter(|(label, _)| {
            !label.is_empty() && label.len() <= MAX_LABEL_BYTES && !label.contains(char::is_whitespace)
        });
        let Some((_, after)) = label else { break };
        out.push_str(before);
        rest = after;
    }
    if out.is_empty() && rest.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(out + rest) }
}

/// Whether a text ends in the mark of a note: `Yes*`.
pub(super) fn has_mark(text: &str) -> bool {
    strip_marks(text).len() < text.trim().len()
}

/// A figure without marks of footnotes. A raised number after a digit is a power, and stays.
pub(super) fn strip_footnotes(text: &str) -> String {
    strip(text, &MARK_SIGNS, true)
}

/// A text that has no powers, such as a date or the name of a license, without marks of footnotes. One that has nothing
/// else stays.
pub(super) fn strip_marks(text: &str) -> String {
    let plain = sanitize(&strip(text, &MARK_SIGNS, false));
    if plain.is_empty() { text.trim().to_owned() } else { plain }
}

/// A score without marks of footnotes. A raised number after a whole one may be a power, and stays; after a decimal fraction
/// it is none.
pub(super) fn strip_score_marks(text: &str) -> String {
    let plain = strip_footnotes(text);
    let number = trim_raised_digits(&plain);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_fraction = number.rsplit_once('.').is_some_and(|(_, fraction)| is_digits(fraction));
    if is_fraction { strip_marks(number) } else { plain }
}

/// A name without marks of footnotes, which may be less than a name.
pub(super) fn strip_marks_of_name(name: &str) -> String {
    strip(name, &NAME_MARK_SIGNS, false)
}

/// A text without raised digits and letters at its end.
pub(super) fn trim_raised_digits(text: &str) -> &str {
    text.trim_end_matches(|ch| SUPERSCRIPTS.iter().any(|(_, raised)| *raised == ch))
}

/// A text without the numbers in brackets at its end: `[1]`, `[1, 2]`.
fn trim_numbers_in_brackets(text: &str) -> &str {
    let label = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let label = label.filter(|(_, label)| label.split([',', ';', '，']).all(|part| is_number(part.trim())));
    label.map_or(text, |(before, _)| before).trim_end()
}

/// A text without marks of footnotes at its end: numbers in brackets, raised characters and some `signs`.
fn strip(text: &str, signs: &[char], has_powers: bool) -> String {
    let mut text = strip_labels(text).trim().to_owned();
    loop {
        let short = text.trim_end_matches(signs).trim_end();
        let without_raised = trim_raised_digits(short);
        let is_power = has_powers && without_raised.ends_with(|ch: char| ch.is_ascii_digit());
        let short = if is_power { short } else { without_raised };
        let short = trim_numbers_in_brackets(short);
        if short.len() == text.len() {
            return text;
        }
        text.truncate(short.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_are_no_part_of_a_figure() {
        for text in ["7B[^1]", "7B[^note]", "7B[1]", "7B¹", "7B*", "7B ¹ *", "7B[1][2]", "7B[1, 2]", "7Bᵃ"] {
            assert_eq!(strip_footnotes(text), "7B", "{text}");
        }
        for text in ["10³", "[^", "[^ a]", "a [b]"] {
            assert_eq!(strip_footnotes(text), text);
        }
        for text in ["2023-05¹", "2023-05 ²*", "2023-05[3]"] {
            assert_eq!(strip_marks(text), "2023-05", "{text}");
        }
        for text in ["*", "¹", "\u{301}¹", "[1]"] {
            assert_eq!(strip_marks(text), text);
        }
        for (text, expected) in [
            ("62.1²", "62.1"),
            ("62.1² *", "62.1"),
            ("62.1*", "62.1"),
            ("62%¹", "62%"),
            ("62 [1]", "62"),
            ("10²", "10²"),
            ("10² †", "10²"),
            ("1.5×10²", "1.5×10²"),
        ] {
            assert_eq!(strip_score_marks(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_raised_stays_so() {
        for (text, expected) in [
            ("3", "³"),
            ("[1]", "¹"),
            ("1,2", "¹²"),
            ("[1], [2]", "¹²"),
            ("a; b", "ᵃᵇ"),
            ("1,*", "¹*"),
            (",", ""),
            ("e.g.", "e.g."),
            ("st", "st"),
            ("*", "*"),
            ("new", ""),
            ("NEW!", ""),
            ("v2 preview", " v2 preview"),
        ] {
            assert_eq!(to_superscript(text), expected);
        }
        assert_eq!(lower_superscripts("M³CoT 2"), "M3CoT 2");
    }
}
