//! Reading JSON record by record: each keeps its line, and one that is not
//! what it should be spoils no other.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::import::ImportError;

/// A text that is borrowed where nothing in it is escaped.
#[derive(Debug, Default, Deserialize)]
pub(super) struct CowStr<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// The members of an object, in their order.
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

/// The records of a list: of one array or of several, one after another (the
/// pages of an API), or one object after another (JSON Lines).
pub(super) fn raw_values(text: &str) -> Result<Vec<&RawValue>, serde_json::Error> {
    let reader = serde_json::Deserializer::from_str(text);
    if text.trim_start().starts_with('[') {
        let pages = reader.into_iter::<Vec<&RawValue>>();
        return pages.collect::<Result<Vec<_>, _>>().map(|pages| pages.concat());
    }
    reader.into_iter().collect()
}

/// What is wrong with a text that is not the JSON it should be, and what to do.
pub(super) fn import_error(error: &serde_json::Error, advice: &str) -> ImportError {
    let message = format!("column {}: {}; {advice}", error.column().max(1), message_without_position(error));
    ImportError { line: error.line().max(1), message }
}

/// Why a value is not what it should be, without its place.
pub(super) fn message_without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Finds the lines of values, which must be asked for in their order.
pub(super) struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line, from 1, on which a value of the text begins.
    pub(super) fn line_number(&mut self, value: &RawValue) -> usize {
        let offset = value.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.offset = self.offset.max(offset);
        self.line
    }
}
