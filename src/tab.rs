//! The tabs of the list.

use std::str::FromStr;

use llm_catalog::model::Stage;

use crate::i18n::Messages;

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

/// A name that no tab has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownTab;

impl FromStr for Tab {
    type Err = UnknownTab;

    fn from_str(name: &str) -> Result<Self, UnknownTab> {
        Self::ALL.into_iter().find(|tab| tab.name() == name).ok_or(UnknownTab)
    }
}

impl Tab {
    /// Every tab, from the left.
    pub const ALL: [Self; 5] = [Self::All, Self::Base, Self::Sft, Self::Rlhf, Self::Extensions];

    /// The name in options and files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Base => "base",
            Self::Sft => "sft",
            Self::Rlhf => "rlhf",
            Self::Extensions => "extensions",
        }
    }

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
}
