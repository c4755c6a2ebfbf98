//! The rules around the list and the detail, and scroll bars.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget},
};

use llm_index::Column;

use crate::{
    action::KeyContext,
    app::{App, ListState},
    config::theme::StyleRole,
    glyphs::{HEAVY_HORIZONTAL, HEAVY_VERTICAL, HORIZONTAL, TEE_DOWN, VERTICAL},
    ui::{
        search_bar,
        text::{draw_text, width_u16},
    },
};

/// Columns of a rule before a title in it.
const TITLE_INDENT: u16 = 2;

/// Draws the rules between the search bar, the list and the detail. The rule over the pane with the focus is heavy.
pub(super) fn draw_pane_rules(app: &App, buffer: &mut Buffer) {
    let layout = app.layout();
    let has_detail_focus = app.key_context() == KeyContext::Detail;
    let junction = layout.detail.x.saturating_sub(2);
    if search_bar::has_hint_line(app) {
        let line = full_line(app, layout.title_line());
        if layout.side_by_side {
            let list = Rect { width: junction, ..line };
            let detail = Rect { x: junction + 1, width: line.width.saturating_sub(junction + 1), ..line };
            draw_rule(app, list, !has_detail_focus, buffer);
            draw_rule(app, detail, has_detail_focus, buffer);
            let tee = Rect { x: junction, width: 1, ..line };
            draw_text(buffer, tee, TEE_DOWN, app.settings().theme.style(StyleRole::Border));
            draw_pinned_name(app, detail, buffer);
        } else {
            draw_rule(app, line, true, buffer);
            if app.is_detail_visible() {
                draw_pinned_name(app, line, buffer);
            }
        }
    }
    if layout.side_by_side {
        let style = app.settings().theme.style(StyleRole::Border);
        let bottom = layout.table_body.bottom();
        for y in layout.table_header.y..bottom {
            buffer.set_string(junction, y, VERTICAL, style);
        }
    }
    if app.is_list_visible() {
        let area = Rect { x: junction, width: 1, ..layout.table_body };
        let area = if layout.side_by_side { area } else { right_margin(layout.table_body, buffer) };
        draw_scroll_bar(app, area, app.list().state(), app.list().len(), buffer);
    }
    if app.is_detail_visible() {
        let view = app.detail().view();
        let area = right_margin(layout.detail, buffer);
        draw_scroll_bar(app, area, view.state(), view.document().lines.len(), buffer);
    }
}

/// Draws a rule with a title, for screens. Returns the column after the title.
pub(super) fn draw_titled_rule(app: &App, line: Rect, title: &str, buffer: &mut Buffer) -> u16 {
    let line = full_line(app, line);
    draw_rule(app, line, true, buffer);
    draw_title(app, line, title, buffer)
}

/// Draws a scroll bar for what is too long for its area; nothing for what fits.
pub(super) fn draw_scroll_bar(app: &App, area: Rect, state: ListState, count: usize, buffer: &mut Buffer) {
    let height = usize::from(area.height);
    if count <= height || area.is_empty() {
        return;
    }
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(None)
        .thumb_symbol(HEAVY_VERTICAL)
        .thumb_style(app.settings().theme.style(StyleRole::Accent));
    // The widget counts positions, of which the last one shows the last line.
    let mut position = ScrollbarState::new(count - height + 1).position(state.offset).viewport_content_length(height);
    bar.render(area, buffer, &mut position);
}

/// The column to the right of an area, in the margin of the screen.
pub(super) fn right_margin(area: Rect, buffer: &Buffer) -> Rect {
    Rect { x: buffer.area.right().saturating_sub(1), width: 1, ..area }
}

/// The name of the entry whose detail is scrolled, so that it stays visible.
fn draw_pinned_name(app: &App, line: Rect, buffer: &mut Buffer) {
    let Some(row) = app.list().selected_row().filter(|_| app.detail().view().state().offset > 0) else { return };
    let cell = app.list().cell(row, Column::Name, app.index(), app.settings().locale);
    draw_title(app, line, &cell.text, buffer);
}

fn draw_title(app: &App, line: Rect, title: &str, buffer: &mut Buffer) -> u16 {
    let text = format!(" {title} ");
    let width = line.width.saturating_sub(TITLE_INDENT * 2).min(width_u16(&text));
    let area = Rect { x: line.x + TITLE_INDENT, width, ..line };
    draw_text(buffer, area, &text, app.settings().theme.style(StyleRole::Title));
    area.right()
}

fn draw_rule(app: &App, area: Rect, has_focus: bool, buffer: &mut Buffer) {
    let (sign, role) = if has_focus { (HEAVY_HORIZONTAL, StyleRole::Accent) } else { (HORIZONTAL, StyleRole::Border) };
    let style = app.settings().theme.style(role);
    for x in area.x..area.right() {
        if let Some(cell) = buffer.cell_mut(Position::new(x, area.y)) {
            cell.set_symbol(sign).set_style(style);
        }
    }
}

/// A line over the whole width of the screen.
fn full_line(app: &App, line: Rect) -> Rect {
    Rect { x: 0, width: app.settings().size.width, ..line }
}
