//! Files that entries are exported to.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    app::{ExportError, FileExport},
    platform::atomic_file::write_atomic_shared,
};

/// Writes an exported file. One that exists is replaced only if the export says so.
///
/// # Errors
///
/// Fails if the file exists, or cannot be written.
pub fn export_file(export: &FileExport) -> Result<(), ExportError> {
    let path = expand_home(&export.path);
    if !export.replaces && fs::symlink_metadata(&path).is_ok() {
        return Err(ExportError::Exists);
    }
    let result =
        if path.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { write_atomic_shared(&path, &export.text) };
    result.map_err(|error| ExportError::Io(error.to_string()))
}

/// The path with the home directory for a `~` at its start, as a shell writes it.
fn expand_home(path: &str) -> PathBuf {
    let home = path.strip_prefix("~/").and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    home.unwrap_or_else(|| Path::new(path).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_if_that_was_confirmed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("models.md").display().to_string();
        let export = |text: &str, replaces| FileExport {
            path: path.clone(),
            text: text.to_owned(),
            count: 1,
            is_marked: true,
            replaces,
        };
        assert_eq!(export_file(&export("one", false)), Ok(()));
        assert_eq!(export_file(&export("two", false)), Err(ExportError::Exists));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        // As of any file that a person creates: a list is for others to read.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
            let other = dir.path().join("other");
            fs::write(&other, "").unwrap();
            assert_eq!(mode(Path::new(&path)), mode(&other));
        }
        assert_eq!(export_file(&export("two", true)), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        let missing =
            FileExport { path: dir.path().join("no/such/models.md").display().to_string(), ..export("x", false) };
        assert!(matches!(export_file(&missing), Err(ExportError::Io(_))));
        let folder = FileExport { path: dir.path().display().to_string(), ..export("x", true) };
        assert!(matches!(export_file(&folder), Err(ExportError::Io(_))));
    }
}
