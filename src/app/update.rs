//! What each action does to the state.

use tui_input::Input;

use super::{App, Cursor, Effect, Focus, Menu, Page, Tab};
use crate::{
    action::{Action, Mode},
    search::{Column, Opens, Order},
    sheet::Target,
    theme::Theme,
};

impl App {
    /// Does what an action says to whatever has the focus.
    pub fn update(&mut self, action: Action) -> Option<Effect> {
        self.notice = None;
        match action {
            Action::Quit => return Some(Effect::Quit),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Language => {
                self.locale = self.locale.next();
                self.notice = Some(self.messages().language_changed.to_owned());
            }
            Action::Theme => self.next_theme(),
            Action::Help => {
                self.toggle(Page::Help(if self.focus == Focus::Detail { Mode::Detail } else { Mode::Table }));
            }
            Action::About => self.toggle(Page::About),
            Action::Search => {
                (self.page, self.menu) = (None, None);
                self.focus = Focus::Search;
                self.replaces = !self.search.value().is_empty();
            }
            Action::Enter => return self.enter(),
            Action::Back => self.back(),
            Action::Into if self.mode() == Mode::Table => return self.enter(),
            Action::Out if self.mode() == Mode::Detail => self.focus = Focus::Table,
            Action::Into | Action::Out => {}
            Action::NextTab | Action::Complete => self.complete(),
            Action::PreviousTab => self.show(self.table.next_tab(-1)),
            Action::TabBase => self.show(Tab::Base),
            Action::TabSft => self.show(Tab::Sft),
            Action::TabRlhf => self.show(Tab::Rlhf),
            Action::TabExtensions => self.show(Tab::Extensions),
            Action::TabAll => self.show(Tab::All),
            Action::Open => return self.open_here(),
            Action::OpenPaper => return self.open(Opens::Paper),
            Action::OpenCheckpoint => return self.open(Opens::Checkpoint),
            Action::OpenWebsite => return self.open(Opens::Website),
            Action::OpenLicense => return self.open(Opens::License),
            Action::Copy => return self.link_here().map(|url| Effect::Copy(url.to_string())),
            Action::OlderQuery => {
                let older = self.history.older(self.search.value());
                self.recall(older);
            }
            Action::NewerQuery => {
                let newer = self.history.newer();
                self.recall(newer);
            }
            Action::Order => self.open_menu(),
            Action::Reverse => {
                let order = self.table.order().reversed();
                self.order_by(order);
            }
            Action::NextRow
            | Action::PreviousRow
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::PageDown
            | Action::PageUp
            | Action::FirstRow
            | Action::LastRow => self.travel(action),
        }
        None
    }

    /// Moves in whatever has the focus.
    pub(super) fn travel(&mut self, action: Action) {
        if let Some(menu) = &mut self.menu {
            menu.cursor.act(action, menu.choices.len(), menu.choices.len());
        } else if self.page.is_some() || self.focus == Focus::Detail {
            let (count, height) = (self.sheet().lines.len(), self.sheet_height());
            self.sheet_cursor().act(action, count, height);
        } else {
            self.travel_table(action);
        }
    }

    /// Moves in the table; another entry's detail is read from its top.
    pub(super) fn travel_table(&mut self, action: Action) {
        let before = self.table.selected();
        self.table.travel(action, self.page_height());
        if self.table.selected() != before {
            self.detail = Cursor::default();
        }
    }

    /// Goes in: to the choice of a menu, along a line, to the detail.
    fn enter(&mut self) -> Option<Effect> {
        if let Some(menu) = self.menu.take() {
            if let Some((order, _)) = menu.choices.get(menu.cursor.row) {
                self.order_by(*order);
            }
            return None;
        }
        if self.page.is_some() {
            return self.follow_here();
        }
        match self.focus {
            Focus::Search => {
                self.focus = Focus::Table;
                let query = self.search.value().to_owned();
                return self.history.remember(&query).then_some(Effect::Remember(query));
            }
            Focus::Table if self.table.selected().is_some() => self.focus = Focus::Detail,
            Focus::Table => {}
            Focus::Detail => return self.follow_here(),
        }
        None
    }

    /// Follows the line under the cursor, or says that it leads nowhere.
    fn follow_here(&mut self) -> Option<Effect> {
        let target = self.target_here();
        if target.is_none() {
            self.notice = Some(self.messages().nothing_to_open.to_owned());
        }
        self.follow(target?)
    }

