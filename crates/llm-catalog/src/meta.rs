//! The metadata of a catalogue: source list, benchmarks, organizations, changelog.

use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    date::Date,
    id::BenchmarkId,
    link::Url,
    localized::{Locale, LocalizedText},
    memory::MemoryBudget,
    protocol::ComparableScores,
};

/// Everything in a catalogue but its entries.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct CatalogMeta {
    /// The list that the catalogue was built from.
    #[serde(rename = "origin")]
    pub source_list: Option<SourceList>,
    /// The benchmarks of all scores.
    #[serde(rename = "benchmark")]
    pub benchmarks: Vec<Benchmark>,
    /// The position in `benchmarks` of the one whose scores tables show.
    #[serde(skip)]
    pub active_benchmark_idx: usize,
    /// The scores on it that compare with those of most models.
    #[serde(skip)]
    pub comparable_scores: Option<ComparableScores>,
    /// The bits and the context of the memory that tables show.
    #[serde(skip)]
    pub memory_budget: MemoryBudget,
    /// What [`memory_budget`](Self::memory_budget) is where a query does not say.
    #[serde(skip)]
    pub default_memory_budget: MemoryBudget,
    /// The organizations that have more than one name.
    #[serde(rename = "organization")]
    pub organizations: Vec<Organization>,
    /// The history of the catalogue, newest first.
    #[serde(rename = "update")]
    pub changelog: Vec<ChangelogEntry>,
}

impl CatalogMeta {
    /// The benchmark whose scores tables show: the first, unless another was chosen.
    #[must_use]
    pub fn active_benchmark(&self) -> Option<&Benchmark> {
        self.benchmarks.get(self.active_benchmark_idx)
    }

    /// The organization of a name; `None` if it has no other names.
    #[must_use]
    pub fn organization(&self, name: &str) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.name == name)
    }

    /// The name of an organization in a language.
    #[must_use]
    pub fn organization_name<'a>(&'a self, name: &'a str, locale: Locale) -> &'a str {
        match locale {
            Locale::En => name,
            Locale::Zh => self.organization(name).and_then(|known| known.zh.as_deref()).unwrap_or(name),
        }
    }
}

/// The list that a catalogue was built from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourceList {
    /// The name.
    pub name: String,
    /// The address.
    pub url: Url,
    /// The date of the version that was used.
    pub date: Date,
    /// What the list contained.
    pub description: LocalizedText,
    /// Statements about the list as a whole.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

/// The other names of an organization that makes models.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// The name that models use.
    pub name: String,
    /// The Chinese name, if it differs.
    pub zh: Option<String>,
    /// Other spellings and related names, for search only.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A benchmark that a [`Score`](crate::model::Score) refers to. Tables show
/// the first one of a catalogue by default.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// The permanent id.
    pub id: BenchmarkId,
    /// The display name.
    pub name: LocalizedText,
    /// The name over a column of its scores, at most 9 columns wide; `None` if the first words of `name` are.
    pub heading: Option<String>,
    /// The paper or page that describes it.
    pub url: Url,
    /// What it measures, and how far its scores can be compared.
    pub description: LocalizedText,
}

/// A change of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChangelogEntry {
    /// When it was made.
    pub date: Date,
    /// What was changed.
    pub text: LocalizedText,
}
