//! The catalogue that the program carries with it: checked, and packed for the
//! shelf, when the program is built.

use llm_catalog::{Catalog, CatalogFile, Diagnostics, Entry, write};
use llm_index::Index;

/// Everything that is searched, filtered and ordered.
const INDEX_BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.packed"));
/// Its entries as JSON, one a line, pressed.
const COMPRESSED_ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.pressed"));

/// It, to look things up in.
#[must_use]
pub fn index() -> Index {
    // A test holds that nothing is lost.
    Index::decode(INDEX_BYTES, COMPRESSED_ENTRIES).unwrap_or_default()
}

/// Its text, to lay others over it.
#[must_use]
pub fn catalog_file() -> CatalogFile {
    let shelf = index();
    let (mut models, mut extensions) = (Vec::new(), Vec::new());
    for (_, record) in shelf.entries() {
        let entries = if matches!(record, Entry::Model(_)) { &mut models } else { &mut extensions };
        entries.push(write::to_json_line(record.as_entry_ref()));
    }
    let head = serde_json::to_string(shelf.meta()).unwrap_or_default();
    let head = head.trim_end_matches('}');
    let text = format!("{head},\n\"model\":[{}],\n\"extension\":[{}]}}", models.join(",\n"), extensions.join(",\n"));
    CatalogFile::new("builtin.json", text)
}

/// It, read strictly.
///
/// # Errors
///
/// Fails where it breaks a rule; a program with such a catalogue is not built.
pub fn catalog() -> Result<Catalog, Diagnostics> {
    Catalog::merge(&[catalog_file()])
}
