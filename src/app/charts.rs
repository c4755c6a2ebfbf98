//! The chart that is shown.

use std::{cell::RefCell, rc::Rc};

use ratatui::layout::Position;

mod layout;

use llm_catalog::localized::Locale;
use llm_index::{Column, RowId};

use crate::{
    action::Action,
    app::{App, Effect, ListState, Menu, MenuAction, Screen, Tab},
    chart::{self, Axes, Chart, ChartData, ChartKind, ChartSpec, TextChart},
};

/// The chart that is shown, and the point or bar under the cursor.
#[derive(Default)]
pub(super) struct ChartState {
    kind: Option<ChartKind>,
    /// The axes that were chosen for each chart of points.
    axes: [Option<Axes>; 3],
    chart: Option<Rc<Chart>>,
    selected: usize,
    text_chart_cache: RefCell<Option<(TextChartKey, Rc<TextChart>)>>,
}

/// A picture that is laid out: its size, its language, the place in sight.
type TextChartKey = ((usize, usize), Locale, usize);

impl App {
    fn is_chart_open(&self) -> bool {
        matches!(self.screen, Some((Screen::Chart, _)))
    }

    /// The chart that is to be made of what is found; none while none is shown.
    pub(super) fn requested_chart(&self) -> Option<ChartSpec> {
        self.is_chart_open().then(|| self.chart_spec())
    }

    fn chart_spec(&self) -> ChartSpec {
        let kind = self.chart_kind();
        let chosen = self.chart.axes.get(kind.index()).copied().flatten();
        ChartSpec { kind, axes: chosen.or(kind.axes()) }
    }

    /// Which chart is shown.
    #[must_use]
    pub fn chart_kind(&self) -> ChartKind {
        self.chart.kind.unwrap_or(ChartKind::Parameters)
    }

    /// The chart; none while it is being made.
    #[must_use]
    pub fn chart(&self) -> Option<&Chart> {
        self.chart.chart.as_deref()
    }

    pub(super) fn toggle_chart(&mut self) {
        self.toggle_screen(Screen::Chart);
        self.rebuild_chart(self.list.selected_row());
    }

    /// Makes the chart anew, beside the loop where that takes long.
    fn rebuild_chart(&mut self, select: Option<RowId>) {
        self.clear_chart();
        if self.is_chart_open() {
            self.start_search(self.list.selected_row());
            self.select_chart_point(select);
        }
    }

    fn clear_chart(&mut self) {
        self.chart.chart = None;
        self.chart.selected = 0;
        self.chart.text_chart_cache.take();
    }

    /// Takes a chart; the cursor goes to the entry where it was, else to the selected one.
    pub(super) fn set_chart(&mut self, chart: Option<Chart>) {
        let row = self.selected_chart_row().or(self.list.selected_row());
        self.clear_chart();
        self.chart.chart = chart.map(Rc::new);
        self.select_chart_point(row);
    }

    /// Brings the cursor to a model, where it has a point.
    fn select_chart_point(&mut self, row: Option<RowId>) {
        let Some(ChartData::Scatter(points)) = self.chart().map(|chart| &chart.data) else { return };
        // Of several sizes the last, which is mostly the largest.
        let place = points.points.iter().rposition(|point| Some(point.row) == row);
        self.chart.selected = place.unwrap_or(self.chart.selected);
    }

    /// The model of the point under the cursor.
    fn selected_chart_row(&self) -> Option<RowId> {
        let point = self.chart()?.point(self.chart.selected)?;
        (point.model_count == 1).then_some(point.row)
    }

    /// Does what an action means on a chart; says whether it means anything there.
    pub(super) fn dispatch_chart(&mut self, action: Action) -> bool {
        if !self.is_chart_open() || self.menu.is_some() {
            // The keys of tabs are those of the charts on a page: they turn no tab behind it.
            return self.screen.is_some() && is_tab_action(action);
        }
        match action {
            Action::NextTab => self.switch_chart(self.chart_kind().step(1)),
            Action::PreviousTab => self.switch_chart(self.chart_kind().step(-1)),
            Action::TabBase => self.switch_chart(ChartKind::Parameters),
            Action::TabSft => self.switch_chart(ChartKind::Tokens),
            Action::TabRlhf => self.switch_chart(ChartKind::Score),
            Action::TabExtensions => self.switch_chart(ChartKind::Years),
            Action::TabAll => self.switch_chart(ChartKind::Licenses),
            Action::ChartLanguages => self.switch_chart(ChartKind::Languages),
            Action::Sort => self.open_axes_menu(),
            Action::Enter => self.activate_chart_point(),
            Action::Right => self.chart.selected = self.adjacent_point(1),
            Action::Left => self.chart.selected = self.adjacent_point(-1),
            _ => return self.move_chart_cursor(action),
        }
        true
    }

    fn switch_chart(&mut self, kind: ChartKind) {
        let select = self.selected_chart_row();
        self.chart.kind = Some(kind);
        self.rebuild_chart(select.or(self.list.selected_row()));
    }

