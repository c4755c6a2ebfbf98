//! Directories of the user's configuration and state.

use std::{fs, io, path::PathBuf};

use etcetera::BaseStrategy;

use llm_catalog::CatalogFile;

const APP_NAME: &str = "llm-tui";

/// The configuration directory: `$XDG_CONFIG_HOME/llm-tui`, else `~/.config/llm-tui`.
#[must_use]
pub fn config_dir() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join(APP_NAME))
}

/// The directory for bookmarks and history: `$XDG_STATE_HOME/llm-tui`, else
/// `~/.local/state/llm-tui`.
#[must_use]
pub fn state_dir() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join(APP_NAME))
}

/// The directory of the user's catalogue files, which need not exist.
#[must_use]
pub fn user_catalog_dir() -> Option<PathBuf> {
    Some(config_dir()?.join("catalog.d"))
}

/// The user's catalogue files in `catalog.d` of the configuration directory, sorted by name.
///
/// # Errors
///
/// Fails if the directory exists but cannot be read.
pub fn user_catalog_paths() -> io::Result<Vec<PathBuf>> {
    let Some(dir) = user_catalog_dir() else { return Ok(Vec::new()) };
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| CatalogFile::has_catalog_extension(path));
    paths.sort_unstable();
    Ok(paths)
}
