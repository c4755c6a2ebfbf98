//! The glossary.

use ratatui::layout::Size;

use llm_catalog::localized::Locale;
use llm_index::Column;

use crate::{
    action::Action,
    app::{command::Update, context::Context, document_view::DocumentView, screens::Opening},
    document::{self, DocField},
    glossary::Glossary,
};

/// The terms and a cursor, which stays at its term when the language or the size changes.
#[derive(Debug, Default)]
pub struct GlossaryScreen {
    view: DocumentView,
    /// The first line of each term.
    term_lines: Vec<usize>,
    /// What the document was laid out for.
    key: Option<(Locale, Size)>,
    /// The term to go to after the next layout.
    pending_term: Option<usize>,
}

impl GlossaryScreen {
    /// The glossary at the term for the selected line of the detail, else for the column that the list is sorted by.
    pub(super) fn open(opening: &Opening<'_>) -> Self {
        let glossary = Glossary::builtin();
        let line_term = opening.field.and_then(|field| field.term(glossary));
        let column = opening.list.sort_column().unwrap_or(Column::Name);
        let column_term = || DocField::from_column(column, opening.context.index.meta()).term(glossary);
        Self { pending_term: line_term.or_else(column_term), ..Self::default() }
    }

    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    pub(super) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    /// Goes to the term of an index at the next layout.
    pub(in crate::app) fn show_term(&mut self, term: usize) {
        self.pending_term = Some(term);
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        self.view.update(action, context.settings.messages())
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.text_area();
        let key = Some((context.settings.locale, context.settings.size));
        if self.key != key {
            self.pending_term = self.pending_term.or_else(|| self.current_term());
            let (document, term_lines) =
                document::glossary_by_topic(Glossary::builtin(), context.settings.locale, usize::from(area.width));
            self.view.set_document(document);
            (self.term_lines, self.key) = (term_lines, key);
        }
        self.view.set_height(usize::from(area.height));
        if let Some(term) = self.pending_term.take() {
            self.view.select_at_top(self.term_lines.get(term).copied().unwrap_or_default());
        }
    }

    /// The index of the term at the cursor.
    fn current_term(&self) -> Option<usize> {
        let line = self.view.state().selected;
        let starts = self.term_lines.iter().enumerate().filter(|(_, start)| **start <= line);
        starts.max_by_key(|(_, start)| **start).map(|(term, _)| term)
    }
}
