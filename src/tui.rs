//! The terminal interface: the main loop, which sleeps until an event arrives.

mod backend;
mod event;
mod input;
mod input_gate;
mod signals;
mod terminal;
mod watch;
mod worker;

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
    time::{Duration, Instant},
};

use crossterm::event::Event;

use ratatui::Frame;

use llm_catalog::link::Url;
use llm_index::loader::JsonlLoader;

#[cfg(unix)]
pub use crate::tui::input::decode_input;
pub use crate::tui::{backend::screen_size, terminal::raise_signal, worker::CatalogReader};
use crate::{
    app::{App, Effect, EffectResult, NoteEdit},
    platform::{self, BrowserEnv},
    tui::{
        event::{AppEvent, MAX_QUEUED_EVENTS},
        input::spawn_input_reader,
        input_gate::InputGate,
        signals::{SignalFlags, SignalRequest, SignalWatch},
        terminal::{Tui, is_lost, redraw, restore, resume},
        watch::CatalogWatch,
        worker::{SearchWorker, spawn_loader, spawn_prewarm, spawn_reload},
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

/// Where the catalogue comes from.
pub struct CatalogSource {
    /// Its files and folders, which are watched.
    pub paths: Vec<PathBuf>,
    /// Loads it, if it is not in memory yet.
    pub loader: Option<JsonlLoader>,
    /// Reads it again.
    pub reader: CatalogReader,
}

/// How long events are handled before a frame is drawn, when more keep arriving.
const FRAME_INTERVAL: Duration = Duration::from_millis(50);

/// A link that was asked for again within this time is not opened twice: the key is held down, or the browser took
/// that long to start.
const REPEATED_OPEN_INTERVAL: Duration = Duration::from_secs(1);

/// The signal of a terminal whose window was closed. The program ends as by this signal, whether it arrives or the
/// terminal is found gone first.
const HANG_UP: i32 = 1;

/// Lets the signal of the suspend key wait until the terminal interface handles it. Called before threads start.
///
/// # Errors
///
/// Fails if the system refuses it.
pub fn block_stop_signal() -> io::Result<()> {
    signals::block_stop_signal()
}

/// Runs the terminal interface. The terminal is restored at the end, also after an error or a panic.
///
/// # Errors
///
/// Fails if the loaded file cannot be read, or the terminal cannot be used.
pub fn run(app: &mut App, browser: &BrowserEnv, source: CatalogSource) -> io::Result<ExitReason> {
    match run_in_terminal(app, browser, source) {
        Err(error) if is_lost(&error) => Ok(ExitReason::Signal(HANG_UP)),
        result => result,
    }
}

fn run_in_terminal(app: &mut App, browser: &BrowserEnv, source: CatalogSource) -> io::Result<ExitReason> {
    // Before the terminal is entered, so that no signal leaves it in another state.
    let watch = SignalWatch::new()?;
    let (mut terminal, guard) = terminal::enter(app.settings().config.mouse)?;
    let (sender, events) = mpsc::sync_channel(MAX_QUEUED_EVENTS);
    let signals = watch.spawn(&sender)?;
    let CatalogSource { paths, loader, reader } = source;
    if let Some(loader) = loader {
        spawn_loader(loader, sender.clone());
    }
    // Drawn before the input thread starts, to show the first frame early.
    terminal.draw(|frame| draw(app, frame))?;
    let gate = Arc::new(InputGate::default());
    spawn_input_reader(sender.clone(), Arc::clone(&gate))?;
    let _watch = CatalogWatch::new(&paths, sender.clone());
    let mut main_loop = MainLoop {
        app,
        browser,
        terminal: &mut terminal,
        signals: &signals,
        gate: &gate,
        last_open: None,
        reader,
        sender: sender.clone(),
    };
    let result = main_loop.run(&events, &SearchWorker::new(sender));
    drop(guard);
    result
}

struct MainLoop<'a> {
    app: &'a mut App,
    browser: &'a BrowserEnv,
    terminal: &'a mut Tui,
    signals: &'a SignalFlags,
    gate: &'a InputGate,
    /// The link that was opened last, and when it was last asked for.
    last_open: Option<(Url, Instant)>,
    reader: CatalogReader,
    sender: SyncSender<AppEvent>,
}

impl MainLoop<'_> {
    fn run(&mut self, events: &Receiver<AppEvent>, search_worker: &SearchWorker) -> io::Result<ExitReason> {
        let mut is_prewarmed = false;
        loop {
            // Not earlier, so that the first frame with all entries is not delayed.
            if !is_prewarmed && !self.app.is_searching() && self.app.load_progress().is_none() {
                is_prewarmed = true;
                spawn_prewarm(self.app.index().clone());
            }
            if self.app.take_reload() {
                spawn_reload(self.reader.clone(), self.sender.clone());
            }
            if let Some((id, request)) = self.app.take_request() {
                search_worker.submit(id, request);
            }
            if let Some(reason) = self.handle_events(events)? {
                return Ok(reason);
            }
            self.terminal.draw(|frame| draw(self.app, frame))?;
        }
    }

    /// Waits for an event and handles those that arrived, for at most [`FRAME_INTERVAL`].
    fn handle_events(&mut self, events: &Receiver<AppEvent>) -> io::Result<Option<ExitReason>> {
        let mut next = events.recv().ok();
        let start = Instant::now();
        while let Some(event) = next {
            while let Some(request) = self.signals.take() {
                if let Some(reason) = self.handle_signal(request)? {
                    return Ok(Some(reason));
                }
            }
            if let Some(reason) = self.handle_event(event)? {
                return Ok(Some(reason));
            }
            // What is left in the queue is handled after the frame: `recv` does not wait for it.
            next = if start.elapsed() < FRAME_INTERVAL { events.try_recv().ok() } else { None };
        }
        Ok(None)
    }

    /// Handles a signal. Returns why the loop ends, if it does.
    fn handle_signal(&mut self, request: SignalRequest) -> io::Result<Option<ExitReason>> {
        match request {
            SignalRequest::Exit(signal) => return Ok(Some(ExitReason::Signal(signal))),
            SignalRequest::Stop => {
                restore();
                signals::stop_process()?;
                resume(self.terminal, self.app.settings().config.mouse)?;
            }
            SignalRequest::Resume => resume(self.terminal, self.app.settings().config.mouse)?,
            SignalRequest::Resize => {
                let size = screen_size()?;
                self.app.handle_event(&Event::Resize(size.width, size.height));
            }
        }
        Ok(None)
    }

    /// Handles an event. Returns why the loop ends, if it does.
    fn handle_event(&mut self, event: AppEvent) -> io::Result<Option<ExitReason>> {
        match event {
            AppEvent::Terminal(event) => {
                if let Some(effect) = self.app.handle_event(&event) {
                    return self.perform(effect);
                }
            }
            // Handled before each event.
            AppEvent::Signal => {}
            AppEvent::TerminalLost(error) => return Err(error),
            AppEvent::SearchDone(id, response) => self.app.apply_response(id, *response),
            AppEvent::CatalogChanged => self.app.catalog_changed(),
            AppEvent::Reloaded(result) => {
                let previous = self.app.apply_reload(*result);
                // A large index takes long to drop.
                thread::spawn(move || drop(previous));
            }
            AppEvent::SegmentLoaded(segment, progress) => self.app.push_segment(*segment, &progress),
            // Not an error of the terminal, whatever its number.
            AppEvent::LoadDone(progress) => self.app.finish_loading(&progress.map_err(io::Error::other)?),
        }
        Ok(None)
    }

    /// Performs an effect. Returns why the loop ends, if it does.
    fn perform(&mut self, effect: Effect) -> io::Result<Option<ExitReason>> {
        match effect {
            Effect::Open(url) => self.open_url(url)?,
            Effect::OpenAll(urls) => self.open_urls(&urls)?,
            Effect::Copy(text) => {
                platform::copy_to_clipboard(&text, self.terminal.backend_mut())?;
                self.app.notify(&EffectResult::Copied(text));
            }
            Effect::CopyAs(format, text) => {
                platform::copy_to_clipboard(&text, self.terminal.backend_mut())?;
                self.app.notify(&EffectResult::CopiedAs(format, text));
            }
            Effect::EditNote(edit) => return self.edit_note(edit),
            Effect::Export(export) => {
                let result = platform::export_file(&export);
                self.app.apply_export_result(*export, result);
            }
            Effect::ChangeSavedQuery(change) => {
                let result = platform::update_saved_query(&change);
                self.app.apply_saved_query_result(change, result);
            }
            // An unsaved history entry is not worth a message.
            Effect::SaveQuery(query) => drop(platform::append_history(&query)),
            Effect::SaveBookmark(change) => {
                let result = platform::update_bookmarks(std::slice::from_ref(&change));
                self.app.apply_bookmark_result(&change, result);
            }
            Effect::SaveBookmarks(changes) => {
                self.app.apply_bookmarks_result(&changes, platform::update_bookmarks(&changes));
            }
            Effect::Undo(changes) => self.app.apply_undo_result(&changes, platform::update_bookmarks(&changes)),
            Effect::Redraw => redraw(self.terminal)?,
            // The signal comes back to this process too.
            Effect::Suspend => signals::suspend_process_group()?,
            Effect::Quit => return Ok(Some(ExitReason::Quit)),
        }
        Ok(None)
    }
}

