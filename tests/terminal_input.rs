//! What a terminal sends, from a pseudo-terminal: keys in any number, mouse and paste, and reports nobody asked for.
#![cfg(unix)]

use std::{
    io::Write,
    thread,
    time::{Duration, Instant},
};

use rustix::process::Signal;

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;

use pty::*;

/// A CSI, DCS, OSC, APC, PM and SOS that is not a key; the parser's own tests have more.
const REPORTS: [&str; 10] = [
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[>1;10;0c",
    "\x1b[48;24;80;0;0t",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1b]11;rgb:0000/0000/0000\x07",
    "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b^pm\x1b\\",
    "\x1bXsos\x1b\\",
];

/// Shorter than Esc waits for the rest of a sequence.
const PAUSE: Duration = Duration::from_millis(5);
const ESC_TIMEOUT: Duration = Duration::from_millis(50);

#[test]
fn no_report_takes_the_keys_that_follow() {
    let mut terminal = PtySession::start(&[], &[]);
    for report in REPORTS {
        for at in 0..report.len() {
            let (head, tail) = report.split_at(at);
            terminal.press(head);
            let sent = Instant::now();
            thread::sleep(PAUSE);
            terminal.press(tail);
            // On a busy machine the pause may have become one after which Esc is a key.
            if at == 1 && sent.elapsed() * 2 > ESC_TIMEOUT {
                terminal = PtySession::start(&[], &[]);
                continue;
            }
            terminal.press("j");
            terminal.wait_for_frame(" 2/");
            terminal.press("k");
            terminal.wait_for_frame(" 1/");
        }
    }
    terminal.press(CTRL_C);
    assert!(terminal.wait_exit().success());
}

#[test]
fn an_unfinished_report_takes_no_later_key() {
    for report in
        ["\x1b[<", "\x1b[", "\x1b[?1;2", "\x1b]11;rgb:", "\x1bP1$r", "\x1b_G", "\x1b[200~", "\u{1b}[M#", "\x1b[["]
    {
        let mut terminal = PtySession::start(&[], &[]);
        terminal.press(report);
        // Longer than the rest of any sequence is waited for.
        thread::sleep(Duration::from_millis(if report.contains("200~") { 2500 } else { 600 }));
        terminal.press("\x1b");
        terminal.wait_for_frame("");
        thread::sleep(ESC_TIMEOUT * 2);
        terminal.press("?");
        terminal.wait_for_frame("In the list");
        // Ctrl-C ends an unfinished report at once.
        if !report.contains("200~") {
            terminal.press(report);
        }
        terminal.press(CTRL_C);
        assert!(terminal.wait_exit().success(), "{report:?}");
    }
}

#[test]
fn esc_alone_is_a_key() {
    let mut terminal = PtySession::start(&[], &[]);
    terminal.press("?");
    terminal.wait_for_frame("In the list");
    terminal.press("\x1b");
    terminal.wait_until("list", |output| !output.screen_text().contains("In the list"));
}

#[test]
fn paste_mouse_and_kitty_keys_are_read() {
    let mut terminal = PtySession::start(&[], &[]);
    // `/` and its release, then pasted text in two parts, then Esc and Down of the kitty protocol.
    terminal.press("\x1b[47;1:1u\x1b[47;1:3u\x1b[200~lla");
    thread::sleep(PAUSE);
    terminal.press("ma\x1b[201~");
    terminal.wait_for("/ llama");
    terminal.press("\x1b[27u");
    terminal.wait_until("no query", |output| !output.screen_text().contains("/ llama"));
    terminal.press("\x1b[27;129ug\x1b[1;1:1B\x1b[1;1:3B");
    terminal.wait_for_frame(" 2/");
    let (x, headings) = terminal.find_text("Model");
    terminal.mouse(65, (x, headings + 2));
    terminal.wait_for_frame(" 5/");
    terminal.press("\x1b[99;5u");
    assert!(terminal.wait_exit().success());
}

/// The row after keys that move in a list of `count` rows.
fn row_after(keys: &str, count: usize) -> usize {
    keys.chars().fold(1, |row, key| match key {
        'j' => count.min(row + 1),
        'k' => 1.max(row - 1),
        'G' => count,
        _ => 1,
    })
}

#[test]
fn a_burst_is_read_to_its_end() {
    let (_directory, catalog, _) = write_catalog(3000);
    let mut terminal = PtySession::start(&["--catalog", &catalog], &[]);
    // 1,024 bytes at a time and other sizes, of keys and of reports of the wheel.
    let mut row = 1;
    for count in [1024, 1023, 1025, 4096, 2048] {
        terminal.press(&("j".repeat(count.min(2900 - row)) + &"k".repeat(count - count.min(2900 - row))));
        row = row + count.min(2900 - row) - (count - count.min(2900 - row)).min(row + count.min(2900 - row) - 1);
        terminal.wait_for_frame(&format!(" {row}/"));
    }
    terminal.press("g");
    terminal.wait_for_frame(" 1/");
    terminal.press(&"\x1b[<65;9;09M".repeat(100));
    terminal.wait_for_frame(" 301/");
    terminal.press(&("\x1b[<64;9;009M".repeat(1024 / 12) + "jjjj"));
    terminal.wait_for_frame(&format!(" {}/", 301 - 3 * 85 + 4));
    terminal.press(CTRL_C);
    assert!(terminal.wait_exit().success());
}

#[test]
fn a_hundred_thousand_keys_are_taken_in_order_and_drawn_meanwhile() {
    let count = 300;
    let (_directory, catalog, _) = write_catalog(count);
    let mut terminal = PtySession::start(&["--catalog", &catalog], &[]);
    let (mut keys, mut random) = (String::new(), 1_u32);
    while keys.len() < 100_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        keys += ["j", "jjjjjjj", "k", "kk", "jjj", "G", "g", "k"].get((random >> 29) as usize).unwrap();
    }
    keys += "gj";
    keys += &"jjk".repeat(40);
    assert_eq!(row_after(&keys, count), 42);
    let frames =
        |terminal: &PtySession| terminal.output().bytes.windows(6).filter(|bytes| bytes == b"\x1b[?25l").count();
    let before = frames(&terminal);
    let start = Instant::now();
    terminal.press(&keys);
    terminal.wait_for_frame(" 42/");
    let elapsed = start.elapsed();
    let drawn = frames(&terminal) - before;
    assert!(drawn as u128 * 500 > elapsed.as_millis(), "{drawn} frames in {elapsed:?}");
    terminal.press("j");
    terminal.wait_for_frame(" 43/");
}

#[test]
fn a_signal_does_not_wait_for_the_keys_before_it() {
    let mut terminal = PtySession::start(&[], &[]);
    let mut input = std::mem::replace(&mut terminal.input, Box::new(std::io::sink()));
    let writer = thread::spawn(move || {
        // Fails when the program ends.
        for _ in 0..200 {
            if input.write_all("jk".repeat(5000).as_bytes()).is_err() {
                return;
            }
        }
    });
    thread::sleep(Duration::from_millis(200));
    terminal.signal(Signal::TERM);
    let start = Instant::now();
    let status = terminal.child.wait().unwrap();
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert!(status.signal().is_some_and(|signal| signal.starts_with("Terminated")), "{status}");
    terminal.wait_restored();
    drop(terminal);
    drop(writer);
}
