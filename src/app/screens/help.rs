//! The help: key bindings and the query syntax.

use crate::{
    action::{Action, KeyContext},
    app::{
        command::Update,
        context::{Context, DocumentKey},
        document_view::DocumentView,
    },
    document,
};

/// The help for the context it was opened from.
#[derive(Debug)]
pub struct HelpScreen {
    context: KeyContext,
    view: DocumentView,
    key: Option<DocumentKey>,
}

impl HelpScreen {
    pub(super) fn new(context: KeyContext) -> Self {
        Self { context, view: DocumentView::default(), key: None }
    }

    /// The context whose keys it shows.
    pub(super) fn context(&self) -> KeyContext {
        self.context
    }

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
        let (settings, area) = (context.settings, context.layout.body);
        let width = usize::from(area.width);
        let key = Some(context.document_key(width));
        if self.key != key {
            self.view.set_document(document::help(&settings.keymap, self.context, settings.locale, width));
            self.key = key;
        }
        self.view.set_height(usize::from(area.height));
    }
}
