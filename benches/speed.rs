//! How long things take, on the built-in catalogue and on hubs of other sizes.
#![expect(clippy::unwrap_used, reason = "a bench fails loudly")]

use std::{
    io::Cursor,
    sync::{OnceLock, atomic::AtomicBool},
};

use divan::Bencher;
use ratatui::{
    Terminal,
    backend::TestBackend,
    crossterm::event::{Event, KeyCode},
    layout::Size,
};

use llm_catalog::{Catalog, localized::Locale};
use llm_index::{Column, Index, loader::JsonlLoader, query::Query, search::SearchResults, sort::SortOrder};
use llm_tui::{
    app::{App, SearchRequest, Tab},
    ui,
};

mod synthetic_catalog;

const ENTRY_COUNTS: [usize; 3] = [60, 10_000, 1_000_000];
/// A word as it is typed, and the filters that people use.
const TYPED_QUERIES: [&str; 9] = ["d", "de", "dee", "deep", "deeps", "deepse", "deepsee", "deepseek", "deepseek-"];
const FILTER_QUERIES: [&str; 4] = ["params:>30b", "org:anxu", "commercial:yes lang:zh", "released:2024 -stage:base"];

fn main() {
    divan::main();
}

/// A hub of some size, made once.
fn catalog_jsonl(size: usize) -> &'static str {
    static JSONL_CACHE: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];
    let place = ENTRY_COUNTS.iter().position(|other| *other == size).unwrap();
    JSONL_CACHE.get(place).unwrap().get_or_init(|| synthetic_catalog::json_lines(size))
}

fn load(size: usize) -> Index {
    let mut shelf = Index::default();
    let read = JsonlLoader::from_reader("hub", Box::new(Cursor::new(catalog_jsonl(size)))).load(|part, _| {
        shelf.push(part).unwrap();
        true
    });
    assert_eq!(read.unwrap().bad_lines, 0);
    shelf
}

fn index(size: usize) -> Index {
    static INDEX_CACHE: [OnceLock<Index>; 3] = [const { OnceLock::new() }; 3];
    let place = ENTRY_COUNTS.iter().position(|other| *other == size).unwrap();
    INDEX_CACHE.get(place).unwrap().get_or_init(|| load(size)).clone()
}

fn parse_query(text: &str) -> Query {
    Query::parse(text).0
}

/// The catalogue that the program carries.
mod builtin {
    use super::{Bencher, Catalog, Index, SearchResults, TYPED_QUERIES, parse_query};

    #[divan::bench]
    fn decode() -> Index {
        llm_tui::builtin::index().unwrap()
    }

    #[divan::bench]
    fn parse_strict() -> Catalog {
        llm_tui::builtin::catalog().unwrap()
    }

    #[divan::bench(args = TYPED_QUERIES)]
    fn search(bencher: Bencher<'_, '_>, letters: &str) {
        let (shelf, query) = (llm_tui::builtin::index().unwrap(), parse_query(letters));
        bencher.bench_local(|| SearchResults::search_all(&query, &shelf));
    }
}

/// Packing the lines of a dump, from memory.
#[divan::bench(args = ENTRY_COUNTS, sample_count = 5, sample_size = 1)]
fn load_jsonl(bencher: Bencher<'_, '_>, size: usize) {
    catalog_jsonl(size);
    bencher.bench_local(|| load(size));
}

mod search {
    use super::{AtomicBool, Bencher, ENTRY_COUNTS, FILTER_QUERIES, SearchResults, TYPED_QUERIES, index, parse_query};

    /// Each letter as it is typed, with what the letters before it left over.
    #[divan::bench(args = TYPED_QUERIES, consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn type_letter<const SIZE: usize>(bencher: Bencher<'_, '_>, letters: &str) {
        let shelf = index(SIZE);
        let before = parse_query(letters.get(..letters.len() - 1).unwrap());
        let earlier = SearchResults::search_all(&before, &shelf);
        let query = parse_query(letters);
        bencher.bench_local(|| SearchResults::search(&query, &shelf, Some(&earlier), &AtomicBool::new(false)));
    }

    /// A letter that is deleted: all is searched again.
    #[divan::bench(consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn delete_letter<const SIZE: usize>(bencher: Bencher<'_, '_>) {
        let (shelf, query) = (index(SIZE), parse_query("deepsee"));
        bencher.bench_local(|| SearchResults::search_all(&query, &shelf));
    }

    #[divan::bench(args = FILTER_QUERIES, consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn filter<const SIZE: usize>(bencher: Bencher<'_, '_>, filter: &str) {
        let (shelf, query) = (index(SIZE), parse_query(filter));
        bencher.bench_local(|| SearchResults::search_all(&query, &shelf));
    }
}

/// Everything in another order.
#[divan::bench(args = [Column::Name, Column::Released, Column::Parameters, Column::License], consts = ENTRY_COUNTS, sample_count = 5, sample_size = 1)]
fn sort<const SIZE: usize>(bencher: Bencher<'_, '_>, column: Column) {
    let shelf = index(SIZE);
    let found = SearchResults::search_all(&Query::default(), &shelf);
    let job =
        || SearchRequest::new(shelf.clone(), Query::default(), Tab::All, SortOrder::by_column(column), found.clone());
    bencher.with_inputs(job).bench_local_values(|job| job.run(&AtomicBool::new(false)));
}

/// The program on a screen of 140 columns and 40 lines, with everything found.
fn app(size: usize) -> App {
    let mut app = App::new(index(size), Locale::En, 0, Size::new(140, 40)).unwrap();
    if let Some((number, job)) = app.take_request() {
        app.apply_response(number, job.run(&AtomicBool::new(false)).unwrap());
    }
    app
}

/// What a key does to the state.
#[divan::bench(consts = ENTRY_COUNTS)]
fn handle_key<const SIZE: usize>(bencher: Bencher<'_, '_>) {
    let mut app = app(SIZE);
    let mut keys = [KeyCode::Char('j'), KeyCode::Char('k')].into_iter().cycle();
    bencher.bench_local(|| app.handle_event(&Event::Key(keys.next().unwrap().into())));
}

/// A frame after a key.
#[divan::bench(consts = ENTRY_COUNTS)]
fn draw<const SIZE: usize>(bencher: Bencher<'_, '_>) {
    let mut app = app(SIZE);
    let mut terminal = Terminal::new(TestBackend::new(140, 40)).unwrap();
    let mut keys = [KeyCode::Char('j'), KeyCode::Char('k')].into_iter().cycle();
    bencher.bench_local(|| {
        app.handle_event(&Event::Key(keys.next().unwrap().into()));
        terminal.draw(|frame| ui::draw(&app, frame)).unwrap();
    });
}
