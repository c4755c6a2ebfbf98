//! Events of the main loop.

use std::io;

use crossterm::event::Event;

use llm_index::{Index, loader::LoadProgress, segment::Segment};

use crate::app::SearchResponse;

/// Events that wait for the main loop. When it is busy, input stays in the terminal.
pub(super) const MAX_QUEUED_EVENTS: usize = 1024;

/// An event handled by the main loop.
pub(super) enum AppEvent {
    /// A key, the mouse, pasted text or a resize.
    Terminal(Event),
    /// The terminal can no longer be read.
    TerminalLost(io::Error),
    /// A signal arrived; [`SignalFlags`](crate::tui::signals::SignalFlags) has it.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has signals"))]
    Signal,
    /// The response to the search of an id.
    SearchDone(u64, Box<SearchResponse>),
    /// A file of the catalogue changed.
    CatalogChanged,
    /// The catalogue was read again, or why it cannot be.
    Reloaded(Box<Result<Index, String>>),
    /// A segment of a file was loaded.
    SegmentLoaded(Box<Segment>, LoadProgress),
    /// A file was loaded to its end.
    LoadDone(io::Result<LoadProgress>),
}
