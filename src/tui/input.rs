//! Reads the terminal on a thread.
//!
//! crossterm's reader is not used on Unix. It waits for the end of a report that it does not know and takes all keys
//! with it, it is woken once for more bytes than it reads at a time, and it takes the end of input for a pause.

#[cfg(unix)]
mod decode;
#[cfg(unix)]
mod parser;

use std::{
    io,
    sync::{Arc, mpsc::SyncSender},
    thread,
};

use crate::tui::{event::AppEvent, input_gate::InputGate};

/// Sends what a person types and clicks until the terminal is lost.
pub(super) fn spawn_input_reader(events: SyncSender<AppEvent>, gate: Arc<InputGate>) -> io::Result<()> {
    let input = open_input()?;
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        // The main loop has ended if it cannot be told.
        if let Err(error) = read_events(&input, &events, &gate) {
            let _ = events.send(AppEvent::TerminalLost(error));
        }
    })?;
    Ok(())
}

/// The events of bytes that arrive in parts, with a pause after the last. For tests.
#[cfg(unix)]
#[must_use]
pub fn decode_input(parts: &[&[u8]]) -> Vec<crossterm::event::Event> {
    let (mut parser, mut events) = (parser::InputParser::default(), Vec::new());
    for part in parts {
        parser.feed(part, &mut |event| events.push(event));
    }
    parser.expire(&mut |event| events.push(event));
    events
}

#[cfg(unix)]
type Input = Box<dyn std::os::fd::AsFd + Send>;

/// Standard input if it is a terminal, as for `raw mode` in crossterm.
#[cfg(unix)]
fn open_input() -> io::Result<Input> {
    use std::{fs::File, io::IsTerminal};
    let stdin = io::stdin();
    if stdin.is_terminal() { Ok(Box::new(stdin)) } else { Ok(Box::new(File::open("/dev/tty")?)) }
}

/// Reads until the main loop ends (`Ok`) or the terminal is lost.
#[cfg(unix)]
fn read_events(input: &Input, events: &SyncSender<AppEvent>, gate: &InputGate) -> io::Result<()> {
    use parser::InputParser;
    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        io::Errno,
    };
    const READ_BUFFER_BYTES: usize = 4096;
    /// After so many reads of nothing in a row, the terminal is gone.
    const MAX_ENDS: usize = 100;
    let hang_up = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let (out, mut parser, mut buffer) = (io::stdout(), InputParser::default(), [0; READ_BUFFER_BYTES]);
    let (mut is_open, mut ends) = (true, 0);
    while is_open {
        let mut emit = |event| is_open &= events.send(AppEvent::Terminal(event)).is_ok();
        let timeout = parser.timeout().and_then(|timeout| Timespec::try_from(timeout).ok());
        // Hang-ups are reported even with empty flags.
        let mut files = [PollFd::new(input, PollFlags::IN), PollFd::new(&out, PollFlags::empty())];
        match poll(&mut files, timeout.as_ref()) {
            Ok(0) => parser.expire(&mut emit),
            Ok(_) => {}
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let (_open, has_waited) = gate.pass();
        // Another program has taken the input meanwhile.
        if has_waited {
            continue;
        }
        let [from_input, from_out] = files.map(|file| file.revents());
        if from_input.contains(PollFlags::IN) {
            match rustix::io::read(input, &mut buffer) {
                // While a shell has the terminal after a stop, Ctrl-D ends the input, but not that of the terminal.
                Ok(0) if !from_input.intersects(hang_up) && ends < MAX_ENDS => ends += 1,
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(len) => {
                    ends = 0;
                    parser.feed(buffer.get(..len).unwrap_or_default(), &mut emit);
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        } else if (from_input | from_out).intersects(hang_up) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
    }
    Ok(())
}

#[cfg(not(unix))]
type Input = ();

#[cfg(not(unix))]
fn open_input() -> io::Result<Input> {
    Ok(())
}

#[cfg(not(unix))]
fn read_events((): &Input, events: &SyncSender<AppEvent>, _: &InputGate) -> io::Result<()> {
    while events.send(AppEvent::Terminal(crossterm::event::read()?)).is_ok() {}
    Ok(())
}
