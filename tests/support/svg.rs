//! Renders a screen as SVG, for the screenshots in the README.

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

const CELL_WIDTH_PX: f32 = 8.4;
const CELL_HEIGHT_PX: f32 = 18.0;
const MARGIN_PX: f32 = 12.0;

const DEFAULT_BACKGROUND: &str = "#1d2030";
const DEFAULT_FOREGROUND: &str = "#d5d9e6";

/// Renders a buffer with the colors that a dark terminal gives to the default theme.
pub fn to_svg(buffer: &Buffer) -> String {
    let (columns, rows) = (f32::from(buffer.area.width), f32::from(buffer.area.height));
    let (width, height) = (columns * CELL_WIDTH_PX + 2.0 * MARGIN_PX, rows * CELL_HEIGHT_PX + 2.0 * MARGIN_PX);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{DEFAULT_BACKGROUND}\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let start = x;
            let style = CellStyle::from_cell(&buffer[(x, y)]);
            let mut text = String::new();
            let wide = buffer[(x, y)].symbol().width() == 2;
            let is_same_run = |cell: &Cell| CellStyle::from_cell(cell) == style && (cell.symbol().width() == 2) == wide;
            while x < buffer.area.width && is_same_run(&buffer[(x, y)]) {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += if symbol.width() == 2 { 2 } else { 1 };
            }
            write_run(&mut out, start, y, x - start, &text, &style);
        }
    }
    out + "</svg>\n"
}

/// Writes a run of cells that have the same style.
fn write_run(out: &mut String, column: u16, row: u16, columns: u16, text: &str, style: &CellStyle) {
    let (x, y) = (f32::from(column) * CELL_WIDTH_PX + MARGIN_PX, f32::from(row) * CELL_HEIGHT_PX + MARGIN_PX);
    let width = f32::from(columns) * CELL_WIDTH_PX;
    if style.bg != DEFAULT_BACKGROUND {
        let fill = style.bg;
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{CELL_HEIGHT_PX}\" fill=\"{fill}\"/>"
        )
        .unwrap();
    }
    let visible = text.trim_end();
    if visible.is_empty() {
        return;
    }
    // Wide characters are positioned one by one, because their font is not exactly two cells wide.
    let position = if visible.width() > visible.chars().count() {
        let char_x =
            |idx: usize| format!("{:.1}", x + f32::from(u16::try_from(idx).unwrap()) * 2.0 * CELL_WIDTH_PX + 1.4);
        format!("x=\"{}\"", (0..visible.chars().count()).map(char_x).collect::<Vec<_>>().join(" "))
    } else {
        let length = f32::from(u16::try_from(visible.width()).unwrap()) * CELL_WIDTH_PX;
        format!("x=\"{x:.1}\" textLength=\"{length:.1}\"")
    };
    let escaped = visible.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut attributes = String::new();
    if style.bold {
        attributes.push_str(" font-weight=\"bold\"");
    }
    if style.underlined {
        attributes.push_str(" text-decoration=\"underline\"");
    }
    if style.dim {
        attributes.push_str(" opacity=\"0.6\"");
    }
    let (fill, baseline) = (style.fg, y + CELL_HEIGHT_PX - 5.0);
    writeln!(
        out,
        "<text {position} y=\"{baseline:.1}\" fill=\"{fill}\"{attributes} \
         xml:space=\"preserve\">{escaped}</text>"
    )
    .unwrap();
}

#[derive(PartialEq)]
struct CellStyle {
    fg: &'static str,
    bg: &'static str,
    bold: bool,
    dim: bool,
    underlined: bool,
}

impl CellStyle {
    fn from_cell(cell: &Cell) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let (fg, bg) = (css_color(cell.fg, DEFAULT_FOREGROUND), css_color(cell.bg, DEFAULT_BACKGROUND));
        let (fg, bg) = if has(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) };
        Self { fg, bg, bold: has(Modifier::BOLD), dim: has(Modifier::DIM), underlined: has(Modifier::UNDERLINED) }
    }
}

fn css_color(color: Color, default: &'static str) -> &'static str {
    match color {
        Color::Cyan => "#7fc8dc",
        Color::Green => "#a3d39c",
        Color::Magenta => "#d9a0d4",
        Color::Red => "#ef8a80",
        _ => default,
    }
}
