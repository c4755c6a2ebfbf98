//! A chart on the screen.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{select, sheet_lines, write};
use crate::{
    app::App,
    chart::Body,
    theme::{Role, Theme},
};

/// The names of the charts, the chart, the point under the cursor.
pub(super) fn chart(app: &App, buffer: &mut Buffer) {
    let (theme, area) = (app.theme(), app.chart_area());
    for (kind, name, place) in app.chart_strip() {
        let role = if kind == app.chart_kind() { Role::Selection } else { Role::Muted };
        write(buffer, place.x, place.y, place.width, &name, theme.style(role));
    }
    let Some(chart) = app.chart() else {
        write(buffer, area.x, area.y, area.width, app.messages().searching, theme.style(Role::Muted));
        return;
    };
    sheet_lines(&app.chart_picture().lines, 0, area, theme, buffer);
    if let Some(spot) = app.chart_spot() {
        let width = if matches!(chart.body, Body::Bars(..)) { area.width } else { 1 };
        select(buffer, Rect { x: spot.x, y: spot.y, width, height: 1 }, theme, Role::Selection);
    }
    told(&app.chart_line(), Rect { y: area.bottom(), ..app.layout().body }, app.layout().body.bottom(), theme, buffer);
}

/// What is told of the point, as far as there is room.
fn told(lines: &[String], place: Rect, bottom: u16, theme: &Theme, buffer: &mut Buffer) {
    for (line, y) in lines.iter().zip(place.y..bottom) {
        write(buffer, place.x, y, place.width, line, theme.style(Role::Text));
    }
}
