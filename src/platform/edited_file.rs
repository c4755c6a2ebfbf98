//! Changes of a file that the user edits, too: a catalogue, a page.

use std::{fs, io, path::Path};

use crate::{
    config::state_dir,
    platform::{atomic_file::write_atomic, private_files::acquire_lock},
};

/// Why a file is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Its text is no longer the one that was edited.
    #[error("the file changed meanwhile")]
    Changed,
}

/// Replaces the text of a file by an edited one, unless it is no longer the text that was edited. Instances of the
/// program that do so at once do not lose the change of another.
///
/// # Errors
///
/// The file is unchanged.
pub fn replace_if_unchanged(path: &Path, old: &str, new: &str) -> Result<(), ReplaceError> {
    // The folder of the file is the user's own, so that the lock is in that of the program.
    let lock = state_dir().map(|dir| acquire_lock(&dir.join("edits.lock"))).transpose();
    let _lock = match lock {
        // Then no other instance of the user has a lock there.
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            None
        }
        lock => lock?,
    };
    if fs::read_to_string(path)? != old {
        return Err(ReplaceError::Changed);
    }
    Ok(write_atomic(path, new)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("models.md");
        fs::write(&path, "another").unwrap();
        assert!(matches!(replace_if_unchanged(&path, "old", "new"), Err(ReplaceError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "another");
        replace_if_unchanged(&path, "another", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
