//! What must not grow: the work of a key, however many entries there are.
//! Counted, not timed.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::{
    io::{self, Cursor, Write},
    sync::{Arc, Mutex},
};

use crossterm::event::{Event, KeyCode};
use ratatui::{
    Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    layout::{Position, Rect, Size},
};

use llm_catalog::localized::Locale;
use llm_index::{Index, loader::JsonlLoader};
use llm_tui::{app::App, ui};

#[path = "../benches/synthetic_catalog/mod.rs"]
mod synthetic_catalog;

/// What was written to a screen.
#[derive(Clone, Default)]
struct ByteCounter(Arc<Mutex<usize>>);

impl Write for ByteCounter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.lock().unwrap() += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program on a made-up hub, and on a terminal that counts.
struct MeteredApp {
    app: App,
    terminal: Terminal<CrosstermBackend<ByteCounter>>,
    bytes_written: ByteCounter,
}

const SCREEN_SIZE: Size = Size { width: 140, height: 40 };

impl MeteredApp {
    fn with_entries(entries: usize) -> Self {
        let mut shelf = Index::default();
        let dump = JsonlLoader::from_reader("hub", Box::new(Cursor::new(synthetic_catalog::json_lines(entries))));
        let report = dump.load(|part, _| {
            shelf.push(part).unwrap();
            true
        });
        assert_eq!((report.unwrap().bad_lines, shelf.len()), (0, entries));
        let mut counted = Self::new(App::new(shelf, Locale::En, 0, SCREEN_SIZE).unwrap());
        counted.run_jobs();
        counted.draw();
        counted
    }

    fn new(app: App) -> Self {
        let written = ByteCounter::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::from((Position::ORIGIN, SCREEN_SIZE))) };
        let terminal = Terminal::with_options(CrosstermBackend::new(written.clone()), options).unwrap();
        Self { app, terminal, bytes_written: written }
    }

    /// Does what is done beside the loop.
    fn run_jobs(&mut self) {
        while let Some((number, job)) = self.app.take_request() {
            self.app.apply_response(number, job.run(&false.into()).unwrap());
        }
    }

    fn press(&mut self, key: KeyCode) {
        self.app.handle_event(&Event::Key(key.into()));
    }

    /// Draws; returns how many bytes that took.
    fn draw(&mut self) -> usize {
        let before = *self.bytes_written.0.lock().unwrap();
        self.terminal.draw(|frame| ui::draw(&self.app, frame)).unwrap();
        *self.bytes_written.0.lock().unwrap() - before
    }
}

#[test]
fn only_what_changed_is_written() {
    let mut counted =
        MeteredApp::new(App::new(llm_tui::builtin::index().unwrap(), Locale::En, 0, SCREEN_SIZE).unwrap());
    let whole = counted.draw();
    let nothing = counted.draw();
    assert!(nothing * 100 < whole, "{nothing} bytes for a frame like the last, {whole} for the first");
    counted.press(KeyCode::Char('/'));
    counted.draw();
    for (place, letter) in "chatglm".chars().enumerate() {
        counted.press(KeyCode::Char(letter));
        let bytes = counted.draw();
        // The first letters find other entries each time; the last only more of the same names.
        let most = if place < 4 { whole * 2 } else { whole };
        assert!(bytes < most, "{bytes} bytes for `{letter}`, {whole} for a whole frame");
    }
}

#[test]
fn a_key_does_as_much_work_at_thirty_thousand_entries_as_at_three_hundred() {
    let work = |entries| {
        let mut counted = MeteredApp::with_entries(entries);
        // What is done once is done.
        for key in ['j', 'k', 'G', 'g'] {
            counted.press(KeyCode::Char(key));
            counted.draw();
        }
        ['j', 'k', 'G', 'g'].map(|key| {
            let info = allocation_counter::measure(|| {
                counted.press(KeyCode::Char(key));
                counted.draw();
            });
            info.count_total
        })
    };
    let (few, many) = (work(300), work(30_000));
    for (few, many) in few.into_iter().zip(many) {
        // Other names and figures take a few more or less; each part has a list of parents.
        assert!(many < few * 3 / 2 + 100, "{many} allocations for a key at 30,000 entries, {few} at 300");
    }
}

#[test]
fn a_letter_is_in_the_bar_before_anything_is_searched() {
    let mut counted = MeteredApp::with_entries(30_000);
    let shown = counted.app.list().rows().len();
    counted.press(KeyCode::Char('/'));
    counted.press(KeyCode::Char('q'));
    assert_eq!(counted.app.search_input().value(), "q");
    assert!(counted.app.is_searching());
    assert_eq!(counted.app.list().rows().len(), shown, "what was found before stays until there is more");
    // The next letter takes the place of the search under way.
    counted.press(KeyCode::Char('w'));
    counted.run_jobs();
    assert!(!counted.app.is_searching());
    let found = counted.app.list().rows().len();
    assert!(0 < found && found < shown, "{found}");
}
