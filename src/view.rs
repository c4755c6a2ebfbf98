//! Drawing: the state in, cells out. Nothing here changes the state.

mod bar;
mod chart;
mod menu;
mod page;
mod prompt;
mod search;
mod table;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
    text::{Line, Span},
    widgets::Widget,
};

use crate::{
    app::{App, layout::LEAST},
    sheet,
    text::{fit, wrap},
    theme::{Role, Theme},
};

/// Draws the whole screen, and shows the text cursor where a person types.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_style(area, app.theme().style(Role::Ground));
    if app.is_too_small() {
        too_small(app, area, buffer);
        return;
    }
    bar::header(app, buffer);
    search::bar(app, buffer);
    if app.page().is_some() {
        page::page(app, buffer);
    } else {
        if app.shows_table() {
            table::table(app, buffer);
        }
        if app.shows_detail() {
            page::detail(app, buffer);
        }
    }
    bar::footer(app, buffer);
    if app.menu().is_some() {
        menu::menu(app, buffer);
    }
    if let Some(position) = search::cursor(app).or_else(|| prompt::cursor(app)) {
        frame.set_cursor_position(position);
    }
}

fn too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let message = (app.messages().too_small)(LEAST.width, LEAST.height);
    let lines = wrap(&message, usize::from(area.width));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        write(buffer, area.x, y, area.width, line, Style::default());
    }
}

/// Writes a text at a place, cut to a width.
fn write(buffer: &mut Buffer, x: u16, y: u16, columns: u16, text: &str, style: Style) {
    let text = fit(text, usize::from(columns));
    buffer.set_stringn(x, y, text, usize::from(columns), style);
}

/// Draws the lines of a sheet that a place has room for, from one of them on.
fn sheet_lines(lines: &[sheet::Line], top: usize, place: Rect, theme: &Theme, buffer: &mut Buffer) {
    for (line, y) in lines.iter().skip(top).zip(place.top()..place.bottom()) {
        let spans = line.pieces.iter().map(|piece| Span::styled(piece.text.as_str(), theme.style(piece.role)));
        spans.collect::<Line<'_>>().render(Rect { y, height: 1, ..place }, buffer);
    }
}

/// Gives cells a look over what they say.
fn highlight(buffer: &mut Buffer, place: Rect, theme: &Theme, role: Role) {
    buffer.set_style(place, theme.style(role));
}

/// Marks a line as selected. Its colors give way, as a reversed color is a
/// glaring block; weight and underline stay.
fn select(buffer: &mut Buffer, place: Rect, theme: &Theme, role: Role) {
    let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
    buffer.set_style(place, plain.patch(theme.style(Role::Ground)));
    highlight(buffer, place, theme, role);
}
