//! Runs the program in a pseudo-terminal and reads its screen back.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    fs,
    io::{Read, Write},
    num::NonZeroU16,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

pub const BINARY_PATH: &str = env!("CARGO_BIN_EXE_llm-tui");
/// Longest wait for anything; generous, for busy machines.
pub const WAIT_TIMEOUT: Duration = Duration::from_secs(20);
pub const SCREEN_SIZE: (u16, u16) = (100, 30);
/// Byte sequences that a terminal sends for special keys.
pub const CTRL_C: &str = "\x03";
pub const CTRL_L: &str = "\x0c";
pub const CTRL_Z: &str = "\x1a";
pub const F2: &str = "\x1bOQ";
pub const F3: &str = "\x1bOR";

/// What hides the cursor at the end of a frame. Where text is typed, it is shown and moved instead.
const CURSOR_HIDDEN: &[u8] = b"\x1b[?25l";
const CURSOR_SHOWN: &[u8] = b"\x1b[?25h\x1b[";
/// The end of the output, however the program ends: the main screen and the cursor.
pub const RESTORED_END: &[u8] = b"\x1b[?1049l\x1b[?25h";

/// A pane, screen or overlay.
pub struct ScreenCase {
    /// The keys that open it from the list.
    pub keys: &'static str,
    /// A text that only it shows.
    pub shown: &'static str,
    /// How often `q` has to be typed to quit; 0 where it is typed as text.
    pub quit_presses: usize,
}

const fn screen_case(keys: &'static str, shown: &'static str, quit_presses: usize) -> ScreenCase {
    ScreenCase { keys, shown, quit_presses }
}

/// Every key context.
pub const SCREENS: [ScreenCase; 12] = [
    screen_case("j", " 2/", 1),
    screen_case("\r", "q close", 2),
    screen_case("/lla", "/ lla", 0),
    screen_case("?", "In the list", 2),
    screen_case("a", "About this catalogue", 2),
    screen_case("t", "Family tree", 2),
    screen_case("   x", "Comparison", 2),
    screen_case("v", "1 Parameters", 2),
    screen_case("i", "Glossary", 2),
    screen_case("s", "Sort by", 0),
    screen_case("e", "Note on", 0),
    screen_case("?/", "find in help", 0),
];

/// A program that runs in a pseudo-terminal.
pub struct PtySession {
    pub child: Box<dyn Child + Send + Sync>,
    pub master: Box<dyn MasterPty + Send>,
    pub input: Box<dyn Write + Send>,
    pub output: Arc<(Mutex<CapturedOutput>, Condvar)>,
    pub initial_termios: String,
    /// The home directory, removed at the end.
    pub home: tempfile::TempDir,
}

pub struct CapturedOutput {
    pub parser: vt100::Parser,
    pub bytes: Vec<u8>,
    pub closed: bool,
}

impl CapturedOutput {
    /// The text on the screen, without trailing spaces and lines.
    pub fn screen_text(&self) -> String {
        let rows = self.parser.screen().rows(0, u16::MAX).map(|row| row.trim_end().to_owned() + "\n");
        rows.collect::<String>().trim_end().to_owned()
    }
}

