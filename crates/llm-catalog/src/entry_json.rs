//! Reading one entry from a line of JSON.

use std::borrow::Cow;

use crate::{
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{Diagnostic, Severity},
    entry::Entry,
    locate::to_diagnostics,
    parse::{ParsedFile, parse_file},
    text::may_have_text_error,
};

const VARIANT_KEY: &str = "\"variant\":";
const FORMER_VARIANT_KEY: &str = "\"size\":";

/// Whether a line of valid JSON without escapes has a text of white space only: between other texts there is more.
fn has_blank_text(line: &str) -> bool {
    let mut parts = line.split('"');
    parts.next();
    parts.next_back();
    parts.any(|part| part.trim().is_empty())
}

impl Entry {
    /// Reads an entry from a JSON object.
    ///
    /// # Errors
    ///
    /// Returns every error in the text, as if it were the only line of a file without a name.
    pub fn from_json(line: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::from_plain_json(line).map_or_else(|| Self::parse_strict(line), Ok)
    }

    /// Reads most models several times as fast; `None` if the line has to be read strictly.
    pub(crate) fn from_plain_json(line: &str) -> Option<Self> {
        // Texts are not checked: an escape may be unsafe, and a text that cannot be seen is an error.
        if line.contains('\\') || has_blank_text(line) || may_have_text_error(line) {
            return None;
        }
        // The former key of variants. Without escapes a quoted text before a colon is a key; training runs have no such
        // key, but may have a variant.
        let has_former_key = line.contains(FORMER_VARIANT_KEY);
        if has_former_key && (line.contains(VARIANT_KEY) || line.contains("\"training_run\"")) {
            return None;
        }
        let line = if has_former_key { Cow::from(line.replace(FORMER_VARIANT_KEY, VARIANT_KEY)) } else { line.into() };
        serde_json::from_str(&line).ok().map(Self::Model)
    }

    /// Reads an entry from a line that was checked before; `None` if it is invalid after all.
    #[must_use]
    pub fn from_trusted_json(line: &str) -> Option<Self> {
        match serde_json::from_str(line) {
            Ok(model) => Some(Self::Model(model)),
            Err(_) => Self::parse_strict(line).ok(),
        }
    }

    /// Reads every form of JSON that a catalogue may have, and locates the errors.
    fn parse_strict(line: &str) -> Result<Self, Vec<Diagnostic>> {
        let file = CatalogFile { name: String::new(), text: line.to_owned().into(), format: FileFormat::JsonLines };
        let ParsedFile { models, extensions, violations, .. } = parse_file(&file);
        let model = models.into_iter().map(|(_, model)| Self::Model(Box::new(model)));
        let extension = extensions.into_iter().map(|(_, extension)| Self::Extension(Box::new(extension)));
        match model.chain(extension).next() {
            Some(entry) if violations.is_empty() => Ok(entry),
            _ => Err(to_diagnostics(&file, Severity::Error, violations)),
        }
    }
}
