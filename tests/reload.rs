//! The catalogue is read again at the same place, by a key or when its file changes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use llm_catalog::Catalog;
use llm_index::Index;
use support::{TestScreen, screen_with};

#[cfg(unix)]
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// A catalogue of models with these ids; `parent` is that of all but itself.
fn catalog_text(ids: &[String], parent: &str) -> String {
    let model = |id: &String| {
        let parents = if id == parent { String::new() } else { format!("base_models = [\"{parent}\"]\n") };
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\nopen_weights = true\ncontext = 2048\n\
             released = \"2023-05\"\ninsight = {{ en = \"About {id}.\", zh = \"关于 {id}。\" }}\n{parents}\n"
        )
    };
    ids.iter().map(model).collect()
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("model-{number:03}")).collect()
}

fn index(ids: &[String]) -> Index {
    Index::try_from(&Catalog::parse("a.toml", &catalog_text(ids, "model-000")).unwrap()).unwrap()
}

fn reload(mut screen: TestScreen, ids: &[String]) -> TestScreen {
    assert!(screen.app.apply_reload(Ok(index(ids))).is_some());
    screen
}

fn start() -> TestScreen {
    screen_with(index(&ids(200)), 140, 40)
}

#[test]
fn the_same_catalogue_changes_nothing() {
    let keys = [
        "",
        "G",
        "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj",
        "jjjJ",
        "jjl<ctrl-d>",
        "/model-15<enter>jj",
        "2jjj",
        "s<up><enter>jj",
        "t",
        "tjjjjjjjj",
        "tjj<ctrl-d><ctrl-d>",
        " jj x",
        " jj xl<ctrl-d>",
        "v",
        "vll",
        "v4",
        "i<ctrl-d>",
        "?<ctrl-d>",
        "a",
        ">>z",
    ];
    for keys in keys {
        let before = start().press(keys).press("<ctrl-l>");
        let text = before.text();
        let after = reload(before, &ids(200));
        assert!(after.app.status().unwrap().contains("200 entries"), "{keys}");
        assert_eq!(after.press("<ctrl-l>").text(), text, "{keys}");
    }
}

#[test]
fn a_preview_ends_with_the_menu_that_a_reload_closes() {
    let theme = |screen: &TestScreen| screen.app.settings().theme.name.clone();
    let menu = start().press("T<down>");
    assert_ne!(theme(&menu), "terminal");
    let after = reload(menu, &ids(200));
    assert!(after.app.menu().is_none());
    assert_eq!(theme(&after), "terminal");
    // What is being typed stays.
    let prompt = reload(start().press("ehalf a note"), &ids(200));
    assert!(prompt.app.prompt().is_some());
}

#[test]
fn the_selected_entry_is_found_again_by_its_id() {
    let screen = start().press("/model-1<enter>jjjjj").press("l");
    let selected = screen.app.selected_entry().unwrap();
    let name = selected.as_entry_ref().name();
    // Every other one is gone, and there are new ones before it.
    let others = ids(400).into_iter().filter(|id| id == name || !id.ends_with('7') && !id.ends_with('3'));
    let after = reload(screen, &others.collect::<Vec<_>>());
    assert_eq!(after.app.selected_entry().unwrap().as_entry_ref().name(), name);
    assert_eq!(after.app.search_bar().query(), "model-1");
}

#[test]
fn an_entry_that_is_gone_leaves_the_cursor_in_its_place() {
    let screen = start().press("jjjjj");
    let gone = screen.app.selected_entry().unwrap().as_entry_ref().name().to_owned();
    let left: Vec<_> = ids(200).into_iter().filter(|id| *id != gone).collect();
    assert_eq!(reload(screen, &left).app.list().state().selected, 5);
    let nothing = reload(start().press("jjjjjtjj"), &ids(1));
    assert_eq!(nothing.app.list().len(), 1);
    let none = reload(nothing, &[]);
    assert!(none.app.list().is_empty());
    assert_eq!(reload(none, &ids(5)).app.list().len(), 5);
}

#[test]
fn an_error_stays_until_the_file_is_right() {
    let mut screen = start().press("jj");
    assert!(screen.app.apply_reload(Err("a.toml:3:1: missing field `name`".to_owned())).is_none());
    let screen = screen.press("j").assert_shows("a.toml:3:1: missing field").assert_shows("model-003");
    let screen = reload(screen, &ids(200)).press("j");
    screen.assert_hides("a.toml").assert_shows("model-004");
}

#[test]
fn one_reading_at_a_time() {
    let mut screen = start();
    assert!(!screen.app.take_reload());
    screen = screen.press("r");
    assert!(screen.app.take_reload());
    screen.app.catalog_changed();
    assert!(!screen.app.take_reload());
    screen.app.apply_reload(Ok(index(&ids(3))));
    assert!(screen.app.take_reload());
}

#[cfg(unix)]
mod in_a_terminal {
    use super::*;
    use crate::pty::{BINARY_PATH, CTRL_C, PtySession, SCREEN_SIZE};

    fn start(file: &Path) -> PtySession {
        let terminal = PtySession::spawn(&[BINARY_PATH, "--catalog", file.to_str().unwrap()], &[], SCREEN_SIZE);
        terminal.wait_for("? help");
        terminal
    }

    #[test]
    fn a_file_is_read_whenever_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("team.toml");
        let write = |count| fs::write(&file, catalog_text(&ids(count), "model-000")).unwrap();
        write(3);
        let mut terminal = start(&file);
        terminal.press("j");
        terminal.wait_for("model-001 2/3");
        // In place.
        write(5);
        terminal.wait_for("reloaded: 5 entries");
        // Broken, while the old entries stay.
        fs::write(&file, "[[model]]\nid = 7\n").unwrap();
        terminal.wait_for("team.toml:1:1: the key");
        terminal.wait_for("model-004");
        // As editors do: by a rename.
        let new = dir.path().join("team.toml.new");
        fs::write(&new, catalog_text(&ids(7), "model-000")).unwrap();
        fs::rename(&new, &file).unwrap();
        terminal.wait_for("7 entries");
        terminal.press("k");
        terminal.wait_for("1/7");
        // Deleted and created again.
        fs::remove_file(&file).unwrap();
        terminal.wait_for("Not reloaded");
        write(9);
        terminal.wait_for("9 entries");
        // Many times, of which the last counts.
        for count in 10..60 {
            write(count);
        }
        terminal.wait_for("59 entries");
        terminal.press(CTRL_C);
        terminal.wait_exit();
    }

    #[test]
    fn a_key_reads_json_lines_again() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("hub.jsonl");
        let line = |number| {
            format!("{{\"id\":\"m{number}\",\"name\":\"M{number}\",\"stage\":\"base\",\"open_weights\":true}}\n")
        };
        fs::write(&file, (0..3).map(line).collect::<String>()).unwrap();
        let mut terminal = start(&file);
        terminal.wait_for("/3");
        fs::write(&file, (0..30).map(line).collect::<String>()).unwrap();
        terminal.press("r");
        terminal.wait_for("30 entries");
        terminal.press("q");
        terminal.wait_exit();
    }
}
