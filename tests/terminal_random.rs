//! Random input and random sizes in a pseudo-terminal. The seeds are fixed; each answer has to come in time.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use pty::*;
use random::{SplitMix, rounds};

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;
#[path = "support/random.rs"]
mod random;

/// The time for one answer; generous, for busy machines and a program without optimizations.
const MAX_ANSWER_TIME: Duration = Duration::from_secs(5);
/// Acts of one run of the program, which keeps what a failure prints short.
const ACTS_PER_RUN: usize = 250;

/// Input that is sent at once. Esc alone is written as `CSI 27 u`, so that no pause is needed.
const INPUTS: [&str; 59] = [
    "j",
    "k",
    "G",
    "g",
    "\x04",
    "\x15",
    "\x06",
    "\x02",
    "\r",
    "\r",
    "\x1b[27u",
    "\x1b[27u",
    "\t",
    "\x1b[Z",
    "1",
    "2",
    "5",
    "6",
    "l",
    "h",
    "t",
    "x",
    "v",
    "i",
    "a",
    "?",
    "s",
    "S",
    " ",
    "V",
    "u",
    "b",
    "e",
    "B",
    "/",
    "n",
    "N",
    "]",
    "[",
    "y",
    "Y",
    "J",
    "K",
    "C",
    "f",
    "\x7f",
    "\x12",
    "m",
    CTRL_L,
    CTRL_Z,
    F2,
    F3,
    "q",
    "params:<=10b score:>40 llama",
    "\x1b[200~zz盘古\u{202e}\x07\r\nstage:base\x1b[201~",
    "\x1b[?997;1n\x1b]11;rgb:0000/0000/0000\x07\x1bP>|x\x1b\\",
    "\x1b[99;5:3u\x1b[1;1:3B\x1b[47;1:1u",
    "\x1b[<65;40;12M\x1b[<64;1;1M",
    "\x00\u{7f}é中\x1b[24~",
];

fn random_input(random: &mut SplitMix) -> String {
    match random.below(10) {
        0 => {
            let button = random.pick(&[0, 0, 2, 64, 65]);
            format!("\x1b[<{button};{};{}M", 1 + random.below(90), 1 + random.below(30))
        }
        _ => random.pick(&INPUTS).to_owned(),
    }
}

/// The act that took the longest to be answered, after those before it.
#[derive(Default)]
struct SlowestAct {
    time: Duration,
    last_acts: Vec<String>,
}

/// Sends random input to a program until it quits or the acts are done. Returns the number of acts.
fn run(random: &mut SplitMix, acts: usize, slowest: &mut SlowestAct) -> usize {
    let mut terminal = PtySession::start(&[], &[("BROWSER", "true"), ("VISUAL", "true")]);
    let mut sent = Vec::new();
    for _ in 0..acts {
        let input = random_input(random);
        sent.push(input.clone());
        let start = Instant::now();
        terminal.output().bytes.clear();
        // The redraw is an answer also to what changes nothing.
        terminal.press(&(input + CTRL_L));
        let is_running = terminal.wait_answer();
        if start.elapsed() > slowest.time {
            let before = sent.iter().rev().take(8).rev().cloned().collect();
            *slowest = SlowestAct { time: start.elapsed(), last_acts: before };
        }
        assert!(start.elapsed() < MAX_ANSWER_TIME, "{:?} after {sent:?}", start.elapsed());
        if !is_running {
            break;
        }
    }
    if !terminal.output().closed {
        terminal.press(CTRL_C);
    }
    let status = terminal.wait_exit();
    assert!(status.success(), "{status} after {sent:?}");
    terminal.wait_restored();
    sent.len()
}

/// A number in the environment.
fn env_number(name: &str) -> Option<usize> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures of a long run")]
fn random_input_is_answered_in_time() {
    let count = env_number("LLM_TUI_RANDOM_ACTS").unwrap_or_else(|| rounds(500, 10_000));
    let mut random = SplitMix(env_number("LLM_TUI_RANDOM_SEED").unwrap_or(1) as u64);
    let (mut acts, mut slowest) = (0, SlowestAct::default());
    while acts < count {
        acts += run(&mut random, ACTS_PER_RUN.min(count - acts), &mut slowest);
    }
    println!("{acts} acts, the slowest {:?}, the last of {:?}", slowest.time, slowest.last_acts);
}

fn random_size(random: &mut SplitMix) -> (u16, u16) {
    let mut length = |max: usize| u16::try_from(random.below(max)).unwrap();
    // Small sizes, at which parts are left out, are the most interesting.
    match length(4) {
        0 => (length(12), length(12)),
        1 => (length(130), length(12)),
        2 => (length(60), length(60)),
        _ => (length(300), length(100)),
    }
}

#[test]
fn every_screen_survives_random_sizes() {
    let (count, mut random) = (rounds(100, 1_000), SplitMix(2));
    for screen in SCREENS {
        let mut terminal = PtySession::start_at(&screen);
        for resize in 0..count {
            terminal.master.resize(pty_size(random_size(&mut random))).unwrap();
            if resize % 5 == 0 {
                terminal.output().bytes.clear();
                terminal.press(CTRL_L);
                assert!(terminal.wait_answer(), "{}: the program ended", screen.shown);
            }
        }
        terminal.master.resize(pty_size(SCREEN_SIZE)).unwrap();
        terminal.output().parser.set_size(nonzero(SCREEN_SIZE.1), nonzero(SCREEN_SIZE.0));
        // The first answers may be to earlier sizes.
        for _ in 0..3 {
            terminal.output().bytes.clear();
            terminal.press(CTRL_L);
            terminal.wait_answer();
        }
        // A redraw changes nothing: each cell was drawn.
        let shown = terminal.output().screen_text();
        terminal.output().parser.process(b"\x1b[Hgarbage");
        terminal.press(CTRL_L);
        terminal.wait_until(&shown, |output| output.screen_text() == shown);
        terminal.press(CTRL_C);
        assert!(terminal.wait_exit().success(), "{}", screen.shown);
        terminal.wait_restored();
    }
}
