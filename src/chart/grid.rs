//! The points of a chart on a grid of signs.

use super::{
    Point, Points, labels,
    scale::{count, number},
    words,
};
use crate::{
    catalog::model::Stage,
    messages::Messages,
    search::{Column, cell::stage_role},
    sheet::Piece,
    shelf::Shelf,
    text::{is_firm, width},
    theme::Role,
};

/// Where points or bars stand in a picture.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plot {
    pub left: usize,
    pub top: usize,
    pub columns: usize,
    pub rows: usize,
}

/// The most points that are named.
const LABELS: usize = 16;
/// The sign of a stage: of one point, and of several in one place.
#[must_use]
pub fn symbol(stage: Stage, several: bool) -> char {
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
const DENSITY: [char; 5] = ['.', ':', '*', '%', '@'];

impl Plot {
    pub fn column(&self, share: f64) -> usize {
        count((share * number(self.columns - 1)).round()).min(self.columns - 1)
    }

    pub fn row(&self, share: f64) -> usize {
        count(((1.0 - share) * number(self.rows - 1)).round()).min(self.rows - 1)
    }

    /// Where a point stands in the picture.
    pub fn spot(&self, points: &Points, point: &Point) -> (usize, usize) {
        let (column, row) = self.cell(points, point);
        (self.left + column, self.top + row)
    }

    fn cell(&self, points: &Points, point: &Point) -> (usize, usize) {
        (self.column(points.x.share(point.x)), self.row(points.y.share(point.y)))
    }
}

/// Signs with their looks, line by line.
type Cells = Vec<Vec<(char, Role)>>;

/// The second half of a wide sign.
const HALF: char = '\0';

/// The points of a chart, with the line and some names.
pub(super) fn grid(points: &Points, plot: Plot, shelf: &Shelf, messages: &Messages) -> Cells {
    let mut cells: Cells = vec![vec![(' ', Role::Text); plot.columns]; plot.rows];
    optimal(&mut cells, points, plot);
    let mut counts = vec![vec![[0_usize; 3]; plot.columns]; plot.rows];
    for point in &points.points {
        let (column, row) = plot.cell(points, point);
        let here = counts.get_mut(row).and_then(|row| row.get_mut(column));
        let of_stage = here.and_then(|counts| counts.get_mut(point.stage as usize));
        if let Some(count) = of_stage {
            *count += point.models;
        }
    }
    for (cells, counts) in cells.iter_mut().zip(&counts) {
        for (cell, counts) in cells.iter_mut().zip(counts) {
            *cell = sign(counts, points.is_dense).unwrap_or(*cell);
        }
    }
    labels::label(points, LABELS, |place| {
        let Some(point) = points.points.get(place) else { return false };
        let (column, row) = plot.cell(points, point);
        let name = words::point_name(point, shelf);
        if !is_firm(&name) {
            return false;
        }
        let before = column.checked_sub(width(&name) + 1);
        [Some(column + 2), before].into_iter().flatten().any(|start| write(&mut cells, row, start, &name))
    });
    if points.axes.have_ratio() && points.axes.y == Column::Training {
        write(&mut cells, 0, 1, messages.chart_over);
        let end = plot.columns.saturating_sub(width(messages.chart_under) + 1);
        write(&mut cells, plot.rows - 1, end, messages.chart_under);
    }
    cells
}

/// The line of compute-optimal training.
fn optimal(cells: &mut Cells, points: &Points, plot: Plot) {
    for column in 0..plot.columns {
        let x = points.x.value(number(column) / number((plot.columns - 1).max(1)));
        let Some(share) = points.axes.optimal(x).map(|y| points.y.share(y)) else { return };
        if (0.0..=1.0).contains(&share)
            && let Some(cell) = cells.get_mut(plot.row(share)).and_then(|row| row.get_mut(column))
        {
            *cell = ('.', Role::Accent);
        }
    }
}

/// The sign of a place with points: that of the stage that has most of them.
fn sign(counts: &[usize; 3], is_dense: bool) -> Option<(char, Role)> {
    let (stage, most) = Stage::ALL.into_iter().zip(*counts).rev().max_by_key(|(_, count)| *count)?;
    let total: usize = counts.iter().sum();
    let sign = if is_dense {
        let power = usize::try_from(total.checked_ilog10().unwrap_or_default()).unwrap_or_default();
        DENSITY.get(power.min(DENSITY.len() - 1)).copied().unwrap_or('@')
    } else {
        symbol(stage, total > 1)
    };
    (most > 0).then(|| (sign, stage_role(stage)))
}

/// Writes a text where nothing but the line stands, with a blank at its ends.
fn write(cells: &mut Cells, row: usize, start: usize, text: &str) -> bool {
    let Some(row) = cells.get_mut(row) else { return false };
    let end = start + width(text);
    let around = row.get(start.saturating_sub(1)..(end + 1).min(row.len())).unwrap_or_default();
    let is_free = |(sign, _): &(char, Role)| matches!(sign, ' ' | '.');
    if end > row.len() || around.is_empty() || !around.iter().all(is_free) {
        return false;
    }
    let mut signs = Vec::new();
    for sign in text.chars() {
        let columns = width(sign.encode_utf8(&mut [0; 4]));
        if columns == 0 {
            return false;
        }
        signs.push((sign, Role::Muted));
        signs.extend(std::iter::repeat_n((HALF, Role::Muted), columns - 1));
    }
    row.iter_mut().skip(start).zip(signs).for_each(|(cell, sign)| *cell = sign);
    true
}

/// Cells of one role together.
pub(super) fn pieces(cells: &[(char, Role)]) -> Vec<Piece> {
    let of_role = |cells: &[(char, Role)]| {
        let role = cells.first().map_or(Role::Text, |(_, role)| *role);
        Piece::new(role, cells.iter().map(|(sign, _)| *sign).filter(|sign| *sign != HALF).collect::<String>())
    };
    cells.chunk_by(|one, other| one.1 == other.1).map(of_role).collect()
}
