//! The catalogue as data.

use std::collections::HashMap;

use crate::{entry::EntryRef, extension::Extension, id::EntryId, meta::CatalogMeta, model::Model};

/// A valid catalogue: models, extensions and what they refer to.
///
/// Entries are numbered by row: the models in file order, then the extensions.
#[derive(Debug)]
pub struct Catalog {
    pub(crate) meta: CatalogMeta,
    pub(crate) models: Vec<Model>,
    pub(crate) extensions: Vec<Extension>,
    /// The rows of the models.
    pub(crate) row_by_id: HashMap<EntryId, usize>,
}

impl Catalog {
    /// Everything but the entries.
    #[must_use]
    pub fn meta(&self) -> &CatalogMeta {
        &self.meta
    }

    /// The models, in file order.
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The extensions, in file order.
    #[must_use]
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.models.len() + self.extensions.len()
    }

    /// Whether the catalogue has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry of a row.
    #[must_use]
    pub fn entry(&self, row: usize) -> Option<EntryRef<'_>> {
        match row.checked_sub(self.models.len()) {
            None => self.models.get(row).map(EntryRef::Model),
            Some(row) => self.extensions.get(row).map(EntryRef::Extension),
        }
    }

    /// All entries, by row.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        self.models.iter().map(EntryRef::Model).chain(self.extensions.iter().map(EntryRef::Extension))
    }

    /// The row of a model; `None` if no model has the id.
    pub(crate) fn row_of(&self, id: &EntryId) -> Option<usize> {
        self.row_by_id.get(id).copied()
    }

    /// The model of an id; `None` if no model has it.
    #[must_use]
    pub fn model(&self, id: &EntryId) -> Option<&Model> {
        self.models.get(self.row_of(id)?)
    }
}
