//! Budgets for a key press: bytes written, allocations, and no search before the
//! screen is drawn. They are metered, not timed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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

use llm_catalog::{link::Url, localized::Locale};
use llm_index::{
    Index,
    lineage::{LineageForest, Relations},
    loader::JsonlLoader,
};
use llm_tui::{
    app::{App, Effect},
    document::{PrintedTree, TreeView},
    ui,
};

#[path = "../benches/synthetic_catalog/mod.rs"]
mod synthetic_catalog;

/// Counts the bytes written to a terminal.
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

/// The application with a synthetic catalogue and a terminal that counts bytes.
struct MeteredApp {
    app: App,
    terminal: Terminal<CrosstermBackend<ByteCounter>>,
    bytes_written: ByteCounter,
}

/// Allocations to handle a key and to draw the frame, in which each row has a badge, a license and two bars.
const MAX_ALLOCATIONS_PER_KEY: u64 = 1_250;

/// Allocations to find a model's line in the tree and to print it: the organizations are read and joined.
const MAX_ALLOCATIONS_PER_TREE_LINE: u64 = 5;

const SCREEN_SIZE: Size = Size { width: 140, height: 40 };

impl MeteredApp {
    fn with_entries(entries: usize) -> Self {
        let mut index = Index::default();
        let loader =
            JsonlLoader::from_reader("synthetic", Box::new(Cursor::new(synthetic_catalog::json_lines(entries))));
        let progress = loader.load(|segment, _| {
            index.push(segment).unwrap();
            true
        });
        assert_eq!((progress.unwrap().bad_lines, index.len()), (0, entries));
        let mut metered = Self::new(App::new(index, Locale::En, 0, SCREEN_SIZE).unwrap());
        metered.run_searches();
        metered.draw();
        metered
    }

    fn new(app: App) -> Self {
        let bytes_written = ByteCounter::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::from((Position::ORIGIN, SCREEN_SIZE))) };
        let terminal = Terminal::with_options(CrosstermBackend::new(bytes_written.clone()), options).unwrap();
        Self { app, terminal, bytes_written }
    }

    /// Runs the searches of the worker thread.
    fn run_searches(&mut self) {
        while let Some((id, request)) = self.app.take_request() {
            self.app.apply_response(id, request.run(&false.into()).unwrap());
        }
    }

    fn press(&mut self, key: KeyCode) {
        self.app.handle_event(&Event::Key(key.into()));
    }

    /// Draws a frame. Returns the number of bytes written.
    fn draw(&mut self) -> usize {
        let before = *self.bytes_written.0.lock().unwrap();
        self.terminal.draw(|frame| ui::draw(&self.app, frame)).unwrap();
        *self.bytes_written.0.lock().unwrap() - before
    }
}

#[test]
fn only_what_changed_is_written() {
    let mut metered =
        MeteredApp::new(App::new(llm_tui::builtin::index().unwrap(), Locale::En, 0, SCREEN_SIZE).unwrap());
    let first = metered.draw();
    let unchanged = metered.draw();
    assert!(unchanged * 100 < first, "{unchanged} bytes for an unchanged frame, {first} for the first");
    metered.press(KeyCode::Char('/'));
    metered.draw();
    for (idx, ch) in "chatglm".chars().enumerate() {
        metered.press(KeyCode::Char(ch));
        metered.run_searches();
        let bytes = metered.draw();
        // The first characters change all results, and matched letters have a style of their own; the last ones change little
        // more than the highlights and the detail.
        let max_bytes = if idx < 4 { first * 11 / 10 } else { first * 3 / 4 };
        assert!(bytes < max_bytes, "{bytes} bytes for `{ch}`, {first} for the first frame");
    }
}

#[test]
fn allocations_of_a_key_do_not_grow_with_the_index() {
    let count_allocations = |entries| {
        let mut metered = MeteredApp::with_entries(entries);
        // Fills the caches.
        for key in ['j', 'k', 'G', 'g'] {
            metered.press(KeyCode::Char(key));
            metered.draw();
        }
        ['j', 'k', 'G', 'g'].map(|key| {
            let info = allocation_counter::measure(|| {
                metered.press(KeyCode::Char(key));
                metered.draw();
            });
            info.count_total
        })
    };
    let (small, large) = (count_allocations(300), count_allocations(30_000));
    for (small, large) in small.into_iter().zip(large) {
        assert!(small < MAX_ALLOCATIONS_PER_KEY, "{small} allocations for a key");
        // Other names and values need a few more or less.
        assert!(large < small + 100, "{large} allocations for a key with 30,000 entries, {small} with 300");
    }
}

