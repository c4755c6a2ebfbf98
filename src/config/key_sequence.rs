//! A key, or several keys one after the other.

use std::{borrow::Cow, fmt, str::FromStr};

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use crossterm::event::{KeyCode, KeyModifiers};

/// The most keys of a sequence.
const MAX_KEYS: usize = 4;

/// One or more keys: `j`, `ctrl-d`, `g g`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySequence(Vec<KeyCombination>);

/// A text that names no keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidKeys;

impl FromStr for KeySequence {
    type Err = InvalidKeys;

    /// Parses keys separated by spaces. A capital letter is one with Shift.
    fn from_str(text: &str) -> Result<Self, InvalidKeys> {
        let keys = text.split_whitespace().map(|key| crokey::parse(&with_shift(key)).map_err(|_| InvalidKeys));
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        if (1..=MAX_KEYS).contains(&keys.len()) { Ok(Self(keys)) } else { Err(InvalidKeys) }
    }
}

impl fmt::Display for KeySequence {
    /// The keys as people write them: `G`, `Ctrl-d`, `g g`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, key) in self.0.iter().enumerate() {
            if idx > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&format_key(*key))?;
        }
        Ok(())
    }
}

impl KeySequence {
    /// Whether the sequence begins with some keys, or is those keys.
    #[must_use]
    pub fn starts_with(&self, keys: &[KeyCombination]) -> bool {
        let same = |(one, other): (&KeyCombination, &KeyCombination)| normalize_key(*one) == normalize_key(*other);
        self.0.len() >= keys.len() && self.0.iter().zip(keys).all(same)
    }

    /// Whether one of two sequences is the start of the other, or both are the same.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_with(&other.0) || other.starts_with(&self.0)
    }

    /// The keys after the first `count`.
    #[must_use]
    pub fn rest(&self, count: usize) -> Self {
        Self(self.0.iter().skip(count).copied().collect())
    }

    /// The keys as the configuration writes them: `shift-g`, `ctrl-d`, `g g`.
    #[must_use]
    pub fn to_toml(&self) -> String {
        self.0.iter().map(|key| key.to_string().to_ascii_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// The number of keys.
    #[must_use]
    pub fn key_count(&self) -> usize {
        self.0.len()
    }

    /// True if the first key types a character.
    #[must_use]
    pub fn types_text(&self) -> bool {
        let first = self.0.first().copied().map(normalize_key);
        first.is_some_and(|key| {
            matches!(key.codes, OneToThree::One(KeyCode::Char(_)))
                && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        })
    }
}

/// A key with Shift in words for a capital letter: `shift-g` for `G`, `ctrl-shift-g` for `ctrl-G`.
fn with_shift(key: &str) -> Cow<'_, str> {
    let capital = key.chars().next_back().filter(char::is_ascii_uppercase);
    let before = capital
        .and_then(|capital| key.strip_suffix(capital))
        .filter(|before| before.is_empty() || before.ends_with('-'));
    match (before, capital) {
        (Some(before), Some(capital)) if !before.contains("shift-") => {
            format!("{before}shift-{}", capital.to_ascii_lowercase()).into()
        }
        _ => key.into(),
    }
}

/// Removes Shift from characters without case: some terminals report it with `?`, others do not.
fn normalize_key(key: KeyCombination) -> KeyCombination {
    let mut key = key.normalized();
    if matches!(key.codes, OneToThree::One(KeyCode::Char(ch)) if !ch.is_alphabetic()) {
        key.modifiers.remove(KeyModifiers::SHIFT);
    }
    key
}

/// Formats a key as `G`, `Ctrl-d`, `Shift-Tab` or `Shift-Down`.
#[must_use]
pub fn format_key(key: KeyCombination) -> String {
    let format = KeyCombinationFormat::default();
    let is_char = matches!(key.codes, OneToThree::One(KeyCode::Char(_) | KeyCode::BackTab));
    // A capital letter says Shift by itself.
    let name = if is_char { format.with_implicit_shift() } else { format }.to_string(key);
    match name.as_str() {
        "BackTab" => "Shift-Tab".to_owned(),
        "PageDown" => "PgDn".to_owned(),
        "PageUp" => "PgUp".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        for (text, label) in [
            ("g", "g"),
            ("G", "G"),
            ("shift-g", "G"),
            ("shift-G", "G"),
            ("ctrl-d", "Ctrl-d"),
            ("g G", "g G"),
            ("shift-down", "Shift-Down"),
            ("shift-up", "Shift-Up"),
            ("backtab", "Shift-Tab"),
            ("F5", "F5"),
            ("Enter", "Enter"),
            ("?", "?"),
        ] {
            let keys = text.parse::<KeySequence>().unwrap();
            assert_eq!(keys.to_string(), label, "{text}");
            assert_eq!(keys.to_toml().parse(), Ok(keys), "{text}");
        }
        assert_eq!("ctrl-G".parse::<KeySequence>(), "ctrl-shift-g".parse());
        assert_ne!("M".parse::<KeySequence>(), "m".parse());
    }
}
