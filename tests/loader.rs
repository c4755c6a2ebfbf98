//! The loader of JSON Lines: files and streams of any length, on all cores.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::{self, Cursor, Read},
    sync::mpsc,
    thread,
    time::Duration,
};

use llm_catalog::localized::Locale;
use llm_index::{
    Column, Index, RowId,
    loader::{JsonlLoader, LoadProgress},
    query::Query,
    search::SearchResults,
    sort::SortOrder,
};
use llm_tui::columns::ColumnExt;

#[path = "../benches/synthetic_catalog/mod.rs"]
mod synthetic_catalog;

/// An entry with an alias of `alias_len` characters, on one line.
fn entry_line(id: &str, alias_len: usize) -> String {
    let alias = "x".repeat(alias_len);
    format!(r#"{{"id":"{id}","name":"{id}","aliases":["{alias}"],"stage":"base","open_weights":true}}"#)
}

fn load(loader: JsonlLoader) -> (Index, LoadProgress) {
    let mut index = Index::default();
    let progress = loader.load(|segment, _| {
        index.push(segment).unwrap();
        true
    });
    (index, progress.unwrap())
}

fn load_text(text: impl Into<String>) -> (Index, LoadProgress) {
    load(JsonlLoader::from_reader("test", Box::new(Cursor::new(text.into()))))
}

fn entry_ids(index: &Index) -> Vec<String> {
    let segments = index.segments().map(|(_, segment)| segment);
    segments.flat_map(|segment| segment.rows().map(|row| segment.id(row).to_owned())).collect()
}

#[test]
fn ids_and_links_match_literally_and_names_fuzzily() {
    let line = r#"{"id":"facebook-opt-66b-7","name":"OPT 66B","stage":"base","open_weights":true,"links":[{"kind":"code","url":"https://git.org/metaseq/tree"}]}"#;
    let (index, _) = load_text(line);
    let is_match = |query: &str| !SearchResults::search_all(&Query::parse(query).0, &index).rows.is_empty();
    for query in
        ["opt66", "66b", "pt6", "facebook", "facebook-opt", "66b-7", "^facebook", "'ebook", "b-7$", "git.org/meta"]
    {
        assert!(is_match(query), "{query}");
    }
    for query in ["fbopt", "facebook66", "ebook", "metaseq", "git/meta", "f7"] {
        assert!(!is_match(query), "{query}");
    }
}

#[test]
fn chunk_boundaries_neither_drop_nor_repeat_lines() {
    let (mut text, mut ids, mut bad_lines) = ("\u{FEFF}".to_owned(), Vec::new(), Vec::new());
    // Line lengths vary so that boundaries fall everywhere; two lines are longer than the read buffer.
    for number in 0..9_000_usize {
        let end = if number % 7 == 0 { "\r\n" } else { "\n" };
        let alias_len = if matches!(number, 2_000 | 2_001) { 700_000 } else { 1 + number * 37 % 911 };
        let line = match number % 100 {
            40 => String::new(),
            41 => "   ".to_owned(),
            42 => {
                bad_lines.push(number + 1);
                "{\"id\": 1}".to_owned()
            }
            _ => {
                ids.push(format!("m{number}"));
                entry_line(&format!("m{number}"), alias_len)
            }
        };
        text = text + &line + end;
    }
    let text = text.trim_end();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("catalog.jsonl");
    fs::write(&path, text).unwrap();
    let file = load(JsonlLoader::open(&path).unwrap());
    for (index, progress) in [file, load_text(text)] {
        assert_eq!(entry_ids(&index), ids);
        assert_eq!(progress.bad_lines, bad_lines.len());
        let reported: Vec<_> = progress.diagnostics.iter().map(|diagnostic| diagnostic.line).collect();
        assert_eq!(reported, bad_lines.iter().copied().take(reported.len()).collect::<Vec<_>>());
        assert_eq!(progress.bytes_read, text.len() as u64);
        // Entries are parsed again from the right lines.
        for (row, entry) in index.entries().step_by(97) {
            assert_eq!(Some(entry.as_entry_ref().id().as_str()), ids.get(row.index()).map(String::as_str));
        }
        assert_eq!(index.entries().count(), ids.len());
        assert_eq!(index.row_by_id("m8999"), RowId::from_index(ids.len() - 1));
    }
}

#[test]
fn short_lines_fill_several_segments() {
    let count = 143_000_usize;
    let lines = (0..count)
        .map(|number| format!(r#"{{"id":"{number:x}","name":"x","stage":"base","open_weights":true}}{}"#, '\n'));
    let (index, progress) = load_text(lines.collect::<String>());
    assert_eq!((index.len(), progress.bad_lines), (count, 0));
    assert!(index.segments().any(|(_, segment)| segment.len() > 64_000), "a segment is full");
    for row in [0, 65_535, 71_000, 130_000, count - 1] {
        let id = format!("{row:x}");
        let row = RowId::from_index(row).unwrap();
        assert_eq!(index.row_by_id(&id), Some(row));
        assert_eq!(index.get(row).map(|entry| entry.as_entry_ref().id().to_string()), Some(id));
    }
}

/// A stream of one line at a time, whose last line comes only after another was consumed.
struct SlowReader {
    lines: Vec<String>,
    consumed: mpsc::Receiver<()>,
}

impl Read for SlowReader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let Some(line) = self.lines.pop() else { return Ok(0) };
        if self.lines.is_empty() {
            self.consumed.recv_timeout(Duration::from_secs(60)).map_err(io::Error::other)?;
        } else {
            // Longer than the loader waits before it returns the lines read so far.
            thread::sleep(Duration::from_millis(150));
        }
        buf.get_mut(..line.len()).unwrap().copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

#[test]
fn a_slow_stream_is_emitted_as_it_arrives() {
    let (sender, consumed) = mpsc::channel();
    let lines = ["c", "b", "a"].map(|id| entry_line(id, 1) + "\n").to_vec();
    let loader = JsonlLoader::from_reader("slow", Box::new(SlowReader { lines, consumed }));
    let mut ids = Vec::new();
    let progress = loader.load(|segment, _| {
        ids.extend(segment.rows().map(|row| segment.id(row).to_owned()));
        sender.send(()).is_ok()
    });
    assert!(progress.is_ok(), "nothing was emitted before the last line: {progress:?}");
    assert_eq!(ids, ["a", "b", "c"]);
}

#[test]
fn an_empty_file_gives_an_empty_index() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("catalog.jsonl");
    for text in ["", "\n\n", "\u{FEFF}"] {
        fs::write(&path, text).unwrap();
        let (index, progress) = load(JsonlLoader::open(&path).unwrap());
        assert_eq!((index.len(), progress.bad_lines, progress.bytes_read), (0, 0, text.len() as u64), "{text:?}");
    }
}

#[test]
fn a_bad_line_leaves_no_fields_to_the_next_entry() {
    let bad_line =
        entry_line("a", 1).replace('}', r#","released":"2024-01-01","languages":["en"],"size":[{"name":1}]}"#);
    let (index, progress) = load_text(format!("{bad_line}\n{}\n", entry_line("b", 1)));
    assert_eq!((entry_ids(&index), progress.bad_lines), (vec!["b".to_owned()], 1));
    for column in [Column::Released, Column::Languages] {
        assert_eq!(column.cell(&index, RowId::default(), Locale::En).0, "", "{column:?}");
    }
}

#[test]
fn characters_unsafe_for_a_terminal_are_rejected() {
    for ch in ["\u{7f}", "\u{1b}", "\\u001b", "\u{202e}", "\\u202e", "\\u007f"] {
        let text = format!("{}\n", entry_line("a", 1).replace("\"name\":\"a\"", &format!("\"name\":\"a{ch}b\"")));
        let (index, progress) = load_text(text);
        assert_eq!((index.len(), progress.bad_lines), (0, 1), "{ch:?}");
    }
}

#[test]
fn a_subset_is_sorted_like_all_entries() {
    let (index, _) = load_text(synthetic_catalog::json_lines(30_000));
    let all = SearchResults::search_all(&Query::default(), &index).rows;
    let subset: Vec<_> = all.iter().copied().step_by(7).collect();
    for column in Column::ALL.iter().copied() {
        for descending in [false, true] {
            let sorted =
                |rows: Vec<RowId>| SortOrder::ByColumn { column, descending }.sort(rows.into(), &[], &index).to_vec();
            let sorted_all = sorted(all.to_vec());
            assert_eq!(sorted_all.len(), all.len());
            let expected: Vec<_> = sorted_all.into_iter().filter(|row| row.index() % 7 == 0).collect();
            assert_eq!(sorted(subset.clone()), expected, "{column:?}, descending: {descending}");
        }
    }
}

#[test]
fn ties_in_relevance_are_in_row_order() {
    for (count, distinct_scores) in [(50, 7), (50, 1000), (60_000, 7), (60_000, 1_000_000)] {
        let rows: Vec<RowId> = (0..count).map(|row| RowId::from(row * 3)).collect();
        let scores: Vec<u32> = (0..count).map(|row| row.wrapping_mul(2_654_435_761) % distinct_scores).collect();
        let mut expected: Vec<_> = rows.iter().copied().zip(&scores).collect();
        expected.sort_by_key(|(row, score)| (std::cmp::Reverse(**score), *row));
        let sorted = SortOrder::Relevance.sort(rows.into(), &scores, &Index::default());
        assert!(sorted.iter().eq(expected.iter().map(|(row, _)| row)), "{count} rows with {distinct_scores} scores");
    }
}
