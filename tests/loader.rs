//! Dumps: JSON Lines of any length, read on all cores.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

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

/// An entry on a line, with another name of so many letters.
fn entry_line(id: &str, length: usize) -> String {
    let other = "x".repeat(length);
    format!(r#"{{"id":"{id}","name":"{id}","aliases":["{other}"],"stage":"base","open_weights":true}}"#)
}

fn load(dump: JsonlLoader) -> (Index, LoadProgress) {
    let mut shelf = Index::default();
    let report = dump.load(|part, _| {
        shelf.push(part).unwrap();
        true
    });
    (shelf, report.unwrap())
}

fn entry_ids(shelf: &Index) -> Vec<String> {
    shelf.segments().flat_map(|(_, part)| part.rows().map(|row| part.id(row).to_owned())).collect()
}

#[test]
fn ids_and_links_are_found_as_they_are_written_and_names_by_letters_in_order() {
    let line = r#"{"id":"facebook-opt-66b-7","name":"OPT 66B","stage":"base","open_weights":true,"links":[{"kind":"code","url":"https://git.org/metaseq/tree"}]}"#;
    let (shelf, _) = load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(line))));
    let is_found = |query: &str| !SearchResults::search_all(&Query::parse(query).0, &shelf).rows.is_empty();
    for query in
        ["opt66", "66b", "pt6", "facebook", "facebook-opt", "66b-7", "^facebook", "'ebook", "b-7$", "git.org/meta"]
    {
        assert!(is_found(query), "{query}");
    }
    for query in ["fbopt", "facebook66", "ebook", "metaseq", "git/meta", "f7"] {
        assert!(!is_found(query), "{query}");
    }
}

#[test]
fn wherever_a_file_is_cut_each_of_its_lines_is_read_once() {
    let (mut text, mut known, mut torn) = ("\u{FEFF}".to_owned(), Vec::new(), Vec::new());
    // Lengths that fall on no boundary twice; two lines are longer than what is in memory at once.
    for number in 0..9_000_usize {
        let end = if number % 7 == 0 { "\r\n" } else { "\n" };
        let length = if matches!(number, 2_000 | 2_001) { 700_000 } else { 1 + number * 37 % 911 };
        let entry = match number % 100 {
            40 => String::new(),
            41 => "   ".to_owned(),
            42 => {
                torn.push(number + 1);
                "{\"id\": 1}".to_owned()
            }
            _ => {
                known.push(format!("m{number}"));
                entry_line(&format!("m{number}"), length)
            }
        };
        text = text + &entry + end;
    }
    let text = text.trim_end();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("hub.jsonl");
    fs::write(&path, text).unwrap();
    let file = load(JsonlLoader::open(&path).unwrap());
    let stream = load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(text.to_owned()))));
    for (shelf, report) in [file, stream] {
        assert_eq!(entry_ids(&shelf), known);
        assert_eq!(report.bad_lines, torn.len());
        let told: Vec<_> = report.diagnostics.iter().map(|problem| problem.line).collect();
        assert_eq!(told, torn.iter().copied().take(told.len()).collect::<Vec<_>>());
        assert_eq!(report.bytes_read, text.len() as u64);
        // Every entry is found again on its line.
        for (row, record) in shelf.entries().step_by(97) {
            assert_eq!(Some(record.as_entry_ref().id().as_str()), known.get(row.index()).map(String::as_str));
        }
        assert_eq!(shelf.entries().count(), known.len());
        assert_eq!(shelf.row_by_id("m8999"), RowId::from_index(known.len() - 1));
    }
}

#[test]
fn more_short_lines_than_a_part_can_number_are_all_kept() {
    let count = 143_000_usize;
    let lines = (0..count)
        .map(|number| format!(r#"{{"id":"{number:x}","name":"x","stage":"base","open_weights":true}}{}"#, '\n'));
    let (shelf, report) = load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(lines.collect::<String>()))));
    assert_eq!((shelf.len(), report.bad_lines), (count, 0));
    assert!(shelf.segments().any(|(_, part)| part.len() == usize::from(u16::MAX)), "a part is as full as it can be");
    for row in [0, 65_535, 71_000, 130_000, count - 1] {
        let id = format!("{row:x}");
        let row = RowId::from_index(row).unwrap();
        assert_eq!(shelf.row_by_id(&id), Some(row));
        assert_eq!(shelf.get(row).map(|record| record.as_entry_ref().id().to_string()), Some(id));
    }
}

