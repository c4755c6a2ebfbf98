//! The queries of earlier runs, in a file of the program's state: one a line,
//! the oldest first.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
};

use super::file::replace;
use crate::config::state_folder;

/// How many queries are kept when the file is tidied.
const KEPT: usize = 500;
/// The file is tidied when it is this long.
const LONG: usize = 2 * KEPT;

fn file() -> Option<PathBuf> {
    Some(state_folder()?.join("history"))
}

/// The queries of earlier runs, the oldest first. A file that cannot be read
/// is no history.
#[must_use]
pub fn remembered() -> Vec<String> {
    let Some(file) = file() else { return Vec::new() };
    let text = fs::read_to_string(&file).unwrap_or_default();
    let mut queries: Vec<_> = text.lines().map(str::to_owned).collect();
    if queries.len() > LONG {
        queries = queries.split_off(queries.len() - KEPT);
        let _ = replace(&file, &(queries.join("\n") + "\n"));
    }
    queries
}

/// Appends a query. Programs that run at once append whole lines.
///
/// # Errors
///
/// Fails where the file cannot be written.
pub fn remember(query: &str) -> io::Result<()> {
    let Some(file) = file() else { return Ok(()) };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let line = format!("{}\n", query.replace('\n', " "));
    OpenOptions::new().create(true).append(true).open(file)?.write_all(line.as_bytes())
}
