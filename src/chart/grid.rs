//! The points of a chart on a grid of signs.

use llm_catalog::model::Stage;
use llm_index::{Column, Index};

use crate::{
    chart::{
        Point, ScatterPlot, label_placement, labels,
        scale::{floor_to_usize, usize_to_f64},
    },
    columns::stage_style_role,
    config::theme::StyleRole,
    display_width::{has_unambiguous_width, width},
    document::StyledSpan,
    i18n::Messages,
};

/// Where points or bars stand in a picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PlotArea {
    pub left: usize,
    pub top: usize,
    pub columns: usize,
    pub rows: usize,
}

/// The most points that are named.
const MAX_LABELS: usize = 16;
/// The sign of a stage: of one point, and of several in one place.
#[must_use]
pub fn marker(stage: Stage, several: bool) -> char {
    match (stage, several) {
        (Stage::Base, false) => 'o',
        (Stage::Base, true) => 'O',
        (Stage::Sft, false) => 'x',
        (Stage::Sft, true) => 'X',
        (Stage::Rlhf, false) => '+',
        (Stage::Rlhf, true) => '#',
    }
}

/// The signs of places with at least 1, 10, 100, 1000 and 10,000 models.
const DENSITY_MARKERS: [char; 5] = ['.', ':', '*', '%', '@'];

impl PlotArea {
    pub fn column(&self, share: f64) -> usize {
        floor_to_usize((share * usize_to_f64(self.columns - 1)).round()).min(self.columns - 1)
    }

    pub fn row(&self, share: f64) -> usize {
        floor_to_usize(((1.0 - share) * usize_to_f64(self.rows - 1)).round()).min(self.rows - 1)
    }

    /// Where a point stands in the picture.
    pub fn screen_pos(&self, points: &ScatterPlot, point: &Point) -> (usize, usize) {
        let (column, row) = self.cell(points, point);
        (self.left + column, self.top + row)
    }

    fn cell(&self, points: &ScatterPlot, point: &Point) -> (usize, usize) {
        (self.column(points.x.normalize(point.x)), self.row(points.y.normalize(point.y)))
    }
}

/// Signs with their looks, line by line.
type CharGrid = Vec<Vec<(char, StyleRole)>>;

/// The second half of a wide sign.
const WIDE_CHAR_TAIL: char = '\0';

/// The points of a chart, with the line and some names.
pub(super) fn render_grid(points: &ScatterPlot, plot: PlotArea, shelf: &Index, messages: &Messages) -> CharGrid {
    let mut cells: CharGrid = vec![vec![(' ', StyleRole::Text); plot.columns]; plot.rows];
    draw_optimal_line(&mut cells, points, plot);
    let mut counts = vec![vec![[0_usize; 3]; plot.columns]; plot.rows];
    for point in &points.points {
        let (column, row) = plot.cell(points, point);
        let here = counts.get_mut(row).and_then(|row| row.get_mut(column));
        let of_stage = here.and_then(|counts| counts.get_mut(point.stage as usize));
        if let Some(count) = of_stage {
            *count += point.model_count;
        }
    }
    for (cells, counts) in cells.iter_mut().zip(&counts) {
        for (cell, counts) in cells.iter_mut().zip(counts) {
            *cell = cell_marker(counts, points.is_binned).unwrap_or(*cell);
        }
    }
    label_placement::place_labels(points, MAX_LABELS, |place| {
        let Some(point) = points.points.get(place) else { return false };
        let (column, row) = plot.cell(points, point);
        let name = labels::point_label(point, shelf);
        if !has_unambiguous_width(&name) {
            return false;
        }
        let before = column.checked_sub(width(&name) + 1);
        [Some(column + 2), before].into_iter().flatten().any(|start| write_label(&mut cells, row, start, &name))
    });
    if points.axes.has_ratio() && points.axes.y == Column::TrainingData {
        write_label(&mut cells, 0, 1, messages.chart_over_trained);
        let end = plot.columns.saturating_sub(width(messages.chart_under_trained) + 1);
        write_label(&mut cells, plot.rows - 1, end, messages.chart_under_trained);
    }
    cells
}

/// The line of compute-optimal training.
fn draw_optimal_line(cells: &mut CharGrid, points: &ScatterPlot, plot: PlotArea) {
    for column in 0..plot.columns {
        let x = points.x.denormalize(usize_to_f64(column) / usize_to_f64((plot.columns - 1).max(1)));
        let Some(share) = points.axes.compute_optimal_y(x).map(|y| points.y.normalize(y)) else { return };
        if (0.0..=1.0).contains(&share)
            && let Some(cell) = cells.get_mut(plot.row(share)).and_then(|row| row.get_mut(column))
        {
            *cell = ('.', StyleRole::Accent);
        }
    }
}

/// The sign of a place with points: that of the stage that has most of them.
fn cell_marker(counts: &[usize; 3], is_dense: bool) -> Option<(char, StyleRole)> {
    let (stage, most) = Stage::ALL.into_iter().zip(*counts).rev().max_by_key(|(_, count)| *count)?;
    let total: usize = counts.iter().sum();
    let sign = if is_dense {
        let power = usize::try_from(total.checked_ilog10().unwrap_or_default()).unwrap_or_default();
        DENSITY_MARKERS.get(power.min(DENSITY_MARKERS.len() - 1)).copied().unwrap_or('@')
    } else {
        marker(stage, total > 1)
    };
    (most > 0).then(|| (sign, stage_style_role(stage)))
}

/// Writes a text where nothing but the line stands, with a blank at its ends.
fn write_label(cells: &mut CharGrid, row: usize, start: usize, text: &str) -> bool {
    let Some(row) = cells.get_mut(row) else { return false };
    let end = start + width(text);
    let around = row.get(start.saturating_sub(1)..(end + 1).min(row.len())).unwrap_or_default();
    let is_free = |(sign, _): &(char, StyleRole)| matches!(sign, ' ' | '.');
    if end > row.len() || around.is_empty() || !around.iter().all(is_free) {
        return false;
    }
    let mut signs = Vec::new();
    for sign in text.chars() {
        let columns = width(sign.encode_utf8(&mut [0; 4]));
        if columns == 0 {
            return false;
        }
        signs.push((sign, StyleRole::Muted));
        signs.extend(std::iter::repeat_n((WIDE_CHAR_TAIL, StyleRole::Muted), columns - 1));
    }
    row.iter_mut().skip(start).zip(signs).for_each(|(cell, sign)| *cell = sign);
    true
}

/// Cells of one role together.
pub(super) fn merge_spans(cells: &[(char, StyleRole)]) -> Vec<StyledSpan> {
    let of_role = |cells: &[(char, StyleRole)]| {
        let role = cells.first().map_or(StyleRole::Text, |(_, role)| *role);
        StyledSpan::new(
            role,
            cells.iter().map(|(sign, _)| *sign).filter(|sign| *sign != WIDE_CHAR_TAIL).collect::<String>(),
        )
    };
    cells.chunk_by(|one, other| one.1 == other.1).map(of_role).collect()
}
