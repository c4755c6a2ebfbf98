//! The user's `config.toml`.

use std::{fs, io};

use serde::Deserialize;

use llm_catalog::{Foreign, closest_match, localized::Locale, parse::toml, text::line_col};
use llm_index::query::parser::SavedQueries;

use crate::config::{columns::ColumnChoices, paths::config_dir, theme::Theme};

/// The contents of `config.toml`. Every key is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The language of the interface: `en` or `zh`.
    pub locale: Option<Locale>,
    /// The theme.
    pub theme: Option<ThemeName>,
    /// The columns of the lists.
    #[serde(skip)]
    pub columns: ColumnChoices,
    /// Whether a session starts where the last one ended; true if absent.
    pub remember: Option<bool>,
    /// Queries that `@name` expands to.
    pub queries: SavedQueries,
}

/// The name of a built-in theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ThemeName {
    /// Its position among the [built-in themes](Theme::builtin).
    pub idx: usize,
}

impl TryFrom<String> for ThemeName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Theme::names().position(|other| other == name).map(|idx| Self { idx }).ok_or_else(|| {
            let names: Vec<_> = Theme::names().collect();
            let hint = closest_match(&name, Theme::names()).map(|near| format!("; did you mean `{near}`?"));
            let name = Foreign::new(&name);
            format!("`{name}` is no theme{}; the themes are {}", hint.unwrap_or_default(), names.join(", "))
        })
    }
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
