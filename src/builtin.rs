//! The catalogue that the program carries with it: checked, and packed for the
//! shelf, when the program is built.

use crate::{
    catalog::{Catalog, Problems, Source},
    shelf::Shelf,
};

/// Everything that is searched, filtered and ordered.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.packed"));
/// Its entries as JSON, one a line.
const ENTRIES: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog.jsonl"));

impl Shelf {
    /// The catalogue that the program carries with it.
    #[must_use]
    pub fn builtin() -> Self {
        // A test holds that nothing is lost.
        Self::unpacked(PACKED, ENTRIES).unwrap_or_default()
    }
}

impl Source {
    /// The catalogue that the program carries with it, to lay others over it.
    #[must_use]
    pub fn builtin() -> Self {
        let (models, extensions): (Vec<_>, Vec<_>) = ENTRIES.lines().partition(|line| line.contains("\"stage\":"));
        let shelf = Shelf::builtin();
        let head = serde_json::to_string(shelf.head()).unwrap_or_default();
        let head = head.trim_end_matches('}');
        let text =
            format!("{head},\n\"model\":[{}],\n\"extension\":[{}]}}", models.join(",\n"), extensions.join(",\n"));
        Self::new("builtin.json", text)
    }
}

impl Catalog {
    /// The catalogue that the program carries with it, read strictly.
    ///
    /// # Errors
    ///
    /// Fails where it breaks a rule; a program with such a catalogue is not built.
    pub fn builtin() -> Result<Self, Problems> {
        Self::layered(&[Source::builtin()])
    }
}
