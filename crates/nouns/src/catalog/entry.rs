//! What models and extensions have in common.

use super::{
    Extension, Model,
    claim::Claim,
    id::Id,
    link::Link,
    parse,
    problem::{Problem, Severity, problems},
    source::{Format, Source},
};
use crate::text::is_unsafe;

/// An entry of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A language model.
    Model(Box<Model>),
    /// A project around language models.
    Extension(Box<Extension>),
}

impl Record {
    /// Reads an entry that is written as a JSON object.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with it, as if it were the only line of a file.
    pub fn of_json(line: &str) -> Result<Self, Vec<Problem>> {
        // What is escaped may be unsafe, and an empty text is refused.
        let is_plain = !line.contains('\\') && !line.contains("\"\"") && !line.chars().any(is_unsafe);
        match serde_json::from_str(line) {
            Ok(model) if is_plain => Ok(Self::Model(model)),
            _ => Self::strictly(line),
        }
    }

    /// Reads an entry once more that was found sound before.
    #[must_use]
    pub fn again(line: &str) -> Option<Self> {
        serde_json::from_str(line).map(Self::Model).ok().or_else(|| Self::strictly(line).ok())
    }

    /// Slower, but it reads all forms of JSON that a catalogue may have, and knows what is wrong.
    fn strictly(line: &str) -> Result<Self, Vec<Problem>> {
        let source = Source { file: String::new(), text: line.to_owned().into(), format: Format::JsonLines };
        let layer = parse::layer(&source);
        let model = layer.models.into_iter().map(|(_, model)| Self::Model(Box::new(model)));
        let extension = layer.extensions.into_iter().map(|(_, extension)| Self::Extension(Box::new(extension)));
        match model.chain(extension).next() {
            Some(record) if layer.faults.is_empty() => Ok(record),
            _ => Err(problems(&source, Severity::Error, layer.faults)),
        }
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> Entry<'_> {
        match self {
            Self::Model(model) => Entry::Model(model),
            Self::Extension(extension) => Entry::Extension(extension),
        }
    }
}

/// One entry: a model or an extension.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A language model.
    Model(&'a Model),
    /// A project around language models.
    Extension(&'a Extension),
}

impl<'a> Entry<'a> {
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
