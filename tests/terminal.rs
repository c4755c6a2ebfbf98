//! The program in a real terminal: a pseudo-terminal whose screen is read back.
#![cfg(unix)]
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

const BINARY_PATH: &str = env!("CARGO_BIN_EXE_llm-tui");
/// How long anything may take, on a busy machine too.
const WAIT_TIMEOUT: Duration = Duration::from_secs(20);
const SCREEN_SIZE: (u16, u16) = (100, 30);
/// What a terminal sends for keys that are no letters.
const CTRL_C: &str = "\x03";
const CTRL_L: &str = "\x0c";
const CTRL_Z: &str = "\x1a";
const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const PAPER_URL: &str = "https://arxiv.org/abs/2302.13971";

/// A terminal in which a program runs.
struct PtySession {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Arc<(Mutex<CapturedOutput>, Condvar)>,
    initial_termios: String,
    /// Where the program keeps what it remembers.
    _home: tempfile::TempDir,
}

struct CapturedOutput {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
}

impl CapturedOutput {
    /// What can be read, without the blanks at the ends of lines.
    fn screen_text(&self) -> String {
        let rows = self.parser.screen().rows(0, u16::MAX).map(|row| row.trim_end().to_owned() + "\n");
        rows.collect::<String>().trim_end().to_owned()
    }
}

impl PtySession {
    /// Starts the program with arguments and variables, and waits for its first frame.
    fn start(arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let terminal = Self::spawn(&[&[BINARY_PATH], arguments].concat(), variables, SCREEN_SIZE);
        terminal.wait_for_frame("");
        terminal
    }

    /// Runs a command with these variables and a few that are always the same.
    fn spawn(command: &[&str], variables: &[(&str, &str)], size: (u16, u16)) -> Self {
        let (path, folder) = (std::env::var("PATH").unwrap_or_default(), tempfile::tempdir().unwrap());
        let home = folder.path().to_str().unwrap();
        let mut builder = CommandBuilder::from_argv(command.iter().map(Into::into).collect());
        builder.env_clear();
        let always = [("TERM", "xterm-256color"), ("LC_ALL", "en_US.UTF-8"), ("PATH", &path), ("HOME", home)];
        always.iter().chain(variables).for_each(|(name, value)| builder.env(name, value));
        let pty = native_pty_system().openpty(pty_size(size)).unwrap();
        let modes_before = termios_snapshot(&*pty.master);
        let child = pty.slave.spawn_command(builder).unwrap();
        let parser = vt100::Parser::new(nonzero(size.1), nonzero(size.0), 0);
        let seen = Arc::new((Mutex::new(CapturedOutput { parser, bytes: Vec::new(), closed: false }), Condvar::new()));
        let (mut output, shared) = (pty.master.try_clone_reader().unwrap(), Arc::clone(&seen));
        thread::spawn(move || {
            let (mut buffer, mut count) = ([0; 4096], usize::MAX);
            while count > 0 {
                count = output.read(&mut buffer).unwrap_or_default();
                let Ok(mut seen) = shared.0.lock() else { return };
                seen.parser.process(&buffer[..count]);
                seen.bytes.extend_from_slice(&buffer[..count]);
                seen.closed = count == 0;
                shared.1.notify_all();
            }
        });
        Self {
            child,
            input: pty.master.take_writer().unwrap(),
            master: pty.master,
            output: seen,
            initial_termios: modes_before,
            _home: folder,
        }
    }

    fn output(&self) -> MutexGuard<'_, CapturedOutput> {
        self.output.0.lock().unwrap()
    }

    /// Waits until something holds; looks when output comes, and now and then for the rest.
    fn wait_until(&self, what: &str, mut holds: impl FnMut(&CapturedOutput) -> bool) {
        let start = Instant::now();
        let mut seen = self.output();
        while !holds(&seen) {
            assert!(start.elapsed() < WAIT_TIMEOUT, "no {what:?}; the screen says:\n{}", seen.screen_text());
            seen = self.output.1.wait_timeout(seen, Duration::from_millis(50)).unwrap().0;
        }
    }

    fn wait_for(&self, text: &str) {
        self.wait_until(text, |seen| seen.screen_text().contains(text));
    }

    /// Waits for a whole frame that shows a text: the program hides the cursor last.
    fn wait_for_frame(&self, text: &str) {
        let is_whole =
            |seen: &CapturedOutput| seen.parser.screen().alternate_screen() && seen.bytes.ends_with(b"\x1b[?25l");
        self.wait_until(text, |seen| is_whole(seen) && seen.screen_text().contains(text));
    }

    fn wait_exit(&mut self) -> ExitStatus {
        self.wait_until("end", |seen| seen.closed);
        self.child.wait().unwrap()
    }

    /// Waits until the terminal is as it was before the program.
    fn wait_restored(&self) {
        self.wait_until("terminal given back", |seen| {
            let screen = seen.parser.screen();
            !(screen.alternate_screen() || screen.hide_cursor() || screen.bracketed_paste())
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
                && termios_snapshot(&*self.master) == self.initial_termios
        });
    }

    fn press(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
    }

    /// Sends what the mouse does at a column and row, as an SGR report.
    fn mouse(&mut self, button: u8, (column, row): (u16, u16)) {
        self.press(&format!("\x1b[<{button};{};{}M", column + 1, row + 1));
    }

    fn pid(&self) -> i32 {
        self.master.process_group_leader().unwrap()
    }

    /// The column and row of a text on the screen.
    fn find_text(&self, text: &str) -> (u16, u16) {
        let screen = self.output().screen_text();
        let (y, row) = screen.lines().enumerate().find(|(_, row)| row.contains(text)).unwrap();
        (row.find(text).unwrap().try_into().unwrap(), y.try_into().unwrap())
    }
}

