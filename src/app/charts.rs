//! The chart that is shown.

use std::{cell::RefCell, rc::Rc};

use ratatui::layout::Position;

mod sight;

use super::{App, Choice, Cursor, Effect, Menu, Page, Tab};
use crate::{
    action::Action,
    chart::{self, Ask, Axes, Body, Chart, Kind, Picture},
    locale::Locale,
    search::Column,
};

/// The chart that is shown, and the point or bar under the cursor.
#[derive(Default)]
pub(super) struct Charts {
    kind: Option<Kind>,
    /// The axes that were chosen for each chart of points.
    axes: [Option<Axes>; 3],
    chart: Option<Rc<Chart>>,
    cursor: usize,
    picture: RefCell<Option<(Laid, Rc<Picture>)>>,
}

/// A picture that is laid out: its size, its language, the place in sight.
type Laid = ((usize, usize), Locale, usize);

impl App {
    fn shows_chart(&self) -> bool {
        matches!(self.page, Some((Page::Chart, _)))
    }

    /// The chart that is to be made of what is found; none while none is shown.
    pub(super) fn asked_chart(&self) -> Option<Ask> {
        self.shows_chart().then(|| self.ask())
    }

    fn ask(&self) -> Ask {
        let kind = self.chart_kind();
        let chosen = self.charts.axes.get(kind.place()).copied().flatten();
        Ask { kind, axes: chosen.or(kind.axes()) }
    }

    /// Which chart is shown.
    #[must_use]
    pub fn chart_kind(&self) -> Kind {
        self.charts.kind.unwrap_or(Kind::Parameters)
    }

    /// The chart; none while it is being made.
    #[must_use]
    pub fn chart(&self) -> Option<&Chart> {
        self.charts.chart.as_deref()
    }

    pub(super) fn toggle_charts(&mut self) {
        self.toggle(Page::Chart);
        self.make_chart(self.table.selected());
    }

    /// Makes the chart anew, beside the loop where that takes long.
    fn make_chart(&mut self, select: Option<usize>) {
        self.forget_chart();
        if self.shows_chart() {
            self.seek(self.table.selected());
            self.select_model(select);
        }
    }

    fn forget_chart(&mut self) {
        self.charts.chart = None;
        self.charts.cursor = 0;
        self.charts.picture.take();
    }

    /// Takes a chart; the cursor goes to the entry where it was, else to the selected one.
    pub(super) fn take_chart(&mut self, chart: Option<Chart>) {
        let row = self.chart_model().or(self.table.selected());
        self.forget_chart();
        self.charts.chart = chart.map(Rc::new);
        self.select_model(row);
    }

    /// Brings the cursor to a model, where it has a point.
    fn select_model(&mut self, row: Option<usize>) {
        let Some(Body::Points(points)) = self.chart().map(|chart| &chart.body) else { return };
        // Of several sizes the last, which is mostly the largest.
        let place = points.points.iter().rposition(|point| Some(point.row) == row);
        self.charts.cursor = place.unwrap_or(self.charts.cursor);
    }

    /// The model of the point under the cursor.
    fn chart_model(&self) -> Option<usize> {
        let point = self.chart()?.point(self.charts.cursor)?;
        (point.models == 1).then_some(point.row)
    }

    /// Does what an action means on a chart; says whether it means anything there.
    pub(super) fn update_chart(&mut self, action: Action) -> bool {
        if !self.shows_chart() || self.menu.is_some() {
            // The keys of tabs are those of the charts on a page: they turn no tab behind it.
            return self.page.is_some() && turns_a_tab(action);
        }
        match action {
            Action::NextTab => self.turn_chart(self.chart_kind().step(1)),
            Action::PreviousTab => self.turn_chart(self.chart_kind().step(-1)),
            Action::TabBase => self.turn_chart(Kind::Parameters),
            Action::TabSft => self.turn_chart(Kind::Tokens),
            Action::TabRlhf => self.turn_chart(Kind::Score),
            Action::TabExtensions => self.turn_chart(Kind::Years),
            Action::TabAll => self.turn_chart(Kind::Licenses),
            Action::ChartLanguages => self.turn_chart(Kind::Languages),
            Action::Order => self.open_axes(),
            Action::Enter => self.enter_chart(),
            Action::Into => self.charts.cursor = self.beside(1),
            Action::Out => self.charts.cursor = self.beside(-1),
            _ => return self.travel_chart(action),
        }
        true
    }

    fn turn_chart(&mut self, kind: Kind) {
        let select = self.chart_model();
        self.charts.kind = Some(kind);
        self.make_chart(select.or(self.table.selected()));
    }

    /// The next place by x and y.
    fn beside(&self, steps: isize) -> usize {
        let last = self.chart().map_or(0, Chart::len).saturating_sub(1);
        self.charts.cursor.saturating_add_signed(steps).min(last)
    }

