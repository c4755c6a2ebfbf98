//! The catalogue: models, extensions, and the list they began with.

use std::{collections::HashMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::locale::{Locale, Text};

mod check;
pub mod claim;
pub mod date;
pub mod derived;
mod entry;
pub mod extension;
pub mod figures;
pub mod id;
mod json;
pub mod license;
mod lineage;
pub mod link;
pub mod lint;
mod merge;
pub mod model;
pub mod parent;
mod parse;
mod problem;
mod reading;
mod rules_of_links;
mod rules_of_papers;
mod source;
pub mod training;
pub mod write;

pub use check::nearest;
pub use entry::{Entry, Record};
pub use extension::Extension;
pub use model::Model;
pub use problem::{Problem, Problems, Severity};
pub use source::Source;

use claim::Claim;
use date::Date;
use id::Id;
use link::Url;

/// A whole catalogue, read strictly: every entry, as it is checked, written
/// and laid over others.
///
/// Entries are numbered: the models in the order of the file, then the
/// extensions. The number is called a row.
#[derive(Debug)]
pub struct Catalog {
    head: Head,
    models: Vec<Model>,
    extensions: Vec<Extension>,
    models_by_id: HashMap<Id, usize>,
}

/// What a catalogue holds beside its entries.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Head {
    /// The list that it began with.
    pub origin: Option<Origin>,
    /// What scores refer to.
    #[serde(rename = "benchmark")]
    pub benchmarks: Vec<Benchmark>,
    /// The place of the benchmark whose scores stand in tables.
    #[serde(skip)]
    pub main: usize,
    /// The organizations that are known by other names too.
    #[serde(rename = "organization")]
    pub organizations: Vec<Organization>,
    /// How it changed, newest first.
    #[serde(rename = "update")]
    pub updates: Vec<Update>,
}

impl Head {
    /// The benchmark whose scores stand in tables: the first, unless another was chosen.
    #[must_use]
    pub fn main_benchmark(&self) -> Option<&Benchmark> {
        self.benchmarks.get(self.main)
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
    pub fn organization_spellings<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a str> {
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
pub struct Origin {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: Url,
    /// When it was taken.
    pub date: Date,
    /// What it was.
    pub description: Text,
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
    pub name: Text,
    /// Where it is described.
    pub url: Url,
    /// What it measures, and how far its figures can be compared.
    pub description: Text,
}

/// A note on how the catalogue changed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// When.
    pub date: Date,
    /// What.
    pub text: Text,
}

/// Why a catalogue could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be read at all.
    #[error("cannot read `{file}`: {reason}; give the path of a catalogue file")]
    File {
        /// The path that was given.
        file: String,
        /// Why; part of the message, so not a source of its own.
        reason: std::io::Error,
    },
    /// What is in the file is not a catalogue.
    #[error(transparent)]
    Problems(#[from] Problems),
}

impl Catalog {
    /// Reads a catalogue from a file.
    ///
    /// # Errors
    ///
    /// Names the file, or each line of it that breaks a rule and what to do.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Ok(Self::layered(&[Source::read(path)?])?)
    }

    /// Reads a catalogue from text; `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// Names each line that breaks a rule and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        Self::layered(&[Source::new(file, text.to_owned())])
    }

    /// Lays files over one another, the first at the bottom. An entry or a
    /// benchmark takes the whole place of one with the same id in the files
    /// below, and may name parents and benchmarks of any file.
    ///
    /// # Errors
    ///
    /// Names each line of each file that breaks a rule and what to do.
    pub fn layered(sources: &[Source]) -> Result<Self, Problems> {
        let merged = merge::merge(sources);
        let errors = merged.errors().concat();
        if errors.is_empty() { Ok(merged.catalog) } else { Err(Problems(errors)) }
    }

    /// What it holds beside its entries.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
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
    pub fn entry(&self, row: usize) -> Option<Entry<'_>> {
        let models = self.models();
        match models.get(row) {
            Some(model) => Some(Entry::Model(model)),
            None => self.extensions().get(row - models.len()).map(Entry::Extension),
        }
    }

    /// Every entry, by row.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.models().iter().map(Entry::Model).chain(self.extensions().iter().map(Entry::Extension))
    }

    /// The row of a model.
    #[must_use]
    pub fn row_of(&self, id: &Id) -> Option<usize> {
        self.models_by_id.get(id).copied()
    }

    /// A model.
    #[must_use]
    pub fn model(&self, id: &Id) -> Option<&Model> {
        self.models().get(self.row_of(id)?)
    }
}
