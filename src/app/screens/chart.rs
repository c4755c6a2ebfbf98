//! The charts of the results.

use ratatui::layout::{Position, Rect};

use llm_catalog::{EntryRef, localized::Locale, model::Stage};
use llm_index::{Column, Index, RowId};

use crate::{
    action::Action,
    app::{
        command::{Command, Update},
        context::Context,
        overlays::{
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
        },
        screens::chart_options::ChartOptions,
        tab::Tab,
    },
    chart::{
        self, Axes, Chart, ChartData, ChartKind, ChartSpec, Direction, Scale, ScatterPlot, TextChart, TextOptions,
    },
    columns::names_to_find,
    display_width::{width, wrap, wrap_at_most},
    i18n::{LocalizedStr, Messages},
};

const AXES_TITLE: LocalizedStr = LocalizedStr { en: "Axes", zh: "坐标轴" };
const FIXED_AXES: LocalizedStr = LocalizedStr { en: "Bar charts have fixed axes", zh: "柱形图的坐标轴固定" };
const SEVERAL_MODELS: LocalizedStr = LocalizedStr {
    en: "Several models overlap here; narrow the query to open one",
    zh: "此处有多个模型重叠，请缩小查询范围",
};

const BARS_HAVE_NO_ZOOM: LocalizedStr = LocalizedStr { en: "Bar charts cannot be zoomed", zh: "柱形图不能缩放" };

/// Lines below the chart for the point under the cursor.
const POINT_INFO_LINES: u16 = 2;

/// A chart, the point or bar under the cursor, and their layout.
#[derive(Debug, Default)]
pub struct ChartScreen {
    options: ChartOptions,
    /// `None` while it is computed.
    chart: Option<Chart>,
    /// The index of the point or bar under the cursor.
    selected: usize,
    /// The bar under the cursor in a chart of an earlier session.
    restored_bar: Option<usize>,
    text_chart: TextChart,
    text_chart_key: Option<TextChartKey>,
    area: Rect,
    point_info: Vec<String>,
    /// The point where the cursor went instead of a model that has none, and the name of that model.
    missing_model: Option<(usize, String)>,
    /// The name of the point under the cursor.
    point_label: String,
    /// Where the mouse is dragged from.
    drag_from: Option<Position>,
    tabs: Vec<ChartTab>,
}

/// What a text chart was laid out for: the options, and the visible part of the axes.
type TextChartKey = (TextOptions, Option<(Scale, Scale)>);

/// The label of a chart above the current one.
#[derive(Clone, Debug)]
pub struct ChartTab {
    /// The chart it shows.
    pub kind: ChartKind,
    /// The label.
    pub label: String,
    /// Where it is drawn.
    pub area: Rect,
}

