//! What wakes the loop: the terminal, signals, and work that is done beside it.

use std::{
    cell::RefCell,
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use crossterm::event::Event;

use llm_index::{
    loader::{JsonlLoader, LoadProgress},
    segment::Segment,
};

use crate::app::{SearchRequest, SearchResponse};

/// What wakes the loop.
pub(super) enum AppEvent {
    /// A key, the mouse, a new size.
    Terminal(Event),
    /// The shell continued the program.
    Resumed,
    /// Somebody asks the program to end.
    Signal(i32),
    /// The terminal cannot be read any more.
    TerminalError(io::Error),
    /// A job was done.
    SearchDone(u64, Box<SearchResponse>),
    /// More of a dump was read.
    SegmentLoaded(Box<Segment>, LoadProgress),
    /// A dump was read to its end.
    LoadDone(io::Result<LoadProgress>),
}

/// Reads the terminal on threads of their own, which sleep until something comes.
pub(super) fn spawn_input_reader(sender: &Sender<AppEvent>) {
    watch_terminal(sender.clone());
    let sender = sender.clone();
    thread::spawn(move || {
        loop {
            let event = crossterm::event::read();
            let lost = event.is_err();
            if sender.send(event.map_or_else(AppEvent::TerminalError, AppEvent::Terminal)).is_err() || lost {
                return;
            }
        }
    });
}

/// Reads a dump on a thread of its own.
pub(super) fn spawn_loader(dump: JsonlLoader, sender: Sender<AppEvent>) {
    thread::spawn(move || {
        let report =
            dump.load(|part, report| sender.send(AppEvent::SegmentLoaded(Box::new(part), report.clone())).is_ok());
        let _ = sender.send(AppEvent::LoadDone(report));
    });
}

/// Does jobs beside the loop, on one thread, the newest only.
pub(super) struct SearchWorker {
    requests: Sender<QueuedRequest>,
    /// Tells the job that is under way that nobody waits for it any more.
    cancel_flag: RefCell<Arc<AtomicBool>>,
}

/// A job with its number, and whether it is given up meanwhile.
type QueuedRequest = (u64, SearchRequest, Arc<AtomicBool>);

impl SearchWorker {
    pub fn new(sender: Sender<AppEvent>) -> Self {
        let (jobs, begun) = mpsc::channel::<QueuedRequest>();
        thread::spawn(move || {
            for (number, job, is_given_up) in begun {
                if let Some(answer) = job.run(&is_given_up)
                    && sender.send(AppEvent::SearchDone(number, Box::new(answer))).is_err()
                {
                    return;
                }
            }
        });
        Self { requests: jobs, cancel_flag: RefCell::default() }
    }

    pub fn submit(&self, number: u64, job: SearchRequest) {
        let is_given_up = Arc::new(AtomicBool::new(false));
        self.cancel_flag.replace(is_given_up.clone()).store(true, Ordering::Relaxed);
        // It ends only with the loop, which then waits for no answer.
        let _ = self.requests.send((number, job, is_given_up));
    }
}

/// Waits for signals on a thread of its own.
#[cfg(unix)]
pub(super) fn watch_signals(sender: Sender<AppEvent>) {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT]) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            let wake = if signal == SIGCONT { AppEvent::Resumed } else { AppEvent::Signal(signal) };
            if sender.send(wake).is_err() {
                return;
            }
        }
    });
}

/// Wakes the loop when the terminal is gone. Reading it would not tell: the
/// event reader takes the end of the terminal for a pause, over and over.
#[cfg(unix)]
fn watch_terminal(sender: Sender<AppEvent>) {
    use rustix::event::{PollFd, PollFlags, poll};
    thread::spawn(move || {
        let out = io::stdout();
        // Asking for no event leaves the hang-up, which always comes.
        let mut terminal = [PollFd::new(&out, PollFlags::empty())];
        let mut polled = poll(&mut terminal, None);
        while polled == Err(rustix::io::Errno::INTR) {
            polled = poll(&mut terminal, None);
        }
        let [terminal] = terminal;
        if polled.is_ok() && terminal.revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            let _ = sender.send(AppEvent::TerminalError(io::ErrorKind::BrokenPipe.into()));
        }
    });
}

#[cfg(not(unix))]
pub(super) fn watch_signals(_sender: Sender<AppEvent>) {}

#[cfg(not(unix))]
fn watch_terminal(_sender: Sender<AppEvent>) {}
