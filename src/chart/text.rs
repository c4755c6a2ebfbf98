//! A chart as lines of text: signs of one column, whatever the terminal, that
//! can be told apart without color.

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, Index};

use crate::{
    chart::{
        Chart, ChartData, ScatterPlot,
        grid::{PlotArea, marker, merge_spans, render_grid},
        labels,
        scale::Scale,
    },
    columns::stage_style_role,
    config::theme::StyleRole,
    display_width::{truncate, width},
    document::{StyledLine, StyledSpan},
    i18n::Messages,
};

/// A chart that is laid out.
#[derive(Clone, Debug, Default)]
pub struct TextChart {
    /// Its lines.
    pub lines: Vec<StyledLine>,
    /// Where points or bars stand in it.
    area: PlotArea,
    /// Where each point stands in it: its column, its line.
    point_positions: Vec<(usize, usize)>,
    /// The first bar that is in sight.
    first_bar: usize,
}

/// Below so many lines, a chart has no title and no legend.
const MIN_ROWS_WITH_TITLE: usize = 10;
/// From so many lines on, axes are named.
const MIN_ROWS_WITH_AXIS_LABELS: usize = 16;
/// Columns between two labels of the x axis.
const TICK_LABEL_GAP: usize = 3;
/// Lines between two labels of the y axis.
const ROWS_PER_TICK: usize = 3;

/// A chart in so many columns and lines. Of bars, those around the one at a
/// place are in sight.
#[must_use]
pub fn render_text(chart: &Chart, shelf: &Index, locale: Locale, size: (usize, usize), place: usize) -> TextChart {
    let (columns, rows) = size;
    let mut picture = TextChart::default();
    if rows >= MIN_ROWS_WITH_TITLE {
        picture.push_header(chart, shelf, locale, columns);
    }
    if chart.is_empty() {
        picture.push_text(Messages::get(locale).chart_empty, columns);
        return picture;
    }
    let rows = rows.saturating_sub(picture.lines.len());
    match &chart.data {
        ChartData::Scatter(points) => picture.push_points(points, shelf, locale, (columns, rows)),
        ChartData::Bars(bars, left) => {
            let labels: Vec<_> = bars.iter().map(|bar| (bar.label.get(locale), bar.counts)).collect();
            picture.push_bars(&labels, (*left, Messages::get(locale)), (columns, rows), place);
        }
    }
    picture
}

impl TextChart {
    fn push_text(&mut self, text: &str, columns: usize) {
        self.lines.push(StyledLine {
            spans: vec![StyledSpan::new(StyleRole::Muted, truncate(text, columns))],
            ..StyledLine::default()
        });
    }

    /// The title with the count, and what the signs mean.
    fn push_header(&mut self, chart: &Chart, shelf: &Index, locale: Locale, columns: usize) {
        let messages = Messages::get(locale);
        let title = labels::title(chart, shelf, locale);
        let shown = (messages.chart_plotted_count)(chart.shown_models, chart.matched_models);
        let room = columns.saturating_sub(width(&title) + 2);
        let mut pieces = vec![StyledSpan::new(StyleRole::Title, truncate(&title, columns))];
        if width(&shown) <= room {
            pieces.push(StyledSpan::new(StyleRole::Muted, format!("  {shown}")));
        }
        self.lines.push(StyledLine { spans: pieces, ..StyledLine::default() });
        self.lines.push(legend(chart, messages, columns));
    }

    fn push_points(&mut self, points: &ScatterPlot, shelf: &Index, locale: Locale, (columns, rows): (usize, usize)) {
        let name = |column| labels::axis_label(column, points.axes, shelf, locale);
        if rows >= MIN_ROWS_WITH_AXIS_LABELS {
            self.push_text(&name(points.axes.y), columns);
        }
        let below = if rows >= MIN_ROWS_WITH_AXIS_LABELS { 4 } else { 2 };
        let rows = rows.saturating_sub(below).max(1);
        let ticks = points.y.ticks(rows.div_ceil(ROWS_PER_TICK).max(2));
        let left = ticks.iter().map(|(_, label)| width(label)).max().unwrap_or_default();
        let plot =
            PlotArea { left: left + 1, top: self.lines.len(), columns: columns.saturating_sub(left + 1).max(1), rows };
        self.area = plot;
        self.point_positions = points.points.iter().map(|point| plot.screen_pos(points, point)).collect();
        let grid = render_grid(points, plot, shelf, Messages::get(locale));
        let of_row = |(row, cells): (usize, &Vec<(char, StyleRole)>)| {
            let tick = ticks.iter().find(|(value, _)| plot.row(points.y.normalize(*value)) == row);
            let (label, edge) = tick.map_or(("", '|'), |(_, label)| (label.as_str(), '+'));
            let axis = StyledSpan::new(StyleRole::Muted, format!("{label:>left$}{edge}"));
            StyledLine { spans: std::iter::once(axis).chain(merge_spans(cells)).collect(), ..StyledLine::default() }
        };
        self.lines.extend(grid.iter().enumerate().map(of_row));
        self.push_x_axis(&points.x, plot);
        if below == 4 {
            let name = truncate(&name(points.axes.x), columns);
            self.push_text(&format!("{}{name}", " ".repeat(columns.saturating_sub(width(&name)))), columns);
        }
    }

