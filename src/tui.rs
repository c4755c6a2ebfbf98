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

mod event;

use llm_index::{loader::JsonlLoader, sort::SortOrder};

use crate::{
    app::{App, Effect, EffectResult},
    platform::{self, BrowserEnv},
    tui::event::{AppEvent, SearchWorker, spawn_input_reader, spawn_loader, watch_signals},
    ui,
};

/// How the program was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// By a person.
    Quit,
    /// By a signal of this number.
    Signal(i32),
}

type Tui = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Runs the program on the terminal until a person leaves. The terminal is
/// given back as it was, also after an error or a panic.
///
/// # Errors
///
/// Fails where the terminal cannot be read or written.
pub fn run(app: &mut App, desk: &BrowserEnv, dump: Option<JsonlLoader>) -> io::Result<ExitReason> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore(&mut io::stdout());
        hook(panic);
    }));
    let guard = RestoreGuard;
    enter(&mut io::stdout())?;
    let mut screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout())))?;
    let (sender, wakes) = mpsc::channel();
    watch_signals(sender.clone());
    if let Some(dump) = dump {
        spawn_loader(dump, sender.clone());
    }
    // The first screen does not wait for threads to begin.
    screen.draw(|frame| draw(app, frame))?;
    spawn_input_reader(&sender);
    let left = run_loop(app, desk, &mut screen, &wakes, &SearchWorker::new(sender));
    drop(guard);
    left
}

/// Waits and draws, over and over.
fn run_loop(
    app: &mut App,
    desk: &BrowserEnv,
    screen: &mut Tui,
    wakes: &Receiver<AppEvent>,
    searcher: &SearchWorker,
) -> io::Result<ExitReason> {
    let mut is_cold = true;
    loop {
        // Not before the first screen of all entries, which would wait for it.
        if is_cold && !app.is_searching() && app.load_progress().is_none() {
            is_cold = false;
            let shelf = app.index().clone();
            thread::spawn(move || {
                shelf.prewarm();
                SortOrder::prewarm(&shelf);
            });
        }
        if let Some((number, job)) = app.take_request() {
            searcher.submit(number, job);
        }
        let mut next = wakes.recv().ok();
        // What came meanwhile is taken before the next drawing.
        while let Some(wake) = next {
            match wake {
                AppEvent::Terminal(event) => {
                    if let Some(effect) = app.handle_event(&event)
                        && execute_effect(effect, app, desk, screen)? == ControlFlow::Break
                    {
                        return Ok(ExitReason::Quit);
                    }
                }
                AppEvent::Resumed => resume(screen)?,
                AppEvent::Signal(signal) => return Ok(ExitReason::Signal(signal)),
                AppEvent::TerminalError(error) => return Err(error),
                AppEvent::SearchDone(number, answer) => app.apply_response(number, *answer),
                AppEvent::SegmentLoaded(part, report) => app.push_segment(*part, &report),
                AppEvent::LoadDone(report) => app.finish_loading(report?),
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
    ui::draw(app, frame);
}

/// What comes after an effect.
#[derive(PartialEq, Eq)]
enum ControlFlow {
    Continue,
    Break,
}

fn execute_effect(effect: Effect, app: &mut App, desk: &BrowserEnv, screen: &mut Tui) -> io::Result<ControlFlow> {
    match effect {
        Effect::Open(url) => {
            let outcome = desk.open_url(&url, screen.backend_mut())?;
            app.notify(&outcome);
        }
        Effect::Copy(text) => {
            platform::copy_to_clipboard(&text, screen.backend_mut())?;
            app.notify(&EffectResult::Copied(text));
        }
        Effect::CopyAs(form, text) => {
            platform::copy_to_clipboard(&text, screen.backend_mut())?;
            app.notify(&EffectResult::CopiedAs(form, text));
        }
        // A history that cannot be written is not worth interrupting anybody.
        Effect::SaveQuery(query) => drop(platform::append_history(&query)),
        Effect::SaveBookmark(change) => app.apply_bookmark_result(&change, platform::update_bookmarks(&change)),
        Effect::Redraw => redraw(screen)?,
        Effect::Suspend => {
            suspend()?;
            // At once: the loop must not draw on the shell's screen, and where no
            // shell is there to stop for, the program was not stopped at all.
            resume(screen)?;
        }
        Effect::Quit => return Ok(ControlFlow::Break),
    }
    Ok(ControlFlow::Continue)
}

/// Gives the terminal back and stops, with all programs of the same job, so
/// that the shell notices. Returns when the shell continues the program.
#[cfg(unix)]
fn suspend() -> io::Result<()> {
    restore(&mut io::stdout());
    rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
    Ok(())
}

#[cfg(not(unix))]
fn suspend() -> io::Result<()> {
    Ok(())
}

/// Takes the terminal again and draws everything. Being continued after a
/// stop of our own comes here twice, which does no harm.
fn resume(screen: &mut Tui) -> io::Result<()> {
    enter(&mut io::stdout())?;
    redraw(screen)
}

/// Forgets what is on the screen, so that all of it is drawn anew.
///
/// `Terminal::clear` would ask the terminal where its cursor is, and wait for
/// the thread that reads the answer.
fn redraw(screen: &mut Tui) -> io::Result<()> {
    let size = screen.size()?;
    screen.resize(Rect::from((Position::ORIGIN, size)))
}

/// Ends the program as the signal would have ended it.
pub fn raise_signal(signal: i32) {
    #[cfg(unix)]
    if signal_hook::low_level::emulate_default_handler(signal).is_ok() {
        return;
    }
    std::process::exit(128 + signal);
}

/// Asks for clicks and the wheel (1000) with places beyond column 223 (1006).
/// `EnableMouseCapture` would ask for every movement too.
const ENABLE_MOUSE_CLICKS: &str = "\x1b[?1000h\x1b[?1006h";

fn enter(out: &mut impl Write) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(out, EnterAlternateScreen, Print(ENABLE_MOUSE_CLICKS), EnableBracketedPaste)
}

/// Puts the terminal back as it was; errors are of no use any more.
fn restore(out: &mut impl Write) {
    let _ = execute!(out, DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Gives the terminal back when it goes out of scope.
struct RestoreGuard;

impl Drop for RestoreGuard {
    fn drop(&mut self) {
        // A panic has given it back before its message was written.
        if !thread::panicking() {
            restore(&mut io::stdout());
        }
    }
}