    /// The next place by x and y.
    fn adjacent_point(&self, steps: isize) -> usize {
        let last = self.chart().map_or(0, Chart::len).saturating_sub(1);
        self.chart.selected.saturating_add_signed(steps).min(last)
    }

    /// Moves in the chart's own order.
    fn move_chart_cursor(&mut self, action: Action) -> bool {
        let page = isize::try_from(self.list_height().max(2) - 1).unwrap_or(isize::MAX);
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
        if let Some(chart) = &self.chart.chart {
            self.chart.selected = chart.step(self.chart.selected, steps);
        }
        true
    }

    /// Goes to the model of the point, or finds the models of the bar.
    fn activate_chart_point(&mut self) {
        let Some(chart) = self.chart.chart.clone() else { return };
        if let ChartData::Bars(bars, _) = &chart.data {
            if let Some(bar) = bars.get(self.chart.selected) {
                self.add_filter(&bar.filter);
            }
        } else if let Some(row) = self.selected_chart_row() {
            self.close_all_screens();
            self.select_entry(row);
        } else {
            self.status_message = Some(self.messages().chart_narrow_query.to_owned());
        }
    }

    /// Adds a filter to the query, and shows all models that it leaves.
    fn add_filter(&mut self, filter: &str) {
        self.close_all_screens();
        let query = self.search_input.value().trim();
        let is_there = query.split(' ').any(|term| term == filter);
        let query = if is_there { query.to_owned() } else { format!("{query} {filter}").trim().to_owned() };
        self.search_input = query.into();
        self.on_query_changed();
        self.show_tab(Tab::All);
    }

    /// Offers other axes for a chart of points: each choice is one that differs in one axis.
    fn open_axes_menu(&mut self) {
        let messages = self.messages();
        let shown = self.chart.chart.as_ref().and_then(|chart| chart.spec.axes);
        let Some(axes) = shown.or(self.chart_spec().axes) else {
            self.status_message = Some(messages.chart_axes_fixed.to_owned());
            return;
        };
        let name = |column, axes| chart::axis_label(column, axes, &self.index, self.locale);
        let across = Axes::COLUMNS.map(|x| Axes { x, ..axes });
        let across = across.iter().map(|axes| (*axes, (messages.chart_x_axis)(&name(axes.x, *axes))));
        let up = Axes::COLUMNS.map(|y| Axes { y, ..axes });
        let benchmarks = 0..self.index.meta().benchmarks.len();
        let scores = benchmarks.map(|benchmark| Axes { y: Column::Score, benchmark: Some(benchmark), ..axes });
        let up: Vec<_> = up.into_iter().chain(scores).collect();
        let up = up.iter().map(|axes| (*axes, (messages.chart_y_axis)(&name(axes.y, *axes))));
        let named: Vec<_> = across.chain(up).filter(|(axes, _)| axes.x != axes.y).collect();
        let row = named.iter().rposition(|(other, _)| *other == axes).unwrap_or_default();
        let choices = named.into_iter().map(|(axes, name)| (MenuAction::SetAxes(axes), name)).collect();
        let title = messages.chart_axes_title.to_owned();
        self.menu = Some(Menu { title, items: choices, state: ListState { selected: row, offset: 0 } });
    }

    pub(super) fn set_axes(&mut self, axes: Axes) {
        if let Some(chosen) = self.chart.axes.get_mut(self.chart.kind.unwrap_or(ChartKind::Parameters).index()) {
            *chosen = Some(axes);
        }
        let select = self.selected_chart_row();
        self.rebuild_chart(select.or(self.list.selected_row()));
    }

    /// A click on a name shows that chart, one on a point selects it, a second one goes there.
    pub(super) fn click_chart(&mut self, at: Position) -> Option<Effect> {
        if let Some((kind, ..)) = self.chart_tabs().into_iter().find(|(.., place)| place.contains(at)) {
            self.switch_chart(kind);
            return None;
        }
        let area = self.chart_area();
        let spot = (usize::from(at.x.saturating_sub(area.x)), usize::from(at.y.saturating_sub(area.y)));
        let here = self.chart().filter(|_| area.contains(at)).map(|chart| self.text_chart().hit_test(chart, spot))?;
        let first = here.first().copied()?;
        // Further clicks go through the points in one place.
        let next = here.iter().copied().find(|place| *place > self.chart.selected);
        match here.contains(&self.chart.selected) {
            true if here.len() == 1 => self.activate_chart_point(),
            true => self.chart.selected = next.unwrap_or(first),
            false => self.chart.selected = first,
        }
        None
    }
}

fn is_tab_action(action: Action) -> bool {
    let tabs = [Action::TabBase, Action::TabSft, Action::TabRlhf, Action::TabExtensions, Action::TabAll];
    matches!(action, Action::NextTab | Action::PreviousTab) || tabs.contains(&action)
}
