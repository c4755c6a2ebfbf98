//! The detail of the selected entry.

use llm_index::RowId;

use crate::{
    app::{
        context::{Context, DocumentKey},
        document_view::DocumentView,
    },
    document,
};

/// The laid-out detail and its cursor.
#[derive(Default)]
pub struct DetailPane {
    view: DocumentView,
    /// The inputs that the document was laid out for.
    key: Option<(RowId, DocumentKey)>,
}

impl DetailPane {
    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
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

    /// Lays out the entry of a row, unless the document is up to date.
    pub(in crate::app) fn lay_out(&mut self, row: Option<RowId>, context: Context<'_>) {
        let area = context.layout.detail;
        let width = usize::from(area.width);
        let key = row.map(|row| (row, context.document_key(width)));
        if self.key != key || key.is_none() {
            let Context { index, settings, .. } = context;
            let lay_out = |row| document::entry(index, row, &settings.keymap, settings.locale, width);
            self.view.set_document(row.map(lay_out).unwrap_or_default());
            self.key = key;
        }
        self.view.set_height(usize::from(area.height));
    }
}