    /// The line below the points, with its labels.
    fn push_x_axis(&mut self, x: &Scale, plot: PlotArea) {
        let most = (plot.columns / 10).max(2);
        let mut axis = vec!['-'; plot.columns];
        let mut labels = String::new();
        for (value, label) in x.ticks(most) {
            let column = plot.column(x.normalize(value));
            let start = (plot.left + column).saturating_sub(width(&label) / 2);
            let is_free = labels.is_empty() || start >= labels.len() + TICK_LABEL_GAP - 1;
            if is_free && start + width(&label) <= plot.left + plot.columns {
                labels.push_str(&" ".repeat(start.saturating_sub(labels.len())));
                labels.push_str(&label);
                axis.get_mut(column).into_iter().for_each(|cell| *cell = '+');
            }
        }
        let axis: String = axis.into_iter().collect();
        self.push_text(&format!("{}+{axis}", " ".repeat(plot.left - 1)), plot.left + plot.columns);
        self.push_text(&labels, plot.left + plot.columns);
    }

    /// Bars from the left, a sign for each stage, and the count behind them.
    fn push_bars(
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
        self.first_bar = (place + 1).saturating_sub(rows).min(bars.len().saturating_sub(rows));
        self.area = PlotArea { left, top: self.lines.len(), columns, rows: rows.min(bars.len()) };
        for (label, counts) in bars.iter().skip(self.first_bar).take(rows) {
            let label = truncate(label, left);
            let blanks = " ".repeat(left.saturating_sub(width(&label)));
            let mut pieces = vec![
                StyledSpan::new(StyleRole::Text, format!("{label}{blanks} ")),
                StyledSpan::new(StyleRole::Muted, "|"),
            ];
            let end = |count: usize| bar_length(count, most, room);
            let mut before = 0;
            for (stage, count) in Stage::ALL.into_iter().zip(counts) {
                let length = end(before + count).saturating_sub(end(before));
                before += count;
                pieces.push(StyledSpan::new(stage_style_role(stage), marker(stage, false).to_string().repeat(length)));
            }
            pieces.push(StyledSpan::new(StyleRole::Muted, format!(" {}", total(counts))));
            self.lines.push(StyledLine { spans: pieces, ..StyledLine::default() });
        }
        if left_out > 0 {
            self.push_text(&(messages.chart_more)(left_out), columns);
        }
    }

    /// Where a point or a bar stands in the picture: its column, its line.
    #[must_use]
    pub fn screen_pos(&self, chart: &Chart, place: usize) -> Option<(usize, usize)> {
        match &chart.data {
            ChartData::Scatter(_) => self.point_positions.get(place).copied(),
            ChartData::Bars(..) => {
                let row = place.checked_sub(self.first_bar).filter(|row| *row < self.area.rows)?;
                Some((0, self.area.top + row))
            }
        }
    }

    /// The points in one place of the picture, or the bar on that line.
    #[must_use]
    pub fn hit_test(&self, chart: &Chart, (column, row): (usize, usize)) -> Vec<usize> {
        match &chart.data {
            ChartData::Scatter(_) => {
                let here = |(place, spot): (usize, &(usize, usize))| (*spot == (column, row)).then_some(place);
                self.point_positions.iter().enumerate().filter_map(here).collect()
            }
            ChartData::Bars(bars, _) => {
                let place = row.checked_sub(self.area.top).filter(|row| *row < self.area.rows);
                place.map(|row| self.first_bar + row).filter(|place| *place < bars.len()).into_iter().collect()
            }
        }
    }
}

/// The columns of a bar for a count; whatever is there can be seen.
fn bar_length(value: usize, most: usize, room: usize) -> usize {
    if value == 0 { 0 } else { (value * room).div_ceil(most.max(1)) }
}

/// What the signs mean.
fn legend(chart: &Chart, messages: &Messages, columns: usize) -> StyledLine {
    let mut pieces = Vec::new();
    let is_dense = matches!(&chart.data, ChartData::Scatter(points) if points.is_binned);
    for stage in Stage::ALL {
        let name = (messages.stage)(stage);
        let sign = marker(stage, false);
        pieces.push(StyledSpan::new(
            stage_style_role(stage),
            if is_dense { format!("{name}  ") } else { format!("{sign} {name}  ") },
        ));
    }
    let told = match &chart.data {
        ChartData::Scatter(points) if points.is_binned => messages.chart_density_legend,
        ChartData::Scatter(points) if points.axes.has_ratio() => messages.chart_compute_optimal,
        ChartData::Scatter(points) if points.axes.y == Column::Score => messages.chart_settings_caveat,
        ChartData::Scatter(_) => messages.chart_overlap_legend,
        ChartData::Bars(..) => "",
    };
    let used: usize = pieces.iter().map(|piece| width(&piece.text)).sum();
    pieces.push(StyledSpan::new(StyleRole::Muted, truncate(told, columns.saturating_sub(used))));
    StyledLine { spans: pieces, ..StyledLine::default() }
}
