//! Columns and sort orders as values of options.

use std::fmt;

use llm_catalog::{Foreign, closest_match, localized::Locale};
use llm_index::{Column, sort::SortOrder};

use crate::i18n::Messages;

/// An invalid column or sort order. Its `Display` is English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ColumnArgError {
    UnknownColumn(String),
    UnknownDirection { column: &'static str, direction: String },
}

impl ColumnArgError {
    pub fn describe(&self, messages: &Messages) -> String {
        match self {
            Self::UnknownColumn(key) => {
                let keys = || Column::ALL.iter().map(|column| column.key());
                let columns = keys().collect::<Vec<_>>().join(messages.cli.list_separator);
                (messages.cli.unknown_column)(closest_match(key, keys()), &columns)
            }
            Self::UnknownDirection { column, direction } => {
                (messages.cli.unknown_sort_direction)(Foreign::new(direction), column)
            }
        }
    }
}

impl fmt::Display for ColumnArgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Messages::get(Locale::En)))
    }
}

impl std::error::Error for ColumnArgError {}

pub(super) fn parse_column(key: &str) -> Result<Column, ColumnArgError> {
    Column::from_name(key).ok_or_else(|| ColumnArgError::UnknownColumn(key.to_owned()))
}

/// Parses `COLUMN`, `COLUMN:asc` or `COLUMN:desc`.
pub(super) fn parse_sort_order(text: &str) -> Result<SortOrder, ColumnArgError> {
    let (key, direction) = text.split_once(':').map_or((text, None), |(key, direction)| (key, Some(direction)));
    let column = parse_column(key)?;
    match direction {
        None => Ok(SortOrder::by_column(column)),
        Some("asc") => Ok(SortOrder::ByColumn { column, descending: false }),
        Some("desc") => Ok(SortOrder::ByColumn { column, descending: true }),
        Some(other) => Err(ColumnArgError::UnknownDirection { column: column.key(), direction: other.to_owned() }),
    }
}
