//! What comes in: keys, pasted text, the mouse.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Size};
use tui_input::{Input, backend::crossterm::EventHandler};

use llm_catalog::text::is_unsafe_for_terminal;
use llm_index::{Column, sort::SortOrder};

use crate::{
    action::{Action, KeyContext},
    app::{App, Effect, Focus, Screen, Tab, layout},
};

/// Rows that one notch of the wheel moves.
const WHEEL_STEP_ROWS: isize = 3;
/// The most signs of a query.
const MAX_QUERY_CHARS: usize = 200;

impl App {
    /// Takes an event of the terminal.
    pub fn handle_event(&mut self, event: &Event) -> Option<Effect> {
        let effect = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.handle_key(*key),
            Event::Resize(width, height) => {
                self.resize(Size::new(*width, *height));
                None
            }
            // What is not drawn cannot be pointed at.
            _ if self.is_too_small() => None,
            // Who writes a note means to go on with it.
            Event::Mouse(_) if self.prompt.is_some() => None,
            Event::Mouse(mouse) => self.handle_mouse(*mouse),
            Event::Paste(text) => {
                self.paste(text);
                None
            }
            _ => None,
        };
        self.clamp_cursors();
        effect
    }

    /// A key does what the key map says; while searching, others are typed.
    fn handle_key(&mut self, key: KeyEvent) -> Option<Effect> {
        let mode = self.key_context();
        if let Some(action) = self.keymap().action(mode, key.into()) {
            return self.dispatch(action);
        }
        if let Some(prompt) = &mut self.prompt {
            self.status_message = None;
            prompt.handle_key(key);
            return None;
        }
        let at_end = self.search_input.cursor() == self.search_input.value().chars().count();
        if mode == KeyContext::Search
            && key.code == KeyCode::Right
            && at_end
            && !self.completion().suggestions.is_empty()
        {
            self.complete();
            return None;
        }
        if mode == KeyContext::Search && std::mem::take(&mut self.select_all) && is_char_key(key) {
            self.search_input.reset();
        }
        let is_full = self.search_input.value().chars().count() >= MAX_QUERY_CHARS && is_char_key(key);
        if mode == KeyContext::Search && !is_full && self.search_input.handle_event(&Event::Key(key)).is_some() {
            self.status_message = None;
            self.query_history.reset_position();
            self.on_query_changed();
        }
        None
    }

    /// Pasted text goes into the search bar where the cursor is, on one line
    /// and not longer than a query may be.
    fn paste(&mut self, text: &str) {
        if let Some(prompt) = &mut self.prompt {
            prompt.paste(text);
            return;
        }
        let replaces = self.focus != Focus::Search || self.select_all;
        self.dispatch(Action::Search);
        self.select_all = false;
        if replaces {
            self.search_input.reset();
        }
        let pasted = insert_at_cursor(&self.search_input, &to_single_line(text));
        let value = pasted.value().chars().take(MAX_QUERY_CHARS).collect();
        self.search_input = Input::new(value).with_cursor(pasted.cursor().min(MAX_QUERY_CHARS));
        self.on_query_changed();
    }

    /// Goes to the tab of the entry whose name the query spells, where nothing
    /// that is shown here is spelt so.
    pub(super) fn jump_to_name_match(&mut self) {
        let spelt = self.list.best_match().filter(|row| self.list.is_name_prefix_match(*row));
        let shown = self.list.selected_row().is_some_and(|row| self.list.is_name_prefix_match(row));
        let stage = spelt.and_then(|row| self.index.locate(row)).map(|(part, row)| part.stage(row));
        if let (Some(stage), false) = (stage, shown) {
            self.show_tab(stage.map_or(Tab::Extensions, Tab::from_stage));
        }
    }

    /// Goes to the search bar, or puts a query of earlier times into it.
    pub(super) fn handle_search_action(&mut self, action: Action) {
        let recalled = match action {
            Action::OlderQuery => self.query_history.older(self.search_input.value()),
            Action::NewerQuery => self.query_history.newer(),
            _ => {
                // The tree stays open: it shows what is found.
                let tree = self.screen.filter(|(page, _)| *page == Screen::Tree);
                self.close_all_screens();
                self.screen = tree;
                self.menu = None;
                self.focus = Focus::Search;
                self.select_all = !self.search_input.value().is_empty();
                return;
            }
        };
        self.recall_query(recalled);
    }

    /// Puts a query of earlier times into the bar.
    fn recall_query(&mut self, query: Option<String>) {
        if let Some(query) = query {
            self.search_input = Input::new(query);
            self.on_query_changed();
        }
    }

    fn handle_mouse(&mut self, mouse: MouseEvent) -> Option<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.handle_click(at),
            MouseEventKind::ScrollDown => {
                self.handle_wheel(at, Action::NextRow);
                None
            }
            MouseEventKind::ScrollUp => {
                self.handle_wheel(at, Action::PreviousRow);
                None
            }
            _ => None,
        }
    }

    /// The wheel scrolls what is under it; the focus stays where it is.
    fn handle_wheel(&mut self, at: Position, action: Action) {
        let over_detail = self.is_detail_visible() && self.layout().detail.contains(at);
        if self.menu.is_some() {
            self.move_cursor(action);
        } else if self.dispatch_chart(action) {
            // It has moved in the chart.
        } else if self.screen.is_some() || over_detail {
            let (lines, height) = (self.document().lines.len(), self.document_height());
            let notch = if action == Action::NextRow { WHEEL_STEP_ROWS } else { -WHEEL_STEP_ROWS };
            self.document_state_mut().scroll_by(notch, lines, height);
        } else {
            for _ in 0..WHEEL_STEP_ROWS {
                self.move_list_cursor(action);
            }
        }
    }

    fn handle_click(&mut self, at: Position) -> Option<Effect> {
        self.status_message = None;
        let layout = self.layout();
        if self.menu.is_some() {
            return self.click_menu(at);
        } else if layout.header.contains(at) {
            self.click_header(at);
        } else if matches!(self.screen, Some((Screen::Chart, _))) {
            return self.click_chart(at);
        } else if self.screen.is_some() {
            if layout.body.contains(at) && self.click_fold(at) {
                return None;
            }
            let line = usize::from(at.y.saturating_sub(layout.body.y));
            self.select_compared_at(at.x);
            return layout.body.contains(at).then(|| self.click_document(line)).flatten();
        } else if layout.search_bar.contains(at) {
            self.focus = Focus::Search;
        } else if self.is_detail_visible() && layout.detail.contains(at) {
            self.focus = Focus::Detail;
            return self.click_document(usize::from(at.y - layout.detail.y));
        } else if self.is_list_visible()
            && let Some(column) = layout.heading_at(at)
        {
            self.click_heading(column);
        } else if self.is_list_visible() && layout.table_body.contains(at) {
            self.click_row(usize::from(at.y - layout.table_body.y));
        }
        None
    }

    /// A click on a tab shows it, whatever page is open.
    fn click_header(&mut self, at: Position) {
        let header = self.layout().header;
        let tabs = layout::tab_areas(header, &self.tab_labels());
        let charts = layout::charts_tab_area(header, &tabs, self.messages().chart_title);
        if charts.is_some_and(|place| place.contains(at)) {
            self.toggle_chart();
        } else if let Some((tab, _)) = tabs.iter().find(|(_, place)| place.contains(at)) {
            self.close_all_screens();
            self.show_tab(*tab);
        }
    }

    /// A click on a choice takes it, one beside the menu closes it.
    fn click_menu(&mut self, at: Position) -> Option<Effect> {
        let menu = self.menu.take()?;
        let inside = layout::inner(layout::menu_area(self.layout().body, &menu));
        let place = menu.scroll_offset(inside) + usize::from(at.y.saturating_sub(inside.y));
        if let Some((choice, _)) = menu.items.get(place).filter(|_| inside.contains(at)) {
            return self.run_menu_action(*choice);
        }
        None
    }

    /// A second click on the selected row goes into it.
    fn click_row(&mut self, line: usize) {
        let place = self.list.state().offset + line;
        if place >= self.list.rows().len() {
            return;
        }
        let again = self.focus == Focus::List && self.list.state().selected == place;
        let height = self.list_height();
        self.list.select_index(place, height);
        self.focus = if again { Focus::Detail } else { Focus::List };
        if !again {
            self.detail = crate::app::ListState::default();
        }
    }

    /// A click on a line selects it, and follows it where it leads somewhere.
    fn click_document(&mut self, line: usize) -> Option<Effect> {
        let (lines, height) = (self.document().lines.len(), self.document_height());
        let place = self.document_state_mut().offset + line;
        if place >= lines {
            return None;
        }
        self.document_state_mut().select(place, lines, height);
        let target = self.current_target()?;
        self.activate(target)
    }

    /// A click on a heading orders by it, a second one reverses.
    fn click_heading(&mut self, column: Column) {
        let order = match self.list.sort_order() {
            order @ SortOrder::ByColumn { column: now, .. } if now == column => order.reversed(),
            _ => SortOrder::by_column(column),
        };
        self.sort_by(order);
    }
}

/// Pasted text on one line, without what could drive a terminal.
pub(super) fn to_single_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|sign| !is_unsafe_for_terminal(*sign)).collect()
}

/// A line with more text where its cursor is, which goes behind that.
pub(super) fn insert_at_cursor(input: &Input, more: &str) -> Input {
    let signs = || input.value().chars();
    let value = signs().take(input.cursor()).chain(more.chars()).chain(signs().skip(input.cursor())).collect();
    Input::new(value).with_cursor(input.cursor() + more.chars().count())
}

/// Whether a key puts a letter into a line.
pub(super) fn is_char_key(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}
