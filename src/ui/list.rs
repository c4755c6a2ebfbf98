//! The table: the rows in sight, and no others.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_segmentation::UnicodeSegmentation;

use llm_index::{
    Column, RowId,
    search::{Highlights, MatchIndices},
    sort::SortOrder,
};

use crate::{
    action::{Action, KeyContext},
    app::{App, NoMatchHints},
    columns::ColumnExt,
    config::theme::StyleRole,
    display_width::{truncate, width, wrap},
    document::BOOKMARK_SYMBOL,
    ui::{apply_role, draw_selection, draw_text},
};

/// Stands before the name of a marked entry, in the margin.
const MARK_GLYPH: &str = "*";

pub(super) fn draw_list(app: &App, buffer: &mut Buffer) {
    draw_headings(app, buffer);
    if app.list().rows().is_empty() {
        draw_no_matches(app, buffer);
        return;
    }
    let layout = app.layout();
    let cursor = app.list().state();
    let rows = app.list().rows().iter().enumerate().skip(cursor.offset);
    for ((place, row), y) in rows.zip(layout.table_body.top()..layout.table_body.bottom()) {
        for (column, area) in &layout.columns {
            draw_cell(app, buffer, *row, *column, Rect { y, height: 1, ..*area });
        }
        if place == cursor.selected {
            let role = if app.key_context() == KeyContext::Detail {
                StyleRole::SelectionInactive
            } else {
                StyleRole::Selection
            };
            draw_selection(buffer, Rect { y, height: 1, ..layout.table_body }, app.theme(), role);
        }
    }
}

fn draw_headings(app: &App, buffer: &mut Buffer) {
    let layout = app.layout();
    for (column, area) in &layout.columns {
        let ordered = matches!(app.list().sort_order(), SortOrder::ByColumn { column: by, .. } if by == *column);
        let role = if ordered { StyleRole::Accent } else { StyleRole::Muted };
        let heading = app.list().tab().heading(*column, app.messages());
        draw_aligned(app, buffer, heading, *column, Rect { y: layout.table_header.y, height: 1, ..*area }, role);
    }
}

fn draw_cell(app: &App, buffer: &mut Buffer, row: RowId, column: Column, area: Rect) {
    let cell = app.cell(row, column);
    let (text, role) = &*cell;
    if column == Column::Name {
        if app.is_marked(row) {
            draw_text(buffer, area.x.saturating_sub(1), area.y, 1, MARK_GLYPH, app.theme().style(StyleRole::Accent));
        }
        draw_name(app, buffer, text, row, area);
        return;
    }
    let (text, role) = if text.is_empty() { ("-", StyleRole::Muted) } else { (text.as_str(), *role) };
    draw_aligned(app, buffer, text, column, area, role);
}

/// Writes a text to the left or right of its column.
fn draw_aligned(app: &App, buffer: &mut Buffer, text: &str, column: Column, area: Rect, role: StyleRole) {
    let text = truncate(text, usize::from(area.width));
    let indent = if column.layout().right_aligned { usize::from(area.width).saturating_sub(width(&text)) } else { 0 };
    let x = area.x + u16::try_from(indent).unwrap_or_default();
    draw_text(buffer, x, area.y, area.width, &text, app.theme().style(role));
}

/// The name with the letters that matched; behind it, where a word was found
/// elsewhere, that other text if it has room.
fn draw_name(app: &App, buffer: &mut Buffer, name: &str, row: RowId, area: Rect) {
    let area = if app.index().bookmark_note(row).is_some() { draw_bookmark(app, buffer, name, area) } else { area };
    draw_text(buffer, area.x, area.y, area.width, name, app.theme().style(StyleRole::Text));
    if app.list().query().is_empty() {
        return;
    }
    let matched = Highlights::new(app.list().query(), app.index(), row);
    highlight_matches(app, buffer, name, &matched.name, area);
    let Some((text, letters)) = matched.other_text else { return };
    let sign = if app.index().bookmark_note(row).is_some() { width(BOOKMARK_SYMBOL) + 1 } else { 0 };
    let used = u16::try_from(width(name) + sign + 2).unwrap_or(u16::MAX);
    let area = Rect { x: area.x.saturating_add(used), width: area.width.saturating_sub(used), ..area };
    if usize::from(area.width) >= width(&text) {
        draw_text(buffer, area.x, area.y, area.width, &text, app.theme().style(StyleRole::Muted));
        highlight_matches(app, buffer, &text, &letters, area);
    }
}

