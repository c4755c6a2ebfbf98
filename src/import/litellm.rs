//! `model_prices_and_context_window.json` of `LiteLLM`: models as their providers sell them.
//!
//! Contexts, modalities and tools are read from it. It has no dates of release, and its end dates are those of single
//! providers.

use std::collections::HashSet;

use llm_catalog::capability::Modalities;
use serde::Deserialize;

use crate::import::{
    json::{self, CowStr, LineCounter, RawObject},
    result::{ImportError, ImportResult},
    served::{Endpoint, EndpointGroups, ServedModel, check_context, parse_context, parse_modalities},
    warning::{ImportWarning, WarningKind},
};

const REDOWNLOAD_HINT: &str = "save model_prices_and_context_window.json of LiteLLM again and import that file";
const SOURCE_URL: &str = "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json";
/// Describes the keys of a record.
const SAMPLE_KEY: &str = "sample_spec";
/// The modes of language models.
const LANGUAGE_MODEL_MODES: [&str; 3] = ["chat", "completion", "responses"];
/// Ids of providers that differ from those of the makers.
const MAKERS: [(&str, &str); 10] = [
    ("cohere_chat", "cohere"),
    ("dashscope", "alibaba"),
    ("gemini", "google"),
    ("meta_llama", "meta"),
    ("nvidia_nim", "nvidia"),
    ("text-completion-codestral", "mistral"),
    ("text-completion-openai", "openai"),
    ("vertex_ai-language-models", "google-vertex"),
    ("volcengine", "bytedance"),
    ("xiaomi_mimo", "xiaomi"),
];

/// The fields of a model that are used.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    litellm_provider: Option<CowStr<'a>>,
    #[serde(borrow)]
    mode: Option<CowStr<'a>>,
    max_input_tokens: Option<f64>,
    #[serde(borrow)]
    supported_modalities: Option<Vec<CowStr<'a>>>,
    #[serde(borrow)]
    supported_output_modalities: Option<Vec<CowStr<'a>>>,
    supports_vision: Option<bool>,
    supports_function_calling: Option<bool>,
}

/// Imports the file.
///
/// # Errors
///
/// If the text is not an object of models, or holds none.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let RawObject(records) = serde_json::from_str(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
    let (mut result, mut lines, mut groups) =
        (ImportResult::default(), LineCounter::new(text), EndpointGroups::default());
    let mut provider_ids = HashSet::new();
    for (id, value) in records.into_iter().filter(|(id, _)| id != SAMPLE_KEY) {
        let line = lines.line_number(value);
        result.report.rows += 1;
        let pushed = match serde_json::from_str::<Record<'_>>(value.get()) {
            Ok(record) => record
                .to_endpoint(&id)
                .and_then(|endpoint| {
                    provider_ids.insert(endpoint.provider.to_lowercase());
                    groups.push(endpoint)
                })
                .and_then(|()| check_context(record.max_input_tokens, &id, None)),
            Err(error) => Err(WarningKind::InvalidModel {
                id: id.into_owned(),
                provider: None,
                error: json::message_without_position(&error),
            }),
        };
        if let Err(kind) = pushed {
            result.warnings.push(ImportWarning { line, kind });
        }
    }
    if groups.is_empty() && result.warnings.is_empty() {
        return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") });
    }
    result.models = groups.into_models(SOURCE_URL, &provider_ids);
    Ok(result)
}

impl Record<'_> {
    /// # Errors
    ///
    /// A warning, if it is not a language model.
    fn to_endpoint(&self, id: &str) -> Result<Endpoint, WarningKind> {
        let mode = self.mode.as_ref().map_or("chat", |mode| &*mode.0);
        if !LANGUAGE_MODEL_MODES.contains(&mode) {
            return Err(WarningKind::OtherTask { id: id.to_owned(), task: mode.to_owned() });
        }
        let provider = self.litellm_provider.as_ref().map_or("", |provider| &*provider.0);
        // The first part of an id is the provider: `bedrock/us-east-1/anthropic.claude-3-5-sonnet-20240620-v1:0`.
        let own_id = id.strip_prefix(provider).and_then(|id| id.strip_prefix('/')).unwrap_or(id);
        let maker = MAKERS.into_iter().find(|(alias, _)| *alias == provider).map_or(provider, |(_, maker)| maker);
        let model = ServedModel {
            context: parse_context(self.max_input_tokens),
            modalities: self.modalities(),
            tools: self.supports_function_calling.filter(|calls| *calls),
            ..ServedModel::default()
        };
        if model.context.is_none() && model.modalities.is_none() {
            return Err(WarningKind::NoFigures(id.to_owned()));
        }
        Ok(Endpoint::new(maker, own_id, model))
    }

    /// Where the file has no list, only that a model reads images is certain.
    fn modalities(&self) -> Option<Modalities> {
        let words =
            |words: &Option<Vec<CowStr<'_>>>| words.iter().flatten().map(|word| word.0.to_string()).collect::<Vec<_>>();
        let (input, output) = (words(&self.supported_modalities), words(&self.supported_output_modalities));
        if input.is_empty() {
            return self
                .supports_vision
                .filter(|reads| *reads)
                .and_then(|_| parse_modalities(["text", "image"], ["text"]));
        }
        let output = if output.is_empty() { vec!["text".to_owned()] } else { output };
        parse_modalities(input.iter().map(String::as_str), output.iter().map(String::as_str))
    }
}
