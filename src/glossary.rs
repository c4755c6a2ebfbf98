//! The terms of the field and what they mean.

use std::{collections::BTreeMap, sync::LazyLock};

use miniz_oxide::inflate::decompress_to_vec;
use serde::Deserialize;

use llm_catalog::{closest_match, localized::LocalizedText, parse::toml};
use llm_index::query::normalize;

/// `assets/glossary.toml`, compressed by the build script.
const COMPRESSED_TOML: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.toml.deflate"));

/// The maximum number of terms suggested for a misspelled name.
const MAX_SUGGESTIONS: usize = 3;

static BUILTIN: LazyLock<Glossary> = LazyLock::new(|| {
    // A test reads it, which is the same in every build.
    let text = decompress_to_vec(COMPRESSED_TOML).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
});

/// The terms, in alphabetical order of their English names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    #[serde(rename = "term")]
    pub terms: Vec<Term>,
    /// The terms by topic; each is in one group.
    #[serde(rename = "group")]
    pub groups: Vec<TermGroup>,
}

/// The terms of one topic.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermGroup {
    pub name: LocalizedText,
    /// The ids of the terms.
    pub terms: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Kebab-case and unique.
    pub id: String,
    pub name: LocalizedText,
    /// What it means.
    pub text: LocalizedText,
    /// The ids of related terms.
    #[serde(rename = "see")]
    pub see_also: Vec<String>,
    /// The headings of the columns that it explains, by key. The build script reads them, too.
    #[serde(default)]
    pub columns: BTreeMap<String, LocalizedText>,
    /// The ids of the benchmarks that it explains.
    #[serde(default)]
    pub benchmarks: Vec<String>,
    /// The stages, architectures and kinds of training data that it explains, as catalogue files write them.
    #[serde(default, rename = "words")]
    pub values: Vec<String>,
}

impl Glossary {
    /// The built-in terms, parsed on first use.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The index of the term with an id.
    #[must_use]
    pub fn index_by_id(&self, id: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.id == id)
    }

    /// The index of the term that explains the column with a key.
    #[must_use]
    pub fn index_by_column(&self, key: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.columns.contains_key(key))
    }

    /// The index of the term that explains the benchmark with an id.
    #[must_use]
    pub fn index_by_benchmark(&self, id: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.benchmarks.iter().any(|benchmark| benchmark == id))
    }

    /// The index of the term that explains a value of the catalogue.
    #[must_use]
    pub fn index_by_value(&self, value: &str) -> Option<usize> {
        self.terms.iter().position(|term| term.values.iter().any(|other| other == value))
    }

    /// The terms that match a name: those with this id or name, else those that explain a column, a benchmark or a
    /// value of this name, else those whose names contain it. Case, blanks and punctuation do not matter.
    #[must_use]
    pub fn search(&self, name: &str) -> Vec<&Term> {
        let name = normalize(name);
        if name.is_empty() {
            return Vec::new();
        }
        let matching = |is_match: &dyn Fn(&Term) -> bool| self.terms.iter().filter(|term| is_match(term)).collect();
        let steps: [&dyn Fn(&Term) -> bool; 3] = [
            &|term| term.names().any(|other| normalize(other) == name),
            &|term| term.explained_names().any(|other| normalize(other) == name),
            &|term| term.names().any(|other| normalize(other).contains(&name)),
        ];
        steps.into_iter().map(matching).find(|terms: &Vec<_>| !terms.is_empty()).unwrap_or_default()
    }

    /// The ids of the terms whose names are most similar to a misspelled one, the most similar first.
    #[must_use]
    pub fn suggest(&self, name: &str) -> Vec<&str> {
        let name = name.to_lowercase();
        let names: Vec<_> = self
            .terms
            .iter()
            .flat_map(|term| term.names().chain(term.explained_names()).map(move |name| (name.to_lowercase(), term)))
            .collect();
        let mut ids: Vec<&str> = Vec::new();
        while ids.len() < MAX_SUGGESTIONS {
            let others: Vec<_> = names.iter().filter(|(_, term)| !ids.contains(&term.id.as_str())).collect();
            let closest = closest_match(&name, others.iter().map(|(name, _)| name.as_str()));
            let Some((_, term)) = others.iter().find(|(name, _)| Some(name.as_str()) == closest) else { break };
            ids.push(&term.id);
        }
        ids
    }
}

impl Term {
    /// Its id, its name in each language, and the parts of the names before and within brackets.
    fn names(&self) -> impl Iterator<Item = &str> {
        let parts = |name| str::split(name, ['(', ')', '（', '）']).map(str::trim).filter(|part| !part.is_empty());
        let names = [self.id.as_str(), &self.name.en, &self.name.zh];
        names.into_iter().chain(parts(&self.name.en)).chain(parts(&self.name.zh))
    }

    /// The keys and headings of the columns, the benchmarks and the values that it explains.
    fn explained_names(&self) -> impl Iterator<Item = &str> {
        let headings = self.columns.values().flat_map(|heading| [&heading.en, &heading.zh]);
        let names = self.columns.keys().chain(&self.benchmarks).chain(&self.values).chain(headings);
        names.map(String::as_str)
    }
}
