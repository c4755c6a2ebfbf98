//! One repository of the Hub, as its API writes it.

use std::{borrow::Cow, collections::HashMap};

use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use llm_catalog::quantity::Quantity;

use crate::import::json::CowStr;

/// A repository, as far as it is asked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Repository<'a> {
    #[serde(borrow)]
    pub(super) id: Option<CowStr<'a>>,
    #[serde(borrow)]
    pub(super) model_id: Option<CowStr<'a>>,
    #[serde(borrow, default)]
    pub(super) tags: Vec<CowStr<'a>>,
    #[serde(borrow, rename = "pipeline_tag")]
    pub(super) task: Option<CowStr<'a>>,
    #[serde(borrow, rename = "library_name")]
    pub(super) library: Option<CowStr<'a>>,
    #[serde(borrow)]
    pub(super) created_at: Option<CowStr<'a>>,
    #[serde(borrow)]
    pub(super) card_data: Option<CardData<'a>>,
    #[serde(borrow)]
    pub(super) safetensors: Option<SafetensorsInfo<'a>>,
    pub(super) config: Option<Config>,
}

/// What the head of the model's own page says.
#[derive(Default, Deserialize)]
pub(super) struct CardData<'a> {
    #[serde(borrow, default)]
    pub(super) license: OneOrMany<'a>,
    #[serde(borrow, default)]
    pub(super) license_name: OneOrMany<'a>,
    #[serde(borrow, default)]
    pub(super) license_link: OneOrMany<'a>,
    #[serde(borrow, default)]
    pub(super) language: OneOrMany<'a>,
    #[serde(borrow, default)]
    pub(super) base_model: OneOrMany<'a>,
}

/// A text or several; people write the heads of their pages as they like.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<'a> {
    One(#[serde(borrow)] CowStr<'a>),
    Many(#[serde(borrow)] Vec<CowStr<'a>>),
    Other(IgnoredAny),
}

impl Default for OneOrMany<'_> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany<'_> {
    pub(super) fn values(&self) -> Vec<&str> {
        match self {
            Self::One(text) => vec![&text.0],
            Self::Many(texts) => texts.iter().map(|text| text.0.as_ref()).collect(),
            Self::Other(_) => Vec::new(),
        }
    }
}

/// The numbers in the weight files, by their type.
#[derive(Deserialize)]
pub(super) struct SafetensorsInfo<'a> {
    #[serde(borrow, default)]
    parameters: HashMap<Cow<'a, str>, u64>,
    total: Option<u64>,
}

/// The keys under which configurations tell the longest input.
#[derive(Deserialize)]
pub(super) struct Config {
    max_position_embeddings: Option<Value>,
    n_positions: Option<Value>,
    max_sequence_length: Option<Value>,
    max_seq_len: Option<Value>,
    seq_length: Option<Value>,
    #[serde(rename = "text_config")]
    nested: Option<Box<Config>>,
}

impl Repository<'_> {
    /// Its name on the Hub: `meta-llama/Llama-3.1-8B`.
    pub(super) fn repo_id(&self) -> Option<&str> {
        self.id.as_ref().or(self.model_id.as_ref()).map(|id| id.0.as_ref()).filter(|path| !path.is_empty())
    }

    pub(super) fn has_any_tag(&self, tags: &[&str]) -> bool {
        self.tags.iter().any(|tag| tags.iter().any(|wanted| tag.0.eq_ignore_ascii_case(wanted)))
    }

    /// What the tags with this beginning say.
    pub(super) fn tag_values<'b>(&'b self, prefix: &'b str) -> impl Iterator<Item = &'b str> {
        self.tags.iter().filter_map(move |tag| tag.0.strip_prefix(prefix))
    }
}

impl SafetensorsInfo<'_> {
    /// The parameters, where (nearly) all are floating-point numbers.
    pub(super) fn parameters(&self) -> Option<Quantity> {
        let is_float = |kind: &str| kind.starts_with('F') || kind.starts_with("BF");
        let packed = self.parameters.iter().filter(|(kind, _)| !is_float(kind)).map(|(_, count)| *count);
        let packed = packed.fold(0, u64::saturating_add);
        let total = self.total.unwrap_or_else(|| self.parameters.values().copied().fold(0, u64::saturating_add));
        (total > 0 && packed <= total / 100).then_some(Quantity(total))
    }
}

impl Config {
    pub(super) fn context(&self) -> Option<u32> {
        let keys = [
            &self.max_position_embeddings,
            &self.n_positions,
            &self.max_sequence_length,
            &self.max_seq_len,
            &self.seq_length,
        ];
        let told = keys.into_iter().flatten().find_map(|value| u32::try_from(value.as_u64()?).ok());
        told.filter(|context| *context > 0).or_else(|| self.nested.as_ref()?.context())
    }
}
