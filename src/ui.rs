//! Drawing: the state in, cells out. Nothing here changes the state.

mod bars;
mod chart;
mod document;
mod list;
mod menu;
mod prompt;
mod search_bar;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
    text::{Line, Span},
    widgets::Widget,
};

use crate::{
    app::{App, layout::MIN_SIZE},
    config::theme::{StyleRole, Theme},
    display_width::{truncate, wrap},
    document::StyledLine as DocumentLine,
};

/// Draws the whole screen, and shows the text cursor where a person types.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    buffer.set_style(area, app.theme().style(StyleRole::Background));
    if app.is_too_small() {
        draw_too_small(app, area, buffer);
        return;
    }
    bars::draw_header(app, buffer);
    search_bar::draw_search_bar(app, buffer);
    if app.screen().is_some() {
        document::draw_screen(app, buffer);
    } else {
        if app.is_list_visible() {
            list::draw_list(app, buffer);
        }
        if app.is_detail_visible() {
            document::draw_detail(app, buffer);
        }
    }
    bars::draw_footer(app, buffer);
    if app.menu().is_some() {
        menu::draw_menu(app, buffer);
    }
    if let Some(position) = search_bar::cursor_position(app).or_else(|| prompt::cursor_position(app)) {
        frame.set_cursor_position(position);
    }
}

fn draw_too_small(app: &App, area: Rect, buffer: &mut Buffer) {
    let message = (app.messages().terminal_too_small)(MIN_SIZE.width, MIN_SIZE.height);
    let lines = wrap(&message, usize::from(area.width));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        draw_text(buffer, area.x, y, area.width, line, Style::default());
    }
}

/// Writes a text at a place, cut to a width.
fn draw_text(buffer: &mut Buffer, x: u16, y: u16, columns: u16, text: &str, style: Style) {
    let text = truncate(text, usize::from(columns));
    buffer.set_stringn(x, y, text, usize::from(columns), style);
}

/// Draws the lines of a sheet that a place has room for, from one of them on.
fn draw_lines(lines: &[DocumentLine], top: usize, place: Rect, theme: &Theme, buffer: &mut Buffer) {
    for (line, y) in lines.iter().skip(top).zip(place.top()..place.bottom()) {
        let spans = line.spans.iter().map(|piece| Span::styled(piece.text.as_str(), theme.style(piece.role)));
        spans.collect::<Line<'_>>().render(Rect { y, height: 1, ..place }, buffer);
    }
}

/// Gives cells a look over what they say.
fn apply_role(buffer: &mut Buffer, place: Rect, theme: &Theme, role: StyleRole) {
    buffer.set_style(place, theme.style(role));
}

/// Marks a line as selected. Its colors give way, as a reversed color is a
/// glaring block; weight and underline stay.
fn draw_selection(buffer: &mut Buffer, place: Rect, theme: &Theme, role: StyleRole) {
    let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
    buffer.set_style(place, plain.patch(theme.style(StyleRole::Background)));
    apply_role(buffer, place, theme, role);
}
