//! The list of entries: query results of a tab, their order, the selection and the marks.

use std::{cell::RefCell, rc::Rc};

use llm_catalog::{id::Id as EntryId, localized::Locale};
use llm_index::{
    Column, Index, RowId,
    query::{
        Query,
        parser::{ParseContext, QueryError},
    },
    search::Highlights,
    sort::SortOrder,
};

use crate::{
    action::Action,
    app::{
        list_columns::ListColumns,
        list_state::ListState,
        marks::Marks,
        nav_history::NavHistory,
        panes::list_cache::{CellCache, HighlightCache},
        search_request::{NoMatchHints, SearchRequest, SearchResponse},
        tab::Tab,
        typed_query::{TypedQuery, ValueCheck},
    },
    columns::ListCell,
    config::columns::ColumnChoices,
};

/// The entries of the current tab that match the query.
pub struct EntryList {
    typed: TypedQuery,
    /// The response that is shown; a newer search may be running.
    response: SearchResponse,
    /// The tab that is shown.
    tab: Tab,
    /// The tab that was chosen. A search may show another one.
    chosen_tab: Tab,
    /// True if a tab was chosen since the query changed; it is shown whatever it has.
    is_tab_pinned: bool,
    state: ListState,
    /// The selected row of each tab when it was last shown.
    last_selected: [Option<RowId>; Tab::ALL.len()],
    /// The order of models unless results are ordered by relevance.
    model_order: SortOrder,
    /// The order of extensions, which have other columns.
    extension_order: SortOrder,
    /// True if an order was chosen since the query changed.
    sort_overridden: bool,
    /// True if the benchmark of the score column was chosen; else it is that of most of the first results.
    is_benchmark_chosen: bool,
    pub(in crate::app) marks: Marks,
    pub(in crate::app) nav_history: NavHistory,
    /// The entry whose bookmark and note are removed if their removal is requested again.
    pub(in crate::app) pending_unbookmark: Option<EntryId>,
    cell_cache: RefCell<CellCache>,
    highlight_cache: RefCell<HighlightCache>,
}

impl Default for EntryList {
    /// All models without a query, the newest first.
    fn default() -> Self {
        Self {
            typed: TypedQuery::default(),
            response: SearchResponse::default(),
            tab: Tab::All,
            chosen_tab: Tab::All,
            is_tab_pinned: false,
            state: ListState::default(),
            last_selected: Default::default(),
            model_order: SortOrder::by_column(Tab::All.default_sort_column()),
            extension_order: SortOrder::by_column(Tab::Extensions.default_sort_column()),
            sort_overridden: false,
            is_benchmark_chosen: false,
            marks: Marks::default(),
            nav_history: NavHistory::default(),
            pending_unbookmark: None,
            cell_cache: RefCell::default(),
            highlight_cache: RefCell::default(),
        }
    }
}

impl EntryList {
    /// Sets what a person configured for the start: the tab, the order of models, and whether the benchmark is theirs.
    pub fn configure(&mut self, tab: Option<Tab>, model_order: Option<SortOrder>, has_benchmark: bool) {
        if let Some(tab) = tab {
            (self.tab, self.chosen_tab) = (tab, tab);
        }
        self.model_order = model_order.unwrap_or(self.model_order);
        self.is_benchmark_chosen |= has_benchmark;
    }

    /// Parses a query without searching for it. Returns false if it means the same as before. Any value may occur until
    /// the search has compared it with those of the catalogue.
    pub fn set_query(&mut self, text: &str, context: ParseContext<'_>) -> bool {
        if !self.typed.set_text(text, context) {
            return false;
        }
        self.highlight_cache = RefCell::default();
        self.sort_overridden = false;
        self.is_tab_pinned = false;
        self.last_selected = Default::default();
        true
    }

    /// What a search needs to find the unknown values of the query.
    pub(in crate::app) fn value_check(&self, context: ParseContext<'_>) -> ValueCheck {
        self.typed.value_check(context)
    }

    /// The search for the current query, tab and order.
    #[must_use]
    pub fn search_request(&self, index: &Index) -> SearchRequest {
        let previous = self.response.results.clone();
        let tab = if self.is_tab_pinned { self.tab } else { self.chosen_tab };
        let request = SearchRequest::new(index.clone(), self.query().clone(), tab, self.sort_order_in(tab), previous)
            .with_chosen_benchmark(self.is_benchmark_chosen)
            .with_previous_benchmark(self.response.benchmark_basis.clone());
        if self.is_tab_pinned || self.query().is_empty() {
            request
        } else {
            request.with_best_match(self.sort_order_in(Tab::Extensions))
        }
    }

