//! Entries as a catalogue file.

use std::{borrow::Cow, collections::HashSet};

use llm_catalog::{Entry, EntryRef, Model, id::EntryId, write::CatalogContents};
use llm_index::Index;

use crate::i18n::placeholder_text;

/// A catalogue file with entries, the models that they descend from, and the benchmarks and organizations that all of
/// these name, so that it is valid by itself. With all entries of the catalogue it has the rest of the catalogue, too.
#[must_use]
pub fn catalog_toml(entries: &[Entry], index: &Index) -> String {
    let ancestors = missing_ancestors(entries, index);
    let entries: Vec<_> = entries.iter().chain(&ancestors).map(with_insight).collect();
    let all = || entries.iter().map(|entry| entry.as_entry_ref());
    // Its order is that of a catalogue, which `check` asks for.
    let mut models: Vec<_> = all().filter_map(as_model).collect();
    models.sort_by_cached_key(|model| model.sort_key());
    let models = || models.iter().copied();
    let extensions = all().filter(|entry| as_model(*entry).is_none());
    let sorted: Vec<_> = models().map(EntryRef::Model).chain(extensions).collect();
    let meta = index.meta();
    if sorted.len() == index.count_entries(|_| true) {
        let contents = CatalogContents {
            source_list: meta.source_list.as_ref(),
            benchmarks: &meta.benchmarks,
            organizations: &meta.organizations,
            entries: sorted,
            changelog: &meta.changelog,
        };
        return contents.to_toml();
    }
    let benchmarks: HashSet<_> = models().flat_map(|model| &model.scores).map(|score| &score.benchmark).collect();
    let names: HashSet<_> = models().flat_map(|model| &model.organizations).collect();
    let benchmarks: Vec<_> =
        meta.benchmarks.iter().filter(|benchmark| benchmarks.contains(&benchmark.id)).cloned().collect();
    let organizations: Vec<_> =
        meta.organizations.iter().filter(|organization| names.contains(&organization.name)).cloned().collect();
    CatalogContents {
        benchmarks: &benchmarks,
        organizations: &organizations,
        entries: sorted,
        ..CatalogContents::default()
    }
    .to_toml()
}

/// A model with the insight that a catalogue file requires.
fn with_insight(entry: &Entry) -> Cow<'_, Entry> {
    match entry {
        Entry::Model(model) if model.insight.is_none() => {
            let model = Model { insight: Some(placeholder_text()), ..*model.clone() };
            Cow::Owned(Entry::Model(Box::new(model)))
        }
        entry => Cow::Borrowed(entry),
    }
}

/// The models that some entries descend from and that are not among them, in the order of the catalogue. A catalogue
/// has the parents of all its models.
#[must_use]
pub fn missing_ancestors(entries: &[Entry], index: &Index) -> Vec<Entry> {
    let mut known: HashSet<EntryId> = entries.iter().map(|entry| entry.as_entry_ref().id().clone()).collect();
    let mut missing = Vec::new();
    let mut pending: Vec<EntryId> =
        entries.iter().filter_map(|entry| as_model(entry.as_entry_ref())).flat_map(parent_ids).collect();
    while let Some(id) = pending.pop() {
        if !known.insert(id.clone()) {
            continue;
        }
        let Some(row) = index.row_by_id(id.as_str()) else { continue };
        let Some((segment, local)) = index.locate(row) else { continue };
        let Some(entry) = segment.read_entry(local) else { continue };
        pending.extend(as_model(entry.as_entry_ref()).into_iter().flat_map(parent_ids));
        missing.push((row, entry));
    }
    missing.sort_by_key(|(row, _)| *row);
    missing.into_iter().map(|(_, entry)| entry).collect()
}

/// The ids of the parents of a model and its variants.
fn parent_ids(model: &Model) -> impl Iterator<Item = EntryId> {
    let of_variants = model.variants.iter().filter_map(|variant| variant.base_models.as_ref()).flatten();
    model.base_models.iter().chain(of_variants).map(|parent| parent.id.clone())
}

fn as_model(entry: EntryRef<'_>) -> Option<&Model> {
    match entry {
        EntryRef::Model(model) => Some(model),
        EntryRef::Extension(_) => None,
    }
}
