//! A language model, as the catalogue describes it.

use serde::{Deserialize, Serialize};

use crate::{
    CatalogMeta,
    claim::Claim,
    date::Date,
    id::Id,
    license::License,
    link::{Link, LinkKind, Url},
    localized::LocalizedText,
    parent::Parent,
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
};

/// How the released artefact was trained; the catalogue's tabs.
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
    /// Every stage, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Base, Self::Sft, Self::Rlhf];
}

/// The shape of the network.
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
    /// The same with sparsely activated experts.
    HybridMoe,
    /// A transformer that writes all tokens of a block at once, by denoising.
    Diffusion,
}

impl Architecture {
    /// Every one of them.
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
    /// As people call it: `7B`, `XXL`.
    pub name: String,
    /// All parameters.
    pub parameters: Option<Quantity>,
    /// Parameters used for one token, where that is fewer than all.
    pub active: Option<Quantity>,
    /// Tokens seen in pre-training, where sizes differ.
    pub tokens: Option<Quantity>,
    /// Where the weights of this size are.
    pub checkpoint: Option<Url>,
}

/// The paper that introduced a model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Its first authors; a last entry `others` stands for the rest.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The year it came out.
    pub year: Option<u16>,
    /// Its arXiv id, such as `2302.13971`.
    pub arxiv: Option<String>,
    /// Its DOI.
    pub doi: Option<String>,
}

/// A result on a benchmark.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The id of a [`Benchmark`](crate::Benchmark).
    pub benchmark: Id,
    /// The name of the [`Size`] it was measured on, where there are several.
    pub size: Option<String>,
    /// How it was measured, such as `5-shot`, in the words of who reports it.
    pub setting: Option<String>,
    /// Who reports it, where these are not the makers of the model or of the benchmark.
    #[serde(rename = "by")]
    pub reported_by: Option<String>,
    /// The result, in the benchmark's own unit.
    pub value: f64,
    /// Where it was published.
    pub source: Url,
}

/// A language model.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Its permanent name.
    pub id: Id,
    /// As the authors write it.
    pub name: String,
    /// Other spellings people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// How it was trained.
    pub stage: Stage,
    /// Who trained it; lists of whole hubs do not always tell.
    #[serde(default)]
    pub organizations: Vec<String>,
    /// Where they are: ISO 3166-1 alpha-2 codes.
    #[serde(default)]
    pub countries: Vec<String>,
    /// When it came out.
    pub released: Option<Date>,
    /// The shape of the network.
    pub architecture: Option<Architecture>,
    /// The longest input, in tokens.
    pub context: Option<u32>,
    /// Whether the weights can be downloaded, on whatever terms.
    pub open_weights: bool,
    /// BCP 47 codes, the main one first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What it was trained on, the main figure first.
    #[serde(default)]
    pub training: Vec<TrainingData>,
    /// Its parents.
    #[serde(default)]
    pub base_models: Vec<Parent>,
    /// Where its paper, checkpoint and pages are, in order of use.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Where the figures were checked.
    #[serde(default)]
    pub sources: Vec<Url>,
    /// Its paper.
    pub paper: Option<Paper>,
    /// The license of its weights.
    pub license: Option<License>,
    /// The sizes of its family, small to large.
    #[serde(default, rename = "size")]
    pub sizes: Vec<Size>,
    /// Results on benchmarks.
    #[serde(default, rename = "score")]
    pub scores: Vec<Score>,
    /// What was new and why it mattered; lists of whole hubs do not tell.
    pub insight: Option<LocalizedText>,
    /// Where sources disagree.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

impl Model {
    /// A model of which no more is known.
    #[must_use]
    pub fn new(id: Id, name: String, stage: Stage) -> Self {
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

    /// Where it stands in a catalogue that people edit: by stage, release and name.
    #[must_use]
    pub fn sort_key(&self) -> (Stage, Option<Date>, String) {
        (self.stage, self.released, self.name.to_lowercase())
    }

    /// The parameters of its largest size.
    #[must_use]
    pub fn parameters(&self) -> Option<Quantity> {
        self.sizes.iter().filter_map(|size| size.parameters).max()
    }

    /// Its best score on a benchmark.
    #[must_use]
    pub fn best_score(&self, benchmark: &Id) -> Option<f64> {
        let values = self.scores.iter().filter(|score| score.benchmark == *benchmark).map(|score| score.value);
        values.max_by(f64::total_cmp)
    }

    /// Its best score on the [main benchmark](Head::main_benchmark).
    #[must_use]
    pub fn active_benchmark_score(&self, head: &CatalogMeta) -> Option<f64> {
        self.best_score(&head.active_benchmark()?.id)
    }

    /// The tokens that it saw in pre-training, of every size.
    pub fn pretraining_tokens(&self) -> impl Iterator<Item = Quantity> {
        let trained =
            |training: &&TrainingData| training.kind == TrainingKind::Trained && training.unit == TrainingUnit::Tokens;
        let of_sizes = self.sizes.iter().filter_map(|size| size.tokens);
        self.training.iter().filter(trained).map(|training| training.quantity).chain(of_sizes)
    }

    /// Its first link of a kind.
    #[must_use]
    pub fn link(&self, kind: LinkKind) -> Option<&Url> {
        self.links.iter().find(|link| link.kind == kind).map(|link| &link.url)
    }
}
