//! Threads that search and load.

use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender, SyncSender},
    },
    thread,
};

use llm_index::{Index, loader::JsonlLoader, sort::SortOrder};

use crate::{app::SearchRequest, tui::event::AppEvent};

/// Reads the catalogue again, or says why it cannot.
pub type CatalogReader = Arc<dyn Fn() -> Result<Index, String> + Send + Sync>;

/// Loads a file and sends its segments.
pub(super) fn spawn_loader(loader: JsonlLoader, events: SyncSender<AppEvent>) {
    thread::spawn(move || {
        let result = loader.load(|segment, progress| {
            events.send(AppEvent::SegmentLoaded(Box::new(segment), progress.clone())).is_ok()
        });
        let _ = events.send(AppEvent::LoadDone(result));
    });
}

/// Reads the catalogue again and sends the result.
pub(super) fn spawn_reload(read: CatalogReader, events: SyncSender<AppEvent>) {
    thread::spawn(move || {
        let _ = events.send(AppEvent::Reloaded(Box::new(read())));
    });
}

/// Fills the caches that the first search and the first sort need.
pub(super) fn spawn_prewarm(index: Index) {
    thread::spawn(move || {
        index.prewarm();
        SortOrder::prewarm(&index);
    });
}

/// A thread that runs searches. A new search cancels the running one.
pub(super) struct SearchWorker {
    requests: Sender<QueuedRequest>,
    /// Cancels the newest search.
    cancel_flag: RefCell<Arc<AtomicBool>>,
}

struct QueuedRequest {
    id: u64,
    request: SearchRequest,
    is_cancelled: Arc<AtomicBool>,
}

impl SearchWorker {
    pub fn new(events: SyncSender<AppEvent>) -> Self {
        let (requests, queue) = mpsc::channel::<QueuedRequest>();
        thread::spawn(move || {
            for QueuedRequest { id, request, is_cancelled } in queue {
                if let Some(response) = request.run(&is_cancelled)
                    && events.send(AppEvent::SearchDone(id, Box::new(response))).is_err()
                {
                    return;
                }
            }
        });
        Self { requests, cancel_flag: RefCell::default() }
    }

    pub fn submit(&self, id: u64, request: SearchRequest) {
        let is_cancelled = Arc::new(AtomicBool::new(false));
        self.cancel_flag.replace(is_cancelled.clone()).store(true, Ordering::Relaxed);
        // The thread ends only when the main loop does.
        let _ = self.requests.send(QueuedRequest { id, request, is_cancelled });
    }
}
