//! Events of the main loop, and the threads that read the terminal and signals.

use std::{io, sync::mpsc::Sender, thread};

use crossterm::event::Event;

use llm_index::{loader::LoadProgress, segment::Segment};

use crate::app::SearchResponse;

/// An event handled by the main loop.
pub(super) enum AppEvent {
    /// A key, the mouse, pasted text or a resize.
    Terminal(Event),
    /// The shell resumed the process.
    Resumed,
    /// A signal that ends the process.
    Signal(i32),
    /// The terminal can no longer be read.
    TerminalError(io::Error),
    /// The response to the search of an id.
    SearchDone(u64, Box<SearchResponse>),
    /// A segment of a file was loaded.
    SegmentLoaded(Box<Segment>, LoadProgress),
    /// A file was loaded to its end.
    LoadDone(io::Result<LoadProgress>),
}

/// Reads terminal events on a thread, and watches for a hang-up on another.
pub(super) fn spawn_input_reader(events: &Sender<AppEvent>) {
    watch_terminal(events.clone());
    let events = events.clone();
    thread::spawn(move || {
        loop {
            let event = crossterm::event::read();
            let is_error = event.is_err();
            let event = event.map_or_else(AppEvent::TerminalError, AppEvent::Terminal);
            if events.send(event).is_err() || is_error {
                return;
            }
        }
    });
}

/// Waits for signals on a thread.
#[cfg(unix)]
pub(super) fn watch_signals(events: Sender<AppEvent>) {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT]) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = if signal == SIGCONT { AppEvent::Resumed } else { AppEvent::Signal(signal) };
            if events.send(event).is_err() {
                return;
            }
        }
    });
}

/// Reports a terminal that hung up. The input reader does not notice: it treats the end of input as a pause.
#[cfg(unix)]
fn watch_terminal(events: Sender<AppEvent>) {
    use rustix::event::{PollFd, PollFlags, poll};
    thread::spawn(move || {
        let out = io::stdout();
        // Hang-ups are reported even with empty flags.
        let mut terminal = [PollFd::new(&out, PollFlags::empty())];
        let mut result = poll(&mut terminal, None);
        while result == Err(rustix::io::Errno::INTR) {
            result = poll(&mut terminal, None);
        }
        let [terminal] = terminal;
        if result.is_ok() && terminal.revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            let _ = events.send(AppEvent::TerminalError(io::ErrorKind::BrokenPipe.into()));
        }
    });
}

#[cfg(not(unix))]
pub(super) fn watch_signals(_events: Sender<AppEvent>) {}

#[cfg(not(unix))]
fn watch_terminal(_events: Sender<AppEvent>) {}
