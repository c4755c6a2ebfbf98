//! Catalogue files: what they are called, what they say, how they are written.

use std::{borrow::Cow, path::Path};

use super::ReadError;

/// The text of a catalogue file, under the name that errors give it.
#[derive(Clone, Debug)]
pub struct Source {
    pub(super) file: String,
    pub(super) text: Cow<'static, str>,
    pub(super) format: Format,
}

/// How a catalogue is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// As `catalog.toml` is.
    Toml,
    /// An array of entries, one entry, or an object with the keys of a catalogue file.
    Json,
    /// An entry a line.
    JsonLines,
}

impl Source {
    /// A text; the end of its name (`.toml`, `.json`, `.jsonl`) tells how it is
    /// written, else its first signs do.
    #[must_use]
    pub fn new(file: &str, text: impl Into<Cow<'static, str>>) -> Self {
        let mut text = text.into();
        // A byte order mark, which editors on Windows write, is no part of a text.
        if let Some(rest) = text.strip_prefix('\u{FEFF}') {
            text = Cow::Owned(rest.to_owned());
        }
        let format = Format::of_name(file).unwrap_or_else(|| Format::of_text(&text));
        Self { file: file.to_owned(), text, format }
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
            Err(reason) => Err(ReadError::File { file, reason }),
        }
    }

    /// Whether a text that begins so, with its whole first line, has an entry on each line.
    #[must_use]
    pub fn is_json_lines(text: &str) -> bool {
        Format::of_text(text.trim_start_matches('\u{FEFF}')) == Format::JsonLines
    }

    /// Whether the end of a file's name is one of a catalogue.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        path.to_str().and_then(Format::of_name).is_some()
    }
}

impl Format {
    fn of_name(file: &str) -> Option<Self> {
        match Path::new(file).extension()?.to_str()? {
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    fn of_text(text: &str) -> Self {
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
