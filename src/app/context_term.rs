//! Finds the glossary term for the selected line or the sort column.

use llm_index::Column;

use crate::{
    app::state::{App, Focus},
    document::DocField,
    glossary::Glossary,
};

impl App {
    /// The index of the term for the selected line of the detail, else for the column that the list is sorted by.
    pub(super) fn context_term(&self) -> Option<usize> {
        let line_term = || (self.focus == Focus::Detail).then(|| self.term_for_line()).flatten();
        let column = self.list.sort_column().unwrap_or(Column::Name);
        line_term().or_else(|| DocField::from_column(column, self.index.meta()).term(Glossary::builtin()))
    }

    fn term_for_line(&self) -> Option<usize> {
        let view = self.detail.view();
        view.document().lines.get(view.state().selected)?.field.as_ref()?.term(Glossary::builtin())
    }
}