    /// Shows a response and selects an entry, else the first one.
    pub fn apply_response(
        &mut self,
        mut response: SearchResponse,
        select: Option<RowId>,
        index: &Index,
        height: usize,
    ) {
        if let Some(checked) = response.checked_query.take() {
            self.highlight_cache = RefCell::default();
            self.typed.set_checked(checked);
        }
        self.tab = response.tab;
        self.response = response;
        let idx = select.and_then(|row| self.index_of(row, index)).unwrap_or_default();
        self.select_index(idx, height);
    }

    /// Switches to a tab without searching it. Returns the entry to select there.
    pub fn switch_tab(&mut self, tab: Tab) -> Option<RowId> {
        (self.tab, self.chosen_tab, self.is_tab_pinned) = (tab, tab, true);
        self.last_selected.get(tab.index()).copied().flatten()
    }

    /// Changes the order without sorting. An order by scores keeps to the benchmark of the score column.
    pub fn set_sort_order(&mut self, order: SortOrder) {
        self.is_benchmark_chosen |= order.column() == Some(Column::Score);
        self.sort_overridden = order != SortOrder::Relevance;
        if self.sort_overridden {
            *(if self.tab == Tab::Extensions { &mut self.extension_order } else { &mut self.model_order }) = order;
        }
    }

    /// Selects the entry at an index of the list.
    pub fn select_index(&mut self, idx: usize, height: usize) {
        self.state.select(idx, self.len(), height);
        self.save_selection();
    }

    /// Moves the cursor.
    pub fn move_cursor(&mut self, action: Action, height: usize) {
        self.state.apply_motion(action, self.len(), height);
        self.save_selection();
    }

    /// Scrolls the selected entry into a window of another height.
    pub fn scroll_to_selected(&mut self, height: usize) {
        self.state.move_by(0, self.len(), height);
    }

    /// Forgets the rows of an index, but for the last selected ones that are found in another one.
    pub(in crate::app) fn forget_rows(&mut self, found_again: impl Fn(RowId) -> Option<RowId>) {
        self.last_selected = self.last_selected.map(|row| row.and_then(&found_again));
        self.response = SearchResponse::default();
    }

    /// Scrolls to a first visible row; the selected one stays visible.
    pub(in crate::app) fn set_offset(&mut self, offset: usize, height: usize) {
        self.state.offset = offset;
        self.state.clamp(self.len(), height);
    }

    /// True if an order was chosen for the query.
    pub(in crate::app) fn is_sort_overridden(&self) -> bool {
        self.sort_overridden && self.query().is_scored()
    }

    /// The order of a tab without a query.
    pub(in crate::app) fn order_of(&self, tab: Tab) -> SortOrder {
        if tab == Tab::Extensions { self.extension_order } else { self.model_order }
    }

    /// Changes the order of a tab without a query.
    pub(in crate::app) fn set_order_of(&mut self, tab: Tab, order: Option<SortOrder>) {
        let current = if tab == Tab::Extensions { &mut self.extension_order } else { &mut self.model_order };
        *current = order.unwrap_or(*current);
    }

    /// True if the benchmark of the score column was chosen.
    pub(in crate::app) fn is_benchmark_chosen(&self) -> bool {
        self.is_benchmark_chosen
    }

    /// Keeps to the active benchmark, as if it was chosen.
    pub(in crate::app) fn keep_benchmark(&mut self) {
        self.is_benchmark_chosen = true;
    }

    fn save_selection(&mut self) {
        let selected = self.selected_row();
        if let Some(last) = self.last_selected.get_mut(self.tab.index()) {
            *last = selected;
        }
    }

    /// The cursor and scroll offset.
    #[must_use]
    pub fn state(&self) -> ListState {
        self.state
    }

    /// The selected entry.
    #[must_use]
    pub fn selected_row(&self) -> Option<RowId> {
        self.row_at(self.state.selected)
    }

    /// The current tab.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The tab that was chosen, if a search shows another one.
    #[must_use]
    pub fn left_tab(&self) -> Option<Tab> {
        (self.tab != self.chosen_tab).then_some(self.chosen_tab)
    }

    /// The next tab in a direction; with a query, the next one with a match.
    #[must_use]
    pub fn next_tab(&self, direction: isize) -> Tab {
        let tabs = std::iter::successors(Some(self.tab.cycle(direction)), |tab| Some(tab.cycle(direction)));
        let has_match = |tab: &Tab| self.query().is_empty() || self.count(*tab) > 0;
        tabs.take(Tab::ALL.len()).find(has_match).unwrap_or_else(|| self.tab.cycle(direction))
    }

