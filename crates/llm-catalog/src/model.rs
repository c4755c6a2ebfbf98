//! Language models.

use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    date::Date,
    id::{BenchmarkId, EntryId},
    license::License,
    link::{Link, LinkKind, Url},
    localized::LocalizedText,
    parent::Parent,
    quantity::Quantity,
    training::TrainingData,
};

/// How the released weights were trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Pre-trained only.
    Base,
    /// Tuned on instructions or dialogues with supervision.
    Sft,
    /// Tuned on preferences or rewards: RLHF, DPO, RLAIF, RLVR.
    Rlhf,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 3] = [Self::Base, Self::Sft, Self::Rlhf];
}

/// The architecture of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// A decoder-only transformer that uses all its weights for each token.
    Dense,
    /// An encoder-only transformer.
    DenseEncoder,
    /// An encoder-decoder transformer.
    DenseEncoderDecoder,
    /// A transformer with sparsely activated experts.
    Moe,
    /// A state-space model.
    Ssm,
    /// A recurrent network.
    Rnn,
    /// A mixture of attention and recurrent or state-space layers.
    Hybrid,
    /// A hybrid with sparsely activated experts.
    HybridMoe,
    /// A transformer that generates all tokens of a block at once, by denoising.
    Diffusion,
}

impl Architecture {
    /// All architectures.
    pub const ALL: [Self; 9] = [
        Self::Dense,
        Self::DenseEncoder,
        Self::DenseEncoderDecoder,
        Self::Moe,
        Self::Ssm,
        Self::Rnn,
        Self::Hybrid,
        Self::HybridMoe,
        Self::Diffusion,
    ];
}

/// One size of a model's family.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// The usual name, such as `7B` or `XXL`.
    pub name: String,
    /// All parameters.
    pub parameters: Option<Quantity>,
    /// Parameters used per token, if fewer than all.
    pub active: Option<Quantity>,
    /// Pre-training tokens, if sizes differ.
    pub tokens: Option<Quantity>,
    /// The weights of this size.
    pub checkpoint: Option<Url>,
}

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
    /// The name of the [`Size`] that was measured, if there are several.
    pub size: Option<String>,
    /// How it was measured, such as `5-shot`, in the words of the source.
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
    /// The context length in tokens.
    pub context: Option<u32>,
    /// Whether the weights can be downloaded, under any terms.
    pub open_weights: bool,
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
    pub sources: Vec<Url>,
    /// The paper that introduced it.
    pub paper: Option<Paper>,
    /// The license of the weights.
    pub license: Option<License>,
    /// The sizes, small to large.
    #[serde(default, rename = "size")]
    pub sizes: Vec<Size>,
    /// Benchmark scores.
    #[serde(default, rename = "score")]
    pub scores: Vec<Score>,
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
            aliases: Vec::new(),
            stage,
            organizations: Vec::new(),
            countries: Vec::new(),
            released: None,
            architecture: None,
            context: None,
            open_weights: false,
            languages: Vec::new(),
            training: Vec::new(),
            base_models: Vec::new(),
            links: Vec::new(),
            sources: Vec::new(),
            paper: None,
            license: None,
            sizes: Vec::new(),
            scores: Vec::new(),
            insight: None,
            claims: Vec::new(),
        }
    }

    /// The order of models in a catalogue file: by stage, release and name.
    #[must_use]
    pub fn sort_key(&self) -> (Stage, Option<Date>, String) {
        (self.stage, self.released, self.name.to_lowercase())
    }

    /// The total parameters of the largest size; `None` if no size states them.
    #[must_use]
    pub fn parameters(&self) -> Option<Quantity> {
        self.sizes.iter().filter_map(|size| size.parameters).max()
    }

    /// The numbers of pre-training tokens: those of the model, then those of its sizes.
    pub fn pretraining_tokens(&self) -> impl Iterator<Item = Quantity> {
        let model_tokens = self.training.iter().filter(|data| data.is_pretraining_tokens()).map(|data| data.quantity);
        model_tokens.chain(self.sizes.iter().filter_map(|size| size.tokens))
    }

    /// The address of the first link of a kind.
    #[must_use]
    pub fn link(&self, kind: LinkKind) -> Option<&Url> {
        self.links.iter().find(|link| link.kind == kind).map(|link| &link.url)
    }
}
