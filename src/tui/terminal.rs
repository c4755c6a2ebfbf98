//! Entering and restoring the terminal.

use std::{
    io::{self, BufWriter, Stdout, Write},
    thread,
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste},
    execute,
    style::Print,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{
    Terminal,
    backend::CrosstermBackend,
    layout::{Position, Rect},
};

/// The terminal, written through a buffer that holds a frame.
pub(super) type Tui = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

const OUTPUT_BUFFER_BYTES: usize = 1 << 16;

/// Reports clicks and the wheel (1000) with coordinates above 223 (1006).
/// `EnableMouseCapture` would also report every movement.
const ENABLE_MOUSE_CLICKS: &str = "\x1b[?1000h\x1b[?1006h";

/// Enters the terminal; the guard restores it when dropped. A panic restores it before its message is written.
pub(super) fn enter() -> io::Result<(Tui, RestoreGuard)> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore(&mut io::stdout());
        hook(panic);
    }));
    let guard = RestoreGuard;
    enable(&mut io::stdout())?;
    let out = BufWriter::with_capacity(OUTPUT_BUFFER_BYTES, io::stdout());
    Ok((Terminal::new(CrosstermBackend::new(out))?, guard))
}

fn enable(out: &mut impl Write) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(out, EnterAlternateScreen, Print(ENABLE_MOUSE_CLICKS), EnableBracketedPaste)
}

/// Restores the terminal. Errors are ignored, as the program ends or stops.
fn restore(out: &mut impl Write) {
    let _ = execute!(out, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Restores the terminal when dropped.
pub(super) struct RestoreGuard;

impl Drop for RestoreGuard {
    fn drop(&mut self) {
        if !thread::panicking() {
            restore(&mut io::stdout());
        }
    }
}

/// Restores the terminal and stops the process group, so that the shell notices.
/// Returns when the shell resumes it.
#[cfg(unix)]
pub(super) fn suspend() -> io::Result<()> {
    restore(&mut io::stdout());
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn suspend() -> io::Result<()> {
    Ok(())
}

/// Enters the terminal again after a stop. It may be called twice, after [`suspend`] and for SIGCONT.
pub(super) fn resume(terminal: &mut Tui) -> io::Result<()> {
    enable(&mut io::stdout())?;
    redraw(terminal)
}

/// Makes the next frame draw every cell. `Terminal::clear` would ask the terminal for its cursor
/// and wait for the thread that reads the answer.
pub(super) fn redraw(terminal: &mut Tui) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}

/// Ends the process as the default handler of a signal would.
pub fn raise_signal(signal: i32) {
    #[cfg(unix)]
    if signal_hook::low_level::emulate_default_handler(signal).is_ok() {
        return;
    }
    std::process::exit(128 + signal);
}