    /// Moves in the chart's own order.
    fn travel_chart(&mut self, action: Action) -> bool {
        let page = isize::try_from(self.page_height().max(2) - 1).unwrap_or(isize::MAX);
        let steps = match action {
            Action::NextRow => 1,
            Action::PreviousRow => -1,
            Action::HalfPageDown => page / 2,
            Action::HalfPageUp => -(page / 2),
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::FirstRow => isize::MIN,
            Action::LastRow => isize::MAX,
            _ => return false,
        };
        if let Some(chart) = &self.charts.chart {
            self.charts.cursor = chart.step(self.charts.cursor, steps);
        }
        true
    }

    /// Goes to the model of the point, or finds the models of the bar.
    fn enter_chart(&mut self) {
        let Some(chart) = self.charts.chart.clone() else { return };
        if let Body::Bars(bars, _) = &chart.body {
            if let Some(bar) = bars.get(self.charts.cursor) {
                self.narrow(&bar.filter);
            }
        } else if let Some(row) = self.chart_model() {
            self.close_pages();
            self.visit(row);
        } else {
            self.notice = Some(self.messages().chart_narrow.to_owned());
        }
    }

    /// Adds a filter to the query, and shows all models that it leaves.
    fn narrow(&mut self, filter: &str) {
        self.close_pages();
        let query = self.search.value().trim();
        let is_there = query.split(' ').any(|term| term == filter);
        let query = if is_there { query.to_owned() } else { format!("{query} {filter}").trim().to_owned() };
        self.search = query.into();
        self.requery();
        self.show(Tab::All);
    }

    /// Offers other axes for a chart of points: each choice is one that differs in one axis.
    fn open_axes(&mut self) {
        let messages = self.messages();
        let shown = self.charts.chart.as_ref().and_then(|chart| chart.ask.axes);
        let Some(axes) = shown.or(self.ask().axes) else {
            self.notice = Some(messages.chart_no_axes.to_owned());
            return;
        };
        let name = |column, axes| chart::axis_name(column, axes, &self.shelf, self.locale);
        let across = Axes::COLUMNS.map(|x| Axes { x, ..axes });
        let across = across.iter().map(|axes| (*axes, (messages.chart_across)(&name(axes.x, *axes))));
        let up = Axes::COLUMNS.map(|y| Axes { y, ..axes });
        let benchmarks = 0..self.shelf.head().benchmarks.len();
        let scores = benchmarks.map(|benchmark| Axes { y: Column::Score, benchmark: Some(benchmark), ..axes });
        let up: Vec<_> = up.into_iter().chain(scores).collect();
        let up = up.iter().map(|axes| (*axes, (messages.chart_up)(&name(axes.y, *axes))));
        let named: Vec<_> = across.chain(up).filter(|(axes, _)| axes.x != axes.y).collect();
        let row = named.iter().rposition(|(other, _)| *other == axes).unwrap_or_default();
        let choices = named.into_iter().map(|(axes, name)| (Choice::Axes(axes), name)).collect();
        let title = messages.chart_axes.to_owned();
        self.menu = Some(Menu { title, choices, cursor: Cursor { row, top: 0 } });
    }

    pub(super) fn choose_axes(&mut self, axes: Axes) {
        if let Some(chosen) = self.charts.axes.get_mut(self.charts.kind.unwrap_or(Kind::Parameters).place()) {
            *chosen = Some(axes);
        }
        let select = self.chart_model();
        self.make_chart(select.or(self.table.selected()));
    }

    /// A click on a name shows that chart, one on a point selects it, a second one goes there.
    pub(super) fn click_chart(&mut self, at: Position) -> Option<Effect> {
        if let Some((kind, ..)) = self.chart_strip().into_iter().find(|(.., place)| place.contains(at)) {
            self.turn_chart(kind);
            return None;
        }
        let area = self.chart_area();
        let spot = (usize::from(at.x.saturating_sub(area.x)), usize::from(at.y.saturating_sub(area.y)));
        let here = self.chart().filter(|_| area.contains(at)).map(|chart| self.chart_picture().at(chart, spot))?;
        let first = here.first().copied()?;
        // Further clicks go through the points in one place.
        let next = here.iter().copied().find(|place| *place > self.charts.cursor);
        match here.contains(&self.charts.cursor) {
            true if here.len() == 1 => self.enter_chart(),
            true => self.charts.cursor = next.unwrap_or(first),
            false => self.charts.cursor = first,
        }
        None
    }
}

fn turns_a_tab(action: Action) -> bool {
    let tabs = [Action::TabBase, Action::TabSft, Action::TabRlhf, Action::TabExtensions, Action::TabAll];
    matches!(action, Action::NextTab | Action::PreviousTab) || tabs.contains(&action)
}
