//! The search bar: the query, what it leaves, how it may go on.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use llm_index::{Column, sort::SortOrder};

use crate::{
    action::{Action, KeyContext},
    app::App,
    config::theme::StyleRole,
    display_width::{skip_columns, width},
    i18n::describe,
    ui::{
        bars::{draw_right_aligned, width_u16},
        draw_text,
    },
};

/// What stands before the query.
const SEARCH_PROMPT: &str = "/ ";

/// The query, and how many entries it leaves in which order.
pub(super) fn draw_search_bar(app: &App, buffer: &mut Buffer) {
    let (area, theme, messages) = (app.layout().search_bar, app.theme(), app.messages());
    let typing = app.key_context() == KeyContext::Search;
    let value = app.search_input().value();
    let prompt = if typing || !value.is_empty() { StyleRole::Accent } else { StyleRole::Muted };
    draw_text(buffer, area.x, area.y, area.width, SEARCH_PROMPT, theme.style(prompt));
    let field = input_area(app);
    if value.is_empty() {
        draw_text(buffer, field.x, field.y, field.width, messages.search_placeholder, theme.style(StyleRole::Muted));
    } else {
        let (text, _) = visible_query(app);
        let role = if app.is_query_selected() { StyleRole::Selection } else { StyleRole::Text };
        draw_text(buffer, field.x, field.y, field.width, &text, theme.style(role));
        highlight_errors(app, field, buffer);
    }
    if has_hint_line(app) && (app.screen().is_none() || typing) {
        draw_hint(app, Rect { y: area.y + 1, ..area }, buffer);
    }
    draw_right_aligned(buffer, area, field.right() + 1, &status_text(app), app, StyleRole::Muted);
}

/// Where the query stands: the whole line but what the status needs.
fn input_area(app: &App) -> Rect {
    let area = app.layout().search_bar;
    let status = width_u16(&status_text(app)) + 2;
    let wanted = area.width.saturating_sub(width_u16(SEARCH_PROMPT));
    // A query is worth more than the status on a narrow screen.
    let width = if wanted.saturating_sub(status) < 20 { wanted } else { wanted - status };
    Rect { x: area.x + width_u16(SEARCH_PROMPT), width, ..area }
}

/// The part of the query that is in sight, and the cursor's column in it.
fn visible_query(app: &App) -> (String, usize) {
    let room = usize::from(input_area(app).width).saturating_sub(1);
    let input = app.search_input();
    let skip = input.visual_scroll(room);
    let text = skip_columns(input.value(), skip).to_owned();
    (text, input.visual_cursor().saturating_sub(skip))
}

/// Where the text cursor stands while a person types.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    let field = input_area(app);
    let column = u16::try_from(visible_query(app).1).unwrap_or(u16::MAX);
    let x = field.x.saturating_add(column).min(field.right().saturating_sub(1));
    (app.key_context() == KeyContext::Search).then_some(Position::new(x, field.y))
}

fn status_text(app: &App) -> String {
    let (table, messages) = (app.list(), app.messages());
    let count = (messages.result_count)(table.rows().len(), table.total());
    let under_way = match app.load_progress() {
        Some(report) => (messages.loading)(report.percent()) + "  ",
        None if app.is_searching() => messages.searching.to_owned() + "  ",
        None => String::new(),
    };
    let order = if table.rows().is_empty() { String::new() } else { sort_order_label(app, table.sort_order()) };
    format!("{under_way}{count}  {order}").trim_end().to_owned()
}

/// The order in words: `by Params, descending`; scores are those of a benchmark.
fn sort_order_label(app: &App, order: SortOrder) -> String {
    let messages = app.messages();
    match order {
        SortOrder::Relevance => messages.sort_best_match.to_owned(),
        SortOrder::ByColumn { column, descending } => {
            let benchmark = app.index().meta().active_benchmark().filter(|_| column == Column::Score);
            let name = benchmark.map_or(app.list().tab().heading(column, messages), |it| it.name.get(app.locale()));
            (messages.sorted_by)(name, descending)
        }
    }
}

/// Marks what of the query could not be understood, while all of it is in sight.
fn highlight_errors(app: &App, field: Rect, buffer: &mut Buffer) {
    let value = app.search_input().value();
    if width(value) >= usize::from(field.width) {
        return;
    }
    for fault in app.list().query_errors() {
        let before = value.get(..fault.span.start).unwrap_or_default();
        let part = value.get(fault.span.clone()).unwrap_or_default();
        let x = field.x + width_u16(before);
        buffer.set_style(Rect { x, width: width_u16(part), height: 1, ..field }, app.theme().style(StyleRole::Bad));
    }
}

/// Whether there is a blank line under the bar for a hint.
pub(super) fn has_hint_line(app: &App) -> bool {
    let layout = app.layout();
    layout.table_header.y > layout.search_bar.y + 1
}

/// Offers how the query may go on, or says what of it was not understood;
/// returns whether there is anything to say.
pub(super) fn draw_hint(app: &App, area: Rect, buffer: &mut Buffer) -> bool {
    let (theme, completion) = (app.theme(), app.completion());
    if completion.suggestions.is_empty() {
        let Some(fault) = app.list().query_errors().first() else { return false };
        let reason = describe(&fault.kind, app.messages());
        draw_text(buffer, area.x, area.y, area.width, &reason, theme.style(StyleRole::Bad));
        return true;
    }
    let key = app.keymap().key_label(KeyContext::Search, Action::Complete).unwrap_or_default();
    draw_text(buffer, area.x, area.y, area.width, &key, theme.style(StyleRole::Accent));
    let mut x = area.x + width_u16(&key) + 1;
    for choice in &completion.suggestions {
        if x + width_u16(choice) > area.right() {
            break;
        }
        draw_text(buffer, x, area.y, width_u16(choice), choice, theme.style(StyleRole::Text));
        x += width_u16(choice) + 2;
    }
    true
}
