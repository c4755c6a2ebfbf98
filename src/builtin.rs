//! The catalogue that is built into the program.

use llm_catalog::{Catalog, CatalogFile, Diagnostics, date::Date};
use llm_index::{DecodeError, Index};

/// Metadata and columns.
const INDEX_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));
/// The entries as compressed JSON Lines.
const ENTRY_LINES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.jsonl.deflate"));

/// When the newest entry was added.
const NEWEST_ADDED: &str = include_str!(concat!(env!("OUT_DIR"), "/newest_added.txt"));

/// Why the built-in catalogue cannot be used. It happens only if the program file was modified.
#[derive(Debug, thiserror::Error)]
pub enum BuiltinError {
    /// The index cannot be decoded.
    #[error("the built-in catalogue is damaged: {0}; install llm-tui again")]
    Index(#[from] DecodeError),
    /// The entries cannot be decompressed.
    #[error("the built-in catalogue is damaged: its entries cannot be decompressed; install llm-tui again")]
    Lines,
    /// The metadata cannot be written as JSON.
    #[error("the built-in catalogue is damaged: {0}; install llm-tui again")]
    Meta(#[from] serde_json::Error),
}

/// When the newest entry of the built-in catalogue was added. It is known without decoding the catalogue.
#[must_use]
pub fn newest_added() -> Option<Date> {
    NEWEST_ADDED.parse().ok()
}

/// The index of the built-in catalogue.
///
/// # Errors
///
/// Fails if the program file was changed.
pub fn index() -> Result<Index, BuiltinError> {
    Ok(Index::decode(INDEX_BYTES, ENTRY_LINES)?)
}

/// The text of the built-in catalogue, for merging with other files.
///
/// # Errors
///
/// Fails if the program file was changed.
pub fn catalog_file() -> Result<CatalogFile, BuiltinError> {
    let index = index()?;
    // Models come first.
    let model_count = index.count_entries(|stage| stage.is_some());
    let lines = index.embedded_lines().ok_or(BuiltinError::Lines)?;
    let lines: Vec<_> = lines.lines().collect();
    let (models, extensions) = lines.split_at_checked(model_count).unwrap_or((&lines, &[]));
    let meta = serde_json::to_string(index.meta())?;
    let meta = meta.trim_end_matches('}');
    let text = format!("{meta},\n\"model\":[{}],\n\"extension\":[{}]}}", models.join(",\n"), extensions.join(",\n"));
    Ok(CatalogFile::new("builtin.json", text))
}

/// The built-in catalogue, parsed strictly.
///
/// # Errors
///
/// Fails if the program file was changed.
pub fn catalog() -> Result<Catalog, CatalogError> {
    Ok(Catalog::merge(&[catalog_file()?])?)
}

/// Why the built-in catalogue cannot be parsed.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// Its bytes are damaged.
    #[error(transparent)]
    Damaged(#[from] BuiltinError),
    /// It breaks a rule; such a program cannot be built.
    #[error(transparent)]
    Diagnostics(#[from] Diagnostics),
}
