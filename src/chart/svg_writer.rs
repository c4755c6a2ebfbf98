//! Writes SVG elements. Coordinates and lengths are in pixels.

use std::fmt::{self, Write};

/// SVG text with the elements that charts consist of.
#[derive(Default)]
pub(super) struct SvgWriter {
    out: String,
}

impl SvgWriter {
    pub(super) fn push(&mut self, text: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(text);
    }

    pub(super) fn push_text(&mut self, (x, y): (f64, f64), anchor: &str, class: &str, text: &str) {
        let text = escape_xml(text);
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>\n"
        ));
    }

    /// Opens a group with a tooltip.
    pub(super) fn open_group(&mut self, tooltip: &str) {
        self.push(format_args!("<g><title>{}</title>", escape_xml(tooltip)));
    }

    pub(super) fn close_group(&mut self) {
        self.push(format_args!("</g>\n"));
    }

    /// The marker of a series centred at a position: a circle, an x, a plus sign, a square, a triangle, a diamond; a dot
    /// for the others.
    pub(super) fn push_marker(&mut self, series: usize, (x, y): (f64, f64), radius: f64) {
        let class = css_class(series);
        // Outlines without much area are larger, so that all look equally large.
        let arm = radius * 1.2;
        let (left, top, size) = (x - radius, y - radius, radius * 2.0);
        let (bottom, peak) = (y + radius, y - arm);
        let path = match series {
            0 => {
                self.push(format_args!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"));
                return;
            }
            1 => format!("M{left:.1} {top:.1}l{size:.1} {size:.1}m-{size:.1} 0l{size:.1} -{size:.1}"),
            2 => {
                let length = arm * 2.0;
                format!("M{:.1} {y:.1}h{length:.1}M{x:.1} {peak:.1}v{length:.1}", x - arm)
            }
            3 => format!("M{left:.1} {top:.1}h{size:.1}v{size:.1}h-{size:.1}z"),
            4 => format!("M{x:.1} {peak:.1}L{:.1} {bottom:.1}H{:.1}z", x + arm, x - arm),
            5 => format!("M{x:.1} {peak:.1}l{arm:.1} {arm:.1}l-{arm:.1} {arm:.1}l-{arm:.1} -{arm:.1}z"),
            _ => format!("M{:.1} {y:.1}h2", x - 1.0),
        };
        self.push(format_args!("<path class=\"{class}\" fill=\"none\" d=\"{path}\"/>"));
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// The class of a series in the style sheet.
pub(super) fn css_class(series: usize) -> &'static str {
    ["base", "sft", "rlhf", "s3", "s4", "s5"].get(series).copied().unwrap_or("s6")
}

/// Escapes text for element content and attributes.
pub(super) fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
