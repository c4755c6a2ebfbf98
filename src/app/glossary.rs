//! The glossary, at the term that a person looks at.

use llm_index::{Column, sort::SortOrder};

use crate::{
    app::{App, Focus, ListState, Screen},
    document::{self, DocField, Document},
    glossary::Glossary,
};

impl App {
    /// Shows what the terms mean, from the one on that is looked at; or hides them.
    pub(super) fn toggle_glossary(&mut self) {
        let place = self.context_term();
        self.toggle_screen(Screen::Glossary);
        if let (Some((Screen::Glossary, _)), Some(place)) = (self.screen, place) {
            self.show_term(place);
        }
    }

    /// The glossary, laid out, and the line of each term.
    pub(super) fn glossary_document(&self) -> (Document, Vec<usize>) {
        let terms: Vec<_> = Glossary::builtin().terms.iter().collect();
        document::glossary(&terms, self.locale, self.document_width())
    }

    /// Goes to a term of the glossary, by its place.
    pub(super) fn show_term(&mut self, place: usize) {
        let (sheet, starts) = self.glossary_document();
        let row = starts.get(place).copied().unwrap_or_default();
        let mut cursor = ListState { selected: row, offset: row };
        cursor.select(row, sheet.lines.len(), usize::from(self.layout().body.height));
        self.screen = Some((Screen::Glossary, cursor));
    }

    /// The place of the term at the cursor of the glossary, where that is open.
    fn term_at_cursor(&self) -> Option<usize> {
        let Some((Screen::Glossary, cursor)) = self.screen else { return None };
        let (_, starts) = self.glossary_document();
        starts.partition_point(|start| *start <= cursor.selected).checked_sub(1)
    }

    /// Makes a change after which lines break elsewhere; the glossary stays at its term.
    pub(super) fn with_relayout(&mut self, change: impl FnOnce(&mut Self)) {
        let place = self.term_at_cursor();
        change(self);
        if let Some(place) = place {
            self.show_term(place);
        }
    }

    /// The term of the line in the detail, else of the column that the table is ordered by.
    fn context_term(&self) -> Option<usize> {
        let of_line = || (self.focus == Focus::Detail).then(|| self.term_for_line()).flatten();
        let column = match self.list.sort_order() {
            SortOrder::Relevance => Column::Name,
            SortOrder::ByColumn { column, .. } => column,
        };
        of_line().or_else(|| DocField::from_column(column, self.index.meta()).term(Glossary::builtin()))
    }

    /// The glossary term for the line under the cursor of the detail.
    fn term_for_line(&self) -> Option<usize> {
        let document = self.detail_document();
        document.lines.get(self.detail.selected)?.field.as_ref()?.term(Glossary::builtin())
    }
}
