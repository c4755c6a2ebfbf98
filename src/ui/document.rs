//! Sheets on the screen: the detail, and pages over everything.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Clear, Widget},
};

use crate::{
    action::KeyContext,
    app::{App, ListState, Screen},
    config::theme::StyleRole,
    display_width::width,
    document::ComparisonLayout,
    ui::{
        bars::{self, draw_right_aligned},
        draw_lines, draw_selection, draw_text,
    },
};

/// The detail of the selected entry, with its line under the cursor.
pub(super) fn draw_detail(app: &App, buffer: &mut Buffer) {
    draw_document(app, buffer, app.layout().detail, app.detail_state(), app.key_context() == KeyContext::Detail);
}

/// Draws the part of the sheet that is in sight, with its selected line.
fn draw_document(app: &App, buffer: &mut Buffer, area: Rect, cursor: ListState, has_focus: bool) {
    let sheet = app.document();
    draw_lines(&sheet.lines, cursor.offset, area, app.theme(), buffer);
    draw_more_lines(app, buffer, area, cursor.offset, sheet.lines.len());
    let line = u16::try_from(cursor.selected.saturating_sub(cursor.offset)).unwrap_or_default();
    if has_focus && line < area.height {
        draw_selection(buffer, Rect { y: area.y + line, height: 1, ..area }, app.theme(), StyleRole::Selection);
    }
}

/// Says how many lines are below a place that shows some of them.
fn draw_more_lines(app: &App, buffer: &mut Buffer, area: Rect, top: usize, lines: usize) {
    let below = lines.saturating_sub(top + usize::from(area.height));
    let y = app.layout().footer.y.saturating_sub(1);
    if below > 0 && y >= area.bottom() {
        let text = (app.messages().more_lines)(below);
        let columns = u16::try_from(width(&text)).unwrap_or_default();
        let x = area.right().saturating_sub(columns);
        draw_text(buffer, x, y, columns, &text, app.theme().style(StyleRole::Muted));
    }
}

/// How many models the family tree holds, behind its title.
fn draw_tree_summary(app: &App, buffer: &mut Buffer, x: u16) {
    let (line, messages, forest) = (app.layout().search_bar, app.messages(), app.forest());
    let wanted = forest.match_count();
    let count = (messages.tree_count)(wanted, forest.nodes().len() - wanted);
    let empty = if app.is_searching() { messages.searching } else { messages.tree_empty };
    let text = match (wanted, forest.omitted()) {
        (0, _) => empty.to_owned(),
        (_, 0) => count,
        (_, left_out) => format!("{count}; {}", (messages.tree_truncated)(left_out)),
    };
    draw_text(buffer, x, line.y + 1, line.right().saturating_sub(x), &text, app.theme().style(StyleRole::Muted));
}

/// The help, or what the catalogue is.
pub(super) fn draw_screen(app: &App, buffer: &mut Buffer) {
    let Some((page, cursor)) = app.screen() else { return };
    if page == Screen::Chart {
        crate::ui::chart::draw_chart(app, buffer);
        return;
    }
    let (theme, messages) = (app.theme(), app.messages());
    let title = match page {
        Screen::Help(_) => messages.help_title,
        Screen::About => messages.about_title,
        Screen::Tree => messages.tree_title,
        Screen::Compare => messages.compare_title,
        Screen::Chart => messages.chart_title,
        Screen::Glossary => messages.glossary_title,
    };
    let line = app.layout().search_bar;
    let line = Rect { y: line.y + 1, ..line };
    let hint = app.completion().suggestions.is_empty() && app.list().query_errors().is_empty();
    if hint || app.key_context() != KeyContext::Search {
        draw_text(buffer, line.x, line.y, line.width, title, theme.style(StyleRole::Title));
        if page == Screen::Tree {
            draw_tree_summary(app, buffer, line.x + bars::width_u16(title) + 2);
        }
    }
    if let Some(grid) = app.comparison_layout() {
        draw_comparison_header(app, buffer, line, &grid, cursor);
    }
    draw_document(app, buffer, app.layout().screen_area(page), cursor, app.key_context() == KeyContext::Screen);
}

/// Says at the top of a comparison which models are in sight; further down,
/// their names take the place of the title.
fn draw_comparison_header(app: &App, buffer: &mut Buffer, line: Rect, grid: &ComparisonLayout, cursor: ListState) {
    if cursor.offset > 0 {
        let names = app.document().lines.first().cloned();
        Clear.render(line, buffer);
        buffer.set_style(line, app.theme().style(StyleRole::Background));
        draw_lines(names.as_slice(), 0, line, app.theme(), buffer);
    } else if grid.visible_models.len() < app.compared_count() {
        let text = (app.messages().visible_models)(
            grid.visible_models.start + 1,
            grid.visible_models.end,
            app.compared_count(),
        );
        draw_right_aligned(buffer, line, line.x, &text, app, StyleRole::Muted);
    }
}