fn nonzero(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

/// Echo, line editing and so on, to compare.
fn termios_snapshot(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// The state (`S`, `T`) of each thread of a process, and how often it ran; empty without `/proc`.
fn thread_states(pid: i32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let statuses = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
    let tells = |line: &&str| line.starts_with("State:") || line.contains("ctxt_switches:");
    statuses.map(|status| status.lines().filter(tells).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn it_shows_tabs_and_table_and_every_way_out_gives_the_terminal_back() {
    for (keys, shown, quit) in [("", "Model", "q"), ("/ll", "/ ll", CTRL_C), ("?", "In the table", CTRL_C)] {
        let mut terminal = PtySession::start(&[], &[]);
        let text = terminal.output().screen_text();
        assert!(["Base", "SFT", "RLHF", "Extensions", "All", "Params", "1/"].iter().all(|word| text.contains(word)));
        assert!(terminal.output().parser.screen().bracketed_paste());
        terminal.press(keys);
        terminal.wait_for(shown);
        terminal.press(quit);
        assert!(terminal.wait_exit().success());
        terminal.wait_restored();
        assert_eq!(terminal.output().screen_text(), "", "nothing stays behind");
    }
}

#[test]
fn the_paper_opens_in_the_first_browser_of_the_environment_that_starts() {
    let directory = tempfile::tempdir().unwrap();
    let (script, note) = (directory.path().join("browser"), directory.path().join("note"));
    let note_arguments = format!("printf '%s\\n' \"$@\" >'{0}.new' && mv '{0}.new' '{0}'\n", note.display());
    fs::write(&script, note_arguments).unwrap();
    // Run by `sh`, because a script that another test still holds open could not be executed.
    let plain = format!("sh {}", script.display());
    let elaborate = format!("/no/such/browser:{plain} --url=%s -q");
    for (browser, words) in [(plain, format!("{PAPER_URL}\n")), (elaborate, format!("--url={PAPER_URL}\n-q\n"))] {
        let mut terminal = PtySession::start(&[], &[("BROWSER", &browser)]);
        terminal.press("/llama\rp");
        terminal.wait_for("Opening arxiv.org/abs/2302.13971");
        terminal.wait_until("browser", |_| note.exists());
        assert_eq!(fs::read_to_string(&note).unwrap(), words);
        fs::remove_file(&note).unwrap();
    }
}

#[test]
fn over_ssh_the_address_is_copied_through_the_terminal() {
    let mut terminal = PtySession::start(&[], &[("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")]);
    terminal.press("/llama\rp");
    terminal.wait_for(&format!("Remote session; link copied: {PAPER_URL}"));
    let sequence = "\x1b]52;c;aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzIzMDIuMTM5NzE=\x1b\\";
    assert!(String::from_utf8_lossy(&terminal.output().bytes).contains(sequence));
}

#[test]
fn a_signal_ends_it_as_that_signal_and_gives_the_terminal_back() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
        let mut terminal = PtySession::start(&[], &[]);
        kill_process(Pid::from_raw(terminal.pid()).unwrap(), signal).unwrap();
        let status = terminal.wait_exit();
        assert!(status.signal().is_some_and(|signal| signal.starts_with(name)), "{status}");
        terminal.wait_restored();
    }
}

#[test]
fn suspending_gives_the_terminal_to_the_shell_and_continuing_brings_the_screen_back() {
    // Without line editing, which some shells do in modes of their own.
    let mut terminal = PtySession::spawn(&["sh", "+o", "emacs", "-i"], &[("PS1", "ready> ")], SCREEN_SIZE);
    terminal.wait_for("ready>");
    terminal.initial_termios = termios_snapshot(&*terminal.master);
    terminal.press(&format!("'{BINARY_PATH}'\r"));
    terminal.wait_for_frame(" 1/");
    terminal.press("jj");
    terminal.wait_for_frame(" 3/");
    let pid = terminal.pid();
    let before = terminal.output().screen_text();
    // A notice, because it is to be wiped away after the pause, and not from the shell's screen.
    terminal.press(F3);
    terminal.wait_for_frame("Theme:");
    terminal.press(CTRL_Z);
    terminal.wait_restored();
    terminal.wait_until("prompt", |seen| seen.screen_text().ends_with("ready>"));
    terminal.wait_until("stopped process", |_| thread_states(pid).iter().all(|thread| thread.contains("\tT ")));
    terminal.press("echo $((6 * 7))\r");
    terminal.wait_for("echo $((6 * 7))\n42");
    terminal.press("fg\r");
    terminal.wait_until("same screen", |seen| seen.screen_text() == before);
    terminal.press("q");
    terminal.wait_restored();
    terminal.wait_until("prompt", |seen| seen.screen_text().ends_with("ready>"));
    terminal.press("echo code $?\r");
    terminal.wait_for("code 0");
    assert!(!terminal.output().screen_text().contains(" 3/"), "{}", terminal.output().screen_text());
}

#[test]
fn without_a_shell_to_continue_it_suspending_leaves_it_on_its_screen() {
    let mut terminal = PtySession::start(&[], &[]);
    terminal.press(CTRL_Z);
    terminal.press("j");
    terminal.wait_for_frame(" 2/");
}

#[test]
fn another_size_and_a_garbled_screen_are_drawn_as_if_it_had_started_so() {
    let mut terminal = PtySession::start(&[], &[]);
    for size in [(40, 12), (140, 40), (20, 5), SCREEN_SIZE] {
        let fresh = PtySession::spawn(&[BINARY_PATH], &[], size);
        fresh.wait_for_frame(if size.0 < 30 { "The window is too" } else { "1/" });
        let expected = fresh.output().screen_text();
        terminal.output().parser.set_size(nonzero(size.1), nonzero(size.0));
        terminal.master.resize(pty_size(size)).unwrap();
        terminal.wait_until(&expected, |seen| seen.screen_text() == expected);
        terminal.output().parser.process(b"\x1b[Hgarbage");
        terminal.press(CTRL_L);
        terminal.wait_until(&expected, |seen| seen.screen_text() == expected);
    }
}

#[test]
fn an_idle_program_writes_nothing_and_sleeps() {
    let terminal = PtySession::start(&[], &[]);
    terminal.wait_until("sleep", |_| thread_states(terminal.pid()).iter().all(|thread| thread.contains("\tS ")));
    let effort = || (terminal.output().bytes.len(), thread_states(terminal.pid()));
    let before = effort();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(effort(), before);
}

#[test]
fn a_key_repaints_less_than_half_of_what_the_first_frame_took() {
    let mut terminal = PtySession::start(&[], &[]);
    let first = terminal.output().bytes.len();
    terminal.press("j");
    terminal.wait_for_frame(" 2/");
    let repaint = terminal.output().bytes.len() - first;
    assert!(repaint * 2 < first, "the first frame took {first} bytes, the next {repaint}");
}

#[test]
fn the_mouse_chooses_a_tab_and_a_row_and_the_wheel_moves() {
    let mut terminal = PtySession::start(&[], &[]);
    let (x, headings) = terminal.find_text("Model");
    for (button, y, selected) in [(65, 2, " 4/"), (64, 2, " 1/"), (0, 6, " 6/")] {
        terminal.mouse(button, (x, headings + y));
        terminal.wait_for_frame(selected);
    }
    let is_reversed = |terminal: &PtySession, (x, y)| terminal.output().parser.screen().cell(y, x).unwrap().inverse();
    assert!(is_reversed(&terminal, (x, headings + 6)) && !is_reversed(&terminal, (x, headings + 1)));
    let tab = terminal.find_text("SFT");
    assert!(!is_reversed(&terminal, tab));
    terminal.mouse(0, tab);
    terminal.wait_for_frame(" 1/");
    assert!(is_reversed(&terminal, tab));
}

#[test]
fn no_color_leaves_no_color_but_shows_the_selection() {
    let mut terminal = PtySession::start(&[], &[("NO_COLOR", "1")]);
    terminal.press("/llama\r\rj");
    terminal.wait_for_frame("Esc back");
    let bytes = String::from_utf8_lossy(&terminal.output().bytes).into_owned();
    let codes = bytes.split("\x1b[").filter_map(|rest| rest.split_once('m')).map(|(codes, _)| codes);
    let codes = codes.filter(|codes| codes.chars().all(|sign| sign.is_ascii_digit() || sign == ';'));
    let codes: Vec<u8> = codes.flat_map(|codes| codes.split(';')).filter_map(|code| code.parse().ok()).collect();
    assert!(codes.contains(&7), "{codes:?}");
    assert!(!codes.iter().any(|code| matches!(code, 30..=38 | 40..=48 | 90..=107)), "{codes:?}");
}

#[test]
fn it_speaks_chinese_when_asked_and_english_after_a_key() {
    let mut terminal = PtySession::start(&["--locale", "zh"], &[]);
    terminal.wait_for("基础");
    terminal.press(F2);
    terminal.wait_for_frame("Language: English");
    assert!(!terminal.output().screen_text().contains("基础"));
}

#[test]
fn a_bad_catalogue_is_refused_before_the_terminal_is_touched() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("bad.toml").display().to_string();
    let errors = format!("{file}.errors");
    fs::write(&file, "# A catalogue.\nmodell = []\n").unwrap();
    let script = "exec \"$0\" --catalog \"$1\" 2>\"$2\"";
    let mut terminal = PtySession::spawn(&["sh", "-c", script, BINARY_PATH, &file, &errors], &[], SCREEN_SIZE);
    assert_eq!(terminal.wait_exit().exit_code(), 2);
    assert!(!terminal.output().bytes.contains(&b'\x1b'));
    let errors = fs::read_to_string(errors).unwrap();
    assert!(errors.starts_with(&format!("llm-tui: {file}:2:1: `modell`")), "{errors}");
}

/// A catalogue of so many models, and a folder for what the program remembers.
fn write_catalog(count: usize) -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let (catalog, state) = (folder.path().join("many.toml"), folder.path().join("state"));
    let model = |number| {
        let insight = "insight = { en = \"x\", zh = \"x\" }";
        let rest = "stage = \"base\"\norganizations = [\"A\"]\nopen_weights = true";
        format!("[[model]]\nid = \"m-{number}\"\nname = \"M {number:03}\"\n{rest}\n{insight}\n")
    };
    fs::write(&catalog, (0..count).map(model).collect::<String>()).unwrap();
    (folder, catalog.display().to_string(), state.display().to_string())
}

