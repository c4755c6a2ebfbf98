//! How long things take, on the built-in catalogue and on hubs of other sizes.
#![expect(clippy::unwrap_used, reason = "a bench fails loudly")]

use std::{
    io::Cursor,
    sync::{OnceLock, atomic::AtomicBool},
};

use divan::Bencher;
use llm_tui::{
    app::{App, Job, Tab},
    catalog::Catalog,
    locale::Locale,
    search::{Column, Found, Order, Query},
    shelf::{Shelf, dump::Dump},
    view,
};
use ratatui::{
    Terminal,
    backend::TestBackend,
    crossterm::event::{Event, KeyCode},
    layout::Size,
};

mod hub;

const SIZES: [usize; 3] = [60, 10_000, 1_000_000];
/// A word as it is typed, and the filters that people use.
const LETTERS: [&str; 9] = ["d", "de", "dee", "deep", "deeps", "deepse", "deepsee", "deepseek", "deepseek-"];
const FILTERS: [&str; 4] = ["params:>30b", "org:anxu", "commercial:yes lang:zh", "released:2024 -stage:base"];

fn main() {
    divan::main();
}

/// A hub of some size, made once.
fn text(size: usize) -> &'static str {
    static TEXTS: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];
    let place = SIZES.iter().position(|other| *other == size).unwrap();
    TEXTS.get(place).unwrap().get_or_init(|| hub::lines(size))
}

fn load(size: usize) -> Shelf {
    let mut shelf = Shelf::default();
    let read = Dump::stream("hub", Box::new(Cursor::new(text(size)))).read(|part, _| {
        shelf.push(part);
        true
    });
    assert_eq!(read.unwrap().torn, 0);
    shelf
}

fn shelf(size: usize) -> Shelf {
    static SHELVES: [OnceLock<Shelf>; 3] = [const { OnceLock::new() }; 3];
    let place = SIZES.iter().position(|other| *other == size).unwrap();
    SHELVES.get(place).unwrap().get_or_init(|| load(size)).clone()
}

fn query(text: &str) -> Query {
    Query::parse(text).0
}

/// The catalogue that the program carries.
mod builtin {
    use super::{Bencher, Catalog, Found, LETTERS, Shelf, query};

    #[divan::bench]
    fn unpack() -> Shelf {
        llm_tui::builtin::shelf()
    }

    #[divan::bench]
    fn read_strictly() -> Catalog {
        llm_tui::builtin::catalog().unwrap()
    }

    #[divan::bench(args = LETTERS)]
    fn search(bencher: Bencher<'_, '_>, letters: &str) {
        let (shelf, query) = (llm_tui::builtin::shelf(), query(letters));
        bencher.bench_local(|| Found::all(&query, &shelf));
    }
}

/// Packing the lines of a dump, from memory.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn load_dump(bencher: Bencher<'_, '_>, size: usize) {
    text(size);
    bencher.bench_local(|| load(size));
}

mod search {
    use super::{AtomicBool, Bencher, FILTERS, Found, LETTERS, SIZES, query, shelf};

    /// Each letter as it is typed, with what the letters before it left over.
    #[divan::bench(args = LETTERS, consts = SIZES, sample_count = 10, sample_size = 1)]
    fn letter<const SIZE: usize>(bencher: Bencher<'_, '_>, letters: &str) {
        let shelf = shelf(SIZE);
        let before = query(letters.get(..letters.len() - 1).unwrap());
        let earlier = Found::all(&before, &shelf);
        let query = query(letters);
        bencher.bench_local(|| Found::of(&query, &shelf, Some(&earlier), &AtomicBool::new(false)));
    }

    /// A letter that is deleted: all is searched again.
    #[divan::bench(consts = SIZES, sample_count = 10, sample_size = 1)]
    fn deleted_letter<const SIZE: usize>(bencher: Bencher<'_, '_>) {
        let (shelf, query) = (shelf(SIZE), query("deepsee"));
        bencher.bench_local(|| Found::all(&query, &shelf));
    }

    #[divan::bench(args = FILTERS, consts = SIZES, sample_count = 10, sample_size = 1)]
    fn filter<const SIZE: usize>(bencher: Bencher<'_, '_>, filter: &str) {
        let (shelf, query) = (shelf(SIZE), query(filter));
        bencher.bench_local(|| Found::all(&query, &shelf));
    }
}

/// Everything in another order.
#[divan::bench(args = [Column::Name, Column::Released, Column::Parameters, Column::License], consts = SIZES, sample_count = 5, sample_size = 1)]
fn order<const SIZE: usize>(bencher: Bencher<'_, '_>, column: Column) {
    let shelf = shelf(SIZE);
    let found = Found::all(&Query::default(), &shelf);
    let job = || Job::new(shelf.clone(), Query::default(), Tab::All, Order::by(column), found.clone());
    bencher.with_inputs(job).bench_local_values(|job| job.run(&AtomicBool::new(false)));
}

/// The program on a screen of 140 columns and 40 lines, with everything found.
fn app(size: usize) -> App {
    let mut app = App::new(shelf(size), Locale::En, 0, Size::new(140, 40)).unwrap();
    if let Some((number, job)) = app.take_job() {
        app.accept(number, job.run(&AtomicBool::new(false)).unwrap());
    }
    app
}

/// What a key does to the state.
#[divan::bench(consts = SIZES)]
fn update<const SIZE: usize>(bencher: Bencher<'_, '_>) {
    let mut app = app(SIZE);
    let mut keys = [KeyCode::Char('j'), KeyCode::Char('k')].into_iter().cycle();
    bencher.bench_local(|| app.receive(&Event::Key(keys.next().unwrap().into())));
}

/// A frame after a key.
#[divan::bench(consts = SIZES)]
fn draw<const SIZE: usize>(bencher: Bencher<'_, '_>) {
    let mut app = app(SIZE);
    let mut terminal = Terminal::new(TestBackend::new(140, 40)).unwrap();
    let mut keys = [KeyCode::Char('j'), KeyCode::Char('k')].into_iter().cycle();
    bencher.bench_local(|| {
        app.receive(&Event::Key(keys.next().unwrap().into()));
        terminal.draw(|frame| view::draw(&app, frame)).unwrap();
    });
}
