//! Clicks and the mouse wheel.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use llm_index::{Column, sort::SortOrder};

use crate::{
    action::Action,
    app::{
        command::Update,
        context::Context,
        effect::Effect,
        overlays::Overlay,
        screens::{Screen, chart::ChartScreen},
        state::{App, Focus},
        tab_row::TabRowTarget,
    },
};

/// Rows scrolled by one notch of the wheel.
const WHEEL_STEP_ROWS: isize = 3;

impl App {
    pub(super) fn handle_mouse(&mut self, mouse: MouseEvent) -> Option<Effect> {
        let position = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.status = None;
                self.is_dragging_split = false;
                let update = self.click(position);
                return self.run(update);
            }
            MouseEventKind::Drag(MouseButton::Left) if self.is_dragging_split => self.drag_split(mouse.column),
            MouseEventKind::ScrollDown => self.scroll(position, Action::NextRow),
            MouseEventKind::ScrollUp => self.scroll(position, Action::PreviousRow),
            MouseEventKind::Drag(MouseButton::Left) if self.overlay.is_none() => {
                if let Some(chart) = self.screens.last_mut().and_then(Screen::as_chart_mut) {
                    chart.drag(position);
                }
            }
            MouseEventKind::Up(_) => {
                self.is_dragging_split = false;
                self.screens.iter_mut().filter_map(Screen::as_chart_mut).for_each(ChartScreen::release);
            }
            _ => {}
        }
        None
    }

    /// Scrolls what is under the mouse; the focus stays.
    fn scroll(&mut self, position: Position, action: Action) {
        let lines = if action == Action::NextRow { WHEEL_STEP_ROWS } else { -WHEEL_STEP_ROWS };
        if let Some(Overlay::Menu(menu)) = &mut self.overlay {
            menu.scroll_by(lines);
            self.preview_selected();
        } else if let Some(Overlay::Columns(chooser)) = &mut self.overlay {
            chooser.scroll_by(lines);
        } else if let Some(screen) = self.screens.last_mut() {
            screen.scroll_by(lines, position);
        } else if self.is_detail_visible() && self.layout.detail.contains(position) {
            self.detail.view_mut().scroll_by(lines);
        } else {
            for _ in 0..WHEEL_STEP_ROWS {
                self.move_list_cursor(action);
            }
        }
    }

    fn click(&mut self, position: Position) -> Update {
        let context = Context { index: &self.index, settings: &self.settings, layout: &self.layout };
        if self.menu().is_some() {
            return self.click_menu(position);
        } else if self.column_chooser().is_some() {
            return self.click_columns(position);
        } else if self.layout.header.contains(position) {
            return self.click_header(position);
        } else if let Some(screen) = self.screens.last_mut() {
            return screen.click(position, context);
        } else if self.layout.search_bar.contains(position) {
            self.focus = Focus::Search;
        } else if self.layout.is_at_pane_rule(position) {
            self.is_dragging_split = true;
        } else if self.is_detail_visible() && self.layout.detail.contains(position) {
            self.focus = Focus::Detail;
            let area = self.layout.detail;
            return self.detail.view_mut().click_at(position, area);
        } else if self.is_list_visible()
            && let Some(column) = self.heading_at(position)
        {
            self.click_heading(column);
        } else if self.is_list_visible() && self.layout.table_body.contains(position) {
            self.click_row(usize::from(position.y - self.layout.table_body.y));
        }
        Update::Done
    }

    /// Performs the clicked choice. A click outside closes the menu.
    fn click_menu(&mut self, position: Position) -> Update {
        let Some(menu) = self.menu() else { return Update::Ignored };
        match menu.item_at(position).cloned() {
            Some(action) => {
                self.overlay = None;
                self.run_menu_action(action)
            }
            None if menu.area().contains(position) => Update::Done,
            None => self.cancel_menu(),
        }
    }

    /// Shows the clicked tab, also from a screen.
    fn click_header(&mut self, position: Position) -> Update {
        match self.tab_row().into_iter().find(|label| label.area.contains(position)).map(|label| label.target) {
            Some(TabRowTarget::Charts) => return self.toggle_screen(Action::Charts),
            Some(TabRowTarget::Tab(tab)) => {
                self.close_all_screens();
                self.show_tab(tab);
            }
            None => {}
        }
        Update::Done
    }

    /// Sorts by the clicked column, or reverses the order.
    fn click_heading(&mut self, column: Column) {
        let order = match self.list.sort_order() {
            order if self.list.sort_column() == Some(column) => order.reversed(),
            _ => SortOrder::by_column(column),
        };
        self.sort_by(order);
    }

    /// Selects the clicked row; a click on the selected one opens its detail.
    fn click_row(&mut self, row: usize) {
        let idx = self.list.state().offset + row;
        if idx >= self.list.len() {
            return;
        }
        let is_selected = self.focus == Focus::List && self.list.state().selected == idx;
        self.list.select_index(idx, self.list_height());
        if is_selected {
            self.focus = Focus::Detail;
        } else {
            self.focus = Focus::List;
            self.detail.reset_state();
        }
    }
}
