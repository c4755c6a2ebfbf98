//! Endpoints: a model as one provider serves it.

use llm_catalog::Foreign;
use serde::Deserialize;

use crate::import::{
    json::{self, CowStr},
    model_name,
    models_dev::model_id::ProviderModelId,
    vendor::{self, Vendor},
};

/// Parts of the names of embedding and reranking models, which models.dev lists with text output.
const EMBEDDING_KEYWORDS: [&str; 3] = ["embed", "rerank", "bge-"];

/// A model at a provider.
pub(super) struct Endpoint<'a> {
    pub(super) provider: String,
    /// The documentation of the provider.
    pub(super) doc_url: Option<String>,
    /// The id at the provider, in lower case.
    pub(super) id: String,
    pub(super) model_id: ProviderModelId,
    pub(super) model: ServedModel<'a>,
}

/// The fields of a model that are used.
#[derive(Deserialize)]
pub(super) struct ServedModel<'a> {
    #[serde(borrow)]
    pub(super) name: Option<CowStr<'a>>,
    #[serde(borrow)]
    pub(super) release_date: Option<CowStr<'a>>,
    pub(super) open_weights: Option<bool>,
    #[serde(borrow)]
    modalities: Option<Modalities<'a>>,
    pub(super) limit: Option<Limit>,
}

#[derive(Deserialize)]
struct Modalities<'a> {
    #[serde(borrow, default)]
    input: Vec<CowStr<'a>>,
    #[serde(borrow, default)]
    output: Vec<CowStr<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Limit {
    pub(super) context: Option<u32>,
}

impl Endpoint<'_> {
    /// The vendor, if this is its own provider and the model is its own.
    pub(super) fn first_party_vendor(&self) -> Option<&'static Vendor> {
        vendor::by_alias(&self.provider).filter(|vendor| vendor.owns_model(&self.model_id.name))
    }
}

/// Parses a model at a provider and returns it with the key of its entry.
///
/// # Errors
///
/// A warning, if it is malformed or not a language model.
pub(super) fn parse_endpoint<'a>(
    provider: String,
    doc_url: Option<String>,
    id: &str,
    json: &'a str,
) -> Result<(String, Endpoint<'a>), String> {
    let label = format!("`{}` of `{}`", Foreign::new(id), Foreign::new(&provider));
    let model: ServedModel<'_> =
        serde_json::from_str(json).map_err(|error| format!("{label}: {}", json::message_without_position(&error)))?;
    if let Some(Modalities { input, output }) = &model.modalities {
        for (modalities, name) in [(input, "input"), (output, "output")] {
            if !modalities.is_empty() && !modalities.iter().any(|modality| modality.0 == "text") {
                return Err(format!("{label} has no text {name}"));
            }
        }
    }
    let model_id = ProviderModelId::parse(id);
    if EMBEDDING_KEYWORDS.iter().any(|keyword| model_id.name.contains(keyword)) {
        return Err(format!("{label} is an embedding or reranking model"));
    }
    if model_name::lowercase_words(&model_id.name).iter().any(|word| word == "auto" || word == "router") {
        return Err(format!("{label} routes requests to other models"));
    }
    let key = model_id.canonical_key().ok_or_else(|| format!("{label}: cannot make an id from this name"))?;
    Ok((key, Endpoint { provider, doc_url, id: id.to_lowercase(), model_id, model }))
}
