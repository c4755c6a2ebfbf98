//! Catalogue files: what they are called, what they say, how they are written.

use std::{borrow::Cow, path::Path};

use crate::ReadError;

/// The text of a catalogue file, under the name that errors give it.
#[derive(Clone, Debug)]
pub struct CatalogFile {
    pub(crate) name: String,
    pub(crate) text: Cow<'static, str>,
    pub(crate) format: FileFormat,
}

/// How a catalogue is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// As `catalog.toml` is.
    Toml,
    /// An array of entries, one entry, or an object with the keys of a catalogue file.
    Json,
    /// An entry a line.
    JsonLines,
}

impl CatalogFile {
    /// A text; the end of its name (`.toml`, `.json`, `.jsonl`) tells how it is
    /// written, else its first signs do.
    #[must_use]
    pub fn new(file: &str, text: impl Into<Cow<'static, str>>) -> Self {
        let mut text = text.into();
        // A byte order mark, which editors on Windows write, is no part of a text.
        if let Some(rest) = text.strip_prefix('\u{FEFF}') {
            text = Cow::Owned(rest.to_owned());
        }
        let format = FileFormat::from_file_name(file).unwrap_or_else(|| FileFormat::detect(&text));
        Self { name: file.to_owned(), text, format }
    }

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Names the file that cannot be read.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Ok(Self::new(&file, text)),
            Err(reason) => Err(ReadError::Io { file, reason }),
        }
    }

    /// Whether a text that begins so, with its whole first line, has an entry on each line.
    #[must_use]
    pub fn looks_like_jsonl(text: &str) -> bool {
        FileFormat::detect(text.trim_start_matches('\u{FEFF}')) == FileFormat::JsonLines
    }

    /// Whether the end of a file's name is one of a catalogue.
    #[must_use]
    pub fn has_catalog_extension(path: &Path) -> bool {
        path.to_str().and_then(FileFormat::from_file_name).is_some()
    }
}

impl FileFormat {
    fn from_file_name(file: &str) -> Option<Self> {
        match Path::new(file).extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    fn detect(text: &str) -> Self {
        let text = text.trim_start();
        // In TOML a bracket opens a header, which begins with a name or a second bracket.
        let is_array = text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']));
        let first_line = text.lines().next().unwrap_or_default();
        if text.starts_with('{') {
            let is_whole = serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok();
            if is_whole { Self::JsonLines } else { Self::Json }
        } else if is_array {
            Self::Json
        } else {
            Self::Toml
        }
    }
}
