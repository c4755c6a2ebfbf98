//! A chart as a picture (SVG 1.1) that stands by itself: its colors follow
//! the reader's, dark or light, and each stage has a shape of its own.

use std::fmt::Write;

use libm::log10;

use super::{
    Body, Chart, Points, labels,
    scale::{Scale, count, number},
    words,
};
use crate::{catalog::model::Stage, locale::Locale, search::Column, shelf::Shelf, text::width};

/// Room around the points: left, top, right, bottom.
const LEFT: f64 = 72.0;
const TOP: f64 = 84.0;
const RIGHT: f64 = 24.0;
const BOTTOM: f64 = 56.0;
/// Half of a point's width.
const HALF: f64 = 4.0;
/// The width of a letter and the height of a line.
const LETTER: f64 = 7.0;
const LINE: f64 = 16.0;
/// The most points that are named.
const LABELS: usize = 24;

const STYLE: &str = "\
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
pub fn svg(chart: &Chart, shelf: &Shelf, locale: Locale, size: (usize, usize)) -> String {
    let (width, height) = (number(size.0), number(size.1));
    let mut drawing = Drawing { out: String::new(), width, height, shelf, locale };
    drawing.head(chart);
    match &chart.body {
        _ if chart.is_empty() => drawing.text(LEFT, TOP, "start", "", locale.messages().chart_nothing),
        Body::Points(points) => drawing.points(points),
        Body::Bars(bars, _) => {
            for (place, bar) in bars.iter().enumerate() {
                let most = bars.iter().map(super::Bar::total).max().unwrap_or_default();
                drawing.bar((place, bars.len()), bar, most);
            }
        }
    }
    drawing.out.push_str("</svg>\n");
    drawing.out
}

struct Drawing<'a> {
    out: String,
    width: f64,
    height: f64,
    shelf: &'a Shelf,
    locale: Locale,
}