/// Marks a name as bookmarked: the sign stands behind it, and the name gets
/// what is left of the area.
fn draw_bookmark(app: &App, buffer: &mut Buffer, name: &str, area: Rect) -> Rect {
    let sign = u16::try_from(width(BOOKMARK_SYMBOL)).unwrap_or_default();
    let rest = Rect { width: area.width.saturating_sub(sign + 1), ..area };
    let used = u16::try_from(width(&truncate(name, usize::from(rest.width)))).unwrap_or_default();
    draw_text(buffer, area.x + used + 1, area.y, sign, BOOKMARK_SYMBOL, app.theme().style(StyleRole::Accent));
    rest
}

/// Marks letters of a text that stands in an area, as far as it is not cut.
fn highlight_matches(app: &App, buffer: &mut Buffer, text: &str, letters: &MatchIndices, area: Rect) {
    let shown = truncate(text, usize::from(area.width));
    let mut x = area.x;
    for ((number, grapheme), drawn) in (0_u32..).zip(text.graphemes(true)).zip(shown.graphemes(true)) {
        let columns = u16::try_from(width(grapheme)).unwrap_or_default();
        if grapheme != drawn {
            return;
        }
        if letters.binary_search(&number).is_ok() {
            apply_role(buffer, Rect { x, y: area.y, width: columns, height: 1 }, app.theme(), StyleRole::Matched);
        }
        x = x.saturating_add(columns);
    }
}

/// Says how to bookmark something to who looks for bookmarks and has none.
fn no_bookmarks_hint(app: &App) -> Option<String> {
    let has_none = app.list().query().uses_bookmarks() && app.index().bookmarks().ids().next().is_none();
    let key = app.keymap().key_label(KeyContext::List, Action::Bookmark)?;
    has_none.then(|| (app.messages().no_bookmarks)(&key))
}

/// Says that nothing matches, where the matches are, and what to do.
fn draw_no_matches(app: &App, buffer: &mut Buffer) {
    let (messages, area) = (app.messages(), app.layout().table_body);
    let mut lines = Vec::new();
    if app.is_searching() {
        lines.push(messages.searching.to_owned());
    } else if app.list().query().is_empty() {
        lines.push(messages.empty_tab.to_owned());
    } else {
        lines.push((messages.no_matches)(app.search_input().value(), app.list().tab().label(messages)));
        let elsewhere = app.tab_labels().into_iter().filter(|(_, _, count)| *count > 0);
        let elsewhere: Vec<_> = elsewhere.map(|(_, label, count)| format!("{label} {count}")).collect();
        let key = |action| app.keymap().key_label(app.key_context(), action);
        let tab = key(Action::Complete).or_else(|| key(Action::NextTab)).unwrap_or_default();
        let NoMatchHints { blocking_term: culprit, suggested_names: names } = app.list().hints();
        if let Some(hint) = no_bookmarks_hint(app) {
            lines.push(hint);
        } else if !elsewhere.is_empty() {
            lines.push((messages.matches_in_other_tabs)(&elsewhere.join(", "), &tab));
        } else if culprit.is_none() && names.is_empty() {
            lines.push(messages.no_matches_in_any_tab.to_owned());
        }
        lines.extend(culprit.as_ref().map(|term| (messages.blocking_term)(term)));
        if !names.is_empty() {
            lines.push((messages.did_you_mean)(&names.join(", "), &tab));
        }
        let key = app.keymap().key_label(app.key_context(), Action::Back).unwrap_or_default();
        lines.push((messages.clear_search_hint)(&key));
    }
    let lines = lines.iter().flat_map(|line| wrap(line, usize::from(area.width)));
    for (line, y) in lines.zip(area.top() + 1..area.bottom()) {
        draw_text(buffer, area.x, y, area.width, &line, app.theme().style(StyleRole::Text));
    }
}
