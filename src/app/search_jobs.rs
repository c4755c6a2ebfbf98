//! What goes on beside the loop: searching a large shelf, and filling it.

use llm_index::{RowId, loader::LoadProgress, segment::Segment};

use crate::app::{
    App, ListState,
    search_request::{SearchRequest, SearchResponse},
};

/// Up to so many entries are searched at once: that takes less time than a
/// screen takes to be drawn.
const MAX_SYNC_SEARCH_ROWS: usize = 10_000;

/// What is under way.
#[derive(Default)]
pub(super) struct Jobs {
    /// The number of the newest job.
    request_id: u64,
    /// A job that nobody has taken yet.
    pending_request: Option<SearchRequest>,
    is_searching: bool,
    /// The entry to select when the job is done.
    pending_selection: Option<RowId>,
    /// Whether entries came since the job was begun.
    is_stale: bool,
    /// How far a dump is read; nothing where none is being read.
    load_progress: Option<LoadProgress>,
    /// What of it could not be read, when it is done.
    load_summary: Option<LoadProgress>,
}

impl App {
    /// Finds what is to be shown now, and selects an entry of it, else the first.
    pub(super) fn start_search(&mut self, select: Option<RowId>) {
        let job = self
            .list
            .search_request(&self.index)
            .with_chart(self.requested_chart())
            .with_tree(self.is_tree_open(), select);
        self.jobs.request_id += 1;
        self.jobs.pending_selection = select;
        self.jobs.is_stale = false;
        self.jobs.is_searching = true;
        if self.index.len() > MAX_SYNC_SEARCH_ROWS {
            self.jobs.pending_request = Some(job);
        } else if let Some(answer) = job.run(&false.into()) {
            self.apply_response(self.jobs.request_id, answer);
        }
    }

    /// A job to be done beside the loop, with its number. It takes the place
    /// of all before it: those can be given up.
    pub fn take_request(&mut self) -> Option<(u64, SearchRequest)> {
        Some((self.jobs.request_id, self.jobs.pending_request.take()?))
    }

    /// Takes the answer of the job of a number; what is out of date is left.
    pub fn apply_response(&mut self, number: u64, mut answer: SearchResponse) {
        if number != self.jobs.request_id {
            return;
        }
        let chart = answer.chart.take();
        let (select, height) = (self.jobs.pending_selection, self.list_height());
        let before = self.list.selected_row();
        self.jobs.is_searching = false;
        let forest = answer.forest.take();
        self.list.apply_response(answer, select, height);
        if let Some(forest) = forest.filter(|_| self.is_tree_open()) {
            self.set_forest(forest, select);
        }
        if self.list.selected_row() != before {
            self.detail = ListState::default();
        }
        self.set_chart(chart);
        if self.jobs.is_stale && self.jobs.load_progress.is_none() {
            self.refresh();
        }
        self.clamp_cursors();
    }

    /// The entry that is selected, or about to be.
    pub(super) fn current_row(&self) -> Option<RowId> {
        self.jobs.pending_selection.filter(|_| self.jobs.is_searching).or_else(|| self.list.selected_row())
    }

    /// Whether what is shown is about to be replaced.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.jobs.is_searching
    }

    /// How far a dump is read, while it is.
    #[must_use]
    pub fn load_progress(&self) -> Option<&LoadProgress> {
        self.jobs.load_progress.as_ref()
    }

    /// What of a dump could not be read.
    #[must_use]
    pub fn load_summary(&self) -> Option<&LoadProgress> {
        self.jobs.load_summary.as_ref()
    }

    /// Puts more entries on the shelf, and shows them.
    pub fn push_segment(&mut self, part: Segment, report: &LoadProgress) {
        if let Err(error) = self.index.push(part) {
            self.status_message = Some(error.to_string());
            return;
        }
        self.jobs.load_progress = Some(report.clone());
        // Showing them again and again would take longer than reading them.
        let is_due = self.index.len() >= self.list.total_searched() + self.list.total_searched() / 2;
        if self.jobs.is_searching {
            self.jobs.is_stale = true;
        } else if is_due {
            self.refresh();
        }
    }

    /// Tells that a dump was read to its end, and what of it could not be read.
    pub fn finish_loading(&mut self, report: LoadProgress) {
        self.jobs.load_progress = None;
        if self.jobs.is_searching {
            self.jobs.is_stale = true;
        } else {
            self.refresh();
        }
        if let Some(first) = report.diagnostics.first() {
            self.status_message = Some(format!("{}: {first}", (self.messages().skipped_lines)(report.bad_lines)));
        }
        self.jobs.load_summary = Some(report);
    }

    /// Searches again, as there are more entries. Who has gone to an entry stays with it.
    fn refresh(&mut self) {
        let select = self.list.selected_row().filter(|_| self.list.state().selected > 0);
        self.start_search(select);
    }
}
