//! Drawing text and styles.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Clear, Widget},
};

use crate::{
    config::theme::{StyleRole, Theme},
    display_width::{is_plain, truncate, width},
    document::StyledLine,
};

/// Draws a text in the first row of an area, truncated to its width.
pub(super) fn draw_text(buffer: &mut Buffer, area: Rect, text: &str, style: Style) {
    let columns = usize::from(area.width);
    draw_span(buffer, area, &truncate(text, columns), style);
}

/// Draws a text in the first row of an area, cut at its end. Returns the column after it.
fn draw_span(buffer: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    if !is_plain(text) {
        return buffer.set_stringn(area.x, area.y, text, area.width.into(), style).0;
    }
    let columns = area.intersection(buffer.area);
    for (ch, x) in text.chars().zip(columns.left()..columns.right()) {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.set_char(ch).set_style(style);
        }
    }
    columns.right().min(area.x.saturating_add(width_u16(text)))
}

/// Draws a text at the right end of an area, if it does not reach left of `min_x`.
pub(super) fn draw_right_aligned(buffer: &mut Buffer, area: Rect, min_x: u16, text: &str, style: Style) {
    let columns = width_u16(text);
    let x = area.right().saturating_sub(columns);
    if x >= min_x {
        draw_text(buffer, Rect { x, width: columns, ..area }, text, style);
    }
}

/// Draws lines of text below each other.
pub(super) fn draw_paragraph(buffer: &mut Buffer, area: Rect, lines: &[String], style: Style) {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        draw_text(buffer, Rect { y, ..area }, line, style);
    }
}

/// Draws the lines of a document from an offset on.
pub(super) fn draw_lines(buffer: &mut Buffer, area: Rect, lines: &[StyledLine], offset: usize, theme: &Theme) {
    for (line, row) in lines.iter().skip(offset).zip(area.rows()) {
        let mut rest = row;
        for span in &line.spans {
            rest.x = draw_span(buffer, rest, &span.text, theme.style(span.role));
            rest.width = row.right().saturating_sub(rest.x);
        }
    }
}

/// Clears an area to the background of the theme. A wide character that reaches into it is removed as a whole.
pub(super) fn clear(buffer: &mut Buffer, area: Rect, theme: &Theme) {
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = buffer.cell_mut((x, y)).filter(|cell| width(cell.symbol()) > 1) {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buffer);
    draw_background(buffer, area, theme);
}

/// Styles an area as the background of the theme, if it has one: an area of a new frame has none.
pub(super) fn draw_background(buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let style = theme.style(StyleRole::Background);
    if style != Style::default() {
        buffer.set_style(area, style);
    }
}

/// Styles an area as selected. A text color stays if it is readable there; bold and underline stay, dim text does not on
/// another background.
pub(super) fn draw_selection(buffer: &mut Buffer, area: Rect, theme: &Theme, role: StyleRole) {
    let reset = Style::new().fg(Color::Reset).bg(Color::Reset);
    let base = reset.patch(theme.style(StyleRole::Background));
    let dim = if theme.changes_background(role) { Modifier::DIM } else { Modifier::empty() };
    let selection = theme.style(role).remove_modifier(dim);
    // Neighboring cells mostly have one color.
    let mut last = (Color::Reset, false);
    for position in area.intersection(buffer.area).positions() {
        let Some(cell) = buffer.cell_mut(position) else { continue };
        let color = cell.fg;
        if color != last.0 {
            last = (color, theme.keeps_color(color, role));
        }
        cell.set_style(base).set_style(selection);
        if last.1 {
            cell.set_fg(color);
        }
    }
}

/// The display width of a text.
pub(super) fn width_u16(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
