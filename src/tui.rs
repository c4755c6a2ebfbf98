//! The terminal: taking it over, the loop, and giving it back.
//!
//! Nothing ticks. The loop sleeps until the terminal or a signal wakes it.

use std::{
    io::{self, BufWriter, Stdout, Write},
    sync::mpsc::{self, Receiver},
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
    Frame, Terminal,
    backend::CrosstermBackend,
    layout::{Position, Rect},
};

mod wake;

use wake::{Searcher, Wake, load, watch, watch_signals};

use crate::{
    app::{App, Effect, Outcome},
    search::Order,
    shelf::dump::Dump,
    system::{self, Desk},
    view,
};

/// How the program was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// By a person.
    Quit,
    /// By a signal of this number.
    Signal(i32),
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Runs the program on the terminal until a person leaves. The terminal is
/// given back as it was, also after an error or a panic.
///
/// # Errors
///
/// Fails where the terminal cannot be read or written.
pub fn run(app: &mut App, desk: &Desk, dump: Option<Dump>) -> io::Result<Left> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back(&mut io::stdout());
        hook(panic);
    }));
    let guard = Guard;
    take_over(&mut io::stdout())?;
    let mut screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout())))?;
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone());
    if let Some(dump) = dump {
        load(dump, sender.clone());
    }
    // The first screen does not wait for threads to begin.
    screen.draw(|frame| draw(app, frame))?;
    watch(&sender);
    let left = serve(app, desk, &mut screen, &wakes, &Searcher::new(sender));
    drop(guard);
    left
}

/// Waits and draws, over and over.
fn serve(
    app: &mut App,
    desk: &Desk,
    screen: &mut Screen,
    wakes: &Receiver<Wake>,
    searcher: &Searcher,
) -> io::Result<Left> {
    let mut is_cold = true;
    loop {
        // Not before the first screen of all entries, which would wait for it.
        if is_cold && !app.is_searching() && app.loading().is_none() {
            is_cold = false;
            let shelf = app.shelf().clone();
            thread::spawn(move || {
                shelf.warm();
                Order::warm(&shelf);
            });
        }
        if let Some((number, job)) = app.take_job() {
            searcher.begin(number, job);
        }
        let mut next = wakes.recv().ok();
        // What came meanwhile is taken before the next drawing.
        while let Some(wake) = next {
            match wake {
                Wake::Terminal(event) => {
                    if let Some(effect) = app.receive(&event)
                        && perform(effect, app, desk, screen)? == After::Leave
                    {
                        return Ok(Left::Quit);
                    }
                }
                Wake::Continued => resume(screen)?,
                Wake::Ended(signal) => return Ok(Left::Signal(signal)),
                Wake::Lost(error) => return Err(error),
                Wake::Found(number, answer) => app.accept(number, *answer),
                Wake::Loaded(part, report) => app.add(*part, &report),
                Wake::Complete(report) => app.loaded(report?),
            }
            next = wakes.try_recv().ok();
        }
        screen.draw(|frame| draw(app, frame))?;
    }
}

/// Draws the state on a frame, which knows the size of the screen first: the
/// event that tells it may still be on the way.
pub fn draw(app: &mut App, frame: &mut Frame<'_>) {
    let size = frame.area().as_size();
    if size != app.size() {
        app.resize(size);
    }
    view::draw(app, frame);
}

/// What comes after an effect.
#[derive(PartialEq, Eq)]
enum After {
    Stay,
    Leave,
}

fn perform(effect: Effect, app: &mut App, desk: &Desk, screen: &mut Screen) -> io::Result<After> {
    match effect {
        Effect::Open(url) => {
            let outcome = desk.open(&url, screen.backend_mut())?;
            app.tell(&outcome);
        }
        Effect::Copy(text) => {
            system::copy(&text, screen.backend_mut())?;
            app.tell(&Outcome::Copied(text));
        }
        Effect::CopyAs(form, text) => {
            system::copy(&text, screen.backend_mut())?;
            app.tell(&Outcome::CopiedAs(form, text));
        }
        // A history that cannot be written is not worth interrupting anybody.
        Effect::Remember(query) => drop(system::remember(&query)),
        Effect::Keep(change) => app.kept(&change, system::keep(&change)),
        Effect::Redraw => redraw(screen)?,
        Effect::Suspend => {
            suspend()?;
            // At once: the loop must not draw on the shell's screen, and where no
            // shell is there to stop for, the program was not stopped at all.
            resume(screen)?;
        }
        Effect::Quit => return Ok(After::Leave),
    }
    Ok(After::Stay)
}

/// Gives the terminal back and stops, with all programs of the same job, so
/// that the shell notices. Returns when the shell continues the program.
#[cfg(unix)]
fn suspend() -> io::Result<()> {
    give_back(&mut io::stdout());
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
    Ok(())
}

#[cfg(not(unix))]
fn suspend() -> io::Result<()> {
    Ok(())
}

/// Takes the terminal again and draws everything. Being continued after a
/// stop of our own comes here twice, which does no harm.
fn resume(screen: &mut Screen) -> io::Result<()> {
    take_over(&mut io::stdout())?;
    redraw(screen)
}

/// Forgets what is on the screen, so that all of it is drawn anew.
///
/// `Terminal::clear` would ask the terminal where its cursor is, and wait for
/// the thread that reads the answer.
fn redraw(screen: &mut Screen) -> io::Result<()> {
    let size = screen.size()?;
    screen.resize(Rect::from((Position::ORIGIN, size)))
}

/// Ends the program as the signal would have ended it.
pub fn end_by(signal: i32) {
    #[cfg(unix)]
    if signal_hook::low_level::emulate_default_handler(signal).is_ok() {
        return;
    }
    std::process::exit(128 + signal);
}

/// Asks for clicks and the wheel (1000) with places beyond column 223 (1006).
/// `EnableMouseCapture` would ask for every movement too.
const CLICKS: &str = "\x1b[?1000h\x1b[?1006h";

fn take_over(out: &mut impl Write) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(out, EnterAlternateScreen, Print(CLICKS), EnableBracketedPaste)
}

/// Puts the terminal back as it was; errors are of no use any more.
fn give_back(out: &mut impl Write) {
    let _ = execute!(out, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Gives the terminal back when it goes out of scope.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        // A panic has given it back before its message was written.
        if !thread::panicking() {
            give_back(&mut io::stdout());
        }
    }
}
