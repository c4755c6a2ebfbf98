//! Signals, stops and resumes in a pseudo-terminal.
#![cfg(unix)]

use rustix::process::Signal;

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;

use pty::*;

/// An interactive shell without line editing, for which some shells change the terminal modes, and the program in it.
fn start_in_shell() -> PtySession {
    let mut terminal = PtySession::spawn(&["sh", "+o", "emacs", "-i"], &[("PS1", "ready> ")], SCREEN_SIZE);
    terminal.wait_for("ready>");
    terminal.initial_termios = termios_snapshot(&*terminal.master);
    terminal.press(&format!("'{BINARY_PATH}'\r"));
    terminal.wait_for_frame(" 1/");
    terminal
}

fn wait_stopped(terminal: &PtySession, pid: i32) {
    terminal.wait_until("prompt", |output| output.screen_text().ends_with("ready>"));
    terminal.wait_until("stopped process", |_| thread_states(pid).iter().all(|thread| thread.contains("\tT ")));
}

#[test]
fn signals_restore_the_terminal_and_end_the_process() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup")] {
        let mut terminal = PtySession::start(&[], &[]);
        terminal.signal(signal);
        let status = terminal.wait_exit();
        assert!(status.signal().is_some_and(|signal| signal.starts_with(name)), "{name}: {status}");
        terminal.wait_restored();
    }
}

#[test]
fn suspend_restores_the_terminal_and_resume_redraws() {
    let mut terminal = start_in_shell();
    terminal.press("jj");
    terminal.wait_for_frame(" 3/");
    let pid = terminal.pid();
    let before = terminal.output().screen_text();
    // A status message, which must be removed after the pause and not from the shell's screen.
    terminal.press(F3);
    terminal.wait_for_frame("Theme:");
    terminal.press(CTRL_Z);
    terminal.wait_restored();
    wait_stopped(&terminal, pid);
    terminal.press("echo $((6 * 7))\r");
    terminal.wait_for("echo $((6 * 7))\n42");
    terminal.press("fg\r");
    terminal.wait_until("same screen", |output| output.screen_text() == before);
    terminal.press("q");
    terminal.wait_restored();
    terminal.wait_until("prompt", |output| output.screen_text().ends_with("ready>"));
    terminal.press("echo code $?\r");
    terminal.wait_for("code 0");
    assert!(!terminal.output().screen_text().contains(" 3/"), "{}", terminal.output().screen_text());
}

#[test]
fn suspend_without_a_job_control_shell_continues() {
    let mut terminal = PtySession::start(&[], &[]);
    terminal.press(CTRL_Z);
    terminal.press("j");
    terminal.wait_for_frame(" 2/");
}
