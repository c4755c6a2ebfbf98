//! The permanent names of entries.

use std::{borrow::Borrow, fmt};

use crate::serde_helpers::impl_serde_via_str;

/// The permanent name of an entry: kebab-case, such as `gpt-neox-20b`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl_serde_via_str!(Id);

/// Why a text is not an [`Id`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id; use small letters, digits, dots and single dashes, like `gpt-neox-20b`")]
pub struct IdError(String);

impl Id {
    /// Whether a text is an id.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        // A dash stands between two others.
        let mut before = b'-';
        let is_sound = text.bytes().all(|byte| {
            let is_dash = byte == b'-';
            let fits = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || is_dash && before != b'-';
            before = byte;
            fits
        });
        is_sound && before != b'-'
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
