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
    for label in &labels {
        let (name_role, count_role) = match label.count {
            _ if label.is_active => (StyleRole::Selection, StyleRole::Selection),
            Some(0) => (StyleRole::Muted, StyleRole::Muted),
            _ => (StyleRole::Text, StyleRole::Muted),
        };
        // Each part is drawn once: a style does not undo the dimming of one below it.
        let name_area = Rect { width: label.area.width.min(width_u16(&label.name)), ..label.area };
        draw_text(buffer, name_area, &label.name, theme.style(name_role));
        if let Some(count) = label.count {
            let count_area = Rect { x: name_area.right(), width: label.area.width - name_area.width, ..label.area };
            draw_text(buffer, count_area, &format!(" {count}"), theme.style(count_role));
        }
    }
    let min_x = labels.last().map_or(area.x, |label| label.area.right()) + 2;
    draw_right_aligned(buffer, area, min_x, &app.tab_row_hint(), theme.style(StyleRole::Muted));
}
