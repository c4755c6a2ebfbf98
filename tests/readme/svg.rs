//! Renders a screen as SVG, for the pictures in the README.
//!
//! Every run of text has the width of its cells (`textLength`), and lines, blocks and dots are shapes, so that tables
//! line up with any font.

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

use crate::{
    cell_shapes::{CELL_HEIGHT, CELL_WIDTH, RowShapes, short},
    palette::Palette,
};

/// The space around a screen in pixels.
pub const MARGIN: f32 = 12.0;
/// The distance from the top of a cell to the baseline of its text.
const BASELINE: f32 = 14.0;
/// How far the sides of a wide character are from the sides of its two cells.
const WIDE_INSET: f32 = 1.0;
/// The share of its color that dim text keeps, in percent; the rest is the background.
const DIM_PERCENT: u16 = 62;

/// What all pictures have in their head.
pub const STYLE: &str = "text{white-space:pre}.b{font-weight:bold}.i{font-style:italic}.u{text-decoration:underline}\
.l,.h,.d,.D{fill:none}.l{stroke-width:1.2}.h{stroke-width:2.6}.d{stroke-width:2.3;stroke-linecap:round}\
.w{font-size:16px}.D{stroke-width:7;stroke-linecap:round}.e{shape-rendering:crispEdges}";

/// The size of a picture of a screen, in pixels.
pub fn size(buffer: &Buffer) -> (f32, f32) {
    let (columns, rows) = (f32::from(buffer.area.width), f32::from(buffer.area.height));
    (columns.mul_add(CELL_WIDTH, 2.0 * MARGIN), rows.mul_add(CELL_HEIGHT, 2.0 * MARGIN))
}

/// Renders a screen with the colors of a terminal.
pub fn to_svg(buffer: &Buffer, palette: &Palette) -> String {
    let (width, height) = size(buffer);
    let mut out = head(width, height, palette, STYLE);
    for y in 0..buffer.area.height {
        writeln!(out, "{}{}</g>", row_start(y), row(buffer, y, palette)).unwrap();
    }
    out + "</svg>\n"
}

/// The start of a picture: its size, font, style and background.
pub fn head(width: f32, height: f32, palette: &Palette, style: &str) -> String {
    let (background, foreground) = (palette.background(Color::Reset), palette.foreground(Color::Reset));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" fill=\"{foreground}\" \
         font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',\
         'Noto Sans Mono CJK SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',monospace\" font-size=\"15\">\n\
         <style>{style}</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n"
    )
}

/// The start of the group of a row.
pub fn row_start(y: u16) -> String {
    format!("<g transform=\"translate({MARGIN} {})\">", f32::from(y).mul_add(CELL_HEIGHT, MARGIN))
}

/// Renders a row of a screen.
pub fn row(buffer: &Buffer, y: u16, palette: &Palette) -> String {
    let runs = runs(buffer, y, palette);
    let mut out = String::new();
    let default_background = palette.background(Color::Reset);
    for run in runs.iter().filter(|run| run.style.bg != default_background) {
        let (x, width) = (f32::from(run.column) * CELL_WIDTH, f32::from(run.columns) * CELL_WIDTH);
        write!(out, "<path class=\"e\" fill=\"{}\" d=\"M{x} 0h{width}v{CELL_HEIGHT}h-{width}z\"/>", run.style.bg)
            .unwrap();
    }
    let mut shapes: Vec<(&CellStyle, RowShapes)> = Vec::new();
    for run in &runs {
        let same = shapes.iter().position(|(style, _)| style.fg == run.style.fg);
        let idx = same.unwrap_or_else(|| {
            shapes.push((&run.style, RowShapes::default()));
            shapes.len() - 1
        });
        write_run(&mut out, run, &mut shapes[idx].1, palette);
    }
    for (style, shapes) in shapes {
        shapes.write_to(&mut out, &style.fg);
    }
    out
}

/// Cells next to each other that have the same style.
struct Run {
    column: u16,
    columns: u16,
    symbols: Vec<String>,
    style: CellStyle,
}

fn runs(buffer: &Buffer, y: u16, palette: &Palette) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let style = CellStyle::new(cell, palette);
        let symbol = cell.symbol();
        let columns = if symbol.width() == 2 { 2 } else { 1 };
        match runs.last_mut().filter(|run| run.style == style) {
            Some(run) => {
                run.columns += columns;
                run.symbols.push(symbol.to_owned());
            }
            None => runs.push(Run { column: x, columns, symbols: vec![symbol.to_owned()], style }),
        }
        x += columns;
    }
    runs
}

