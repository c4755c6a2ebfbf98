//! The catalogue: models, extensions, and the list they began with.

use std::{collections::HashMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    CatalogFile, Diagnostics, EntryRef, Extension, Model,
    claim::Claim,
    date::Date,
    id::Id,
    link::Url,
    localized::{Locale, LocalizedText},
    merge,
};

/// A whole catalogue, read strictly: every entry, as it is checked, written
/// and laid over others.
///
/// Entries are numbered: the models in the order of the file, then the
/// extensions. The number is called a row.
#[derive(Debug)]
pub struct Catalog {
    pub(crate) meta: CatalogMeta,
    pub(crate) models: Vec<Model>,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) row_by_id: HashMap<Id, usize>,
}

/// What a catalogue holds beside its entries.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct CatalogMeta {
    /// The list that it began with.
    #[serde(rename = "origin")]
    pub source_list: Option<SourceList>,
    /// What scores refer to.
    #[serde(rename = "benchmark")]
    pub benchmarks: Vec<Benchmark>,
    /// The place of the benchmark whose scores stand in tables.
    #[serde(skip)]
    pub active_benchmark_idx: usize,
    /// The organizations that are known by other names too.
    #[serde(rename = "organization")]
    pub organizations: Vec<Organization>,
    /// How it changed, newest first.
    #[serde(rename = "update")]
    pub changelog: Vec<ChangelogEntry>,
}

impl CatalogMeta {
    /// The benchmark whose scores stand in tables: the first, unless another was chosen.
    #[must_use]
    pub fn active_benchmark(&self) -> Option<&Benchmark> {
        self.benchmarks.get(self.active_benchmark_idx)
    }

    /// What is known of an organization beside its name.
    #[must_use]
    pub fn organization(&self, name: &str) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.name == name)
    }

    /// The name of an organization in a language.
    #[must_use]
    pub fn organization_name<'a>(&'a self, name: &'a str, locale: Locale) -> &'a str {
        let zh = || self.organization(name)?.zh.as_deref();
        if locale == Locale::Zh { zh().unwrap_or(name) } else { name }
    }

    /// Every spelling of the organizations of a model.
    pub fn organization_names<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a str> {
        model.organizations.iter().flat_map(|name| {
            let known = self.organization(name);
            let zh = known.and_then(|known| known.zh.as_deref());
            let aliases = known.map_or(&[][..], |known| &known.aliases);
            std::iter::once(name.as_str()).chain(zh).chain(aliases.iter().map(String::as_str))
        })
    }
}

/// The list that a catalogue began with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourceList {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: Url,
    /// When it was taken.
    pub date: Date,
    /// What it was.
    pub description: LocalizedText,
    /// What was wrong with it as a whole.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

/// Who makes models: how else people call them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// The name, as models write it.
    pub name: String,
    /// The name in Chinese, where it is another one.
    pub zh: Option<String>,
    /// Other spellings and related names that people type; never shown.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A measure that [`Score`](model::Score)s refer to. The first one of a
/// catalogue is the one that its tables show.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// Its permanent name.
    pub id: Id,
    /// Its name for people.
    pub name: LocalizedText,
    /// Where it is described.
    pub url: Url,
    /// What it measures, and how far its figures can be compared.
    pub description: LocalizedText,
}

/// A note on how the catalogue changed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChangelogEntry {
    /// When.
    pub date: Date,
    /// What.
    pub text: LocalizedText,
}

/// Why a catalogue could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be read at all.
    #[error("cannot read `{file}`: {reason}; give the path of a catalogue file")]
    Io {
        /// The path that was given.
        file: String,
        /// Why; part of the message, so not a source of its own.
        reason: std::io::Error,
    },
    /// What is in the file is not a catalogue.
    #[error(transparent)]
    Diagnostics(#[from] Diagnostics),
}

impl Catalog {
    /// Reads a catalogue from a file.
    ///
    /// # Errors
    ///
    /// Names the file, or each line of it that breaks a rule and what to do.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Ok(Self::merge(&[CatalogFile::read(path)?])?)
    }

    /// Reads a catalogue from text; `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// Names each line that breaks a rule and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        Self::merge(&[CatalogFile::new(file, text.to_owned())])
    }

    /// Lays files over one another, the first at the bottom. An entry or a
    /// benchmark takes the whole place of one with the same id in the files
    /// below, and may name parents and benchmarks of any file.
    ///
    /// # Errors
    ///
    /// Names each line of each file that breaks a rule and what to do.
    pub fn merge(sources: &[CatalogFile]) -> Result<Self, Diagnostics> {
        let merged = merge::merge(sources);
        let errors = merged.errors().concat();
        if errors.is_empty() { Ok(merged.catalog) } else { Err(Diagnostics(errors)) }
    }

    /// What it holds beside its entries.
    #[must_use]
    pub fn meta(&self) -> &CatalogMeta {
        &self.meta
    }

    /// The models, in the order of the file.
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The extensions, in the order of the file.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.models().len() + self.extensions().len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of a row.
    #[must_use]
    pub fn entry(&self, row: usize) -> Option<EntryRef<'_>> {
        let models = self.models();
        match models.get(row) {
            Some(model) => Some(EntryRef::Model(model)),
            None => self.extensions().get(row - models.len()).map(EntryRef::Extension),
        }
    }

    /// Every entry, by row.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        self.models().iter().map(EntryRef::Model).chain(self.extensions().iter().map(EntryRef::Extension))
    }

    /// The row of a model.
    #[must_use]
    pub fn row_of(&self, id: &Id) -> Option<usize> {
        self.row_by_id.get(id).copied()
    }

    /// A model.
    #[must_use]
    pub fn model(&self, id: &Id) -> Option<&Model> {
        self.models().get(self.row_of(id)?)
    }
}
