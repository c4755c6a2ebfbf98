//! Programs in `$PATH`.

use std::{env, ffi::OsStr, path::Path};

/// Whether a program is in one of the directories of `$PATH`.
pub fn is_installed(program: &OsStr) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    Path::new(program).is_absolute() || env::split_paths(&path).any(|dir| dir.join(program).is_file())
}
