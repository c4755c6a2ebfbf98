//! Menus.

use ratatui::{
    buffer::Buffer,
    layout::{Margin, Position, Rect},
};

use llm_index::query::query_spans;

use crate::{
    app::{App, ITEM_GAP, Menu, MenuAction, MenuItem, MenuMatch},
    config::theme::{StyleRole, Theme},
    display_width::skip_columns,
    glyphs::{HORIZONTAL, TEE_LEFT, TEE_RIGHT},
    ui::{
        list::highlight_matches,
        list_box::draw_list_box,
        query_text::QueryText,
        text::{draw_right_aligned, draw_selection, draw_text, width_u16},
    },
};

/// The sign before the filter, with the blank after it.
const FILTER_SIGN: &str = "/ ";
/// The blank columns beside a choice.
const PADDING: Margin = Margin::new(2, 0);

pub(super) fn draw_menu(app: &App, menu: &Menu, buffer: &mut Buffer) {
    let (theme, area, items_area) = (&app.settings().theme, menu.area(), menu.items_area());
    draw_list_box(app, area, items_area, &menu.title, (menu.state, menu.matches().len()), buffer);
    draw_filter(app, menu, buffer);
    let muted = theme.style(StyleRole::Muted);
    if menu.matches().len() == 0 {
        draw_text(buffer, items_area.inner(PADDING), app.messages().menu_no_match, muted);
    }
    let visible = menu.matches().enumerate().skip(menu.state.offset).zip(items_area.rows());
    for ((idx, (found, item)), row) in visible {
        let Some(item) = item else { continue };
        draw_item(app, menu, item, found, row.inner(PADDING), buffer);
        if idx == menu.state.selected {
            draw_selection(buffer, row, theme, StyleRole::Selection);
        }
    }
}

/// Draws the typed filter and the rule below it.
fn draw_filter(app: &App, menu: &Menu, buffer: &mut Buffer) {
    let (theme, line) = (&app.settings().theme, menu.filter_area());
    let rule = Rect { y: line.y + 1, height: 1, ..menu.area() };
    let inner = usize::from(rule.width.saturating_sub(2));
    let text = format!("{TEE_RIGHT}{}{TEE_LEFT}", HORIZONTAL.repeat(inner));
    draw_text(buffer, rule, &text, theme.style(StyleRole::Border));
    draw_text(buffer, line, FILTER_SIGN, theme.style(StyleRole::Accent));
    let (area, muted) = (text_area(menu), theme.style(StyleRole::Muted));
    if menu.filter.value().is_empty() {
        draw_text(buffer, area, app.messages().menu_filter, muted);
    } else {
        draw_text(buffer, area, visible_filter(menu).0, theme.style(StyleRole::Text));
    }
}

/// Draws the label, the note and the key of a choice, as far as they fit.
fn draw_item(app: &App, menu: &Menu, item: &MenuItem, found: &MenuMatch, area: Rect, buffer: &mut Buffer) {
    let theme = &app.settings().theme;
    draw_text(buffer, area, &item.label, theme.style(StyleRole::Text));
    if matches!(item.action, MenuAction::RecallQuery(_)) {
        style_query(&item.label, area, theme, buffer);
    }
    highlight_matches(app, buffer, &item.label, &found.label_graphemes, area);
    let key_columns = width_u16(&item.key);
    let note_column = u16::try_from(menu.label_columns() + ITEM_GAP).unwrap_or(u16::MAX);
    let after_note = key_columns + if key_columns == 0 { 0 } else { 2 };
    let note_width = area.width.saturating_sub(note_column.saturating_add(after_note));
    if !item.note.is_empty() && note_width >= MIN_NOTE_WIDTH.min(width_u16(&item.note)) {
        let note_area = Rect { x: area.x + note_column, width: note_width, ..area };
        draw_text(buffer, note_area, &item.note, theme.style(StyleRole::Muted));
        if matches!(item.action, MenuAction::SetQuery(_) | MenuAction::ConfirmDeleteQuery(_)) {
            style_query(&item.note, note_area, theme, buffer);
        }
        highlight_matches(app, buffer, &item.note, &found.note_graphemes, note_area);
    }
    let min_x = area.x.saturating_add(width_u16(&item.label)).saturating_add(1);
    draw_right_aligned(buffer, area, min_x, &item.key, theme.style(StyleRole::Accent));
}

/// Colors the parts of a query that is drawn from the left of an area.
fn style_query(query: &str, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    QueryText { query, start: 0 }.style_parts(&query_spans(query), area, theme, buffer);
}

/// A longer note with less space is left out.
const MIN_NOTE_WIDTH: u16 = 12;

/// The position of the text cursor in the filter of the open menu.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    let menu = app.menu()?;
    let area = text_area(menu);
    let column = u16::try_from(visible_filter(menu).1).unwrap_or(u16::MAX);
    Some(Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y))
}

/// The area of the typed filter.
fn text_area(menu: &Menu) -> Rect {
    let (line, sign_width) = (menu.filter_area(), width_u16(FILTER_SIGN));
    Rect { x: line.x + sign_width, width: line.width.saturating_sub(sign_width), ..line }
}

/// The visible part of the filter, and the column of the cursor in it.
fn visible_filter(menu: &Menu) -> (&str, usize) {
    let columns = usize::from(text_area(menu).width).saturating_sub(1);
    let offset = menu.filter.visual_scroll(columns);
    (skip_columns(menu.filter.value(), offset), menu.filter.visual_cursor().saturating_sub(offset))
}