/// A stream that gives a line at a time, and the last only when another was shown.
struct SlowReader {
    lines: Vec<String>,
    consumed: mpsc::Receiver<()>,
}

impl Read for SlowReader {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let Some(line) = self.lines.pop() else { return Ok(0) };
        if self.lines.is_empty() {
            self.consumed.recv_timeout(Duration::from_secs(60)).map_err(io::Error::other)?;
        } else {
            // Longer than a reader has patience.
            thread::sleep(Duration::from_millis(150));
        }
        room.get_mut(..line.len()).unwrap().copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

#[test]
fn a_slow_stream_is_shown_as_it_comes() {
    let (sender, shown) = mpsc::channel();
    let lines = ["c", "b", "a"].map(|id| entry_line(id, 1) + "\n").to_vec();
    let (mut ids, dump) =
        (Vec::new(), JsonlLoader::from_reader("slow", Box::new(SlowReader { lines, consumed: shown })));
    let report = dump.load(|part, _| {
        ids.extend(part.rows().map(|row| part.id(row).to_owned()));
        sender.send(()).is_ok()
    });
    assert!(report.is_ok(), "the last line came only when others were shown: {report:?}");
    assert_eq!(ids, ["a", "b", "c"]);
}

#[test]
fn a_dump_without_a_line_is_an_empty_shelf() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("hub.jsonl");
    for text in ["", "\n\n", "\u{FEFF}"] {
        fs::write(&path, text).unwrap();
        let (shelf, report) = load(JsonlLoader::open(&path).unwrap());
        assert_eq!((shelf.len(), report.bad_lines, report.bytes_read), (0, 0, text.len() as u64), "{text:?}");
    }
}

#[test]
fn nothing_of_a_torn_line_stays_with_the_entry_behind_it() {
    let torn = entry_line("a", 1).replace('}', r#","released":"2024-01-01","languages":["en"],"size":[{"name":1}]}"#);
    let text = format!("{torn}\n{}\n", entry_line("b", 1));
    let (shelf, report) = load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(text))));
    assert_eq!((entry_ids(&shelf), report.bad_lines), (vec!["b".to_owned()], 1));
    for column in [Column::Released, Column::Languages] {
        assert_eq!(column.cell(&shelf, RowId::default(), Locale::En).0, "", "{column:?}");
    }
}

#[test]
fn what_could_drive_a_terminal_is_kept_out() {
    for sign in ["\u{7f}", "\u{1b}", "\\u001b", "\u{202e}", "\\u202e", "\\u007f"] {
        let text = format!("{}\n", entry_line("a", 1).replace("\"name\":\"a\"", &format!("\"name\":\"a{sign}b\"")));
        let (shelf, report) = load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(text))));
        assert_eq!((shelf.len(), report.bad_lines), (0, 1), "{sign:?}");
    }
}

#[test]
fn many_entries_stand_in_the_same_order_as_a_few_of_them() {
    let (shelf, _) =
        load(JsonlLoader::from_reader("hub", Box::new(Cursor::new(synthetic_catalog::json_lines(30_000)))));
    let all = SearchResults::search_all(&Query::default(), &shelf).rows;
    let few: Vec<_> = all.iter().copied().step_by(7).collect();
    for column in Column::ALL {
        for descending in [false, true] {
            let sorted =
                |rows: Vec<RowId>| SortOrder::ByColumn { column, descending }.sort(rows.into(), &[], &shelf).to_vec();
            let many = sorted(all.to_vec());
            assert_eq!(many.len(), all.len());
            let of_many: Vec<_> = many.into_iter().filter(|row| row.index() % 7 == 0).collect();
            assert_eq!(of_many, sorted(few.clone()), "{column:?}, descending: {descending}");
        }
    }
}

#[test]
fn the_best_match_comes_first_and_ties_fall_as_on_the_shelf() {
    for (count, kinds) in [(50, 7), (50, 1000), (60_000, 7), (60_000, 1_000_000)] {
        let rows: Vec<RowId> = (0..count).map(|row| RowId::from(row * 3)).collect();
        let scores: Vec<u32> = (0..count).map(|row| row.wrapping_mul(2_654_435_761) % kinds).collect();
        let mut expected: Vec<_> = rows.iter().copied().zip(&scores).collect();
        expected.sort_by_key(|(row, score)| (std::cmp::Reverse(**score), *row));
        let sorted = SortOrder::Relevance.sort(rows.into(), &scores, &Index::default());
        assert!(sorted.iter().eq(expected.iter().map(|(row, _)| row)), "{count} rows with {kinds} scores");
    }
}