impl PtySession {
    /// Starts the program with arguments and environment variables, and waits for its first frame.
    pub fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let terminal = Self::spawn(&[&[BINARY_PATH], arguments].concat(), variables, SCREEN_SIZE);
        terminal.wait_for_frame("");
        terminal
    }

    /// Starts a command with a fixed environment and these variables added.
    pub fn spawn(command: &[&str], variables: &[(&str, &str)], size: (u16, u16)) -> Self {
        let (path, home_dir) = (std::env::var("PATH").unwrap_or_default(), tempfile::tempdir().unwrap());
        let home = home_dir.path().to_str().unwrap();
        let mut builder = CommandBuilder::from_argv(command.iter().map(Into::into).collect());
        builder.env_clear();
        let base_env = [("TERM", "xterm-256color"), ("LC_ALL", "en_US.UTF-8"), ("PATH", &path), ("HOME", home)];
        base_env.iter().chain(variables).for_each(|(name, value)| builder.env(name, value));
        let pty = native_pty_system().openpty(pty_size(size)).unwrap();
        let initial_termios = termios_snapshot(&*pty.master);
        let child = pty.slave.spawn_command(builder).unwrap();
        let shown = |length: u16| nonzero(length.clamp(1, 300));
        let parser = vt100::Parser::new(shown(size.1), shown(size.0), 0);
        let captured =
            Arc::new((Mutex::new(CapturedOutput { parser, bytes: Vec::new(), closed: false }), Condvar::new()));
        let (mut output, shared) = (pty.master.try_clone_reader().unwrap(), Arc::clone(&captured));
        thread::spawn(move || {
            let (mut buffer, mut count) = ([0; 4096], usize::MAX);
            while count > 0 {
                count = output.read(&mut buffer).unwrap_or_default();
                let Ok(mut captured) = shared.0.lock() else { return };
                captured.parser.process(&buffer[..count]);
                captured.bytes.extend_from_slice(&buffer[..count]);
                captured.closed = count == 0;
                shared.1.notify_all();
            }
        });
        Self {
            child,
            input: pty.master.take_writer().unwrap(),
            master: pty.master,
            output: captured,
            initial_termios,
            home: home_dir,
        }
    }

    /// An interactive shell without line editing, for which some shells change the terminal modes, and the program in
    /// it.
    pub fn start_in_shell() -> Self {
        let mut terminal = Self::spawn(&["sh", "+o", "emacs", "-i"], &[("PS1", "ready> ")], SCREEN_SIZE);
        terminal.wait_for("ready>");
        terminal.initial_termios = termios_snapshot(&*terminal.master);
        terminal.press(&format!("'{BINARY_PATH}'\r"));
        terminal.wait_for_frame(" 1/");
        terminal
    }

    /// Waits until the shell has the terminal and every thread of the program is stopped.
    pub fn wait_stopped(&self, pid: i32) {
        self.wait_until("prompt", |output| output.screen_text().ends_with("ready>"));
        self.wait_until("stopped process", |_| thread_states(pid).iter().all(|thread| thread.contains("\tT ")));
    }

    /// Starts the program and opens a screen.
    pub fn start_at(screen: &ScreenCase) -> Self {
        let mut terminal = Self::start(&[], &[]);
        terminal.press(screen.keys);
        terminal.wait_for_frame(screen.shown);
        terminal
    }

    /// Waits for a frame that was drawn since the captured bytes were cleared, or for the end. Returns whether the
    /// program still runs.
    pub fn wait_answer(&self) -> bool {
        self.wait_until("answer", |output| output.closed || ends_with_frame(&output.bytes));
        !self.output().closed
    }

    pub fn output(&self) -> MutexGuard<'_, CapturedOutput> {
        self.output.0.lock().unwrap()
    }

    /// Waits until a condition holds; checks it after every output and every 50 ms.
    pub fn wait_until(&self, what: &str, mut condition: impl FnMut(&CapturedOutput) -> bool) {
        let start = Instant::now();
        let mut output = self.output();
        while !condition(&output) {
            assert!(start.elapsed() < WAIT_TIMEOUT, "no {what:?} on the screen:\n{}", output.screen_text());
            output = self.output.1.wait_timeout(output, Duration::from_millis(50)).unwrap().0;
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |output| output.screen_text().contains(text));
    }

    /// Waits for a complete frame with the text; the program hides the cursor at the end of a frame.
    pub fn wait_for_frame(&self, text: &str) {
        let is_complete =
            |output: &CapturedOutput| output.parser.screen().alternate_screen() && ends_with_frame(&output.bytes);
        self.wait_until(text, |output| is_complete(output) && output.screen_text().contains(text));
    }

    pub fn wait_exit(&mut self) -> ExitStatus {
        self.wait_until("exit", |output| output.closed);
        self.child.wait().unwrap()
    }

    /// Waits until the terminal is in the state it had before the program.
    pub fn wait_restored(&self) {
        self.wait_until("restored terminal", |output| {
            let screen = output.parser.screen();
            !(screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste())
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && termios_snapshot(&*self.master) == self.initial_termios
        });
    }

    pub fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
    }

    /// Sends an SGR mouse report for a zero-based column and row.
    pub fn mouse(&mut self, button: u8, (column, row): (u16, u16)) {
        self.press(&format!("\x1b[<{button};{};{}M", column + 1, row + 1));
    }

    /// Sends a signal to the foreground process.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.pid()).unwrap(), signal).unwrap();
    }

    pub fn pid(&self) -> i32 {
        self.master.process_group_leader().unwrap()
    }

    /// The column and row where the text starts on the screen.
    pub fn find_text(&self, text: &str) -> (u16, u16) {
        let screen = self.output().screen_text();
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(text)).unwrap();
        (row.find(text).unwrap().try_into().unwrap(), y.try_into().unwrap())
    }
}

/// Whether the output ends with a complete frame.
fn ends_with_frame(bytes: &[u8]) -> bool {
    let shown_at = bytes.windows(CURSOR_SHOWN.len()).rposition(|part| part == CURSOR_SHOWN);
    let is_position = |rest: &[u8]| {
        rest.split_last().is_some_and(|(last, digits)| *last == b'H' && !digits.iter().any(u8::is_ascii_alphabetic))
    };
    bytes.ends_with(CURSOR_HIDDEN) || shown_at.is_some_and(|at| is_position(&bytes[at + CURSOR_SHOWN.len()..]))
}

pub fn nonzero(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

pub fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

/// The terminal modes (echo, line editing and so on), to compare.
pub fn termios_snapshot(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// The state (`S`, `T`) and context switches of each thread of a process; empty without `/proc`.
pub fn thread_states(pid: i32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let statuses = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
    let is_relevant = |line: &&str| line.starts_with("State:") || line.contains("ctxt_switches:");
    statuses.map(|status| status.lines().filter(is_relevant).collect::<Vec<_>>().join(" ")).collect()
}

/// A temporary directory with a catalogue of `count` models, and the paths of the catalogue and of the state directory.
pub fn write_catalog(count: usize) -> (tempfile::TempDir, String, String) {
    let directory = tempfile::tempdir().unwrap();
    let (catalog, state) = (directory.path().join("many.toml"), directory.path().join("state"));
    let model = |number| {
        let insight = "insight = { en = \"x\", zh = \"x\" }";
        let rest = "stage = \"base\"\norganizations = [\"A\"]\nopen_weights = true";
        format!("[[model]]\nid = \"m-{number}\"\nname = \"M {number:03}\"\n{rest}\n{insight}\n")
    };
    fs::write(&catalog, (0..count).map(model).collect::<String>()).unwrap();
    (directory, catalog.display().to_string(), state.display().to_string())
}
