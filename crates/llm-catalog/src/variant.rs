//! The variants of a model: sizes, dated versions, tiers and modes that have figures of their own.

use serde::{Deserialize, Serialize};

use crate::{
    architecture::Architecture,
    capability::{Modalities, Reasoning},
    date::Date,
    license::License,
    lifecycle::Lifecycle,
    link::Url,
    parent::Parent,
    quantity::Quantity,
    shape::Shape,
    stage::Stage,
    weights::Weights,
};

/// A variant of a model. What it does not state is as in the model.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The usual name, such as `7B`, `0528` or `mini`.
    pub name: String,
    /// Names of this variant alone, such as `Qwen2-7B`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The training stage.
    pub stage: Option<Stage>,
    /// The release date.
    pub released: Option<Date>,
    /// The architecture of the network.
    pub architecture: Option<Architecture>,
    /// All parameters.
    pub parameters: Option<Quantity>,
    /// Parameters used per token, if fewer than all.
    pub active: Option<Quantity>,
    /// Pre-training tokens of this variant.
    pub tokens: Option<Quantity>,
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
    /// The end of its knowledge.
    pub knowledge: Option<Date>,
    /// Whether it can still be used.
    pub lifecycle: Option<Lifecycle>,
    /// Whether the weights can be downloaded.
    pub open_weights: Option<bool>,
    /// Its parents.
    pub base_models: Option<Vec<Parent>>,
    /// The weights of this variant.
    pub checkpoint: Option<Url>,
    /// The license of its weights.
    pub license: Option<License>,
    /// The number format and size of its weights.
    pub weights: Option<Weights>,
    /// The dimensions of its network.
    pub shape: Option<Shape>,
}

impl Variant {
    /// A variant of which nothing else is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}