/// How a symbol is written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A letter or another character that monospaced fonts have.
    Narrow,
    /// A Chinese character.
    Wide,
    /// A sign that may come from another font, so it is placed alone.
    Sign,
}

fn kind(symbol: &str) -> Kind {
    match symbol.chars().next() {
        _ if symbol.width() == 2 => Kind::Wide,
        Some('\u{2100}'..='\u{2bff}') => Kind::Sign,
        _ => Kind::Narrow,
    }
}

/// Writes the text of a run, and collects its shapes.
fn write_run(out: &mut String, run: &Run, shapes: &mut RowShapes, palette: &Palette) {
    let mut text = TextRun { column: run.column, columns: 0, text: String::new(), kind: Kind::Narrow };
    let mut column = run.column;
    let attributes = |kind| run.style.attributes(kind, palette);
    for (idx, symbol) in run.symbols.iter().enumerate() {
        let columns = if symbol.width() == 2 { 2 } else { 1 };
        let is_shape = symbol.chars().next().is_some_and(|ch| shapes.add(column, ch));
        // A run of text ends at two spaces, so that a font that is not monospaced keeps the columns of tables.
        let is_gap = symbol == " " && run.symbols.get(idx + 1).is_none_or(|next| next == " ");
        let kind = kind(symbol);
        if is_shape || is_gap || kind != text.kind || kind == Kind::Sign {
            text.write(out, &attributes(text.kind));
            text = TextRun { column, columns: 0, text: String::new(), kind };
        }
        column += columns;
        if is_shape || (is_gap && text.text.is_empty()) || (symbol == " " && text.text.is_empty()) {
            text.column = column;
        } else {
            text.text.push_str(symbol);
            text.columns += columns;
        }
    }
    text.write(out, &attributes(text.kind));
}

struct TextRun {
    column: u16,
    columns: u16,
    text: String,
    kind: Kind,
}

impl TextRun {
    fn write(&self, out: &mut String, attributes: &str) {
        let trimmed = self.text.trim_end();
        if trimmed.is_empty() {
            return;
        }
        let columns = f32::from(self.columns) - f32::from(u16::try_from(self.text.len() - trimmed.len()).unwrap());
        let inset = if self.kind == Kind::Wide { WIDE_INSET } else { 0.0 };
        let x = f32::from(self.column).mul_add(CELL_WIDTH, inset);
        let length = columns.mul_add(CELL_WIDTH, -2.0 * inset);
        let escaped = trimmed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let length = match trimmed.chars().count() {
            1 => String::new(),
            _ => format!(" textLength=\"{}\"", short(length)),
        };
        write!(out, "<text x=\"{}\" y=\"{BASELINE}\"{length}{attributes}>{escaped}</text>", short(x)).unwrap();
    }
}

#[derive(PartialEq)]
struct CellStyle {
    fg: String,
    bg: String,
    bold: bool,
    italic: bool,
    underlined: bool,
}

impl CellStyle {
    fn new(cell: &Cell, palette: &Palette) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let (mut fg, mut bg) = (palette.foreground(cell.fg), palette.background(cell.bg));
        if has(Modifier::REVERSED) {
            std::mem::swap(&mut fg, &mut bg);
        }
        if has(Modifier::DIM) {
            fg = mix(&fg, &bg);
        }
        Self { fg, bg, bold: has(Modifier::BOLD), italic: has(Modifier::ITALIC), underlined: has(Modifier::UNDERLINED) }
    }

    fn attributes(&self, kind: Kind, palette: &Palette) -> String {
        let flags = [(kind == Kind::Wide, "w"), (self.bold, "b"), (self.italic, "i"), (self.underlined, "u")];
        let classes: Vec<_> = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, class)| class).collect();
        let mut attributes = String::new();
        if self.fg != palette.foreground(Color::Reset) {
            write!(attributes, " fill=\"{}\"", self.fg).unwrap();
        }
        if !classes.is_empty() {
            write!(attributes, " class=\"{}\"", classes.join(" ")).unwrap();
        }
        attributes
    }
}

/// A foreground as dim text shows it. It is one color, not a share of opacity, so that shapes may overlap.
fn mix(foreground: &str, background: &str) -> String {
    let channel = |color: &str, at: usize| u16::from_str_radix(color.get(at..at + 2).unwrap(), 16).unwrap();
    let mixed = |at| (channel(foreground, at) * DIM_PERCENT + channel(background, at) * (100 - DIM_PERCENT)) / 100;
    format!("#{:02x}{:02x}{:02x}", mixed(1), mixed(3), mixed(5))
}
