//! Changes of a catalogue file of the user.

use std::{fs, io, path::Path};

use crate::{
    config::state_dir,
    platform::{atomic_file::write_atomic, private_files::acquire_lock},
};

/// Why a file is not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditCatalogError {
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
pub fn replace_catalog(path: &Path, old: &str, new: &str) -> Result<(), EditCatalogError> {
    // The folder of the file is the user's own, so that the lock is in that of the program.
    let _lock = state_dir().map(|dir| acquire_lock(&dir.join("catalogs.lock"))).transpose()?;
    if fs::read_to_string(path)? != old {
        return Err(EditCatalogError::Changed);
    }
    Ok(write_atomic(path, new)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalog.toml");
        fs::write(&path, "another").unwrap();
        assert!(matches!(replace_catalog(&path, "old", "new"), Err(EditCatalogError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "another");
        replace_catalog(&path, "another", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
