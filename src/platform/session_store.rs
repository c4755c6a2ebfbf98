//! The file of the last session in the state directory.
//!
//! It is replaced as a whole, so that of several programs the one that ends last wins, and never a mixture.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use llm_catalog::Foreign;

use crate::{
    app::{SavedSession, SessionParseError},
    config::state_dir,
    platform::{atomic_file::write_atomic, private_files::acquire_lock},
};

/// Why the last session cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The file cannot be read.
    #[error("{}: {reason}", Foreign::long(file))]
    Io {
        /// The path of the file.
        file: String,
        /// The error of the system.
        reason: io::Error,
    },
    /// It is not valid.
    #[error("{}:{reason}", Foreign::long(file))]
    Parse {
        /// The path of the file.
        file: String,
        /// What is wrong.
        reason: SessionParseError,
    },
}

impl SessionError {
    /// True if a later version of the program wrote the file, which then stays as it is.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        matches!(self, Self::Parse { reason: SessionParseError::Newer, .. })
    }
}

fn session_path() -> Option<PathBuf> {
    Some(state_dir()?.join("state.toml"))
}

/// Reads the last session; an empty one without a file.
///
/// # Errors
///
/// Names the file, and the line and column if it is not valid.
pub fn read_session() -> Result<SavedSession, SessionError> {
    session_path().map_or_else(|| Ok(SavedSession::default()), |path| read_file(&path))
}

fn read_file(path: &Path) -> Result<SavedSession, SessionError> {
    let file = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => SavedSession::parse(&text).map_err(|reason| SessionError::Parse { file, reason }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(SavedSession::default()),
        Err(reason) => Err(SessionError::Io { file, reason }),
    }
}

/// Replaces the file, unless a later version of the program wrote it.
///
/// # Errors
///
/// Fails if it cannot be written; then it is unchanged.
pub fn write_session(session: &SavedSession) -> io::Result<()> {
    session_path().map_or(Ok(()), |path| write_file(&path, session))
}

fn write_file(path: &Path, session: &SavedSession) -> io::Result<()> {
    let _lock = acquire_lock(&path.with_extension("lock"))?;
    if read_file(path).is_err_and(|error| error.is_newer()) {
        return Ok(());
    }
    write_atomic(path, &session.to_toml())
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::app::SavedView;

    fn session(query: &str) -> SavedSession {
        SavedSession { view: Some(SavedView { query: query.to_owned(), ..SavedView::default() }), ..Default::default() }
    }

    #[test]
    fn the_file_is_always_that_of_one_program() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state/state.toml");
        thread::scope(|scope| {
            for query in ["a".repeat(10), "b".repeat(5_000)] {
                let path = &path;
                scope.spawn(move || (0..20).for_each(|_| write_file(path, &session(&query)).unwrap()));
            }
            for _ in 0..200 {
                let query = read_file(&path).unwrap().view.unwrap_or_default().query;
                assert!([0, 10, 5_000].contains(&query.len()), "{query}");
            }
        });
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_broken_file_is_replaced_and_a_later_one_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state.toml");
        fs::write(&path, "version = 1\n[view]\nquery = \"ab").unwrap();
        assert!(read_file(&path).unwrap_err().to_string().contains("state.toml:3:"));
        write_file(&path, &session("llama")).unwrap();
        assert_eq!(read_file(&path).unwrap(), session("llama"));
        let later = "version = 2\n[view]\nquery = [\"llama\"]\n";
        fs::write(&path, later).unwrap();
        assert!(read_file(&path).unwrap_err().is_newer());
        write_file(&path, &session("qwen")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), later);
    }
}
