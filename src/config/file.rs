//! The user's `config.toml`.

use std::{fs, io};

use serde::Deserialize;

use llm_catalog::{Foreign, localized::Locale, parse::toml, text::line_col};
use llm_index::query::parser::SavedQueries;

use crate::config::paths::config_dir;

/// The contents of `config.toml`. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The language of the interface: `en` or `zh`.
    pub locale: Option<Locale>,
    /// Queries that `@name` expands to.
    pub queries: SavedQueries,
}

/// Why `config.toml` could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", Foreign::long(file))]
pub struct ConfigError {
    file: String,
    reason: String,
}

impl Config {
    /// Reads `config.toml`; without one, the defaults.
    ///
    /// # Errors
    ///
    /// Names the file, and the line and column if it is not valid.
    pub fn read() -> Result<Self, ConfigError> {
        let Some(path) = config_dir().map(|dir| dir.join("config.toml")) else { return Ok(Self::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let (line, column) = line_col(&text, error.span.start);
                ConfigError { file: format!("{}:{line}:{column}", path.display()), reason: error.to_string() }
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(ConfigError { file: path.display().to_string(), reason: error.to_string() }),
        }
    }
}