#[test]
fn bookmarks_and_notes_are_there_when_it_starts_again() {
    let (_folder, catalog, state) = write_catalog(3);
    let start = || PtySession::start(&["--catalog", &catalog], &[("XDG_STATE_HOME", &state)]);
    let mut terminal = start();
    terminal.press("jb");
    terminal.wait_for("M 001 #");
    terminal.press("jntry it\r");
    terminal.wait_for("Note saved: M 002");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    let mut terminal = start();
    terminal.wait_for("M 001 #");
    terminal.press("B");
    terminal.wait_for("Base 2");
    terminal.press("j");
    terminal.wait_for("Your note");
    terminal.press("bb");
    terminal.wait_for("Base 1");
    let kept = fs::read_to_string(format!("{state}/llm-tui/bookmarks.toml")).unwrap();
    assert!(kept.ends_with("\n[[bookmark]]\nid = \"m-1\"\n"), "{kept}");
}

#[test]
fn two_programs_that_bookmark_at_once_lose_nothing() {
    let (_folder, catalog, state) = write_catalog(100);
    let start = || PtySession::start(&["--catalog", &catalog], &[("XDG_STATE_HOME", &state)]);
    let (mut one, mut other) = (start(), start());
    other.press("G");
    other.wait_for_frame("100/");
    for _ in 0..50 {
        one.press("bj");
        other.press("bk");
    }
    one.wait_for_frame(" 51/");
    other.wait_for_frame(" 50/");
    let kept = fs::read_to_string(format!("{state}/llm-tui/bookmarks.toml")).unwrap();
    assert_eq!(kept.matches("[[bookmark]]").count(), 100, "{kept}");
}

#[test]
fn a_broken_file_of_bookmarks_is_kept_byte_for_byte_until_it_is_mended() {
    let (_folder, catalog, state) = write_catalog(2);
    let file = format!("{state}/llm-tui/bookmarks.toml");
    fs::create_dir_all(format!("{state}/llm-tui")).unwrap();
    let broken = "# mine\n[[bookmark]]\nid = \"m-1\"\nnote = \"open\n";
    fs::write(&file, broken).unwrap();
    let mut terminal = PtySession::start(&["--catalog", &catalog], &[("XDG_STATE_HOME", &state)]);
    terminal.wait_for("bookmarks.toml:4: ");
    terminal.press("j");
    terminal.wait_for_frame(" 2/");
    terminal.press("b");
    terminal.wait_for("bookmarks.toml:4: ");
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
    fs::write(&file, broken.replace("open", "closed\"")).unwrap();
    terminal.press("kb");
    terminal.wait_for("M 000 #");
    terminal.wait_for("M 001 #");
    assert!(fs::read_to_string(&file).unwrap().contains("note = \"closed\""));
}
