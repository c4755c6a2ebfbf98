//! The detail of the selected entry.

use ratatui::buffer::Buffer;

use crate::{action::KeyContext, app::App, ui::document::draw_document};

pub(super) fn draw_detail(app: &App, buffer: &mut Buffer) {
    let has_focus = app.key_context() == KeyContext::Detail;
    draw_document(app, app.detail().view(), app.layout().detail, has_focus, buffer);
}
