//! The models of `OpenRouter` (<https://openrouter.ai/api/v1/models>).
//!
//! The list has one record for each model, and more for its prices and settings. It says when a model was added there,
//! not when it was released; that date becomes a claim.

use std::collections::HashSet;

use llm_catalog::{
    capability::Modalities,
    date::Date,
    link::{Link, LinkKind, Url},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::import::{
    json::{self, CowStr, LineCounter, whole_number},
    result::{ImportError, ImportResult},
    served::{Endpoint, EndpointGroups, ServedModel, check_context, check_date, parse_context, parse_modalities},
    warning::{ImportWarning, Service, WarningKind},
};

const REDOWNLOAD_HINT: &str = "save https://openrouter.ai/api/v1/models again and import that file";
const SOURCE_URL: &str = "https://openrouter.ai/models";
const PROVIDER: &str = "openrouter";

/// The answer of the API.
#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

/// The fields of a model that are used.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    id: CowStr<'a>,
    #[serde(borrow)]
    name: Option<CowStr<'a>>,
    #[serde(borrow)]
    hugging_face_id: Option<CowStr<'a>>,
    created: Option<f64>,
    context_length: Option<f64>,
    #[serde(borrow)]
    architecture: Option<Architecture<'a>>,
    #[serde(borrow)]
    supported_parameters: Option<Vec<CowStr<'a>>>,
    #[serde(borrow)]
    knowledge_cutoff: Option<CowStr<'a>>,
}

#[derive(Deserialize)]
struct Architecture<'a> {
    /// `text+image->text`, in older lists the only statement.
    #[serde(borrow)]
    modality: Option<CowStr<'a>>,
    #[serde(borrow, default)]
    input_modalities: Vec<CowStr<'a>>,
    #[serde(borrow, default)]
    output_modalities: Vec<CowStr<'a>>,
}

/// Imports the list.
///
/// # Errors
///
/// If the text is not JSON as the API returns it, or holds no models.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let to_error = |error| json::import_error(&error, REDOWNLOAD_HINT);
    let records = if text.trim_start().starts_with('[') {
        json::raw_values(text).map_err(to_error)?
    } else {
        serde_json::from_str::<Answer<'_>>(text).map_err(to_error)?.data
    };
    let (mut result, mut lines, mut groups) =
        (ImportResult::default(), LineCounter::new(text), EndpointGroups::by_owner());
    for record in records {
        let line = lines.line_number(record);
        result.report.rows += 1;
        let warnings = match serde_json::from_str::<Record<'_>>(record.get()) {
            // `~openai/gpt-mini-latest`
            Ok(record) if record.id.0.starts_with('~') => vec![WarningKind::LatestOfSeveral(record.id.0.to_string())],
            Ok(record) => {
                let id = &record.id.0;
                let knowledge = record.knowledge_cutoff.as_ref().map(|date| &*date.0);
                let checked = [check_context(record.context_length, id, None), check_date(knowledge, id, None)];
                match groups.push(record.to_endpoint()) {
                    Ok(()) => checked.into_iter().filter_map(Result::err).collect(),
                    Err(kind) => vec![kind],
                }
            }
            Err(error) => {
                vec![WarningKind::NotOfService(Service::OpenRouter, json::message_without_position(&error))]
            }
        };
        result.warnings.extend(warnings.into_iter().map(|kind| ImportWarning { line, kind }));
    }
    if groups.is_empty() && result.warnings.is_empty() {
        return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") });
    }
    result.models = groups.into_models(SOURCE_URL, &HashSet::from([PROVIDER.to_owned()]));
    Ok(result)
}

impl Record<'_> {
    fn to_endpoint(&self) -> Endpoint {
        // `Anthropic: Claude Opus 4.7`
        let name = self.name.as_ref().map(|name| name.0.split_once(": ").map_or(&*name.0, |(_, name)| name));
        let repository = self.hugging_face_id.as_ref().map(|id| &*id.0).filter(|id| !id.is_empty());
        let checkpoint = repository.and_then(|id| Url::try_from(format!("https://huggingface.co/{id}")).ok());
        let model = ServedModel {
            name: name.map(str::to_owned),
            listed_since: self.created.and_then(whole_number).and_then(Date::from_unix_seconds),
            context: parse_context(self.context_length),
            modalities: self.architecture.as_ref().and_then(Architecture::modalities),
            // That none of the providers there calls tools says nothing of the model.
            tools: self.supported_parameters.iter().flatten().any(|parameter| parameter.0 == "tools").then_some(true),
            knowledge: self.knowledge_cutoff.as_ref().and_then(|date| date.0.parse().ok()),
            open_weights: repository.map(|_| true),
            links: checkpoint.into_iter().map(|url| Link { kind: LinkKind::Checkpoint, url }).collect(),
            ..ServedModel::default()
        };
        Endpoint::new(PROVIDER, &self.id.0, model)
    }
}

impl Architecture<'_> {
    fn modalities(&self) -> Option<Modalities> {
        let words = |words: &[CowStr<'_>]| words.iter().map(|word| word.0.to_string()).collect::<Vec<_>>();
        let (mut input, mut output) = (words(&self.input_modalities), words(&self.output_modalities));
        if input.is_empty() && output.is_empty() {
            let (taken, given) = self.modality.as_ref()?.0.split_once("->")?;
            (input, output) =
                (taken.split('+').map(str::to_owned).collect(), given.split('+').map(str::to_owned).collect());
        }
        parse_modalities(input.iter().map(String::as_str), output.iter().map(String::as_str))
    }
}
