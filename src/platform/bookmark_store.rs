//! The bookmarks, in a file of the program's state.
//!
//! Programs that run at once change it in turn: each takes a lock, reads the
//! file again, makes its change and puts a new file in the place of the old.
//! The lock is a file of its own, as the other one is replaced.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use llm_catalog::bookmarks::{BookmarkChange, BookmarkParseError, BookmarkStoreError, Bookmarks, ChangeOutcome};

use crate::{config::state_dir, platform::atomic_file::write_atomic};

/// How long another program is waited for; each holds the lock for an instant.
const LOCK_TIMEOUT: Duration = Duration::from_secs(3);
/// How long to wait before the lock is tried again.
const LOCK_RETRY_INTERVAL: Duration = Duration::from_millis(2);

fn bookmarks_path() -> Result<PathBuf, BookmarkStoreError> {
    Ok(state_dir().ok_or(BookmarkStoreError::NoStateDir)?.join("bookmarks.toml"))
}

/// The bookmarks that are kept; none where there is no file.
///
/// # Errors
///
/// Names the file that cannot be read, and the line that is wrong.
pub fn read_bookmarks() -> Result<Bookmarks, BookmarkStoreError> {
    read_file(&bookmarks_path()?)
}

/// Keeps a change, and whatever other programs have kept.
///
/// # Errors
///
/// Names the file that cannot be read or written; it is left as it is.
pub fn update_bookmarks(change: &BookmarkChange) -> Result<ChangeOutcome, BookmarkStoreError> {
    update_file(&bookmarks_path()?, change)
}

fn update_file(file: &Path, change: &BookmarkChange) -> Result<ChangeOutcome, BookmarkStoreError> {
    let failed = |reason| store_error(file, &reason);
    // It is given back when it goes out of scope, also where the program is killed.
    let _lock = acquire_lock(&file.with_extension("lock")).map_err(failed)?;
    let mut bookmarks = read_file(file)?;
    let before = bookmarks.clone();
    let is_done = bookmarks.apply(change);
    if bookmarks != before {
        write_atomic(file, &bookmarks.to_string()).map_err(failed)?;
    }
    Ok(ChangeOutcome { bookmarks, is_applied: is_done })
}

fn read_file(file: &Path) -> Result<Bookmarks, BookmarkStoreError> {
    let bytes = match fs::read(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Bookmarks::default()),
        bytes => bytes.map_err(|error| store_error(file, &error))?,
    };
    let parsed = match str::from_utf8(&bytes) {
        Ok(text) => Bookmarks::parse(text),
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to());
            let line = 1 + before.filter(|byte| **byte == b'\n').count();
            Err(BookmarkParseError { line, reason: "this is not UTF-8".to_owned() })
        }
    };
    parsed.map_err(|error| BookmarkStoreError::Parse { file: file.display().to_string(), error })
}

fn store_error(file: &Path, reason: &io::Error) -> BookmarkStoreError {
    BookmarkStoreError::Io { file: file.display().to_string(), reason: reason.to_string() }
}

/// Takes the lock. A program that hangs is not waited for without end.
fn acquire_lock(file: &Path) -> io::Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let lock = File::options().create(true).truncate(false).write(true).open(file)?;
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() < LOCK_TIMEOUT => thread::sleep(LOCK_RETRY_INTERVAL),
            Err(TryLockError::WouldBlock) => return Err(io::Error::other("another process holds the lock")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(id: &str, from: Option<&str>, to: Option<&str>) -> BookmarkChange {
        let text = |text: Option<&str>| text.map(str::to_owned);
        BookmarkChange { id: id.to_owned().try_into().unwrap(), from: text(from), to: text(to) }
    }

    #[test]
    fn those_who_add_bookmarks_at_once_lose_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state/bookmarks.toml");
        thread::scope(|scope| {
            for program in ["a", "b", "c"] {
                let file = &file;
                scope.spawn(move || {
                    for number in 0..50 {
                        update_file(file, &change(&format!("{program}-{number}"), None, Some("here"))).unwrap();
                    }
                });
            }
        });
        assert_eq!(read_file(&file).unwrap().ids().count(), 150);
    }

    #[test]
    fn a_broken_file_is_told_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bookmarks.toml");
        let twice = "[[bookmark]]\nid = \"a\"\n[[bookmark]]\nid = \"a\"\n";
        for (text, said) in [
            (&b"\n[[bookmark]]\nid = \"LLaMA 2\"\n"[..], ":3: `LLaMA 2` is not an id"),
            (b"[[bookmark]]\nid = \"a\"\nnotes = \"x\"\n", ":3: unknown field `notes`"),
            (b"[[bookmark]]\nid = \"a\"\nnote = \"\\u001b[2J\"\n", ":3: a note is one line"),
            (twice.as_bytes(), ":4: `a` is bookmarked twice"),
            (b"# x\n\xff\n", ":2: this is not UTF-8"),
        ] {
            fs::write(&file, text).unwrap();
            let error = update_file(&file, &change("b", None, Some(""))).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{}{said}", file.display())), "{error}");
            assert_eq!(fs::read(&file).unwrap(), text);
        }
    }

    #[test]
    fn a_note_that_a_person_has_not_seen_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bookmarks.toml");
        assert!(update_file(&file, &change("a", None, Some("theirs"))).unwrap().is_applied);
        for to in [None, Some(""), Some("mine")] {
            let kept = update_file(&file, &change("a", Some(""), to)).unwrap();
            assert!(!kept.is_applied && kept.bookmarks.note("a") == Some("theirs"));
        }
        assert!(update_file(&file, &change("a", Some("theirs"), None)).unwrap().is_applied);
        assert_eq!(read_file(&file).unwrap(), Bookmarks::default());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, elsewhere) = (folder.path().join("bookmarks.toml"), folder.path().join("mine"));
        fs::write(&elsewhere, "").unwrap();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&elsewhere, &file).unwrap();
        update_file(&file, &change("a", None, Some(""))).unwrap();
        assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
        assert_eq!(fs::metadata(&elsewhere).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&elsewhere).unwrap().contains("id = \"a\""));
    }
}
