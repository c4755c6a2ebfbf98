//! Bookmarks and notes, on the screen and in commands.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, process::Command};

use proptest::prelude::*;
use support::{TestScreen, screen_with};

use llm_catalog::{
    Catalog,
    bookmarks::{BookmarkChange, BookmarkStoreError, Bookmarks, ChangeOutcome, sanitize_note},
    id::Id,
};
use llm_index::{Index, query::Query, search::SearchResults};
use llm_tui::app::Effect;

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Two base models, a tuned one and an extension.
const CATALOG_TOML: &str = r#"
[[model]]
id = "anna"
name = "Anna"
stage = "base"
organizations = ["A"]
released = "2023-03"
open_weights = true
insight = { en = "First of all", zh = "首个" }

[[model]]
id = "berta"
name = "Berta"
stage = "base"
organizations = ["B"]
released = "2023-02"
open_weights = true
insight = { en = "Second to one", zh = "第二" }

[[model]]
id = "clara"
name = "Clara with a name that is much longer than its column"
stage = "sft"
organizations = ["C"]
released = "2023-01"
open_weights = true
insight = { en = "Tuned", zh = "微调" }

[[extension]]
id = "dora"
name = "Dora"
kind = "library"
summary = { en = "A library", zh = "程序库" }
description = { en = "It does things", zh = "做事" }
links = [{ kind = "code", url = "https://a.example/dora" }]
"#;

fn index() -> Index {
    Index::try_from(&Catalog::parse("small", CATALOG_TOML).unwrap()).unwrap()
}

/// A screen with an in-memory bookmark store.
struct ScreenWithStore {
    screen: TestScreen,
    stored: Bookmarks,
}

fn screen_with_store(width: u16, height: u16) -> ScreenWithStore {
    ScreenWithStore { screen: screen_with(index(), width, height), stored: Bookmarks::default() }
}

impl ScreenWithStore {
    /// Presses keys one by one and applies bookmark effects to the store.
    fn press(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let end = if first == '<' { rest.find('>').unwrap() + 1 } else { first.len_utf8() };
            let (key, tail) = rest.split_at(end);
            (self.screen, rest) = (self.screen.press(key), tail);
            if let Some(Effect::SaveBookmark(change)) =
                self.screen.effect.take_if(|effect| matches!(effect, Effect::SaveBookmark(_)))
            {
                let is_applied = self.stored.apply(&change);
                self.screen
                    .app
                    .apply_bookmark_result(&change, Ok(ChangeOutcome { bookmarks: self.stored.clone(), is_applied }));
            } else if let Some(Effect::Undo(changes)) = self.screen.effect.take() {
                let is_applied = changes.iter().all(|change| self.stored.apply(change));
                let outcome = ChangeOutcome { bookmarks: self.stored.clone(), is_applied };
                self.screen.app.apply_undo_result(&changes, Ok(outcome));
            }
        }
        self
    }

    fn assert_shows(self, text: &str) -> Self {
        Self { screen: self.screen.assert_shows(text), ..self }
    }

    fn assert_hides(self, text: &str) -> Self {
        Self { screen: self.screen.assert_hides(text), ..self }
    }

    /// Changes the store as another running program would.
    fn change_externally(mut self, id: &str, to: Option<&str>) -> Self {
        let from = self.stored.note(id).map(str::to_owned);
        assert!(self.stored.apply(&BookmarkChange { id: parse_id(id), from, to: to.map(str::to_owned) }));
        self
    }
}

fn parse_id(id: &str) -> Id {
    id.to_owned().try_into().unwrap()
}

#[test]
fn bookmark_is_set_removed_and_shown_after_the_name() {
    let session = screen_with_store(140, 40)
        .press("b")
        .assert_shows("Anna #")
        .assert_shows("Bookmark added: Anna")
        .assert_hides("Berta #");
    let session = session.press("b").assert_hides("Anna #").assert_shows("Bookmark removed: Anna");
    // A long name is truncated before the mark; other tabs have bookmarks too.
    session.press("3b").assert_shows("… #").press("5b").assert_shows("Dora #");
    for (width, height) in [(140, 40), (80, 24), (40, 12)] {
        let shown =
            screen_with_store(width, height).press("b").assert_shows("Anna #").press("<enter>").assert_shows("Anna #");
        shown.press("<f2>").assert_shows("Anna #");
    }
}

