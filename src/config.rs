//! What a person has set: `config.toml` in the folder for configurations.

pub mod keymap;
mod style_role;
pub mod theme;

use std::{fs, io, path::PathBuf};

use etcetera::BaseStrategy;
use serde::Deserialize;

use llm_catalog::{CatalogFile, localized::Locale, parse::toml, text::line_col};
use llm_index::query::parser::SavedQueries;

/// The name of the folders of this program.
const APP_NAME: &str = "llm-tui";

/// What a person has set. All of it may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The language to speak: `en` or `zh`.
    pub locale: Option<Locale>,
    /// Queries that have a name, for `@name`.
    pub queries: SavedQueries,
}

/// Why a configuration could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct ConfigError {
    file: String,
    reason: String,
}

impl Config {
    /// Reads the configuration; where there is none, nothing is set.
    ///
    /// # Errors
    ///
    /// Names the file and what is wrong with it.
    pub fn read() -> Result<Self, ConfigError> {
        let Some(file) = config_dir().map(|folder| folder.join("config.toml")) else { return Ok(Self::default()) };
        match fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let (line, column) = line_col(&text, error.span.start);
                ConfigError { file: format!("{}:{line}:{column}", file.display()), reason: error.to_string() }
            }),
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(reason) => Err(ConfigError { file: file.display().to_string(), reason: reason.to_string() }),
        }
    }
}

/// The folder for what a person sets: `$XDG_CONFIG_HOME/llm-tui`, else
/// `~/.config/llm-tui`.
#[must_use]
pub fn config_dir() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join(APP_NAME))
}

/// The folder for what the program remembers: `$XDG_STATE_HOME/llm-tui`, else
/// `~/.local/state/llm-tui`.
#[must_use]
pub fn state_dir() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join(APP_NAME))
}

/// The catalogue files of a person's own, in `catalog.d` beside the
/// configuration, in the order of their names.
///
/// # Errors
///
/// Fails where the folder is there but cannot be read.
pub fn user_catalog_paths() -> io::Result<Vec<PathBuf>> {
    let Some(folder) = config_dir().map(|folder| folder.join("catalog.d")) else { return Ok(Vec::new()) };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| CatalogFile::has_catalog_extension(file));
    files.sort_unstable();
    Ok(files)
}
