//! Going to entries, tabs and screens.

use llm_catalog::id::Id as EntryId;
use llm_index::{RowId, query::Query};

use crate::{
    action::KeyContext,
    app::{
        command::Update,
        entry_id::{entry_id, model_id},
        nav_history::NavEntry,
        screens::{
            Screen, about::AboutScreen, chart::ChartScreen, compare::CompareScreen, glossary::GlossaryScreen,
            help::HelpScreen, lineage::LineageScreen,
        },
        search_request::MAX_LINEAGE_MODELS,
        state::{App, Focus},
        tab::Tab,
    },
    comparison::MIN_MODELS,
};

impl App {
    /// Selects an entry, in another tab if needed. Clears a query that does not match it.
    pub(super) fn select_entry(&mut self, row: RowId) {
        if !self.list.is_match(row) {
            self.search_bar.clear();
            self.on_query_changed();
        }
        let stage = self.index.locate(row).and_then(|(segment, local_row)| segment.stage(local_row));
        if !self.list.tab().contains(stage) {
            self.list.switch_tab(stage.map_or(Tab::Extensions, Tab::from_stage));
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

    /// Goes to the tab of the entry whose name was typed, unless the selected one has that name.
    pub(super) fn jump_to_name_match(&mut self) {
        let is_name_match = |row: &RowId| self.list.is_name_prefix_match(*row);
        if self.list.selected_row().is_some_and(|row| is_name_match(&row)) {
            return;
        }
        if let Some(tab) = self.list.best_match().filter(is_name_match).and_then(|row| self.tab_of(row)) {
            self.show_tab(tab);
        }
    }

    /// Accepts the first completion, else the first suggested name, else goes to the next tab.
    pub(super) fn complete(&mut self) {
        if self.search_bar.accept_completion() {
            self.on_query_changed();
            return;
        }
        let suggested_name = self.list.hints().suggested_names.first().cloned();
        let has_suggestion = suggested_name.is_some();
        if let Some(name) = suggested_name {
            self.set_query(name);
        }
        if !has_suggestion || self.list.is_empty() {
            self.show_tab(self.list.next_tab(1));
        }
    }

    /// Adds a filter to the query, unless it is part of it, and shows all models that match.
    pub(super) fn add_filter(&mut self, filter: &str) {
        self.close_all_screens();
        let (terms, present) = (Query::parse(filter).0.terms, &self.list.query().terms);
        if !terms.iter().all(|term| present.contains(term)) {
            let query = format!("{} {filter}", self.search_bar.query().trim());
            self.set_query(query.trim());
        }
        self.show_tab(Tab::All);
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

    /// Closes the visible screen if it has this key context, else opens a new one on top of it and closes an older one
    /// with this context. Returns true if a screen was opened.
    fn toggle_screen(&mut self, context: KeyContext, create: impl FnOnce(&mut Self) -> Screen) -> bool {
        if self.screens.last().is_some_and(|screen| screen.key_context() == context) {
            self.pop_screen();
            return false;
        }
        if let Some(idx) = self.screens.iter().position(|screen| screen.key_context() == context) {
            let screen = self.screens.remove(idx);
            self.remember(screen);
        }
        let screen = create(self);
        self.screens.push(screen);
        true
    }

    pub(super) fn pop_screen(&mut self) {
        if let Some(screen) = self.screens.pop() {
            self.remember(screen);
        }
    }

    pub(super) fn close_all_screens(&mut self) {
        while !self.screens.is_empty() {
            self.pop_screen();
        }
    }

    /// Saves the choices made in a screen that is closed, for the next time it is opened.
    fn remember(&mut self, screen: Screen) {
        match screen {
            Screen::Chart(screen) => self.screen_memory.chart = screen.into_options(),
            Screen::Lineage(screen) => self.screen_memory.folds = screen.into_folds(),
            Screen::Help(_) | Screen::About(_) | Screen::Compare(_) | Screen::Glossary(_) => {}
        }
    }

    pub(super) fn toggle_help(&mut self) {
        let context = self.key_context();
        self.toggle_screen(KeyContext::Help, |_| Screen::Help(HelpScreen::new(context)));
    }

    pub(super) fn toggle_about(&mut self) {
        self.toggle_screen(KeyContext::About, |_| Screen::About(AboutScreen::default()));
    }

    pub(super) fn toggle_chart(&mut self) {
        let create = |app: &mut Self| Screen::Chart(Box::new(ChartScreen::new(app.screen_memory.chart.clone())));
        if self.toggle_screen(KeyContext::Chart, create) {
            self.rebuild_chart(None);
        }
    }

    /// Opens the lineage at the selected model, or closes it.
    pub(super) fn toggle_lineage(&mut self) {
        let create = |app: &mut Self| {
            let folds = std::mem::take(&mut app.screen_memory.folds);
            Screen::Lineage(LineageScreen::new(folds, app.layout.text_area().height))
        };
        if self.toggle_screen(KeyContext::Lineage, create) {
            self.start_search(self.current_row());
        }
    }

    /// Opens the lineage at a model with all its descendants. Sets a query for them, unless the lineage shows all
    /// models.
    pub(super) fn open_lineage_of(&mut self, row: RowId) {
        let Some(id) = entry_id(row, &self.index) else { return };
        let shows_all = self.search_bar.query().is_empty() && self.index.len() <= MAX_LINEAGE_MODELS;
        self.close_all_screens();
        self.screen_memory.folds.insert(id.clone(), true);
        self.toggle_lineage();
        if !shows_all {
            self.set_query(format!("base:\"{id}\""));
        }
    }

    /// Opens the glossary at the term for the selected line or the sort column, or closes it.
    pub(super) fn toggle_glossary(&mut self) {
        let term = self.context_term();
        if self.toggle_screen(KeyContext::Glossary, |_| Screen::Glossary(GlossaryScreen::default()))
            && let Some(term) = term
        {
            self.show_term(term);
        }
    }

    /// Goes to a term of the open glossary, given by its index.
    pub(super) fn show_term(&mut self, term: usize) {
        if let Some(screen) = self.screens.last_mut().and_then(Screen::as_glossary_mut) {
            screen.show_term(term);
        }
    }

    /// Compares the marked models, or a single marked one with the selected one. Closes an open comparison.
    pub(super) fn toggle_comparison(&mut self) -> Update {
        let ids = self.models_to_compare();
        if self.key_context() != KeyContext::Compare && ids.len() < MIN_MODELS {
            return self.compare_hint();
        }
        self.toggle_screen(KeyContext::Compare, |_| Screen::Compare(CompareScreen::new(ids)));
        Update::Done
    }

    fn models_to_compare(&self) -> Vec<EntryId> {
        let mut ids = self.list.marks.ids().to_vec();
        let selected = self.list.selected_row().and_then(|row| model_id(row, &self.index));
        ids.extend(selected.filter(|id| ids.len() < MIN_MODELS && !ids.contains(id)));
        ids
    }
}
