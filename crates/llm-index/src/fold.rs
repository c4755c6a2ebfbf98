//! Folding: the form of a text that all of its spellings share.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a name: full-width characters, letter case, accents, spaces and punctuation make no
/// difference. A dot stands for whatever separates two digits, so that `3-1` equals `3.1` but not
/// `31`; a plus sign stays, as in `Command R+`.
#[must_use]
pub fn fold_name(text: &str) -> String {
    if text.is_ascii() { Folded::new(text.chars()).collect() } else { Folded::new(decompose(text)).collect() }
}

/// Appends the folded form of a text in UTF-8 to `out`.
pub(crate) fn fold_name_into(text: &[u8], out: &mut Vec<u8>) {
    if !text.is_ascii() {
        out.extend_from_slice(fold_name(&String::from_utf8_lossy(text)).as_bytes());
        return;
    }
    let (mut is_after_digit, mut is_separated) = (false, false);
    for byte in text {
        if !is_kept(*byte) {
            is_separated = true;
            continue;
        }
        let is_digit = byte.is_ascii_digit();
        if is_separated && is_after_digit && is_digit {
            out.push(b'.');
        }
        out.push(byte.to_ascii_lowercase());
        (is_after_digit, is_separated) = (is_digit, false);
    }
}

/// Folds running text: as [`fold_name`], but only a hyphen or underscore equals a space, and other
/// punctuation stays.
pub(crate) fn fold_prose(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_prose_into(text, &mut folded);
    folded
}

/// Appends the folded form of running text to `out`.
pub(crate) fn fold_prose_into(text: &str, out: &mut String) {
    let fold = |ch| match ch {
        '-' | '_' => ' ',
        ch => ch,
    };
    if text.is_ascii() {
        out.extend(text.chars().map(|ch| fold(ch.to_ascii_lowercase())));
    } else {
        out.extend(text.nfkc().flat_map(char::to_lowercase).map(fold));
    }
}

/// How the folded form of a text compares to a folded query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameMatch {
    NoMatch,
    /// The text begins with the query and has this number of letters and digits more.
    Prefix(usize),
    Exact,
}

/// Compares a text in UTF-8 with a folded query, without allocating.
pub(crate) fn compare_folded(text: &[u8], query: &str) -> NameMatch {
    let mut expected = query.bytes();
    let (mut is_after_digit, mut is_separated, mut more) = (false, false, 0);
    for byte in text {
        if !byte.is_ascii() {
            return compare_chars(Folded::new(decompose(&String::from_utf8_lossy(text))), query);
        }
        if !is_kept(*byte) {
            is_separated = true;
            continue;
        }
        let is_digit = byte.is_ascii_digit();
        if more > 0 {
            more += 1;
        } else {
            let has_dot = is_separated && is_after_digit && is_digit;
            match if has_dot { expected.next() } else { Some(b'.') } {
                Some(b'.') => match expected.next() {
                    Some(expected) if expected == byte.to_ascii_lowercase() => {}
                    Some(_) => return NameMatch::NoMatch,
                    None => more = 1,
                },
                Some(_) => return NameMatch::NoMatch,
                None => more = 1,
            }
        }
        (is_after_digit, is_separated) = (is_digit, false);
    }
    match (more, expected.next()) {
        (0, None) => NameMatch::Exact,
        (0, Some(_)) => NameMatch::NoMatch,
        (more, _) => NameMatch::Prefix(more),
    }
}

fn compare_chars(mut chars: impl Iterator<Item = char>, query: &str) -> NameMatch {
    if !query.chars().all(|expected| chars.next() == Some(expected)) {
        return NameMatch::NoMatch;
    }
    match chars.filter(|ch| *ch != '.').count() {
        0 => NameMatch::Exact,
        more => NameMatch::Prefix(more),
    }
}

/// Whether an ASCII character is a part of a folded name.
fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+'
}

/// The characters of a text in compatibility decomposition, without accents.
fn decompose(text: &str) -> impl Iterator<Item = char> {
    text.nfkd().filter(|ch| !is_combining_mark(*ch))
}

/// Iterates over the folded form of characters.
pub(crate) struct Folded<I> {
    chars: I,
    is_after_digit: bool,
    /// The character after a dot.
    next: Option<char>,
}

impl<I: Iterator<Item = char>> Folded<I> {
    pub fn new(chars: I) -> Self {
        Self { chars, is_after_digit: false, next: None }
    }
}

impl<I: Iterator<Item = char>> Iterator for Folded<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(ch) = self.next.take() {
            return Some(ch);
        }
        let mut is_separated = false;
        loop {
            let ch = self.chars.next()?;
            if !(ch.is_alphanumeric() || ch == '+') {
                is_separated = true;
                continue;
            }
            // One character, as a letter that becomes several is not in use in names.
            let ch = if ch.is_ascii() { ch.to_ascii_lowercase() } else { ch.to_lowercase().next().unwrap_or(ch) };
            let is_digit = ch.is_ascii_digit();
            let has_dot = is_separated && self.is_after_digit && is_digit;
            self.is_after_digit = is_digit;
            if has_dot {
                self.next = Some(ch);
                return Some('.');
            }
            return Some(ch);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_a_name_are_equal() {
        for spellings in [
            &["GPT-4.1", "gpt 4.1", "gpt4-1", "GPT_4_1", "ＧＰＴ－４．１", "gpt‑4.1"][..],
            &["Command R+", "command-r+", "ＣＯＭＭＡＮＤ　Ｒ＋"],
            &["Tülu 2", "tulu2", "TU\u{308}LU-2"],
            &["鹏程·盘古α", "鹏程.盘古 Α"],
            &["Llama 3.1 8B", "llama-3.1-8b", "Llama-3-1-8b"],
        ] {
            let folded: Vec<_> = spellings.iter().map(|text| fold_name(text)).collect();
            assert!(folded.iter().all(|text| *text == folded[0]), "{folded:?}");
        }
        for (text, other) in [("GPT-41", "GPT-4.1"), ("Command R", "Command R+"), ("M2.7", "M2.5"), ("盘古α", "盘古Σ")]
        {
            assert_ne!(fold_name(text), fold_name(other));
        }
    }

    proptest! {
        #[test]
        fn comparing_equals_folding_first(text in "[abAB12 ._+-]{0,8}|[aB1é盘Ａ -]{0,6}", query in "[ab12é盘]{1,3}") {
            let (folded, query) = (fold_name(&text), fold_name(&query));
            let expected = match folded.strip_prefix(&query) {
                Some("") => NameMatch::Exact,
                Some(more) => NameMatch::Prefix(more.chars().filter(|ch| *ch != '.').count()),
                None => NameMatch::NoMatch,
            };
            prop_assert_eq!(compare_folded(text.as_bytes(), &query), expected);
            let mut buf = Vec::new();
            fold_name_into(text.as_bytes(), &mut buf);
            prop_assert_eq!(buf, folded.as_bytes());
        }

        // A search refines the results for what was typed before.
        #[test]
        fn the_fold_of_a_beginning_is_a_beginning_of_the_fold(text in "[abAB12 ._+盘-]{0,10}") {
            let folded = fold_name(&text);
            for (end, _) in text.char_indices() {
                prop_assert!(folded.starts_with(&fold_name(text.get(..end).unwrap())));
            }
        }
    }
}
