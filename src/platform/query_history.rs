//! The query history file in the state directory: one query per line, the oldest first.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
};

use crate::{config::state_dir, platform::atomic_file::write_atomic};

const MAX_HISTORY_QUERIES: usize = 500;
/// A longer file is cut to [`MAX_HISTORY_QUERIES`].
const TRIM_THRESHOLD_QUERIES: usize = 2 * MAX_HISTORY_QUERIES;

fn history_path() -> Option<PathBuf> {
    Some(state_dir()?.join("history"))
}

/// Reads the history, the oldest query first. It is empty if the file cannot be read.
#[must_use]
pub fn read_history() -> Vec<String> {
    let Some(path) = history_path() else { return Vec::new() };
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut queries: Vec<_> = text.lines().map(str::to_owned).collect();
    if queries.len() > TRIM_THRESHOLD_QUERIES {
        queries = queries.split_off(queries.len() - MAX_HISTORY_QUERIES);
        let _ = write_atomic(&path, &(queries.join("\n") + "\n"));
    }
    queries
}

/// Appends a query in a single write, so that lines of several instances do not mix.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub fn append_history(query: &str) -> io::Result<()> {
    let Some(path) = history_path() else { return Ok(()) };
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    let line = format!("{}\n", query.replace('\n', " "));
    OpenOptions::new().create(true).append(true).open(path)?.write_all(line.as_bytes())
}
