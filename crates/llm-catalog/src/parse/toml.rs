//! Reading TOML.

use std::ops::Range;

use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use serde::de::DeserializeOwned;

use super::{
    de::from_value,
    error::{ValueError, ValueErrorKind},
    value::{Member, Table, Value, ValueKind},
};

/// Reads a TOML document as a type.
///
/// # Errors
///
/// Returns the first error in the text: a syntax error, a key that is unknown
/// or missing, or a value of the wrong type.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, ValueError> {
    from_value(&parse(text)?)
}

/// Parses a TOML document.
pub(crate) fn parse(text: &str) -> Result<Value<'_>, ValueError> {
    let document = DeTable::parse(text).map_err(|error| convert_error(text, &error))?;
    Ok(convert_table(document.span(), document.into_inner()))
}

fn convert_error(text: &str, error: &::toml::de::Error) -> ValueError {
    let span = error.span().unwrap_or_default();
    let kind = if is_duplicate_key(text, &span) {
        ValueErrorKind::DuplicateKey
    } else {
        ValueErrorKind::Syntax(error.message().lines().collect::<Vec<_>>().join(", "))
    };
    ValueError { span, kind }
}

/// Whether an error is about a key that was used before. The `toml` crate has no kinds of errors, but
/// only a duplicate key becomes right when it gets a name that the document does not have.
fn is_duplicate_key(text: &str, span: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..span.start), text.get(span.end..)) else { return false };
    // The text is too short to contain all of these names.
    let mut names = (0..=text.len()).map(|number| format!("key-{number}"));
    let Some(unused) = names.find(|name| !text.contains(name.as_str())) else { return false };
    let renamed = format!("{before}{unused}{after}");
    !span.is_empty()
        && DeTable::parse(&renamed)
            .map_or_else(|error| error.span().is_some_and(|other| other.start > span.start), |_| true)
}

fn convert_value(value: Spanned<DeValue<'_>>) -> Value<'_> {
    let span = value.span();
    let kind = match value.into_inner() {
        DeValue::Table(table) => return convert_table(span, table),
        DeValue::String(text) => ValueKind::String(text),
        DeValue::Boolean(is_true) => ValueKind::Bool(is_true),
        DeValue::Integer(number) => i128::from_str_radix(number.as_str(), number.radix())
            .map_or(ValueKind::Unsupported("integer out of range"), ValueKind::Integer),
        DeValue::Float(number) => number.as_str().parse().map_or(ValueKind::Unsupported("number"), ValueKind::from_f64),
        DeValue::Datetime(_) => ValueKind::Unsupported("date or time"),
        DeValue::Array(items) => ValueKind::Array(items.into_iter().map(convert_value).collect()),
    };
    Value { span, kind }
}

fn convert_table(span: Range<usize>, table: DeTable<'_>) -> Value<'_> {
    let members = table.into_iter().map(|(key, value)| {
        let key_span = key.span();
        (key.into_inner(), Member { key_span, value: convert_value(value) })
    });
    // The parser rejects duplicate keys.
    let (table, _) = Table::from_members(members.collect());
    Value { span, kind: ValueKind::Table(table) }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        name: String,
        ratio: Option<f64>,
        mode: Option<Mode>,
        #[serde(default)]
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        count: u16,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Mode {
        Fast,
    }

    #[test]
    fn every_type_of_value_is_read() {
        let text = "name = '\"a\\b\"\t'\nratio = 1_0.5\nmode = 'fast'\n[[items]]\ncount = 0x10\n[[items]]\ncount = +3";
        let document: Document = from_str(text).unwrap();
        assert_eq!((document.name.as_str(), document.ratio), ("\"a\\b\"\t", Some(10.5)));
        assert_eq!(document.mode, Some(Mode::Fast));
        assert_eq!(document.items.iter().map(|item| item.count).collect::<Vec<_>>(), [16, 3]);
    }

    #[test]
    fn other_errors_are_no_duplicate_keys() {
        for text in ["name", "name 3", "name = 'a", "name = b", "name = 1\nname", "[a]\n[a", "= 3", "a = 1\n[b]\na"] {
            let error = from_str::<Document>(text).unwrap_err();
            assert!(matches!(error.kind, ValueErrorKind::Syntax(_)), "{text}: {error}");
        }
    }

    #[test]
    fn an_error_has_the_span_of_what_is_wrong() {
        for (text, wrong, message) in [
            ("name = 3", "3", "invalid type: integer `3`, expected a string"),
            ("name = 2023-02-24", "2023-02-24", "invalid type: date or time, expected a string"),
            ("name = 'a'\nratio = inf", "inf", "invalid type: number that is not finite, expected a number"),
            ("name = 'a'\nratio = 1e999", "1e999", "invalid type: number that is not finite, expected a number"),
            (
                "name = 'a'\nitems = [{ count = 1 }, { count = 99999 }]",
                "99999",
                "invalid value: integer `99999`, expected a whole number from 0 to 65535",
            ),
            (
                "name = 'a'\nitems = [{ count = -1 }]",
                "-1",
                "invalid value: integer `-1`, expected a whole number from 0 to 65535",
            ),
            (
                "name = 'a'\nitems = [{ count = 99999999999999999999 }]",
                "99999999999999999999",
                "invalid type: integer out of range, expected a whole number from 0 to 65535",
            ),
            ("name = 'a'\nitems = [{ cont = 1 }]", "cont", "unknown field `cont`, expected `count`"),
            ("name = 'a'\nmode = 'slow'", "'slow'", "unknown variant `slow`, expected `fast`"),
            ("name = 'a'\nmode = 3", "3", "invalid type: integer `3`, expected a string"),
            (
                "name = 'a'\nmodes = 3",
                "modes",
                "unknown field `modes`, expected one of `name`, `ratio`, `mode`, `items`",
            ),
            ("name = 'a'\nitems = [3]", "3", "invalid type: integer `3`, expected a table with the keys count"),
            ("name = 'a'\nitems = [[]]", "[]", "invalid type: sequence, expected a table with the keys count"),
            ("name = 'a'\nitems = 'x'", "'x'", "invalid type: string \"x\", expected a list"),
            ("name = 'a'\n[[items]]\n[[items]]\ncount = 1", "[[items]]", "missing field `count`"),
            ("name = 'a'\nname = 'b'", "name", "duplicate key"),
            ("name = 'a'\n[name]", "name", "duplicate key"),
            ("name = 'a'\n\"name\" = 'b'\nratio = ", "\"name\"", "duplicate key"),
        ] {
            let error = from_str::<Document>(text).unwrap_err();
            assert_eq!((text.get(error.span.clone()), error.to_string().as_str()), (Some(wrong), message), "{text}");
        }
    }
}
