//! Retired names must not come back. Each had a meaning in this project only;
//! the code uses the usual terms of Rust, search engines and terminal programs.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Words that no source file or document may contain, in any letter case.
const RETIRED_WORDS: [&str; 33] = [
    "anew",
    "breach",
    "breaches",
    "culprit",
    "deed",
    "deeds",
    "desk",
    "dice",
    "dump",
    "dumps",
    "house",
    "memo",
    "mend",
    "mended",
    "nouns",
    "pile",
    "pressed",
    "remark",
    "remarks",
    "room",
    "rooms",
    "roomy",
    "shelf",
    "shelves",
    "sieve",
    "sought",
    "spelt",
    "sprout",
    "sprouts",
    "torn",
    "uncircled",
    "undashed",
    "upkeep",
];

/// Names that other programs chose.
const FOREIGN_NAMES: [&str; 1] = ["--dump-dom"];

/// Type names that are retired, while the same words in lower case are allowed.
const RETIRED_TYPES: [&str; 6] = ["Kept", "Laid", "Lot", "Mesh", "Standing", "Wake"];

/// Phrases that no source file or document may contain, in any letter case.
const RETIRED_PHRASES: [&str; 2] = ["beside the loop", "in sight"];

/// The source files and documents, without this file.
fn checked_files() -> Vec<PathBuf> {
    let mut files: Vec<_> = ["build.rs", "README.md", "CONTRIBUTING.md"].map(PathBuf::from).into();
    let mut dirs: Vec<_> = ["src", "crates", "tests", "benches", "docs"].map(PathBuf::from).into();
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else if is_checked(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn is_checked(path: &Path) -> bool {
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    let is_document = path.extension().is_some_and(|extension| extension == "md") && path.starts_with("docs");
    (is_source || is_document) && !path.ends_with(Path::new(file!()))
}

/// The words of a line. Identifiers are split at underscores and before capitals.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for ch in line.chars() {
        if !ch.is_ascii_alphabetic() || previous.is_ascii_lowercase() && ch.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (ch.is_ascii_alphabetic(), words.last_mut()) {
            word.push(ch);
        }
        previous = ch;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The retired names in a line.
fn retired_names(line: &str) -> Vec<String> {
    let line = &FOREIGN_NAMES.iter().fold(line.to_owned(), |line, name| line.replace(name, ""));
    let lowercase = line.to_lowercase();
    let is_identifier_char = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    let identifiers = line.split(|ch| !is_identifier_char(ch)).filter(|name| RETIRED_TYPES.contains(name));
    let phrases = RETIRED_PHRASES.into_iter().filter(|phrase| lowercase.contains(phrase));
    let words = words(line).into_iter().filter(|word| RETIRED_WORDS.contains(&word.to_lowercase().as_str()));
    words.chain(identifiers.chain(phrases).map(str::to_owned)).collect()
}

#[test]
fn retired_names_are_not_used() {
    let files = checked_files();
    assert!(files.len() > 100, "only {} files", files.len());
    let mut uses = Vec::new();
    for file in files {
        for (idx, line) in fs::read_to_string(&file).unwrap().lines().enumerate() {
            uses.extend(retired_names(line).into_iter().map(|name| format!("{}:{}: {name}", file.display(), idx + 1)));
        }
    }
    assert!(uses.is_empty(), "{} retired names:\n{}", uses.len(), uses.join("\n"));
}

#[test]
fn words_of_identifiers_are_compared() {
    assert_eq!(words("let x_desk = MyShelf::new();"), ["let", "x", "desk", "My", "Shelf", "new"]);
    assert_eq!(retired_names("/// The Shelf of `desk_2`."), ["Shelf", "desk"]);
    assert!(retired_names("/// The bookmark is kept in a bookshelf.").is_empty());
    assert_eq!(retired_names("struct Kept;"), ["Kept"]);
    assert_eq!(retired_names("// What is In Sight"), ["in sight"]);
}
