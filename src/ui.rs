//! Drawing the application state.

mod column_chooser;
mod detail;
mod document;
mod footer;
mod header;
mod input_line;
mod list;
mod list_box;
mod menu;
mod panes;
mod pending_keys;
mod query_text;
mod screens;
mod search_bar;
mod text;

use ratatui::{Frame, buffer::Buffer, layout::Rect, style::Style};

use crate::{
    app::{App, MIN_SIZE},
    display_width::wrap,
    glyphs::ascii,
};

/// Draws a frame and sets the position of the text cursor.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    text::draw_background(buffer, area, &app.settings().theme);
    if app.settings().is_too_small() {
        draw_too_small(app, area, buffer);
        return;
    }
    header::draw_header(app, buffer);
    if app.screen().is_none() {
        panes::draw_pane_rules(app, buffer);
    }
    search_bar::draw_search_bar(app, buffer);
    if let Some(screen) = app.screen() {
        screens::draw_screen(app, screen, buffer);
    } else {
        if app.is_list_visible() {
            list::draw_list(app, buffer);
            list::draw_summary(app, buffer);
        }
        if app.is_detail_visible() {
            detail::draw_detail(app, buffer);
        }
    }
    footer::draw_footer(app, buffer);
    if let Some(menu) = app.menu() {
        menu::draw_menu(app, menu, buffer);
    }
    if let Some(chooser) = app.column_chooser() {
        column_chooser::draw_column_chooser(app, chooser, buffer);
    }
    pending_keys::draw_pending_keys(app, buffer);
    if !app.settings().has_unicode {
        replace_signs(buffer);
    }
    if let Some(position) =
        [search_bar::cursor_position(app), input_line::cursor_position(app), menu::cursor_position(app)]
            .into_iter()
            .flatten()
            .next()
    {
        frame.set_cursor_position(position);
    }
}

/// Replaces the signs of the program by ASCII characters. Those in names and texts are replaced too: what does not show
/// UTF-8 shows none of them.
fn replace_signs(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let sign = cell.symbol().chars().next().and_then(ascii);
        if let Some(ch) = sign {
            cell.set_char(ch);
        }
    }
}

fn draw_too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let message = (app.messages().terminal_too_small)(MIN_SIZE.width, MIN_SIZE.height);
    text::draw_paragraph(buffer, area, &wrap(&message, usize::from(area.width)), Style::default());
}
