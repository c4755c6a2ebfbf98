//! The terminal interface: the main loop, which sleeps until an event arrives.

mod event;
mod terminal;
mod worker;

use std::{
    io,
    sync::mpsc::{self, Receiver},
};

use ratatui::Frame;

use llm_index::loader::JsonlLoader;

pub use crate::tui::terminal::raise_signal;
use crate::{
    app::{App, Effect, EffectResult},
    platform::{self, BrowserEnv},
    tui::{
        event::{AppEvent, spawn_input_reader, watch_signals},
        terminal::{Tui, redraw, resume, suspend},
        worker::{SearchWorker, spawn_loader, spawn_prewarm},
    },
    ui,
};

/// Why the main loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The user quit.
    Quit,
    /// A signal of this number arrived.
    Signal(i32),
}

/// Runs the terminal interface. The terminal is restored at the end, also after an error or a panic.
///
/// # Errors
///
/// Fails if the terminal or the loaded file cannot be read, or the terminal cannot be written.
pub fn run(app: &mut App, browser: &BrowserEnv, loader: Option<JsonlLoader>) -> io::Result<ExitReason> {
    let (mut terminal, guard) = terminal::enter()?;
    let (sender, events) = mpsc::channel();
    watch_signals(sender.clone());
    if let Some(loader) = loader {
        spawn_loader(loader, sender.clone());
    }
    // Drawn before the input thread starts, to show the first frame early.
    terminal.draw(|frame| draw(app, frame))?;
    spawn_input_reader(&sender);
    let result = run_loop(app, browser, &mut terminal, &events, &SearchWorker::new(sender));
    drop(guard);
    result
}

fn run_loop(
    app: &mut App,
    browser: &BrowserEnv,
    terminal: &mut Tui,
    events: &Receiver<AppEvent>,
    search_worker: &SearchWorker,
) -> io::Result<ExitReason> {
    let mut is_prewarmed = false;
    loop {
        // Not earlier, so that the first frame with all entries is not delayed.
        if !is_prewarmed && !app.is_searching() && app.load_progress().is_none() {
            is_prewarmed = true;
            spawn_prewarm(app.index().clone());
        }
        if let Some((id, request)) = app.take_request() {
            search_worker.submit(id, request);
        }
        let mut next = events.recv().ok();
        // Handle all events that arrived before drawing.
        while let Some(event) = next {
            if let Some(reason) = handle_event(event, app, browser, terminal)? {
                return Ok(reason);
            }
            next = events.try_recv().ok();
        }
        terminal.draw(|frame| draw(app, frame))?;
    }
}

/// Handles an event. Returns why the loop ends, if it does.
fn handle_event(
    event: AppEvent,
    app: &mut App,
    browser: &BrowserEnv,
    terminal: &mut Tui,
) -> io::Result<Option<ExitReason>> {
    match event {
        AppEvent::Terminal(event) => {
            if let Some(effect) = app.handle_event(&event) {
                return perform(effect, app, browser, terminal);
            }
        }
        AppEvent::Resumed => resume(terminal)?,
        AppEvent::Signal(signal) => return Ok(Some(ExitReason::Signal(signal))),
        AppEvent::TerminalError(error) => return Err(error),
        AppEvent::SearchDone(id, response) => app.apply_response(id, *response),
        AppEvent::SegmentLoaded(segment, progress) => app.push_segment(*segment, &progress),
        AppEvent::LoadDone(progress) => app.finish_loading(&progress?),
    }
    Ok(None)
}

/// Draws a frame in its actual size, for which the resize event may not have arrived yet.
pub fn draw(app: &mut App, frame: &mut Frame<'_>) {
    let size = frame.area().as_size();
    if size != app.settings().size {
        app.resize(size);
    }
    ui::draw(app, frame);
}

/// Performs an effect. Returns why the loop ends, if it does.
fn perform(effect: Effect, app: &mut App, browser: &BrowserEnv, terminal: &mut Tui) -> io::Result<Option<ExitReason>> {
    match effect {
        Effect::Open(url) => {
            let result = browser.open_url(&url, terminal.backend_mut())?;
            app.notify(&result);
        }
        Effect::Copy(text) => {
            platform::copy_to_clipboard(&text, terminal.backend_mut())?;
            app.notify(&EffectResult::Copied(text));
        }
        Effect::CopyAs(format, text) => {
            platform::copy_to_clipboard(&text, terminal.backend_mut())?;
            app.notify(&EffectResult::CopiedAs(format, text));
        }
        // An unsaved history entry is not worth a message.
        Effect::SaveQuery(query) => drop(platform::append_history(&query)),
        Effect::SaveBookmark(change) => app.apply_bookmark_result(&change, platform::update_bookmarks(&change)),
        Effect::Redraw => redraw(terminal)?,
        Effect::Suspend => {
            suspend()?;
            // Without a shell that resumes the process there is no SIGCONT to wait for.
            resume(terminal)?;
        }
        Effect::Quit => return Ok(Some(ExitReason::Quit)),
    }
    Ok(None)
}
