//! Errors of reading a document.

use std::{fmt, ops::Range};

use crate::foreign::Foreign;

/// Why a document cannot be read as a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct ValueError {
    /// The bytes of the text that the error is about.
    pub span: Range<usize>,
    /// What is wrong there.
    pub kind: ValueErrorKind,
}

/// What is wrong with a part of a document. Each message is one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueErrorKind {
    /// The text is not valid TOML; the parser's message.
    #[error("{}", Foreign::long(.0))]
    Syntax(String),
    /// A table has a key twice.
    #[error("duplicate key")]
    DuplicateKey,
    /// A table has a key that the type lacks.
    #[error("unknown field `{}`, {}", Foreign::new(name), Expected(expected, "fields"))]
    UnknownField {
        /// The key.
        name: String,
        /// The keys of the type.
        expected: &'static [&'static str],
    },
    /// A string names no variant of an enum.
    #[error("unknown variant `{}`, {}", Foreign::new(name), Expected(expected, "variants"))]
    UnknownVariant {
        /// The string.
        name: String,
        /// The variants of the type.
        expected: &'static [&'static str],
    },
    /// A table lacks a key that the type requires.
    #[error("missing field `{}`", Foreign::new(.0))]
    MissingField(&'static str),
    /// A value of one type where another is required.
    #[error("invalid type: {}, expected {expected}", Foreign::new(actual))]
    WrongType {
        /// The type and, where it is short, the value in the document.
        actual: String,
        /// What the type accepts.
        expected: String,
    },
    /// A value of the right type that is out of range.
    #[error("invalid value: {}, expected {expected}", Foreign::new(actual))]
    InvalidValue {
        /// The type and the value in the document.
        actual: String,
        /// What the type accepts.
        expected: String,
    },
    /// A message of the type itself, such as "`x` is not a date".
    #[error("{0}")]
    Custom(String),
}

/// The names that are allowed, and what they are called if there is none.
struct Expected<'a>(&'a [&'static str], &'static str);

impl fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => write!(f, "there are no {}", self.1),
            [name] => write!(f, "expected `{name}`"),
            [first, second] => write!(f, "expected `{first}` or `{second}`"),
            names => write!(f, "expected one of `{}`", names.join("`, `")),
        }
    }
}
