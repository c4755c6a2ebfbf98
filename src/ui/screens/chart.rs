//! Charts.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    app::{App, ChartScreen},
    chart::ChartData,
    config::theme::{StyleRole, Theme},
    glyphs::{X_AXIS_MARK, Y_AXIS_MARK},
    ui::text::{clear, draw_lines, draw_paragraph, draw_selection, draw_text, width_u16},
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
        if matches!(chart.data, ChartData::Scatter(_)) {
            draw_point_marks(screen, position, theme, buffer);
        }
        // A selected bar keeps its colors.
        let label_width = u16::try_from(screen.text_chart().axis_position().0 + 1).unwrap_or(area.width);
        let width = if matches!(chart.data, ChartData::Bars(..)) { label_width.min(area.width) } else { 1 };
        draw_selection(buffer, Rect { x: position.x, y: position.y, width, height: 1 }, theme, StyleRole::Selection);
    }
    let info_area = Rect { y: area.bottom(), height: body.bottom() - area.bottom(), ..body };
    draw_paragraph(buffer, info_area, screen.point_info(), theme.style(StyleRole::Text));
}

/// Draws the name of the point under the cursor over what is beside it, and marks its position on both axes.
fn draw_point_marks(screen: &ChartScreen, position: Position, theme: &Theme, buffer: &mut Buffer) {
    let (area, mark) = (screen.area(), theme.style(StyleRole::Accent));
    let (column, line) = screen.text_chart().axis_position();
    let to_u16 = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    let (axis_x, axis_y) = (area.x.saturating_add(to_u16(column)), area.y.saturating_add(to_u16(line)));
    for (x, y, sign) in [(position.x, axis_y, X_AXIS_MARK), (axis_x, position.y, Y_AXIS_MARK)] {
        if area.contains(Position::new(x, y)) {
            draw_text(buffer, Rect { x, y, width: 1, height: 1 }, sign, mark);
        }
    }
    let label = format!(" {} ", screen.point_label());
    let (columns, right) = (width_u16(&label), position.x + 1);
    // On the side where it fits, else on the wider one, cut.
    let (left_space, right_space) = (position.x.saturating_sub(axis_x + 1), area.right().saturating_sub(right));
    let is_right = columns <= right_space || right_space >= left_space;
    let free = columns.min(if is_right { right_space } else { left_space });
    let x = if is_right { right } else { position.x - free };
    if !screen.point_label().is_empty() && free > 2 {
        let label_area = Rect { x, y: position.y, width: free, height: 1 };
        clear_labels(screen, label_area, axis_x, theme, buffer);
        clear(buffer, label_area, theme);
        draw_text(buffer, label_area, &label, theme.style(StyleRole::Title));
    }
}

/// Clears the labels right of the axis that an area covers in part, so that no end of a name is left beside it, and the
/// label of the same point on its other side.
fn clear_labels(screen: &ChartScreen, covered: Rect, axis_x: u16, theme: &Theme, buffer: &mut Buffer) {
    let lines = &screen.text_chart().lines;
    let Some(line) = lines.get(usize::from(covered.y.saturating_sub(screen.area().y))) else { return };
    let mut x = screen.area().x;
    for span in &line.spans {
        let area = Rect { x, width: width_u16(&span.text), ..covered };
        x = area.right();
        let is_covered = area.intersects(covered) || span.text == screen.point_label();
        if span.role == StyleRole::Muted && area.x > axis_x && is_covered {
            clear(buffer, area.intersection(screen.area()), theme);
        }
    }
}
