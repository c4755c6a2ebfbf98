//! The generated parts of the README, its examples and its screenshots.
//!
//! `UPDATE=1 cargo test --test readme` updates the generated parts.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fmt::Write, fs, path::Path};

use support::screen_with;
use svg::to_svg;

use llm_catalog::localized::Locale;
use llm_index::query::Query;
use llm_tui::{action::KeyContext, config::keymap::Keymap};

#[expect(dead_code, reason = "shared with tests that use more of it")]
mod support;
#[path = "support/svg.rs"]
mod svg;

/// Compares a file with its expected content, or writes it.
fn assert_up_to_date(file: &str, expected: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(Path::new(file).parent().unwrap()).unwrap();
        fs::write(file, expected).unwrap();
    }
    let actual = fs::read_to_string(file).unwrap_or_default();
    assert!(actual == expected, "{file} is out of date; run `UPDATE=1 cargo test --test readme`");
}

#[test]
fn screenshots_are_up_to_date() {
    let mut english = screen_with(llm_tui::builtin::index().unwrap(), 124, 32).press("2<ctrl-l>");
    while english.app.selected_entry().is_some_and(|entry| entry.as_entry_ref().id().as_str() != "llama") {
        english = english.press("j");
    }
    assert_up_to_date("assets/screenshots/base.en.svg", &to_svg(&english.buffer()));
    let chinese = screen_with(llm_tui::builtin::index().unwrap(), 124, 32).in_chinese().press("4/glm<enter>4");
    assert_up_to_date("assets/screenshots/search.zh.svg", &to_svg(&chinese.buffer()));
}

#[test]
fn the_key_table_is_up_to_date() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (before, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /keys -->").unwrap();
    assert_up_to_date("README.md", &format!("{before}<!-- keys -->\n{}<!-- /keys -->{after}", key_table()));
}

fn key_table() -> String {
    let keymap = Keymap::builtin().unwrap();
    let mut table = "| key | does |\n|---|---|\n".to_owned();
    for (action, keys) in keymap.bindings(KeyContext::List) {
        let keys: Vec<_> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        let description = keymap.description(KeyContext::List, action, Locale::En);
        writeln!(table, "| {} | {description} |", keys.join(" ")).unwrap();
    }
    table
}

#[test]
fn linked_files_exist() {
    let readme = fs::read_to_string("README.md").unwrap();
    for link in readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()) {
        let target = link.split('#').next().unwrap_or_default();
        assert!(target.starts_with("http") || target.is_empty() || Path::new(target).exists(), "{link}");
    }
}

#[test]
fn example_queries_are_valid() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, table) = readme.split_once("| query | finds |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let saved = [("shippable".to_owned(), "commercial:yes".to_owned())].into();
    let rows = table.lines().skip(2).map(|row| row.split('|').nth(1).unwrap());
    for query in rows.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let (_, errors) = Query::parse_with_saved_queries(query, &saved);
        assert!(errors.is_empty(), "{query}: {errors:?}");
    }
}

/// Runs the command line examples that need no other programs, in order, in a temporary directory.
#[cfg(unix)]
#[test]
fn command_line_examples_work() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, section) = readme.split_once("## On the command line").unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_llm-tui")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let is_runnable = |line: &&str| ["jq", "lychee", "fzf"].iter().all(|other| !line.contains(&format!("| {other}")));
    let examples: Vec<_> = block.lines().filter(is_runnable).collect();
    assert!(examples.len() >= 12, "{examples:?}");
    for example in examples {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", example]).current_dir(&folder).env_clear().env("PATH", &path).env("HOME", folder.path());
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{example}\n{stderr}");
        assert!(!output.stdout.is_empty() || example.contains('>') || example.contains("check"), "{example}");
    }
}
