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

use crate::{
    app::{Answer, Job},
    shelf::{
        Part,
        dump::{Dump, Report},
    },
};

/// What wakes the loop.
pub(super) enum Wake {
    /// A key, the mouse, a new size.
    Terminal(Event),
    /// The shell continued the program.
    Continued,
    /// Somebody asks the program to end.
    Ended(i32),
    /// The terminal cannot be read any more.
    Lost(io::Error),
    /// A job was done.
    Found(u64, Box<Answer>),
    /// More of a dump was read.
    Loaded(Box<Part>, Report),
    /// A dump was read to its end.
    Complete(io::Result<Report>),
}

/// Reads the terminal on threads of their own, which sleep until something comes.
pub(super) fn watch(sender: &Sender<Wake>) {
    watch_terminal(sender.clone());
    let sender = sender.clone();
    thread::spawn(move || {
        loop {
            let event = crossterm::event::read();
            let lost = event.is_err();
            if sender.send(event.map_or_else(Wake::Lost, Wake::Terminal)).is_err() || lost {
                return;
            }
        }
    });
}

/// Reads a dump on a thread of its own.
pub(super) fn load(dump: Dump, sender: Sender<Wake>) {
    thread::spawn(move || {
        let report = dump.read(|part, report| sender.send(Wake::Loaded(Box::new(part), report.clone())).is_ok());
        let _ = sender.send(Wake::Complete(report));
    });
}

/// Does jobs beside the loop, on one thread, the newest only.
pub(super) struct Searcher {
    jobs: Sender<Begun>,
    /// Tells the job that is under way that nobody waits for it any more.
    give_up: RefCell<Arc<AtomicBool>>,
}

/// A job with its number, and whether it is given up meanwhile.
type Begun = (u64, Job, Arc<AtomicBool>);

impl Searcher {
    pub fn new(sender: Sender<Wake>) -> Self {
        let (jobs, begun) = mpsc::channel::<Begun>();
        thread::spawn(move || {
            for (number, job, is_given_up) in begun {
                if let Some(answer) = job.run(&is_given_up)
                    && sender.send(Wake::Found(number, Box::new(answer))).is_err()
                {
                    return;
                }
            }
        });
        Self { jobs, give_up: RefCell::default() }
    }

    pub fn begin(&self, number: u64, job: Job) {
        let is_given_up = Arc::new(AtomicBool::new(false));
        self.give_up.replace(is_given_up.clone()).store(true, Ordering::Relaxed);
        // It ends only with the loop, which then waits for no answer.
        let _ = self.jobs.send((number, job, is_given_up));
    }
}

/// Waits for signals on a thread of its own.
#[cfg(unix)]
pub(super) fn watch_signals(sender: Sender<Wake>) {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
    };
    let Ok(mut signals) = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT]) else { return };
    thread::spawn(move || {
        for signal in signals.forever() {
            let wake = if signal == SIGCONT { Wake::Continued } else { Wake::Ended(signal) };
            if sender.send(wake).is_err() {
                return;
            }
        }
    });
}

/// Wakes the loop when the terminal is gone. Reading it would not tell: the
/// event reader takes the end of the terminal for a pause, over and over.
#[cfg(unix)]
fn watch_terminal(sender: Sender<Wake>) {
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
            let _ = sender.send(Wake::Lost(io::ErrorKind::BrokenPipe.into()));
        }
    });
}

#[cfg(not(unix))]
pub(super) fn watch_signals(_sender: Sender<Wake>) {}

#[cfg(not(unix))]
fn watch_terminal(_sender: Sender<Wake>) {}
