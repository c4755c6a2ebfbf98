//! The items of a catalogue that are compared: entries and what they refer to.

use std::{borrow::Cow, collections::HashMap};

use serde::Serialize;
use serde_json::Value;

use llm_catalog::{
    Benchmark, Catalog, ChangelogEntry, EntryRef, Extension, Model, Organization, SourceList, localized::Locale, write,
};

/// The kind of an [`Item`], under the key that catalogue files have for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// A language model.
    Model,
    /// A project built around language models.
    Extension,
    /// A benchmark.
    Benchmark,
    /// The other names of an organization.
    Organization,
    /// An entry of the history.
    Update,
    /// The list that the catalogue began with.
    Origin,
}

/// A part of a catalogue that is compared as a whole.
#[derive(Clone, Debug)]
pub struct Item<'c> {
    /// What it is.
    pub kind: ItemKind,
    /// What identifies it among those of its kind: an id, a name or a date.
    pub key: Cow<'c, str>,
    pub(super) value: ItemValue<'c>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ItemValue<'c> {
    Model(&'c Model),
    Extension(&'c Extension),
    Benchmark(&'c Benchmark),
    Organization(&'c Organization),
    Update(&'c ChangelogEntry),
    Origin(&'c SourceList),
}

impl<'c> Item<'c> {
    fn new(key: impl Into<Cow<'c, str>>, value: ItemValue<'c>) -> Self {
        let kind = match value {
            ItemValue::Model(_) => ItemKind::Model,
            ItemValue::Extension(_) => ItemKind::Extension,
            ItemValue::Benchmark(_) => ItemKind::Benchmark,
            ItemValue::Organization(_) => ItemKind::Organization,
            ItemValue::Update(_) => ItemKind::Update,
            ItemValue::Origin(_) => ItemKind::Origin,
        };
        Self { kind, key: key.into(), value }
    }

    pub(super) fn id(&self) -> (ItemKind, &str) {
        (self.kind, &self.key)
    }

    /// The entry, if it is one.
    #[must_use]
    pub fn entry(&self) -> Option<EntryRef<'c>> {
        match self.value {
            ItemValue::Model(model) => Some(EntryRef::Model(model)),
            ItemValue::Extension(extension) => Some(EntryRef::Extension(extension)),
            _ => None,
        }
    }

    /// The display name; of an update its text.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &'c str {
        match self.value {
            ItemValue::Model(model) => &model.name,
            ItemValue::Extension(extension) => &extension.name,
            ItemValue::Benchmark(benchmark) => benchmark.name.get(locale),
            ItemValue::Organization(organization) => &organization.name,
            ItemValue::Update(update) => update.text.get(locale),
            ItemValue::Origin(list) => &list.name,
        }
    }

    /// The keys and values as in a catalogue file, without those that are not known.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self.value {
            ItemValue::Model(model) => write::to_json_compact(model),
            ItemValue::Extension(extension) => write::to_json_compact(extension),
            ItemValue::Benchmark(benchmark) => write::to_json_compact(benchmark),
            ItemValue::Organization(organization) => write::to_json_compact(organization),
            ItemValue::Update(update) => write::to_json_compact(update),
            ItemValue::Origin(list) => write::to_json_compact(list),
        }
    }

    /// What an entry keeps under another id: its kind, its name and its links. `None` without links, as a name
    /// alone may be that of another entry.
    pub(super) fn identity(&self) -> Option<(ItemKind, &'c str, Vec<&'c str>)> {
        let entry = self.entry().filter(|entry| !entry.links().is_empty())?;
        let mut urls: Vec<_> = entry.links().iter().map(|link| link.url.as_str()).collect();
        urls.sort_unstable();
        Some((self.kind, entry.name(), urls))
    }
}

/// The items of a catalogue: entries first, then what they refer to.
pub(super) fn items(catalog: &Catalog) -> Vec<Item<'_>> {
    let meta = catalog.meta();
    let mut items = Vec::with_capacity(catalog.len());
    items.extend(catalog.models().iter().map(|model| Item::new(model.id.as_str(), ItemValue::Model(model))));
    let extensions = catalog.extensions().iter();
    items.extend(extensions.map(|extension| Item::new(extension.id.as_str(), ItemValue::Extension(extension))));
    let benchmarks = meta.benchmarks.iter();
    items.extend(benchmarks.map(|benchmark| Item::new(benchmark.id.as_str(), ItemValue::Benchmark(benchmark))));
    let organizations = meta.organizations.iter();
    items.extend(organizations.map(|known| Item::new(known.name.as_str(), ItemValue::Organization(known))));
    items.extend(updates(&meta.changelog));
    items.extend(meta.source_list.iter().map(|list| Item::new("origin", ItemValue::Origin(list))));
    items
}

/// The entries of a history, the newest first. Several of one day are numbered from the oldest, whose number a later
/// one does not change.
fn updates(changelog: &[ChangelogEntry]) -> Vec<Item<'_>> {
    let mut counts: HashMap<_, u32> = HashMap::new();
    let numbered = changelog.iter().rev().map(|update| {
        let count = counts.entry(update.date).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { update.date.to_string() } else { format!("{}#{count}", update.date) };
        Item::new(key, ItemValue::Update(update))
    });
    let mut items: Vec<_> = numbered.collect();
    items.reverse();
    items
}