#[test]
fn note_is_written_shown_changed_and_removed() {
    let session = screen_with_store(140, 40)
        .press("eqjB mine")
        .assert_shows("Note on Anna: qjB mine")
        .assert_shows("Enter save  Esc cancel");
    let session = session
        .press("<enter>")
        .assert_shows("Note saved: Anna")
        .assert_shows("Anna #")
        .assert_shows("Your note    qjB mine");
    let lines = session.screen.lines();
    let line = |text: &str| lines.iter().position(|line| line.contains(text)).unwrap();
    assert!(line("qjB mine") < line("Weights"));
    // Escape discards the edit; editing starts at the end of the note.
    let session = session
        .press("e, and<esc>")
        .assert_shows("Your note    qjB mine")
        .assert_hides(", and")
        .press("e 2<enter>")
        .assert_shows("qjB mine 2");
    let session =
        session.press("e<ctrl-u><enter>").assert_shows("bookmark kept").assert_hides("qjB").assert_shows("Anna #");
    // An empty note adds no bookmark.
    session
        .press("je<enter>")
        .assert_hides("Berta #")
        .press("e 中文<enter>")
        .press("<f2>")
        .assert_shows("我的笔记     中文");
}

#[test]
fn removing_a_note_needs_two_keys() {
    let session = screen_with_store(100, 24)
        .press("emine<enter>b")
        .assert_shows("press b again to remove")
        .assert_shows("Anna #");
    let session = session
        .press("jkb")
        .assert_shows("press b again to remove")
        .assert_shows("Anna #")
        .press("b")
        .assert_hides("Anna #");
    assert_eq!(session.stored, Bookmarks::default());
}

#[test]
fn concurrent_changes_are_shown_and_not_lost() {
    let session = screen_with_store(100, 24)
        .press("b")
        .change_externally("anna", Some("theirs"))
        .change_externally("berta", Some(""));
    let session =
        session.press("b").assert_shows("another process has changed the note on Anna: theirs").assert_shows("Berta #");
    let session = session.press("e!<enter>").assert_shows("theirs!").change_externally("anna", Some("other"));
    // The prompt still has the typed text, which can be saved again.
    let session = session
        .press("e mine<enter>")
        .assert_shows("the note on Anna: other")
        .assert_shows("Note on Anna: theirs! mine");
    assert_eq!(session.stored.note("anna"), Some("other"));
    assert_eq!(session.press("<enter>").stored.note("anna"), Some("theirs! mine"));
}

#[test]
fn bookmark_filter_applies_to_every_tab() {
    screen_with_store(40, 12)
        .press("B")
        .assert_shows("No bookmarks. Press b in the list")
        .press("<f2>")
        .assert_shows("没有书签。");
    let session =
        screen_with_store(100, 24).press("2jb3b5b2").assert_shows("Base 2").press("B").assert_shows("/ is:bookmarked");
    let session =
        session.assert_shows("All 2  Base 1  SFT 1  RLHF 0  Extensions 1").assert_shows("Berta #").assert_hides("Anna");
    let session = session.press("B").assert_shows("Base 2").assert_hides("is:bookmarked");
    let session = session
        .press("/-is:bookmarked<enter>")
        .assert_shows("Base 1  SFT 0")
        .assert_shows("Anna")
        .assert_hides("Berta");
    // Setting a bookmark updates the filtered list at once.
    let session =
        session.press("b").assert_shows("Base 0").press("B").assert_shows("/ is:bookmarked").assert_shows("Base 2");
    let session = session.press("b").assert_shows("Base 1").assert_hides("Anna #").assert_shows("Berta #");
    session.press("/is:bookmarked 'anna").assert_shows("Removing `'anna` gives matches.");
}

#[test]
fn removing_a_bookmark_selects_a_neighbouring_row() {
    let session = screen_with_store(100, 24).press("2bjbB");
    let name =
        |session: &ScreenWithStore| session.screen.app.selected_entry().unwrap().as_entry_ref().name().to_owned();
    let session = session.press("j");
    assert_eq!(name(&session), "Berta");
    let session = session.press("b").assert_shows("1 of 2");
    assert_eq!(name(&session), "Anna");
}

#[test]
fn bookmark_filter_is_completed_and_explained() {
    screen_with_store(100, 24)
        .press("/is")
        .assert_shows("Tab is:")
        .press("<tab>")
        .assert_shows("Tab bookmarked")
        .press("<tab>")
        .assert_shows("/ is:bookmarked");
    screen_with_store(100, 24).press("/is:red").assert_shows("unknown value `red` for `is`; use bookmarked");
    for text in ["is:bookmarked", "-is:bookmarked x", "!IS:Bookmarked"] {
        let (query, errors) = Query::parse(text);
        assert!(errors.is_empty() && query.uses_bookmarks(), "{text}");
        assert_eq!(Query::parse(&query.to_string()).0, query);
    }
    screen_with_store(100, 220).press("?").assert_shows("is:bookmarked").assert_shows("In a prompt");
}

