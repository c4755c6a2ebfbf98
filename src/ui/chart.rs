//! A chart on the screen.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::App,
    chart::ChartData,
    config::theme::{StyleRole, Theme},
    ui::{draw_lines, draw_selection, draw_text},
};

/// The names of the charts, the chart, the point under the cursor.
pub(super) fn draw_chart(app: &App, buffer: &mut Buffer) {
    let (theme, area) = (app.theme(), app.chart_area());
    for (kind, name, place) in app.chart_tabs() {
        let role = if kind == app.chart_kind() { StyleRole::Selection } else { StyleRole::Muted };
        draw_text(buffer, place.x, place.y, place.width, &name, theme.style(role));
    }
    let Some(chart) = app.chart() else {
        draw_text(buffer, area.x, area.y, area.width, app.messages().searching, theme.style(StyleRole::Muted));
        return;
    };
    draw_lines(&app.text_chart().lines, 0, area, theme, buffer);
    if let Some(spot) = app.chart_cursor_position() {
        let width = if matches!(chart.data, ChartData::Bars(..)) { area.width } else { 1 };
        draw_selection(buffer, Rect { x: spot.x, y: spot.y, width, height: 1 }, theme, StyleRole::Selection);
    }
    draw_point_details(
        &app.point_info_lines(),
        Rect { y: area.bottom(), ..app.layout().body },
        app.layout().body.bottom(),
        theme,
        buffer,
    );
}

/// What is told of the point, as far as there is room.
fn draw_point_details(lines: &[String], place: Rect, bottom: u16, theme: &Theme, buffer: &mut Buffer) {
    for (line, y) in lines.iter().zip(place.y..bottom) {
        draw_text(buffer, place.x, y, place.width, line, theme.style(StyleRole::Text));
    }
}
