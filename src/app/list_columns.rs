//! The columns of the list for a tab, a query and an order.

use llm_catalog::localized::Locale;
use llm_index::{Column, Index, query::Query};

use crate::{
    app::tab::Tab,
    columns::ColumnExt,
    config::columns::{ColumnChoices, ColumnSpec},
    display_width::width,
};

/// The columns that the list shows if they fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListColumns {
    /// The columns from the left.
    pub columns: Vec<ColumnSpec>,
    /// True if a person chose the columns; then those on the right leave first.
    pub is_chosen: bool,
    /// True if the column of the order leaves after the chosen ones: nobody chose it, and the order is that of the program.
    pub is_sort_optional: bool,
    /// The column that the list is sorted by.
    pub sort_column: Option<Column>,
    /// The score column if the query filters by it: only its heading names the benchmark.
    pub filtered_column: Option<Column>,
    /// The width of the heading of the memory column, which says what the memory is for.
    pub memory_width: u16,
}

impl ListColumns {
    /// The columns of a tab, the memory if the query is about what fits, and the column of the order.
    #[must_use]
    pub fn new(
        tab: Tab,
        choices: &ColumnChoices,
        query: &Query,
        sort_column: Option<Column>,
        index: &Index,
        locale: Locale,
    ) -> Self {
        let memory_width = u16::try_from(width(&Column::Memory.list_heading(index, locale))).unwrap_or_default();
        let chosen = choices.get(tab);
        let columns = match chosen {
            Some(_) => tab.columns_for(chosen, query, sort_column),
            None => tab.columns_for(Some(&tab.default_columns()), query, sort_column),
        };
        let filtered_column = query.filters_by(Column::Score).then_some(Column::Score);
        let is_sort_optional = sort_column == Some(tab.default_sort_column())
            && chosen.is_some_and(|chosen| chosen.iter().all(|spec| Some(spec.column) != sort_column));
        Self { columns, is_chosen: chosen.is_some(), is_sort_optional, sort_column, filtered_column, memory_width }
    }
}
