//! Work and output that stay in proportion to the input. What allocates is metered; other inputs are so large that
//! work in proportion to their square would not end.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Cursor;

use crossterm::event::{Event, KeyCode};
use ratatui::layout::Size;

use llm_catalog::{
    Catalog, CatalogFile,
    bookmarks::Bookmarks,
    lint::{self, Strictness},
    localized::Locale,
};
use llm_index::{
    Index,
    loader::JsonlLoader,
    query::Query,
    search::{SearchResults, blocking_term},
};
use llm_tui::{
    app::App,
    config::keymap::Keymap,
    display_width::wrap,
    document,
    import::{
        huggingface::{self, HubList, HubOptions},
        markdown,
    },
};

/// Asserts that twice the input takes about twice the allocated memory, not four times.
fn assert_linear(size: usize, run: impl Fn(usize)) {
    let bytes = |size| allocation_counter::measure(|| run(size)).bytes_total;
    // Fills the caches.
    run(size / 2);
    let (single, double) = (bytes(size), bytes(size * 2));
    assert!(double < single * 3, "{single} bytes for {size}, {double} for twice as much");
}

fn index_of(lines: &str) -> Index {
    let mut index = Index::default();
    let loader = JsonlLoader::from_reader("test", Box::new(Cursor::new(lines.to_owned())));
    let progress = loader.load(|segment, _| {
        index.push(segment).unwrap();
        true
    });
    assert_eq!(progress.unwrap().bad_lines, 0);
    index
}

fn model_line(id: usize, rest: &str) -> String {
    format!("{{\"id\":\"m{id}\",\"name\":\"Model {id}\",\"stage\":\"base\",\"open_weights\":true{rest}}}\n")
}

/// Models of which each has the one before as its parent.
fn chain(models: usize) -> String {
    let line = |id: usize| match id.checked_sub(1) {
        None => model_line(id, ""),
        Some(parent) => model_line(id, &format!(",\"base_models\":[\"m{parent}\"]")),
    };
    (0..models).map(line).collect()
}

#[test]
fn finding_the_term_that_empties_a_result_is_one_pass() {
    let index = llm_tui::builtin::index().unwrap();
    assert_linear(20, |words| {
        let (query, _) = Query::parse(&format!("{}zzqx", "model ".repeat(words)));
        let term = blocking_term(&query, &index, &false.into()).unwrap();
        assert_eq!(term.to_string(), "zzqx");
    });
}

#[test]
fn a_query_of_many_words_is_searched_outside_of_the_event_loop() {
    let index = llm_tui::builtin::index().unwrap();
    let mut app = App::new(index, Locale::En, 0, Size::new(100, 30)).unwrap();
    let count = app.list().rows().len();
    app.handle_event(&Event::Key(KeyCode::Char('/').into()));
    app.handle_event(&Event::Paste("a ".repeat(99)));
    app.handle_event(&Event::Key(KeyCode::Char('b').into()));
    assert!(app.is_searching());
    assert_eq!(app.list().rows().len(), count, "earlier results stay until the search is done");
    let (id, request) = app.take_request().unwrap();
    assert!(request.run(&true.into()).is_none(), "the search can be given up");
    assert!(app.take_request().is_none(), "the request was taken");
    app.handle_event(&Event::Key(KeyCode::Backspace.into()));
    let (newer, request) = app.take_request().unwrap();
    assert!(newer > id);
    app.apply_response(newer, request.run(&false.into()).unwrap());
    assert!(!app.is_searching());
}

#[test]
fn the_descendants_of_a_long_lineage_are_found_in_a_few_passes() {
    assert_linear(1_000, |models| {
        let index = index_of(&chain(models));
        let (query, _) = Query::parse("base:m0");
        assert_eq!(SearchResults::search_all(&query, &index).rows.len(), models - 1);
    });
}

#[test]
fn the_detail_of_a_model_with_a_long_lineage_is_laid_out_in_a_few_passes() {
    let bytes = |models| {
        let index = index_of(&chain(models));
        let row = index.row_by_id("m0").unwrap();
        let lay_out = || document::entry(&index, row, &Keymap::default(), Locale::En, 80);
        assert!(lay_out().lines.len() < 100);
        allocation_counter::measure(|| drop(lay_out())).bytes_total
    };
    let (single, double) = (bytes(1_000), bytes(2_000));
    assert!(double < single * 3, "{single} bytes for 1,000 models, {double} for twice as many");
}

#[test]
fn an_unbroken_text_is_wrapped_in_one_pass() {
    let text = "x".repeat(1_000_000);
    assert_eq!(wrap(&text, 100).len(), 10_000);
    let blanks = format!("{}{}y", "x".repeat(100_000), " ".repeat(1_000_000));
    assert_eq!(wrap(&blanks, 100).len(), 1_001);
    let invisible = "\u{200b}".repeat(200_000);
    assert_eq!(wrap(&invisible, 100).len(), 1);
}

#[test]
fn a_long_text_is_cut_in_the_detail_and_the_rest_is_named() {
    let text = "x".repeat(1_000_000);
    let mut index = index_of(&model_line(0, &format!(",\"insight\":{{\"en\":\"{text}\",\"zh\":\"文\"}}")));
    index.set_bookmarks(Bookmarks::parse(&format!("[[bookmark]]\nid = \"m0\"\nnote = \"{text}\"\n")).unwrap());
    let document = document::entry(&index, index.row_by_id("m0").unwrap(), &Keymap::default(), Locale::En, 80);
    assert!(document.lines.len() < 200, "{} lines", document.lines.len());
    let spans = document.lines.iter().flat_map(|line| &line.spans).map(|span| span.text.trim());
    let text = spans.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    assert_eq!(text.matches("996000 more characters in").count(), 2, "{text}");
}

