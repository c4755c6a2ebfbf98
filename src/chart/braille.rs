//! Lines drawn with braille patterns: 2 x 4 dots in a cell.

use crate::{
    chart::numbers::{floor_to_usize, usize_to_f64},
    config::theme::StyleRole,
};

/// Dots in a grid of cells. The last line through a cell decides its style.
pub(super) struct BrailleCanvas {
    columns: usize,
    cells: Vec<(u8, StyleRole)>,
}

/// The dots of a cell.
const DOT_COLUMNS: f64 = 2.0;
const DOT_ROWS: f64 = 4.0;
/// The bit of each dot in a braille pattern, by row and column.
const DOT_BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// The first braille pattern, which has no dots.
const BLANK_PATTERN: u32 = 0x2800;

impl BrailleCanvas {
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self { columns, cells: vec![(0, StyleRole::Muted); columns * rows] }
    }

    /// Draws a straight line between two positions in cells, their centres being whole numbers; `is_drawn` says which
    /// of the dots are drawn. What is outside of the grid is left out.
    pub(super) fn line(
        &mut self,
        (x1, y1): (f64, f64),
        (x2, y2): (f64, f64),
        role: StyleRole,
        is_drawn: impl Fn(usize) -> bool,
    ) {
        let rows = self.cells.len() / self.columns.max(1);
        let (width, height) = (usize_to_f64(self.columns) * DOT_COLUMNS, usize_to_f64(rows) * DOT_ROWS);
        let dot = |x: f64, y: f64| ((x + 0.5) * DOT_COLUMNS - 0.5, (y + 0.5) * DOT_ROWS - 0.5);
        let (start, end) = (dot(x1, y1), dot(x2, y2));
        // A line may begin and end far outside.
        let Some((start, end)) = clip(start, end, (width - 1.0, height - 1.0)) else { return };
        let steps = (end.0 - start.0).abs().max((end.1 - start.1).abs()).ceil().max(1.0);
        let mut step = 0.0;
        let mut count = 0;
        while step <= steps {
            let share = step / steps;
            if is_drawn(count) {
                self.set(start.0 + (end.0 - start.0) * share, start.1 + (end.1 - start.1) * share, role);
            }
            step += 1.0;
            count += 1;
        }
    }

    fn set(&mut self, x: f64, y: f64, role: StyleRole) {
        let (x, y) = (floor_to_usize(x.round()), floor_to_usize(y.round()));
        let bit = DOT_BITS.get(y % 4).and_then(|row| row.get(x % 2)).copied().unwrap_or_default();
        if x / 2 < self.columns
            && let Some(cell) = self.cells.get_mut(y / 4 * self.columns + x / 2)
        {
            *cell = (cell.0 | bit, role);
        }
    }

    /// The cells from left to right and from top to bottom; `None` for those without dots.
    pub(super) fn cells(&self) -> impl Iterator<Item = Option<(char, StyleRole)>> {
        self.cells.iter().map(|(bits, role)| {
            let pattern = char::from_u32(BLANK_PATTERN + u32::from(*bits)).filter(|_| *bits != 0)?;
            Some((pattern, *role))
        })
    }
}

/// The part of a line from `start` to `end` within the rectangle from the origin to `max` (Liang and Barsky 1984).
fn clip(start: (f64, f64), end: (f64, f64), max: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (direction, distance) in [(-dx, start.0), (dx, max.0 - start.0), (-dy, start.1), (dy, max.1 - start.1)] {
        if direction == 0.0 {
            if distance < 0.0 {
                return None;
            }
        } else if direction < 0.0 {
            enter = enter.max(distance / direction);
        } else {
            leave = leave.min(distance / direction);
        }
    }
    let at = |share: f64| (start.0 + dx * share, start.1 + dy * share);
    (enter <= leave).then(|| (at(enter), at(leave)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(canvas: &BrailleCanvas) -> String {
        canvas.cells().map(|cell| cell.map_or(' ', |(ch, _)| ch)).collect()
    }

    #[test]
    fn lines_are_cut_at_the_edges() {
        let mut canvas = BrailleCanvas::new(3, 1);
        canvas.line((-1e9, 0.0), (1e9, 0.0), StyleRole::Muted, |_| true);
        assert_eq!(text(&canvas), "⠤⠤⠤");
        let mut canvas = BrailleCanvas::new(3, 2);
        canvas.line((1.0, -5.0), (1.0, 9.0), StyleRole::Muted, |_| true);
        assert_eq!(text(&canvas), " ⢸  ⢸ ");
        canvas.line((8.0, 0.0), (9.0, 0.0), StyleRole::Muted, |_| true);
        assert_eq!(text(&canvas), " ⢸  ⢸ ");
    }
}
