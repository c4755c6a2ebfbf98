//! Lines, blocks and dots of a row of cells as SVG paths, so that they join in every font.

use std::fmt::Write;

/// The size of a cell in pixels.
pub const CELL_WIDTH: f32 = 9.0;
pub const CELL_HEIGHT: f32 = 19.0;

const MIDDLE_X: f32 = CELL_WIDTH / 2.0;
const MIDDLE_Y: f32 = CELL_HEIGHT / 2.0;
/// How far vertical lines go over the cell, so that no seam is seen between rows.
const OVERLAP: f32 = 0.4;

/// The arms of lines from the middle of a cell: left, up, right and down; 1 is light, 2 heavy.
const LINES: [(char, [u8; 4]); 40] = [
    ('─', [1, 0, 1, 0]),
    ('━', [2, 0, 2, 0]),
    ('│', [0, 1, 0, 1]),
    ('┃', [0, 2, 0, 2]),
    ('┌', [0, 0, 1, 1]),
    ('┐', [1, 0, 0, 1]),
    ('└', [0, 1, 1, 0]),
    ('┘', [1, 1, 0, 0]),
    ('├', [0, 1, 1, 1]),
    ('┤', [1, 1, 0, 1]),
    ('┬', [1, 0, 1, 1]),
    ('┴', [1, 1, 1, 0]),
    ('┼', [1, 1, 1, 1]),
    ('┏', [0, 0, 2, 2]),
    ('┓', [2, 0, 0, 2]),
    ('┗', [0, 2, 2, 0]),
    ('┛', [2, 2, 0, 0]),
    ('┣', [0, 2, 2, 2]),
    ('┫', [2, 2, 0, 2]),
    ('┳', [2, 0, 2, 2]),
    ('┻', [2, 2, 2, 0]),
    ('╋', [2, 2, 2, 2]),
    ('┠', [0, 2, 1, 2]),
    ('┨', [1, 2, 0, 2]),
    ('┝', [0, 1, 2, 1]),
    ('┥', [2, 1, 0, 1]),
    ('┯', [2, 0, 2, 1]),
    ('┷', [2, 1, 2, 0]),
    ('┰', [1, 0, 1, 2]),
    ('┸', [1, 2, 1, 0]),
    ('┱', [2, 0, 1, 2]),
    ('┲', [1, 0, 2, 2]),
    ('┿', [2, 1, 2, 1]),
    ('╂', [1, 2, 1, 2]),
    ('╴', [1, 0, 0, 0]),
    ('╵', [0, 1, 0, 0]),
    ('╶', [0, 0, 1, 0]),
    ('╷', [0, 0, 0, 1]),
    ('╼', [1, 0, 2, 0]),
    ('╾', [2, 0, 1, 0]),
];

/// The quarters that U+2596 to U+259F fill: upper left, upper right, lower left, lower right.
const QUADRANTS: [[bool; 4]; 10] = [
    [false, false, true, false],
    [false, false, false, true],
    [true, false, false, false],
    [true, false, true, true],
    [true, false, false, true],
    [true, true, true, false],
    [true, true, false, true],
    [false, true, false, false],
    [false, true, true, false],
    [false, true, true, true],
];

/// The shapes of one color in a row, as path data for each way of drawing them.
#[derive(Default)]
pub struct RowShapes {
    light: String,
    heavy: String,
    /// Dots with round ends, for braille.
    dots: String,
    /// Larger dots.
    discs: String,
    fill: String,
    /// Blocks with straight edges and shades of them, each with its share of the color in percent.
    blocks: Vec<(Block, u8)>,
    last_arm: Option<(u8, f32)>,
}

