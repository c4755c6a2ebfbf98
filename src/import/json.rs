//! JSON read record by record, so that one malformed record does not stop the import.

mod record_reader;

use std::{borrow::Cow, fmt};

use llm_catalog::Foreign;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::import::result::ImportError;

pub(super) use record_reader::{Batch, ReadError, RecordReader, SyntaxError};

/// A string, borrowed from the input unless it contains escapes.
#[derive(Debug, Default, Deserialize)]
pub(super) struct CowStr<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// The unparsed members of an object, in source order.
#[derive(Default)]
pub(super) struct RawObject<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawObject<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = RawObject<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((CowStr(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(RawObject(members))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// A number that is whole and not negative, as some lists write with a fraction or an exponent: `128000.0`, `1e6`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked before")]
pub(super) fn whole_number(number: f64) -> Option<u64> {
    let is_exact = number.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&number);
    is_exact.then_some(number as u64)
}

/// Splits a list into its records: one array, several arrays in sequence (the
/// pages of an API), or one object after another (JSON Lines).
pub(super) fn raw_values(text: &str) -> Result<Vec<&RawValue>, serde_json::Error> {
    let deserializer = serde_json::Deserializer::from_str(text);
    if text.trim_start().starts_with('[') {
        let pages = deserializer.into_iter::<Vec<&RawValue>>();
        return pages.collect::<Result<Vec<_>, _>>().map(|pages| pages.concat());
    }
    deserializer.into_iter().collect()
}

/// Converts a parse error of the whole input; `hint` says what to do.
pub(super) fn import_error(error: &serde_json::Error, hint: &str) -> ImportError {
    SyntaxError::from(error).with_hint(hint)
}

/// The message without its position (` at line 1 column 2`), which is relative to the record.
pub(super) fn message_without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    Foreign::long(message.strip_suffix(&position).unwrap_or(&message)).to_string()
}

/// Counts lines up to values of the text. Values must be passed in source order.
#[derive(Default)]
pub(super) struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line, from 1, on which `value`, a slice of the text, begins.
    pub(super) fn line_number(&mut self, value: &RawValue) -> usize {
        let offset = value.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let skipped = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += skipped.matches('\n').count();
        self.offset = self.offset.max(offset);
        self.line
    }
}
