//! A chart as lines of text: signs of one column, whatever the terminal, that
//! can be told apart without color.

use super::{
    Body, Chart, Points,
    grid::{Plot, grid, pieces, symbol},
    scale::Scale,
    words,
};
use crate::{
    catalog::model::Stage,
    locale::Locale,
    messages::Messages,
    search::{Column, cell::stage_role},
    sheet::{Line, Piece},
    shelf::Shelf,
    text::{fit, width},
    theme::Role,
};

/// A chart that is laid out.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where points or bars stand in it.
    plot: Plot,
    /// Where each point stands in it: its column, its line.
    spots: Vec<(usize, usize)>,
    /// The first bar that is in sight.
    top: usize,
}

/// Below so many lines, a chart has no title and no legend.
const TITLED: usize = 10;
/// From so many lines on, axes are named.
const NAMED: usize = 16;
/// Columns between two labels of the x axis.
const GAP: usize = 3;
/// Lines between two labels of the y axis.
const LINES: usize = 3;

/// A chart in so many columns and lines. Of bars, those around the one at a
/// place are in sight.
#[must_use]
pub fn picture(chart: &Chart, shelf: &Shelf, locale: Locale, size: (usize, usize), place: usize) -> Picture {
    let (columns, rows) = size;
    let mut picture = Picture::default();
    if rows >= TITLED {
        picture.head(chart, shelf, locale, columns);
    }
    if chart.is_empty() {
        picture.say(locale.messages().chart_nothing, columns);
        return picture;
    }
    let rows = rows.saturating_sub(picture.lines.len());
    match &chart.body {
        Body::Points(points) => picture.points(points, shelf, locale, (columns, rows)),
        Body::Bars(bars, left) => {
            let labels: Vec<_> = bars.iter().map(|bar| (bar.label.get(locale), bar.counts)).collect();
            picture.bars(&labels, (*left, locale.messages()), (columns, rows), place);
        }
    }
    picture
}

impl Picture {
    fn say(&mut self, text: &str, columns: usize) {
        self.lines.push(Line { pieces: vec![Piece::new(Role::Muted, fit(text, columns))], target: None });
    }

    /// The title with the count, and what the signs mean.
    fn head(&mut self, chart: &Chart, shelf: &Shelf, locale: Locale, columns: usize) {
        let messages = locale.messages();
        let title = words::title(chart, shelf, locale);
        let shown = (messages.chart_shown)(chart.shown, chart.found);
        let room = columns.saturating_sub(width(&title) + 2);
        let mut pieces = vec![Piece::new(Role::Title, fit(&title, columns))];
        if width(&shown) <= room {
            pieces.push(Piece::new(Role::Muted, format!("  {shown}")));
        }
        self.lines.push(Line { pieces, target: None });
        self.lines.push(legend(chart, messages, columns));
    }

    fn points(&mut self, points: &Points, shelf: &Shelf, locale: Locale, (columns, rows): (usize, usize)) {
        let name = |column| words::axis_name(column, points.axes, shelf, locale);
        if rows >= NAMED {
            self.say(&name(points.axes.y), columns);
        }
        let below = if rows >= NAMED { 4 } else { 2 };
        let rows = rows.saturating_sub(below).max(1);
        let ticks = points.y.ticks(rows.div_ceil(LINES).max(2));
        let left = ticks.iter().map(|(_, label)| width(label)).max().unwrap_or_default();
        let plot =
            Plot { left: left + 1, top: self.lines.len(), columns: columns.saturating_sub(left + 1).max(1), rows };
        self.plot = plot;
        self.spots = points.points.iter().map(|point| plot.spot(points, point)).collect();
        let grid = grid(points, plot, shelf, locale.messages());
        let of_row = |(row, cells): (usize, &Vec<(char, Role)>)| {
            let tick = ticks.iter().find(|(value, _)| plot.row(points.y.share(*value)) == row);
            let (label, edge) = tick.map_or(("", '|'), |(_, label)| (label.as_str(), '+'));
            let axis = Piece::new(Role::Muted, format!("{label:>left$}{edge}"));
            Line { pieces: std::iter::once(axis).chain(pieces(cells)).collect(), target: None }
        };
        self.lines.extend(grid.iter().enumerate().map(of_row));
        self.x_axis(&points.x, plot);
        if below == 4 {
            let name = fit(&name(points.axes.x), columns);
            self.say(&format!("{}{name}", " ".repeat(columns.saturating_sub(width(&name)))), columns);
        }
    }

