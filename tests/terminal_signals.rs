//! Signals, stops and resumes in a pseudo-terminal.
#![cfg(unix)]

use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;

use pty::*;

#[test]
fn signals_restore_the_terminal_and_end_the_process() {
    // The beginnings of the names, which systems complete in their own way.
    for (signal, name) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::QUIT, "Quit"),
        (Signal::USR1, "User defined signal 1"),
        (Signal::USR2, "User defined signal 2"),
        (Signal::ALARM, "Alarm clock"),
        (Signal::VTALARM, "Virtual timer expired"),
        (Signal::PROF, "Profiling timer expired"),
        (Signal::XCPU, "C"),
        (Signal::XFSZ, "File"),
        (Signal::ABORT, "Abort"),
        (Signal::SYS, "Bad system call"),
    ] {
        let mut terminal = PtySession::start(&[], &[]);
        terminal.signal(signal);
        let status = terminal.wait_exit();
        assert!(status.signal().is_some_and(|signal| signal.starts_with(name)), "{name}: {status}");
        terminal.wait_restored();
        assert_eq!(terminal.output().screen_text(), "", "{name}");
    }
}

/// The signal cannot be raised again without `unsafe`: signal-hook takes its default action for that of other systems.
#[cfg(target_os = "linux")]
#[test]
fn sigio_restores_the_terminal_and_ends_the_process() {
    let mut terminal = PtySession::start(&[], &[]);
    terminal.signal(Signal::IO);
    let status = terminal.wait_exit();
    assert_eq!(status.exit_code(), 128 + 29, "{status}");
    terminal.wait_restored();
    assert_eq!(terminal.output().screen_text(), "");
}

#[test]
fn a_signal_during_the_start_leaves_no_trace() {
    for attempt in 0..40 {
        let mut terminal = PtySession::spawn(&[BINARY_PATH], &[], SCREEN_SIZE);
        // As soon as the program has changed the terminal, and at some times after that.
        let start = Instant::now();
        while termios_snapshot(&*terminal.master) == terminal.initial_termios && start.elapsed() < WAIT_TIMEOUT {}
        thread::sleep(Duration::from_micros(attempt * 250));
        terminal.signal(Signal::TERM);
        let status = terminal.wait_exit();
        assert!(status.signal().is_some_and(|signal| signal.starts_with("Terminated")), "{attempt}: {status}");
        terminal.wait_restored();
    }
}

/// How often the main thread of a process has waited for something.
fn waits(pid: i32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?.trim().parse().ok()
}

#[test]
fn a_signal_ends_a_program_whose_terminal_takes_no_output() {
    let mut terminal = PtySession::start(&[], &[]);
    let output = terminal.output.clone();
    // The reader waits for the lock, and the program for the reader.
    let held = output.0.lock().unwrap();
    // Until it no longer wakes up for keys. Where that is not known, a hundred keys fill the buffer of the terminal.
    let mut unhandled = 0;
    while unhandled < 100 {
        let before = waits(terminal.pid());
        terminal.press(CTRL_L);
        thread::sleep(Duration::from_millis(10));
        unhandled = if waits(terminal.pid()) == before { unhandled + 1 } else { 0 };
    }
    terminal.signal(Signal::TERM);
    let start = Instant::now();
    while terminal.child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < WAIT_TIMEOUT, "the program still runs");
        thread::sleep(Duration::from_millis(20));
    }
    assert!(start.elapsed() > Duration::from_secs(1), "the program could still write");
    assert_eq!(termios_snapshot(&*terminal.master), terminal.initial_termios);
    drop(held);
    let status = terminal.wait_exit();
    assert!(status.signal().is_some_and(|signal| signal.starts_with("Terminated")), "{status}");
}

#[test]
fn suspend_restores_the_terminal_and_resume_redraws() {
    let mut terminal = PtySession::start_in_shell();
    terminal.press("jj");
    terminal.wait_for_frame(" 3/");
    let pid = terminal.pid();
    let before = terminal.output().screen_text();
    // A status message, which must be removed after the pause and not from the shell's screen.
    terminal.press(F3);
    terminal.wait_for_frame("Theme:");
    terminal.press(CTRL_Z);
    terminal.wait_restored();
    terminal.wait_stopped(pid);
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

#[test]
fn a_stop_signal_from_outside_restores_the_terminal() {
    let mut terminal = PtySession::start_in_shell();
    terminal.press("jj");
    terminal.wait_for_frame(" 3/");
    let (pid, before) = (terminal.pid(), terminal.output().screen_text());
    for _ in 0..2 {
        kill_process(Pid::from_raw(pid).unwrap(), Signal::TSTP).unwrap();
        terminal.wait_stopped(pid);
        terminal.wait_restored();
        terminal.press("fg\r");
        terminal.wait_until("same screen", |output| output.screen_text() == before);
        terminal.press("j");
        terminal.wait_for_frame(" 4/");
        terminal.press("k");
        terminal.wait_for_frame(" 3/");
    }
    terminal.press("q");
    terminal.wait_restored();
}

#[test]
fn after_sigstop_the_terminal_is_entered_again() {
    let mut terminal = PtySession::start_in_shell();
    terminal.press("jj");
    terminal.wait_for_frame(" 3/");
    let (pid, before) = (terminal.pid(), terminal.output().screen_text());
    let raw_modes = termios_snapshot(&*terminal.master);
    kill_process(Pid::from_raw(pid).unwrap(), Signal::STOP).unwrap();
    terminal.wait_until("stopped process", |_| thread_states(pid).iter().all(|thread| thread.contains("\tT ")));
    // What a person does whose terminal was left in raw mode.
    terminal.press("\nstty sane; clear; echo $((123456 * 7))\n");
    terminal.wait_for("864192");
    assert_ne!(termios_snapshot(&*terminal.master), raw_modes);
    terminal.press("fg\r");
    terminal.wait_until("same screen", |output| output.screen_text() == before);
    terminal.wait_until("raw mode", |_| termios_snapshot(&*terminal.master) == raw_modes);
    terminal.press("j");
    terminal.wait_for_frame(" 4/");
    terminal.press("q");
    // The shell drops what is typed before it shows its prompt.
    terminal.wait_until("prompt", |output| {
        !output.parser.screen().alternate_screen() && output.screen_text().trim_end().ends_with("ready>")
    });
    terminal.wait_until("line editing", |_| termios_snapshot(&*terminal.master) != raw_modes);
    terminal.press("echo code $?\r");
    terminal.wait_for("code 0");
}

#[test]
fn the_end_of_input_in_line_mode_is_not_the_end_of_the_terminal() {
    let mut terminal = PtySession::start(&[], &[]);
    let tty = terminal.master.tty_name().unwrap();
    let stty = |modes: &[&str]| {
        let status = Command::new("stty").args(modes).stdin(fs::File::open(&tty).unwrap()).status().unwrap();
        assert!(status.success());
    };
    // The modes are those of the shell until the program takes the terminal again after a stop.
    stty(&["icanon", "eof", "^D"]);
    terminal.press("\x04");
    thread::sleep(Duration::from_millis(100));
    stty(&["-icanon", "min", "1"]);
    terminal.press("j");
    terminal.wait_for_frame(" 2/");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
}

#[test]
fn continue_without_a_stop_redraws() {
    let mut terminal = PtySession::start(&[], &[]);
    let before = terminal.output().screen_text();
    terminal.output().parser.process(b"\x1b[?1049l\x1b[Hgarbage");
    terminal.signal(Signal::CONT);
    terminal.wait_until("same screen", |output| output.screen_text() == before);
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    terminal.wait_restored();
}