#[test]
fn errors_after_the_first_hundred_are_counted() {
    let lines = model_line(0, "").repeat(1_000);
    let errors = Catalog::parse("a.jsonl", &lines).unwrap_err().to_string();
    assert_eq!(errors.lines().count(), 101);
    assert!(errors.ends_with("\nand 899 more errors"), "{errors}");
}

#[test]
fn many_models_may_share_a_link() {
    let link = ",\"links\":[{\"kind\":\"checkpoint\",\"url\":\"https://huggingface.co/a/b\"}]";
    let lines: String = chain(4_000).lines().map(|line| line.replace('}', &format!("{link}}}\n"))).collect();
    let report = lint::check(&[CatalogFile::new("a.jsonl", lines)], Strictness::Usual);
    assert_eq!(report.entry_count, 4_000);
    assert!(!report.diagnostics.iter().any(|diagnostic| diagnostic.rule == "shared-link" && diagnostic.line < 100));
}

#[test]
fn a_model_may_have_many_variants() {
    let lines = |variants: usize| {
        let list: Vec<_> = (1..=variants).map(|n| format!("{{\"name\":\"{n}B\",\"parameters\":\"{n}B\"}}")).collect();
        model_line(0, &format!(",\"variant\":[{}]", list.join(",")))
    };
    assert_linear(500, |variants| {
        let report = lint::check(&[CatalogFile::new("a.jsonl", lines(variants))], Strictness::Usual);
        assert_eq!(report.entry_count, 1);
    });
    assert_linear(500, |variants| {
        let index = index_of(&lines(variants));
        assert_eq!(index.len(), variants);
        let document = document::entry(&index, index.row_by_id("m0").unwrap(), &Keymap::default(), Locale::En, 80);
        assert!(document.lines.len() > variants);
    });
}

#[test]
fn ids_of_equal_names_are_found_at_once() {
    assert_linear(5_000, |rows| {
        let page = format!("# Base\n\n| Name | Params |\n|---|---|\n{}", "| Same | 7B |\n".repeat(rows));
        assert_eq!(markdown::parse(&page).models.len(), rows);
    });
}

#[test]
fn pages_may_have_many_items_and_tags() {
    assert_linear(5_000, |items| {
        let page = format!("## Models\n\n{}", "- [Same](https://a.b) - text\n  - more\n".repeat(items));
        assert_eq!(markdown::parse(&page).models.len(), items);
    });
    assert_linear(5_000, |tags| {
        let open = "<table>\n".repeat(tags);
        assert_eq!(markdown::parse(&format!("{open}<tr><td>a\n</table>\n")).models.len(), 0);
    });
    assert_linear(5_000, |rows| {
        let row = "<tr><td rowspan=3>Foo<td>7B<td><a href='https://a.b'>x</a>\n";
        let page = format!("<table><tr><th>Model<th>Params<th>Link\n{}</table>\n", row.repeat(rows));
        assert_eq!(markdown::parse(&page).models.len(), rows);
    });
}

#[test]
fn a_repository_may_have_many_parents_and_languages() {
    let parents: Vec<_> = (0..200_000).map(|id| format!("\"base_model:o/m{id}\"")).collect();
    let languages: Vec<_> = (0..200_000).map(|id| format!("\"en-{id}\"")).collect();
    let text = format!(
        "[{{\"id\":\"a/b\",\"tags\":[{}],\"cardData\":{{\"language\":[{}]}}}}]",
        parents.join(","),
        languages.join(",")
    );
    let import = huggingface::parse(&text, false).unwrap();
    assert_eq!(import.result.models.first().unwrap().languages.len(), 199_990);
}

/// A list of repositories, each with a name of its own and a parent, as JSON Lines of some 600 bytes.
fn repositories(count: usize) -> String {
    let record = |idx: usize| {
        let (name, parent) =
            (format!("owner-{}/Model-{idx}-7B", idx % 100), format!("owner-0/Model-{}-7B", idx / 200 * 100));
        let pad = "tag ".repeat(100);
        format!(
            "{{\"id\":\"{name}\",\"tags\":[\"base_model:finetune:{parent}\",\"{pad}\"],\"pipeline_tag\":\"text-generation\"}}\n"
        )
    };
    (0..count).map(record).collect()
}

/// The most memory that reading a list of repositories needs at once, without the list itself.
fn hub_list_memory(count: usize) -> u64 {
    let list = repositories(count);
    let memory = allocation_counter::measure(|| {
        let options = HubOptions { include_all: false, max_warnings: 10 };
        let mut list = HubList::scan(Cursor::new(&list), options, &mut |_| {}).unwrap();
        let mut models = 0;
        let count_models = |parents: usize| {
            models += usize::from(parents <= 1);
            Ok(())
        };
        let warnings = list.read_entries(|model| model.base_models.len(), count_models, &mut |_| {}).unwrap();
        assert_eq!((models, warnings.count), (count, 0));
    });
    memory.bytes_max
}

#[test]
fn a_list_of_the_hub_is_not_held_in_memory() {
    // Only what this thread allocates is measured.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
    let [small, medium, large] = pool.install(|| [4_000, 12_000, 40_000].map(hub_list_memory));
    // The buffers for a batch of records.
    assert!(small < 8_000_000, "{small} bytes for 4,000 records");
    for (less, more, records) in [(small, medium, 8_000), (medium, large, 28_000)] {
        let per_record = more.saturating_sub(less) / records;
        assert!(per_record < 150, "{per_record} bytes for each of {records} more records: {less}, {more}");
    }
}
