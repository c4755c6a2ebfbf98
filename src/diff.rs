//! What changed from one catalogue to another.

mod element_key;
mod field_change;
mod item;
mod json;
mod markdown;
mod text;
mod value_text;

pub use element_key::element_key;
pub use field_change::{Change, FieldChange, changed_fields};
pub use item::{Item, ItemKind};
pub use json::diff_json;
pub use markdown::diff_markdown;
pub use text::diff_lines;
pub use value_text::value_text;

use std::collections::{HashMap, HashSet};

use llm_catalog::Catalog;

use crate::diff::item::items;

/// What changed from an old catalogue to a new one. An item is identified by its kind and its key.
#[derive(Debug, Default)]
pub struct CatalogDiff<'c> {
    /// The items that only the new one has, in its order.
    pub added: Vec<Item<'c>>,
    /// The items that only the old one has, in its order.
    pub removed: Vec<Item<'c>>,
    /// The models and extensions with another id, in the order of the new one.
    pub renamed: Vec<ItemChange<'c>>,
    /// The items with other values, in the order of the new one.
    pub changed: Vec<ItemChange<'c>>,
}

/// An item that both catalogues have.
#[derive(Debug)]
pub struct ItemChange<'c> {
    /// The item in the old one.
    pub old: Item<'c>,
    /// The item in the new one.
    pub new: Item<'c>,
    /// The fields with other values; none if only the key changed.
    pub fields: Vec<FieldChange>,
}

impl<'c> CatalogDiff<'c> {
    /// Compares two catalogues. The order of the items in a catalogue is no part of it.
    #[must_use]
    pub fn new(old: &'c Catalog, new: &'c Catalog) -> Self {
        let (old, new) = (items(old), items(new));
        let old_by_key: HashMap<_, _> = old.iter().map(|item| (item.id(), item)).collect();
        let new_keys: HashSet<_> = new.iter().map(Item::id).collect();
        let mut diff = Self::default();
        let mut added = Vec::new();
        for new in &new {
            match old_by_key.get(&new.id()) {
                Some(old) if old.value == new.value => {}
                Some(old) => diff.changed.extend(ItemChange::between(old, new)),
                None => added.push(new.clone()),
            }
        }
        let removed: Vec<_> = old.iter().filter(|item| !new_keys.contains(&item.id())).cloned().collect();
        diff.take_renamed(removed, added);
        diff
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.renamed.is_empty() && self.changed.is_empty()
    }

    /// Tells a new id from a new entry: an entry is the same if its kind, its name and its links are, and no
    /// other added or removed entry has those.
    fn take_renamed(&mut self, removed: Vec<Item<'c>>, added: Vec<Item<'c>>) {
        let by_identity = |items: &[Item<'c>]| {
            let mut by_identity = HashMap::new();
            for (idx, item) in items.iter().enumerate() {
                if let Some(identity) = item.identity() {
                    // `None` where several have it.
                    by_identity.entry(identity).and_modify(|only| *only = None).or_insert(Some(idx));
                }
            }
            by_identity
        };
        let (old, new) = (by_identity(&removed), by_identity(&added));
        let new_idx_by_old: HashMap<usize, usize> =
            old.iter().filter_map(|(identity, idx)| Some(((*idx)?, (*new.get(identity)?)?))).collect();
        let old_idx_by_new: HashMap<_, _> = new_idx_by_old.iter().map(|(old, new)| (*new, *old)).collect();
        for (idx, item) in added.into_iter().enumerate() {
            match old_idx_by_new.get(&idx).and_then(|old| removed.get(*old)) {
                Some(old) => self.renamed.push(ItemChange::renamed(old, &item)),
                None => self.added.push(item),
            }
        }
        let is_removed = |(idx, _): &(usize, Item<'c>)| !new_idx_by_old.contains_key(idx);
        self.removed = removed.into_iter().enumerate().filter(is_removed).map(|(_, item)| item).collect();
    }
}

impl<'c> ItemChange<'c> {
    /// The fields that differ; `None` if none does, as where a number is written otherwise.
    fn between(old: &Item<'c>, new: &Item<'c>) -> Option<Self> {
        let fields = changed_fields(&old.to_json(), &new.to_json());
        (!fields.is_empty()).then(|| Self { old: old.clone(), new: new.clone(), fields })
    }

    fn renamed(old: &Item<'c>, new: &Item<'c>) -> Self {
        let mut fields = changed_fields(&old.to_json(), &new.to_json());
        fields.retain(|field| field.path != "id");
        Self { old: old.clone(), new: new.clone(), fields }
    }

    /// Whether the key changed.
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.old.key != self.new.key
    }
}
