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
pub struct DocumentError {
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
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, DocumentError> {
    let table = parse(text)?;
    value(&Spanned::new(table.span(), DeValue::Table(table.into_inner())))
}

/// Reads a text that may say anything.
///
/// # Errors
///
/// Tells the first thing in it that is no TOML.
pub fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, DocumentError> {
    DeTable::parse(text).map_err(|error| DocumentError {
        span: error.span().unwrap_or_default(),
        message: error.message().lines().collect::<Vec<_>>().join(", "),
    })
}

/// Reads a value of a document.
///
/// # Errors
///
/// Tells the first thing in it that is not what it should be.
pub fn value<T: DeserializeOwned>(value: &Spanned<DeValue<'_>>) -> Result<T, DocumentError> {
    let mut lines = Lines::default();
    lines.put(value);
    serde_json::from_str(&lines.json).map_err(|error| {
        let span = error.line().checked_sub(1).and_then(|line| lines.spans.get(line)).cloned();
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        DocumentError { span: span.unwrap_or_else(|| value.span()), message: message.to_owned() }
    })
}

/// Stands for what JSON does not have: dates without quotation marks, numbers without end.
const NOTHING: &str = "{}";

/// A value as JSON, and what stands on each line.
#[derive(Default)]
struct Lines {
    json: String,
    spans: Vec<Range<usize>>,
}

impl Lines {
    fn put(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        match value.get_ref() {
            DeValue::String(text) => self.put_text(text, "", span),
            DeValue::Boolean(is_true) => self.put_line(if *is_true { "true" } else { "false" }, span),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => self.put_line(&number.to_string(), span),
                Err(_) => self.put_line(NOTHING, span),
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => self.put_line(&format!("{number:?}"), span),
                _ => self.put_line(NOTHING, span),
            },
            DeValue::Datetime(_) => self.put_line(NOTHING, span),
            DeValue::Array(items) => {
                self.put_line("[", span.clone());
                for (place, item) in items.iter().enumerate() {
                    self.json.extend((place > 0).then_some(','));
                    self.put(item);
                }
                self.put_line("]", span);
            }
            DeValue::Table(table) => {
                self.put_line("{", span.clone());
                for (place, (key, value)) in table.iter().enumerate() {
                    self.json.extend((place > 0).then_some(','));
                    self.put_text(key.get_ref(), ":", key.span());
                    self.put(value);
                }
                self.put_line("}", span);
            }
        }
    }

    fn put_text(&mut self, text: &str, behind: &str, span: Range<usize>) {
        self.json.push('"');
        for sign in text.chars() {
            match sign {
                '"' | '\\' => self.json.extend(['\\', sign]),
                '\0'..='\u{1F}' => drop(write!(self.json, "\\u{:04x}", u32::from(sign))),
                _ => self.json.push(sign),
            }
        }
        self.json.push('"');
        self.put_line(behind, span);
    }

    /// Ends a line.
    fn put_line(&mut self, text: &str, span: Range<usize>) {
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
    struct Shelf {
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
        let shelf: Shelf =
            read("name = '\"a\\b\"\t'\nheight = 1_0.5\n[[boards]]\nbooks = 0x10\n[[boards]]\nbooks = +3").unwrap();
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
            let error = read::<Shelf>(text).unwrap_err();
            assert_eq!((text.get(error.span.clone()), error.message.as_str()), (Some(wrong), message), "{text}");
        }
    }
}
