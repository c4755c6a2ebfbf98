//! The marked entries.

use std::hash::BuildHasherDefault;

use indexmap::IndexMap;
use rustc_hash::FxHasher;

use llm_catalog::id::Id as EntryId;
use llm_index::{Index, RowId};

use crate::app::{entry_id::entry_id, saved_row::SavedRow};

/// Marked entries of any tab, the most recently marked last.
#[derive(Default)]
pub struct Marks {
    /// The name of the marked variant; `None` if the entry has no other.
    variants: IndexMap<EntryId, Option<String>, BuildHasherDefault<FxHasher>>,
}

/// An entry with one of its variants, whatever its row in the index is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedEntry {
    pub id: EntryId,
    /// The name of the variant; `None` if the entry has no other.
    pub variant: Option<String>,
}

impl MarkedEntry {
    /// The entry and the variant of a row.
    pub fn new(row: RowId, index: &Index) -> Option<Self> {
        Some(Self { id: entry_id(row, index)?, variant: index.variant_name(row) })
    }

    /// The row of the variant; of the default one, if the entry has it no longer.
    pub fn row(&self, index: &Index) -> Option<RowId> {
        variant_row(&self.id, self.variant.as_deref(), index)
    }

    /// The entry of a saved row; `None` without a valid id.
    pub fn from_saved(saved: &SavedRow) -> Option<Self> {
        Some(Self { id: saved.id.clone().try_into().ok()?, variant: saved.variant.clone() })
    }

    pub fn to_saved(&self) -> SavedRow {
        SavedRow { id: self.id.to_string(), variant: self.variant.clone() }
    }

    /// True for a model.
    pub fn is_model(&self, index: &Index) -> bool {
        let located = self.row(index).and_then(|row| index.locate(row));
        located.is_some_and(|(segment, local_row)| segment.stage(local_row).is_some())
    }
}

fn variant_row(id: &EntryId, variant: Option<&str>, index: &Index) -> Option<RowId> {
    let row = index.row_by_id(id.as_str())?;
    let variant = variant.and_then(|name| index.variant_row(row, name));
    Some(variant.unwrap_or(row))
}

impl Marks {
    pub fn len(&self) -> usize {
        self.variants.len()
    }

    /// The marked entries, in the order in which they were marked.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = MarkedEntry> {
        self.variants.iter().map(|(id, variant)| MarkedEntry { id: id.clone(), variant: variant.clone() })
    }

    /// The rows of the marked entries that the index has, in the order in which they were marked.
    pub fn rows(&self, index: &Index) -> Vec<RowId> {
        let rows = self.variants.iter().map(|(id, variant)| variant_row(id, variant.as_deref(), index));
        rows.flatten().collect()
    }

    pub fn contains(&self, id: &str) -> bool {
        self.variants.contains_key(id)
    }

    /// Marks the entry of a row, with the variant of the row, unless it is marked.
    pub fn add(&mut self, row: RowId, index: &Index) {
        if let Some(entry) = MarkedEntry::new(row, index) {
            self.variants.entry(entry.id).or_insert(entry.variant);
        }
    }

    pub fn remove(&mut self, id: &str) {
        self.variants.shift_remove(id);
    }

    /// Marks those of some rows that are not marked, and removes the marks of the others.
    pub fn invert(&mut self, rows: impl Iterator<Item = RowId>, index: &Index) {
        let mut new = Vec::new();
        let mut removed = rustc_hash::FxHashSet::default();
        for entry in rows.filter_map(|row| MarkedEntry::new(row, index)) {
            if self.contains(entry.id.as_str()) {
                removed.insert(entry.id);
            } else {
                new.push((entry.id, entry.variant));
            }
        }
        self.variants.retain(|id, _| !removed.contains(id));
        self.variants.extend(new);
    }

    pub fn clear(&mut self) {
        self.variants.clear();
    }

    /// The marks of an earlier session.
    pub fn from_saved(saved: &[SavedRow]) -> Self {
        let entries = saved.iter().filter_map(MarkedEntry::from_saved);
        Self { variants: entries.map(|entry| (entry.id, entry.variant)).collect() }
    }

    /// The marks for the next session, at most some of them.
    pub fn to_saved(&self, max: usize) -> Vec<SavedRow> {
        self.entries().take(max).map(|entry| entry.to_saved()).collect()
    }

    /// Changes the variant of a marked entry.
    pub fn set_variant(&mut self, entry: &MarkedEntry) {
        if let Some(variant) = self.variants.get_mut(&entry.id) {
            variant.clone_from(&entry.variant);
        }
    }
}

#[cfg(test)]
mod tests {
    use llm_catalog::Catalog;

    use super::*;

    /// An index of models with variants, in order.
    fn index(models: &[(&str, &[&str])]) -> Index {
        let model = |(id, variants): &(&str, &[&str])| {
            let variants =
                variants.iter().map(|name| format!("[[model.variant]]\nname = \"{name}\"\ncontext = 1024\n"));
            let head = format!("[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\nopen_weights = true\n");
            let text = "links = []\norganizations = []\ninsight = { en = \"e\", zh = \"中\" }\n";
            head + text + &variants.collect::<String>()
        };
        let text: String = models.iter().map(model).collect();
        Index::try_from(&Catalog::parse("a.toml", &text).unwrap()).unwrap()
    }

    #[test]
    fn marks_hold_for_an_index_with_other_rows() {
        let before = index(&[("a", &["1B", "2B"]), ("b", &[])]);
        let mut marks = Marks::default();
        for row in [1, 2] {
            marks.add(RowId::from(row), &before);
        }
        let marked: Vec<_> = marks.entries().map(|entry| (entry.id.to_string(), entry.variant)).collect();
        assert_eq!(marked, [("a".to_owned(), Some("2B".to_owned())), ("b".to_owned(), None)]);
        let after = index(&[("c", &["1B", "2B"]), ("b", &[]), ("a", &["3B", "1B", "2B"])]);
        assert_eq!(marks.rows(&after), [RowId::from(5), RowId::from(2)]);
        // Without its variant, the default one is marked.
        let without = index(&[("a", &["3B", "1B"])]);
        assert_eq!(marks.rows(&without), [RowId::from(0)]);
    }
}
