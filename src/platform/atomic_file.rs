//! Atomic replacement of files.

use std::{
    ffi::OsStr,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use crate::platform::private_files::{private_file_options, resolve_links};

/// The end of the name of a temporary file, after the number of the process.
const TEMP_EXTENSION: &str = ".new";

/// Why a file that could be replaced is not.
#[derive(Debug, thiserror::Error)]
#[error("the file is read-only")]
pub struct ReadOnlyFile;

/// Writes a file through a temporary file beside it, so that it is never incomplete. Follows symbolic links and keeps
/// permissions; a new file can be read by the user alone. Removes the temporary files of processes that were killed.
///
/// # Errors
///
/// Fails if it is read-only ([`ReadOnlyFile`]) or cannot be written; the old file is unchanged.
pub fn write_atomic(path: &Path, text: &str) -> io::Result<()> {
    write_with(&private_file_options(), path, text)
}

/// As [`write_atomic`], but a new file has the permissions that the system gives to files of the user: it is for others.
///
/// # Errors
///
/// As [`write_atomic`].
pub fn write_atomic_shared(path: &Path, text: &str) -> io::Result<()> {
    write_with(&File::options(), path, text)
}

/// `options` are those of a new file.
fn write_with(options: &OpenOptions, path: &Path, text: &str) -> io::Result<()> {
    let path = resolve_links(path);
    remove_leftovers(&path);
    // A rename would replace it whatever its permissions are.
    if fs::metadata(&path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, ReadOnlyFile));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}{TEMP_EXTENSION}", std::process::id()));
    let temp_path = path.with_file_name(name);
    if let Err(error) = replace_file(options, &temp_path, &path, text) {
        let _ = fs::remove_file(&temp_path);
        // Another process took the file for a leftover before it was locked. That happens once in a great many times.
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        replace_file(options, &temp_path, &path, text)?;
    }
    // Makes the rename durable. Some systems cannot sync directories.
    if let Some(dir) = path.parent().and_then(|dir| File::open(dir).ok()) {
        let _ = dir.sync_all();
    }
    Ok(())
}

/// Writes the temporary file and gives it the name of the file. It is locked meanwhile, which tells it from a leftover.
fn replace_file(options: &OpenOptions, temp_path: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = options.clone().create(true).truncate(true).write(true).open(temp_path)?;
    // Some file systems have no locks.
    let _ = file.try_lock();
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(temp_path, path)
}

/// Removes the temporary files of processes that were killed while they wrote a file: those without a lock, which the
/// system releases when a process ends.
fn remove_leftovers(path: &Path) {
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else { return };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_temp_name(&entry.file_name(), name)) {
        let is_free = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_free {
            // What cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is `NAME.PID.new`.
fn is_temp_name(temp_name: &OsStr, name: &OsStr) -> bool {
    let rest = temp_name.as_encoded_bytes().strip_prefix(name.as_encoded_bytes());
    let rest = rest.and_then(|rest| rest.strip_prefix(b"."));
    let pid = rest.and_then(|rest| rest.strip_suffix(TEMP_EXTENSION.as_bytes()));
    pid.is_some_and(|pid| !pid.is_empty() && pid.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leftover_is_removed_but_not_a_file_being_written() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in ["a.toml.123.new", "a.toml.456.new", "a.toml.new", "a.toml.12a.new", "b.toml.123.new"] {
            fs::write(path(name), "half").unwrap();
        }
        let writing = File::open(path("a.toml.456.new")).unwrap();
        writing.lock().unwrap();
        write_atomic(&path("a.toml"), "whole").unwrap();
        assert_eq!(fs::read_to_string(path("a.toml")).unwrap(), "whole");
        assert!(!path("a.toml.123.new").exists());
        for name in ["a.toml.456.new", "a.toml.new", "a.toml.12a.new", "b.toml.123.new"] {
            assert!(path(name).exists(), "{name}");
        }
        drop(writing);
        write_atomic(&path("a.toml"), "whole").unwrap();
        assert!(!path("a.toml.456.new").exists());
    }
}
