//! Changes of `config.toml` by the program.

use std::{fs, io, path::Path};

use crate::{
    config::{SavedQueryChange, SavedQueryError, config_dir, edit_saved_query, state_dir},
    platform::{
        atomic_file::write_atomic,
        private_files::{acquire_lock, create_private_parent},
    },
};

/// Saves or deletes a query in `config.toml`. Instances that do so at once do not lose the change of another.
///
/// # Errors
///
/// Names the file that cannot be read or written, or is not valid; it is unchanged.
pub fn update_saved_query(change: &SavedQueryChange) -> Result<(), SavedQueryError> {
    let path = config_dir().ok_or(SavedQueryError::NoConfigDir)?.join("config.toml");
    let lock = state_dir().ok_or(SavedQueryError::NoConfigDir)?.join("config.lock");
    update_file(&path, &lock, change)
}

fn update_file(path: &Path, lock: &Path, change: &SavedQueryChange) -> Result<(), SavedQueryError> {
    let file = || path.display().to_string();
    let to_error = |error: io::Error| SavedQueryError::Io { file: file(), reason: error.to_string() };
    let _lock = acquire_lock(lock).map_err(to_error)?;
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.map_err(to_error)?,
    };
    let edited = edit_saved_query(&text, change).map_err(|reason| SavedQueryError::Invalid { file: file(), reason })?;
    create_private_parent(path).map_err(to_error)?;
    write_atomic(path, &edited).map_err(to_error)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn concurrent_changes_are_not_lost_and_a_broken_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (file, lock) = (dir.path().join("config/config.toml"), dir.path().join("state/config.lock"));
        thread::scope(|scope| {
            for instance in ["a", "b", "c"] {
                let (file, lock) = (&file, &lock);
                scope.spawn(move || {
                    for number in 0..20 {
                        let name = format!("{instance}{number}");
                        update_file(file, lock, &SavedQueryChange { name, query: Some("x".to_owned()) }).unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&file).unwrap().matches("= \"x\"").count(), 60);
        fs::write(&file, "theme = ").unwrap();
        let change = SavedQueryChange { name: "a".to_owned(), query: None };
        let error = update_file(&file, &lock, &change).unwrap_err().to_string();
        assert!(error.starts_with(&file.display().to_string()), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "theme = ");
    }
}
