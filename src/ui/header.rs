//! The header: tabs with their numbers of matches, and hints for language and help.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    action::{Action, KeyContext},
    app::{App, Screen, Settings, layout},
    config::theme::StyleRole,
    ui::text::{draw_right_aligned, draw_text, width_u16},
};

pub(super) fn draw_header(app: &App, buffer: &mut Buffer) {
    let area = app.layout().header;
    let Settings { keymap, theme, locale, .. } = app.settings();
    let labels = app.tab_labels();
    let tab_areas = layout::tab_areas(area, &labels);
    for ((tab, label, count), (_, tab_area)) in labels.iter().zip(&tab_areas) {
        let (label_role, count_role) = match *tab == app.list().tab() {
            true => (StyleRole::Selection, StyleRole::Selection),
            false if *count == 0 => (StyleRole::Muted, StyleRole::Muted),
            false => (StyleRole::Text, StyleRole::Muted),
        };
        draw_text(buffer, *tab_area, &format!("{label} {count}"), theme.style(count_role));
        let label_area = Rect { width: tab_area.width.min(width_u16(label)), ..*tab_area };
        draw_text(buffer, label_area, label, theme.style(label_role));
    }
    let charts_title = app.settings().title(KeyContext::Chart);
    let charts_area = layout::charts_tab_area(area, &tab_areas, charts_title);
    if let Some(charts_area) = charts_area {
        let is_open = matches!(app.screen(), Some(Screen::Chart(_)));
        let role = if is_open { StyleRole::Selection } else { StyleRole::Text };
        draw_text(buffer, charts_area, charts_title, theme.style(role));
    }
    let key = |action| keymap.key_label(KeyContext::List, action).unwrap_or_default();
    let (other_language, help) = (app.messages().other_language, keymap.label(KeyContext::List, Action::Help, *locale));
    let hint = format!("{} {other_language}  {} {help}", key(Action::Language), key(Action::Help));
    let last_area = charts_area.or(tab_areas.last().map(|(_, area)| *area));
    let min_x = last_area.map_or(area.x, Rect::right) + 2;
    draw_right_aligned(buffer, area, min_x, &hint, theme.style(StyleRole::Muted));
}
