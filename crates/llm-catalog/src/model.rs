//! Language models.

use serde::{Deserialize, Serialize};

pub use crate::{architecture::Architecture, stage::Stage};

use crate::{
    capability::{Modalities, Reasoning},
    claim::Claim,
    date::Date,
    id::{BenchmarkId, EntryId},
    license::License,
    lifecycle::Lifecycle,
    link::{Link, LinkKind, Url},
    localized::LocalizedText,
    parent::Parent,
    shape::Shape,
    source::Source,
    training::TrainingData,
    training_run::TrainingRun,
    variant::Variant,
    weights::Weights,
};

/// The paper that introduced a model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The title.
    pub title: String,
    /// The first authors; a last item `others` stands for the rest.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The year of publication.
    pub year: Option<u16>,
    /// The arXiv id, such as `2302.13971`.
    pub arxiv: Option<String>,
    /// The DOI.
    pub doi: Option<String>,
}

/// A score on a benchmark.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The id of a [`Benchmark`](crate::Benchmark).
    pub benchmark: BenchmarkId,
    /// The name of the [`Variant`] that was measured; `None` for the only one, or the default.
    pub variant: Option<String>,
    /// How it was measured, such as `5-shot`; see [`normalize_setting`](crate::setting::normalize_setting).
    pub setting: Option<String>,
    /// Who reports it, if not the makers of the model or of the benchmark.
    #[serde(rename = "by")]
    pub reported_by: Option<String>,
    /// The score, usually in percent.
    pub value: f64,
    /// The page where it was published.
    pub source: Url,
}

/// A language model.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The permanent id.
    pub id: EntryId,
    /// The name as the authors write it.
    pub name: String,
    /// What the model is, in one line of at most 60 columns.
    pub summary: Option<LocalizedText>,
    /// Other spellings of the name, for search.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The training stage.
    pub stage: Stage,
    /// The organizations that trained it; empty if unknown.
    #[serde(default)]
    pub organizations: Vec<String>,
    /// The countries of the organizations, as ISO 3166-1 alpha-2 codes.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The release date.
    pub released: Option<Date>,
    /// The architecture of the network.
    pub architecture: Option<Architecture>,
    /// The context length that it was trained for, in tokens.
    pub context: Option<u32>,
    /// The context length with an extension such as `YaRN`, in tokens.
    pub context_extended: Option<u32>,
    /// What it takes and gives.
    pub modalities: Option<Modalities>,
    /// Whether it reasons before it answers.
    pub reasoning: Option<Reasoning>,
    /// Whether it was trained to call tools.
    pub tools: Option<bool>,
    /// The end of its knowledge, as the makers state it.
    pub knowledge: Option<Date>,
    /// Whether it can still be used.
    pub lifecycle: Option<Lifecycle>,
    /// Whether the weights can be downloaded, under any terms, if known.
    pub open_weights: Option<bool>,
    /// The languages as BCP 47 codes, the main one first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The training data, the main amount first.
    #[serde(default)]
    pub training: Vec<TrainingData>,
    /// The models that it was built on.
    #[serde(default)]
    pub base_models: Vec<Parent>,
    /// The links, most useful first.
    #[serde(default)]
    pub links: Vec<Link>,
    /// The pages where the entry was checked.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// When the entry was added to the catalogue.
    pub added: Option<Date>,
    /// The paper that introduced it.
    pub paper: Option<Paper>,
    /// The license of the weights.
    pub license: Option<License>,
    /// The number format and size of the released weights.
    pub weights: Option<Weights>,
    /// The dimensions of the network.
    pub shape: Option<Shape>,
    /// The name of the variant that stands for the model, if it is not the largest.
    pub default: Option<String>,
    /// The sizes, versions, tiers and modes that have figures of their own.
    #[serde(default, rename = "variant")]
    pub variants: Vec<Variant>,
    /// Benchmark scores.
    #[serde(default, rename = "score")]
    pub scores: Vec<Score>,
    /// Training runs whose hardware or compute is published.
    #[serde(default, rename = "training_run")]
    pub training_runs: Vec<TrainingRun>,
    /// What was new and why it mattered; `None` in imported lists.
    pub insight: Option<LocalizedText>,
    /// Statements of others that were checked.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

impl Model {
    /// A model of which nothing else is known.
    #[must_use]
    pub fn new(id: EntryId, name: String, stage: Stage) -> Self {
        Self {
            id,
            name,
            summary: None,
            aliases: Vec::new(),
            stage,
            organizations: Vec::new(),
            countries: Vec::new(),
            released: None,
            architecture: None,
            context: None,
            context_extended: None,
            modalities: None,
            reasoning: None,
            tools: None,
            knowledge: None,
            lifecycle: None,
            open_weights: None,
            languages: Vec::new(),
            training: Vec::new(),
            base_models: Vec::new(),
            links: Vec::new(),
            sources: Vec::new(),
            added: None,
            paper: None,
            license: None,
            weights: None,
            shape: None,
            default: None,
            variants: Vec::new(),
            scores: Vec::new(),
            training_runs: Vec::new(),
            insight: None,
            claims: Vec::new(),
        }
    }

    /// The order of models in a catalogue file: by stage, release and name.
    #[must_use]
    pub fn sort_key(&self) -> (Stage, Option<Date>, String) {
        (self.stage, self.released, self.name.to_lowercase())
    }

    /// The address of the first link of a kind.
    #[must_use]
    pub fn link(&self, kind: LinkKind) -> Option<&Url> {
        self.links.iter().find(|link| link.kind == kind).map(|link| &link.url)
    }
}
