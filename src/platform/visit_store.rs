//! The file in the state directory that says up to which day a person has seen the entries of the built-in catalogue.
//!
//! The day is that of the newest entry which the program had, not of the clock: a later version may have entries that
//! were added before the last visit.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use llm_catalog::date::Date;

use crate::{
    config::state_dir,
    platform::{
        atomic_file::write_atomic,
        private_files::{acquire_lock, create_private_parent},
    },
};

fn visit_path() -> Option<PathBuf> {
    Some(state_dir()?.join("visit"))
}

/// The day of the newest entry that was seen; `None` before the first visit, or if the file is not valid.
#[must_use]
pub fn read_visit() -> Option<Date> {
    read_file(&visit_path()?)
}

fn read_file(path: &Path) -> Option<Date> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// Notes that the entries up to a day were seen. An earlier day than the one in the file changes nothing.
///
/// # Errors
///
/// Fails if the file cannot be written; then it is unchanged.
pub fn write_visit(newest: Date) -> io::Result<()> {
    visit_path().map_or(Ok(()), |path| write_file(&path, newest))
}

fn write_file(path: &Path, newest: Date) -> io::Result<()> {
    let is_seen = || read_file(path).is_some_and(|seen| seen >= newest);
    if is_seen() {
        return Ok(());
    }
    create_private_parent(path)?;
    let _lock = acquire_lock(&path.with_extension("lock"))?;
    // Another instance of a later version may have written it meanwhile.
    if is_seen() { Ok(()) } else { write_atomic(path, &format!("{newest}\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_never_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state/visit");
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(read_file(&path), None);
        for (visit, seen) in [("2026-11-23", "2026-11-23"), ("2026-11-30", "2026-11-30"), ("2026-11-23", "2026-11-30")]
        {
            write_file(&path, date(visit)).unwrap();
            assert_eq!(read_file(&path), Some(date(seen)));
        }
        fs::write(&path, "30 November").unwrap();
        assert_eq!(read_file(&path), None);
        write_file(&path, date("2026-11-30")).unwrap();
        assert_eq!(read_file(&path), Some(date("2026-11-30")));
    }
}
