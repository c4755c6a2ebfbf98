//! Documents in TOML: read strictly, with the place of what is wrong.
//!
//! A document is turned into JSON before it is read, so that the program has
//! one reader for both. Each value and each key stands on a line of its own
//! there: the line of an error tells which of them it is about.

use std::{fmt::Write as _, ops::Range};

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Why a document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TomlError {
    /// The bytes of the text that it is about.
    pub span: Range<usize>,
    /// What is wrong, on one line.
    pub message: String,
}

/// Reads a text.
///
/// # Errors
///
/// Tells the first thing in it that is no TOML, or is not what it should be.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, TomlError> {
    let table = parse(text)?;
    from_value(&Spanned::new(table.span(), DeValue::Table(table.into_inner())))
}

/// Reads a text that may say anything.
///
/// # Errors
///
/// Tells the first thing in it that is no TOML.
pub fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, TomlError> {
    DeTable::parse(text).map_err(|error| TomlError {
        span: error.span().unwrap_or_default(),
        message: error.message().lines().collect::<Vec<_>>().join(", "),
    })
}

/// Reads a value of a document.
///
/// # Errors
///
/// Tells the first thing in it that is not what it should be.
pub fn from_value<T: DeserializeOwned>(value: &Spanned<DeValue<'_>>) -> Result<T, TomlError> {
    let mut lines = SpannedJsonWriter::default();
    lines.write_value(value);
    serde_json::from_str(&lines.json).map_err(|error| {
        let span = error.line().checked_sub(1).and_then(|line| lines.spans.get(line)).cloned();
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        TomlError { span: span.unwrap_or_else(|| value.span()), message: message.to_owned() }
    })
}

/// Stands for what JSON does not have: dates without quotation marks, numbers without end.
const UNREPRESENTABLE: &str = "{}";

/// A value as JSON, and what stands on each line.
#[derive(Default)]
struct SpannedJsonWriter {
    json: String,
    spans: Vec<Range<usize>>,
}

impl SpannedJsonWriter {
    fn write_value(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        match value.get_ref() {
            DeValue::String(text) => self.write_string(text, "", span),
            DeValue::Boolean(is_true) => self.end_line(if *is_true { "true" } else { "false" }, span),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => self.end_line(&number.to_string(), span),
                Err(_) => self.end_line(UNREPRESENTABLE, span),
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => self.end_line(&format!("{number:?}"), span),
                _ => self.end_line(UNREPRESENTABLE, span),
            },
            DeValue::Datetime(_) => self.end_line(UNREPRESENTABLE, span),
            DeValue::Array(items) => {
                self.end_line("[", span.clone());
                for (place, item) in items.iter().enumerate() {
                    self.json.extend((place > 0).then_some(','));
                    self.write_value(item);
                }
                self.end_line("]", span);
            }
            DeValue::Table(table) => {
                self.end_line("{", span.clone());
                for (place, (key, value)) in table.iter().enumerate() {
                    self.json.extend((place > 0).then_some(','));
                    self.write_string(key.get_ref(), ":", key.span());
                    self.write_value(value);
                }
                self.end_line("}", span);
            }
        }
    }

    fn write_string(&mut self, text: &str, behind: &str, span: Range<usize>) {
        self.json.push('"');
        for sign in text.chars() {
            match sign {
                '"' | '\\' => self.json.extend(['\\', sign]),
                '\0'..='\u{1F}' => drop(write!(self.json, "\\u{:04x}", u32::from(sign))),
                _ => self.json.push(sign),
            }
        }
        self.json.push('"');
        self.end_line(behind, span);
    }

    /// Ends a line.
    fn end_line(&mut self, text: &str, span: Range<usize>) {
        self.json.push_str(text);
        self.json.push('\n');
        self.spans.push(span);
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Bookcase {
        name: String,
        height: Option<f64>,
        #[serde(default)]
        boards: Vec<Board>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Board {
        books: u16,
    }

    #[test]
    fn a_document_is_read_with_every_kind_of_value() {
        let shelf: Bookcase =
            from_str("name = '\"a\\b\"\t'\nheight = 1_0.5\n[[boards]]\nbooks = 0x10\n[[boards]]\nbooks = +3").unwrap();
        assert_eq!((shelf.name.as_str(), shelf.height), ("\"a\\b\"\t", Some(10.5)));
        assert_eq!(shelf.boards.iter().map(|board| board.books).collect::<Vec<_>>(), [16, 3]);
    }

    #[test]
    fn an_error_has_the_place_of_what_it_is_about() {
        for (text, wrong, message) in [
            ("name = 3", "3", "invalid type: integer `3`, expected a string"),
            ("name = 2023-02-24", "2023-02-24", "invalid type: map, expected a string"),
            ("name = 'a'\nheight = inf", "inf", "invalid type: map, expected f64"),
            (
                "name = 'a'\nboards = [{ books = 1 }, { books = 99999 }]",
                "99999",
                "invalid value: integer `99999`, expected u16",
            ),
            (
                "name = 'a'\nboards = [{ books = 99999999999999999999 }]",
                "99999999999999999999",
                "invalid type: map, expected u16",
            ),
            ("name = 'a'\nboards = [{ boks = 1 }]", "boks", "unknown field `boks`, expected `books`"),
            ("name = 'a'\n[[boards]]\n[[boards]]\nbooks = 1", "[[boards]]", "missing field `books`"),
            ("name = 'a'\nname = 'b'", "name", "duplicate key"),
        ] {
            let error = from_str::<Bookcase>(text).unwrap_err();
            assert_eq!((text.get(error.span.clone()), error.message.as_str()), (Some(wrong), message), "{text}");
        }
    }
}