    /// The line below the points, with its labels.
    fn x_axis(&mut self, x: &Scale, plot: Plot) {
        let most = (plot.columns / 10).max(2);
        let mut axis = vec!['-'; plot.columns];
        let mut labels = String::new();
        for (value, label) in x.ticks(most) {
            let column = plot.column(x.share(value));
            let start = (plot.left + column).saturating_sub(width(&label) / 2);
            let is_free = labels.is_empty() || start >= labels.len() + GAP - 1;
            if is_free && start + width(&label) <= plot.left + plot.columns {
                labels.push_str(&" ".repeat(start.saturating_sub(labels.len())));
                labels.push_str(&label);
                axis.get_mut(column).into_iter().for_each(|cell| *cell = '+');
            }
        }
        let axis: String = axis.into_iter().collect();
        self.say(&format!("{}+{axis}", " ".repeat(plot.left - 1)), plot.left + plot.columns);
        self.say(&labels, plot.left + plot.columns);
    }

    /// Bars from the left, a sign for each stage, and the count behind them.
    fn bars(
        &mut self,
        bars: &[(&str, [usize; 3])],
        (left_out, messages): (usize, &Messages),
        (columns, rows): (usize, usize),
        place: usize,
    ) {
        let rows = rows.saturating_sub(usize::from(left_out > 0)).max(1);
        let total = |counts: &[usize; 3]| counts.iter().sum::<usize>();
        let most = bars.iter().map(|(_, counts)| total(counts)).max().unwrap_or_default();
        let widest = bars.iter().map(|(label, _)| width(label)).max().unwrap_or_default();
        let left = widest.min(columns * 2 / 5);
        let room = columns.saturating_sub(left + 3 + most.to_string().len()).max(1);
        self.top = (place + 1).saturating_sub(rows).min(bars.len().saturating_sub(rows));
        self.plot = Plot { left, top: self.lines.len(), columns, rows: rows.min(bars.len()) };
        for (label, counts) in bars.iter().skip(self.top).take(rows) {
            let label = fit(label, left);
            let blanks = " ".repeat(left.saturating_sub(width(&label)));
            let mut pieces = vec![Piece::new(Role::Text, format!("{label}{blanks} ")), Piece::new(Role::Muted, "|")];
            let end = |count: usize| count_of(count, most, room);
            let mut before = 0;
            for (stage, count) in Stage::ALL.into_iter().zip(counts) {
                let length = end(before + count).saturating_sub(end(before));
                before += count;
                pieces.push(Piece::new(stage_role(stage), symbol(stage, false).to_string().repeat(length)));
            }
            pieces.push(Piece::new(Role::Muted, format!(" {}", total(counts))));
            self.lines.push(Line { pieces, target: None });
        }
        if left_out > 0 {
            self.say(&(messages.chart_others)(left_out), columns);
        }
    }

    /// Where a point or a bar stands in the picture: its column, its line.
    #[must_use]
    pub fn spot(&self, chart: &Chart, place: usize) -> Option<(usize, usize)> {
        match &chart.body {
            Body::Points(_) => self.spots.get(place).copied(),
            Body::Bars(..) => {
                let row = place.checked_sub(self.top).filter(|row| *row < self.plot.rows)?;
                Some((0, self.plot.top + row))
            }
        }
    }

    /// The points in one place of the picture, or the bar on that line.
    #[must_use]
    pub fn at(&self, chart: &Chart, (column, row): (usize, usize)) -> Vec<usize> {
        match &chart.body {
            Body::Points(_) => {
                let here = |(place, spot): (usize, &(usize, usize))| (*spot == (column, row)).then_some(place);
                self.spots.iter().enumerate().filter_map(here).collect()
            }
            Body::Bars(bars, _) => {
                let place = row.checked_sub(self.plot.top).filter(|row| *row < self.plot.rows);
                place.map(|row| self.top + row).filter(|place| *place < bars.len()).into_iter().collect()
            }
        }
    }
}

/// The columns of a bar for a count; whatever is there can be seen.
fn count_of(value: usize, most: usize, room: usize) -> usize {
    if value == 0 { 0 } else { (value * room).div_ceil(most.max(1)) }
}

/// What the signs mean.
fn legend(chart: &Chart, messages: &Messages, columns: usize) -> Line {
    let mut pieces = Vec::new();
    let is_dense = matches!(&chart.body, Body::Points(points) if points.is_dense);
    for stage in Stage::ALL {
        let name = (messages.stage)(stage);
        let sign = symbol(stage, false);
        pieces.push(Piece::new(
            stage_role(stage),
            if is_dense { format!("{name}  ") } else { format!("{sign} {name}  ") },
        ));
    }
    let told = match &chart.body {
        Body::Points(points) if points.is_dense => messages.chart_density,
        Body::Points(points) if points.axes.have_ratio() => messages.chart_optimal,
        Body::Points(points) if points.axes.y == Column::Score => messages.chart_settings,
        Body::Points(_) => messages.chart_several,
        Body::Bars(..) => "",
    };
    let used: usize = pieces.iter().map(|piece| width(&piece.text)).sum();
    pieces.push(Piece::new(Role::Muted, fit(told, columns.saturating_sub(used))));
    Line { pieces, target: None }
}
