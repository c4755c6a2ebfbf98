//! A cell of a comparison.

use llm_catalog::link::Url;
use llm_index::RowId;

use crate::{columns::UNKNOWN_SYMBOL, config::theme::StyleRole};

/// The values of one model in one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Empty if nothing is known.
    pub values: Vec<CellValue>,
    pub role: StyleRole,
    /// The number by which the best cell of a row is found.
    pub rank_value: Option<f64>,
    /// True if no other model is better and at least one is worse.
    pub is_best: bool,
    /// Why there are no values, such as "not disclosed".
    pub(super) missing_reason: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    pub text: String,
    pub link: Option<CellLink>,
}

/// The target of a linked value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellLink {
    /// A web page.
    Url(Url),
    /// A model of the index.
    Model(RowId),
}

impl Cell {
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.values.is_empty()
    }

    /// The values, or why there are none.
    #[must_use]
    pub fn text(&self) -> String {
        if !self.is_known() {
            return self.missing_reason.unwrap_or(UNKNOWN_SYMBOL).to_owned();
        }
        self.values.iter().map(|value| value.text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The link of the first value that has one.
    #[must_use]
    pub fn link(&self) -> Option<&CellLink> {
        self.values.iter().find_map(|value| value.link.as_ref())
    }
}

impl CellValue {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }

    pub(super) fn with_url(text: impl Into<String>, url: Option<&Url>) -> Self {
        Self { text: text.into(), link: url.cloned().map(CellLink::Url) }
    }
}
