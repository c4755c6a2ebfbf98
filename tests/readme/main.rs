//! The README and the pages in `docs` in each language: their commands, queries, links, key tables and pictures.
//!
//! `UPDATE=1 cargo test --test readme` writes what is generated: pictures and key tables.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{fs, path::Path};

mod cell_shapes;
mod examples;
mod keys;
mod links;
mod palette;
mod screenshots;
#[expect(dead_code, reason = "shared with tests that use more of it")]
#[path = "../support/mod.rs"]
mod support;
mod svg;
mod tour;

/// Compares a file with its expected content, or writes it.
fn assert_up_to_date(file: &str, expected: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(Path::new(file).parent().unwrap()).unwrap();
        fs::write(file, expected).unwrap();
    }
    let actual = fs::read_to_string(file).unwrap_or_default();
    assert!(actual == expected, "{file} is out of date; run `UPDATE=1 cargo test --test readme`");
}

/// The pages for readers and their texts: those of the top folder and of `docs`.
fn pages() -> Vec<(String, String)> {
    let markdown = |folder: &str| {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect::<Vec<_>>()
    };
    let mut paths = [markdown("."), markdown("docs")].concat();
    paths.sort();
    let name = |path: &Path| path.strip_prefix(".").unwrap_or(path).to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}
