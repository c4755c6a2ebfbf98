//! What is remembered for any catalogue.

use std::collections::BTreeMap;

use llm_index::{Column, sort::SortOrder};

use crate::{app::session::SavedChoice, tab::Tab};

/// What is remembered, by the keys of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// The theme.
    Theme,
    /// The language.
    Locale,
    /// The tab.
    Tab,
    /// The order of models.
    ModelOrder,
    /// The order of extensions.
    ExtensionOrder,
    /// The benchmark of the score column; empty unless one was chosen.
    Benchmark,
    /// The share of the list in thousandths of the width.
    Split,
    /// Whether a pane has the whole width.
    Zoom,
    /// The columns of a tab; empty unless they were chosen.
    Columns(Tab),
}

impl Preference {
    pub const ALL: [Self; 13] = [
        Self::Theme,
        Self::Locale,
        Self::Tab,
        Self::ModelOrder,
        Self::ExtensionOrder,
        Self::Benchmark,
        Self::Split,
        Self::Zoom,
        Self::Columns(Tab::All),
        Self::Columns(Tab::Base),
        Self::Columns(Tab::Sft),
        Self::Columns(Tab::Rlhf),
        Self::Columns(Tab::Extensions),
    ];

    /// The key in the file.
    #[must_use]
    pub fn key(self) -> String {
        let key = match self {
            Self::Theme => "theme",
            Self::Locale => "locale",
            Self::Tab => "tab",
            Self::ModelOrder => "order",
            Self::ExtensionOrder => "extension-order",
            Self::Benchmark => "benchmark",
            Self::Split => "split",
            Self::Zoom => "zoom",
            Self::Columns(tab) => return format!("columns-{}", tab.name()),
        };
        key.to_owned()
    }
}

/// The choices of earlier sessions and what they replace.
#[derive(Clone, Debug, Default)]
pub struct SavedPreferences {
    /// As they were read.
    pub choices: BTreeMap<String, SavedChoice>,
    /// The values at start, before the choices were applied.
    pub configured: Vec<(Preference, String)>,
    /// Those that were applied.
    pub applied: Vec<Preference>,
}

/// An order as `params:desc` or `name:asc`; `relevance` for the other.
pub fn order_text(order: SortOrder) -> String {
    match order {
        SortOrder::Relevance => "relevance".to_owned(),
        SortOrder::ByColumn { column, descending } => {
            format!("{}:{}", column.key(), if descending { "desc" } else { "asc" })
        }
    }
}

/// Reads [`order_text`].
pub fn parse_order(text: &str) -> Option<SortOrder> {
    let (key, direction) = text.split_once(':')?;
    let column = Column::from_key(key)?;
    Some(SortOrder::ByColumn { column, descending: direction == "desc" })
}
