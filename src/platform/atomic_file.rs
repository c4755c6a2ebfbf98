//! Atomic replacement of files.

use std::{
    ffi::OsStr,
    fs::{self, File},
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
/// permissions; a new file can be read by the user alone.
///
/// # Errors
///
/// Fails if it is read-only ([`ReadOnlyFile`]) or cannot be written; the old file is unchanged.
pub fn write_atomic(path: &Path, text: &str) -> io::Result<()> {
    let path = resolve_links(path);
    // A rename would replace it whatever its permissions are.
    if fs::metadata(&path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, ReadOnlyFile));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}{TEMP_EXTENSION}", std::process::id()));
    let temp_path = path.with_file_name(name);
    let result = write_temp_file(&temp_path, &path, text).and_then(|()| fs::rename(&temp_path, &path));
    if result.is_err() {
        let _ = fs::remove_file(&temp_path);
    }
    result?;
    // Makes the rename durable. Some systems cannot sync directories.
    if let Some(dir) = path.parent().and_then(|dir| File::open(dir).ok()) {
        let _ = dir.sync_all();
    }
    Ok(())
}

fn write_temp_file(temp_path: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = private_file_options().create(true).truncate(true).write(true).open(temp_path)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Removes the temporary files of processes that were killed while they wrote a file. The caller holds the lock of the
/// file, so that no process is writing it.
pub(super) fn remove_leftovers(path: &Path) {
    let path = resolve_links(path);
    let (Some(dir), Some(name)) = (path.parent(), path.file_name()) else { return };
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if is_temp_name(&entry.file_name(), name) {
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
