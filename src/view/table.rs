//! The table: the rows in sight, and no others.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{highlight, select, write};
use crate::{
    action::{Action, Mode},
    app::{Advice, App},
    search::{Column, Matched, MatchedLetters, Order},
    sheet::BOOKMARK,
    text::{fit, width, wrap},
    theme::Role,
};

/// Stands before the name of a marked entry, in the margin.
const MARKED: &str = "*";

pub(super) fn table(app: &App, buffer: &mut Buffer) {
    headings(app, buffer);
    if app.table().rows().is_empty() {
        nothing(app, buffer);
        return;
    }
    let layout = app.layout();
    let cursor = app.table().cursor();
    let rows = app.table().rows().iter().enumerate().skip(cursor.top);
    for ((place, row), y) in rows.zip(layout.rows.top()..layout.rows.bottom()) {
        for (column, area) in &layout.columns {
            cell(app, buffer, *row as usize, *column, Rect { y, height: 1, ..*area });
        }
        if place == cursor.row {
            let role = if app.mode() == Mode::Detail { Role::Resting } else { Role::Selection };
            select(buffer, Rect { y, height: 1, ..layout.rows }, app.theme(), role);
        }
    }
}

fn headings(app: &App, buffer: &mut Buffer) {
    let layout = app.layout();
    for (column, area) in &layout.columns {
        let ordered = matches!(app.table().order(), Order::By { column: by, .. } if by == *column);
        let role = if ordered { Role::Accent } else { Role::Muted };
        let heading = app.table().tab().heading(*column, app.messages());
        aligned(app, buffer, heading, *column, Rect { y: layout.headings.y, height: 1, ..*area }, role);
    }
}

fn cell(app: &App, buffer: &mut Buffer, row: usize, column: Column, area: Rect) {
    let cell = app.cell(row, column);
    let (text, role) = &*cell;
    if column == Column::Name {
        if app.is_marked(row) {
            write(buffer, area.x.saturating_sub(1), area.y, 1, MARKED, app.theme().style(Role::Accent));
        }
        name(app, buffer, text, row, area);
        return;
    }
    let (text, role) = if text.is_empty() { ("-", Role::Muted) } else { (text.as_str(), *role) };
    aligned(app, buffer, text, column, area, role);
}

/// Writes a text to the left or right of its column.
fn aligned(app: &App, buffer: &mut Buffer, text: &str, column: Column, area: Rect, role: Role) {
    let text = fit(text, usize::from(area.width));
    let indent = if column.shape().right { usize::from(area.width).saturating_sub(width(&text)) } else { 0 };
    let x = area.x + u16::try_from(indent).unwrap_or_default();
    write(buffer, x, area.y, area.width, &text, app.theme().style(role));
}

/// The name with the letters that matched; behind it, where a word was found
/// elsewhere, that other text if it has room.
fn name(app: &App, buffer: &mut Buffer, name: &str, row: usize, area: Rect) {
    let area = if app.shelf().note(row).is_some() { bookmarked(app, buffer, name, area) } else { area };
    write(buffer, area.x, area.y, area.width, name, app.theme().style(Role::Text));
    if app.table().query().is_empty() {
        return;
    }
    let matched = Matched::of(app.table().query(), app.shelf(), row);
    mark(app, buffer, name, &matched.name, area);
    let Some((text, letters)) = matched.other else { return };
    let sign = if app.shelf().note(row).is_some() { width(BOOKMARK) + 1 } else { 0 };
    let used = u16::try_from(width(name) + sign + 2).unwrap_or(u16::MAX);
    let area = Rect { x: area.x.saturating_add(used), width: area.width.saturating_sub(used), ..area };
    if usize::from(area.width) >= width(&text) {
        write(buffer, area.x, area.y, area.width, &text, app.theme().style(Role::Muted));
        mark(app, buffer, &text, &letters, area);
    }
}

/// Marks a name as bookmarked: the sign stands behind it, and the name gets
/// what is left of the area.
fn bookmarked(app: &App, buffer: &mut Buffer, name: &str, area: Rect) -> Rect {
    let sign = u16::try_from(width(BOOKMARK)).unwrap_or_default();
    let rest = Rect { width: area.width.saturating_sub(sign + 1), ..area };
    let used = u16::try_from(width(&fit(name, usize::from(rest.width)))).unwrap_or_default();
    write(buffer, area.x + used + 1, area.y, sign, BOOKMARK, app.theme().style(Role::Accent));
    rest
}

/// Marks letters of a text that stands in an area, as far as it is not cut.
fn mark(app: &App, buffer: &mut Buffer, text: &str, letters: &MatchedLetters, area: Rect) {
    let shown = fit(text, usize::from(area.width));
    let mut x = area.x;
    for ((number, grapheme), drawn) in (0_u32..).zip(text.graphemes(true)).zip(shown.graphemes(true)) {
        let columns = u16::try_from(width(grapheme)).unwrap_or_default();
        if grapheme != drawn {
            return;
        }
        if letters.binary_search(&number).is_ok() {
            highlight(buffer, Rect { x, y: area.y, width: columns, height: 1 }, app.theme(), Role::Matched);
        }
        x = x.saturating_add(columns);
    }
}

/// Says how to bookmark something to who looks for bookmarks and has none.
fn no_bookmarks(app: &App) -> Option<String> {
    let has_none = app.table().query().asks_for_bookmarks() && app.shelf().bookmarks().ids().next().is_none();
    let key = app.keymap().key(Mode::Table, Action::Bookmark)?;
    has_none.then(|| (app.messages().no_bookmarks)(&key))
}

/// Says that nothing matches, where the matches are, and what to do.
fn nothing(app: &App, buffer: &mut Buffer) {
    let (messages, area) = (app.messages(), app.layout().rows);
    let mut lines = Vec::new();
    if app.is_searching() {
        lines.push(messages.searching.to_owned());
    } else if app.table().query().is_empty() {
        lines.push(messages.nothing_here.to_owned());
    } else {
        lines.push((messages.nothing_matches)(app.search().value(), app.table().tab().label(messages)));
        let elsewhere = app.tab_labels().into_iter().filter(|(_, _, count)| *count > 0);
        let elsewhere: Vec<_> = elsewhere.map(|(_, label, count)| format!("{label} {count}")).collect();
        let key = |action| app.keymap().key(app.mode(), action);
        let tab = key(Action::Complete).or_else(|| key(Action::NextTab)).unwrap_or_default();
        let Advice { culprit, names } = app.table().advice();
        if let Some(hint) = no_bookmarks(app) {
            lines.push(hint);
        } else if !elsewhere.is_empty() {
            lines.push((messages.matches_elsewhere)(&elsewhere.join(", "), &tab));
        } else if culprit.is_none() && names.is_empty() {
            lines.push(messages.nothing_anywhere.to_owned());
        }
        lines.extend(culprit.as_ref().map(|term| (messages.excludes_all)(term)));
        if !names.is_empty() {
            lines.push((messages.did_you_mean)(&names.join(", "), &tab));
        }
        let key = app.keymap().key(app.mode(), Action::Back).unwrap_or_default();
        lines.push((messages.clear_search)(&key));
    }
    let lines = lines.iter().flat_map(|line| wrap(line, usize::from(area.width)));
    for (line, y) in lines.zip(area.top() + 1..area.bottom()) {
        write(buffer, area.x, y, area.width, &line, app.theme().style(Role::Text));
    }
}
