//! The files of models.dev: `api.json` (the models of each provider), `models.json` (the models of each lab) and
//! `catalog.json` (both).
//!
//! What a lab says of its models counts as the maker's own record.

mod record;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::import::{
    json::{self, CowStr, LineCounter, RawObject},
    models_dev::record::Record,
    result::{ImportError, ImportResult},
    served::{Endpoint, EndpointGroups, ServedModel, check_context, check_date},
    warning::{ImportWarning, WarningKind},
};

const REDOWNLOAD_HINT: &str = "save https://models.dev/api.json again and import that file";
/// The source of every entry.
const SOURCE_URL: &str = "https://models.dev";

/// The fields of a provider that are used.
#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow)]
    doc: Option<CowStr<'a>>,
    #[serde(borrow)]
    models: RawObject<'a>,
}

/// The parts of `catalog.json`.
#[derive(Deserialize)]
struct CatalogJson<'a> {
    #[serde(borrow)]
    models: RawObject<'a>,
    #[serde(borrow)]
    providers: RawObject<'a>,
}

/// Imports `api.json`, `models.json` or `catalog.json`.
///
/// # Errors
///
/// If the text is not an object of providers or models, or holds no models.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let mut importer = Importer { lines: LineCounter::new(text), ..Importer::default() };
    if let Ok(CatalogJson { models, providers }) = serde_json::from_str(text) {
        // Lines are counted forwards, and either part may be the first.
        importer.import_labs(models);
        importer.lines = LineCounter::new(text);
        importer.import_providers(providers);
    } else {
        let members: RawObject<'_> =
            serde_json::from_str(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
        if is_of_models(&members) {
            importer.import_labs(members);
        } else {
            importer.import_providers(members);
        }
    }
    importer.finish()
}

/// Whether the members are models rather than providers, which have models.
fn is_of_models(members: &RawObject<'_>) -> bool {
    let is_model = |value: &&RawValue| {
        serde_json::from_str(value.get()).is_ok_and(|RawObject(keys)| {
            !keys.iter().any(|(key, _)| key == "models") && keys.iter().any(|(key, _)| key == "id" || key == "limit")
        })
    };
    members.0.first().is_some_and(|(_, value)| is_model(value))
}

#[derive(Default)]
struct Importer<'a> {
    lines: LineCounter<'a>,
    groups: EndpointGroups,
    provider_ids: HashSet<String>,
    result: ImportResult,
}

impl Importer<'_> {
    fn warn(&mut self, line: usize, kind: WarningKind) {
        self.result.warnings.push(ImportWarning { line, kind });
    }

    fn import_providers(&mut self, RawObject(providers): RawObject<'_>) {
        self.provider_ids.extend(providers.iter().map(|(id, _)| id.to_lowercase()));
        for (provider_id, value) in providers {
            let line = self.lines.line_number(value);
            let provider: Provider<'_> = match serde_json::from_str(value.get()) {
                Ok(provider) => provider,
                Err(error) => {
                    let error = json::message_without_position(&error);
                    self.warn(line, WarningKind::InvalidProvider { id: provider_id.into_owned(), error });
                    continue;
                }
            };
            let doc_url = provider.doc.map(|doc| doc.0.into_owned());
            for (id, value) in provider.models.0 {
                let to_endpoint = |model| Endpoint::new(&provider_id, &id, model).with_doc_url(doc_url.clone());
                self.import_model(&provider_id, &id, value, to_endpoint);
            }
        }
    }

    /// Imports models whose ids begin with that of their lab: `anthropic/claude-opus-4-5`.
    fn import_labs(&mut self, RawObject(models): RawObject<'_>) {
        for (id, value) in models {
            let lab = id.split_once('/').map_or("", |(lab, _)| lab);
            self.import_model(lab, &id, value, |model| Endpoint::new(lab, &id, model).of_maker());
        }
    }

    fn import_model(
        &mut self,
        provider: &str,
        id: &str,
        value: &RawValue,
        to_endpoint: impl FnOnce(ServedModel) -> Endpoint,
    ) {
        let line = self.lines.line_number(value);
        self.result.report.rows += 1;
        let warnings = match serde_json::from_str::<Record<'_>>(value.get()) {
            Ok(record) => {
                let context = check_context(record.context(), id, Some(provider));
                let [released, knowledge] = record.dates().map(|date| check_date(date, id, Some(provider)));
                match self.groups.push(to_endpoint(record.into_model())) {
                    Ok(()) => [context, released, knowledge].into_iter().filter_map(Result::err).collect(),
                    Err(kind) => vec![kind],
                }
            }
            Err(error) => {
                let (id, provider) = (id.to_owned(), Some(provider.to_owned()));
                vec![WarningKind::InvalidModel { id, provider, error: json::message_without_position(&error) }]
            }
        };
        for kind in warnings {
            self.warn(line, kind);
        }
    }

    fn finish(mut self) -> Result<ImportResult, ImportError> {
        if self.groups.is_empty() && self.result.warnings.is_empty() {
            return Err(ImportError { line: 1, message: format!("no models found; {REDOWNLOAD_HINT}") });
        }
        self.result.models = self.groups.into_models(SOURCE_URL, &self.provider_ids);
        self.result.warnings.sort_by_key(|warning| warning.line);
        Ok(self.result)
    }
}
