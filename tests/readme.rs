//! The README: what it shows is generated from the program and compared.
//!
//! `UPDATE=1 cargo test --test readme` writes what it should be.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::{fmt::Write, fs, path::Path};

use support::screen_with;
use svg::to_svg;

use llm_catalog::localized::Locale;
use llm_index::{Column, query::Query};
use llm_tui::{action::KeyContext, config::keymap::Keymap, i18n::Messages};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;
#[path = "support/svg.rs"]
mod svg;

/// Compares a file with what it should hold, or writes that.
fn assert_up_to_date(file: &str, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(Path::new(file).parent().unwrap()).unwrap();
        fs::write(file, wanted).unwrap();
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    assert!(found == wanted, "{file} is out of date; `UPDATE=1 cargo test --test readme` writes it anew");
}

#[test]
fn the_pictures_are_what_the_program_shows() {
    let mut english = screen_with(llm_tui::builtin::index().unwrap(), 124, 32);
    while english.app.selected_entry().is_some_and(|record| record.as_entry_ref().id().as_str() != "llama") {
        english = english.press("j");
    }
    assert_up_to_date("assets/screenshots/base.en.svg", &to_svg(&english.buffer()));
    let chinese = screen_with(llm_tui::builtin::index().unwrap(), 124, 32).in_chinese().press("3/glm<enter>");
    assert_up_to_date("assets/screenshots/search.zh.svg", &to_svg(&chinese.buffer()));
}

#[test]
fn the_table_of_keys_is_printed_from_the_key_map() {
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
        let (_, does) = (Messages::get(Locale::En).action_help)(action, KeyContext::List);
        writeln!(table, "| {} | {does} |", keys.join(" ")).unwrap();
    }
    table
}

#[test]
fn every_file_that_the_readme_names_is_there() {
    let readme = fs::read_to_string("README.md").unwrap();
    for link in readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default()) {
        let here = link.split('#').next().unwrap_or_default();
        assert!(here.starts_with("http") || here.is_empty() || Path::new(here).exists(), "{link}");
    }
}

#[test]
fn the_columns_are_those_of_the_program() {
    let readme = fs::read_to_string("README.md").unwrap().replace('\n', " ");
    let columns: Vec<_> = Column::ALL.iter().map(|column| column.key()).collect();
    let (last, others) = columns.split_last().unwrap();
    let sentence = format!("The columns are {} and {last}.", others.join(", "));
    assert!(readme.contains(&sentence), "README.md should say: {sentence}");
}

#[test]
fn every_query_that_is_shown_can_be_understood() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, table) = readme.split_once("| query | finds |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let named = [("shippable".to_owned(), "commercial:yes".to_owned())].into();
    let rows = table.lines().skip(2).map(|row| row.split('|').nth(1).unwrap());
    for query in rows.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        let (_, faults) = Query::parse_with_saved_queries(query, &named);
        assert!(faults.is_empty(), "{query}: {faults:?}");
    }
}

/// Runs the examples of the command line that need nothing but this program
/// and a shell, one after another in a folder of their own.
#[cfg(unix)]
#[test]
fn every_example_of_the_command_line_works() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, section) = readme.split_once("## On the command line").unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_llm-tui")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let is_ours = |line: &&str| ["jq", "lychee", "fzf"].iter().all(|other| !line.contains(&format!("| {other}")));
    let examples: Vec<_> = block.lines().filter(is_ours).collect();
    assert!(examples.len() >= 12, "{examples:?}");
    for example in examples {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", example]).current_dir(&folder).env_clear().env("PATH", &path).env("HOME", folder.path());
        let output = command.output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{example}\n{complaint}");
        assert!(!output.stdout.is_empty() || example.contains('>') || example.contains("check"), "{example}");
    }
}
