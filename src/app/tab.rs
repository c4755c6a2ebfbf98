//! The tabs of the list.

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::Column;

use crate::{
    columns::{ALL_TAB_COLUMNS, ColumnExt, EXTENSION_COLUMNS, MODEL_COLUMNS},
    i18n::Messages,
};

/// A tab: the models of a training stage, extensions, or all models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    All,
    Base,
    Sft,
    Rlhf,
    Extensions,
}

impl Tab {
    /// Every tab, from the left.
    pub const ALL: [Self; 5] = [Self::All, Self::Base, Self::Sft, Self::Rlhf, Self::Extensions];

    /// The tab of the models of a stage.
    #[must_use]
    pub fn from_stage(stage: Stage) -> Self {
        match stage {
            Stage::Base => Self::Base,
            Stage::Sft => Self::Sft,
            Stage::Rlhf => Self::Rlhf,
        }
    }

    /// The tab that shows an entry with this stage and any other like it: All, or Extensions.
    #[must_use]
    pub fn widest(stage: Option<Stage>) -> Self {
        if Self::All.contains(stage) { Self::All } else { Self::Extensions }
    }

    /// The position from the left, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default()
    }

    /// The tab `steps` to the right, wrapping around.
    #[must_use]
    pub fn cycle(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let idx = self.index().wrapping_add_signed(steps).wrapping_add(count) % count;
        Self::ALL.get(idx).copied().unwrap_or(self)
    }

    /// The label in the header.
    #[must_use]
    pub fn label(self, messages: &Messages) -> &'static str {
        match self {
            Self::Base => (messages.stage)(Stage::Base),
            Self::Sft => (messages.stage)(Stage::Sft),
            Self::Rlhf => (messages.stage)(Stage::Rlhf),
            Self::Extensions => messages.tab_extensions,
            Self::All => messages.tab_all,
        }
    }

    /// True if the tab shows the models of a stage or, for `None`, extensions.
    #[must_use]
    pub fn contains(self, stage: Option<Stage>) -> bool {
        match (self, stage) {
            (Self::All, stage) => stage.is_some(),
            (Self::Extensions, stage) => stage.is_none(),
            (tab, stage) => stage.map(Self::from_stage) == Some(tab),
        }
    }

    /// The heading of a column in this tab.
    #[must_use]
    pub fn heading(self, column: Column, locale: Locale) -> &'static str {
        match (self, column) {
            (Self::Extensions, Column::Name) => Messages::get(locale).name,
            _ => column.heading(locale),
        }
    }

    /// The columns of the list in this tab.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Base | Self::Sft | Self::Rlhf => &MODEL_COLUMNS,
            Self::Extensions => &EXTENSION_COLUMNS,
            Self::All => &ALL_TAB_COLUMNS,
        }
    }
}
