//! Reading TOML, JSON and JSON Lines into typed values, with the position of every error.
//!
//! Every format becomes the same tree of values with spans, which one deserializer reads.

mod de;
mod error;
mod file;
mod json;
mod message;
mod text_rules;
pub mod toml;
mod value;

pub(crate) use de::from_value;
pub use error::{ValueError, ValueErrorKind};
pub(crate) use file::{ParsedFile, parse_document, parse_file};
pub(crate) use value::Value;
#[cfg(test)]
pub(crate) use {file::TOP_LEVEL_KEYS, text_rules::check_value, value::ValueKind};
