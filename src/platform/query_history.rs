//! The queries of earlier runs, in a file of the program's state: one a line,
//! the oldest first.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
};

use crate::{config::state_dir, platform::atomic_file::write_atomic};

/// How many queries are kept when the file is tidied.
const MAX_HISTORY_QUERIES: usize = 500;
/// The file is tidied when it is this long.
const TRIM_THRESHOLD_QUERIES: usize = 2 * MAX_HISTORY_QUERIES;

fn history_path() -> Option<PathBuf> {
    Some(state_dir()?.join("history"))
}

/// The queries of earlier runs, the oldest first. A file that cannot be read
/// is no history.
#[must_use]
pub fn read_history() -> Vec<String> {
    let Some(file) = history_path() else { return Vec::new() };
    let text = fs::read_to_string(&file).unwrap_or_default();
    let mut queries: Vec<_> = text.lines().map(str::to_owned).collect();
    if queries.len() > TRIM_THRESHOLD_QUERIES {
        queries = queries.split_off(queries.len() - MAX_HISTORY_QUERIES);
        let _ = write_atomic(&file, &(queries.join("\n") + "\n"));
    }
    queries
}

/// Appends a query. Programs that run at once append whole lines.
///
/// # Errors
///
/// Fails where the file cannot be written.
pub fn append_history(query: &str) -> io::Result<()> {
    let Some(file) = history_path() else { return Ok(()) };
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let line = format!("{}\n", query.replace('\n', " "));
    OpenOptions::new().create(true).append(true).open(file)?.write_all(line.as_bytes())
}
