//! The chart on the screen: where it is, where its points are, what is told of them.

use std::rc::Rc;

use ratatui::layout::{Position, Rect};

use crate::{
    app::charts::App,
    chart::{self, ChartData, ChartKind, TextChart},
    display_width::{width, wrap},
};

/// Lines below a chart that tell of the point under the cursor.
const POINT_INFO_LINES: u16 = 2;

impl App {
    /// Where the chart stands, above what is told of the point.
    #[must_use]
    pub fn chart_area(&self) -> Rect {
        let body = self.layout().body;
        Rect { height: body.height.saturating_sub(POINT_INFO_LINES), ..body }
    }

    /// The chart, laid out for the screen.
    #[must_use]
    pub fn text_chart(&self) -> Rc<TextChart> {
        let (Some(chart), area) = (self.chart(), self.chart_area()) else { return Rc::default() };
        let size = (usize::from(area.width), usize::from(area.height));
        let place = if matches!(chart.data, ChartData::Bars(..)) { self.chart.selected } else { 0 };
        let wanted = (size, self.locale, place);
        let mut laid = self.chart.text_chart_cache.borrow_mut();
        if laid.as_ref().is_none_or(|(what, _)| *what != wanted) {
            let picture = chart::render_text(chart, &self.index, self.locale, size, place);
            *laid = Some((wanted, Rc::new(picture)));
        }
        laid.as_ref().map(|(_, picture)| picture.clone()).unwrap_or_default()
    }

    /// Where the point or the bar under the cursor stands on the screen.
    #[must_use]
    pub fn chart_cursor_position(&self) -> Option<Position> {
        let (column, line) = self.text_chart().screen_pos(self.chart()?, self.chart.selected)?;
        let area = self.chart_area();
        let (column, line) = (u16::try_from(column).ok()?, u16::try_from(line).ok()?);
        Some(Position::new(area.x + column, area.y + line)).filter(|spot| area.contains(*spot))
    }

    /// What is told of the point or the bar under the cursor.
    #[must_use]
    pub fn point_info_lines(&self) -> Vec<String> {
        let Some(chart) = self.chart() else { return Vec::new() };
        let text = match &chart.data {
            ChartData::Bars(bars, _) => bars.get(self.chart.selected).map(|bar| chart::bar_summary(bar, self.locale)),
            ChartData::Scatter(points) => points.points.get(self.chart.selected).map(|point| {
                let picture = self.text_chart();
                let here = picture.screen_pos(chart, self.chart.selected).map(|spot| picture.hit_test(chart, spot));
                chart::point_summary(point, points.axes, here.map_or(1, |here| here.len()), &self.index, self.locale)
            }),
        };
        let order =
            chart.ratio_rank(self.chart.selected).map(|rank| (self.messages().chart_ratio_rank)(rank + 1, chart.len()));
        let text = text.map(|text| [Some(text), order].into_iter().flatten().collect::<Vec<_>>().join("  "));
        text.map_or_else(Vec::new, |text| wrap(&text, usize::from(self.chart_area().width)))
    }

    /// The names of the charts, with their places above the chart.
    #[must_use]
    pub fn chart_tabs(&self) -> Vec<(ChartKind, String, Rect)> {
        let search = self.layout().search_bar;
        let names = ChartKind::ALL.into_iter().zip(self.messages().chart_names).enumerate();
        let roomy = names.clone().map(|(_, (_, name))| width(name) + 4).sum::<usize>() <= usize::from(search.width);
        let mut x = search.x;
        let place = |(number, (kind, name)): (usize, (ChartKind, &str))| {
            let is_named = roomy || kind == self.chart_kind();
            let text = if is_named { format!("{} {name}", number + 1) } else { (number + 1).to_string() };
            let columns = u16::try_from(width(&text)).unwrap_or_default();
            let place = Rect { x, y: search.y + 1, width: columns, height: 1 };
            x = x.saturating_add(columns + 2);
            (kind, text, place)
        };
        names.map(place).collect()
    }
}
