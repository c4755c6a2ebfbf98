//! The query history file in the state directory: one query per line, the oldest first.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use llm_catalog::text::is_unsafe_for_terminal;

use crate::{
    config::state_dir,
    platform::{
        atomic_file::{remove_leftovers, write_atomic},
        private_files::{acquire_lock, create_private_parent, private_file_options},
    },
};

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
    let mut queries = read_file(&path);
    if queries.len() > TRIM_THRESHOLD_QUERIES {
        // Another instance may append meanwhile. What is not cut now is cut next time.
        if let Ok(_lock) = acquire_lock(&path.with_extension("lock")) {
            remove_leftovers(&path);
            queries = last_queries(read_file(&path));
            let _ = write_atomic(&path, &(queries.join("\n") + "\n"));
        }
        queries = last_queries(queries);
    }
    queries
}

fn read_file(path: &Path) -> Vec<String> {
    // The screen shows the queries.
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| line.replace(is_unsafe_for_terminal, "")).collect()
}

fn last_queries(mut queries: Vec<String>) -> Vec<String> {
    queries.split_off(queries.len().saturating_sub(MAX_HISTORY_QUERIES))
}

/// Appends a query in a single write, so that lines of several instances do not mix.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub fn append_history(query: &str) -> io::Result<()> {
    let Some(path) = history_path() else { return Ok(()) };
    create_private_parent(&path)?;
    let _lock = acquire_lock(&path.with_extension("lock"));
    let line = format!("{}\n", query.replace('\n', " "));
    private_file_options().create(true).append(true).open(path)?.write_all(line.as_bytes())
}
