//! Charts as lines of text, readable without color.

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{Column, Index};

use crate::{
    chart::{
        bars::Bar,
        data::{Chart, ChartData},
        labels,
        marker::bar_fill,
        plot_area::PlotArea,
        scale::Scale,
        scatter::ScatterPlot,
        series::SeriesKey,
        stage_counts::StageCounts,
        text_scatter::{GridLines, merge_spans, render_grid},
    },
    columns::stage_style_role,
    config::theme::StyleRole,
    display_width::{truncate, width, wrap_at_most},
    document::{StyledLine, StyledSpan},
    glyphs::{BAR, LINE_SAMPLE, VERTICAL},
    i18n::Messages,
};

/// A chart laid out as text. Positions are (column, line) from its top left.
#[derive(Clone, Debug, Default)]
pub struct TextChart {
    pub lines: Vec<StyledLine>,
    area: PlotArea,
    /// The position of each point; `None` for those that are not visible.
    point_positions: Vec<Option<(usize, usize)>>,
    /// The index of the first visible bar.
    first_bar: usize,
}

/// In a lower chart there is no title and no legend.
pub const MIN_LINES_WITH_TITLE: usize = 10;
/// Longer labels of bars are cut, as most are far shorter than the longest.
const MAX_BAR_LABEL_WIDTH: usize = 30;
/// A sentence below the title takes at most so many lines.
const MAX_NOTE_LINES: usize = 2;
const MAX_LEGEND_LINES: usize = 2;
const COLUMNS_PER_X_TICK: usize = 10;
const ROWS_PER_Y_TICK: usize = 3;
/// The columns between two tick labels of the x axis.
const TICK_LABEL_GAP: usize = 2;
/// How far from a point a click may be to select it.
const MAX_CLICK_DISTANCE_COLUMNS: usize = 6;

/// How to lay out a chart as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    pub locale: Locale,
    /// Columns and rows.
    pub size: (usize, usize),
    /// The bar that has to be visible.
    pub selected: usize,
    /// False if stages must be told apart without color.
    pub has_color: bool,
}

/// Lays out a chart. Bars scroll so that the selected one is visible.
#[must_use]
pub fn render_text(chart: &Chart, index: &Index, options: TextOptions) -> TextChart {
    let (columns, rows) = options.size;
    let mut text_chart = TextChart::default();
    if rows >= MIN_LINES_WITH_TITLE {
        text_chart.push_header(chart, index, options);
    }
    if chart.is_empty() {
        text_chart.push_muted(Messages::get(options.locale).chart_empty, columns);
        return text_chart;
    }
    let options = TextOptions { size: (columns, rows.saturating_sub(text_chart.lines.len())), ..options };
    match &chart.data {
        ChartData::Scatter(plot) => text_chart.push_scatter_plot(plot, index, options),
        ChartData::Bars(bars, omitted) => text_chart.push_bars(bars, *omitted, options),
    }
    text_chart
}

impl TextChart {
    /// The position of a point or bar; `None` if it is not visible.
    #[must_use]
    pub fn screen_pos(&self, chart: &Chart, idx: usize) -> Option<(usize, usize)> {
        match &chart.data {
            ChartData::Scatter(_) => self.point_positions.get(idx).copied().flatten(),
            ChartData::Bars(..) => {
                let row = idx.checked_sub(self.first_bar).filter(|row| *row < self.area.rows)?;
                Some((0, self.area.top + row))
            }
        }
    }

    /// The indices of the points at a position, or of the bar on its line.
    #[must_use]
    pub fn hit_test(&self, chart: &Chart, (column, line): (usize, usize)) -> Vec<usize> {
        match &chart.data {
            ChartData::Scatter(_) => {
                let points = self.point_positions.iter().enumerate();
                points.filter(|(_, pos)| **pos == Some((column, line))).map(|(idx, _)| idx).collect()
            }
            ChartData::Bars(bars, _) => {
                let row = line.checked_sub(self.area.top).filter(|row| *row < self.area.rows);
                row.map(|row| self.first_bar + row).filter(|idx| *idx < bars.len()).into_iter().collect()
            }
        }
    }

