//! Endpoints: a model as one provider serves it.

use llm_catalog::{
    capability::{Modalities, Modality, Reasoning},
    date::Date,
    license::License,
    lifecycle::LifecycleStatus,
    link::Link,
};

use crate::import::{
    cell::missing::is_missing_value,
    json::whole_number,
    model_name,
    served::model_id::ProviderModelId,
    vendor::{self, Vendor},
    warning::{Direction, WarningKind},
};

/// Parts of the names of embedding and reranking models, which lists give text output.
const EMBEDDING_KEYWORDS: [&str; 3] = ["embed", "rerank", "bge-"];

/// A model at a provider.
pub(in crate::import) struct Endpoint {
    /// The id of the provider.
    pub(in crate::import) provider: String,
    /// The documentation of the provider.
    pub(super) doc_url: Option<String>,
    /// The id at the provider, as written.
    pub(super) id: String,
    pub(super) model_id: ProviderModelId,
    pub(super) model: ServedModel,
    /// Whether this is what the maker says of its model, wherever that is served.
    pub(super) is_of_maker: bool,
}

/// What a list states of a model at a provider; `None` or empty for what it does not.
#[derive(Default)]
pub(in crate::import) struct ServedModel {
    pub(in crate::import) name: Option<String>,
    pub(in crate::import) released: Option<Date>,
    /// Since when the list has it.
    pub(in crate::import) listed_since: Option<Date>,
    pub(in crate::import) context: Option<u32>,
    pub(in crate::import) modalities: Option<Modalities>,
    /// How it reasons; `None` if the list says only [that it does](Self::reasons).
    pub(in crate::import) reasoning: Option<Reasoning>,
    /// Whether it reasons in any way.
    pub(in crate::import) reasons: Option<bool>,
    pub(in crate::import) tools: Option<bool>,
    pub(in crate::import) knowledge: Option<Date>,
    pub(in crate::import) status: Option<LifecycleStatus>,
    pub(in crate::import) open_weights: Option<bool>,
    pub(in crate::import) license: Option<License>,
    pub(in crate::import) links: Vec<Link>,
}

impl Endpoint {
    /// The model `id` of a provider.
    pub(in crate::import) fn new(provider: &str, id: &str, model: ServedModel) -> Self {
        let model_id = ProviderModelId::parse(id);
        Self { provider: provider.to_owned(), doc_url: None, id: id.to_owned(), model_id, model, is_of_maker: false }
    }

    /// The endpoint with the documentation of its provider.
    pub(in crate::import) fn with_doc_url(self, doc_url: Option<String>) -> Self {
        Self { doc_url, ..self }
    }

    /// The endpoint as what the maker says of its model.
    pub(in crate::import) fn of_maker(self) -> Self {
        Self { is_of_maker: true, ..self }
    }

    /// Whether this is the record of a maker: that of the maker itself, or the model at the maker's own provider.
    pub(super) fn is_first_party(&self, organization: Option<&str>) -> bool {
        // The names of new models may be like none before, so that only the maker tells whose they are.
        let vendor = vendor::by_alias(&self.provider).map(|vendor| vendor.organization);
        self.is_of_maker || vendor.is_some() && vendor == organization
    }

    /// The vendor, if this is its own provider and the model is its own.
    pub(super) fn first_party_vendor(&self) -> Option<&'static Vendor> {
        vendor::by_alias(&self.provider).filter(|vendor| vendor.owns_model(&self.model_id.name))
    }

    /// Whether the provider added nothing to the id.
    pub(super) fn has_unmodified_id(&self) -> bool {
        self.id.rsplit('/').next().is_some_and(|id| id.eq_ignore_ascii_case(&self.model_id.name))
    }

    /// The key of the model's entry.
    ///
    /// # Errors
    ///
    /// A warning, if it is not a language model.
    pub(super) fn check(&self) -> Result<String, WarningKind> {
        let (id, provider) = (self.id.clone(), self.provider.clone());
        if let Some(Modalities { input, output }) = &self.model.modalities {
            for (modalities, direction) in [(input, Direction::Input), (output, Direction::Output)] {
                if !modalities.is_empty() && !modalities.contains(&Modality::Text) {
                    return Err(WarningKind::NoText { id, provider: Some(provider), direction });
                }
            }
        }
        let name = &self.model_id.name;
        if EMBEDDING_KEYWORDS.iter().any(|keyword| name.contains(keyword)) {
            return Err(WarningKind::Embedding { id, provider });
        }
        let words = model_name::lowercase_words(name);
        if words.last().is_some_and(|word| word == "auto") || words.iter().any(|word| word == "router") {
            return Err(WarningKind::Router { id, provider });
        }
        self.model_id.canonical_key().ok_or(WarningKind::NoId { id, provider: Some(provider) })
    }
}

/// A context length in tokens. Lists give 0 for a model without one, such as speech recognition.
pub(in crate::import) fn parse_context(tokens: Option<f64>) -> Option<u32> {
    tokens.and_then(whole_number).and_then(|tokens| u32::try_from(tokens).ok()).filter(|tokens| *tokens > 0)
}

/// Checks that a number is a context length, unlike 500.7. Zero stands for an unknown one.
pub(in crate::import) fn check_context(
    tokens: Option<f64>,
    id: &str,
    provider: Option<&str>,
) -> Result<(), WarningKind> {
    match tokens.filter(|tokens| *tokens != 0.0 && parse_context(Some(*tokens)).is_none()) {
        Some(tokens) => {
            let (id, provider) = (id.to_owned(), provider.map(str::to_owned));
            Err(WarningKind::InvalidContext { id, provider, tokens: tokens.to_string() })
        }
        None => Ok(()),
    }
}

/// Checks that a text is a date, unless it says that none is known.
pub(in crate::import) fn check_date(date: Option<&str>, id: &str, provider: Option<&str>) -> Result<(), WarningKind> {
    match date.filter(|date| !is_missing_value(date) && date.parse::<Date>().is_err()) {
        Some(date) => {
            let (id, provider) = (id.to_owned(), provider.map(str::to_owned));
            Err(WarningKind::InvalidDate { id, provider, date: date.to_owned() })
        }
        None => Ok(()),
    }
}

/// The kinds of content by the words of lists, in the catalogue's order; `None` if there are none. Kinds that a
/// catalogue does not have, such as embeddings, are left out.
pub(in crate::import) fn parse_modalities<'a>(
    input: impl IntoIterator<Item = &'a str>,
    output: impl IntoIterator<Item = &'a str>,
) -> Option<Modalities> {
    let (input, output) = (parse_kinds(input), parse_kinds(output));
    (!input.is_empty() || !output.is_empty()).then_some(Modalities { input, output })
}

fn parse_kinds<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<Modality> {
    let parse = |word: &str| match word.trim().to_lowercase().as_str() {
        "text" | "code" => Some(Modality::Text),
        "image" | "images" | "vision" => Some(Modality::Image),
        "audio" | "speech" => Some(Modality::Audio),
        "video" => Some(Modality::Video),
        "pdf" | "file" | "document" => Some(Modality::Document),
        _ => None,
    };
    let mut kinds: Vec<_> = words.into_iter().filter_map(parse).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
