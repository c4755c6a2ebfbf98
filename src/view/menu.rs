//! A menu: a small box over the table.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    symbols::border,
    widgets::{Block, Clear, Widget},
};

use super::{select, write};
use crate::{
    app::{App, layout},
    theme::Role,
};

/// Line-drawing characters are two columns wide in some Chinese terminals.
const BORDER: border::Set<'_> = border::Set {
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
pub(super) fn menu(app: &App, buffer: &mut Buffer) {
    let Some(menu) = app.menu() else { return };
    let theme = app.theme();
    let area = layout::menu(app.layout().body, menu);
    let inside = layout::inside(area);
    Clear.render(area, buffer);
    buffer.set_style(area, theme.style(Role::Ground));
    let title = format!(" {} ", menu.title);
    Block::bordered().border_set(BORDER).title(title).border_style(theme.style(Role::Border)).render(area, buffer);
    let choices = menu.choices.iter().enumerate().skip(menu.top(inside));
    for ((place, (_, name)), y) in choices.zip(inside.top()..inside.bottom()) {
        write(buffer, inside.x + 1, y, inside.width.saturating_sub(2), name, theme.style(Role::Text));
        if place == menu.cursor.row {
            select(buffer, Rect { y, height: 1, ..inside }, theme, Role::Selection);
        }
    }
}