    /// The index of the point nearest to a position, if one is near; of several in a place the first.
    #[must_use]
    pub fn nearest_point(&self, (column, line): (usize, usize)) -> Option<usize> {
        // A row is about twice as high as a column is wide.
        let distance = |(x, y): (usize, usize)| x.abs_diff(column) + 2 * y.abs_diff(line);
        let visible = self.point_positions.iter().enumerate().filter_map(|(idx, pos)| Some((distance((*pos)?), idx)));
        visible.filter(|(distance, _)| *distance <= MAX_CLICK_DISTANCE_COLUMNS).min().map(|(_, idx)| idx)
    }

    /// A position as fractions of the x axis and the y axis.
    #[must_use]
    pub fn fractions(&self, (column, line): (usize, usize)) -> (f64, f64) {
        self.area.fractions(column, line)
    }

    /// The columns and rows of the plot.
    #[must_use]
    pub fn plot_size(&self) -> (usize, usize) {
        (self.area.columns, self.area.rows)
    }

    /// The column of the y axis and the line of the x axis.
    #[must_use]
    pub fn axis_position(&self) -> (usize, usize) {
        (self.area.left.saturating_sub(1), self.area.top + self.area.rows)
    }

    fn push_spans(&mut self, spans: Vec<StyledSpan>) {
        self.lines.push(spans.into());
    }

    fn push_muted(&mut self, text: &str, columns: usize) {
        self.push_spans(vec![StyledSpan::new(StyleRole::Muted, truncate(text, columns))]);
    }

    /// The title, the caption, on the same line if it fits, the notes and the legend.
    fn push_header(&mut self, chart: &Chart, index: &Index, options: TextOptions) {
        let (locale, columns) = (options.locale, options.size.0);
        let title = labels::title(chart, index, locale);
        let caption = labels::caption(chart, locale);
        let mut spans = vec![StyledSpan::new(StyleRole::Title, truncate(&title, columns))];
        let fits = width(&caption) <= columns.saturating_sub(width(&title) + 2);
        if fits {
            spans.push(StyledSpan::new(StyleRole::Muted, format!("  {caption}")));
        }
        self.push_spans(spans);
        if !fits {
            self.push_muted(&caption, columns);
        }
        for note in labels::notes(chart, index, locale) {
            for line in wrap_at_most(&note, columns, MAX_NOTE_LINES) {
                self.push_spans(vec![StyledSpan::new(StyleRole::Text, line)]);
            }
        }
        for line in wrap_spans(legend(chart, index, options), columns) {
            self.push_spans(line);
        }
    }

    fn push_scatter_plot(&mut self, plot: &ScatterPlot, index: &Index, options: TextOptions) {
        let (columns, rows) = options.size;
        // The x axis and its tick labels take two rows.
        let rows = rows.saturating_sub(2).max(1);
        let y_ticks = plot.y.ticks(rows.div_ceil(ROWS_PER_Y_TICK).max(2));
        let tick_width = y_ticks.iter().map(|(_, label)| width(label)).max().unwrap_or_default();
        let left = tick_width + 1;
        let area = PlotArea { left, top: self.lines.len(), columns: columns.saturating_sub(left).max(1), rows };
        self.area = area;
        self.point_positions = plot.points.iter().map(|point| area.screen_pos(plot, point)).collect();
        let y_rows: Vec<_> = y_ticks.iter().map(|(value, _)| area.row(plot.y.normalize(*value))).collect();
        let x_axis = XAxis::new(&plot.x, area);
        let lines = GridLines { columns: x_axis.tick_columns, rows: y_rows.clone() };
        for (row, cells) in render_grid(plot, area, &lines, index, Messages::get(options.locale)).iter().enumerate() {
            let tick = y_ticks.iter().zip(&y_rows).find(|(_, tick_row)| **tick_row == row);
            let (label, axis) = tick.map_or(("", '│'), |((_, label), _)| (label.as_str(), '┤'));
            let axis = StyledSpan::new(StyleRole::Muted, format!("{label:>tick_width$}{axis}"));
            self.push_spans(std::iter::once(axis).chain(merge_spans(cells)).collect());
        }
        let right = area.left + area.columns;
        self.push_muted(&format!("{}└{}", " ".repeat(area.left - 1), x_axis.line), right);
        self.push_muted(&x_axis.labels, right);
    }

