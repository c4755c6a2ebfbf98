//! Charts as standalone SVG 1.1: the colors follow the light or dark theme of
//! the reader, and each stage has its own marker. Coordinates are in pixels.

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, Index};

use crate::{
    chart::{
        bars::Bar,
        data::{Chart, ChartData},
        label_candidates::place_labels,
        labels,
        numbers::{floor_to_usize, usize_to_f64},
        point::Point,
        scale::Scale,
        scatter::ScatterPlot,
        svg_writer::{SvgWriter, css_class, escape_xml},
    },
    display_width::{truncate, width},
    i18n::Messages,
};

const MARGIN_LEFT_PX: f64 = 72.0;
const MARGIN_TOP_PX: f64 = 84.0;
const MARGIN_RIGHT_PX: f64 = 24.0;
const MARGIN_BOTTOM_PX: f64 = 56.0;
const MARKER_RADIUS_PX: f64 = 4.0;
const CHAR_WIDTH_PX: f64 = 7.0;
const LINE_HEIGHT_PX: f64 = 16.0;
const PX_PER_X_TICK: f64 = 90.0;
const PX_PER_Y_TICK: f64 = 50.0;
const MAX_BAR_STEP_PX: f64 = 32.0;
/// The width of the bar labels, as a fraction of the image.
const BAR_LABEL_FRACTION: f64 = 0.28;
const MAX_LABELS: usize = 24;
/// The line of the first note, or of the legend.
const HEADER_LEGEND_PX: f64 = 68.0;

