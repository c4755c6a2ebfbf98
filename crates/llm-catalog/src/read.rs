//! Reads a catalogue from files or text.

use std::path::Path;

use crate::{catalog::Catalog, catalog_file::CatalogFile, diagnostic::Diagnostics, error::ReadError, merge};

impl Catalog {
    /// Reads a catalogue from a file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or every error in it.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Ok(Self::merge(&[CatalogFile::read(path)?])?)
    }

    /// Reads a catalogue from text. `file` is the name in errors; its extension gives
    /// the format, else the start of the text does.
    ///
    /// # Errors
    ///
    /// Returns every error in the text.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        Self::merge(&[CatalogFile::new(file, text.to_owned())])
    }

    /// Merges files in order. An entry or a benchmark replaces one with the
    /// same id in an earlier file, and may refer to parents and benchmarks of any file.
    ///
    /// # Errors
    ///
    /// Returns every error in the files.
    pub fn merge(files: &[CatalogFile]) -> Result<Self, Diagnostics> {
        let output = merge::merge(files);
        let errors = output.errors().concat();
        if errors.is_empty() { Ok(output.catalog) } else { Err(Diagnostics(errors)) }
    }

    /// Reads the entries of a file, which may refer to entries and benchmarks that it lacks.
    ///
    /// # Errors
    ///
    /// Returns every other error in the file.
    pub fn read_part(file: CatalogFile) -> Result<Self, Diagnostics> {
        let files = [file];
        let output = merge::merge(&files);
        let errors = output.entry_errors().concat();
        if errors.is_empty() { Ok(output.catalog) } else { Err(Diagnostics(errors)) }
    }
}
