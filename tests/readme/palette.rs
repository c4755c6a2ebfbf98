//! The colors that a terminal gives to the default theme.

use ratatui::style::Color;

/// The colors of a terminal.
pub struct Palette {
    background: &'static str,
    foreground: &'static str,
    /// The eight normal colors and the eight bright ones.
    ansi: [&'static str; 16],
}

/// A dark terminal.
pub const DARK: Palette = Palette {
    background: "#1d2030",
    foreground: "#d5d9e6",
    ansi: [
        "#2a2e42", "#ef8a80", "#a3d39c", "#e6c384", "#8aadf4", "#d9a0d4", "#7fc8dc", "#c3c8d8", "#6b7089", "#f5a097",
        "#b8e0b1", "#f0d399", "#a3c0f7", "#e5b5e1", "#98d6e6", "#eceff8",
    ],
};

/// A light terminal.
pub const LIGHT: Palette = Palette {
    background: "#fbfbfd",
    foreground: "#2b3042",
    ansi: [
        "#2b3042", "#b3261e", "#2c6e31", "#8a5a00", "#1f56b5", "#8a2f8f", "#0b6a80", "#5a6076", "#767c92", "#c23b33",
        "#3a8140", "#9a6a10", "#3469c4", "#9c44a1", "#1c7d94", "#10131c",
    ],
};

impl Palette {
    /// The CSS color of a foreground.
    pub fn foreground(&self, color: Color) -> String {
        self.css(color, self.foreground)
    }

    /// The CSS color of a background.
    pub fn background(&self, color: Color) -> String {
        self.css(color, self.background)
    }

    fn css(&self, color: Color, default: &str) -> String {
        let ansi = |idx: usize| self.ansi.get(idx).copied().unwrap_or(default).to_owned();
        match color {
            Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
            Color::Black => ansi(0),
            Color::Red => ansi(1),
            Color::Green => ansi(2),
            Color::Yellow => ansi(3),
            Color::Blue => ansi(4),
            Color::Magenta => ansi(5),
            Color::Cyan => ansi(6),
            Color::Gray => ansi(7),
            Color::DarkGray => ansi(8),
            Color::LightRed => ansi(9),
            Color::LightGreen => ansi(10),
            Color::LightYellow => ansi(11),
            Color::LightBlue => ansi(12),
            Color::LightMagenta => ansi(13),
            Color::LightCyan => ansi(14),
            Color::White => ansi(15),
            Color::Indexed(idx) => ansi(idx.into()),
            Color::Reset => default.to_owned(),
        }
    }
}