#[derive(Clone, Copy)]
struct Block {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

impl RowShapes {
    /// Adds the shape of a character in a column; `false` if it has to be written as text.
    pub fn add(&mut self, column: u16, ch: char) -> bool {
        let x = f32::from(column) * CELL_WIDTH;
        if let Some((_, arms)) = LINES.iter().find(|(line, _)| *line == ch) {
            self.add_lines(x, *arms);
            return true;
        }
        match ch {
            '╭' | '╮' | '╰' | '╯' => self.add_corner(x, ch),
            '\u{2800}'..='\u{28ff}' => self.add_braille(x, u32::from(ch) - 0x2800),
            '\u{2580}'..='\u{259f}' => self.add_block(x, ch),
            '●' => write!(self.discs, "M{} {}h.01", x + MIDDLE_X, MIDDLE_Y).unwrap(),
            '◆' => self.add_polygon(x, [(0.6, 9.5), (4.5, 5.0), (8.4, 9.5), (4.5, 14.0)]),
            '▲' => self.add_polygon(x, [(0.6, 13.0), (4.5, 5.5), (4.5, 5.5), (8.4, 13.0)]),
            '▼' => self.add_polygon(x, [(0.6, 6.0), (8.4, 6.0), (4.5, 13.5), (4.5, 13.5)]),
            '▴' => self.add_polygon(x, [(1.2, 12.0), (4.5, 7.0), (4.5, 7.0), (7.8, 12.0)]),
            '▾' => self.add_polygon(x, [(1.2, 7.5), (7.8, 7.5), (4.5, 12.5), (4.5, 12.5)]),
            '▸' | '▶' => self.add_polygon(x, [(2.0, 6.0), (7.5, 9.5), (7.5, 9.5), (2.0, 13.0)]),
            '◂' | '◀' => self.add_polygon(x, [(7.0, 6.0), (1.5, 9.5), (1.5, 9.5), (7.0, 13.0)]),
            '■' => self.add_polygon(x, [(1.0, 6.0), (8.0, 6.0), (8.0, 13.0), (1.0, 13.0)]),
            '◇' => self.add_outline(x, &[(0.9, 9.5), (4.5, 5.4), (8.1, 9.5), (4.5, 13.6)]),
            '◈' => {
                self.add_outline(x, &[(0.9, 9.5), (4.5, 5.4), (8.1, 9.5), (4.5, 13.6)]);
                self.add_polygon(x, [(3.0, 9.5), (4.5, 7.8), (6.0, 9.5), (4.5, 11.2)]);
            }
            '△' => self.add_outline(x, &[(0.9, 12.8), (4.5, 6.0), (8.1, 12.8)]),
            '○' | '◉' => {
                write!(self.light, "M{} 9.5a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0", x + 1.3).unwrap();
                if ch == '◉' {
                    write!(self.dots, "M{} {MIDDLE_Y}h.01", x + MIDDLE_X).unwrap();
                }
            }
            _ => return false,
        }
        true
    }

    /// Adds the arms of a line. Arms that go on from those of the cell before make one longer line.
    fn add_lines(&mut self, x: f32, [left, up, right, down]: [u8; 4]) {
        let middle = x + MIDDLE_X;
        if left == right && left > 0 {
            self.add_horizontal(x, x + CELL_WIDTH, left);
        } else {
            self.add_horizontal(x, middle, left);
            self.add_horizontal(middle, x + CELL_WIDTH, right);
        }
        let (top, bottom) = (-OVERLAP, CELL_HEIGHT + OVERLAP);
        for (weight, from, to) in [(up, top, MIDDLE_Y), (down, MIDDLE_Y, bottom)] {
            if up == down && weight > 0 {
                write!(self.stroke(weight), "M{middle} {top}V{bottom}").unwrap();
                break;
            }
            if weight > 0 {
                write!(self.stroke(weight), "M{middle} {from}V{to}").unwrap();
            }
        }
    }

    fn add_horizontal(&mut self, from: f32, to: f32, weight: u8) {
        if weight == 0 {
            return;
        }
        let goes_on = self.last_arm.is_some_and(|(last, end)| last == weight && (end - from).abs() < 0.1);
        self.last_arm = Some((weight, to));
        let path = self.stroke(weight);
        let start = if goes_on { path.rfind('H').filter(|at| !path.get(*at..).unwrap().contains('V')) } else { None };
        match start {
            Some(at) => path.truncate(at),
            None => write!(path, "M{from} {MIDDLE_Y}").unwrap(),
        }
        write!(path, "H{to}").unwrap();
    }

    fn stroke(&mut self, weight: u8) -> &mut String {
        if weight == 2 { &mut self.heavy } else { &mut self.light }
    }

    fn add_corner(&mut self, x: f32, ch: char) {
        let (side, end) = match ch {
            '╭' => (x + CELL_WIDTH, CELL_HEIGHT),
            '╮' => (x, CELL_HEIGHT),
            '╰' => (x + CELL_WIDTH, 0.0),
            _ => (x, 0.0),
        };
        write!(self.light, "M{side} {MIDDLE_Y}Q{0} {MIDDLE_Y} {0} {end}", x + MIDDLE_X).unwrap();
    }