    /// Goes out of the innermost thing that is open; never leaves the program.
    pub(super) fn back(&mut self) {
        if self.menu.take().is_some() || self.page.take().is_some() {
            return;
        }
        match self.focus {
            Focus::Detail => self.focus = Focus::Table,
            Focus::Search if self.search.value().is_empty() => self.focus = Focus::Table,
            Focus::Search | Focus::Table => {
                self.search.reset();
                self.requery();
            }
        }
    }

    /// Takes the first completion, or the likeliest name where nothing matches;
    /// without either, shows the next tab.
    pub(super) fn complete(&mut self) {
        let completion = self.completion();
        let suggestion = || self.table.advice().names.first().cloned();
        if let Some(choice) = completion.choices.first() {
            let value = self.search.value();
            let (before, after) = (value.get(..completion.place.start), value.get(completion.place.end..));
            let completed = format!("{}{choice}", before.unwrap_or_default());
            let cursor = completed.chars().count();
            self.search = Input::new(completed + after.unwrap_or_default()).with_cursor(cursor);
            self.requery();
        } else if let Some(name) = suggestion() {
            self.search = Input::new(name);
            self.requery();
            if self.table.rows().is_empty() {
                self.show(self.table.next_tab(1));
            }
        } else {
            self.show(self.table.next_tab(1));
        }
    }

    /// Puts a query of earlier times into the bar.
    fn recall(&mut self, query: Option<String>) {
        if let Some(query) = query {
            self.search = Input::new(query);
            self.requery();
        }
    }

    /// Follows a line: opens its page, or goes to its model.
    pub(super) fn follow(&mut self, target: Target) -> Option<Effect> {
        match target {
            Target::Url(url) => Some(Effect::Open(url)),
            Target::Model(row) => {
                self.page = None;
                self.visit(row);
                None
            }
        }
    }

    /// Shows a model in the tab of its stage; a query that hides it is cleared.
    pub(super) fn visit(&mut self, row: usize) {
        if !self.table.finds(row) {
            self.search.reset();
            self.requery();
        }
        let stage = self.shelf.part_of(row).and_then(|(part, row)| part.stage(row));
        if !self.table.tab().holds(stage) {
            self.table.turn_to(stage.map_or(Tab::Extensions, Tab::of));
        }
        self.seek(Some(row));
        self.detail = Cursor::default();
    }

    pub(super) fn show(&mut self, tab: Tab) {
        let select = self.table.turn_to(tab);
        self.seek(select);
        self.detail = Cursor::default();
        if self.focus == Focus::Detail {
            self.focus = Focus::Table;
        }
    }

    fn toggle(&mut self, page: Page) {
        let same = matches!(
            (&self.page, page),
            (Some((Page::Help(_), _)), Page::Help(_)) | (Some((Page::About, _)), Page::About)
        );
        self.page = (!same).then(|| (page, Cursor::default()));
    }

    fn next_theme(&mut self) {
        if self.colorless {
            self.notice = Some(self.messages().no_color.to_owned());
            return;
        }
        let number = (self.theme_number + 1) % Theme::COUNT;
        if let Ok(theme) = Theme::builtin(number) {
            self.notice = Some((self.messages().theme_changed)(&theme.name));
            (self.theme, self.theme_number) = (theme, number);
        }
    }

    fn open_menu(&mut self) {
        let (tab, messages) = (self.table.tab(), self.messages());
        let named = |column: &Column| (Order::by(*column), tab.heading(*column, messages).to_owned());
        let best = self.table.query().ranks().then(|| (Order::Relevance, messages.best_match.to_owned()));
        let choices: Vec<_> = best.into_iter().chain(tab.columns().iter().map(named)).collect();
        let now = column_of(self.table.order());
        let row = choices.iter().position(|(order, _)| column_of(*order) == now).unwrap_or_default();
        self.menu = Some(Menu { choices, cursor: Cursor { row, top: 0 } });
    }

    pub(super) fn order_by(&mut self, order: Order) {
        let select = self.table.order_by(order);
        self.seek(select);
    }
}

fn column_of(order: Order) -> Option<Column> {
    match order {
        Order::Relevance => None,
        Order::By { column, .. } => Some(column),
    }
}
