//! The chooser of columns.

use ratatui::{
    buffer::Buffer,
    layout::{Margin, Rect},
};

use llm_index::Column;

use crate::{
    app::{App, ColumnChooser, ColumnItem},
    config::theme::StyleRole,
    glyphs::CHOSEN,
    i18n::LocalizedStr,
    ui::{
        list_box::draw_list_box,
        text::{draw_right_aligned, draw_selection, draw_text, width_u16},
    },
};

const TITLE: LocalizedStr = LocalizedStr { en: "Columns", zh: "列" };
/// The width is computed from the space.
const AUTOMATIC: LocalizedStr = LocalizedStr { en: "auto", zh: "自动" };
const DOES_NOT_FIT: LocalizedStr = LocalizedStr { en: "does not fit", zh: "放不下" };
/// Shown without being chosen: for the order, or for what the query asks.
const IS_SORTED: LocalizedStr = LocalizedStr { en: "for the order", zh: "排序用到" };
const IS_QUERIED: LocalizedStr = LocalizedStr { en: "for the query", zh: "查询用到" };

/// The blank columns beside a column.
const PADDING: Margin = Margin::new(2, 0);
/// Columns of the sign before a heading.
const SIGN_WIDTH: u16 = 2;

pub(super) fn draw_column_chooser(app: &App, chooser: &ColumnChooser, buffer: &mut Buffer) {
    let (theme, area, items_area) = (&app.settings().theme, chooser.area(), chooser.items_area());
    let messages = app.messages();
    let title = (messages.palette_entry)(TITLE.get(app.settings().locale), chooser.tab.label(messages));
    draw_list_box(app, area, items_area, &title, (chooser.state, chooser.items.len()), buffer);
    for ((idx, item), row) in chooser.items.iter().enumerate().skip(chooser.state.offset).zip(items_area.rows()) {
        draw_item(app, chooser, *item, row.inner(PADDING), buffer);
        if idx == chooser.state.selected {
            draw_selection(buffer, row, theme, StyleRole::Selection);
        }
    }
}

/// Draws a column: whether it is shown, its heading, and its width or why it has none.
fn draw_item(app: &App, chooser: &ColumnChooser, item: ColumnItem, area: Rect, buffer: &mut Buffer) {
    let (theme, locale) = (&app.settings().theme, app.settings().locale);
    let role = if item.is_shown { StyleRole::Text } else { StyleRole::Muted };
    if item.is_shown {
        draw_text(buffer, area, CHOSEN, theme.style(StyleRole::Accent));
    }
    let heading = chooser.tab.heading(item.spec.column, app.index(), locale);
    let label = Rect { x: area.x + SIGN_WIDTH, width: area.width.saturating_sub(SIGN_WIDTH), ..area };
    draw_text(buffer, label, &heading, theme.style(role));
    let min_x = label.x + width_u16(&heading) + 1;
    draw_right_aligned(buffer, label, min_x, &width_label(app, item), theme.style(StyleRole::Muted));
}

fn width_label(app: &App, item: ColumnItem) -> String {
    let (column, locale) = (item.spec.column, app.settings().locale);
    let drawn = app.layout().column_width(column);
    match (item.is_shown, drawn) {
        (true, Some(width)) if item.spec.width.is_some() => width.to_string(),
        (true, Some(width)) => format!("{} {width:>3}", AUTOMATIC.get(locale)),
        (true, None) => DOES_NOT_FIT.get(locale).to_owned(),
        (false, Some(_)) if app.list().sort_column() == Some(column) => IS_SORTED.get(locale).to_owned(),
        (false, Some(_)) if column == Column::Memory => IS_QUERIED.get(locale).to_owned(),
        (false, _) => String::new(),
    }
}
