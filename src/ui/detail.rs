//! The detail of the selected entry.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{action::KeyContext, app::App, config::theme::StyleRole, document::LineMatch, ui::document::draw_document};

pub(super) fn draw_detail(app: &App, buffer: &mut Buffer) {
    let has_focus = app.key_context() == KeyContext::Detail;
    draw_document(app, app.detail().view(), app.layout().detail, has_focus, buffer);
    highlight_matches(app, buffer);
}

/// Highlights the words of the query in the visible lines.
fn highlight_matches(app: &App, buffer: &mut Buffer) {
    let (area, offset) = (app.layout().detail, app.detail().view().state().offset);
    let style = app.settings().theme.style(StyleRole::Matched);
    for LineMatch { line, column, width } in app.detail().matches() {
        let (row, column) = (line.checked_sub(offset).map(u16::try_from), u16::try_from(*column));
        let (Some(Ok(row)), Ok(column), Ok(width)) = (row, column, u16::try_from(*width)) else { continue };
        let matched = Rect { x: area.x.saturating_add(column), y: area.y.saturating_add(row), width, height: 1 };
        buffer.set_style(matched.intersection(area), style);
    }
}
