//! Documents with a cursor: the detail and text screens, and what matched in them.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use crate::{
    app::{App, DocumentView},
    config::theme::StyleRole,
    document::LineMatch,
    ui::text::{draw_lines, draw_selection, width_u16},
};

/// Draws the visible lines, with the selected one if the document has the focus.
pub(super) fn draw_document(app: &App, view: &DocumentView, area: Rect, has_focus: bool, buffer: &mut Buffer) {
    let (lines, state, theme) = (&view.document().lines, view.state(), &app.settings().theme);
    draw_lines(buffer, area, lines, state.offset, theme);
    if !has_focus {
        mute_headings(app, view, area, buffer);
    }
    let row = u16::try_from(state.selected.saturating_sub(state.offset)).unwrap_or_default();
    if has_focus && row < area.height {
        draw_selection(buffer, Rect { y: area.y + row, height: 1, ..area }, theme, StyleRole::Selection);
    }
    draw_matches(view.find_matches(), area, state.offset, theme.style(StyleRole::FindMatch), buffer);
}

/// Draws the headings of sections less bold, in a document without the focus.
fn mute_headings(app: &App, view: &DocumentView, area: Rect, buffer: &mut Buffer) {
    let style = app.settings().theme.style(StyleRole::Muted).remove_modifier(Modifier::BOLD);
    let visible = view.document().lines.iter().skip(view.state().offset);
    for (line, row) in visible.zip(area.rows()).filter(|(line, _)| line.is_heading) {
        let width = line.spans.first().map_or(0, |span| width_u16(&span.text)).min(row.width);
        buffer.set_style(Rect { width, ..row }, style);
    }
}

/// Styles the matches in the visible lines, from an offset on.
pub(super) fn draw_matches<'a>(
    matches: impl Iterator<Item = &'a LineMatch>,
    area: Rect,
    offset: usize,
    style: Style,
    buffer: &mut Buffer,
) {
    for LineMatch { line, column, width } in matches {
        let (row, column) = (line.checked_sub(offset).map(u16::try_from), u16::try_from(*column));
        let (Some(Ok(row)), Ok(column), Ok(width)) = (row, column, u16::try_from(*width)) else { continue };
        let x = area.x.saturating_add(column);
        let matched = Rect { x, y: area.y.saturating_add(row), width: width.min(u16::MAX - x), height: 1 };
        buffer.set_style(matched.intersection(area), style);
    }
}
