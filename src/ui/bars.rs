//! The first and the last line: tabs, keys.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Clear, Widget},
};

use llm_index::LinkShortcut;

use crate::{
    action::{Action, KeyContext},
    app::{App, Screen, layout},
    config::theme::StyleRole,
    display_width::{truncate, width, wrap},
    ui::{draw_text, prompt, search_bar},
};

/// From this width on, the footer names the selected entry.
const MIN_WIDTH_WITH_NAME: u16 = 90;

/// The tabs with their counts; the other language and the help at the right.
pub(super) fn draw_header(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().header, app.theme());
    let labels = app.tab_labels();
    let places = layout::tab_areas(area, &labels);
    for ((tab, label, count), (_, place)) in labels.iter().zip(&places) {
        let (label_role, count_role) = match *tab == app.list().tab() {
            true => (StyleRole::Selection, StyleRole::Selection),
            false if *count == 0 => (StyleRole::Muted, StyleRole::Muted),
            false => (StyleRole::Text, StyleRole::Muted),
        };
        let text = format!("{label} {count}");
        draw_text(buffer, place.x, place.y, place.width, &text, theme.style(count_role));
        draw_text(buffer, place.x, place.y, place.width.min(width_u16(label)), label, theme.style(label_role));
    }
    let key = |action| app.keymap().key_label(KeyContext::List, action).unwrap_or_default();
    let messages = app.messages();
    let charts = layout::charts_tab_area(area, &places, messages.chart_title);
    if let Some(place) = charts {
        let is_open = matches!(app.screen(), Some((Screen::Chart, _)));
        let role = if is_open { StyleRole::Selection } else { StyleRole::Text };
        draw_text(buffer, place.x, place.y, place.width, messages.chart_title, theme.style(role));
    }
    let hint = format!(
        "{} {}  {} {}",
        key(Action::Language),
        messages.other_language,
        key(Action::Help),
        (messages.action_help)(Action::Help, KeyContext::List).0
    );
    let used = charts.or(places.last().map(|(_, place)| *place)).map_or(area.x, Rect::right);
    draw_right_aligned(buffer, area, used + 2, &hint, app, StyleRole::Muted);
}

/// The keys that matter now, or what a person should be told; the position.
pub(super) fn draw_footer(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().footer, app.theme());
    prompt::draw_prompt(app, buffer);
    // What is said while a note is written stands above it.
    let raised = u16::from(app.prompt().is_some());
    if let Some(text) = app.status_message() {
        draw_status_message(text, Rect { y: area.y - raised, ..area }, app, buffer);
        return;
    }
    if raised > 0 {
        return;
    }
    if !search_bar::has_hint_line(app) && search_bar::draw_hint(app, area, buffer) {
        return;
    }
    let place = position_label(app);
    let room = area.right().saturating_sub(width_u16(&place) + 2);
    let mut x = area.x;
    for action in footer_actions(app) {
        let Some(key) = app.keymap().key_label(app.key_context(), action) else { continue };
        let word = (app.messages().action_help)(action, app.key_context()).0;
        let end = x + width_u16(&key) + 1 + width_u16(word);
        if end > room {
            break;
        }
        draw_text(buffer, x, area.y, width_u16(&key), &key, theme.style(StyleRole::Accent));
        draw_text(buffer, x + width_u16(&key) + 1, area.y, width_u16(word), word, theme.style(StyleRole::Muted));
        x = end + 2;
    }
    draw_right_aligned(buffer, area, x, &place, app, StyleRole::Muted);
}

/// Says something on as many lines as it needs, upwards from the last: an
/// address that was copied must be there to read.
fn draw_status_message(text: &str, area: Rect, app: &App, buffer: &mut Buffer) {
    let lines = wrap(text, usize::from(area.width));
    let count = u16::try_from(lines.len()).unwrap_or_default().min(area.y);
    let place = Rect { y: area.y + 1 - count, height: count, ..area };
    Clear.render(place, buffer);
    buffer.set_style(place, app.theme().style(StyleRole::Background));
    for (line, y) in lines.iter().zip(place.top()..place.bottom()) {
        draw_text(buffer, place.x, y, place.width, line, app.theme().style(StyleRole::Accent));
    }
}

/// What a person most likely does next.
fn footer_actions(app: &App) -> Vec<Action> {
    let links = || {
        let has = |opens: &LinkShortcut| {
            app.selected_entry().is_some_and(|record| opens.url(record.as_entry_ref()).is_some())
        };
        LinkShortcut::ALL.into_iter().filter(has).map(Action::from)
    };
    match app.key_context() {
        KeyContext::List => {
            let first = [Action::Search, Action::Enter, Action::Help, Action::Quit];
            let last = [Action::Copy, Action::Sort, Action::NextTab];
            let compare = (app.marked_count() > 0).then_some(Action::Compare);
            compare.into_iter().chain(first).chain(links()).chain(last).collect()
        }
        KeyContext::Detail => {
            let first = [Action::Back, Action::Enter, Action::Help, Action::Quit];
            let back = app.can_go_back().then_some(Action::HistoryBack);
            first.into_iter().chain(back).chain(links()).chain([Action::Copy]).collect()
        }
        KeyContext::Search => vec![Action::Enter, Action::Back, Action::NextRow, Action::NextTab],
        KeyContext::Screen if app.comparison_layout().is_some() => {
            vec![Action::Back, Action::Left, Action::Right, Action::Enter, Action::Copy, Action::Mark]
        }
        KeyContext::Screen if matches!(app.screen(), Some((Screen::Chart, _))) => {
            vec![Action::Back, Action::NextRow, Action::Enter, Action::NextTab, Action::Sort]
        }
        KeyContext::Screen if matches!(app.screen(), Some((Screen::Glossary, _))) => {
            vec![Action::Back, Action::Enter, Action::NextRow, Action::PageDown, Action::Quit]
        }
        KeyContext::Screen if app.is_tree_open() => {
            vec![Action::Enter, Action::Right, Action::Left, Action::Search, Action::Back, Action::Help]
        }
        KeyContext::Screen => vec![Action::Back, Action::NextRow, Action::PageDown, Action::Quit],
        KeyContext::Menu => vec![Action::Enter, Action::Back, Action::NextRow],
        KeyContext::Prompt => vec![Action::Enter, Action::Back],
    }
}

/// Which row of how many is selected.
fn position_label(app: &App) -> String {
    match (app.key_context(), app.selected_entry()) {
        (KeyContext::Screen | KeyContext::Menu | KeyContext::Prompt, _) => String::new(),
        (_, None) => marked_label(app),
        (_, Some(record)) => {
            let name = if app.size().width < MIN_WIDTH_WITH_NAME {
                String::new()
            } else {
                truncate(record.as_entry_ref().name(), 24) + " "
            };
            let gap = if app.marked_count() == 0 { "" } else { "  " };
            format!("{}{gap}{name}{}/{}", marked_label(app), app.list().state().selected + 1, app.list().rows().len())
        }
    }
}

/// How many entries are marked; nothing where none is.
fn marked_label(app: &App) -> String {
    if app.marked_count() == 0 { String::new() } else { (app.messages().marked_count)(app.marked_count()) }
}

/// Writes a text at the right end of an area, if it has room from a column on.
pub(super) fn draw_right_aligned(buffer: &mut Buffer, area: Rect, from: u16, text: &str, app: &App, role: StyleRole) {
    let x = area.right().saturating_sub(width_u16(text));
    if x >= from {
        draw_text(buffer, x, area.y, width_u16(text), text, app.theme().style(role));
    }
}

pub(super) fn width_u16(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
