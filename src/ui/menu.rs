//! Menus.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Widget},
};

use crate::{
    app::{App, Menu},
    config::theme::StyleRole,
    ui::text::{clear, draw_selection, draw_text},
};

/// Line-drawing characters are two columns wide in some Chinese terminals.
const ASCII_BORDER: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

pub(super) fn draw_menu(app: &App, menu: &Menu, buffer: &mut Buffer) {
    let (theme, body) = (&app.settings().theme, app.layout().body);
    let (area, inner) = (menu.area(body), menu.inner_area(body));
    clear(buffer, area, theme);
    let block = Block::bordered().border_set(ASCII_BORDER).title(format!(" {} ", menu.title));
    block.border_style(theme.style(StyleRole::Border)).render(area, buffer);
    let items = menu.items.iter().enumerate().skip(menu.scroll_offset(inner));
    for ((idx, (_, label)), row) in items.zip(inner.rows()) {
        let label_area = Rect { x: row.x + 1, width: row.width.saturating_sub(2), ..row };
        draw_text(buffer, label_area, label, theme.style(StyleRole::Text));
        if idx == menu.state.selected {
            draw_selection(buffer, row, theme, StyleRole::Selection);
        }
    }
}
