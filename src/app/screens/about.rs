//! The screen about the catalogue: its contents, sources and changes.

use crate::{
    action::Action,
    app::{
        command::Update,
        context::{Context, DocumentKey},
        document_view::DocumentView,
    },
    document,
};

/// The description of the catalogue.
#[derive(Debug, Default)]
pub struct AboutScreen {
    view: DocumentView,
    key: Option<DocumentKey>,
}

impl AboutScreen {
    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    pub(super) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        self.view.update(action, context.settings.messages())
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.text_area();
        let width = usize::from(area.width);
        let key = Some(context.document_key(width));
        if self.key != key {
            self.view.set_document(document::about(context.index, context.settings.locale, width));
            self.key = key;
        }
        self.view.set_height(usize::from(area.height));
    }
}
