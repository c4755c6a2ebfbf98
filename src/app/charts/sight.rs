//! The chart on the screen: where it is, where its points are, what is told of them.

use std::rc::Rc;

use ratatui::layout::{Position, Rect};

use super::App;
use crate::{
    chart::{self, Body, Kind, Picture},
    text::{width, wrap},
};

/// Lines below a chart that tell of the point under the cursor.
const TOLD: u16 = 2;

impl App {
    /// Where the chart stands, above what is told of the point.
    #[must_use]
    pub fn chart_area(&self) -> Rect {
        let body = self.layout().body;
        Rect { height: body.height.saturating_sub(TOLD), ..body }
    }

    /// The chart, laid out for the screen.
    #[must_use]
    pub fn chart_picture(&self) -> Rc<Picture> {
        let (Some(chart), area) = (self.chart(), self.chart_area()) else { return Rc::default() };
        let size = (usize::from(area.width), usize::from(area.height));
        let place = if matches!(chart.body, Body::Bars(..)) { self.charts.cursor } else { 0 };
        let wanted = (size, self.locale, place);
        let mut laid = self.charts.picture.borrow_mut();
        if laid.as_ref().is_none_or(|(what, _)| *what != wanted) {
            let picture = chart::picture(chart, &self.shelf, self.locale, size, place);
            *laid = Some((wanted, Rc::new(picture)));
        }
        laid.as_ref().map(|(_, picture)| picture.clone()).unwrap_or_default()
    }

    /// Where the point or the bar under the cursor stands on the screen.
    #[must_use]
    pub fn chart_spot(&self) -> Option<Position> {
        let (column, line) = self.chart_picture().spot(self.chart()?, self.charts.cursor)?;
        let area = self.chart_area();
        let (column, line) = (u16::try_from(column).ok()?, u16::try_from(line).ok()?);
        Some(Position::new(area.x + column, area.y + line)).filter(|spot| area.contains(*spot))
    }

    /// What is told of the point or the bar under the cursor.
    #[must_use]
    pub fn chart_line(&self) -> Vec<String> {
        let Some(chart) = self.chart() else { return Vec::new() };
        let text = match &chart.body {
            Body::Bars(bars, _) => bars.get(self.charts.cursor).map(|bar| chart::bar_line(bar, self.locale)),
            Body::Points(points) => points.points.get(self.charts.cursor).map(|point| {
                let picture = self.chart_picture();
                let here = picture.spot(chart, self.charts.cursor).map(|spot| picture.at(chart, spot));
                chart::point_line(point, points.axes, here.map_or(1, |here| here.len()), &self.shelf, self.locale)
            }),
        };
        let order = chart.rank(self.charts.cursor).map(|rank| (self.messages().chart_by_ratio)(rank + 1, chart.len()));
        let text = text.map(|text| [Some(text), order].into_iter().flatten().collect::<Vec<_>>().join("  "));
        text.map_or_else(Vec::new, |text| wrap(&text, usize::from(self.chart_area().width)))
    }

    /// The names of the charts, with their places above the chart.
    #[must_use]
    pub fn chart_strip(&self) -> Vec<(Kind, String, Rect)> {
        let search = self.layout().search;
        let names = Kind::ALL.into_iter().zip(self.messages().chart_names).enumerate();
        let roomy = names.clone().map(|(_, (_, name))| width(name) + 4).sum::<usize>() <= usize::from(search.width);
        let mut x = search.x;
        let place = |(number, (kind, name)): (usize, (Kind, &str))| {
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
