//! Writes SVG elements. Coordinates and lengths are in pixels.

use std::fmt::{self, Write};

use llm_catalog::model::Stage;

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

    /// A marker centred at a position: a circle, an x or a plus sign.
    pub(super) fn push_marker(&mut self, stage: Stage, (x, y): (f64, f64), radius: f64) {
        let class = css_class(stage);
        match stage {
            Stage::Base => {
                self.push(format_args!("<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"));
            }
            Stage::Sft => {
                let (left, top, size) = (x - radius, y - radius, radius * 2.0);
                self.push(format_args!(
                    "<path class=\"{class}\" fill=\"none\" \
                     d=\"M{left:.1} {top:.1}l{size:.1} {size:.1}m-{size:.1} 0l{size:.1} -{size:.1}\"/>"
                ));
            }
            Stage::Rlhf => {
                // Its arms are longer than those of the x, so that both look equally large.
                let arm = radius * 1.2;
                let (left, top, size) = (x - arm, y - arm, arm * 2.0);
                self.push(format_args!(
                    "<path class=\"{class}\" fill=\"none\" d=\"M{left:.1} {y:.1}h{size:.1}M{x:.1} {top:.1}v{size:.1}\"/>"
                ));
            }
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

/// The class of a stage in the style sheet.
pub(super) fn css_class(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => "base",
        Stage::Sft => "sft",
        Stage::Rlhf => "rlhf",
    }
}

/// Escapes text for element content and attributes.
pub(super) fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
