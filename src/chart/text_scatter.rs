//! A scatter plot drawn into a grid of characters.

use llm_index::{Column, Index};

use crate::{
    chart::{
        braille::BrailleCanvas,
        label_candidates::{is_frontier_point, place_labels},
        labels,
        marker::density_marker,
        numbers::usize_to_f64,
        plot_area::PlotArea,
        scatter::ScatterPlot,
        series::MAX_SERIES,
    },
    columns::has_unambiguous_label_width,
    config::theme::StyleRole,
    display_width::width,
    document::StyledSpan,
    glyphs::GRID_DOT,
    i18n::Messages,
};

const MAX_LABELS: usize = 16;
/// The columns and rows between the dots of the lines of the grid.
const GRID_DOT_COLUMNS: usize = 4;
const GRID_DOT_ROWS: usize = 2;
/// Of the dots of the compute-optimal line every third is drawn.
const DOTTED_LINE_STEP: usize = 3;

/// One character per column, row by row.
type CharGrid = Vec<Vec<Cell>>;

/// A character of a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    ch: char,
    role: StyleRole,
    /// True if a label may cover it.
    is_free: bool,
}

const BLANK: Cell = Cell { ch: ' ', role: StyleRole::Text, is_free: true };

/// Fills the second column of a wide character.
const WIDE_CHAR_TAIL: char = '\0';

/// The positions of the lines of the grid, in columns and rows of the plot.
pub(super) struct GridLines {
    pub columns: Vec<usize>,
    pub rows: Vec<usize>,
}

/// Draws the grid, the lines, the points and as many labels as fit.
pub(super) fn render_grid(
    plot: &ScatterPlot,
    area: PlotArea,
    lines: &GridLines,
    index: &Index,
    messages: &Messages,
) -> CharGrid {
    let mut cells: CharGrid = vec![vec![BLANK; area.columns]; area.rows];
    draw_grid_lines(&mut cells, lines);
    draw_lines(&mut cells, plot, area);
    draw_points(&mut cells, plot, area);
    if plot.axes.has_ratio() && plot.axes.y == Column::TrainingData {
        draw_label(&mut cells, 0, 1, messages.chart_over_trained, StyleRole::Muted);
        let start = area.columns.saturating_sub(width(messages.chart_under_trained) + 1);
        draw_label(&mut cells, area.rows - 1, start, messages.chart_under_trained, StyleRole::Muted);
    }
    draw_labels(&mut cells, plot, area, index);
    cells
}

fn draw_grid_lines(cells: &mut CharGrid, lines: &GridLines) {
    for (row, cells) in cells.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            let is_on_line = (lines.rows.contains(&row) && column % GRID_DOT_COLUMNS == 0)
                || (lines.columns.contains(&column) && row % GRID_DOT_ROWS == 0);
            if is_on_line {
                *cell = Cell { ch: GRID_DOT, role: StyleRole::Border, is_free: true };
            }
        }
    }
}

/// Draws the compute-optimal line, dotted, and the lines of the best so far.
fn draw_lines(cells: &mut CharGrid, plot: &ScatterPlot, area: PlotArea) {
    // Lines run between the centres of cells, and also beyond the edges.
    let position = |x: f64, y: f64| {
        let column = plot.x.normalize(x) * usize_to_f64(area.columns - 1);
        (column, (1.0 - plot.y.normalize(y)) * usize_to_f64(area.rows - 1))
    };
    let mut dotted = BrailleCanvas::new(area.columns, area.rows);
    if let (Some(low), Some(high)) = (plot.axes.compute_optimal_y(plot.x.low), plot.axes.compute_optimal_y(plot.x.high))
    {
        let ends = (position(plot.x.low, low), position(plot.x.high, high));
        dotted.line(ends.0, ends.1, StyleRole::Accent, |dot| dot % DOTTED_LINE_STEP == 0);
    }
    let mut solid = BrailleCanvas::new(area.columns, area.rows);
    let last_x = plot.points.last().map_or(plot.x.high, |point| point.x);
    for frontier in &plot.frontiers {
        let series = frontier.series.and_then(|idx| plot.series.get(idx));
        let role = series.map_or(StyleRole::Title, |series| series.role);
        for (idx, step) in frontier.steps.iter().enumerate() {
            let next = frontier.steps.get(idx + 1);
            let end = position(next.map_or(last_x, |next| next.x), step.y);
            solid.line(position(step.x, step.y), end, role, |_| true);
            if let Some(next) = next {
                solid.line(end, position(next.x, next.y), role, |_| true);
            }
        }
    }
    for (canvas, is_free) in [(dotted, true), (solid, false)] {
        for (cell, dots) in cells.iter_mut().flatten().zip(canvas.cells()) {
            *cell = dots.map_or(*cell, |(ch, role)| Cell { ch, role, is_free });
        }
    }
}

