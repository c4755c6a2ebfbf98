//! Screens that are a title and a text.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::{App, DocumentView},
    ui::{
        document::draw_document,
        panes::{draw_scroll_bar, draw_titled_rule, right_margin},
    },
};

pub(super) fn draw(app: &App, title: &str, view: &DocumentView, area: Rect, buffer: &mut Buffer) {
    draw_titled_rule(app, app.layout().title_line(), title, buffer);
    draw_document(app, view, area, app.has_document_focus(), buffer);
    draw_scroll_bar(app, right_margin(area, buffer), view.state(), view.document().lines.len(), buffer);
}
