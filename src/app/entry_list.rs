//! The table: which entries it shows, in what order, and which is selected.

use llm_index::{
    Column, Index, RowId,
    query::{
        Query,
        parser::{QueryError, SavedQueries},
    },
    sort::SortOrder,
};

use crate::{
    action::Action,
    app::{
        list_state::ListState,
        search_request::{NoMatchHints, SearchRequest, SearchResponse},
        tab::Tab,
    },
};

/// The entries of a tab that match the query.
pub struct EntryList {
    query: Query,
    /// What of it could not be understood.
    query_errors: Vec<QueryError>,
    /// What was found last; a job may be on the way to something newer.
    response: SearchResponse,
    tab: Tab,
    /// The place in the tab that is shown.
    state: ListState,
    /// The entry that was selected last in each tab.
    last_selected: [Option<RowId>; Tab::ALL.len()],
    /// The order of models by a column, where no query asks for the best match.
    model_order: SortOrder,
    /// The same for extensions, which have other columns.
    extension_order: SortOrder,
    /// Whether that order was chosen since the query last changed.
    sort_overridden: bool,
}

impl Default for EntryList {
    /// All entries of the first tab, the newest first.
    fn default() -> Self {
        Self {
            query: Query::default(),
            query_errors: Vec::new(),
            response: SearchResponse::default(),
            tab: Tab::Base,
            state: ListState::default(),
            last_selected: Default::default(),
            model_order: SortOrder::by_column(Column::Released),
            extension_order: SortOrder::by_column(Column::Name),
            sort_overridden: false,
        }
    }
}

impl EntryList {
    /// Takes another query. Returns the entry to select when it is found; the
    /// best match, or the first row, where that is none. Nothing is returned
    /// where the query means the same as before.
    ///
    /// Where the query was cleared, the entry that was found stays selected.
    pub fn set_query(&mut self, text: &str, named: &SavedQueries) -> Option<Option<RowId>> {
        let (query, faults) = Query::parse_with_saved_queries(text, named);
        self.query_errors = faults;
        if query == self.query {
            return None;
        }
        self.query = query;
        self.sort_overridden = false;
        let selected = self.selected_row();
        self.last_selected = Default::default();
        Some(selected.filter(|_| self.query.is_empty()))
    }

    /// What is to be found now.
    #[must_use]
    pub fn search_request(&self, shelf: &Index) -> SearchRequest {
        SearchRequest::new(
            shelf.clone(),
            self.query.clone(),
            self.tab,
            self.sort_order(),
            self.response.results.clone(),
        )
    }

    /// Shows what was found, and selects an entry, else the first row.
    pub fn apply_response(&mut self, answer: SearchResponse, select: Option<RowId>, height: usize) {
        self.response = answer;
        self.select_row(select, height);
    }

    /// Turns to another tab. Returns the entry to select there.
    pub fn switch_tab(&mut self, tab: Tab) -> Option<RowId> {
        self.tab = tab;
        self.last_selected.get(tab.index()).copied().flatten()
    }

    /// Changes the order. Returns the entry to select.
    pub fn set_sort_order(&mut self, order: SortOrder) -> Option<RowId> {
        self.sort_overridden = order != SortOrder::Relevance;
        if self.sort_overridden {
            *(if self.tab == Tab::Extensions { &mut self.extension_order } else { &mut self.model_order }) = order;
        }
        self.selected_row()
    }

    /// Selects an entry; the first row where it is not shown.
    fn select_row(&mut self, entry: Option<RowId>, height: usize) {
        let place = entry.and_then(|row| self.index_of(row)).unwrap_or_default();
        self.select_index(place, height);
    }

    /// Selects the row at a place of the table.
    pub fn select_index(&mut self, place: usize, height: usize) {
        self.state.select(place, self.rows().len(), height);
        self.save_selection();
    }

    /// Moves the cursor.
    pub fn move_cursor(&mut self, action: Action, height: usize) {
        self.state.apply_motion(action, self.rows().len(), height);
        self.save_selection();
    }

    /// Brings the selected row in sight of a window of another height.
    pub fn scroll_to_selected(&mut self, height: usize) {
        self.state.move_by(0, self.rows().len(), height);
    }

    /// Remembers what is selected in the tab.
    fn save_selection(&mut self) {
        let selected = self.selected_row();
        if let Some(last) = self.last_selected.get_mut(self.tab.index()) {
            *last = selected;
        }
    }

    /// The cursor of the tab that is shown.
    #[must_use]
    pub fn state(&self) -> ListState {
        self.state
    }

    /// The row in the catalogue of the selected entry.
    #[must_use]
    pub fn selected_row(&self) -> Option<RowId> {
        self.row_at(self.state.selected)
    }

    /// The tab that is shown.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The next tab in a direction; with a query, the next one that has a match.
    #[must_use]
    pub fn next_tab(&self, direction: isize) -> Tab {
        let tabs = std::iter::successors(Some(self.tab.cycle(direction)), |tab| Some(tab.cycle(direction)));
        let mut tabs = tabs.take(Tab::ALL.len());
        let matches = |tab: &Tab| self.query.is_empty() || self.count(*tab) > 0;
        tabs.find(matches).unwrap_or_else(|| self.tab.cycle(direction))
    }

    /// The rows on the shelf of what is shown, in order.
    #[must_use]
    pub fn rows(&self) -> &[RowId] {
        &self.response.rows
    }

    /// The row on the shelf of what is shown at a place.
    #[must_use]
    pub fn row_at(&self, place: usize) -> Option<RowId> {
        self.rows().get(place).copied()
    }

    /// Where an entry is shown.
    #[must_use]
    pub fn index_of(&self, row: RowId) -> Option<usize> {
        self.rows().iter().position(|other| *other == row)
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What of the query could not be understood.
    #[must_use]
    pub fn query_errors(&self) -> &[QueryError] {
        &self.query_errors
    }

    /// What to say where nothing matches.
    #[must_use]
    pub fn hints(&self) -> &NoMatchHints {
        &self.response.hints
    }

    /// How many entries were searched for what is shown.
    #[must_use]
    pub fn total_searched(&self) -> usize {
        self.response.results.total_searched()
    }

    /// Whether the query finds an entry, in whichever tab.
    #[must_use]
    pub fn is_match(&self, row: RowId) -> bool {
        self.response.results.contains(row)
    }

    /// Whether the query spells the name of an entry, or its beginning.
    #[must_use]
    pub fn is_name_prefix_match(&self, row: RowId) -> bool {
        self.response.results.is_name_prefix_match(row)
    }

    /// The entry that the query finds best, in whichever tab.
    #[must_use]
    pub fn best_match(&self) -> Option<RowId> {
        self.response.results.best_match()
    }

    /// How many entries the tab that is shown holds, whatever the query.
    #[must_use]
    pub fn total(&self) -> usize {
        self.response.tab_totals.get(self.tab.index()).copied().unwrap_or_default()
    }

    /// How many entries a tab holds that match.
    #[must_use]
    pub fn count(&self, tab: Tab) -> usize {
        self.response.tab_counts.get(tab.index()).copied().unwrap_or_default()
    }

    /// The order that holds now: the best match first while there is a query
    /// and no order was chosen for it.
    #[must_use]
    pub fn sort_order(&self) -> SortOrder {
        if self.query.is_scored() && !self.sort_overridden {
            SortOrder::Relevance
        } else if self.tab == Tab::Extensions {
            self.extension_order
        } else {
            self.model_order
        }
    }
}
