//! Atomic replacement of files.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Writes a file through a temporary file beside it, so that it is never incomplete. Follows symbolic links and keeps
/// permissions.
///
/// # Errors
///
/// Fails if it cannot be written; the old file is unchanged.
pub fn write_atomic(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
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
    let mut file = File::create(temp_path)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