impl MainLoop<'_> {
    /// Opens a link, unless that was just done.
    fn open_url(&mut self, url: Url) -> io::Result<()> {
        let is_repeated = |(last, time): &(Url, Instant)| *last == url && time.elapsed() < REPEATED_OPEN_INTERVAL;
        let result = if self.last_open.as_ref().is_some_and(is_repeated) {
            EffectResult::Opened(url.clone())
        } else {
            let result = self.browser.open_url(&url, self.terminal.backend_mut())?;
            // A browser may have written to the terminal.
            redraw(self.terminal)?;
            result
        };
        self.last_open = matches!(result, EffectResult::Opened(_)).then(|| (url, Instant::now()));
        self.app.notify(&result);
        Ok(())
    }

    /// Gives the terminal to the editor and takes it back, whatever the editor does.
    fn edit_note(&mut self, edit: NoteEdit) -> io::Result<Option<ExitReason>> {
        self.gate.close();
        restore();
        let result = platform::edit_text(&edit.text, signals::wait_for_child);
        // What the editor did about its own suspend key was done with this process too.
        self.signals.discard_stop();
        resume(self.terminal, self.app.settings().config.mouse)?;
        self.gate.open();
        let effect = self.app.apply_edited_note(edit, result);
        effect.map_or(Ok(None), |effect| self.perform(effect))
    }

    /// Opens several links; copies all of them if one cannot be opened.
    fn open_urls(&mut self, urls: &[Url]) -> io::Result<()> {
        let result = self.browser.open_urls(urls, self.terminal.backend_mut())?;
        redraw(self.terminal)?;
        self.app.notify(&result);
        Ok(())
    }
}

/// Draws a frame in its actual size, for which the resize event may not have arrived yet.
pub fn draw(app: &mut App, frame: &mut Frame<'_>) {
    let size = frame.area().as_size();
    if size != app.settings().size {
        app.resize(size);
    }
    ui::draw(app, frame);
}