    /// One horizontal bar per line, a segment for each stage, with its total.
    fn push_bars(&mut self, bars: &[Bar], omitted: usize, options: TextOptions) {
        let ((columns, rows), locale) = (options.size, options.locale);
        let is_cut = omitted > 0 || bars.len() > rows;
        let rows = rows.saturating_sub(usize::from(is_cut)).max(1);
        let max_total = bars.iter().map(|bar| bar.counts.total()).max().unwrap_or_default();
        let max_label_width = bars.iter().map(|bar| width(bar.label.get(locale))).max().unwrap_or_default();
        let left = max_label_width.min(columns * 2 / 5).min(MAX_BAR_LABEL_WIDTH);
        // Around a bar: a blank, the axis, a blank and the total.
        let bar_columns = columns.saturating_sub(left + 3 + max_total.to_string().len()).max(1);
        self.first_bar = (options.selected + 1).saturating_sub(rows).min(bars.len().saturating_sub(rows));
        self.area = PlotArea { left, top: self.lines.len(), columns, rows: rows.min(bars.len()) };
        for bar in bars.iter().skip(self.first_bar).take(rows) {
            let label = truncate(bar.label.get(locale), left);
            let padding = " ".repeat(left.saturating_sub(width(&label)));
            let mut spans = vec![
                StyledSpan::new(StyleRole::Text, format!("{label}{padding} ")),
                StyledSpan::new(StyleRole::Muted, VERTICAL),
            ];
            spans.extend(bar_spans(&bar.counts, max_total, bar_columns, options.has_color));
            spans.push(StyledSpan::new(StyleRole::Muted, format!(" {}", bar.counts.total())));
            self.push_spans(spans);
        }
        if is_cut {
            let last = self.first_bar + self.area.rows;
            let shown = (Messages::get(locale).chart_bars_shown)(self.first_bar + 1, last, bars.len() + omitted);
            self.push_muted(&shown, columns);
        }
    }
}

/// The x axis with its ticks, and their labels below it as far as they do not overlap.
struct XAxis {
    line: String,
    labels: String,
    /// The columns of the plot that have a tick.
    tick_columns: Vec<usize>,
}

impl XAxis {
    fn new(scale: &Scale, area: PlotArea) -> Self {
        let right = area.left + area.columns;
        let mut line = vec!['─'; area.columns];
        let (mut labels, mut tick_columns) = (String::new(), Vec::new());
        for (value, label) in scale.ticks((area.columns / COLUMNS_PER_X_TICK).max(2)) {
            let column = area.column(scale.normalize(value));
            let start = (area.left + column).saturating_sub(width(&label) / 2);
            // Tick labels are ASCII: a byte is a column.
            let is_free = labels.is_empty() || start >= labels.len() + TICK_LABEL_GAP;
            if is_free && start + width(&label) <= right {
                labels.push_str(&" ".repeat(start.saturating_sub(labels.len())));
                labels.push_str(&label);
                if let Some(cell) = line.get_mut(column) {
                    *cell = '┬';
                }
                tick_columns.push(column);
            }
        }
        Self { line: line.into_iter().collect(), labels, tick_columns }
    }
}

