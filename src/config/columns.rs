//! The columns that a person chose for the lists, with their order and widths.

use std::{fmt, str::FromStr};

use llm_index::Column;

use crate::tab::Tab;

/// The widths that a column can have.
pub const COLUMN_WIDTHS: std::ops::RangeInclusive<u16> = 3..=120;

/// A column of a list, with a width in terminal columns if one was chosen: `params` or `params:8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The column.
    pub column: Column,
    /// The width; without one, it is computed from the space.
    pub width: Option<u16>,
}

/// Why a text is not a [`ColumnSpec`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnSpecError {
    /// No column has this name.
    UnknownColumn(String),
    /// The width is no number, or not one of [`COLUMN_WIDTHS`].
    InvalidWidth(String),
}

impl From<Column> for ColumnSpec {
    fn from(column: Column) -> Self {
        Self { column, width: None }
    }
}

impl FromStr for ColumnSpec {
    type Err = ColumnSpecError;

    fn from_str(text: &str) -> Result<Self, ColumnSpecError> {
        let (name, width) = text.split_once(':').map_or((text, None), |(name, width)| (name, Some(width)));
        let column = Column::from_name(name).ok_or_else(|| ColumnSpecError::UnknownColumn(name.to_owned()))?;
        let to_width = |text: &str| {
            let width = text.trim().parse().ok().filter(|width| COLUMN_WIDTHS.contains(width));
            width.ok_or_else(|| ColumnSpecError::InvalidWidth(text.to_owned()))
        };
        Ok(Self { column, width: width.map(to_width).transpose()? })
    }
}

impl fmt::Display for ColumnSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.column.key())?;
        self.width.map_or(Ok(()), |width| write!(f, ":{width}"))
    }
}

/// The chosen columns of each tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnChoices {
    by_tab: [Option<Vec<ColumnSpec>>; Tab::ALL.len()],
}

impl ColumnChoices {
    /// The columns that were chosen for a tab, from the left.
    #[must_use]
    pub fn get(&self, tab: Tab) -> Option<&[ColumnSpec]> {
        self.by_tab.get(tab.index())?.as_deref()
    }

    /// Chooses the columns of a tab; `None` returns to those of the program. A column that is there twice is kept
    /// once, and the name, without which rows cannot be told apart, is put first if it is missing.
    pub fn set(&mut self, tab: Tab, columns: Option<Vec<ColumnSpec>>) {
        let columns = columns.map(|columns| {
            let mut unique = Vec::<ColumnSpec>::new();
            for spec in columns {
                if unique.iter().all(|other| other.column != spec.column) {
                    unique.push(spec);
                }
            }
            if unique.iter().all(|spec| spec.column != Column::Name) {
                unique.insert(0, Column::Name.into());
            }
            unique
        });
        if let Some(chosen) = self.by_tab.get_mut(tab.index()) {
            *chosen = columns;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_written_as_it_is_read() {
        for text in ["name", "params:8", "released:120"] {
            assert_eq!(text.parse::<ColumnSpec>().unwrap().to_string(), text);
        }
        let error = |text: &str| text.parse::<ColumnSpec>().unwrap_err();
        assert_eq!(error("parms:8"), ColumnSpecError::UnknownColumn("parms".to_owned()));
        for width in ["", "0", "2", "121", "-4", "wide"] {
            assert_eq!(error(&format!("params:{width}")), ColumnSpecError::InvalidWidth(width.to_owned()));
        }
    }

    #[test]
    fn the_name_is_always_a_column() {
        let mut choices = ColumnChoices::default();
        let params = ColumnSpec { column: Column::Parameters, width: Some(8) };
        choices.set(Tab::Sft, Some(vec![params, params]));
        assert_eq!(choices.get(Tab::Sft).unwrap(), [Column::Name.into(), params]);
        assert_eq!(choices.get(Tab::All), None);
        choices.set(Tab::Sft, None);
        assert_eq!(choices, ColumnChoices::default());
    }
}
