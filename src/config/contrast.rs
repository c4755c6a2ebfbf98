//! The contrast of colors (WCAG 2.2).

use ratatui::style::Color;

/// Text of normal size is readable from this contrast on.
pub const MIN_TEXT_CONTRAST: f64 = 4.5;

/// The relative luminance of a color, from 0 to 1; `None` for one that the terminal decides.
fn luminance(color: Color) -> Option<f64> {
    let Color::Rgb(red, green, blue) = color else { return None };
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// The contrast of two colors, from 1 to 21; `None` if the terminal decides one of them.
#[must_use]
pub fn contrast(one: Color, other: Color) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}
