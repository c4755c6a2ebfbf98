//! Going to entries, tabs and screens.

use llm_index::{RowId, lineage::Relations, query::Query};

use crate::{
    action::Action,
    app::{
        command::Update,
        context::Context,
        entry_id::entry_id,
        nav_history::NavEntry,
        screens::{Opening, Screen},
        search_request::MAX_LINEAGE_MODELS,
        state::{App, Focus},
        tab::Tab,
    },
};

impl App {
    /// Selects an entry, in another tab if needed. Clears a query that does not match it.
    pub(super) fn select_entry(&mut self, row: RowId) {
        if !self.list.is_match(row, &self.index) {
            self.search_bar.clear();
            self.on_query_changed();
        }
        let stage = self.index.locate(row).and_then(|(segment, local_row)| segment.stage(local_row));
        if !self.list.tab().contains(stage) {
            self.list.switch_tab(Tab::widest(stage));
        }
        self.start_search(Some(row));
        self.detail.reset_state();
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        let select = self.list.switch_tab(tab);
        self.start_search(select);
        self.detail.reset_state();
        if self.focus == Focus::Detail {
            self.focus = Focus::List;
        }
    }

    /// Follows a link to a model and records the current one in the history.
    pub(super) fn navigate_to(&mut self, row: RowId) {
        if let Some(current) = self.current_row().filter(|current| *current != row).and_then(|row| self.nav_entry(row))
        {
            self.list.nav_history.push(current);
        }
        self.close_all_screens();
        self.select_entry(row);
    }

    pub(super) fn history_back(&mut self) -> Update {
        let current = self.current_row().and_then(|row| self.nav_entry(row));
        match self.list.nav_history.go_back(current) {
            Some(entry) => self.restore_nav_entry(entry),
            None => Update::status(self.messages().history_at_start),
        }
    }

    pub(super) fn history_forward(&mut self) -> Update {
        let current = self.current_row().and_then(|row| self.nav_entry(row));
        match self.list.nav_history.go_forward(current) {
            Some(entry) => self.restore_nav_entry(entry),
            None => Update::status(self.messages().history_at_end),
        }
    }

    fn nav_entry(&self, row: RowId) -> Option<NavEntry> {
        Some(NavEntry { id: entry_id(row, &self.index)?, query: self.search_bar.query().to_owned() })
    }

    fn restore_nav_entry(&mut self, NavEntry { id, query }: NavEntry) -> Update {
        if query != self.search_bar.query() {
            self.set_query(query);
        }
        if let Some(row) = self.index.row_by_id(id.as_str()) {
            self.select_entry(row);
        }
        Update::Done
    }

    /// Accepts the first completion, else the first suggested name, else goes to the next tab.
    pub(super) fn complete(&mut self) -> Update {
        if self.search_bar.accept_completion() {
            self.on_query_changed();
            return Update::Done;
        }
        let suggested_name = self.list.hints().suggested_names.first().cloned();
        let has_suggestion = suggested_name.is_some();
        if let Some(name) = suggested_name {
            self.set_query(name);
        }
        if !has_suggestion || self.list.is_empty() {
            return self.show_next_target(1);
        }
        Update::Done
    }

    /// Adds a filter to the query, unless it is part of it, and shows the models that match in the tab that the chart
    /// of the filter follows.
    pub(super) fn add_filter(&mut self, filter: &str) {
        self.close_all_screens();
        let (terms, present) = (Query::parse(filter).0.terms, &self.list.query().terms);
        if !terms.iter().all(|term| present.contains(term)) {
            let query = format!("{} {filter}", self.search_bar.query().trim());
            self.set_query(query.trim());
        }
        let tab = self.list.tab();
        self.show_tab(if tab == Tab::Extensions { Tab::All } else { tab });
    }

    /// Puts the focus on the search bar. The lineage stays open and shows the results; other screens are closed.
    pub(super) fn open_search(&mut self) {
        let lineage = if let Some(Screen::Lineage(_)) = self.screens.last() { self.screens.pop() } else { None };
        self.close_all_screens();
        self.screens.extend(lineage);
        self.overlay = None;
        self.focus = Focus::Search;
        self.search_bar.select_all();
    }

    /// Closes the visible screen if the action opens it, else opens a new one on top of it and closes an older one of
    /// this kind.
    pub(super) fn toggle_screen(&mut self, action: Action) -> Update {
        let Some(key_context) = Screen::opened_by(action) else { return Update::Ignored };
        if self.screens.last().is_some_and(|screen| screen.key_context() == key_context) {
            self.pop_screen();
            return Update::Done;
        }
        let older = self.screens.iter().position(|screen| screen.key_context() == key_context);
        if let Some(screen) = older.and_then(|idx| self.screens.get(idx)) {
            screen.save_choices(&mut self.screen_memory);
        }
        let detail_line = self.detail.view().selected_line().filter(|_| self.focus == Focus::Detail);
        let opening = Opening {
            context: Context { index: &self.index, settings: &self.settings, layout: &self.layout },
            list: &self.list,
            field: detail_line.and_then(|line| line.field.as_ref()),
            key_context: self.key_context(),
            memory: &self.screen_memory,
        };
        let screen = match Screen::open(key_context, &opening) {
            Ok(screen) => screen,
            Err(update) => return update,
        };
        if let Some(idx) = older {
            self.screens.remove(idx);
        }
        let update = screen.after_open();
        self.screens.push(screen);
        update
    }

    pub(super) fn pop_screen(&mut self) {
        if let Some(screen) = self.screens.pop() {
            screen.save_choices(&mut self.screen_memory);
        }
    }

    pub(super) fn close_all_screens(&mut self) {
        while !self.screens.is_empty() {
            self.pop_screen();
        }
    }

    /// Opens the lineage at a model with all its descendants. Sets a query for them, unless the lineage shows all
    /// models.
    pub(super) fn open_lineage_of(&mut self, row: RowId) {
        let Some(id) = entry_id(row, &self.index) else { return };
        let shows_all = self.search_bar.query().is_empty() && self.index.len() <= MAX_LINEAGE_MODELS;
        self.close_all_screens();
        self.screen_memory.unfold_model(row, &self.index);
        // The detail that it is opened from names all relatives.
        self.screen_memory.relations = Relations::All;
        let update = self.toggle_screen(Action::Lineage);
        self.run(update);
        if !shows_all {
            self.set_query(format!("related:\"{id}\""));
        }
    }

    /// Goes to a term of the open glossary, given by its index.
    pub(super) fn show_term(&mut self, term: usize) {
        if let Some(screen) = self.screens.last_mut().and_then(Screen::as_glossary_mut) {
            screen.show_term(term);
        }
    }
}
