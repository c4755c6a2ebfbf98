//! The tabs: models by how they were trained, extensions, all models.

use llm_catalog::model::Stage;
use llm_index::Column;

use crate::{
    action::Action,
    columns::{ALL_TAB_COLUMNS, EXTENSION_COLUMNS, MODEL_COLUMNS},
    i18n::Messages,
};

/// A tab of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tab {
    Base,
    Sft,
    Rlhf,
    Extensions,
    All,
}

impl Tab {
    /// Every tab, from the left.
    pub const ALL: [Self; 5] = [Self::Base, Self::Sft, Self::Rlhf, Self::Extensions, Self::All];

    /// The tab that shows the models of a stage.
    #[must_use]
    pub fn from_stage(stage: Stage) -> Self {
        match stage {
            Stage::Base => Self::Base,
            Stage::Sft => Self::Sft,
            Stage::Rlhf => Self::Rlhf,
        }
    }

    /// The action that shows it.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Base => Action::TabBase,
            Self::Sft => Action::TabSft,
            Self::Rlhf => Action::TabRlhf,
            Self::Extensions => Action::TabExtensions,
            Self::All => Action::TabAll,
        }
    }

    /// Its place from the left, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|tab| *tab == self).unwrap_or_default()
    }

    /// The tab some places to the right, around the end.
    #[must_use]
    pub fn cycle(self, places: isize) -> Self {
        let count = Self::ALL.len();
        let place = self.index().wrapping_add_signed(places).wrapping_add(count) % count;
        Self::ALL.get(place).copied().unwrap_or(self)
    }

    /// Its label.
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

    /// Whether it shows models of a stage or, without one, extensions.
    #[must_use]
    pub fn contains(self, stage: Option<Stage>) -> bool {
        match (self, stage) {
            (Self::All, stage) => stage.is_some(),
            (Self::Extensions, stage) => stage.is_none(),
            (tab, stage) => stage.map(Self::from_stage) == Some(tab),
        }
    }

    /// The heading of a column of its table.
    #[must_use]
    pub fn heading(self, column: Column, messages: &Messages) -> &'static str {
        match (self, column) {
            (Self::Extensions, Column::Name) => messages.name,
            _ => messages.column_heading(column),
        }
    }

    /// The columns of its table.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Base | Self::Sft | Self::Rlhf => &MODEL_COLUMNS,
            Self::Extensions => &EXTENSION_COLUMNS,
            Self::All => &ALL_TAB_COLUMNS,
        }
    }
}
