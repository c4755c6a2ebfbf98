//! The themes that can be chosen: the built-in ones, then those of the files in `themes` of the configuration directory.

use std::{fs, path::Path};

use ::toml::de::DeTable;
use llm_catalog::{
    closest_match,
    parse::{ValueError, toml},
    text::line_col,
};

use crate::config::{
    diagnostic::{ConfigDiagnostic, ConfigErrorKind, Expected},
    file::Config,
    paths::config_dir,
    theme::{StyleRole, Theme},
};

/// The built-in themes, then those of a person.
#[derive(Clone, Debug, Default)]
pub struct Themes {
    own: Vec<Theme>,
}

impl Themes {
    /// Reads the files in `themes`, and returns those that are not valid.
    #[must_use]
    pub fn read() -> (Self, Vec<ConfigDiagnostic>) {
        config_dir().map(|dir| Self::read_dir(&dir.join("themes"))).unwrap_or_default()
    }

    fn read_dir(dir: &Path) -> (Self, Vec<ConfigDiagnostic>) {
        let (mut themes, mut diagnostics) = (Self::default(), Vec::new());
        let Ok(entries) = fs::read_dir(dir) else { return (themes, diagnostics) };
        let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort_unstable();
        for path in paths {
            let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let file = path.display().to_string();
            match fs::read_to_string(&path) {
                Ok(text) => match themes.add(name, &text) {
                    Ok(()) => {}
                    Err(error) => diagnostics.push(theme_diagnostic(&file, &text, &error)),
                },
                Err(error) => {
                    let kind = ConfigErrorKind::Unreadable(error.to_string());
                    diagnostics.push(ConfigDiagnostic { location: file, kind });
                }
            }
        }
        (themes, diagnostics)
    }

    /// Adds a theme under a name, from the text of its file.
    ///
    /// # Errors
    ///
    /// Fails if the text is no theme.
    pub fn add(&mut self, name: String, text: &str) -> Result<(), ValueError> {
        self.own.push(Theme { name, ..toml::from_str(text)? });
        Ok(())
    }

    /// The names of all themes.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone + '_ {
        Theme::names().map(|name| -> &str { name }).chain(self.own.iter().map(|theme| theme.name.as_str()))
    }

    /// The position of a theme by its name. A file wins over a built-in theme of the same name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        let own = self.own.iter().position(|theme| theme.name == name).map(|idx| idx + Theme::COUNT);
        own.or_else(|| Theme::names().position(|other| other == name))
    }

    /// The theme at a position.
    #[must_use]
    pub fn get(&self, idx: usize) -> Option<Theme> {
        match idx.checked_sub(Theme::COUNT) {
            None => Theme::builtin(idx).ok(),
            Some(idx) => self.own.get(idx).cloned(),
        }
    }

    /// The number of themes.
    #[must_use]
    pub fn count(&self) -> usize {
        Theme::COUNT + self.own.len()
    }

    /// The position of the configured theme, or why there is none.
    ///
    /// # Errors
    ///
    /// Names the position in the configuration and the nearest theme.
    pub fn configured(&self, config: &Config) -> Result<usize, Box<ConfigDiagnostic>> {
        let Some(name) = &config.theme else { return Ok(0) };
        self.position(name).ok_or_else(|| {
            let near = closest_match(name, self.names()).map(str::to_owned);
            let expected = Expected::OneOf { names: self.names().map(str::to_owned).collect(), near };
            let kind = ConfigErrorKind::InvalidValue { key: "theme".to_owned(), value: name.clone(), expected };
            let location = config.origin("theme").map(ToString::to_string).unwrap_or_default();
            Box::new(ConfigDiagnostic { location, kind })
        })
    }
}

/// Why a file is no theme. A role that does not exist is named with the nearest one.
fn theme_diagnostic(file: &str, text: &str, error: &ValueError) -> ConfigDiagnostic {
    let (start, kind) =
        unknown_role(text).unwrap_or_else(|| (error.span.start, ConfigErrorKind::Theme(error.to_string())));
    let (line, column) = line_col(text, start);
    ConfigDiagnostic { location: format!("{file}:{line}:{column}"), kind }
}

/// The first role of a theme that does not exist, and where it is.
fn unknown_role(text: &str) -> Option<(usize, ConfigErrorKind)> {
    let document = DeTable::parse(text).ok()?;
    let roles = document.get_ref().get("roles")?.get_ref().as_table()?;
    let names: Vec<_> = StyleRole::ALL.iter().map(|role| role.name()).collect();
    let unknown = roles.keys().filter(|key| names.iter().all(|name| name != key.get_ref()));
    let key = unknown.min_by_key(|key| key.span().start)?;
    let near = closest_match(key.get_ref(), names.iter().map(String::as_str)).map(str::to_owned);
    Some((key.span().start, ConfigErrorKind::UnknownKey { key: key.get_ref().to_string(), near }))
}
