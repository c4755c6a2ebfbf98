//! Screens that are a title and a text.

use ratatui::buffer::Buffer;

use crate::{
    app::{App, DocumentView},
    config::theme::StyleRole,
    ui::{document::draw_document, text::draw_text},
};

pub(super) fn draw(app: &App, title: &str, view: &DocumentView, buffer: &mut Buffer) {
    let layout = app.layout();
    draw_text(buffer, layout.title_line(), title, app.settings().theme.style(StyleRole::Title));
    draw_document(app, view, layout.text_area(), app.has_document_focus(), buffer);
}
