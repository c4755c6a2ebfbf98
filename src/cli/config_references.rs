//! What the configuration refers to: files, benchmarks, and the names in saved queries.

use std::path::Path;

use llm_catalog::{closest_match, localized::Locale};
use llm_index::{Index, query::Query};

use crate::{
    config::{Config, ConfigDiagnostic, ConfigErrorKind, Expected, Origin},
    i18n::{Messages, describe_query_error},
};

/// Takes the catalogue files that do not exist out of a configuration, and says which they are.
pub(super) fn take_missing_catalogs(config: &mut Config) -> Vec<ConfigDiagnostic> {
    let (present, missing): (Vec<_>, Vec<_>) =
        config.catalogs.iter().cloned().enumerate().partition(|(_, path)| path.exists());
    config.catalogs = present.into_iter().map(|(_, path)| path).collect();
    let diagnostic = |(idx, path): (usize, std::path::PathBuf)| {
        let origin = config.origin(&format!("catalogs.{idx}")).or_else(|| config.origin("catalogs"));
        let kind = ConfigErrorKind::NoFile { file: path.display().to_string(), near: near_file(&path) };
        ConfigDiagnostic { location: location(origin), kind }
    };
    missing.into_iter().map(diagnostic).collect()
}

/// The file beside a path with the most similar name.
fn near_file(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let files = path.parent()?.read_dir().ok()?.filter_map(Result::ok);
    let names: Vec<_> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    closest_match(&name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// What does not exist in the catalogue: the benchmark, and what saved queries ask for.
pub(super) fn check_names(config: &Config, index: &Index, locale: Locale) -> Vec<ConfigDiagnostic> {
    let ids: Vec<_> = index.meta().benchmarks.iter().map(|benchmark| benchmark.id.as_str()).collect();
    let unknown = config.benchmark.as_deref().filter(|id| !ids.contains(id));
    let benchmark = unknown.map(|id| {
        let near = closest_match(id, ids.iter().copied()).map(str::to_owned);
        let expected = Expected::OneOf { names: ids.iter().map(|id| (*id).to_owned()).collect(), near };
        let kind = ConfigErrorKind::InvalidValue { key: "benchmark".to_owned(), value: id.to_owned(), expected };
        ConfigDiagnostic { location: location(config.origin("benchmark")), kind }
    });
    let queries = config.queries.iter().filter_map(|(name, query)| {
        let (_, errors) = Query::parse_in(query, config.parse_context(Some(index)));
        let reason = describe_query_error(&errors.first()?.kind, Messages::get(locale));
        let key = format!("queries.{name}");
        let location = location(config.origin(&key));
        Some(ConfigDiagnostic { location, kind: ConfigErrorKind::InvalidQuery { key, reason } })
    });
    benchmark.into_iter().chain(queries).collect()
}

fn location(origin: Option<&Origin>) -> String {
    origin.map(ToString::to_string).unwrap_or_default()
}