#[test]
fn changes_of_bookmarks_and_notes_are_undone_from_the_last() {
    let session = screen_with_store(140, 40).press("eone<enter>e, two<enter>bb");
    assert_eq!(session.stored.note("anna"), None);
    let session = session.press("jb").press("u").assert_shows("Undone: bookmark on Berta removed");
    let session = session.press("u").assert_shows("Undone: bookmark and note on Anna restored");
    assert_eq!(session.stored.note("anna"), Some("one, two"));
    let session = session.press("u").assert_shows("Undone: note on Anna restored");
    assert_eq!(session.stored.note("anna"), Some("one"));
    let session = session.press("u").assert_shows("Undone: bookmark on Anna removed");
    assert_eq!(session.stored, Bookmarks::default());
    session.press("u").assert_shows("Nothing to undo");
    // A note that another program has changed meanwhile is not lost.
    let session = screen_with_store(140, 40).press("eone<enter>").change_externally("anna", Some("theirs")).press("u");
    assert_eq!(session.assert_shows("another process has changed").stored.note("anna"), Some("theirs"));
    // At least fifty.
    let many = screen_with_store(140, 40).press(&"b".repeat(60)).press(&"u".repeat(59));
    assert_eq!(many.stored.note("anna"), Some(""));
}

#[test]
fn failed_save_is_reported_and_keeps_the_typed_text() {
    let error = || BookmarkStoreError::Io {
        file: "/x".to_owned(),
        kind: std::io::ErrorKind::StorageFull,
        reason: "disk full".to_owned(),
    };
    let mut screen = screen_with(index(), 100, 24);
    screen.app = screen.app.with_bookmarks(Err(error()));
    let mut screen = screen.assert_shows("Bookmarks not loaded: /x: disk full; fix the file").press("emine<enter>");
    let Some(Effect::SaveBookmark(change)) = screen.effect.clone() else { unreachable!() };
    screen.app.apply_bookmark_result(&change, Err(error()));
    let mut screen = screen
        .assert_shows("disk full")
        .assert_shows("Note on Anna: mine")
        .press("<esc>")
        .assert_hides("Anna #")
        .in_chinese();
    screen.app.apply_bookmark_result(&change, Err(error()));
    screen.assert_shows("书签未保存：/x：磁盘空间不足；");
}

#[test]
fn pasted_note_stays_on_one_line() {
    let session = screen_with_store(100, 24).press("e");
    let paste = crossterm::event::Event::Paste("two\nlines\u{1b}[2J".to_owned());
    let session = ScreenWithStore { screen: session.screen.send_event(&paste).click(3, 8), ..session };
    assert_eq!(session.press("<enter>").stored.note("anna"), Some("two lines[2J"));
    let long = "x".repeat(600);
    assert_eq!(
        screen_with_store(40, 12).press("e").press(&long).press("<enter>").stored.note("anna").unwrap().len(),
        500
    );
}

#[test]
fn characters_that_cannot_be_seen_are_not_typed() {
    let typed = "a\u{9b}b\u{202e}c\u{200b}d\u{7f}\u{e0041}\u{2028}e";
    assert_eq!(screen_with(index(), 100, 24).press("/").press(typed).app.search_bar().query(), "abcde");
    assert_eq!(screen_with_store(100, 24).press("e").press(typed).press("<enter>").stored.note("anna"), Some("abcde"));
    let find = screen_with(index(), 100, 24).press("?/").press(typed);
    assert_eq!(find.app.find_input().unwrap().input.value(), "abcde");
}

