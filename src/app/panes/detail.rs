//! The detail of the selected entry.

use llm_index::{RowId, search::WordFinder};

use crate::{
    app::{
        context::{Context, DocumentKey},
        document_view::DocumentView,
    },
    document::{self, LineMatch, find_words},
};

/// The laid-out detail and its cursor.
#[derive(Default)]
pub struct DetailPane {
    view: DocumentView,
    /// The inputs that the document was laid out for.
    key: Option<(RowId, DocumentKey)>,
    /// Finds the words of the query.
    word_finder: WordFinder,
    matches: Vec<LineMatch>,
}

impl DetailPane {
    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    /// The words of the query in the document.
    #[must_use]
    pub fn matches(&self) -> &[LineMatch] {
        &self.matches
    }

    pub(in crate::app) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    /// Moves the cursor to the top, after another entry was selected.
    pub(in crate::app) fn reset_state(&mut self) {
        self.view.reset_state();
    }

    /// Forces a new layout, after bookmarks changed.
    pub(in crate::app) fn invalidate(&mut self) {
        self.key = None;
    }

    /// Lays out the entry of a row and finds words in it, unless the document is up to date.
    pub(in crate::app) fn lay_out(&mut self, row: Option<RowId>, word_finder: WordFinder, context: Context<'_>) {
        let area = context.layout.detail;
        let width = usize::from(area.width);
        let key = row.map(|row| (row, context.document_key(width)));
        let is_laid_out = self.key == key && key.is_some();
        if !is_laid_out {
            let Context { index, settings, .. } = context;
            let lay_out = |row| document::entry(index, row, &settings.keymap, settings.locale, width);
            self.view.set_document(row.map(lay_out).unwrap_or_default());
            self.key = key;
        }
        if !is_laid_out || self.word_finder != word_finder {
            self.matches = find_words(self.view.document(), &word_finder);
            self.word_finder = word_finder;
        }
        self.view.set_height(usize::from(area.height));
    }
}
