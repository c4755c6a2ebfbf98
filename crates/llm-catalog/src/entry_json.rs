//! Reading one entry from a line of JSON.

use crate::{
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{Diagnostic, Severity},
    entry::Entry,
    locate::to_diagnostics,
    parse::{ParsedFile, parse_file},
    text::may_have_text_error,
};

impl Entry {
    /// Reads an entry from a JSON object.
    ///
    /// # Errors
    ///
    /// Returns every error in the text, as if it were the only line of a file without a name.
    pub fn from_json(line: &str) -> Result<Self, Vec<Diagnostic>> {
        // The fast path does not check texts: an escape may be unsafe, and a text that cannot be seen is an error.
        let is_plain = !line.contains('\\') && !line.contains("\"\"") && !may_have_text_error(line);
        match serde_json::from_str(line) {
            Ok(model) if is_plain => Ok(Self::Model(model)),
            _ => Self::parse_strict(line),
        }
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
