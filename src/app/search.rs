//! Starting searches and showing their responses.

use llm_index::{RowId, loader::LoadProgress, segment::Segment};

use crate::app::{
    screens::Screen,
    search_request::{SearchRequest, SearchResponse},
    state::App,
    typed_query::ValueCheck,
};

/// Up to this [cost](SearchRequest::cost) a search runs at once, in some milliseconds.
const MAX_SYNC_SEARCH_COST: usize = 10_000;
/// The same while a query is typed: what is typed is shown before the search, and keys that arrive together start one.
const MAX_SYNC_TYPING_COST: usize = 300;

impl App {
    /// Searches for the query in the search bar, if it means something else than before. If the query was cleared,
    /// the selected entry stays selected.
    pub(super) fn on_query_changed(&mut self) {
        self.search_if_changed(MAX_SYNC_SEARCH_COST);
    }

    /// The same for a query that is being typed.
    pub(super) fn on_query_typed(&mut self) {
        self.search_if_changed(MAX_SYNC_TYPING_COST);
    }

    fn search_if_changed(&mut self, max_sync_cost: usize) {
        if self.parse_query() {
            self.detail.reset_state();
            let select = self.list.selected_row().filter(|_| self.list.query().is_empty());
            self.start_search_within(select, max_sync_cost);
        }
    }

    /// Ends a short search that runs in the background, so that an action or a click is about what the query finds.
    pub(super) fn finish_short_search(&mut self) {
        if self.jobs.is_searching() && self.list.search_request(&self.index).cost() <= MAX_SYNC_SEARCH_COST {
            self.start_search(self.jobs.pending_selection());
        }
    }

    /// Parses the query in the search bar. Returns false if it means the same as before.
    pub(super) fn parse_query(&mut self) -> bool {
        self.list.set_query(self.search_bar.query(), self.settings.config.parse_context(Some(&self.index)))
    }

    /// What the search needs to find unknown values of the query, once all entries are loaded.
    fn value_check(&self) -> Option<ValueCheck> {
        let is_loaded = self.jobs.load_progress.is_none();
        is_loaded.then(|| self.list.value_check(self.settings.config.parse_context(Some(&self.index))))
    }

    /// Replaces the query.
    pub(super) fn set_query(&mut self, query: impl Into<String>) {
        self.search_bar.set_query(query);
        self.on_query_changed();
    }

    /// Searches for the current query, tab and order, and selects an entry, else the first result.
    pub(super) fn start_search(&mut self, select: Option<RowId>) {
        self.start_search_within(select, MAX_SYNC_SEARCH_COST);
    }

    fn start_search_within(&mut self, select: Option<RowId>, max_sync_cost: usize) {
        let chart_spec = self.screens.iter().find_map(Screen::as_chart).map(|chart| chart.spec(self.list.tab()));
        let lineage = self.screens.iter().find_map(|screen| match screen {
            Screen::Lineage(screen) => Some(screen.relations()),
            _ => None,
        });
        let request = self
            .list
            .search_request(&self.index)
            .with_value_check(self.value_check())
            .with_chart(chart_spec)
            .with_lineage(lineage, select);
        let request_id = self.jobs.start(select);
        if request.cost() > max_sync_cost {
            self.jobs.queue(request);
        } else if let Some(response) = request.run(&false.into()) {
            self.show_response(request_id, response);
        }
    }

    /// Takes a search to run on a worker thread, with its id. It replaces all earlier ones.
    pub fn take_request(&mut self) -> Option<(u64, SearchRequest)> {
        self.jobs.take_request()
    }

    /// Shows the response to the search of an id, unless a newer one was started.
    pub fn apply_response(&mut self, request_id: u64, response: SearchResponse) {
        self.show_response(request_id, response);
        self.lay_out();
    }

    fn show_response(&mut self, request_id: u64, mut response: SearchResponse) {
        if !self.jobs.is_current(request_id) {
            return;
        }
        let select = self.jobs.finish();
        let previous = self.list.selected_row();
        let (chart, forest) = (response.chart.take(), response.forest.take());
        let height = self.list_height();
        self.index.set_shown_scores(response.benchmark_idx, response.comparable_scores.clone());
        self.index.set_memory_budget(response.memory_budget);
        self.list.apply_response(response, select, &self.index, height);
        if let Some(left) = self.list.left_tab() {
            let messages = self.messages();
            self.status = Some((messages.best_match_elsewhere)(left.label(messages), self.list.tab().label(messages)));
        }
        let selected = self.list.selected_row();
        let best_match = self.list.best_match().filter(|_| !self.list.query().is_empty());
        let lineage = self.screens.iter_mut().find_map(Screen::as_lineage_mut);
        if let (Some(screen), Some(forest)) = (lineage, forest) {
            screen.set_forest(forest, select, best_match, &self.index);
        }
        if selected != previous {
            self.detail.reset_state();
        }
        let chart_screen = self.screens.iter_mut().find_map(Screen::as_chart_mut);
        if let (Some(screen), Some(chart)) = (chart_screen, chart) {
            screen.set_chart(chart, selected, &self.index);
        }
        if self.pending_position.is_some() {
            self.return_to_position();
        }
        if self.jobs.is_stale && self.jobs.load_progress.is_none() {
            self.refresh();
        }
    }

    /// Computes the chart again and puts its cursor on an entry, else on the selected one.
    pub(super) fn rebuild_chart(&mut self, row: Option<RowId>) {
        let selected = self.list.selected_row();
        self.start_search(selected);
        if let Some(screen) = self.screens.iter_mut().find_map(Screen::as_chart_mut) {
            screen.select_row(row.or(selected), &self.index);
        }
    }

    /// The entry that is selected, or will be when the search is done.
    pub(super) fn current_row(&self) -> Option<RowId> {
        self.jobs.pending_selection().or_else(|| self.list.selected_row())
    }

    /// Adds loaded entries.
    pub fn push_segment(&mut self, segment: Segment, progress: &LoadProgress) {
        if let Err(full) = self.index.push(segment) {
            self.status = Some(full.to_string());
        }
        self.jobs.load_progress = Some(progress.clone());
        // Searching after every segment would take longer than loading them.
        let is_due = self.index.len() >= self.list.total_searched() + self.list.total_searched() / 2;
        if self.jobs.is_searching() {
            self.jobs.is_stale = true;
        } else if is_due {
            self.refresh();
        }
        self.lay_out();
    }

    /// Ends loading and reports invalid lines.
    pub fn finish_loading(&mut self, progress: &LoadProgress) {
        self.jobs.load_progress = None;
        if self.jobs.is_searching() {
            self.jobs.is_stale = true;
        } else {
            self.refresh();
        }
        if let Some(first) = progress.diagnostics.first() {
            self.status = Some(format!("{}: {first}", (self.messages().skipped_lines)(progress.bad_lines)));
        }
        self.lay_out();
    }

    /// Searches again after entries were added. The selected entry stays unless it is the first.
    fn refresh(&mut self) {
        let current = || self.list.selected_row().filter(|_| self.list.state().selected > 0);
        self.start_search(self.pending_position_row().or_else(current));
    }
}