/// The parts of a bar: whole columns for each stage, and eighths of a column at its end where the parts differ in color.
fn bar_spans(counts: &StageCounts, max_total: usize, columns: usize, has_color: bool) -> Vec<StyledSpan> {
    let total = counts.total();
    let eighths = (total * columns * 8).div_ceil(max_total.max(1));
    // At least one column without color, where there are no eighths.
    let whole_columns = if has_color { eighths / 8 } else { eighths.div_ceil(8) };
    let mut spans = Vec::new();
    let (mut counted, mut drawn, mut last) = (0, 0, None);
    for (stage, count) in counts.iter().filter(|(_, count)| *count > 0) {
        counted += count;
        let end = (counted * whole_columns + total / 2) / total.max(1);
        let fill = if has_color { '█' } else { bar_fill(stage) };
        spans.push(StyledSpan::new(stage_style_role(stage), fill.to_string().repeat(end.saturating_sub(drawn))));
        (drawn, last) = (end, Some(stage));
    }
    let rest = if has_color { BAR.get(eighths % 8).copied().unwrap_or_default() } else { "" };
    if let Some(stage) = last.filter(|_| !rest.is_empty()) {
        spans.push(StyledSpan::new(stage_style_role(stage), rest));
    }
    spans
}

/// The markers of the series, and a note on the other markers and lines.
fn legend(chart: &Chart, index: &Index, options: TextOptions) -> Vec<StyledSpan> {
    let messages = Messages::get(options.locale);
    let mut spans = Vec::new();
    match &chart.data {
        ChartData::Scatter(plot) => {
            for series in &plot.series {
                let name = labels::series_name(series, index, options.locale);
                // A binned plot marks the density instead; its series differ in color only.
                let text = if plot.is_binned { format!("{name}  ") } else { format!("{} {name}  ", series.marker) };
                spans.push(StyledSpan::new(series.role, text));
            }
            let has_makers = plot.series.iter().any(|series| matches!(series.key, SeriesKey::Maker(_)));
            if !plot.is_binned && !has_makers {
                spans.push(StyledSpan::new(StyleRole::Muted, format!("{}  ", messages.chart_overlap_legend)));
            }
            if let Some(frontier) = plot.frontiers.first() {
                let role = frontier.series.map_or(StyleRole::Title, |_| StyleRole::Text);
                spans.push(StyledSpan::new(role, format!("{} {}  ", LINE_SAMPLE, messages.chart_frontier)));
            }
        }
        ChartData::Bars(..) => spans.extend(Stage::ALL.into_iter().map(|stage| {
            let fill = if options.has_color { '█' } else { bar_fill(stage) };
            StyledSpan::new(stage_style_role(stage), format!("{fill} {}  ", (messages.stage)(stage)))
        })),
    }
    let note = match &chart.data {
        ChartData::Scatter(plot) if plot.is_binned => messages.chart_density_legend,
        ChartData::Scatter(plot) if plot.axes.has_ratio() => messages.chart_compute_optimal,
        ChartData::Scatter(plot) if plot.axes.y == Column::Score && plot.protocol.is_none() => messages.settings_caveat,
        ChartData::Scatter(_) | ChartData::Bars(..) => "",
    };
    spans.push(StyledSpan::new(StyleRole::Muted, note));
    spans
}

/// At most [`MAX_LEGEND_LINES`] lines of spans; one that is still too wide is cut.
fn wrap_spans(spans: Vec<StyledSpan>, columns: usize) -> Vec<Vec<StyledSpan>> {
    let mut lines = vec![Vec::new()];
    let mut free = columns;
    for span in spans {
        let is_wider = width(span.text.trim_end()) > free;
        if is_wider && free < columns && lines.len() < MAX_LEGEND_LINES {
            lines.push(Vec::new());
            free = columns;
        }
        let text = truncate(&span.text, free);
        free -= width(&text).min(free);
        if let Some(line) = lines.last_mut() {
            line.push(StyledSpan { text: text.into_owned(), ..span });
        }
    }
    lines
}
