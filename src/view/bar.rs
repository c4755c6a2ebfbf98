//! The first and the last line: tabs, keys.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Clear, Widget},
};

use super::{prompt, search, write};
use crate::{
    action::{Action, Mode},
    app::{App, Page, layout},
    search::Opens,
    text::{fit, width, wrap},
    theme::Role,
};

/// From this width on, the footer names the selected entry.
const NAMED: u16 = 90;

/// The tabs with their counts; the other language and the help at the right.
pub(super) fn header(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().header, app.theme());
    let labels = app.tab_labels();
    let places = layout::tab_strip(area, &labels);
    for ((tab, label, count), (_, place)) in labels.iter().zip(&places) {
        let (label_role, count_role) = match *tab == app.table().tab() {
            true => (Role::Selection, Role::Selection),
            false if *count == 0 => (Role::Muted, Role::Muted),
            false => (Role::Text, Role::Muted),
        };
        let text = format!("{label} {count}");
        write(buffer, place.x, place.y, place.width, &text, theme.style(count_role));
        write(buffer, place.x, place.y, place.width.min(columns(label)), label, theme.style(label_role));
    }
    let key = |action| app.keymap().key(Mode::Table, action).unwrap_or_default();
    let messages = app.messages();
    let charts = layout::charts_tab(area, &places, messages.chart_title);
    if let Some(place) = charts {
        let is_open = matches!(app.page(), Some((Page::Chart, _)));
        let role = if is_open { Role::Selection } else { Role::Text };
        write(buffer, place.x, place.y, place.width, messages.chart_title, theme.style(role));
    }
    let hint = format!(
        "{} {}  {} {}",
        key(Action::Language),
        messages.other_language,
        key(Action::Help),
        (messages.action)(Action::Help, Mode::Table).0
    );
    let used = charts.or(places.last().map(|(_, place)| *place)).map_or(area.x, Rect::right);
    right(buffer, area, used + 2, &hint, app, Role::Muted);
}

/// The keys that matter now, or what a person should be told; the position.
pub(super) fn footer(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().footer, app.theme());
    prompt::prompt(app, buffer);
    // What is said while a note is written stands above it.
    let raised = u16::from(app.prompt().is_some());
    if let Some(text) = app.notice() {
        notice(text, Rect { y: area.y - raised, ..area }, app, buffer);
        return;
    }
    if raised > 0 {
        return;
    }
    if !search::has_line_of_its_own(app) && search::hint(app, area, buffer) {
        return;
    }
    let place = place(app);
    let room = area.right().saturating_sub(columns(&place) + 2);
    let mut x = area.x;
    for action in actions(app) {
        let Some(key) = app.keymap().key(app.mode(), action) else { continue };
        let word = (app.messages().action)(action, app.mode()).0;
        let end = x + columns(&key) + 1 + columns(word);
        if end > room {
            break;
        }
        write(buffer, x, area.y, columns(&key), &key, theme.style(Role::Accent));
        write(buffer, x + columns(&key) + 1, area.y, columns(word), word, theme.style(Role::Muted));
        x = end + 2;
    }
    right(buffer, area, x, &place, app, Role::Muted);
}

/// Says something on as many lines as it needs, upwards from the last: an
/// address that was copied must be there to read.
fn notice(text: &str, area: Rect, app: &App, buffer: &mut Buffer) {
    let lines = wrap(text, usize::from(area.width));
    let count = u16::try_from(lines.len()).unwrap_or_default().min(area.y);
    let place = Rect { y: area.y + 1 - count, height: count, ..area };
    Clear.render(place, buffer);
    buffer.set_style(place, app.theme().style(Role::Ground));
    for (line, y) in lines.iter().zip(place.top()..place.bottom()) {
        write(buffer, place.x, y, place.width, line, app.theme().style(Role::Accent));
    }
}

/// What a person most likely does next.
fn actions(app: &App) -> Vec<Action> {
    let links = || {
        let has = |opens: &Opens| app.selected().is_some_and(|record| opens.url(record.entry()).is_some());
        Opens::ALL.into_iter().filter(has).map(Opens::action)
    };
    match app.mode() {
        Mode::Table => {
            let first = [Action::Search, Action::Enter, Action::Help, Action::Quit];
            let last = [Action::Copy, Action::Order, Action::NextTab];
            let compare = (app.marked() > 0).then_some(Action::Compare);
            compare.into_iter().chain(first).chain(links()).chain(last).collect()
        }
        Mode::Detail => {
            let first = [Action::Back, Action::Enter, Action::Help, Action::Quit];
            let back = app.has_visited().then_some(Action::VisitBack);
            first.into_iter().chain(back).chain(links()).chain([Action::Copy]).collect()
        }
        Mode::Search => vec![Action::Enter, Action::Back, Action::NextRow, Action::NextTab],
        Mode::Page if app.comparison_grid().is_some() => {
            vec![Action::Back, Action::Out, Action::Into, Action::Enter, Action::Copy, Action::Mark]
        }
        Mode::Page if matches!(app.page(), Some((Page::Chart, _))) => {
            vec![Action::Back, Action::NextRow, Action::Enter, Action::NextTab, Action::Order]
        }
        Mode::Page if matches!(app.page(), Some((Page::Glossary, _))) => {
            vec![Action::Back, Action::Enter, Action::NextRow, Action::PageDown, Action::Quit]
        }
        Mode::Page if app.shows_tree() => {
            vec![Action::Enter, Action::Into, Action::Out, Action::Search, Action::Back, Action::Help]
        }
        Mode::Page => vec![Action::Back, Action::NextRow, Action::PageDown, Action::Quit],
        Mode::Menu => vec![Action::Enter, Action::Back, Action::NextRow],
        Mode::Prompt => vec![Action::Enter, Action::Back],
    }
}

/// Which row of how many is selected.
fn place(app: &App) -> String {
    match (app.mode(), app.selected()) {
        (Mode::Page | Mode::Menu | Mode::Prompt, _) => String::new(),
        (_, None) => marked(app),
        (_, Some(record)) => {
            let name = if app.size().width < NAMED { String::new() } else { fit(record.entry().name(), 24) + " " };
            let gap = if app.marked() == 0 { "" } else { "  " };
            format!("{}{gap}{name}{}/{}", marked(app), app.table().cursor().row + 1, app.table().rows().len())
        }
    }
}

/// How many entries are marked; nothing where none is.
fn marked(app: &App) -> String {
    if app.marked() == 0 { String::new() } else { (app.messages().marked)(app.marked()) }
}

/// Writes a text at the right end of an area, if it has room from a column on.
pub(super) fn right(buffer: &mut Buffer, area: Rect, from: u16, text: &str, app: &App, role: Role) {
    let x = area.right().saturating_sub(columns(text));
    if x >= from {
        write(buffer, x, area.y, columns(text), text, app.theme().style(role));
    }
}

pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