    fn add_braille(&mut self, x: f32, bits: u32) {
        let dots = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
        for (idx, (column, row)) in dots.into_iter().enumerate() {
            if bits & (1 << idx) != 0 {
                let (column, row): (i16, i16) = (column, row);
                let (dot_x, dot_y) = (f32::from(column).mul_add(4.5, x + 2.25), f32::from(row).mul_add(4.75, 2.4));
                write!(self.dots, "M{dot_x} {dot_y:.1}h.01").unwrap();
            }
        }
    }

    fn add_block(&mut self, x: f32, ch: char) {
        let code = u16::try_from(u32::from(ch)).unwrap();
        let eighth = |count: u16, size: f32| f32::from(count) * size / 8.0;
        let (width, height) = (CELL_WIDTH, CELL_HEIGHT);
        let rect = |x, y, width, height| Block { x, y, width, height };
        match code {
            0x2580 => self.push_block(rect(x, 0.0, width, height / 2.0), 100),
            0x2581..=0x2588 => {
                let size = eighth(code - 0x2580, height);
                self.push_block(rect(x, height - size, width, size), 100);
            }
            0x2589..=0x258f => self.push_block(rect(x, 0.0, eighth(0x2590 - code, width), height), 100),
            0x2590 => self.push_block(rect(x + MIDDLE_X, 0.0, MIDDLE_X, height), 100),
            0x2591..=0x2593 => {
                let percent = [25, 50, 75];
                self.push_block(rect(x, 0.0, width, height), percent[usize::from(code - 0x2591)]);
            }
            0x2594 => self.push_block(rect(x, 0.0, width, eighth(1, height)), 100),
            0x2595 => self.push_block(rect(x + eighth(7, width), 0.0, eighth(1, width), height), 100),
            _ => {
                for (idx, is_filled) in QUADRANTS[usize::from(code - 0x2596)].into_iter().enumerate() {
                    let left = x + if idx % 2 == 1 { MIDDLE_X } else { 0.0 };
                    let top = if idx >= 2 { MIDDLE_Y } else { 0.0 };
                    if is_filled {
                        self.push_block(rect(left, top, MIDDLE_X, MIDDLE_Y), 100);
                    }
                }
            }
        }
    }

    /// Adds a block, or makes the last one wider if it ends where this one starts.
    fn push_block(&mut self, block: Block, percent: u8) {
        if let Some((last, last_percent)) = self.blocks.last_mut() {
            let is_same = |one: f32, other: f32| (one - other).abs() < 0.01;
            let is_in_line = is_same(last.y, block.y) && is_same(last.height, block.height);
            if is_in_line && is_same(last.x + last.width, block.x) && *last_percent == percent {
                last.width += block.width;
                return;
            }
        }
        self.blocks.push((block, percent));
    }

    fn add_polygon(&mut self, x: f32, points: [(f32, f32); 4]) {
        add_closed(&mut self.fill, x, &points);
    }

    fn add_outline(&mut self, x: f32, points: &[(f32, f32)]) {
        add_closed(&mut self.light, x, points);
    }

    /// Writes the shapes in a color.
    pub fn write_to(&self, out: &mut String, color: &str) {
        for (class, path) in [("l", &self.light), ("h", &self.heavy), ("d", &self.dots), ("D", &self.discs)] {
            if !path.is_empty() {
                write!(out, "<path class=\"{class}\" stroke=\"{color}\" d=\"{path}\"/>").unwrap();
            }
        }
        if !self.fill.is_empty() {
            write!(out, "<path fill=\"{color}\" d=\"{}\"/>", self.fill).unwrap();
        }
        for percent in [100, 75, 50, 25] {
            let mut path = String::new();
            for (block, _) in self.blocks.iter().filter(|(_, of_color)| *of_color == percent) {
                let Block { x, y, width, height } = block;
                write!(path, "M{} {}h{}v{}h-{}z", short(*x), short(*y), short(*width), short(*height), short(*width))
                    .unwrap();
            }
            let opacity = if percent < 100 { format!(" opacity=\".{percent}\"") } else { String::new() };
            if !path.is_empty() {
                write!(out, "<path class=\"e\" fill=\"{color}\"{opacity} d=\"{path}\"/>").unwrap();
            }
        }
    }
}

fn add_closed(path: &mut String, x: f32, points: &[(f32, f32)]) {
    for (idx, (dx, y)) in points.iter().enumerate() {
        let command = if idx == 0 { 'M' } else { 'L' };
        write!(path, "{command}{} {}", short(x + dx), short(*y)).unwrap();
    }
    path.push('z');
}

/// A number with at most one digit after the point.
pub fn short(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
