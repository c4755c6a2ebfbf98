//! Catalogue files and their formats.

use std::{borrow::Cow, path::Path};

use serde::de::IgnoredAny;

use crate::error::ReadError;

/// The text of a catalogue file.
#[derive(Clone, Debug)]
pub struct CatalogFile {
    /// The name for errors.
    pub(crate) name: String,
    pub(crate) text: Cow<'static, str>,
    pub(crate) format: FileFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// Like `catalog.toml`.
    Toml,
    /// An array of entries, one entry, or an object with the keys of a catalogue file.
    Json,
    /// One entry per line.
    JsonLines,
}

impl CatalogFile {
    /// Creates a file from its text. The extension of its name (`.toml`,
    /// `.json`, `.jsonl`, `.ndjson`) gives the format, else the start of the text.
    #[must_use]
    pub fn new(name: &str, text: impl Into<Cow<'static, str>>) -> Self {
        let mut text = text.into();
        // Editors on Windows write a byte order mark.
        if let Some(rest) = text.strip_prefix('\u{FEFF}') {
            text = Cow::Owned(rest.to_owned());
        }
        let format = FileFormat::from_extension(Path::new(name)).unwrap_or_else(|| FileFormat::detect(&text));
        Self { name: name.to_owned(), text, format }
    }

    /// The name in errors.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Returns [`ReadError::Io`] if the file cannot be read or is not UTF-8.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self::new(&file, text)),
            Err(reason) => Err(ReadError::Io { file, reason }),
        }
    }

    /// Whether a text is JSON Lines. The start of the text suffices if it includes the first line.
    #[must_use]
    pub fn looks_like_jsonl(text: &str) -> bool {
        FileFormat::detect(text.trim_start_matches('\u{FEFF}')) == FileFormat::JsonLines
    }

    /// Whether a path has an extension of JSON Lines: `.jsonl` or `.ndjson`.
    #[must_use]
    pub fn has_jsonl_extension(path: &Path) -> bool {
        FileFormat::from_extension(path) == Some(FileFormat::JsonLines)
    }

    /// Whether a path has the extension of a catalogue format.
    #[must_use]
    pub fn has_catalog_extension(path: &Path) -> bool {
        FileFormat::from_extension(path).is_some()
    }
}

impl FileFormat {
    fn from_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    fn detect(text: &str) -> Self {
        let text = text.trim_start();
        // In TOML a bracket opens a header, which continues with a name or a second bracket.
        let is_array = text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']));
        let first_line = text.lines().next().unwrap_or_default();
        if text.starts_with('{') {
            let is_complete = serde_json::from_str::<IgnoredAny>(first_line).is_ok();
            if is_complete { Self::JsonLines } else { Self::Json }
        } else if is_array {
            Self::Json
        } else {
            Self::Toml
        }
    }
}
