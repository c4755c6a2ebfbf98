//! The variants of models by their parents.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use llm_catalog::{date::Date, model::Stage, parent::Parent};

use crate::{
    field::EncodedField,
    field_value::FieldValue,
    index::{Index, RowLocation},
    lineage::forest::Relations,
    row_id::{LocalRow, RowId},
    segment::Segment,
};

/// The variants of a model for which the same parents are stated.
#[derive(Debug)]
pub(super) struct VariantGroup {
    /// The first row of the model.
    pub entry: RowId,
    /// The first row of the variants.
    pub row: RowId,
    /// All rows of the variants; empty if these are all variants of the model.
    pub variants: Vec<RowId>,
    pub stage: Stage,
    pub released: Option<Date>,
    pub parents: Vec<Parent>,
}

/// Reads the parents of models.
pub(super) struct ParentReader<'i> {
    index: &'i Index,
    relations: Relations,
    /// By segment and key.
    stages: Vec<Vec<Option<Stage>>>,
    dates: Vec<Vec<OnceCell<Option<Date>>>>,
}

impl<'i> ParentReader<'i> {
    pub fn new(index: &'i Index, relations: Relations) -> Self {
        let segments = || index.segments().map(|(_, segment)| segment);
        let stages = segments().map(|segment| segment.stages_by_key()).collect();
        let dates = segments().map(|segment| segment.dictionary(EncodedField::Released).len() + 1);
        Self { index, relations, stages, dates: dates.map(|count| vec![OnceCell::new(); count]).collect() }
    }

    /// Adds the variants of the model of a first row, in groups that are next to each other; none for an extension.
    pub fn read(&self, entry: RowId, groups: &mut Vec<VariantGroup>) {
        let Some(location) = self.index.location(entry) else { return };
        let RowLocation { segment, row: first, .. } = location;
        if !segment.has_variants() {
            groups.extend(self.group(location, entry, entry));
            return;
        }
        let (start, keys) = (groups.len(), segment.keys(EncodedField::BaseModels));
        let mut groups_by_key: FxHashMap<usize, usize> = FxHashMap::default();
        for (offset, row) in (entry.get()..).zip(segment.variant_rows(first)) {
            let idx = *groups_by_key.entry(keys.get(row)).or_insert(groups.len());
            let row_id = RowId::from(offset);
            if idx == groups.len() {
                let Some(group) = self.group(RowLocation { row, ..location }, entry, row_id) else { return };
                groups.push(group);
            }
            groups.get_mut(idx).into_iter().for_each(|group| group.variants.push(row_id));
        }
        if let Some([group]) = groups.get_mut(start..) {
            group.variants = Vec::new();
        }
    }

    /// A group with the parents of one row.
    fn group(&self, location: RowLocation<'_>, entry: RowId, row_id: RowId) -> Option<VariantGroup> {
        let RowLocation { segment_idx, segment, row } = location;
        let stage = self.stages.get(segment_idx)?.get(segment.key(EncodedField::Stage, row)).copied().flatten()?;
        let key = segment.key(EncodedField::Released, row);
        let date = || match segment.value(EncodedField::Released, key) {
            Some(FieldValue::Released(date)) => Some(date),
            _ => None,
        };
        let released = self.dates.get(segment_idx)?.get(key).and_then(|cell| *cell.get_or_init(date));
        let parents = self.parents(segment, row);
        Some(VariantGroup { entry, row: row_id, variants: Vec::new(), stage, released, parents })
    }

    fn parents(&self, segment: &Segment, row: LocalRow) -> Vec<Parent> {
        match segment.value(EncodedField::BaseModels, segment.key(EncodedField::BaseModels, row)) {
            Some(FieldValue::BaseModels(parents)) => {
                parents.iter().filter(|parent| self.relations.contains(parent.relation)).cloned().collect()
            }
            _ => Vec::new(),
        }
    }
}
