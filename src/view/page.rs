//! Sheets on the screen: the detail, and pages over everything.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Clear, Widget},
};

use super::{bar, bar::right, select, sheet_lines, write};
use crate::{
    action::Mode,
    app::{App, Cursor, Page},
    sheet::Grid,
    text::width,
    theme::Role,
};

/// The detail of the selected entry, with its line under the cursor.
pub(super) fn detail(app: &App, buffer: &mut Buffer) {
    sheet(app, buffer, app.layout().detail, app.detail(), app.mode() == Mode::Detail);
}

/// Draws the part of the sheet that is in sight, with its selected line.
fn sheet(app: &App, buffer: &mut Buffer, area: Rect, cursor: Cursor, has_focus: bool) {
    let sheet = app.sheet();
    sheet_lines(&sheet.lines, cursor.top, area, app.theme(), buffer);
    more(app, buffer, area, cursor.top, sheet.lines.len());
    let line = u16::try_from(cursor.row.saturating_sub(cursor.top)).unwrap_or_default();
    if has_focus && line < area.height {
        select(buffer, Rect { y: area.y + line, height: 1, ..area }, app.theme(), Role::Selection);
    }
}

/// Says how many lines are below a place that shows some of them.
fn more(app: &App, buffer: &mut Buffer, area: Rect, top: usize, lines: usize) {
    let below = lines.saturating_sub(top + usize::from(area.height));
    let y = app.layout().footer.y.saturating_sub(1);
    if below > 0 && y >= area.bottom() {
        let text = (app.messages().more_lines)(below);
        let columns = u16::try_from(width(&text)).unwrap_or_default();
        let x = area.right().saturating_sub(columns);
        write(buffer, x, y, columns, &text, app.theme().style(Role::Muted));
    }
}

/// How many models the family tree holds, behind its title.
fn tree_summary(app: &App, buffer: &mut Buffer, x: u16) {
    let (line, messages, forest) = (app.layout().search, app.messages(), app.forest());
    let wanted = forest.wanted();
    let count = (messages.tree_count)(wanted, forest.members().len() - wanted);
    let empty = if app.is_searching() { messages.searching } else { messages.tree_empty };
    let text = match (wanted, forest.left_out()) {
        (0, _) => empty.to_owned(),
        (_, 0) => count,
        (_, left_out) => format!("{count}; {}", (messages.tree_left_out)(left_out)),
    };
    write(buffer, x, line.y + 1, line.right().saturating_sub(x), &text, app.theme().style(Role::Muted));
}

/// The help, or what the catalogue is.
pub(super) fn page(app: &App, buffer: &mut Buffer) {
    let Some((page, cursor)) = app.page() else { return };
    if page == Page::Chart {
        super::chart::chart(app, buffer);
        return;
    }
    let (theme, messages) = (app.theme(), app.messages());
    let title = match page {
        Page::Help(_) => messages.help_title,
        Page::About => messages.about_title,
        Page::Tree => messages.tree_title,
        Page::Compare => messages.compare_title,
        Page::Chart => messages.chart_title,
        Page::Glossary => messages.glossary_title,
    };
    let line = app.layout().search;
    let line = Rect { y: line.y + 1, ..line };
    let hint = app.completion().choices.is_empty() && app.table().faults().is_empty();
    if hint || app.mode() != Mode::Search {
        write(buffer, line.x, line.y, line.width, title, theme.style(Role::Title));
        if page == Page::Tree {
            tree_summary(app, buffer, line.x + bar::columns(title) + 2);
        }
    }
    if let Some(grid) = app.comparison_grid() {
        above_comparison(app, buffer, line, &grid, cursor);
    }
    sheet(app, buffer, app.layout().page(page), cursor, app.mode() == Mode::Page);
}

/// Says at the top of a comparison which models are in sight; further down,
/// their names take the place of the title.
fn above_comparison(app: &App, buffer: &mut Buffer, line: Rect, grid: &Grid, cursor: Cursor) {
    if cursor.top > 0 {
        let names = app.sheet().lines.first().cloned();
        Clear.render(line, buffer);
        buffer.set_style(line, app.theme().style(Role::Ground));
        sheet_lines(names.as_slice(), 0, line, app.theme(), buffer);
    } else if grid.models.len() < app.compared() {
        let text = (app.messages().compared_in_sight)(grid.models.start + 1, grid.models.end, app.compared());
        right(buffer, line, line.x, &text, app, Role::Muted);
    }
}
