//! The detail of the selected entry.

use ratatui::buffer::Buffer;

use crate::{
    app::App,
    config::theme::StyleRole,
    ui::document::{draw_document, draw_matches},
};

pub(super) fn draw_detail(app: &App, buffer: &mut Buffer) {
    let (view, area, theme) = (app.detail().view(), app.layout().detail, &app.settings().theme);
    draw_document(app, view, area, app.has_document_focus(), buffer);
    let (offset, style) = (view.state().offset, theme.style(StyleRole::Matched));
    draw_matches(app.detail().matches().iter(), area, offset, style, buffer);
}
