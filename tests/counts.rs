//! What must not grow: the work of a key, however many entries there are.
//! Counted, not timed.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::{
    io::{self, Cursor, Write},
    sync::{Arc, Mutex},
};

use crossterm::event::{Event, KeyCode};
use llm_tui::{
    app::App,
    locale::Locale,
    shelf::{Shelf, dump::Dump},
    view,
};
use ratatui::{
    Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    layout::{Position, Rect, Size},
};

#[path = "../benches/hub/mod.rs"]
mod hub;

/// What was written to a screen.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<usize>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.lock().unwrap() += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The program on a made-up hub, and on a terminal that counts.
struct Counted {
    app: App,
    terminal: Terminal<CrosstermBackend<Written>>,
    written: Written,
}

const SIZE: Size = Size { width: 140, height: 40 };

impl Counted {
    fn with(entries: usize) -> Self {
        let mut shelf = Shelf::default();
        let dump = Dump::stream("hub", Box::new(Cursor::new(hub::lines(entries))));
        let report = dump.read(|part, _| {
            shelf.push(part);
            true
        });
        assert_eq!((report.unwrap().torn, shelf.len()), (0, entries));
        let mut counted = Self::new(App::new(shelf, Locale::En, 0, SIZE).unwrap());
        counted.work();
        counted.draw();
        counted
    }

    fn new(app: App) -> Self {
        let written = Written::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::from((Position::ORIGIN, SIZE))) };
        let terminal = Terminal::with_options(CrosstermBackend::new(written.clone()), options).unwrap();
        Self { app, terminal, written }
    }

    /// Does what is done beside the loop.
    fn work(&mut self) {
        while let Some((number, job)) = self.app.take_job() {
            self.app.accept(number, job.run(&false.into()).unwrap());
        }
    }

    fn press(&mut self, key: KeyCode) {
        self.app.receive(&Event::Key(key.into()));
    }

    /// Draws; returns how many bytes that took.
    fn draw(&mut self) -> usize {
        let before = *self.written.0.lock().unwrap();
        self.terminal.draw(|frame| view::draw(&self.app, frame)).unwrap();
        *self.written.0.lock().unwrap() - before
    }
}

#[test]
fn only_what_changed_is_written() {
    let mut counted = Counted::new(App::new(llm_tui::builtin::shelf(), Locale::En, 0, SIZE).unwrap());
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
        let mut counted = Counted::with(entries);
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
    let mut counted = Counted::with(30_000);
    let shown = counted.app.table().rows().len();
    counted.press(KeyCode::Char('/'));
    counted.press(KeyCode::Char('q'));
    assert_eq!(counted.app.search().value(), "q");
    assert!(counted.app.is_searching());
    assert_eq!(counted.app.table().rows().len(), shown, "what was found before stays until there is more");
    // The next letter takes the place of the search under way.
    counted.press(KeyCode::Char('w'));
    counted.work();
    assert!(!counted.app.is_searching());
    let found = counted.app.table().rows().len();
    assert!(0 < found && found < shown, "{found}");
}
