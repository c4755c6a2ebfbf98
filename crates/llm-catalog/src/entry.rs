//! What models and extensions have in common.

use crate::{
    Extension, Model,
    catalog_file::{CatalogFile, FileFormat},
    claim::Claim,
    diagnostic::{Diagnostic, Severity, to_diagnostics},
    id::Id,
    link::Link,
    parse,
    text::is_unsafe_for_terminal,
};

/// An entry of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A language model.
    Model(Box<Model>),
    /// A project around language models.
    Extension(Box<Extension>),
}

impl Entry {
    /// Reads an entry that is written as a JSON object.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with it, as if it were the only line of a file.
    pub fn from_json(line: &str) -> Result<Self, Vec<Diagnostic>> {
        // What is escaped may be unsafe, and an empty text is refused.
        let is_plain = !line.contains('\\') && !line.contains("\"\"") && !line.chars().any(is_unsafe_for_terminal);
        match serde_json::from_str(line) {
            Ok(model) if is_plain => Ok(Self::Model(model)),
            _ => Self::parse_strict(line),
        }
    }

    /// Reads an entry once more that was found sound before.
    #[must_use]
    pub fn from_trusted_json(line: &str) -> Option<Self> {
        serde_json::from_str(line).map(Self::Model).ok().or_else(|| Self::parse_strict(line).ok())
    }

    /// Slower, but it reads all forms of JSON that a catalogue may have, and knows what is wrong.
    fn parse_strict(line: &str) -> Result<Self, Vec<Diagnostic>> {
        let source = CatalogFile { name: String::new(), text: line.to_owned().into(), format: FileFormat::JsonLines };
        let layer = parse::parse_file(&source);
        let model = layer.models.into_iter().map(|(_, model)| Self::Model(Box::new(model)));
        let extension = layer.extensions.into_iter().map(|(_, extension)| Self::Extension(Box::new(extension)));
        match model.chain(extension).next() {
            Some(record) if layer.violations.is_empty() => Ok(record),
            _ => Err(to_diagnostics(&source, Severity::Error, layer.violations)),
        }
    }

    /// The entry.
    #[must_use]
    pub fn as_entry_ref(&self) -> EntryRef<'_> {
        match self {
            Self::Model(model) => EntryRef::Model(model),
            Self::Extension(extension) => EntryRef::Extension(extension),
        }
    }
}

/// One entry: a model or an extension.
#[derive(Clone, Copy, Debug)]
pub enum EntryRef<'a> {
    /// A language model.
    Model(&'a Model),
    /// A project around language models.
    Extension(&'a Extension),
}

impl<'a> EntryRef<'a> {
    /// Its permanent name.
    #[must_use]
    pub fn id(self) -> &'a Id {
        match self {
            Self::Model(model) => &model.id,
            Self::Extension(extension) => &extension.id,
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Model(model) => &model.name,
            Self::Extension(extension) => &extension.name,
        }
    }

    /// Other spellings of its name.
    #[must_use]
    pub fn aliases(self) -> &'a [String] {
        match self {
            Self::Model(model) => &model.aliases,
            Self::Extension(extension) => &extension.aliases,
        }
    }

    /// Where sources disagree.
    #[must_use]
    pub fn claims(self) -> &'a [Claim] {
        match self {
            Self::Model(model) => &model.claims,
            Self::Extension(extension) => &extension.claims,
        }
    }

    /// Its links, in order of use.
    #[must_use]
    pub fn links(self) -> &'a [Link] {
        match self {
            Self::Model(model) => &model.links,
            Self::Extension(extension) => &extension.links,
        }
    }
}
