//! What is new in the catalogue since a day or since the last visit.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use serde_json::Value;

#[path = "support/cli.rs"]
mod cli;
#[cfg(unix)]
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;

use cli::{cli_command, run_command};

fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    run_command(cli_command(home).arg("news").args(args))
}

/// The number of entries that `news` lists.
fn count(home: &Path, args: &[&str]) -> usize {
    let (code, out, err) = run(home, &[args, &["--format", "json"]].concat());
    let entries: Value = serde_json::from_str(&out).unwrap();
    let count = entries.as_array().unwrap().len();
    assert_eq!(code, i32::from(count == 0), "{err}");
    count
}

fn newest() -> String {
    llm_tui::builtin::newest_added().unwrap().to_string()
}

#[test]
fn the_first_visit_shows_the_newest_update_and_the_second_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (code, out, _) = run(home.path(), &["--limit", "2"]);
    assert_eq!(code, 0);
    assert!(out.contains(&format!("new entries since {}\n", newest())) && out.contains(&newest()), "{out}");
    let (code, out, err) = run(home.path(), &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("nothing is new since your last visit"), "{err}");
    let (_, _, err) = run(home.path(), &["--locale", "zh"]);
    assert!(err.contains("自上次查看以来没有新条目"), "{err}");
}

#[test]
fn what_was_added_after_the_last_visit_is_new() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("state/llm-tui")).unwrap();
    fs::write(home.path().join("state/llm-tui/visit"), "2023-08\n").unwrap();
    let all = count(home.path(), &["--since", "2023"]);
    // With `--since` it is no visit.
    let (code, out, _) = run(home.path(), &["--limit", "1"]);
    assert_eq!(code, 0);
    // The list of 2023 has 78 entries.
    assert!(out.starts_with(&format!("{} new entries since your last visit (after 2023-08)\n", all - 78)), "{out}");
    assert_eq!(count(home.path(), &[]), 0);
}

#[test]
fn entries_since_a_day_are_models_and_extensions() {
    let home = tempfile::tempdir().unwrap();
    let (_, out, _) = run(home.path(), &["--since", "2026-11"]);
    let headings: Vec<_> = out.lines().filter(|line| line.starts_with("Added ")).collect();
    let [models, extensions] = headings.as_slice() else { panic!("{headings:?}") };
    assert!(models.contains("Stage") && extensions.contains("Kind"), "{headings:?}");
    assert_eq!(count(home.path(), &["--since", "2026-11-23"]), count(home.path(), &["--since", "2026-11"]));
    assert!(count(home.path(), &["--since", "2026-11-24"]) < count(home.path(), &["--since", "2026-11-23"]));
    assert_eq!(count(home.path(), &["--since", "2099"]), 0);
    let (code, _, err) = run(home.path(), &["--since", "yesterday"]);
    assert!(code == 2 && err.contains("yesterday"), "{err}");
}

#[test]
fn a_catalogue_of_ones_own_has_no_last_visit() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("list.toml");
    let model = "[[model]]\nid = \"a\"\nname = \"A\"\nstage = \"base\"\nopen_weights = true\nadded = \"2026-01-02\"\n\
                 insight = { en = \"e\", zh = \"中\" }\n";
    fs::write(&file, model).unwrap();
    let file = file.to_str().unwrap();
    let (code, _, err) = run(home.path(), &["--catalog", file]);
    assert!(code == 2 && err.contains("--since"), "{err}");
    assert_eq!(count(home.path(), &["--catalog", file, "--since", "2026"]), 1);
    assert_eq!(count(home.path(), &["--catalog", file, "--since", "2026-02"]), 0);
}

#[test]
fn files_over_the_built_in_catalogue_leave_its_news() {
    let home = tempfile::tempdir().unwrap();
    let model = "[[model]]\nid = \"a\"\nname = \"A\"\nstage = \"base\"\nopen_weights = true\nadded = \"2099-01-02\"\n\
                 insight = { en = \"e\", zh = \"中\" }\n";
    let folder = home.path().join("config/llm-tui");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("team.toml"), model).unwrap();
    fs::write(folder.join("config.toml"), "catalogs = [\"team.toml\"]\n").unwrap();
    let (code, out, err) = run(home.path(), &["--limit", "1"]);
    assert!(code == 0 && out.contains(&format!("new entries since {}\n", newest())), "{out}{err}");
    // What was added to a file of one's own is no news, and the visit was noted.
    assert_eq!(count(home.path(), &[]), 0);
    let state = home.path().join("state/llm-tui/visit");
    fs::write(&state, "2023-08\n").unwrap();
    let team = folder.join("team.toml");
    let (code, out, err) = run(home.path(), &["--builtin", "--catalog", team.to_str().unwrap(), "--limit", "1"]);
    assert!(code == 0 && out.contains("since your last visit (after 2023-08)"), "{out}{err}");
}

#[cfg(unix)]
#[test]
fn a_start_of_the_program_is_a_visit_and_says_what_is_new() {
    use pty::PtySession;

    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("llm-tui");
    fs::create_dir_all(&state).unwrap();
    let visit = state.join("visit");
    fs::write(&visit, "2023-08").unwrap();
    let variables = [("XDG_STATE_HOME", home.path().to_str().unwrap())];
    let mut terminal = PtySession::start(&[], &variables);
    terminal.wait_for("new extensions since your last visit: search `added:>2023-08`");
    terminal.press("q");
    assert!(terminal.wait_exit().success());
    assert_eq!(fs::read_to_string(&visit).unwrap().trim(), newest());
    let mut terminal = PtySession::start(&[], &variables);
    assert!(!terminal.output().screen_text().contains("since your last visit"));
    terminal.press("q");
    assert!(terminal.wait_exit().success());
}
