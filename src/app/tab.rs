//! The tabs of the list.

use std::borrow::Cow;

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, Index, query::Query};

use crate::{
    columns::{ALL_TAB_COLUMNS, ColumnExt, EXTENSION_COLUMNS, MODEL_COLUMNS, MODEL_ORDERS},
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
    pub fn heading(self, column: Column, index: &Index, locale: Locale) -> Cow<'static, str> {
        match (self, column) {
            (Self::Extensions, Column::Name) => Messages::get(locale).name.into(),
            _ => column.list_heading(index, locale),
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

    /// The columns of the list in this tab for a query and an order: those of the tab, the memory if the query is about
    /// what fits, and the column of the order.
    #[must_use]
    pub fn columns_for(self, query: &Query, sort_column: Option<Column>) -> Vec<Column> {
        let mut columns = self.columns().to_vec();
        let memory = query.memory_budgets().next().map(|_| Column::Memory).filter(|_| self != Self::Extensions);
        for column in memory.into_iter().chain(sort_column) {
            if !columns.contains(&column) {
                // Figures stand next to the parameters.
                let after = columns.iter().position(|other| *other == Column::Parameters).unwrap_or_default();
                columns.insert(after + 1, column);
            }
        }
        columns
    }

    /// The columns that the list can be ordered by in this tab.
    pub fn orders(self) -> impl Iterator<Item = Column> {
        let orders = if self == Self::Extensions { &EXTENSION_COLUMNS[..] } else { &MODEL_ORDERS[..] };
        orders.iter().copied().filter(move |column| *column != Column::Stage || self == Self::All)
    }
}
