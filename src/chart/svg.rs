//! A chart as a picture (SVG 1.1) that stands by itself: its colors follow
//! the reader's, dark or light, and each stage has a shape of its own.

use std::fmt::Write;

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, Index};

use crate::{
    chart::{
        Chart, ChartData, ScatterPlot, label_placement, labels,
        scale::{Scale, floor_to_usize, usize_to_f64},
    },
    display_width::width,
    i18n::Messages,
};

/// Room around the points: left, top, right, bottom.
const MARGIN_LEFT_PX: f64 = 72.0;
const MARGIN_TOP_PX: f64 = 84.0;
const MARGIN_RIGHT_PX: f64 = 24.0;
const MARGIN_BOTTOM_PX: f64 = 56.0;
/// Half of a point's width.
const MARKER_RADIUS_PX: f64 = 4.0;
/// The width of a letter and the height of a line.
const CHAR_WIDTH_PX: f64 = 7.0;
const LINE_HEIGHT_PX: f64 = 16.0;
/// The most points that are named.
const MAX_LABELS: usize = 24;

const STYLESHEET: &str = "\
svg{color:#24292f;--base:#0969da;--sft:#1a7f37;--rlhf:#8250df}
@media(prefers-color-scheme:dark){svg{color:#e6edf3;--base:#58a6ff;--sft:#3fb950;--rlhf:#bc8cff}}
text{fill:currentColor;font:13px system-ui,sans-serif}.title{font-size:17px;font-weight:600}.small{font-size:11px}
.muted{opacity:.7}.axis{stroke:currentColor;opacity:.6}.grid{stroke:currentColor;opacity:.12}
.line{stroke:currentColor;stroke-dasharray:6 4;opacity:.7;fill:none}
.base{stroke:var(--base);fill:var(--base);fill-opacity:.25}.sft{stroke:var(--sft)}.rlhf{stroke:var(--rlhf)}
.base,.sft,.rlhf{stroke-width:1.8}.bar{fill-opacity:.55}.bar.sft{fill:var(--sft)}.bar.rlhf{fill:var(--rlhf)}
";

/// A chart of a size in pixels.
#[must_use]
pub fn render_svg(chart: &Chart, shelf: &Index, locale: Locale, size: (usize, usize)) -> String {
    let (width, height) = (usize_to_f64(size.0), usize_to_f64(size.1));
    let mut drawing = SvgWriter { out: String::new(), width, height, index: shelf, locale };
    drawing.write_header(chart);
    match &chart.data {
        _ if chart.is_empty() => {
            drawing.write_text(MARGIN_LEFT_PX, MARGIN_TOP_PX, "start", "", Messages::get(locale).chart_empty);
        }
        ChartData::Scatter(points) => drawing.write_points(points),
        ChartData::Bars(bars, _) => {
            for (place, bar) in bars.iter().enumerate() {
                let most = bars.iter().map(crate::chart::Bar::total).max().unwrap_or_default();
                drawing.write_bar((place, bars.len()), bar, most);
            }
        }
    }
    drawing.out.push_str("</svg>\n");
    drawing.out
}

struct SvgWriter<'a> {
    out: String,
    width: f64,
    height: f64,
    index: &'a Index,
    locale: Locale,
}

impl SvgWriter<'_> {
    fn write_header(&mut self, chart: &Chart) {
        let messages = Messages::get(self.locale);
        let title = labels::title(chart, self.index, self.locale);
        let (width, height) = (self.width, self.height);
        let lang = if self.locale == Locale::Zh { "zh" } else { "en" };
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" lang=\"{lang}\">\n<title>{}</title>\n<style>\n{STYLESHEET}</style>\n",
            escape_xml(&title)
        );
        self.write_text(MARGIN_LEFT_PX, 28.0, "start", "title", &title);
        self.write_text(
            MARGIN_LEFT_PX,
            48.0,
            "start",
            "muted",
            &(messages.chart_plotted_count)(chart.shown_models, chart.matched_models),
        );
        let mut x = MARGIN_LEFT_PX + MARKER_RADIUS_PX;
        for stage in Stage::ALL {
            self.write_marker(stage, x, 64.0, MARKER_RADIUS_PX);
            self.write_text(x + 12.0, 68.0, "start", "", (messages.stage)(stage));
            x += 24.0 + CHAR_WIDTH_PX * usize_to_f64(crate::display_width::width((messages.stage)(stage))) + 12.0;
        }
        let told = match &chart.data {
            ChartData::Scatter(points) if points.axes.y == Column::Score => messages.chart_settings_caveat,
            _ => return,
        };
        self.write_text(x, 68.0, "start", "muted", told);
    }

    fn write_points(&mut self, points: &ScatterPlot) {
        self.write_axes(points);
        self.write_optimal_line(points);
        for point in &points.points {
            let (x, y) = self.position(points, point.x, point.y);
            let told = labels::point_summary(point, points.axes, 1, self.index, self.locale);
            let _ = write!(self.out, "<g><title>{}</title>", escape_xml(&told));
            self.write_marker(point.stage, x, y, MARKER_RADIUS_PX + usize_to_f64(point.model_count).log10());
            self.out.push_str("</g>\n");
        }
        self.write_labels(points);
    }

    fn write_axes(&mut self, points: &ScatterPlot) {
        let (right, bottom) = (self.width - MARGIN_RIGHT_PX, self.height - MARGIN_BOTTOM_PX);
        for (value, label) in points.x.ticks(floor_to_usize(self.width / 90.0)) {
            let x = self.x_px(&points.x, value);
            let _ = writeln!(self.out, "<path class=\"grid\" d=\"M{x:.1} {MARGIN_TOP_PX}V{bottom}\"/>");
            self.write_text(x, bottom + 18.0, "middle", "", &label);
        }
        for (value, label) in points.y.ticks(floor_to_usize(self.height / 50.0)) {
            let y = self.y_px(&points.y, value);
            let _ = writeln!(self.out, "<path class=\"grid\" d=\"M{MARGIN_LEFT_PX} {y:.1}H{right}\"/>");
            self.write_text(MARGIN_LEFT_PX - 8.0, y + 4.0, "end", "", &label);
        }
        let _ = writeln!(
            self.out,
            "<path class=\"axis\" fill=\"none\" d=\"M{MARGIN_LEFT_PX} {MARGIN_TOP_PX}V{bottom}H{right}\"/>"
        );
        let name = |column| labels::axis_label(column, points.axes, self.index, self.locale);
        let (x_name, y_name) = (name(points.axes.x), name(points.axes.y));
        self.write_text(right, bottom + 40.0, "end", "muted", &x_name);
        let middle = f64::midpoint(MARGIN_TOP_PX, bottom);
        let _ = writeln!(
            self.out,
            "<text class=\"muted\" text-anchor=\"middle\" transform=\"translate(16 {middle}) rotate(-90)\">{}</text>",
            escape_xml(&y_name)
        );
    }

    /// The line of compute-optimal training, as far as it is on the chart.
    fn write_optimal_line(&mut self, points: &ScatterPlot) {
        let Some(slope) = points.axes.compute_optimal_y(1.0) else { return };
        // A straight line through the origin is one on two logarithmic axes too.
        let low = points.x.low.max(points.y.low / slope);
        let high = points.x.high.min(points.y.high / slope);
        if low >= high {
            return;
        }
        let (x1, y1) = self.position(points, low, low * slope);
        let (x2, y2) = self.position(points, high, high * slope);
        let told = Messages::get(self.locale).chart_compute_optimal.trim_start_matches(". ");
        let _ = writeln!(self.out, "<path class=\"line\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>");
        self.write_text(self.width - MARGIN_RIGHT_PX, MARGIN_TOP_PX - 16.0, "end", "muted", &format!("- - {told}"));
    }

    /// The names of the points that stand out, where nothing else stands.
    fn write_labels(&mut self, points: &ScatterPlot) {
        let mut taken: Vec<_> =
            points.points.iter().map(|point| self.position(points, point.x, point.y)).map(marker_bbox).collect();
        let right = self.width - MARGIN_RIGHT_PX;
        let mut named = Vec::new();
        label_placement::place_labels(points, MAX_LABELS, |place| {
            let Some(point) = points.points.get(place) else { return false };
            let name = labels::point_label(point, self.index);
            let (x, y) = self.position(points, point.x, point.y);
            let length = CHAR_WIDTH_PX * usize_to_f64(width(&name));
            let starts = [x + MARKER_RADIUS_PX * 2.0, x - MARKER_RADIUS_PX * 2.0 - length];
            let free = starts
                .into_iter()
                .map(|x| (x, y - LINE_HEIGHT_PX / 2.0, x + length, y + LINE_HEIGHT_PX / 2.0))
                .find(|place| {
                    place.0 > MARGIN_LEFT_PX
                        && place.2 < right
                        && !taken.iter().any(|other| bboxes_overlap(*place, *other))
                });
            let Some(place) = free else { return false };
            taken.push(place);
            named.push((place.0, y + 4.0, name));
            true
        });
        for (x, y, name) in named {
            self.write_text(x, y, "start", "small", &name);
        }
    }

    /// A bar across, a part for each stage.
    fn write_bar(&mut self, (place, bars): (usize, usize), bar: &crate::chart::Bar, most: usize) {
        let left = self.width * 0.28;
        let step = ((self.height - MARGIN_TOP_PX - 16.0) / usize_to_f64(bars)).min(32.0);
        let (y, height) = (MARGIN_TOP_PX + step * usize_to_f64(place), step * 0.7);
        let label =
            crate::display_width::truncate(bar.label.get(self.locale), floor_to_usize((left - 20.0) / CHAR_WIDTH_PX));
        self.write_text(left - 8.0, y + height * 0.75, "end", "", &label);
        let _ = write!(self.out, "<g><title>{}</title>", escape_xml(&labels::bar_summary(bar, self.locale)));
        let unit = (self.width - left - MARGIN_RIGHT_PX - 48.0) / usize_to_f64(most.max(1));
        let mut x = left;
        for (stage, models) in Stage::ALL.into_iter().zip(bar.counts).filter(|(_, models)| *models > 0) {
            let (class, width) = (css_class(stage), unit * usize_to_f64(models));
            let _ = write!(
                self.out,
                "<rect class=\"bar {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
            );
            x += width;
        }
        self.out.push_str("</g>\n");
        self.write_text(x + 8.0, y + height * 0.75, "start", "", &bar.total().to_string());
    }

    /// The shape of a stage.
    fn write_marker(&mut self, stage: Stage, x: f64, y: f64, half: f64) {
        let (class, arm) = (css_class(stage), half * 1.2);
        let _ = match stage {
            Stage::Base => write!(self.out, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{half:.1}\"/>"),
            Stage::Sft => write!(
                self.out,
                "<path class=\"{class}\" fill=\"none\" d=\"M{:.1} {:.1}l{d:.1} {d:.1}m-{d:.1} 0l{d:.1} -{d:.1}\"/>",
                x - half,
                y - half,
                d = half * 2.0
            ),
            Stage::Rlhf => write!(
                self.out,
                "<path class=\"{class}\" fill=\"none\" d=\"M{:.1} {y:.1}h{d:.1}M{x:.1} {:.1}v{d:.1}\"/>",
                x - arm,
                y - arm,
                d = arm * 2.0
            ),
        };
    }

    fn write_text(&mut self, x: f64, y: f64, anchor: &str, class: &str, text: &str) {
        let text = escape_xml(text);
        let _ = writeln!(
            self.out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>"
        );
    }

    fn position(&self, points: &ScatterPlot, x: f64, y: f64) -> (f64, f64) {
        (self.x_px(&points.x, x), self.y_px(&points.y, y))
    }

    fn x_px(&self, scale: &Scale, value: f64) -> f64 {
        MARGIN_LEFT_PX + scale.normalize(value) * (self.width - MARGIN_LEFT_PX - MARGIN_RIGHT_PX)
    }

    fn y_px(&self, scale: &Scale, value: f64) -> f64 {
        MARGIN_TOP_PX + (1.0 - scale.normalize(value)) * (self.height - MARGIN_TOP_PX - MARGIN_BOTTOM_PX)
    }
}

fn css_class(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => "base",
        Stage::Sft => "sft",
        Stage::Rlhf => "rlhf",
    }
}

/// From left, top, right, bottom.
type BBox = (f64, f64, f64, f64);

/// What a point takes.
fn marker_bbox((x, y): (f64, f64)) -> BBox {
    (x - MARKER_RADIUS_PX, y - MARKER_RADIUS_PX, x + MARKER_RADIUS_PX, y + MARKER_RADIUS_PX)
}

fn bboxes_overlap(one: BBox, other: BBox) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// A text as it is written in XML.
fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