impl ChartScreen {
    pub(super) fn new(options: ChartOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Forgets the rows of an index that is replaced.
    pub(super) fn forget_rows(&mut self) {
        self.restored_bar = Some(self.selected_bar());
        self.clear();
    }

    /// Starts with the cursor on a bar, if it is a bar chart.
    pub(super) fn with_bar(self, bar: usize) -> Self {
        Self { restored_bar: Some(bar), ..self }
    }

    /// The bar under the cursor; 0 in a scatter plot.
    pub(super) fn selected_bar(&self) -> usize {
        let is_bars = self.chart().is_some_and(|chart| matches!(chart.data, ChartData::Bars(..)));
        if is_bars { self.selected } else { 0 }
    }

    pub(super) fn options(&self) -> &ChartOptions {
        &self.options
    }

    /// The kind of chart and its axes, of the models of a tab. Extensions have no figures; from their tab, the
    /// chart is of all models.
    pub(in crate::app) fn spec(&self, tab: Tab) -> ChartSpec {
        let kind = self.options.kind;
        let stage = Stage::ALL.into_iter().find(|stage| Tab::from_stage(*stage) == tab);
        ChartSpec { kind, axes: self.chosen_axes(), stage }
    }

    fn chosen_axes(&self) -> Option<Axes> {
        let kind = self.options.kind;
        self.options.axes.get(kind.index()).copied().flatten().or(kind.axes())
    }

    /// The kind of chart.
    #[must_use]
    pub fn kind(&self) -> ChartKind {
        self.options.kind
    }

    /// The chart; `None` while it is computed.
    #[must_use]
    pub fn chart(&self) -> Option<&Chart> {
        self.chart.as_ref()
    }

    /// The laid-out chart.
    #[must_use]
    pub fn text_chart(&self) -> &TextChart {
        &self.text_chart
    }

    /// The area of the chart.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The lines about the point or bar under the cursor.
    #[must_use]
    pub fn point_info(&self) -> &[String] {
        &self.point_info
    }

    /// The name of the point under the cursor; empty for a bar.
    #[must_use]
    pub fn point_label(&self) -> &str {
        &self.point_label
    }

    /// The labels of the charts.
    #[must_use]
    pub fn tabs(&self) -> &[ChartTab] {
        &self.tabs
    }

    /// The screen position of the point or bar under the cursor.
    #[must_use]
    pub fn cursor_position(&self) -> Option<Position> {
        let (column, row) = self.text_chart.screen_pos(self.chart()?, self.selected)?;
        let (column, row) = (u16::try_from(column).ok()?, u16::try_from(row).ok()?);
        let position = Position::new(self.area.x + column, self.area.y + row);
        self.area.contains(position).then_some(position)
    }

    /// Shows another chart. The cursor stays at its model, else goes to `row`.
    pub(in crate::app) fn set_chart(&mut self, chart: Chart, row: Option<RowId>, index: &Index) {
        let row = self.selected_row().or(row);
        self.clear();
        let bars = if let ChartData::Bars(bars, _) = &chart.data { bars.len() } else { 0 };
        self.selected = self.restored_bar.take().filter(|bar| *bar < bars).unwrap_or_default();
        self.chart = Some(chart);
        self.select_row(row, index);
        let has_points = self.chart().is_some_and(|chart| chart.plot().is_some());
        let is_elsewhere =
            |row: &RowId| self.selected_row().is_none_or(|selected| index.entry_row(selected) != index.entry_row(*row));
        let missing = row.filter(|row| has_points && is_elsewhere(row)).and_then(|row| index.get(row));
        let missing = missing.filter(|entry| matches!(entry.as_entry_ref(), EntryRef::Model(_)));
        self.missing_model = missing.map(|entry| (self.selected, entry.as_entry_ref().name().to_owned()));
    }

    fn clear(&mut self) {
        self.chart = None;
        self.selected = 0;
        self.text_chart_key = None;
    }

    /// Puts the cursor on a model, if it has a point. The last of several points is usually the largest size.
    pub(in crate::app) fn select_row(&mut self, row: Option<RowId>, index: &Index) {
        let Some(ChartData::Scatter(plot)) = self.chart().map(|chart| &chart.data) else { return };
        let variants = row.map(|row| index.variant_rows(row)).unwrap_or_default();
        let position = |rows: &[RowId]| plot.points.iter().rposition(|point| rows.contains(&point.row));
        let idx = position(row.as_slice()).or_else(|| position(&variants));
        self.selected = idx.unwrap_or(self.selected);
        self.reveal_selected();
    }

    /// Pans so that the point under the cursor is visible.
    fn reveal_selected(&mut self) {
        let selected = self.selected;
        if let Some(plot) = self.plot_mut() {
            plot.reveal(selected);
        }
    }

    fn plot_mut(&mut self) -> Option<&mut ScatterPlot> {
        self.chart.as_mut()?.plot_mut()
    }

    /// The model of the point under the cursor, if the point is a single model.
    pub(in crate::app) fn selected_row(&self) -> Option<RowId> {
        let point = self.chart()?.point(self.selected)?;
        (point.model_count == 1).then_some(point.row)
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        match action {
            Action::NextChart => self.switch_to(self.kind().step(1)),
            Action::PreviousChart => self.switch_to(self.kind().step(-1)),
            Action::ChartParameters => self.switch_to(ChartKind::Parameters),
            Action::ChartTokens => self.switch_to(ChartKind::Tokens),
            Action::ChartScore => self.switch_to(ChartKind::Score),
            Action::ChartYears => self.switch_to(ChartKind::Years),
            Action::ChartLicenses => self.switch_to(ChartKind::Licenses),
            Action::ChartLanguages => self.switch_to(ChartKind::Languages),
            Action::ChartScoreOverTime => self.switch_to(ChartKind::ScoreOverTime),
            Action::ChartContext => self.switch_to(ChartKind::Context),
            Action::ChartOpenClosed => self.switch_to(ChartKind::OpenClosed),
            Action::ChartAxes => self.open_axes_menu(context),
            Action::Enter => self.activate(context),
            Action::NextPoint => self.move_towards(Direction::Right),
            Action::PreviousPoint => self.move_towards(Direction::Left),
            Action::NextRow => self.move_towards(Direction::Down),
            Action::PreviousRow => self.move_towards(Direction::Up),
            Action::NextRank => self.move_by_rank(1),
            Action::PreviousRank => self.move_by_rank(-1),
            Action::ZoomIn => self.change_view(context, |plot, selected| plot.zoom_at_point(1, selected)),
            Action::ZoomOut => self.change_view(context, |plot, selected| plot.zoom_at_point(-1, selected)),
            Action::ResetZoom => self.change_view(context, |plot, _| plot.reset_view()),
            Action::PanLeft => self.change_view(context, |plot, _| plot.pan(-1.0, 0.0)),
            Action::PanRight => self.change_view(context, |plot, _| plot.pan(1.0, 0.0)),
            Action::PanUp => self.change_view(context, |plot, _| plot.pan(0.0, 1.0)),
            Action::PanDown => self.change_view(context, |plot, _| plot.pan(0.0, -1.0)),
            Action::Open | Action::Copy => Update::status(context.settings.messages().line_has_no_link),
            Action::CopyAs => Command::OpenCopyMenu.into(),
            _ => self.apply_motion(action, context),
        }
    }

    fn switch_to(&mut self, kind: ChartKind) -> Update {
        let row = self.selected_row();
        self.options.kind = kind;
        self.clear();
        Command::RebuildChart(row).into()
    }

    pub(in crate::app) fn set_axes(&mut self, axes: Axes) -> Command {
        if let Some(chosen) = self.options.axes.get_mut(self.options.kind.index()) {
            *chosen = Some(axes);
        }
        let row = self.selected_row();
        self.clear();
        Command::RebuildChart(row)
    }

    /// Moves the cursor to the nearest point in a direction.
    fn move_towards(&mut self, direction: Direction) -> Update {
        if let Some(chart) = &self.chart {
            self.selected = chart.step_towards(self.selected, direction);
        }
        Update::Done
    }

    fn move_by_rank(&mut self, steps: isize) -> Update {
        if let Some(chart) = &self.chart {
            self.selected = chart.step(self.selected, steps);
        }
        self.reveal_selected();
        Update::Done
    }

    /// Zooms or pans. A cursor that is no longer visible goes to the visible point nearest to the middle.
    fn change_view(&mut self, context: Context<'_>, change: impl FnOnce(&mut ScatterPlot, usize)) -> Update {
        let selected = self.selected;
        let Some(plot) = self.plot_mut() else {
            return Update::status(BARS_HAVE_NO_ZOOM.get(context.settings.locale));
        };
        change(plot, selected);
        self.selected = plot.nearest_visible(selected);
        Update::Done
    }

    /// Moves the cursor by rank or by bars.
    fn apply_motion(&mut self, action: Action, context: Context<'_>) -> Update {
        let page = isize::try_from(context.layout.table_body.height.max(2) - 1).unwrap_or(isize::MAX);
        let steps = match action {
            Action::HalfPageDown => page / 2,
            Action::HalfPageUp => -(page / 2),
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::FirstRow => isize::MIN,
            Action::LastRow => isize::MAX,
            _ => return Update::Ignored,
        };
        self.move_by_rank(steps)
    }

    /// Goes to the model of the point, or filters by the bar.
    fn activate(&self, context: Context<'_>) -> Update {
        let Some(chart) = self.chart() else { return Update::Done };
        if let ChartData::Bars(bars, _) = &chart.data {
            let bar = bars.get(self.selected);
            return bar.map_or(Update::Done, |bar| Command::AddFilter(bar.filter.clone()).into());
        }
        self.selected_row().map_or_else(
            || Update::status(SEVERAL_MODELS.get(context.settings.locale)),
            |row| Command::SelectEntry(row).into(),
        )
    }

    /// Opens a menu of axes; each choice changes the x axis or the y axis.
    fn open_axes_menu(&self, context: Context<'_>) -> Update {
        let locale = context.settings.locale;
        let current = self.chart().and_then(|chart| chart.spec.axes).or(self.chosen_axes());
        let Some(axes) = current else { return Update::status(FIXED_AXES.get(locale)) };
        let items = axes_choices(axes, context.index, locale);
        let selected = items.iter().rposition(|(other, _)| *other == axes).unwrap_or_default();
        let short_names = |axes: &Axes| {
            let benchmark = context.index.meta().benchmarks.get(axes.benchmark?).filter(|_| axes.y == Column::Score)?;
            Some(names_to_find(benchmark, context.index.meta(), locale))
        };
        let others = axes_choices(axes, context.index, locale.toggle());
        let to_item = |((axes, label), (_, other)): ((Axes, String), (Axes, String))| {
            let short_names = short_names(&axes).unwrap_or_default();
            MenuItem::new(MenuAction::SetAxes(axes), label).with_keywords(other).with_short_names(short_names)
        };
        let items = items.into_iter().zip(others).map(to_item).collect::<Vec<_>>();
        Update::menu(Menu::new(AXES_TITLE.get(locale), items, selected))
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let (settings, body) = (context.settings, context.layout.body);
        self.area = Rect { height: body.height.saturating_sub(POINT_INFO_LINES), ..body };
        self.tabs = self.lay_out_tabs(context);
        let Some(chart) = &self.chart else {
            self.text_chart = TextChart::default();
            self.point_info.clear();
            self.point_label.clear();
            return;
        };
        let size = (usize::from(self.area.width), usize::from(self.area.height));
        let visible_bar = if matches!(chart.data, ChartData::Bars(..)) { self.selected } else { 0 };
        let has_color = settings.theme.has_color() && !settings.no_color;
        let options = TextOptions { locale: settings.locale, size, selected: visible_bar, has_color };
        let key = Some((options, chart.plot().map(|plot| (plot.x, plot.y))));
        if self.text_chart_key != key {
            self.text_chart = chart::render_text(chart, context.index, options);
            self.text_chart_key = key;
        }
        let point = chart.point(self.selected).filter(|point| point.model_count == 1);
        self.point_label = point.map_or_else(String::new, |point| chart::point_label(point, context.index));
        self.point_info = self.lay_out_point_info(context);
    }

    fn lay_out_point_info(&self, context: Context<'_>) -> Vec<String> {
        let (Some(chart), locale) = (self.chart(), context.settings.locale) else { return Vec::new() };
        let summary = match &chart.data {
            ChartData::Bars(bars, _) => bars.get(self.selected).map(|bar| chart::bar_summary(bar, locale)),
            ChartData::Scatter(plot) => plot.points.get(self.selected).map(|point| {
                let position = self.text_chart.screen_pos(chart, self.selected);
                let overlapping = position.map_or(1, |position| self.text_chart.hit_test(chart, position).len());
                chart::point_summary(point, plot.axes, overlapping, context.index, locale)
            }),
        };
        let Some(summary) = summary else { return Vec::new() };
        let missing = self.missing_model.as_ref().filter(|(point, _)| *point == self.selected);
        let missing = missing.map(|(_, name)| "  ".to_owned() + &(context.settings.messages().not_in_chart)(name));
        let missing = missing.unwrap_or_default();
        let rank = chart::rank_text(chart, self.selected, context.index, locale);
        // Where what the rank is by does not fit, the title says it.
        let ranks = [rank.as_ref().map(|rank| &rank.full), rank.as_ref().map(|rank| &rank.short), None];
        let (columns, max_lines) = (usize::from(self.area.width), usize::from(POINT_INFO_LINES));
        let texts = ranks.into_iter().map(|rank| {
            let rank = rank.map_or_else(String::new, |rank| format!("  {rank}"));
            format!("{summary}{rank}{missing}")
        });
        let mut lines = texts.map(|text| wrap(&text, columns));
        lines
            .find(|lines| lines.len() <= max_lines)
            .unwrap_or_else(|| wrap_at_most(&format!("{summary}{missing}"), columns, max_lines))
    }

    /// Zooms a scatter plot around what is under the mouse; in other charts, moves the cursor.
    pub(super) fn scroll(&mut self, lines: isize, position: Position) {
        let steps = if lines > 0 { -1 } else { 1 };
        let cell =
            (usize::from(position.x.saturating_sub(self.area.x)), usize::from(position.y.saturating_sub(self.area.y)));
        let (center, selected) = (self.text_chart.fractions(cell), self.selected);
        if let Some(plot) = self.plot_mut() {
            plot.zoom(steps, center);
            self.selected = plot.nearest_visible(selected);
        } else if let Some(chart) = &self.chart {
            self.selected = chart.step(selected, lines);
        }
    }

    /// Pans a scatter plot by the way of the mouse since the last event.
    pub(in crate::app) fn drag(&mut self, position: Position) {
        let Some(from) = self.drag_from.replace(position) else { return };
        let (columns, rows) = self.text_chart.plot_size();
        let fraction = |from: u16, to: u16, cells: usize| {
            let cells = u16::try_from(cells).unwrap_or(u16::MAX).saturating_sub(1).max(1);
            (f64::from(from) - f64::from(to)) / f64::from(cells)
        };
        let (dx, dy) = (fraction(from.x, position.x, columns), fraction(position.y, from.y, rows));
        let selected = self.selected;
        if let Some(plot) = self.plot_mut() {
            plot.pan_by(dx, dy);
            self.selected = plot.nearest_visible(selected);
        }
    }

    /// Ends a drag.
    pub(in crate::app) fn release(&mut self) {
        self.drag_from = None;
    }

    /// The labels of the charts with their numbers. If not all names fit, those nearest to the current one are shown.
    fn lay_out_tabs(&self, context: Context<'_>) -> Vec<ChartTab> {
        let line = context.layout.title_line();
        let names = context.settings.messages().chart_names;
        let current = self.kind().index();
        let mut by_distance: Vec<_> = names.iter().enumerate().collect();
        by_distance.sort_by_key(|(idx, _)| idx.abs_diff(current));
        // A digit and the gap after it.
        let mut spare = usize::from(line.width).saturating_sub(names.len() * 3);
        let mut has_name = [false; ChartKind::ALL.len()];
        for (idx, name) in by_distance {
            let Some(rest) = spare.checked_sub(width(name) + 1).or((idx == current).then_some(0)) else { break };
            spare = rest;
            if let Some(has_name) = has_name.get_mut(idx) {
                *has_name = true;
            }
        }
        let mut x = line.x;
        let to_tab = |(idx, ((kind, name), has_name)): (usize, ((ChartKind, &str), bool))| {
            let number = (idx + 1).to_string();
            let label = if has_name { format!("{number} {name}") } else { number };
            let columns = u16::try_from(width(&label)).unwrap_or_default();
            let area = Rect { x, width: columns, height: 1, ..line };
            x = x.saturating_add(columns + 2);
            ChartTab { kind, label, area }
        };
        ChartKind::ALL.into_iter().zip(names).zip(has_name).enumerate().map(to_tab).collect()
    }

    /// Shows the chart of a clicked label. Selects a clicked point; if it is selected, activates it or selects the
    /// next point at the same position.
    pub(super) fn click(&mut self, position: Position, context: Context<'_>) -> Update {
        if let Some(tab) = self.tabs.iter().find(|tab| tab.area.contains(position)) {
            return self.switch_to(tab.kind);
        }
        let Some(chart) = self.chart.as_ref().filter(|_| self.area.contains(position)) else { return Update::Done };
        let cell = (usize::from(position.x - self.area.x), usize::from(position.y - self.area.y));
        self.drag_from = Some(position);
        let hits = self.text_chart.hit_test(chart, cell);
        let Some(first) = hits.first().copied() else {
            self.selected = self.text_chart.nearest_point(cell).unwrap_or(self.selected);
            return Update::Done;
        };
        if hits == [self.selected] {
            return self.activate(context);
        }
        let next = hits.iter().copied().find(|idx| *idx > self.selected && hits.contains(&self.selected));
        self.selected = next.unwrap_or(first);
        Update::Done
    }
}

/// The axes that differ from some by one axis, with labels in a language: first by the x axis, then by the y axis.
fn axes_choices(axes: Axes, index: &Index, locale: Locale) -> Vec<(Axes, String)> {
    let messages = Messages::get(locale);
    let label = |column, axes| chart::axis_label(column, axes, index, locale);
    let x_choices = Axes::COLUMNS.map(|x| Axes { x, ..axes });
    let x_items = x_choices.into_iter().map(|axes| (axes, (messages.chart_x_axis)(&label(axes.x, axes))));
    let y_choices = Axes::COLUMNS.map(|y| Axes { y, ..axes });
    let benchmarks = 0..index.meta().benchmarks.len();
    let scores = benchmarks.map(|idx| Axes { y: Column::Score, benchmark: Some(idx), ..axes });
    let y_choices = y_choices.into_iter().chain(scores);
    let y_items = y_choices.map(|axes| (axes, (messages.chart_y_axis)(&label(axes.y, axes))));
    x_items.chain(y_items).filter(|(axes, _)| axes.x != axes.y).collect()
}
