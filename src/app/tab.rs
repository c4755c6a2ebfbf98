//! The columns and orders of the tabs.

use std::borrow::Cow;

use llm_catalog::localized::Locale;
use llm_index::{Column, Index, query::Query};

pub use crate::tab::Tab;
use crate::{
    columns::{ALL_TAB_COLUMNS, ColumnExt, EXTENSION_COLUMNS, MODEL_COLUMNS, MODEL_ORDERS},
    config::columns::ColumnSpec,
    i18n::Messages,
};

impl Tab {
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

    /// The columns of the list that nobody chose: those of the tab, and the summary for wide lists.
    #[must_use]
    pub fn default_columns(self) -> Vec<ColumnSpec> {
        let columns = self.columns().iter().copied();
        let summary = Some(Column::Summary).filter(|column| !self.columns().contains(column));
        columns.chain(summary).map(ColumnSpec::from).collect()
    }

    /// The columns of the list in this tab for a query and an order: the chosen ones, else those of the tab, the memory if
    /// the query is about what fits, the score if it filters by it, and the column of the order.
    #[must_use]
    pub fn columns_for(
        self,
        chosen: Option<&[ColumnSpec]>,
        query: &Query,
        sort_column: Option<Column>,
    ) -> Vec<ColumnSpec> {
        let default = || self.columns().iter().copied().map(ColumnSpec::from).collect();
        let mut columns = chosen.map_or_else(default, <[_]>::to_vec);
        let memory = query.memory_budgets().next().map(|_| Column::Memory).filter(|_| self != Self::Extensions);
        let score = query.filters_by(Column::Score).then_some(Column::Score).filter(|_| self != Self::Extensions);
        for column in memory.into_iter().chain(score).chain(sort_column) {
            if columns.iter().all(|other| other.column != column) {
                // Figures stand next to the parameters, else to the name.
                let position = |column| columns.iter().position(|other| other.column == column);
                let before = position(Column::Parameters).or_else(|| position(Column::Name)).unwrap_or_default();
                columns.insert(before + 1, column.into());
            }
        }
        columns
    }

    /// The column that the list is ordered by without another choice.
    #[must_use]
    pub const fn default_sort_column(self) -> Column {
        match self {
            Self::Extensions => Column::Name,
            _ => Column::Released,
        }
    }

    /// The columns that the list can be ordered by in this tab.
    pub fn orders(self) -> impl Iterator<Item = Column> {
        let orders = if self == Self::Extensions { &EXTENSION_COLUMNS[..] } else { &MODEL_ORDERS[..] };
        orders.iter().copied().filter(move |column| *column != Column::Stage || self == Self::All)
    }
}
