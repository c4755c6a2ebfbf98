//! What the terms of the field mean.

use std::sync::LazyLock;

use serde::Deserialize;

use llm_catalog::{localized::LocalizedText, toml_reader};

const GLOSSARY_TOML: &str = include_str!("../assets/glossary.toml");

static BUILTIN: LazyLock<Glossary> = LazyLock::new(|| {
    // A test parses the file, which is the same in every build.
    toml_reader::from_str(GLOSSARY_TOML).unwrap_or_default()
});

/// Terms, in alphabetical order of their English names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The terms.
    #[serde(rename = "term")]
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its permanent name.
    pub id: String,
    /// As the field says it.
    pub name: LocalizedText,
    /// What it means.
    pub text: LocalizedText,
    /// The ids of related terms.
    #[serde(rename = "see")]
    pub see_also: Vec<String>,
    /// The keys of the columns that it explains.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The words of the catalogue that it explains: stages, networks, kinds of
    /// training figures.
    #[serde(default, rename = "words")]
    pub values: Vec<String>,
}

impl Glossary {
    /// The terms that the program carries with it; read when they are first asked for.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The place of the term of an id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.id == id)
    }

    /// The place of the term that explains the column of a key.
    #[must_use]
    pub fn index_by_column(&self, key: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.columns.iter().any(|column| column == key))
    }

    /// The place of the term that explains a word of the catalogue.
    #[must_use]
    pub fn index_by_value(&self, word: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.values.iter().any(|other| other == word))
    }
}
