//! The border of what is chosen from: menus and the chooser of columns.

use ratatui::{
    buffer::Buffer,
    layout::{Alignment, Rect},
    symbols::border,
    text::Line,
    widgets::{Block, Widget},
};

use crate::{
    app::{App, ListState},
    config::theme::StyleRole,
    glyphs::{ASCENDING, DESCENDING},
    ui::{panes::draw_scroll_bar, text::clear},
};

/// Clears an area and draws a border with a title, how many items are above and below the visible ones, and a scroll
/// bar. `items` are the lines of the items, of which there are `count`.
pub(super) fn draw_list_box(
    app: &App,
    area: Rect,
    items: Rect,
    title: &str,
    (state, count): (ListState, usize),
    buffer: &mut Buffer,
) {
    let theme = &app.settings().theme;
    clear(buffer, area, theme);
    let below = count.saturating_sub(state.offset + usize::from(items.height));
    let label = |sign: &str, count: usize| {
        let text = format!(" {sign} {} ", (app.messages().menu_more)(count));
        Line::styled(if count == 0 { String::new() } else { text }, theme.style(StyleRole::Muted))
            .alignment(Alignment::Right)
    };
    Block::bordered()
        .border_set(border::ROUNDED)
        .border_style(theme.style(StyleRole::Border))
        .title(Line::styled(format!(" {title} "), theme.style(StyleRole::Title)))
        .title(label(ASCENDING, state.offset))
        .title_bottom(label(DESCENDING, below))
        .render(area, buffer);
    let border = Rect { x: area.right().saturating_sub(1), width: 1, ..items };
    draw_scroll_bar(app, border, state, count, buffer);
}
