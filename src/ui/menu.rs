//! A menu: a small box over the table.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Clear, Widget},
};

use crate::{
    app::{App, layout},
    config::theme::StyleRole,
    ui::{draw_selection, draw_text},
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

/// The choices, with the one under the cursor.
pub(super) fn draw_menu(app: &App, buffer: &mut Buffer) {
    let Some(menu) = app.menu() else { return };
    let theme = app.theme();
    let area = layout::menu_area(app.layout().body, menu);
    let inside = layout::inner(area);
    Clear.render(area, buffer);
    buffer.set_style(area, theme.style(StyleRole::Background));
    let title = format!(" {} ", menu.title);
    Block::bordered()
        .border_set(ASCII_BORDER)
        .title(title)
        .border_style(theme.style(StyleRole::Border))
        .render(area, buffer);
    let choices = menu.items.iter().enumerate().skip(menu.scroll_offset(inside));
    for ((place, (_, name)), y) in choices.zip(inside.top()..inside.bottom()) {
        draw_text(buffer, inside.x + 1, y, inside.width.saturating_sub(2), name, theme.style(StyleRole::Text));
        if place == menu.state.selected {
            draw_selection(buffer, Rect { y, height: 1, ..inside }, theme, StyleRole::Selection);
        }
    }
}
