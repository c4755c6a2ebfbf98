//! Permanent identifiers.

use std::{borrow::Borrow, fmt};

use crate::{foreign::Foreign, serde_helpers::impl_serde_via_str};

/// A permanent identifier in kebab case, such as `gpt-neox-20b`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

/// The most characters of an id.
const MAX_ID_CHARS: usize = 96;

/// The id of an entry: a model or an extension.
pub type EntryId = Id;

/// The id of a [`Benchmark`](crate::Benchmark).
pub type BenchmarkId = Id;

impl_serde_via_str!(Id);

/// A text that is not an [`Id`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not an id; {}", Foreign::new(.0), advice(.0))]
pub struct IdError(String);

fn advice(text: &str) -> String {
    if text.len() > MAX_ID_CHARS {
        format!("use at most {MAX_ID_CHARS} characters")
    } else {
        "use small letters, digits, dots and single dashes, like `gpt-neox-20b`".to_owned()
    }
}

impl Id {
    /// Whether a text is a valid id: lower-case ASCII letters, digits, dots
    /// and dashes, at most 96, where a dash is neither first nor last nor next to another.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        // Without a branch for each byte, so that the compiler looks at many at once.
        let invalid = |byte: &u8| u8::from(!matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'));
        let bytes = text.as_bytes();
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let has_double_hyphen = pairs.fold(0, |found, (a, b)| found | u8::from(*a == b'-') & u8::from(*b == b'-'));
        let has_dash_at_end = text.starts_with('-') || text.ends_with('-');
        (1..=MAX_ID_CHARS).contains(&text.len())
            && !has_dash_at_end
            && bytes.iter().fold(has_double_hyphen, |found, byte| found | invalid(byte)) == 0
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        if Self::is_valid(&text) { Ok(Self(text)) } else { Err(IdError(text)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        for valid in ["a", "gpt-neox-20b", "llama-3.1", "2024"] {
            assert!(Id::is_valid(valid), "{valid}");
        }
        for invalid in ["", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "é", &"a".repeat(97)] {
            assert!(!Id::is_valid(invalid), "{invalid}");
        }
    }
}
