//! Entries: a model or an extension, owned or borrowed.

use serde::Serialize;

use crate::{claim::Claim, date::Date, extension::Extension, id::EntryId, link::Link, model::Model, source::Source};

/// A model or an extension.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A language model.
    Model(Box<Model>),
    /// A project built around language models.
    Extension(Box<Extension>),
}

impl Entry {
    /// Borrows the entry.
    #[must_use]
    pub fn as_entry_ref(&self) -> EntryRef<'_> {
        match self {
            Self::Model(model) => EntryRef::Model(model),
            Self::Extension(extension) => EntryRef::Extension(extension),
        }
    }
}

/// A borrowed model or extension.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(untagged)]
pub enum EntryRef<'a> {
    /// A language model.
    Model(&'a Model),
    /// A project built around language models.
    Extension(&'a Extension),
}

impl<'a> EntryRef<'a> {
    /// The permanent id.
    #[must_use]
    pub fn id(self) -> &'a EntryId {
        match self {
            Self::Model(model) => &model.id,
            Self::Extension(extension) => &extension.id,
        }
    }

    /// The display name.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Model(model) => &model.name,
            Self::Extension(extension) => &extension.name,
        }
    }

    /// Other spellings of the name.
    #[must_use]
    pub fn aliases(self) -> &'a [String] {
        match self {
            Self::Model(model) => &model.aliases,
            Self::Extension(extension) => &extension.aliases,
        }
    }

    /// Statements of others that were checked.
    #[must_use]
    pub fn claims(self) -> &'a [Claim] {
        match self {
            Self::Model(model) => &model.claims,
            Self::Extension(extension) => &extension.claims,
        }
    }

    /// The links, most useful first.
    #[must_use]
    pub fn links(self) -> &'a [Link] {
        match self {
            Self::Model(model) => &model.links,
            Self::Extension(extension) => &extension.links,
        }
    }

    /// The pages where the entry was checked.
    #[must_use]
    pub fn sources(self) -> &'a [Source] {
        match self {
            Self::Model(model) => &model.sources,
            Self::Extension(extension) => &extension.sources,
        }
    }

    /// When the entry was added to the catalogue.
    #[must_use]
    pub fn added(self) -> Option<Date> {
        match self {
            Self::Model(model) => model.added,
            Self::Extension(extension) => extension.added,
        }
    }
}
