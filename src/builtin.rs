//! The catalogue that the program carries with it: checked, and packed for the
//! shelf, when the program is built.

use crate::{
    catalog::{Catalog, Problems, Record, Source, write},
    shelf::Shelf,
};

/// Everything that is searched, filtered and ordered.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.packed"));
/// Its entries as JSON, one a line, pressed.
const PRESSED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.pressed"));

/// It, to look things up in.
#[must_use]
pub fn shelf() -> Shelf {
    // A test holds that nothing is lost.
    Shelf::unpacked(PACKED, PRESSED).unwrap_or_default()
}

/// Its text, to lay others over it.
#[must_use]
pub fn source() -> Source {
    let shelf = shelf();
    let (mut models, mut extensions) = (Vec::new(), Vec::new());
    for (_, record) in shelf.records() {
        let entries = if matches!(record, Record::Model(_)) { &mut models } else { &mut extensions };
        entries.push(write::json_line(record.entry()));
    }
    let head = serde_json::to_string(shelf.head()).unwrap_or_default();
    let head = head.trim_end_matches('}');
    let text = format!("{head},\n\"model\":[{}],\n\"extension\":[{}]}}", models.join(",\n"), extensions.join(",\n"));
    Source::new("builtin.json", text)
}

/// It, read strictly.
///
/// # Errors
///
/// Fails where it breaks a rule; a program with such a catalogue is not built.
pub fn catalog() -> Result<Catalog, Problems> {
    Catalog::layered(&[source()])
}
