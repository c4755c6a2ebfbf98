//! The comparison.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    action::KeyContext,
    app::{App, CompareScreen},
    config::theme::StyleRole,
    ui::{
        document::draw_document,
        panes::{draw_scroll_bar, draw_titled_rule, right_margin},
        text::{clear, draw_lines, draw_right_aligned, width_u16},
    },
};

pub(super) fn draw(app: &App, screen: &CompareScreen, buffer: &mut Buffer) {
    draw_title(app, screen, buffer);
    draw_document(app, screen.view(), app.layout().body, app.has_document_focus(), buffer);
    let area = right_margin(app.layout().body, buffer);
    draw_scroll_bar(app, area, screen.view().state(), screen.view().document().lines.len(), buffer);
}

/// Draws the title and which models are visible. When scrolled, the model names take its line.
fn draw_title(app: &App, screen: &CompareScreen, buffer: &mut Buffer) {
    let (line, theme, messages) = (app.layout().title_line(), &app.settings().theme, app.messages());
    let view = screen.view();
    if view.state().offset > 0 {
        clear(buffer, line, theme);
        draw_lines(buffer, line, std::slice::from_ref(screen.heading()), 0, theme);
        return;
    }
    draw_titled_rule(app, line, app.settings().title(KeyContext::Compare), buffer);
    if let Some(visible) = screen.layout().map(|layout| &layout.visible_models)
        && visible.len() < screen.model_count()
    {
        let text = (messages.visible_models)(visible.start + 1, visible.end, screen.model_count());
        let text = format!(" {text} ");
        let width = width_u16(&text).min(line.width);
        clear(buffer, Rect { x: line.right() - width, width, ..line }, theme);
        draw_right_aligned(buffer, line, line.x, &text, theme.style(StyleRole::Muted));
    }
}
