//! What the terms of the field mean.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{document, locale::Text, pressed};

/// `assets/glossary.toml`.
const PRESSED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.pressed"));

static BUILTIN: LazyLock<Glossary> = LazyLock::new(|| {
    // A test holds that it can be read.
    pressed::text(PRESSED).and_then(|text| document::read(&text).ok()).unwrap_or_default()
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
    pub name: Text,
    /// What it means.
    pub text: Text,
    /// The ids of related terms.
    pub see: Vec<String>,
    /// The keys of the columns that it explains.
    #[serde(default)]
    pub columns: Vec<String>,
    /// The words of the catalogue that it explains: stages, networks, kinds of
    /// training figures.
    #[serde(default)]
    pub words: Vec<String>,
}

impl Glossary {
    /// The terms that the program carries with it; read when they are first asked for.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The place of the term of an id.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.id == id)
    }

    /// The place of the term that explains the column of a key.
    #[must_use]
    pub fn of_column(&self, key: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.columns.iter().any(|column| column == key))
    }

    /// The place of the term that explains a word of the catalogue.
    #[must_use]
    pub fn of_word(&self, word: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.words.iter().any(|other| other == word))
    }
}
