//! Signals that end, stop or resume the program, or tell that the window has another size.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI32, Ordering},
};

/// What the main loop does about signals that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignalRequest {
    /// End as by this signal.
    Exit(i32),
    /// Give the terminal back and stop.
    Stop,
    /// Take the terminal again.
    Resume,
    /// Read the size of the window.
    Resize,
}

/// The signals that arrived and are not handled yet. They do not queue behind other events.
#[derive(Debug, Default)]
pub(super) struct SignalFlags {
    /// The first signal that ends the program, else 0.
    exit: AtomicI32,
    stop: AtomicBool,
    resume: AtomicBool,
    resize: AtomicBool,
}

impl SignalFlags {
    /// Forgets that the program was to stop or was resumed.
    pub fn discard_stop(&self) {
        self.stop.store(false, Ordering::Release);
        self.resume.store(false, Ordering::Release);
    }

    /// The next request, the most urgent first.
    pub fn take(&self) -> Option<SignalRequest> {
        let take = |flag: &AtomicBool| flag.load(Ordering::Relaxed) && flag.swap(false, Ordering::AcqRel);
        match self.exit.load(Ordering::Acquire) {
            0 if take(&self.stop) => Some(SignalRequest::Stop),
            0 if take(&self.resume) => Some(SignalRequest::Resume),
            0 if take(&self.resize) => Some(SignalRequest::Resize),
            0 => None,
            signal => Some(SignalRequest::Exit(signal)),
        }
    }
}

/// Signals that are watched; [`Self::spawn`] makes them requests.
pub(super) struct SignalWatch {
    flags: Arc<SignalFlags>,
    #[cfg(unix)]
    signals: signal_hook::iterator::Signals,
}

#[cfg(unix)]
mod unix {
    use std::{
        io,
        process::{Child, ExitStatus},
        sync::mpsc::{SyncSender, TrySendError},
        thread,
        time::Duration,
    };

    use nix::{
        errno::Errno,
        sys::{
            signal::{SigSet, Signal, raise},
            wait::{Id, WaitPidFlag, WaitStatus, waitid},
        },
        unistd::Pid,
    };
    use signal_hook::{consts::signal as number, iterator::Signals};

    use super::{Arc, Ordering, SignalFlags, SignalWatch};
    use crate::tui::{event::AppEvent, terminal};

    /// The signals that end a process and can be handled. Those of a fault in the program are not among them.
    const EXIT_SIGNALS: &[i32] = &[
        number::SIGABRT,
        number::SIGALRM,
        number::SIGHUP,
        number::SIGINT,
        // Other systems ignore it.
        #[cfg(target_os = "linux")]
        number::SIGIO,
        number::SIGPROF,
        number::SIGQUIT,
        number::SIGSYS,
        number::SIGTERM,
        number::SIGUSR1,
        number::SIGUSR2,
        number::SIGVTALRM,
        number::SIGXCPU,
        number::SIGXFSZ,
    ];

    /// How long the main loop has to end. It cannot while the terminal takes no output.
    const EXIT_TIMEOUT: Duration = Duration::from_secs(2);

    /// Lets SIGTSTP wait in this thread and those that it starts, so that the terminal can be restored before the
    /// process stops. The default action stays, which does nothing if no shell could resume the process.
    pub fn block_stop_signal() -> io::Result<()> {
        Ok(stop_signal().thread_block()?)
    }

    fn stop_signal() -> SigSet {
        let mut set = SigSet::empty();
        set.add(Signal::SIGTSTP);
        set
    }

    /// Stops the process as SIGTSTP does. Returns when it is resumed, or at once if no shell could.
    pub fn stop_process() -> io::Result<()> {
        raise(Signal::SIGTSTP)?;
        stop_signal().thread_unblock()?;
        block_stop_signal()
    }

    /// Waits for a program that has the terminal. If it stops, this process stops too, so that the shell comes back.
    pub fn wait_for_child(mut child: Child) -> io::Result<ExitStatus> {
        let pid = Pid::from_raw(i32::try_from(child.id()).map_err(io::Error::other)?);
        loop {
            // Leaves the exit status for `wait`.
            let flags = WaitPidFlag::WSTOPPED | WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
            match waitid(Id::Pid(pid), flags) {
                Ok(WaitStatus::Stopped(..)) => {
                    // Takes the report that was left.
                    waitid(Id::Pid(pid), WaitPidFlag::WSTOPPED)?;
                    stop_process()?;
                }
                Ok(_) => return child.wait(),
                Err(Errno::EINTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Sends SIGTSTP to the process group, as a terminal does for its suspend key.
    pub fn suspend_process_group() -> io::Result<()> {
        Ok(rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?)
    }

    impl SignalWatch {
        /// From here on, signals wait until they are handled.
        pub fn new() -> io::Result<Self> {
            block_stop_signal()?;
            let signals = EXIT_SIGNALS.iter().chain(&[number::SIGCONT, number::SIGWINCH]);
            Ok(Self { flags: Arc::default(), signals: Signals::new(signals)? })
        }

        /// Turns signals into requests on threads, and tells the main loop.
        pub fn spawn(self, events: &SyncSender<AppEvent>) -> io::Result<Arc<SignalFlags>> {
            let Self { flags, mut signals } = self;
            let (stop_flags, stop_events) = (Arc::clone(&flags), events.clone());
            let builder = || thread::Builder::new().name("signals".to_owned());
            builder().spawn(move || {
                while stop_signal().wait().is_ok() {
                    stop_flags.stop.store(true, Ordering::Release);
                    notify(&stop_events);
                }
            })?;
            let (thread_flags, events) = (Arc::clone(&flags), events.clone());
            builder().spawn(move || {
                for signal in signals.forever() {
                    match signal {
                        number::SIGCONT => thread_flags.resume.store(true, Ordering::Release),
                        number::SIGWINCH => thread_flags.resize.store(true, Ordering::Release),
                        _ => {
                            thread_flags.exit.store(signal, Ordering::Release);
                            notify(&events);
                            thread::sleep(EXIT_TIMEOUT);
                            terminal::exit_without_main_loop(signal);
                        }
                    }
                    notify(&events);
                }
            })?;
            Ok(flags)
        }
    }

    /// Tells the main loop. It looks at the flags before each event, so a full queue does not matter.
    fn notify(events: &SyncSender<AppEvent>) {
        match events.try_send(AppEvent::Signal) {
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::{io, sync::mpsc::SyncSender};

    use super::{Arc, SignalFlags, SignalWatch};
    use crate::tui::event::AppEvent;

    pub fn block_stop_signal() -> io::Result<()> {
        Ok(())
    }

    pub fn stop_process() -> io::Result<()> {
        Ok(())
    }

    pub fn suspend_process_group() -> io::Result<()> {
        Ok(())
    }

    pub fn wait_for_child(mut child: std::process::Child) -> io::Result<std::process::ExitStatus> {
        child.wait()
    }

    impl SignalWatch {
        pub fn new() -> io::Result<Self> {
            Ok(Self { flags: Arc::default() })
        }

        pub fn spawn(self, _events: &SyncSender<AppEvent>) -> io::Result<Arc<SignalFlags>> {
            Ok(self.flags)
        }
    }
}

#[cfg(not(unix))]
pub(super) use other::{block_stop_signal, stop_process, suspend_process_group, wait_for_child};
#[cfg(unix)]
pub(super) use unix::{block_stop_signal, stop_process, suspend_process_group, wait_for_child};
