//! What may follow the keys of a sequence that was begun.

use ratatui::{
    buffer::Buffer,
    layout::{Margin, Rect},
    symbols::border,
    widgets::{Block, Widget},
};

use crate::{
    app::App,
    config::theme::StyleRole,
    display_width::truncate,
    ui::text::{clear, draw_text, width_u16},
};

/// Columns between a key and what it does.
const GAP: u16 = 2;

/// Draws a box above the footer, on the right, with each key that may follow and what it does then.
pub(super) fn draw_pending_keys(app: &App, buffer: &mut Buffer) {
    let rows = app.pending_continuations();
    if rows.is_empty() {
        return;
    }
    let (theme, body) = (&app.settings().theme, app.layout().body);
    let key_width = rows.iter().map(|(key, _)| width_u16(key)).max().unwrap_or_default();
    let label_width = rows.iter().map(|(_, label)| width_u16(label)).max().unwrap_or_default();
    let border_and_padding = Margin::new(2, 1);
    let width_needed = key_width + GAP + label_width + 2 * border_and_padding.horizontal;
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2 * border_and_padding.vertical);
    let (box_width, height) = (width_needed.min(body.width), height.min(body.height));
    let area = Rect {
        x: body.right().saturating_sub(box_width),
        y: body.bottom().saturating_sub(height),
        width: box_width,
        height,
    };
    clear(buffer, area, theme);
    let title = format!(" {} ", app.pending_label());
    let block = Block::bordered().border_set(border::ROUNDED).title(title);
    block.border_style(theme.style(StyleRole::Border)).render(area, buffer);
    for ((key, label), row) in rows.iter().zip(area.inner(border_and_padding).rows()) {
        draw_text(buffer, row, key, theme.style(StyleRole::Accent));
        let used = (key_width + GAP).min(row.width);
        let label_area = Rect { x: row.x + used, width: row.width - used, ..row };
        let label = truncate(label, usize::from(label_area.width));
        draw_text(buffer, label_area, &label, theme.style(StyleRole::Text));
    }
}
