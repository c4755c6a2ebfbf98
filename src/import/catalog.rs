//! Catalogues of this program, to convert or to merge.

use llm_catalog::{Catalog, Diagnostics};

use crate::import::{report::ImportReport, result::ImportResult};

/// Reads a catalogue in any of its formats. `file` is the name in errors; the text alone gives the format.
///
/// # Errors
///
/// All errors of the catalogue.
pub fn parse(file: &str, text: &str) -> Result<ImportResult, Diagnostics> {
    let catalog = Catalog::parse(file, text)?;
    let meta = catalog.meta();
    Ok(ImportResult {
        models: catalog.models().to_vec(),
        extensions: catalog.extensions().to_vec(),
        source_list: meta.source_list.clone(),
        organizations: meta.organizations.clone(),
        benchmarks: meta.benchmarks.clone(),
        changelog: meta.changelog.clone(),
        report: ImportReport { rows: catalog.entries().count(), ..ImportReport::default() },
        ..ImportResult::default()
    })
}
