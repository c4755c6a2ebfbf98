//! The bookmarks file in the state directory.
//!
//! Several instances may change it: each takes a lock, reads the file again, applies its change and replaces the file.
//! The lock is a separate file, because the bookmarks file is replaced.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use llm_catalog::bookmarks::{BookmarkChange, BookmarkParseError, BookmarkStoreError, Bookmarks, ChangeOutcome};

use crate::{
    config::state_dir,
    platform::{atomic_file::write_atomic, private_files::acquire_lock},
};

fn bookmarks_path() -> Result<PathBuf, BookmarkStoreError> {
    Ok(state_dir().ok_or(BookmarkStoreError::NoStateDir)?.join("bookmarks.toml"))
}

/// Reads the bookmarks; none without a file.
///
/// # Errors
///
/// Names the file, and the line if it is not valid.
pub fn read_bookmarks() -> Result<Bookmarks, BookmarkStoreError> {
    read_file(&bookmarks_path()?)
}

/// Applies changes to the bookmarks file, including changes of other instances.
///
/// # Errors
///
/// Names the file that cannot be read or written; it is unchanged.
pub fn update_bookmarks(changes: &[BookmarkChange]) -> Result<ChangeOutcome, BookmarkStoreError> {
    update_file(&bookmarks_path()?, changes)
}

fn update_file(path: &Path, changes: &[BookmarkChange]) -> Result<ChangeOutcome, BookmarkStoreError> {
    let to_error = |error| store_error(path, &error);
    // Released when dropped, also if the process is killed.
    let _lock = acquire_lock(&path.with_extension("lock")).map_err(to_error)?;
    let mut bookmarks = read_file(path)?;
    let previous = bookmarks.clone();
    // Each is applied, whatever happens to the others.
    let conflicts = changes.iter().filter(|change| !bookmarks.apply(change)).count();
    if bookmarks != previous {
        write_atomic(path, &bookmarks.to_string()).map_err(to_error)?;
    }
    Ok(ChangeOutcome { bookmarks, is_applied: conflicts == 0 })
}

fn read_file(path: &Path) -> Result<Bookmarks, BookmarkStoreError> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Bookmarks::default()),
        bytes => bytes.map_err(|error| store_error(path, &error))?,
    };
    let parsed = match str::from_utf8(&bytes) {
        Ok(text) => Bookmarks::parse(text),
        Err(error) => {
            let valid = bytes.iter().take(error.valid_up_to());
            let line = 1 + valid.filter(|byte| **byte == b'\n').count();
            Err(BookmarkParseError { line, reason: "this is not UTF-8".to_owned() })
        }
    };
    parsed.map_err(|error| BookmarkStoreError::Parse { file: path.display().to_string(), error })
}

fn store_error(path: &Path, error: &io::Error) -> BookmarkStoreError {
    BookmarkStoreError::Io { file: path.display().to_string(), kind: error.kind(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn change(id: &str, from: Option<&str>, to: Option<&str>) -> BookmarkChange {
        let text = |text: Option<&str>| text.map(str::to_owned);
        BookmarkChange { id: id.to_owned().try_into().unwrap(), from: text(from), to: text(to) }
    }

    #[test]
    fn concurrent_changes_are_not_lost() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("state/bookmarks.toml");
        thread::scope(|scope| {
            for instance in ["a", "b", "c"] {
                let file = &file;
                scope.spawn(move || {
                    for number in 0..50 {
                        update_file(file, &[change(&format!("{instance}-{number}"), None, Some("here"))]).unwrap();
                    }
                });
            }
        });
        assert_eq!(read_file(&file).unwrap().ids().count(), 150);
    }

    #[test]
    fn an_invalid_file_is_reported_and_unchanged() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("bookmarks.toml");
        let twice = "[[bookmark]]\nid = \"a\"\n[[bookmark]]\nid = \"a\"\n";
        for (text, expected) in [
            (&b"\n[[bookmark]]\nid = \"LLaMA 2\"\n"[..], ":3: `LLaMA 2` is not an id"),
            (b"[[bookmark]]\nid = \"a\"\nnotes = \"x\"\n", ":3: unknown field `notes`"),
            (b"[[bookmark]]\nid = \"a\"\nnote = \"\\u001b[2J\"\n", ":3: a note has no control"),
            (twice.as_bytes(), ":4: `a` is bookmarked twice"),
            (b"# x\n\xff\n", ":2: this is not UTF-8"),
        ] {
            fs::write(&file, text).unwrap();
            let error = update_file(&file, &[change("b", None, Some(""))]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("{}{expected}", file.display())), "{error}");
            assert_eq!(fs::read(&file).unwrap(), text);
        }
    }

    #[test]
    fn a_note_of_another_instance_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("bookmarks.toml");
        assert!(update_file(&file, &[change("a", None, Some("theirs"))]).unwrap().is_applied);
        for to in [None, Some(""), Some("mine")] {
            let outcome = update_file(&file, &[change("a", Some(""), to)]).unwrap();
            assert!(!outcome.is_applied && outcome.bookmarks.note("a") == Some("theirs"));
        }
        assert!(update_file(&file, &[change("a", Some("theirs"), None)]).unwrap().is_applied);
        assert_eq!(read_file(&file).unwrap(), Bookmarks::default());
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (file, target) = (dir.path().join("bookmarks.toml"), dir.path().join("mine"));
        fs::write(&target, "").unwrap();
        fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&target, &file).unwrap();
        update_file(&file, &[change("a", None, Some(""))]).unwrap();
        assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::read_to_string(&target).unwrap().contains("id = \"a\""));
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_stays_a_link() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (file, target) = (dir.path().join("bookmarks.toml"), dir.path().join("notes"));
        symlink("via", &file).unwrap();
        symlink(&target, dir.path().join("via")).unwrap();
        update_file(&file, &[change("a", None, Some(""))]).unwrap();
        assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
        assert!(fs::read_to_string(&target).unwrap().contains("id = \"a\""));
    }

    #[cfg(unix)]
    #[test]
    fn new_files_and_directories_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let file = dir.path().join("state/llm-tui/bookmarks.toml");
        update_file(&file, &[change("a", None, Some("private"))]).unwrap();
        for (path, expected) in [("state", 0o700), ("state/llm-tui", 0o700), ("state/llm-tui/bookmarks.lock", 0o600)] {
            assert_eq!(mode(&dir.path().join(path)), expected, "{path}");
        }
        assert_eq!(mode(&file), 0o600);
        // What exists keeps its permissions.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(dir.path().join("state"), fs::Permissions::from_mode(0o755)).unwrap();
        update_file(&file, &[change("b", None, Some(""))]).unwrap();
        assert_eq!((mode(&file), mode(&dir.path().join("state"))), (0o644, 0o755));
    }

    #[test]
    fn a_read_only_file_is_reported_and_unchanged() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("bookmarks.toml");
        fs::write(&file, "# mine\n").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let error = update_file(&file, &[change("a", None, Some(""))]).unwrap_err().to_string();
        assert_eq!(error, format!("{}: the file is read-only", file.display()));
        assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\n");
    }
}
