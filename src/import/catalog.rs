//! Catalogues of this program, to convert or to merge.

use std::collections::HashSet;

use llm_catalog::{Benchmark, Catalog, CatalogFile, Diagnostics};
use serde_json::json;

use crate::{
    builtin,
    import::{report::ImportReport, result::ImportResult},
};

/// Reads a catalogue in any of its formats. `file` is the name in errors; its extension gives the format, else the start
/// of the text does. Scores may be on benchmarks of the built-in catalogue: an export as JSON has entries only.
///
/// # Errors
///
/// All errors of the catalogue.
pub fn parse(file: &str, text: &str) -> Result<ImportResult, Diagnostics> {
    let (catalog, benchmarks) = match Catalog::parse(file, text) {
        Ok(catalog) => {
            let benchmarks = catalog.meta().benchmarks.clone();
            (catalog, benchmarks)
        }
        Err(diagnostics) => {
            let catalog = with_known_benchmarks(file, text).ok_or(diagnostics)?;
            let benchmarks = scored_benchmarks(&catalog);
            (catalog, benchmarks)
        }
    };
    let meta = catalog.meta();
    Ok(ImportResult {
        models: catalog.models().to_vec(),
        extensions: catalog.extensions().to_vec(),
        source_list: meta.source_list.clone(),
        organizations: meta.organizations.clone(),
        benchmarks,
        changelog: meta.changelog.clone(),
        report: ImportReport { rows: catalog.entries().count(), ..ImportReport::default() },
        is_catalog: true,
        ..ImportResult::default()
    })
}

/// The catalogue with the benchmarks of the built-in one; `None` if that has errors too.
fn with_known_benchmarks(file: &str, text: &str) -> Option<Catalog> {
    let benchmarks = json!({ "benchmark": builtin::index().ok()?.meta().benchmarks }).to_string();
    let files = [CatalogFile::new("builtin.json", benchmarks), CatalogFile::new(file, text.to_owned())];
    Catalog::merge(&files).ok()
}

/// The benchmarks that have scores.
fn scored_benchmarks(catalog: &Catalog) -> Vec<Benchmark> {
    let scores = catalog.models().iter().flat_map(|model| &model.scores);
    let scored: HashSet<_> = scores.map(|score| &score.benchmark).collect();
    catalog.meta().benchmarks.iter().filter(|benchmark| scored.contains(&benchmark.id)).cloned().collect()
}
