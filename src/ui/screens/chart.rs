//! Charts.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    app::{App, ChartScreen},
    chart::ChartData,
    config::theme::StyleRole,
    ui::text::{draw_lines, draw_paragraph, draw_selection, draw_text},
};

/// Draws the labels of the charts, the chart, and a description of the point under the cursor.
pub(super) fn draw(app: &App, screen: &ChartScreen, buffer: &mut Buffer) {
    let (theme, area, body) = (&app.settings().theme, screen.area(), app.layout().body);
    for tab in screen.tabs() {
        let role = if tab.kind == screen.kind() { StyleRole::Selection } else { StyleRole::Muted };
        draw_text(buffer, tab.area, &tab.label, theme.style(role));
    }
    let Some(chart) = screen.chart() else {
        draw_text(buffer, area, app.messages().searching, theme.style(StyleRole::Muted));
        return;
    };
    draw_lines(buffer, area, &screen.text_chart().lines, 0, theme);
    if let Some(position) = screen.cursor_position() {
        let width = if matches!(chart.data, ChartData::Bars(..)) { area.width } else { 1 };
        draw_selection(buffer, Rect { x: position.x, y: position.y, width, height: 1 }, theme, StyleRole::Selection);
    }
    let info_area = Rect { y: area.bottom(), height: body.bottom() - area.bottom(), ..body };
    draw_paragraph(buffer, info_area, screen.point_info(), theme.style(StyleRole::Text));
}