impl Drawing<'_> {
    fn head(&mut self, chart: &Chart) {
        let messages = self.locale.messages();
        let title = words::title(chart, self.shelf, self.locale);
        let (width, height) = (self.width, self.height);
        let lang = if self.locale == Locale::Zh { "zh" } else { "en" };
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" lang=\"{lang}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n",
            escaped(&title)
        );
        self.text(LEFT, 28.0, "start", "title", &title);
        self.text(LEFT, 48.0, "start", "muted", &(messages.chart_shown)(chart.shown, chart.found));
        let mut x = LEFT + HALF;
        for stage in Stage::ALL {
            self.mark(stage, x, 64.0, HALF);
            self.text(x + 12.0, 68.0, "start", "", (messages.stage)(stage));
            x += 24.0 + LETTER * number(crate::text::width((messages.stage)(stage))) + 12.0;
        }
        let told = match &chart.body {
            Body::Points(points) if points.axes.y == Column::Score => messages.chart_settings,
            _ => return,
        };
        self.text(x, 68.0, "start", "muted", told);
    }

    fn points(&mut self, points: &Points) {
        self.axes(points);
        self.optimal(points);
        for point in &points.points {
            let (x, y) = self.place(points, point.x, point.y);
            let told = words::point_line(point, points.axes, 1, self.shelf, self.locale);
            let _ = write!(self.out, "<g><title>{}</title>", escaped(&told));
            self.mark(point.stage, x, y, HALF + log10(number(point.models)));
            self.out.push_str("</g>\n");
        }
        self.labels(points);
    }

    fn axes(&mut self, points: &Points) {
        let (right, bottom) = (self.width - RIGHT, self.height - BOTTOM);
        for (value, label) in points.x.ticks(count(self.width / 90.0)) {
            let x = self.x(&points.x, value);
            let _ = writeln!(self.out, "<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom}\"/>");
            self.text(x, bottom + 18.0, "middle", "", &label);
        }
        for (value, label) in points.y.ticks(count(self.height / 50.0)) {
            let y = self.y(&points.y, value);
            let _ = writeln!(self.out, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{right}\"/>");
            self.text(LEFT - 8.0, y + 4.0, "end", "", &label);
        }
        let _ = writeln!(self.out, "<path class=\"axis\" fill=\"none\" d=\"M{LEFT} {TOP}V{bottom}H{right}\"/>");
        let name = |column| words::axis_name(column, points.axes, self.shelf, self.locale);
        let (x_name, y_name) = (name(points.axes.x), name(points.axes.y));
        self.text(right, bottom + 40.0, "end", "muted", &x_name);
        let middle = f64::midpoint(TOP, bottom);
        let _ = writeln!(
            self.out,
            "<text class=\"muted\" text-anchor=\"middle\" transform=\"translate(16 {middle}) rotate(-90)\">{}</text>",
            escaped(&y_name)
        );
    }

    /// The line of compute-optimal training, as far as it is on the chart.
    fn optimal(&mut self, points: &Points) {
        let Some(slope) = points.axes.optimal(1.0) else { return };
        // A straight line through the origin is one on two logarithmic axes too.
        let low = points.x.low.max(points.y.low / slope);
        let high = points.x.high.min(points.y.high / slope);
        if low >= high {
            return;
        }
        let (x1, y1) = self.place(points, low, low * slope);
        let (x2, y2) = self.place(points, high, high * slope);
        let told = self.locale.messages().chart_optimal.trim_start_matches(". ");
        let _ = writeln!(self.out, "<path class=\"line\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>");
        self.text(self.width - RIGHT, TOP - 16.0, "end", "muted", &format!("- - {told}"));
    }

    /// The names of the points that stand out, where nothing else stands.
    fn labels(&mut self, points: &Points) {
        let mut taken: Vec<_> =
            points.points.iter().map(|point| self.place(points, point.x, point.y)).map(around).collect();
        let right = self.width - RIGHT;
        let mut named = Vec::new();
        labels::label(points, LABELS, |place| {
            let Some(point) = points.points.get(place) else { return false };
            let name = words::point_name(point, self.shelf);
            let (x, y) = self.place(points, point.x, point.y);
            let length = LETTER * number(width(&name));
            let starts = [x + HALF * 2.0, x - HALF * 2.0 - length];
            let free = starts
                .into_iter()
                .map(|x| (x, y - LINE / 2.0, x + length, y + LINE / 2.0))
                .find(|place| place.0 > LEFT && place.2 < right && !taken.iter().any(|other| overlap(*place, *other)));
            let Some(place) = free else { return false };
            taken.push(place);
            named.push((place.0, y + 4.0, name));
            true
        });
        for (x, y, name) in named {
            self.text(x, y, "start", "small", &name);
        }
    }

    /// A bar across, a part for each stage.
    fn bar(&mut self, (place, bars): (usize, usize), bar: &super::Bar, most: usize) {
        let left = self.width * 0.28;
        let step = ((self.height - TOP - 16.0) / number(bars)).min(32.0);
        let (y, height) = (TOP + step * number(place), step * 0.7);
        let label = crate::text::fit(bar.label.get(self.locale), count((left - 20.0) / LETTER));
        self.text(left - 8.0, y + height * 0.75, "end", "", &label);
        let _ = write!(self.out, "<g><title>{}</title>", escaped(&words::bar_line(bar, self.locale)));
        let unit = (self.width - left - RIGHT - 48.0) / number(most.max(1));
        let mut x = left;
        for (stage, models) in Stage::ALL.into_iter().zip(bar.counts).filter(|(_, models)| *models > 0) {
            let (class, width) = (class(stage), unit * number(models));
            let _ = write!(
                self.out,
                "<rect class=\"bar {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
            );
            x += width;
        }
        self.out.push_str("</g>\n");
        self.text(x + 8.0, y + height * 0.75, "start", "", &bar.total().to_string());
    }

    /// The shape of a stage.
    fn mark(&mut self, stage: Stage, x: f64, y: f64, half: f64) {
        let (class, arm) = (class(stage), half * 1.2);
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

    fn text(&mut self, x: f64, y: f64, anchor: &str, class: &str, text: &str) {
        let text = escaped(text);
        let _ = writeln!(
            self.out,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>"
        );
    }

    fn place(&self, points: &Points, x: f64, y: f64) -> (f64, f64) {
        (self.x(&points.x, x), self.y(&points.y, y))
    }

    fn x(&self, scale: &Scale, value: f64) -> f64 {
        LEFT + scale.share(value) * (self.width - LEFT - RIGHT)
    }

    fn y(&self, scale: &Scale, value: f64) -> f64 {
        TOP + (1.0 - scale.share(value)) * (self.height - TOP - BOTTOM)
    }
}

fn class(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => "base",
        Stage::Sft => "sft",
        Stage::Rlhf => "rlhf",
    }
}

/// From left, top, right, bottom.
type Place = (f64, f64, f64, f64);

/// What a point takes.
fn around((x, y): (f64, f64)) -> Place {
    (x - HALF, y - HALF, x + HALF, y + HALF)
}

fn overlap(one: Place, other: Place) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

/// A text as it is written in XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
