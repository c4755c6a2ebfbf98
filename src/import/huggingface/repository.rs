//! A repository of the Hub, as its API returns it.

use std::{borrow::Cow, collections::HashMap};

use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::Value;

use llm_catalog::quantity::Quantity;

use crate::import::json::CowStr;

/// The fields of a repository that are used, as the API names them (`createdAt`) or Python and `hf models ls`
/// (`created_at`).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Repository<'a> {
    #[serde(borrow)]
    id: Option<CowStr<'a>>,
    #[serde(borrow, alias = "model_id")]
    model_id: Option<CowStr<'a>>,
    #[serde(borrow, default, deserialize_with = "null_as_default")]
    pub(super) tags: Vec<CowStr<'a>>,
    #[serde(borrow, rename = "pipeline_tag")]
    pub(super) task: Option<CowStr<'a>>,
    #[serde(borrow, rename = "library_name")]
    pub(super) library_name: Option<CowStr<'a>>,
    #[serde(borrow, alias = "created_at")]
    pub(super) created_at: Option<CowStr<'a>>,
    #[serde(borrow, alias = "card_data")]
    pub(super) card_data: Option<CardData<'a>>,
    #[serde(borrow)]
    pub(super) safetensors: Option<SafetensorsInfo<'a>>,
    pub(super) config: Option<Config>,
}

/// Python writes `null` where the API has no key.
fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The metadata of the model card.
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

/// A string or several. Authors write cards by hand; values of other types are ignored.
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

    pub(super) fn first(&self) -> Option<&str> {
        self.values().first().copied()
    }
}

/// The number of values in the weight files, by data type.
#[derive(Deserialize)]
pub(super) struct SafetensorsInfo<'a> {
    #[serde(borrow, default, deserialize_with = "null_as_default")]
    parameters: HashMap<Cow<'a, str>, u64>,
    total: Option<u64>,
}

/// The keys of the maximum input length in configurations.
#[derive(Deserialize)]
pub(super) struct Config {
    max_position_embeddings: Option<Value>,
    n_positions: Option<Value>,
    max_sequence_length: Option<Value>,
    max_seq_len: Option<Value>,
    seq_length: Option<Value>,
    #[serde(rename = "text_config")]
    text: Option<Box<Config>>,
}

impl Repository<'_> {
    /// The name with its owner: `meta-llama/Llama-3.1-8B`.
    pub(super) fn repo_id(&self) -> Option<&str> {
        self.id.as_ref().or(self.model_id.as_ref()).map(|id| id.0.as_ref()).filter(|repo_id| !repo_id.is_empty())
    }

    pub(super) fn has_any_tag(&self, tags: &[&str]) -> bool {
        self.tags.iter().any(|tag| tags.iter().any(|other| tag.0.eq_ignore_ascii_case(other)))
    }

    /// The rest of each tag with this prefix.
    pub(super) fn tag_values<'b>(&'b self, prefix: &'b str) -> impl Iterator<Item = &'b str> {
        self.tags.iter().filter_map(move |tag| tag.0.strip_prefix(prefix))
    }
}

impl SafetensorsInfo<'_> {
    /// The number of parameters. `None` if more than 1 % of the values are not
    /// floating-point numbers: packed integers hold several parameters each.
    pub(super) fn parameters(&self) -> Option<Quantity> {
        let is_float = |dtype: &str| dtype.starts_with('F') || dtype.starts_with("BF");
        let packed = self.parameters.iter().filter(|(dtype, _)| !is_float(dtype)).map(|(_, count)| *count);
        let packed = checked_sum(packed)?;
        let total = self.total.or_else(|| checked_sum(self.parameters.values().copied()))?;
        (total > 0 && packed <= total / 100).then_some(Quantity(total))
    }
}

fn checked_sum(mut counts: impl Iterator<Item = u64>) -> Option<u64> {
    counts.try_fold(0, u64::checked_add)
}

impl Config {
    /// The maximum input length in tokens.
    pub(super) fn context(&self) -> Option<u32> {
        let values = [
            &self.max_position_embeddings,
            &self.n_positions,
            &self.max_sequence_length,
            &self.max_seq_len,
            &self.seq_length,
        ];
        let context = values.into_iter().flatten().find_map(|value| u32::try_from(value.as_u64()?).ok());
        context.filter(|context| *context > 0).or_else(|| self.text.as_ref()?.context())
    }
}
