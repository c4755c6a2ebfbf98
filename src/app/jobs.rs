//! Background work: the running search and the progress of loading.

use llm_index::{RowId, loader::LoadProgress};

use crate::app::search_request::SearchRequest;

/// Searches and loading that run on worker threads.
#[derive(Default)]
pub struct Jobs {
    /// The id of the newest search.
    request_id: u64,
    /// A search that the main loop has not taken yet.
    pending_request: Option<SearchRequest>,
    is_searching: bool,
    /// The entry to select when the search is done.
    pending_selection: Option<RowId>,
    /// True if entries were added after the search started.
    pub is_stale: bool,
    reload: Reload,
    /// The progress while a file is read.
    pub load_progress: Option<LoadProgress>,
}

/// Reading the catalogue again.
#[derive(Default)]
struct Reload {
    is_requested: bool,
    is_running: bool,
}

impl Jobs {
    /// Starts a search, which replaces earlier ones. Returns its id.
    pub fn start(&mut self, select: Option<RowId>) -> u64 {
        self.request_id += 1;
        self.pending_request = None;
        self.pending_selection = select;
        self.is_stale = false;
        self.is_searching = true;
        self.request_id
    }

    /// Queues a request for the search thread.
    pub fn queue(&mut self, request: SearchRequest) {
        self.pending_request = Some(request);
    }

    pub fn take_request(&mut self) -> Option<(u64, SearchRequest)> {
        Some((self.request_id, self.pending_request.take()?))
    }

    /// True for the id of the newest search.
    pub fn is_current(&self, request_id: u64) -> bool {
        request_id == self.request_id
    }

    /// Ends the newest search. Returns the entry to select.
    pub fn finish(&mut self) -> Option<RowId> {
        self.is_searching = false;
        self.pending_selection
    }

    /// Asks for the catalogue to be read again.
    pub fn request_reload(&mut self) {
        self.reload.is_requested = true;
    }

    /// True once for a request, unless the catalogue is being read.
    pub fn take_reload(&mut self) -> bool {
        let starts = self.reload.is_requested && !self.reload.is_running && self.load_progress.is_none();
        if starts {
            self.reload = Reload { is_requested: false, is_running: true };
        }
        starts
    }

    /// Ends the reading.
    pub fn finish_reload(&mut self) {
        self.reload.is_running = false;
    }

    pub fn is_searching(&self) -> bool {
        self.is_searching
    }

    /// The entry that the running search will select.
    pub fn pending_selection(&self) -> Option<RowId> {
        self.pending_selection.filter(|_| self.is_searching)
    }
}
