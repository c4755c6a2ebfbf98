//! Benchmarks on the built-in catalogue and on synthetic catalogues.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

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
/// A word, after each character that is typed.
const TYPED_QUERIES: [&str; 9] = ["d", "de", "dee", "deep", "deeps", "deepse", "deepsee", "deepseek", "deepseek-"];
const FILTER_QUERIES: [&str; 4] = ["params:>30b", "org:anxu", "commercial:yes lang:zh", "released:2024 -stage:base"];

fn main() {
    divan::main();
}

fn size_idx(size: usize) -> usize {
    ENTRY_COUNTS.iter().position(|other| *other == size).unwrap()
}

fn catalog_jsonl(size: usize) -> &'static str {
    static JSONL_CACHE: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];
    JSONL_CACHE.get(size_idx(size)).unwrap().get_or_init(|| synthetic_catalog::json_lines(size))
}

fn load(size: usize) -> Index {
    let mut index = Index::default();
    let loader = JsonlLoader::from_reader("synthetic", Box::new(Cursor::new(catalog_jsonl(size))));
    let progress = loader.load(|segment, _| {
        index.push(segment).unwrap();
        true
    });
    assert_eq!(progress.unwrap().bad_lines, 0);
    index
}

fn index(size: usize) -> Index {
    static INDEX_CACHE: [OnceLock<Index>; 3] = [const { OnceLock::new() }; 3];
    INDEX_CACHE.get(size_idx(size)).unwrap().get_or_init(|| load(size)).clone()
}

fn parse_query(text: &str) -> Query {
    Query::parse(text).0
}

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
    fn search(bencher: Bencher<'_, '_>, query: &str) {
        let (index, query) = (llm_tui::builtin::index().unwrap(), parse_query(query));
        bencher.bench_local(|| SearchResults::search_all(&query, &index));
    }
}

/// Loads JSON Lines from memory.
#[divan::bench(args = ENTRY_COUNTS, sample_count = 5, sample_size = 1)]
fn load_jsonl(bencher: Bencher<'_, '_>, size: usize) {
    catalog_jsonl(size);
    bencher.bench_local(|| load(size));
}

mod search {
    use super::{AtomicBool, Bencher, ENTRY_COUNTS, FILTER_QUERIES, SearchResults, TYPED_QUERIES, index, parse_query};

    /// Each typed character, with the results of the previous query.
    #[divan::bench(args = TYPED_QUERIES, consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn type_char<const SIZE: usize>(bencher: Bencher<'_, '_>, query: &str) {
        let index = index(SIZE);
        let previous_query = parse_query(query.get(..query.len() - 1).unwrap());
        let previous = SearchResults::search_all(&previous_query, &index);
        let query = parse_query(query);
        bencher.bench_local(|| SearchResults::search(&query, &index, Some(&previous), &AtomicBool::new(false)));
    }

    /// A deleted character: no previous results can be reused.
    #[divan::bench(consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn delete_char<const SIZE: usize>(bencher: Bencher<'_, '_>) {
        let (index, query) = (index(SIZE), parse_query("deepsee"));
        bencher.bench_local(|| SearchResults::search_all(&query, &index));
    }

    #[divan::bench(args = FILTER_QUERIES, consts = ENTRY_COUNTS, sample_count = 10, sample_size = 1)]
    fn filter<const SIZE: usize>(bencher: Bencher<'_, '_>, filter: &str) {
        let (index, query) = (index(SIZE), parse_query(filter));
        bencher.bench_local(|| SearchResults::search_all(&query, &index));
    }
}

/// Sorts all entries by a column.
#[divan::bench(args = [Column::Name, Column::Released, Column::Parameters, Column::License], consts = ENTRY_COUNTS, sample_count = 5, sample_size = 1)]
fn sort<const SIZE: usize>(bencher: Bencher<'_, '_>, column: Column) {
    let index = index(SIZE);
    let results = SearchResults::search_all(&Query::default(), &index);
    let request =
        || SearchRequest::new(index.clone(), Query::default(), Tab::All, SortOrder::by_column(column), results.clone());
    bencher.with_inputs(request).bench_local_values(|request| request.run(&AtomicBool::new(false)));
}

/// The application on a screen of 140 columns and 40 lines, after the first search.
fn app(size: usize) -> App {
    let mut app = App::new(index(size), Locale::En, 0, Size::new(140, 40)).unwrap();
    if let Some((id, request)) = app.take_request() {
        app.apply_response(id, request.run(&AtomicBool::new(false)).unwrap());
    }
    app
}

/// A key press, without drawing.
#[divan::bench(consts = ENTRY_COUNTS)]
fn handle_key<const SIZE: usize>(bencher: Bencher<'_, '_>) {
    let mut app = app(SIZE);
    let mut keys = [KeyCode::Char('j'), KeyCode::Char('k')].into_iter().cycle();
    bencher.bench_local(|| app.handle_event(&Event::Key(keys.next().unwrap().into())));
}

/// A key press and the frame after it.
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