/// Draws the marker of the most frequent series into each cell that has points.
fn draw_points(cells: &mut CharGrid, plot: &ScatterPlot, area: PlotArea) {
    let mut counts = vec![[0_usize; MAX_SERIES]; area.columns * area.rows];
    for point in &plot.points {
        let Some((column, row)) = area.cell(plot, point) else { continue };
        let cell = counts.get_mut(row * area.columns + column);
        if let Some(count) = cell.and_then(|counts| counts.get_mut(point.series)) {
            *count += point.model_count;
        }
    }
    for (cell, counts) in cells.iter_mut().flatten().zip(&counts) {
        let total: usize = counts.iter().sum();
        // `max_by_key` returns the last maximum: reversed, the first series wins a tie.
        let most = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
        let Some(series) = most.filter(|_| total > 0).and_then(|(idx, _)| plot.series.get(idx)) else { continue };
        let ch = match total {
            _ if plot.is_binned => density_marker(total),
            1 => series.marker,
            _ => series.overlap_marker(),
        };
        *cell = Cell { ch, role: series.role, is_free: false };
    }
}

/// Draws labels beside their points; those of the best so far may also stand above or below.
fn draw_labels(cells: &mut CharGrid, plot: &ScatterPlot, area: PlotArea, index: &Index) {
    place_labels(plot, MAX_LABELS, |idx| {
        let Some(point) = plot.points.get(idx) else { return false };
        let Some((column, row)) = area.cell(plot, point) else { return false };
        let label = labels::point_label(point, index);
        if !has_unambiguous_label_width(&label) {
            return false;
        }
        let columns = width(&label);
        let beside = [Some((row, column + 2)), column.checked_sub(columns + 1).map(|start| (row, start))];
        let above = row.checked_sub(1);
        let around =
            [above.zip(column.checked_sub(columns)), above.map(|row| (row, column + 1)), Some((row + 1, column + 1))];
        let around = around.into_iter().filter(|_| is_frontier_point(plot, point));
        let mut places = beside.into_iter().chain(around).flatten();
        places.any(|(row, start)| draw_label(cells, row, start, &label, StyleRole::Muted))
    });
}

/// Draws a text over blanks, the grid and the compute-optimal line only, with a column free at both ends. Returns false
/// if it does not fit.
fn draw_label(cells: &mut CharGrid, row: usize, start: usize, text: &str, role: StyleRole) -> bool {
    let Some(row) = cells.get_mut(row) else { return false };
    let end = start + width(text);
    let covered = row.get(start.saturating_sub(1)..(end + 1).min(row.len())).unwrap_or_default();
    if end > row.len() || covered.is_empty() || !covered.iter().all(|cell| cell.is_free) {
        return false;
    }
    let mut chars = Vec::new();
    for ch in text.chars() {
        let columns = width(ch.encode_utf8(&mut [0; 4]));
        if columns == 0 {
            return false;
        }
        chars.push(Cell { ch, role, is_free: false });
        chars.extend(std::iter::repeat_n(Cell { ch: WIDE_CHAR_TAIL, role, is_free: false }, columns - 1));
    }
    row.iter_mut().skip(start).zip(chars).for_each(|(cell, label)| *cell = label);
    true
}

/// The spans of a row: neighbouring cells of the same style are one span.
pub(super) fn merge_spans(cells: &[Cell]) -> Vec<StyledSpan> {
    let span = |cells: &[Cell]| {
        let role = cells.first().map_or(StyleRole::Text, |cell| cell.role);
        let text: String = cells.iter().map(|cell| cell.ch).filter(|ch| *ch != WIDE_CHAR_TAIL).collect();
        StyledSpan::new(role, text)
    };
    cells.chunk_by(|a, b| a.role == b.role).map(span).collect()
}