const STYLESHEET: &str = "\
svg{color:#24292f;--base:#0969da;--sft:#1a7f37;--rlhf:#8250df;--s3:#bc4c00;--s4:#cf222e;--s5:#0a7b83;--s6:#6e7781}
@media(prefers-color-scheme:dark){svg{color:#e6edf3;--base:#58a6ff;--sft:#3fb950;--rlhf:#bc8cff;--s3:#f0883e;\
--s4:#ff7b72;--s5:#39c5cf;--s6:#8b949e}}
text{fill:currentColor;font:13px system-ui,sans-serif}.title{font-size:17px;font-weight:600}.small{font-size:11px}
.muted{opacity:.7}.axis{stroke:currentColor;opacity:.6}.grid{stroke:currentColor;opacity:.12}
.line{stroke:currentColor;stroke-dasharray:6 4;opacity:.7;fill:none}
.base{stroke:var(--base);fill:var(--base);fill-opacity:.25}.sft{stroke:var(--sft)}.rlhf{stroke:var(--rlhf)}
.s3{stroke:var(--s3)}.s4{stroke:var(--s4)}.s5{stroke:var(--s5)}.s6{stroke:var(--s6)}
.front{stroke-width:1.6;fill:none}.best{stroke:currentColor;opacity:.7}
.base,.sft,.rlhf,.s3,.s4,.s5,.s6{stroke-width:1.8}.bar{fill-opacity:.55}.bar.sft{fill:var(--sft)}.bar.rlhf{fill:var(--rlhf)}
";

/// Renders a chart as an SVG document of `(width, height)` pixels.
#[must_use]
pub fn render_svg(chart: &Chart, index: &Index, locale: Locale, size: (usize, usize)) -> String {
    let (width, height) = (usize_to_f64(size.0), usize_to_f64(size.1));
    let note_count = usize_to_f64(labels::notes(chart, index, locale).len());
    let top = MARGIN_TOP_PX + LINE_HEIGHT_PX * note_count;
    let mut renderer = SvgRenderer { svg: SvgWriter::default(), width, height, top, index, locale };
    renderer.draw_header(chart);
    match &chart.data {
        _ if chart.is_empty() => {
            renderer.svg.push_text((MARGIN_LEFT_PX, top), "start", "", Messages::get(locale).chart_empty);
        }
        ChartData::Scatter(plot) => renderer.draw_scatter_plot(plot),
        ChartData::Bars(bars, _) => renderer.draw_bars(bars),
    }
    renderer.svg.finish()
}

struct SvgRenderer<'a> {
    svg: SvgWriter,
    width: f64,
    height: f64,
    /// The top of the plot, below the header.
    top: f64,
    index: &'a Index,
    locale: Locale,
}

impl SvgRenderer<'_> {
    /// The root element, the title with the number of models, and the legend.
    fn draw_header(&mut self, chart: &Chart) {
        let title = labels::title(chart, self.index, self.locale);
        let (image_width, image_height) = (self.width, self.height);
        let lang = if self.locale == Locale::Zh { "zh" } else { "en" };
        self.svg.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {image_width} {image_height}\" \
             width=\"{image_width}\" height=\"{image_height}\" role=\"img\" lang=\"{lang}\">\n\
             <title>{}</title>\n<style>\n{STYLESHEET}</style>\n",
            escape_xml(&title)
        ));
        self.svg.push_text((MARGIN_LEFT_PX, 28.0), "start", "title", &title);
        let caption = labels::caption(chart, self.locale);
        self.svg.push_text((MARGIN_LEFT_PX, 48.0), "start", "muted", &caption);
        let notes = labels::notes(chart, self.index, self.locale);
        for (note, line) in notes.iter().zip(0_u8..) {
            let y = HEADER_LEGEND_PX + LINE_HEIGHT_PX * f64::from(line);
            self.svg.push_text((MARGIN_LEFT_PX, y), "start", "small", note);
        }
        self.draw_legend(chart);
    }

    /// The markers of the series and the line of the best so far.
    fn draw_legend(&mut self, chart: &Chart) {
        let (messages, y) = (Messages::get(self.locale), self.top - 16.0);
        let mut x = MARGIN_LEFT_PX + MARKER_RADIUS_PX;
        let names: Vec<_> = match &chart.data {
            ChartData::Scatter(plot) => {
                plot.series.iter().map(|series| labels::series_name(series, self.index, self.locale)).collect()
            }
            ChartData::Bars(..) => Stage::ALL.into_iter().map(|stage| (messages.stage)(stage).to_owned()).collect(),
        };
        for (idx, name) in names.iter().enumerate() {
            self.svg.push_marker(idx, (x, y - 4.0), MARKER_RADIUS_PX);
            self.svg.push_text((x + 12.0, y), "start", "", name);
            x += 24.0 + CHAR_WIDTH_PX * usize_to_f64(width(name)) + 12.0;
        }
        let Some(plot) = chart.plot() else { return };
        if plot.frontiers.iter().any(|frontier| !frontier.steps.is_empty()) {
            let (end, line) = (x + 20.0, y - 4.0);
            self.svg.push(format_args!("<path class=\"front best\" d=\"M{x:.1} {line:.1}H{end:.1}\"/>\n"));
            self.svg.push_text((x + 26.0, y), "start", "", messages.chart_frontier);
        } else if plot.axes.y == Column::Score {
            self.svg.push_text((x, y), "start", "muted", messages.settings_caveat);
        }
    }

    /// The lines of the best so far.
    fn draw_frontiers(&mut self, plot: &ScatterPlot) {
        let last_x = plot.points.last().map_or(plot.x.high, |point| point.x);
        for frontier in &plot.frontiers {
            let Some(first) = frontier.steps.first() else { continue };
            let (x, y) = self.position(plot, first.x, first.y);
            let steps = frontier.steps.iter().skip(1).map(|step| {
                let (x, y) = self.position(plot, step.x, step.y);
                format!("H{x:.1}V{y:.1}")
            });
            let path = format!("M{x:.1} {y:.1}{}H{:.1}", steps.collect::<String>(), self.x_px(&plot.x, last_x));
            let class = frontier.series.map_or("best", css_class);
            self.svg.push(format_args!("<path class=\"front {class}\" fill-opacity=\"0\" d=\"{path}\"/>\n"));
        }
    }

    fn draw_scatter_plot(&mut self, plot: &ScatterPlot) {
        self.draw_axes(plot);
        self.draw_optimal_line(plot);
        self.draw_frontiers(plot);
        for point in &plot.points {
            self.svg.open_group(&labels::point_summary(point, plot.axes, 1, self.index, self.locale));
            // A tenfold number of models adds a pixel to the radius.
            let radius = MARKER_RADIUS_PX + usize_to_f64(point.model_count).log10();
            self.svg.push_marker(point.series, self.point_position(plot, point), radius);
            self.svg.close_group();
        }
        self.draw_labels(plot);
    }

    fn draw_axes(&mut self, plot: &ScatterPlot) {
        let (top, right, bottom) = (self.top, self.width - MARGIN_RIGHT_PX, self.height - MARGIN_BOTTOM_PX);
        for (value, label) in plot.x.ticks(floor_to_usize(self.width / PX_PER_X_TICK)) {
            let x = self.x_px(&plot.x, value);
            self.svg.push(format_args!("<path class=\"grid\" d=\"M{x:.1} {top}V{bottom}\"/>\n"));
            self.svg.push_text((x, bottom + 18.0), "middle", "", &label);
        }
        for (value, label) in plot.y.ticks(floor_to_usize(self.height / PX_PER_Y_TICK)) {
            let y = self.y_px(&plot.y, value);
            self.svg.push(format_args!("<path class=\"grid\" d=\"M{MARGIN_LEFT_PX} {y:.1}H{right}\"/>\n"));
            self.svg.push_text((MARGIN_LEFT_PX - 8.0, y + 4.0), "end", "", &label);
        }
        self.svg.push(format_args!(
            "<path class=\"axis\" fill=\"none\" d=\"M{MARGIN_LEFT_PX} {top}V{bottom}H{right}\"/>\n"
        ));
        let label = |column| labels::axis_label(column, plot.axes, self.index, self.locale);
        let (x_label, y_label) = (label(plot.axes.x), escape_xml(&label(plot.axes.y)));
        self.svg.push_text((right, bottom + 40.0), "end", "muted", &x_label);
        let middle = f64::midpoint(top, bottom);
        self.svg.push(format_args!(
            "<text class=\"muted\" text-anchor=\"middle\" \
             transform=\"translate(16 {middle}) rotate(-90)\">{y_label}</text>\n"
        ));
    }

    /// The compute-optimal line within the domains of both axes, and its legend.
    fn draw_optimal_line(&mut self, plot: &ScatterPlot) {
        let Some(slope) = plot.axes.compute_optimal_y(1.0) else { return };
        // A line through the origin is straight on two logarithmic axes too.
        let low = plot.x.low.max(plot.y.low / slope);
        let high = plot.x.high.min(plot.y.high / slope);
        if low >= high {
            return;
        }
        let (x1, y1) = self.position(plot, low, low * slope);
        let (x2, y2) = self.position(plot, high, high * slope);
        self.svg.push(format_args!("<path class=\"line\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>\n"));
        // The message starts with the line of the text chart.
        let legend = Messages::get(self.locale).chart_compute_optimal.trim_start_matches(['⠠', '⠄', ' ']);
        let position = (self.width - MARGIN_RIGHT_PX, self.top - 16.0);
        self.svg.push_text(position, "end", "muted", &format!("- - {legend}"));
    }

    /// The labels of outliers, to the right or left of their points where no
    /// marker and no other label is.
    fn draw_labels(&mut self, plot: &ScatterPlot) {
        let positions = plot.points.iter().map(|point| self.point_position(plot, point));
        let mut occupied: Vec<_> = positions.map(BBox::from_marker).collect();
        let mut placed = Vec::new();
        place_labels(plot, MAX_LABELS, |idx| {
            let Some(point) = plot.points.get(idx) else { return false };
            let label = labels::point_label(point, self.index);
            let (x, y) = self.point_position(plot, point);
            let length = CHAR_WIDTH_PX * usize_to_f64(width(&label));
            let (right, left) = (x + MARKER_RADIUS_PX * 2.0, x - MARKER_RADIUS_PX * 2.0 - length);
            let is_free = |bbox: &BBox| {
                bbox.left > MARGIN_LEFT_PX
                    && bbox.right < self.width - MARGIN_RIGHT_PX
                    && !occupied.iter().any(|other| bbox.overlaps(other))
            };
            let Some(bbox) = [right, left].map(|start| BBox::from_label(start, y, length)).into_iter().find(is_free)
            else {
                return false;
            };
            placed.push(((bbox.left, y + 4.0), label));
            occupied.push(bbox);
            true
        });
        for (position, label) in placed {
            self.svg.push_text(position, "start", "small", &label);
        }
    }

    /// Horizontal bars with their labels and totals, a segment for each stage.
    fn draw_bars(&mut self, bars: &[Bar]) {
        let max_total = bars.iter().map(|bar| bar.counts.total()).max().unwrap_or_default();
        let step = ((self.height - self.top - 16.0) / usize_to_f64(bars.len())).min(MAX_BAR_STEP_PX);
        let left = self.width * BAR_LABEL_FRACTION;
        let px_per_model = (self.width - left - MARGIN_RIGHT_PX - 48.0) / usize_to_f64(max_total.max(1));
        for (idx, bar) in bars.iter().enumerate() {
            let (y, height) = (self.top + step * usize_to_f64(idx), step * 0.7);
            let baseline = y + height * 0.75;
            let label = truncate(bar.label.get(self.locale), floor_to_usize((left - 20.0) / CHAR_WIDTH_PX));
            self.svg.push_text((left - 8.0, baseline), "end", "", &label);
            self.svg.open_group(&labels::bar_summary(bar, self.locale));
            let mut x = left;
            for (stage, count) in bar.counts.iter().filter(|(_, count)| *count > 0) {
                let (class, length) = (css_class(stage_idx(stage)), px_per_model * usize_to_f64(count));
                self.svg.push(format_args!(
                    "<rect class=\"bar {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" \
                     height=\"{height:.1}\"/>"
                ));
                x += length;
            }
            self.svg.close_group();
            self.svg.push_text((x + 8.0, baseline), "start", "", &bar.counts.total().to_string());
        }
    }

    fn point_position(&self, plot: &ScatterPlot, point: &Point) -> (f64, f64) {
        self.position(plot, point.x, point.y)
    }

    fn position(&self, plot: &ScatterPlot, x: f64, y: f64) -> (f64, f64) {
        (self.x_px(&plot.x, x), self.y_px(&plot.y, y))
    }

    fn x_px(&self, scale: &Scale, value: f64) -> f64 {
        MARGIN_LEFT_PX + scale.normalize(value) * (self.width - MARGIN_LEFT_PX - MARGIN_RIGHT_PX)
    }

    fn y_px(&self, scale: &Scale, value: f64) -> f64 {
        self.top + (1.0 - scale.normalize(value)) * (self.height - self.top - MARGIN_BOTTOM_PX)
    }
}

/// The class of a stage is that of its series.
fn stage_idx(stage: Stage) -> usize {
    Stage::ALL.iter().position(|other| *other == stage).unwrap_or_default()
}

/// A bounding box.
struct BBox {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl BBox {
    fn from_marker((x, y): (f64, f64)) -> Self {
        Self {
            left: x - MARKER_RADIUS_PX,
            top: y - MARKER_RADIUS_PX,
            right: x + MARKER_RADIUS_PX,
            bottom: y + MARKER_RADIUS_PX,
        }
    }

    /// The box of a label that starts at `x` and is centred at `y`.
    fn from_label(x: f64, y: f64, length: f64) -> Self {
        Self { left: x, top: y - LINE_HEIGHT_PX / 2.0, right: x + length, bottom: y + LINE_HEIGHT_PX / 2.0 }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}
