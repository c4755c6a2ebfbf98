//! Entering and restoring the terminal.

use std::{
    io::{self, Write},
    mem::ManuallyDrop,
    process,
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
    layout::{Position, Rect},
};

use crate::tui::backend::ScreenBackend;

/// The terminal. It is not dropped: that would write to it once more, and panic if it is gone.
pub(super) type Tui = ManuallyDrop<Terminal<ScreenBackend>>;

/// Reports clicks, the wheel (1000) and movements while a button is down (1002), with coordinates above 223 (1006).
/// `EnableMouseCapture` would also report every other movement.
const ENABLE_MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";

/// The exit code of a process that panicked.
const PANIC_EXIT_CODE: i32 = 101;

/// Enters the terminal; the guard restores it when dropped. A panic in any thread restores it, writes its message and
/// ends the process: without one of its threads, the program would no longer answer.
pub(super) fn enter(has_mouse: bool) -> io::Result<(Tui, RestoreGuard)> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        hook(panic);
        process::exit(PANIC_EXIT_CODE);
    }));
    let guard = RestoreGuard;
    enable(&mut io::stdout(), has_mouse)?;
    Ok((ManuallyDrop::new(Terminal::new(ScreenBackend::new())?), guard))
}

fn enable(out: &mut impl Write, has_mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(out, EnterAlternateScreen, Print(if has_mouse { ENABLE_MOUSE } else { "" }), EnableBracketedPaste)
}

/// Restores the terminal. Errors are ignored, as the program ends or stops.
pub(super) fn restore() {
    let _ = execute!(io::stdout(), DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Restores the terminal when dropped.
pub(super) struct RestoreGuard;

impl Drop for RestoreGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Enters the terminal again after a stop. After SIGTSTP it is called twice, also for the SIGCONT that ended the stop.
pub(super) fn resume(terminal: &mut Tui, has_mouse: bool) -> io::Result<()> {
    // After SIGSTOP, the shell may have set modes of its own, which crossterm does not know.
    if !is_raw() {
        let _ = disable_raw_mode();
    }
    enable(&mut io::stdout(), has_mouse)?;
    redraw(terminal)
}

/// True if the terminal neither edits lines nor shows what is typed.
#[cfg(unix)]
fn is_raw() -> bool {
    use rustix::termios::{LocalModes, tcgetattr};
    let line_editing = LocalModes::ICANON | LocalModes::ECHO;
    tcgetattr(io::stdout()).is_ok_and(|modes| !modes.local_modes.intersects(line_editing))
}

#[cfg(not(unix))]
fn is_raw() -> bool {
    true
}

/// Makes the next frame draw every cell. `Terminal::clear` would ask the terminal for its cursor
/// and wait for the thread that reads the answer.
pub(super) fn redraw(terminal: &mut Tui) -> io::Result<()> {
    let size = terminal.size()?;
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}

/// True for the errors of a terminal whose window was closed.
pub(super) fn is_lost(error: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(errno) = rustix::io::Errno::from_io_error(error) {
        use rustix::io::Errno;
        return matches!(errno, Errno::IO | Errno::PIPE | Errno::NXIO | Errno::NODEV | Errno::BADF | Errno::NOTTY);
    }
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof)
}

/// Ends the process by a signal that the main loop does not handle in time: it computes, or waits for a terminal that
/// takes no output. The modes are restored in any case.
#[cfg(unix)]
pub(super) fn exit_without_main_loop(signal: i32) -> ! {
    use std::{thread, time::Duration};
    /// How long the terminal has to take the output that restores it.
    const RESTORE_TIMEOUT: Duration = Duration::from_millis(200);
    thread::spawn(restore);
    thread::sleep(RESTORE_TIMEOUT);
    let _ = disable_raw_mode();
    raise_signal(signal)
}

/// Ends the process as the default handler of a signal would.
pub fn raise_signal(signal: i32) -> ! {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    process::exit(128 + signal);
}

#[cfg(all(test, unix))]
mod tests {
    use std::{env, io::Read, thread};

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::*;

    /// Where the program below panics.
    const PANIC_VARIABLE: &str = "TEST_PANIC_IN";

    /// The program that the test below runs in a terminal.
    #[test]
    #[ignore = "run by another test"]
    fn panic_in_terminal() {
        let (mut terminal, _guard) = enter(true).unwrap();
        match env::var(PANIC_VARIABLE).as_deref() {
            Ok("update") => panic!("panic in update"),
            Ok("draw") => drop(terminal.draw(|_| panic!("panic in draw"))),
            Ok("worker") => {
                let _ = thread::spawn(|| panic!("panic in worker")).join();
            }
            _ => unreachable!(),
        }
    }

    #[test]
    fn a_panic_restores_the_terminal_and_then_tells() {
        for part in ["update", "draw", "worker"] {
            let pty = native_pty_system().openpty(PtySize::default()).unwrap();
            let modes = format!("{:?}", pty.master.get_termios());
            let mut builder = CommandBuilder::new(env::current_exe().unwrap());
            builder.args(["--ignored", "--exact", "--nocapture", "tui::terminal::tests::panic_in_terminal"]);
            builder.env(PANIC_VARIABLE, part);
            let mut child = pty.slave.spawn_command(builder).unwrap();
            let mut reader = pty.master.try_clone_reader().unwrap();
            let output = thread::spawn(move || {
                let (mut output, mut buffer) = (Vec::new(), [0; 4096]);
                // Reading fails when the program has ended.
                while let Ok(count @ 1..) = reader.read(&mut buffer) {
                    output.extend_from_slice(buffer.get(..count).unwrap());
                }
                String::from_utf8_lossy(&output).into_owned()
            });
            let status = child.wait().unwrap();
            assert_eq!(format!("{:?}", pty.master.get_termios()), modes, "{part}");
            drop(pty.slave);
            let output = output.join().unwrap();
            assert_eq!(i64::from(status.exit_code()), i64::from(PANIC_EXIT_CODE), "{part}: {output}");
            let (_, after) = output.rsplit_once("\x1b[?1049l").unwrap();
            assert!(after.contains("\x1b[?25h") && after.contains(&format!("panic in {part}")), "{output}");
        }
    }
}
