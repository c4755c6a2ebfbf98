//! A cell of a comparison.

use llm_catalog::{link::Url, localized::Locale};
use llm_index::RowId;

use crate::{
    columns::UNKNOWN_SYMBOL,
    comparison::{BEST_SYMBOL, UNLIKE_SYMBOL},
    config::theme::StyleRole,
    i18n::Messages,
};

/// The values of one model in one row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Empty if nothing is known.
    pub values: Vec<CellValue>,
    pub role: StyleRole,
    /// The number by which the best cell of a row is found; scores have theirs.
    pub(super) rank_value: Option<f64>,
    /// Why there are no values, such as "not disclosed".
    pub(super) missing_reason: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    pub text: String,
    pub link: Option<CellLink>,
    /// What is marked about it.
    pub mark: Option<ValueMark>,
    /// The score that it shows.
    pub score: Option<ScoreValue>,
}

/// What is marked about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueMark {
    /// No comparable value is better and at least one is worse.
    Best,
    /// Not all models with a score in this row have one in this setting, so it is not compared.
    Unlike,
}

/// A score in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreValue {
    pub value: f64,
    /// How it was measured, if stated.
    pub setting: Option<String>,
    /// The variant that was measured, if stated.
    pub variant: Option<String>,
    /// The length of its bar, from 0 to 1.
    pub share: f64,
    /// True if that is the compared variant. The scores of other variants stand in for unknown ones.
    pub is_own: bool,
    /// Who reports it, if not the makers of the model or of the benchmark.
    pub reported_by: Option<String>,
    /// The page where it was published.
    pub source: Url,
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

    /// True if one of its values is the best of the row.
    #[must_use]
    pub fn is_best(&self) -> bool {
        self.values.iter().any(CellValue::is_best)
    }

    /// The values, or why there are none, separated as a language does.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        if !self.is_known() {
            return self.missing_reason.unwrap_or(UNKNOWN_SYMBOL).to_owned();
        }
        let mut texts: Vec<_> = self.values.iter().map(|value| value.text.as_str()).collect();
        // Several links of a kind are one word.
        texts.dedup();
        texts.join(Messages::get(locale).cli.list_separator)
    }

    /// The link of the first value that has one.
    #[must_use]
    pub fn link(&self) -> Option<&CellLink> {
        self.values.iter().find_map(|value| value.link.as_ref())
    }
}

impl CellValue {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None, mark: None, score: None }
    }

    pub(super) fn with_url(text: impl Into<String>, url: Option<&Url>) -> Self {
        Self { link: url.cloned().map(CellLink::Url), ..Self::new(text) }
    }

    #[must_use]
    pub fn is_best(&self) -> bool {
        self.mark == Some(ValueMark::Best)
    }

    /// The symbol before the value; empty if nothing is marked about it.
    #[must_use]
    pub fn symbol(&self) -> &'static str {
        match self.mark {
            None => "",
            Some(ValueMark::Best) => BEST_SYMBOL,
            Some(ValueMark::Unlike) => UNLIKE_SYMBOL,
        }
    }
}
