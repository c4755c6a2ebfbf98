//! Bookmarks and notes: keys to screens, and the command line.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

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

/// A base model, two tuned ones, an extension.
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

/// A screen with what is kept, as the system would keep it.
struct ScreenWithStore {
    screen: TestScreen,
    stored: Bookmarks,
}

fn screen_with_store(width: u16, height: u16) -> ScreenWithStore {
    ScreenWithStore { screen: screen_with(index(), width, height), stored: Bookmarks::default() }
}

impl ScreenWithStore {
    /// Presses keys one by one, and does what they ask of the system.
    fn press(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let end = if first == '<' { rest.find('>').unwrap() + 1 } else { first.len_utf8() };
            let (key, others) = rest.split_at(end);
            (self.screen, rest) = (self.screen.press(key), others);
            if let Some(Effect::SaveBookmark(change)) = self.screen.effect.take() {
                let is_applied = self.stored.apply(&change);
                self.screen
                    .app
                    .apply_bookmark_result(&change, Ok(ChangeOutcome { bookmarks: self.stored.clone(), is_applied }));
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

    /// What another program does meanwhile.
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
fn a_bookmark_is_set_and_taken_away_and_shown_behind_the_name() {
    let desk = screen_with_store(140, 40)
        .press("b")
        .assert_shows("Anna #")
        .assert_shows("bookmarked Anna")
        .assert_hides("Berta #");
    let desk = desk.press("b").assert_hides("Anna #").assert_shows("took away the bookmark of Anna");
    // A long name is cut for it, and other tabs have bookmarks too.
    desk.press("2b").assert_shows(".. #").press("4b").assert_shows("Dora #");
    for (width, height) in [(140, 40), (80, 24), (40, 12)] {
        let shown =
            screen_with_store(width, height).press("b").assert_shows("Anna #").press("<enter>").assert_shows("Anna #");
        shown.press("<f2>").assert_shows("Anna #");
    }
}

#[test]
fn a_note_is_written_shown_changed_and_removed() {
    let desk = screen_with_store(140, 40)
        .press("nqjB mine")
        .assert_shows("Note on Anna: qjB mine")
        .assert_shows("Enter keep  Esc leave");
    let desk = desk
        .press("<enter>")
        .assert_shows("kept the note on Anna")
        .assert_shows("Anna #")
        .assert_shows("Your note    qjB mine");
    let lines = desk.screen.lines();
    let line = |text: &str| lines.iter().position(|line| line.contains(text)).unwrap();
    assert!(line("First of all") < line("qjB mine") && line("qjB mine") < line("Weights"));
    // Escape leaves it as it was; writing goes on where it ended.
    let desk = desk
        .press("n, and<esc>")
        .assert_shows("Your note    qjB mine")
        .assert_hides(", and")
        .press("n 2<enter>")
        .assert_shows("qjB mine 2");
    let desk =
        desk.press("n<ctrl-u><enter>").assert_shows("its bookmark stays").assert_hides("qjB").assert_shows("Anna #");
    // Nothing is bookmarked by an empty note.
    desk.press("jn<enter>")
        .assert_hides("Berta #")
        .press("n 中文<enter>")
        .press("<f2>")
        .assert_shows("我的笔记     中文");
}

#[test]
fn a_note_is_never_lost_by_one_key() {
    let desk =
        screen_with_store(100, 24).press("nmine<enter>b").assert_shows("b again takes away").assert_shows("Anna #");
    let desk =
        desk.press("jkb").assert_shows("b again takes away").assert_shows("Anna #").press("b").assert_hides("Anna #");
    assert_eq!(desk.stored, Bookmarks::default());
}

#[test]
fn what_another_program_wrote_meanwhile_is_shown_and_not_lost() {
    let desk = screen_with_store(100, 24)
        .press("b")
        .change_externally("anna", Some("theirs"))
        .change_externally("berta", Some(""));
    let desk = desk
        .press("b")
        .assert_shows("another program has written a note on Anna meanwhile: theirs")
        .assert_shows("Berta #");
    let desk = desk.press("n!<enter>").assert_shows("theirs!").change_externally("anna", Some("other"));
    // What was typed is still there to be kept.
    let desk = desk.press("n mine<enter>").assert_shows("meanwhile: other").assert_shows("Note on Anna: theirs! mine");
    assert_eq!(desk.stored.note("anna"), Some("other"));
    assert_eq!(desk.press("<enter>").stored.note("anna"), Some("theirs! mine"));
}

#[test]
fn only_bookmarks_are_shown_and_counted_in_every_tab() {
    screen_with_store(40, 12)
        .press("B")
        .assert_shows("Nothing is bookmarked. b in the table")
        .press("<f2>")
        .assert_shows("还没有书签");
    let desk =
        screen_with_store(100, 24).press("jb2b4b1").assert_shows("Base 2").press("B").assert_shows("/ is:bookmarked");
    let desk = desk.assert_shows("Base 1  SFT 1  RLHF 0  Extensions 1").assert_shows("Berta #").assert_hides("Anna");
    let desk = desk.press("B").assert_shows("Base 2").assert_hides("is:bookmarked");
    let desk =
        desk.press("/-is:bookmarked<enter>").assert_shows("Base 1  SFT 0").assert_shows("Anna").assert_hides("Berta");
    // A bookmark that is set leaves what is shown, without more ado.
    let desk = desk.press("b").assert_shows("Base 0").press("B").assert_shows("/ is:bookmarked").assert_shows("Base 2");
    let desk = desk.press("b").assert_shows("Base 1").assert_hides("Anna #").assert_shows("Berta #");
    desk.press("/is:bookmarked 'anna").assert_shows("Without `is:bookmarked` there are matches.");
}

#[test]
fn who_takes_away_a_bookmark_of_many_stays_at_its_place() {
    let desk = screen_with_store(100, 24).press("bjbB");
    let name = |desk: &ScreenWithStore| desk.screen.app.selected_entry().unwrap().as_entry_ref().name().to_owned();
    let desk = desk.press("j");
    assert_eq!(name(&desk), "Berta");
    let desk = desk.press("b").assert_shows("1 of 2");
    assert_eq!(name(&desk), "Anna");
}

#[test]
fn the_filter_is_completed_and_explained() {
    screen_with_store(100, 24)
        .press("/is")
        .assert_shows("Tab is:")
        .press("<tab>")
        .assert_shows("Tab bookmarked")
        .press("<tab>")
        .assert_shows("/ is:bookmarked");
    screen_with_store(100, 24).press("/is:red").assert_shows("`is` is never `red`; use bookmarked");
    for text in ["is:bookmarked", "-is:bookmarked x", "!IS:Bookmarked"] {
        let (query, faults) = Query::parse(text);
        assert!(faults.is_empty() && query.uses_bookmarks(), "{text}");
        assert_eq!(Query::parse(&query.to_string()).0, query);
    }
    screen_with_store(100, 120).press("?").assert_shows("is:bookmarked").assert_shows("Writing a note");
}

#[test]
fn where_bookmarks_cannot_be_kept_that_is_said_and_what_was_typed_stays() {
    let error = || BookmarkStoreError::Io { file: "/x".to_owned(), reason: "no room".to_owned() };
    let mut screen = screen_with(index(), 100, 24);
    screen.app = screen.app.with_bookmarks(Err(error()));
    let mut screen = screen.assert_shows("/x: no room; until this is mended").press("nmine<enter>");
    let Some(Effect::SaveBookmark(change)) = screen.effect.clone() else { unreachable!() };
    screen.app.apply_bookmark_result(&change, Err(error()));
    screen.assert_shows("no room").assert_shows("Note on Anna: mine").press("<esc>").assert_hides("Anna #");
}

#[test]
fn what_comes_in_while_a_note_is_written_stays_a_line() {
    let desk = screen_with_store(100, 24).press("n");
    let paste = crossterm::event::Event::Paste("two\nlines\u{1b}[2J".to_owned());
    let desk = ScreenWithStore { screen: desk.screen.send_event(&paste).click(3, 8), ..desk };
    assert_eq!(desk.press("<enter>").stored.note("anna"), Some("two lines[2J"));
    let long = "x".repeat(600);
    assert_eq!(
        screen_with_store(40, 12).press("n").press(&long).press("<enter>").stored.note("anna").unwrap().len(),
        500
    );
}

/// The command in a home with a catalogue and a file of bookmarks.
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
fn the_command_line_knows_the_bookmarks() {
    let kept = "[[bookmark]]\nid = \"berta\"\nnote = \"mine\"\n[[bookmark]]\nid = \"of-another\"\n";
    let (code, out, err) = run(kept, &["list", "is:bookmarked", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let entries: serde_json::Value = serde_json::from_str(&out).unwrap();
    let ids: Vec<_> = entries.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["berta"]);
    let (_, out, _) = run(kept, &["list", "-is:bookmarked", "--columns", "id", "--format", "tsv"]);
    assert_eq!(out, "id\nanna\nclara\n");
    assert!(run(kept, &["show", "berta"]).1.contains("Your note    mine"));
    let (code, _, err) = run(kept, &["list", "is:bookmarked", "anna"]);
    assert!(code == 1 && err.contains("without `is:bookmarked` there are matches"), "{err}");
    assert_eq!(run("", &["list", "is:bookmarked"]).0, 1);
}

#[test]
fn a_broken_file_stops_only_who_asks_for_bookmarks() {
    let broken = "[[bookmark]]\nid = 3\n";
    let (code, out, err) = run(broken, &["list", "is:bookmarked"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("bookmarks.toml:2: ") && err.contains("mend it"), "{err}");
    assert_eq!(run(broken, &["list"]).0, 0);
}

fn arb_change() -> impl Strategy<Value = BookmarkChange> {
    let kept = || proptest::option::of("\\PC{0,20}".prop_map(|note| sanitize_note(&note)));
    ("[a-z]{1,2}(\\.[0-9]|-[a-z])?", kept(), kept()).prop_map(|(id, from, to)| BookmarkChange {
        id: id.try_into().unwrap(),
        from,
        to,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_are_read_as_they_were_printed(changes in prop::collection::vec(arb_change(), 0..30)) {
        let mut bookmarks = Bookmarks::default();
        for change in &changes {
            let before = bookmarks.note(change.id.as_str()).map(str::to_owned);
            let is_done = bookmarks.apply(change);
            let after = bookmarks.note(change.id.as_str());
            prop_assert_eq!(after, if is_done { change.to.as_deref() } else { before.as_deref() });
            let (seen, lost) = (before == change.from, before != after.map(str::to_owned));
            prop_assert!(seen || !lost || before.is_none_or(|note| note.is_empty()));
            prop_assert_eq!(&Bookmarks::parse(&bookmarks.to_string()).unwrap(), &bookmarks);
        }
    }

    #[test]
    fn bookmarked_and_not_are_the_two_halves(ids in prop::collection::btree_set(0..4_usize, 0..4)) {
        let mut shelf = index();
        let mut bookmarks = Bookmarks::default();
        for id in &ids {
            let id = parse_id(["anna", "berta", "clara", "dora"].get(*id).unwrap());
            bookmarks.apply(&BookmarkChange { id, from: None, to: Some(String::new()) });
        }
        shelf.set_bookmarks(bookmarks);
        let count = |text| SearchResults::search_all(&Query::parse(text).0, &shelf).rows.len();
        prop_assert_eq!(count("is:bookmarked"), ids.len());
        prop_assert_eq!(count("-is:bookmarked"), 4 - ids.len());
        prop_assert_eq!(count("is:bookmarked !is:bookmarked"), 0);
    }
}

#[test]
fn on_a_large_shelf_bookmarks_are_found_beside_the_loop() {
    let model = |number| {
        let rest = "\"stage\":\"base\",\"organizations\":[\"A\"],\"open_weights\":true,\"released\":\"2023-01\"";
        let insight = "\"insight\":{\"en\":\"x\",\"zh\":\"x\"}";
        format!("{{\"id\":\"m-{number}\",\"name\":\"M {number}\",{rest},{insight}}}\n")
    };
    let catalog = Catalog::parse("large.jsonl", &(0..10_001).map(model).collect::<String>()).unwrap();
    let mut desk = ScreenWithStore {
        screen: screen_with(Index::try_from(&catalog).unwrap(), 100, 24),
        stored: Bookmarks::default(),
    };
    let done = |mut desk: ScreenWithStore| {
        while let Some((number, job)) = desk.screen.app.take_request() {
            desk.screen.app.apply_response(number, job.run(&false.into()).unwrap());
        }
        desk
    };
    desk = done(desk).press("bGb").assert_shows("M 10000 #").press("B");
    desk = done(desk).assert_shows("2 of 10001").press("Gb").assert_shows("took away");
    desk = done(desk).assert_shows("1 of 10001").assert_shows("/ is:bookmarked");
    assert_eq!(
        desk.screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(),
        desk.stored.ids().next().unwrap()
    );
    done(desk.press("B")).assert_shows("10001 entries");
}
