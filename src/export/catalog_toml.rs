//! Entries as a catalogue file.

use std::collections::HashSet;

use llm_catalog::{Entry, EntryRef, write::CatalogContents};
use llm_index::Index;

/// A catalogue file with entries, and the benchmarks and organizations that they name.
#[must_use]
pub fn catalog_toml(entries: &[Entry], index: &Index) -> String {
    let meta = index.meta();
    let models = || {
        entries.iter().filter_map(|entry| match entry.as_entry_ref() {
            EntryRef::Model(model) => Some(model),
            EntryRef::Extension(_) => None,
        })
    };
    let benchmarks: HashSet<_> = models().flat_map(|model| &model.scores).map(|score| &score.benchmark).collect();
    let names: HashSet<_> = models().flat_map(|model| &model.organizations).collect();
    let benchmarks: Vec<_> =
        meta.benchmarks.iter().filter(|benchmark| benchmarks.contains(&benchmark.id)).cloned().collect();
    let organizations: Vec<_> =
        meta.organizations.iter().filter(|organization| names.contains(&organization.name)).cloned().collect();
    CatalogContents {
        benchmarks: &benchmarks,
        organizations: &organizations,
        entries: entries.iter().map(Entry::as_entry_ref).collect(),
        ..CatalogContents::default()
    }
    .to_toml()
}