    /// The number of entries in the list.
    #[must_use]
    pub fn len(&self) -> usize {
        self.response.rows.len()
    }

    /// True if nothing matches in the current tab.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries of the list, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowId> {
        self.response.rows.iter().copied()
    }

    /// The entry at an index of the list.
    #[must_use]
    pub fn row_at(&self, idx: usize) -> Option<RowId> {
        self.response.rows.get(idx).copied()
    }

    /// The index of a row in the list, else of another variant of its entry.
    #[must_use]
    pub fn index_of(&self, row: RowId, index: &Index) -> Option<usize> {
        let variants = index.variant_rows(row);
        let position = |rows: &[RowId]| self.rows().position(|other| rows.contains(&other));
        position(&[row]).or_else(|| position(&variants))
    }

    /// The parsed query.
    #[must_use]
    pub fn query(&self) -> &Query {
        self.typed.query()
    }

    /// The parts of the query that could not be parsed.
    #[must_use]
    pub fn query_errors(&self) -> &[QueryError] {
        self.typed.errors()
    }

    /// The words of which the best match has only the letters.
    #[must_use]
    pub fn scattered_words(&self) -> &[String] {
        &self.response.scattered_words
    }

    /// The number of models with released weights that a filter by memory leaves out because theirs is unknown.
    #[must_use]
    pub fn unknown_memory(&self) -> usize {
        self.response.unknown_memory
    }

    /// Hints for a query without a match.
    #[must_use]
    pub fn hints(&self) -> &NoMatchHints {
        &self.response.hints
    }

    /// The number of entries in the index when it was searched.
    #[must_use]
    pub fn total_searched(&self) -> usize {
        self.response.results.total_searched()
    }

    /// True if the query matches a variant of the entry, in any tab.
    #[must_use]
    pub fn is_match(&self, row: RowId, index: &Index) -> bool {
        index.variant_rows(row).into_iter().any(|row| self.response.results.contains(row))
    }

    /// The best match in any tab.
    #[must_use]
    pub fn best_match(&self) -> Option<RowId> {
        self.response.results.best_match()
    }

    /// The number of entries in the current tab without a query.
    #[must_use]
    pub fn total(&self) -> usize {
        self.response.tab_totals.get(self.tab.index()).copied().unwrap_or_default()
    }

    /// The number of matches in a tab.
    #[must_use]
    pub fn count(&self, tab: Tab) -> usize {
        self.response.tab_counts.get(tab.index()).copied().unwrap_or_default()
    }

    /// The current order: by relevance for a scored query, unless an order was chosen for it.
    #[must_use]
    pub fn sort_order(&self) -> SortOrder {
        self.sort_order_in(self.tab)
    }

    fn sort_order_in(&self, tab: Tab) -> SortOrder {
        if self.query().is_scored() && !self.sort_overridden {
            SortOrder::Relevance
        } else if tab == Tab::Extensions {
            self.extension_order
        } else {
            self.model_order
        }
    }

    /// The column of the current order; `None` for relevance.
    #[must_use]
    pub fn sort_column(&self) -> Option<Column> {
        self.sort_order().column()
    }

    /// The columns of the list, of those that were chosen for its tab.
    #[must_use]
    pub fn columns(&self, choices: &ColumnChoices, index: &Index, locale: Locale) -> ListColumns {
        ListColumns::new(self.tab, choices, self.query(), self.sort_column(), index, locale)
    }

    /// The number of marked models.
    #[must_use]
    pub fn marked_count(&self) -> usize {
        self.marks.len()
    }

    /// True if the entry is marked.
    #[must_use]
    pub fn is_marked(&self, row: RowId, index: &Index) -> bool {
        index.locate(row).is_some_and(|(segment, local_row)| self.marks.contains(segment.id(local_row)))
    }

    /// True if there is a visited model to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.nav_history.can_go_back()
    }

    /// What a cell shows.
    #[must_use]
    pub fn cell(&self, row: RowId, column: Column, index: &Index, locale: Locale) -> Rc<ListCell> {
        self.cell_cache.borrow_mut().cell(row, column, index, locale)
    }

    /// What the query matched in a row.
    #[must_use]
    pub fn highlights(&self, row: RowId, index: &Index) -> Rc<Highlights> {
        self.highlight_cache.borrow_mut().highlights(row, self.query(), index)
    }
}