#[test]
fn values_of_a_typed_filter_are_not_compared_before_it_is_drawn() {
    // None of these values is known; each is compared with all of its kind, to find similar ones.
    for filter in ["base:nothing", "org:nothing", "license:nothing", "@saved"] {
        let count_allocations = |entries| {
            let mut metered = MeteredApp::with_entries(entries);
            for ch in format!("/{filter}").chars() {
                metered.press(KeyCode::Char(ch));
            }
            metered.run_searches();
            metered.draw();
            // The second letter begins another word, after which the value is as unknown as before.
            [' ', 'x', 'y', '\u{8}'].map(|ch| {
                let key = if ch == '\u{8}' { KeyCode::Backspace } else { KeyCode::Char(ch) };
                let typed = allocation_counter::measure(|| {
                    metered.press(key);
                    metered.draw();
                });
                metered.run_searches();
                typed.count_total
            })
        };
        let (small, large) = (count_allocations(300), count_allocations(30_000));
        for (small, large) in small.into_iter().zip(large) {
            assert!(large < small + 300, "{filter}: {large} allocations with 30,000 entries, {small} with 300");
        }
    }
}

#[test]
fn the_lines_of_a_printed_tree_share_their_memory() {
    const ENTRIES: usize = 30_000;
    let metered = MeteredApp::with_entries(ENTRIES);
    let index = metered.app.index();
    let (mut out, mut allocations) = (Vec::new(), 0);
    // Allocations are counted on one thread, which then has to do all the work.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        let info = allocation_counter::measure(|| {
            let forest = LineageForest::with_ancestors(index, index.rows(), usize::MAX, Relations::Weights);
            let rows = forest.flatten(|_, _| true);
            let view = TreeView { index, forest: &forest, rows: &rows, locale: Locale::En, is_foldable: false };
            let tree = PrintedTree::new(view);
            tree.write_plain(tree.full_width(), |text| text, &mut out).unwrap();
        });
        allocations = info.count_total;
    });
    assert_eq!(String::from_utf8(out).unwrap().lines().count(), ENTRIES);
    let per_line = allocations / ENTRIES as u64;
    assert!(per_line < MAX_ALLOCATIONS_PER_TREE_LINE, "{per_line} allocations for each line");
}

#[test]
fn the_benchmark_of_the_score_column_is_counted_in_few_rows() {
    let allocations = |entries| {
        let metered = MeteredApp::with_entries(entries);
        let (index, rows) = (metered.app.index(), metered.app.list().rows().collect::<Vec<_>>());
        let first = rows.get(..40).unwrap();
        allocation_counter::measure(|| assert!(index.commonest_benchmark(first).is_none())).count_total
    };
    let (small, large) = (allocations(300), allocations(30_000));
    assert!(small < 1000 && large < small + 100, "{small} and {large}");
}

#[test]
fn a_typed_score_filter_searches_for_its_benchmark_once() {
    let mut metered = MeteredApp::with_entries(30_000);
    metered.press(KeyCode::Char('/'));
    let mut count_allocations = |text: &str| {
        for ch in text.chars() {
            metered.press(KeyCode::Char(ch));
        }
        allocation_counter::measure(|| metered.run_searches()).count_total
    };
    let first = count_allocations("stage:base score:>1");
    let second = count_allocations("0");
    assert!(second < first, "{second} allocations for the second key, {first} for the first search");
}

#[test]
fn a_typed_character_is_shown_before_the_search_is_done() {
    let builtin = || MeteredApp::new(App::new(llm_tui::builtin::index().unwrap(), Locale::En, 0, SCREEN_SIZE).unwrap());
    for mut metered in [builtin(), MeteredApp::with_entries(30_000)] {
        let count = metered.app.list().rows().len();
        metered.press(KeyCode::Char('/'));
        metered.press(KeyCode::Char('q'));
        assert_eq!(metered.app.search_bar().query(), "q");
        assert!(metered.app.is_searching());
        assert_eq!(metered.app.list().rows().len(), count, "earlier results stay until the search is done");
        // The next character replaces the search under way.
        metered.press(KeyCode::Char('w'));
        metered.run_searches();
        assert!(!metered.app.is_searching());
        let refined_count = metered.app.list().rows().len();
        assert!(0 < refined_count && refined_count < count, "{refined_count}");
    }
}

#[test]
fn a_key_after_typed_letters_is_about_what_they_find() {
    let mut app = App::new(llm_tui::builtin::index().unwrap(), Locale::En, 0, SCREEN_SIZE).unwrap();
    let mut press = |key: KeyCode| app.handle_event(&Event::Key(key.into()));
    "/llama 3.1 405b".chars().for_each(|ch| drop(press(KeyCode::Char(ch))));
    // No search was done until here.
    press(KeyCode::Enter);
    let effect = press(KeyCode::Char('c'));
    let is_its_checkpoint = |url: &Url| url.as_str().to_lowercase().contains("llama-3.1-405b");
    assert!(matches!(&effect, Some(Effect::Open(url)) if is_its_checkpoint(url)), "{effect:?}");
}