/// Runs a command with a bookmarks file and the catalogue; returns exit code, stdout and stderr.
fn run(bookmarks: &str, arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let (state, catalog) = (home.path().join("llm-tui"), home.path().join("small.toml"));
    fs::create_dir(&state).unwrap();
    fs::write(state.join("bookmarks.toml"), bookmarks).unwrap();
    fs::write(&catalog, CATALOG_TOML).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_STATE_HOME", home.path());
    let output = command.args(["--locale", "en", "--catalog"]).arg(catalog).args(arguments).output().unwrap();
    assert_eq!(fs::read_to_string(state.join("bookmarks.toml")).unwrap(), bookmarks);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn commands_filter_by_bookmarks() {
    let bookmarks = "[[bookmark]]\nid = \"berta\"\nnote = \"mine\"\n[[bookmark]]\nid = \"of-another\"\n";
    let (code, out, err) = run(bookmarks, &["list", "is:bookmarked", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let entries: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ids: Vec<_> = entries.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["berta"]);
    let (_, out, _) = run(bookmarks, &["list", "-is:bookmarked", "--columns", "id", "--format", "tsv"]);
    assert_eq!(out, "id\nanna\nclara\n");
    assert!(run(bookmarks, &["show", "berta"]).1.contains("Your note    mine"));
    let (code, _, err) = run(bookmarks, &["list", "is:bookmarked", "anna"]);
    assert!(code == 1 && err.contains("removing `is:bookmarked` gives matches"), "{err}");
    assert_eq!(run("", &["list", "is:bookmarked"]).0, 1);
}

#[test]
fn invalid_bookmarks_file_fails_only_bookmark_queries() {
    let invalid = "[[bookmark]]\nid = 3\n";
    for command in [&["list"][..], &["tree"], &["chart", "years"]] {
        let (code, out, err) = run(invalid, &[command, &["is:bookmarked"]].concat());
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("bookmarks.toml:2: ") && err.contains("fix the file"), "{command:?}: {err}");
    }
    assert_eq!(run(invalid, &["list"]).0, 0);
}

fn arb_change() -> impl Strategy<Value = BookmarkChange> {
    let note = || proptest::option::of("\\PC{0,20}".prop_map(|note| sanitize_note(&note)));
    ("[a-z]{1,2}(\\.[0-9]|-[a-z])?", note(), note()).prop_map(|(id, from, to)| BookmarkChange {
        id: id.try_into().unwrap(),
        from,
        to,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bookmarks_round_trip_through_text(changes in prop::collection::vec(arb_change(), 0..30)) {
        let mut bookmarks = Bookmarks::default();
        for change in &changes {
            let before = bookmarks.note(change.id.as_str()).map(str::to_owned);
            let is_applied = bookmarks.apply(change);
            let after = bookmarks.note(change.id.as_str());
            prop_assert_eq!(after, if is_applied { change.to.as_deref() } else { before.as_deref() });
            let (is_expected, is_changed) = (before == change.from, before != after.map(str::to_owned));
            prop_assert!(is_expected || !is_changed || before.is_none_or(|note| note.is_empty()));
            prop_assert_eq!(&Bookmarks::parse(&bookmarks.to_string()).unwrap(), &bookmarks);
        }
    }

    #[test]
    fn bookmark_filter_and_its_negation_partition_the_entries(ids in prop::collection::btree_set(0..4_usize, 0..4)) {
        let mut index = index();
        let mut bookmarks = Bookmarks::default();
        for id in &ids {
            let id = parse_id(["anna", "berta", "clara", "dora"].get(*id).unwrap());
            bookmarks.apply(&BookmarkChange { id, from: None, to: Some(String::new()) });
        }
        index.set_bookmarks(bookmarks);
        let count = |text| SearchResults::search_all(&Query::parse(text).0, &index).rows.len();
        prop_assert_eq!(count("is:bookmarked"), ids.len());
        prop_assert_eq!(count("-is:bookmarked"), 4 - ids.len());
        prop_assert_eq!(count("is:bookmarked !is:bookmarked"), 0);
    }
}

#[test]
fn large_catalogue_filters_bookmarks_in_the_background() {
    let model = |number| {
        let rest = "\"stage\":\"base\",\"organizations\":[\"A\"],\"open_weights\":true,\"released\":\"2023-01\"";
        let insight = "\"insight\":{\"en\":\"x\",\"zh\":\"x\"}";
        format!("{{\"id\":\"m-{number}\",\"name\":\"M {number}\",{rest},{insight}}}\n")
    };
    let catalog = Catalog::parse("large.jsonl", &(0..10_001).map(model).collect::<String>()).unwrap();
    let mut session = ScreenWithStore {
        screen: screen_with(Index::try_from(&catalog).unwrap(), 100, 24),
        stored: Bookmarks::default(),
    };
    let run_searches = |mut session: ScreenWithStore| {
        while let Some((id, request)) = session.screen.app.take_request() {
            session.screen.app.apply_response(id, request.run(&false.into()).unwrap());
        }
        session
    };
    session = run_searches(session).press("bGb").assert_shows("M 10000 #").press("B");
    session = run_searches(session).assert_shows("2 of 10001").press("Gb").assert_shows("Bookmark removed");
    session = run_searches(session).assert_shows("1 of 10001").assert_shows("/ is:bookmarked");
    assert_eq!(
        session.screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(),
        session.stored.ids().next().unwrap()
    );
    run_searches(session.press("B")).assert_shows("10001 entries");
}
