//! What comes in: keys, pasted text, the mouse.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Size};
use tui_input::{Input, backend::crossterm::EventHandler};

use super::{App, Effect, Focus, Page, Tab, layout};
use crate::{
    action::{Action, Mode},
    search::{Column, Order},
    text::is_unsafe,
};

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;
/// The most signs of a query.
const LONGEST: usize = 200;

impl App {
    /// Takes an event of the terminal.
    pub fn receive(&mut self, event: &Event) -> Option<Effect> {
        let effect = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.press(*key),
            Event::Resize(width, height) => {
                self.resize(Size::new(*width, *height));
                None
            }
            // What is not drawn cannot be pointed at.
            _ if self.is_too_small() => None,
            // Who writes a note means to go on with it.
            Event::Mouse(_) if self.prompt.is_some() => None,
            Event::Mouse(mouse) => self.point(*mouse),
            Event::Paste(text) => {
                self.paste(text);
                None
            }
            _ => None,
        };
        self.settle();
        effect
    }

    /// A key does what the key map says; while searching, others are typed.
    fn press(&mut self, key: KeyEvent) -> Option<Effect> {
        let mode = self.mode();
        if let Some(action) = self.keymap().action(mode, key.into()) {
            return self.update(action);
        }
        if let Some(prompt) = &mut self.prompt {
            self.notice = None;
            prompt.press(key);
            return None;
        }
        let at_end = self.search.cursor() == self.search.value().chars().count();
        if mode == Mode::Search && key.code == KeyCode::Right && at_end && !self.completion().choices.is_empty() {
            self.complete();
            return None;
        }
        if mode == Mode::Search && std::mem::take(&mut self.replaces) && types_a_letter(key) {
            self.search.reset();
        }
        let is_full = self.search.value().chars().count() >= LONGEST && types_a_letter(key);
        if mode == Mode::Search && !is_full && self.search.handle_event(&Event::Key(key)).is_some() {
            self.notice = None;
            self.history.typed();
            self.requery();
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
        let replaces = self.focus != Focus::Search || self.replaces;
        self.update(Action::Search);
        self.replaces = false;
        if replaces {
            self.search.reset();
        }
        let pasted = with_inserted(&self.search, &line_of(text));
        let value = pasted.value().chars().take(LONGEST).collect();
        self.search = Input::new(value).with_cursor(pasted.cursor().min(LONGEST));
        self.requery();
    }

    /// Goes to the tab of the entry whose name the query spells, where nothing
    /// that is shown here is spelt so.
    pub(super) fn go_to_spelt(&mut self) {
        let spelt = self.table.best().filter(|row| self.table.is_spelt(*row));
        let shown = self.table.selected().is_some_and(|row| self.table.is_spelt(row));
        let stage = spelt.and_then(|row| self.shelf.part_of(row)).map(|(part, row)| part.stage(row));
        if let (Some(stage), false) = (stage, shown) {
            self.show(stage.map_or(Tab::Extensions, Tab::of));
        }
    }

    /// Goes to the search bar, or puts a query of earlier times into it.
    pub(super) fn search_by(&mut self, action: Action) {
        let recalled = match action {
            Action::OlderQuery => self.history.older(self.search.value()),
            Action::NewerQuery => self.history.newer(),
            _ => {
                // The tree stays open: it shows what is found.
                let tree = self.page.filter(|(page, _)| *page == Page::Tree);
                self.close_pages();
                self.page = tree;
                self.menu = None;
                self.focus = Focus::Search;
                self.replaces = !self.search.value().is_empty();
                return;
            }
        };
        self.recall(recalled);
    }

    /// Puts a query of earlier times into the bar.
    fn recall(&mut self, query: Option<String>) {
        if let Some(query) = query {
            self.search = Input::new(query);
            self.requery();
        }
    }

    fn point(&mut self, mouse: MouseEvent) -> Option<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            MouseEventKind::ScrollDown => {
                self.wheel(at, Action::NextRow);
                None
            }
            MouseEventKind::ScrollUp => {
                self.wheel(at, Action::PreviousRow);
                None
            }
            _ => None,
        }
    }

    /// The wheel scrolls what is under it; the focus stays where it is.
    fn wheel(&mut self, at: Position, action: Action) {
        let over_detail = self.shows_detail() && self.layout().detail.contains(at);
        if self.menu.is_some() {
            self.travel(action);
        } else if self.update_chart(action) {
            // It has moved in the chart.
        } else if self.page.is_some() || over_detail {
            let (lines, height) = (self.sheet().lines.len(), self.sheet_height());
            let notch = if action == Action::NextRow { NOTCH } else { -NOTCH };
            self.sheet_cursor().scroll(notch, lines, height);
        } else {
            for _ in 0..NOTCH {
                self.travel_table(action);
            }
        }
    }

    fn click(&mut self, at: Position) -> Option<Effect> {
        self.notice = None;
        let layout = self.layout();
        if self.menu.is_some() {
            return self.click_menu(at);
        } else if layout.header.contains(at) {
            self.click_header(at);
        } else if matches!(self.page, Some((Page::Chart, _))) {
            return self.click_chart(at);
        } else if self.page.is_some() {
            if layout.body.contains(at) && self.click_fold(at) {
                return None;
            }
            let line = usize::from(at.y.saturating_sub(layout.body.y));
            self.point_at_compared(at.x);
            return layout.body.contains(at).then(|| self.click_sheet(line)).flatten();
        } else if layout.search.contains(at) {
            self.focus = Focus::Search;
        } else if self.shows_detail() && layout.detail.contains(at) {
            self.focus = Focus::Detail;
            return self.click_sheet(usize::from(at.y - layout.detail.y));
        } else if self.shows_table()
            && let Some(column) = layout.heading_at(at)
        {
            self.click_heading(column);
        } else if self.shows_table() && layout.rows.contains(at) {
            self.click_row(usize::from(at.y - layout.rows.y));
        }
        None
    }

    /// A click on a tab shows it, whatever page is open.
    fn click_header(&mut self, at: Position) {
        let header = self.layout().header;
        let tabs = layout::tab_strip(header, &self.tab_labels());
        let charts = layout::charts_tab(header, &tabs, self.messages().chart_title);
        if charts.is_some_and(|place| place.contains(at)) {
            self.toggle_charts();
        } else if let Some((tab, _)) = tabs.iter().find(|(_, place)| place.contains(at)) {
            self.close_pages();
            self.show(*tab);
        }
    }

    /// A click on a choice takes it, one beside the menu closes it.
    fn click_menu(&mut self, at: Position) -> Option<Effect> {
        let menu = self.menu.take()?;
        let inside = layout::inside(layout::menu(self.layout().body, &menu));
        let place = menu.top(inside) + usize::from(at.y.saturating_sub(inside.y));
        if let Some((choice, _)) = menu.choices.get(place).filter(|_| inside.contains(at)) {
            return self.choose(*choice);
        }
        None
    }

    /// A second click on the selected row goes into it.
    fn click_row(&mut self, line: usize) {
        let place = self.table.cursor().top + line;
        if place >= self.table.rows().len() {
            return;
        }
        let again = self.focus == Focus::Table && self.table.cursor().row == place;
        let height = self.page_height();
        self.table.select_place(place, height);
        self.focus = if again { Focus::Detail } else { Focus::Table };
        if !again {
            self.detail = super::Cursor::default();
        }
    }

    /// A click on a line selects it, and follows it where it leads somewhere.
    fn click_sheet(&mut self, line: usize) -> Option<Effect> {
        let (lines, height) = (self.sheet().lines.len(), self.sheet_height());
        let place = self.sheet_cursor().top + line;
        if place >= lines {
            return None;
        }
        self.sheet_cursor().select(place, lines, height);
        let target = self.target_here()?;
        self.follow(target)
    }

    /// A click on a heading orders by it, a second one reverses.
    fn click_heading(&mut self, column: Column) {
        let order = match self.table.order() {
            order @ Order::By { column: now, .. } if now == column => order.reversed(),
            _ => Order::by(column),
        };
        self.order_by(order);
    }
}

/// Pasted text on one line, without what could drive a terminal.
pub(super) fn line_of(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|sign| !is_unsafe(*sign)).collect()
}

/// A line with more text where its cursor is, which goes behind that.
pub(super) fn with_inserted(input: &Input, more: &str) -> Input {
    let signs = || input.value().chars();
    let value = signs().take(input.cursor()).chain(more.chars()).chain(signs().skip(input.cursor())).collect();
    Input::new(value).with_cursor(input.cursor() + more.chars().count())
}

/// Whether a key puts a letter into a line.
pub(super) fn types_a_letter(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}
