//! The header: the tabs, and hints for language and help.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::App,
    config::theme::StyleRole,
    ui::text::{draw_right_aligned, draw_text, width_u16},
};

/// Draws the tabs with their numbers of matches; exactly one looks active.
pub(super) fn draw_header(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().header, &app.settings().theme);
    let labels = app.tab_row();
    let accent = theme.style(StyleRole::Accent);
    let is_legible = accent.fg.is_none_or(|color| theme.keeps_color(color, StyleRole::Selection));
    let active = if is_legible { accent } else { accent.patch(theme.style(StyleRole::Selection)) };
    let active = theme.style(StyleRole::Selection).patch(active);
    for label in &labels {
        let (name_style, count_style) = match label.count {
            _ if label.is_active => (active, active),
            Some(0) => (theme.style(StyleRole::Muted), theme.style(StyleRole::Muted)),
            _ => (theme.style(StyleRole::Text), theme.style(StyleRole::Muted)),
        };
        // Each part is drawn once: a style does not undo the dimming of one below it.
        let name_area = Rect { width: label.area.width.min(width_u16(&label.name)), ..label.area };
        draw_text(buffer, name_area, &label.name, name_style);
        if let Some(count) = label.count {
            let count_area = Rect { x: name_area.right(), width: label.area.width - name_area.width, ..label.area };
            draw_text(buffer, count_area, &format!(" {count}"), count_style);
        }
    }
    let min_x = labels.last().map_or(area.x, |label| label.area.right()) + 2;
    draw_right_aligned(buffer, area, min_x, &app.tab_row_hint(), theme.style(StyleRole::Muted));
}
