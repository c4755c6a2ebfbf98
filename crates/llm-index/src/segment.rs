//! Segments: up to 65,535 rows in columns that are searched, filtered and sorted
//! without parsing an entry.

use std::{cell::RefCell, ops::Range, sync::OnceLock};

mod borrowed_entry;
mod buffer;
pub(crate) mod builder;
mod column_builders;
mod columns;
pub(crate) mod compressed_bytes;
pub(crate) mod compressed_lines;
mod error;
mod hash;
mod json_cursor;
pub(crate) mod line_store;
mod names;
mod recent_values;

pub(crate) use buffer::SegmentBuffer;
pub use columns::KeyColumn;
pub use error::SegmentError;
pub(crate) use hash::{hash_id, hash_variant};
pub(crate) use names::NameKind;

use serde::{Deserialize, Serialize};

use llm_catalog::{Entry, model::Stage, parent::Relation};

use crate::{
    field::EncodedField,
    field_value::{FieldValue, VariantFigures},
    link_set::LinkSet,
    protocol_counts::ProtocolCounts,
    row_id::LocalRow,
    score_range::ScoreRanges,
};

use columns::{BytesColumn, CharMaskColumn, DictionaryColumn, FixedColumn, SparseStringColumn};
use compressed_bytes::CompressedBytes;
use line_store::LineStore;
use names::NameIter;

/// Up to 65,535 rows in columns, which are ranges of one buffer.
///
/// A row is a variant of a model, or an entry without variants. The rows of one entry are next to
/// each other, the default variant first.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Segment {
    #[serde(skip)]
    pub(crate) lines: LineStore,
    #[serde(skip)]
    pub(crate) buffer: SegmentBuffer,
    /// By row, the first byte of its line.
    line_offsets: FixedColumn<4>,
    /// The end of the last line.
    lines_end: u32,
    /// By row, the first row of its entry; empty if every entry has one row.
    entry_rows: FixedColumn<2>,
    /// By row, the name and the aliases, of the variant too.
    names: BytesColumn,
    ids: BytesColumn,
    /// By row, the characters of the names and the initials of the names and the id.
    char_masks: FixedColumn<8>,
    /// By [`EncodedField`].
    fields: [DictionaryColumn; EncodedField::COUNT],
    /// By key of [`EncodedField::BaseModels`] from 1, the end in `parent_hashes`.
    parent_offsets: FixedColumn<4>,
    /// The hashes of the parents' ids.
    parent_hashes: FixedColumn<4>,
    /// The hashes of the names of the parents' variants, 0 where none is named; empty if none is named anywhere.
    parent_variants: FixedColumn<4>,
    /// The [`Relation`] to each of them.
    parent_relations: FixedColumn<1>,
    /// By row, a [`LinkSet`].
    links: FixedColumn<2>,
    /// By the first row of an entry, the title and the arXiv id of the paper.
    papers: SparseStringColumn,
    /// By the first row of an entry, the [folded](crate::fold::fold_prose) insight or description in English and Chinese.
    summaries: SparseStringColumn,
    /// Of the scores of all rows.
    pub(crate) score_ranges: ScoreRanges,
    /// Of the scores of all rows.
    pub(crate) protocol_counts: ProtocolCounts,
    /// The bytes of `papers` and `summaries`, if they are not in `buffer`.
    #[serde(skip)]
    pub(crate) compressed_texts: Option<CompressedBytes>,
    /// Rows by the hash of the id, computed on first use.
    #[serde(skip)]
    rows_by_id_hash: OnceLock<Vec<LocalRow>>,
}

/// A parent of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ParentKey {
    /// The hash of its id.
    pub id: u32,
    /// The hash of the name of its variant; 0 if none is named.
    pub variant: u32,
    /// Whether its weights were used.
    pub uses_weights: bool,
}

/// The number of sets of stages, no stage included.
pub(crate) const STAGE_SETS: usize = 1 << (1 + Stage::ALL.len());

/// The bit of a stage in a set of stages.
pub(crate) fn stage_bit(stage: Option<Stage>) -> usize {
    1 << stage.map_or(0, |stage| 1 + stage as usize)
}

impl Segment {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.line_offsets.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = LocalRow> + Clone + use<> {
        self.row_range().map(LocalRow::from)
    }

    /// All rows as numbers.
    pub(crate) fn row_range(&self) -> Range<u16> {
        // Builders add no more rows than 16 bits can number.
        0..u16::try_from(self.len()).unwrap_or(u16::MAX)
    }

    /// The first row of the entry of a row, which is its default variant.
    #[must_use]
    pub fn entry_row(&self, row: LocalRow) -> LocalRow {
        self.entry_rows.get(&self.buffer, row.index()).map_or(row, LocalRow::from_le_bytes)
    }

    /// The first row of each entry, in order.
    pub fn entry_rows(&self) -> impl Iterator<Item = LocalRow> {
        self.rows().filter(|row| self.entry_row(*row) == *row)
    }

    /// Whether an entry has several rows.
    #[must_use]
    pub fn has_variants(&self) -> bool {
        self.entry_rows.len() > 0
    }

    /// All rows of the entry of a row.
    pub fn variant_rows(&self, row: LocalRow) -> impl Iterator<Item = LocalRow> {
        let first = self.entry_row(row);
        let rows = (first.index()..self.len()).map_while(LocalRow::from_index);
        rows.take_while(move |other| self.entry_row(*other) == first)
    }

    /// Whether the weights of a row are not released, and no license is stated.
    #[must_use]
    pub fn has_closed_license(&self, row: LocalRow) -> bool {
        if self.key(EncodedField::License, row) > 0 {
            return false;
        }
        let open_weights = self.value(EncodedField::OpenWeights, self.key(EncodedField::OpenWeights, row));
        matches!(open_weights, Some(FieldValue::OpenWeights(false)))
    }

    /// The figures of the variant of a row.
    #[must_use]
    pub fn variant(&self, row: LocalRow) -> Option<VariantFigures> {
        match self.value(EncodedField::Variant, self.key(EncodedField::Variant, row)) {
            Some(FieldValue::Variant(figures)) => Some(figures),
            _ => None,
        }
    }

    /// The name of the variant of a row; `None` if its entry has no other row.
    #[must_use]
    pub fn variant_name(&self, row: LocalRow) -> Option<String> {
        self.variant_rows(row).nth(1)?;
        Some(self.variant(row)?.name)
    }

    /// The name, then the aliases.
    pub fn names(&self, row: LocalRow) -> impl Iterator<Item = &str> {
        NameIter::new(self.names.get(&self.buffer, row.index()))
            .map(|(_, name)| std::str::from_utf8(name).unwrap_or_default())
    }

    /// The name, the aliases and the id, as UTF-8.
    pub(crate) fn names_with_kind(&self, row: LocalRow) -> impl Iterator<Item = (NameKind, &[u8])> {
        let id = move || (NameKind::Id, self.ids.get(&self.buffer, row.index()));
        NameIter::new(self.names.get(&self.buffer, row.index())).chain(std::iter::once_with(id))
    }

    /// The name.
    #[must_use]
    pub fn name(&self, row: LocalRow) -> &str {
        self.names(row).next().unwrap_or_default()
    }

    /// The id.
    #[must_use]
    pub fn id(&self, row: LocalRow) -> &str {
        self.ids.get_str(&self.buffer, row.index())
    }

    /// The hash of the id, as [`hash_id`] computes it.
    pub(crate) fn id_hash(&self, row: LocalRow) -> u32 {
        hash_id(self.id(row))
    }

    /// By row, the characters of the names and the initials of the names and the id.
    pub(crate) fn char_masks(&self) -> CharMaskColumn<'_> {
        CharMaskColumn(self.char_masks.values(&self.buffer))
    }

    /// Which links the entry has.
    #[must_use]
    pub fn links(&self, row: LocalRow) -> LinkSet {
        self.links.get(&self.buffer, row.index()).map(LinkSet::from_le_bytes).unwrap_or_default()
    }

    fn column(&self, field: EncodedField) -> DictionaryColumn {
        self.fields.get(field as usize).copied().unwrap_or_default()
    }

    /// By key minus one, the characters of the values of a [searchable](EncodedField::is_searchable) field.
    pub(crate) fn value_char_masks(&self, field: EncodedField) -> CharMaskColumn<'_> {
        CharMaskColumn(self.column(field).char_masks.values(&self.buffer))
    }

    /// By row, the dictionary keys of a field.
    #[must_use]
    pub fn keys(&self, field: EncodedField) -> KeyColumn<'_> {
        KeyColumn(self.column(field).keys.values(&self.buffer))
    }

    /// The dictionary key of a row's value, from 1; 0 if the value is unknown.
    #[must_use]
    pub fn key(&self, field: EncodedField, row: LocalRow) -> usize {
        self.keys(field).get(row)
    }

    /// The distinct values of a field as bytes for
    /// [`FieldValue::decode`], in the order of their keys from 1. Equal bytes
    /// are equal values, in other segments too.
    #[must_use]
    pub fn dictionary(&self, field: EncodedField) -> impl ExactSizeIterator<Item = &[u8]> {
        let values = self.column(field).dictionary;
        (0..values.len()).map(move |idx| values.get(&self.buffer, idx))
    }

    /// The bytes of the value with this key; empty for key 0.
    #[must_use]
    pub fn encoded_value(&self, field: EncodedField, key: usize) -> &[u8] {
        key.checked_sub(1).map_or(&[], |idx| self.column(field).dictionary.get(&self.buffer, idx))
    }

    /// The value with this key; `None` for key 0.
    #[must_use]
    pub fn value(&self, field: EncodedField, key: usize) -> Option<FieldValue<'static>> {
        FieldValue::decode(field, self.encoded_value(field, key))
    }

    /// By key of [`EncodedField::Stage`], the stage; `None` for key 0, which extensions have.
    #[must_use]
    pub fn stages_by_key(&self) -> Vec<Option<Stage>> {
        let count = self.column(EncodedField::Stage).dictionary.len();
        let stage = |key| match self.value(EncodedField::Stage, key) {
            Some(FieldValue::Stage(stage)) => Some(stage),
            _ => None,
        };
        (0..=count).map(stage).collect()
    }

    /// The number of entries by the set of the stages of their rows: bit 0 for a row without a
    /// stage, then a bit for each of [`Stage::ALL`].
    pub(crate) fn count_stage_sets(&self) -> [usize; STAGE_SETS] {
        let mut counts = [0; STAGE_SETS];
        let stages = self.stages_by_key();
        let bits: Vec<_> = stages.into_iter().map(stage_bit).collect();
        let keys = self.keys(EncodedField::Stage);
        let mut rows = self.rows().peekable();
        while let Some(row) = rows.next() {
            let bit = |row| bits.get(keys.get(row)).copied().unwrap_or_default();
            let mut set = bit(row);
            while let Some(next) = rows.next_if(|next| self.entry_row(*next) == self.entry_row(row)) {
                set |= bit(next);
            }
            counts.get_mut(set).into_iter().for_each(|count| *count += 1);
        }
        counts
    }

    /// The stage of a model; `None` for an extension.
    #[must_use]
    pub fn stage(&self, row: LocalRow) -> Option<Stage> {
        match self.value(EncodedField::Stage, self.key(EncodedField::Stage, row)) {
            Some(FieldValue::Stage(stage)) => Some(stage),
            _ => None,
        }
    }

    /// Whether an entry has a paper, an insight or a description.
    pub(crate) fn has_long_texts(&self) -> bool {
        !self.papers.is_empty() || !self.summaries.is_empty()
    }

    /// The title and the arXiv id of the paper, as far as they are known.
    pub fn paper_texts(&self, row: LocalRow) -> impl Iterator<Item = &str> {
        self.paper_bytes(row).filter_map(|text| std::str::from_utf8(text).ok())
    }

    /// [`paper_texts`](Self::paper_texts) in UTF-8, not validated again: a search reads those of all rows.
    pub(crate) fn paper_bytes(&self, row: LocalRow) -> impl Iterator<Item = &[u8]> {
        self.long_texts(self.papers, row)
    }

    /// The [folded](crate::fold::fold_prose) insight or description, in English and in Chinese, in UTF-8.
    pub(crate) fn summary_bytes(&self, row: LocalRow) -> impl Iterator<Item = &[u8]> {
        self.long_texts(self.summaries, row)
    }

    /// Parses the entry from its line. `None` if its file cannot be read any
    /// more, or has another entry there now.
    #[must_use]
    pub fn read_entry(&self, row: LocalRow) -> Option<Entry> {
        let start = |idx| self.line_offsets.get(&self.buffer, idx).map(u32::from_le_bytes);
        let (idx, begin) = (row.index(), start(row.index())?);
        // The rows of one entry share its line.
        let end = (idx + 1..self.len()).find_map(|next| start(next).filter(|next| *next > begin));
        let text = self.lines.slice(begin, end.unwrap_or(self.lines_end))?;
        let entry = Entry::from_trusted_json(text.lines().next()?)?;
        (entry.as_entry_ref().id().as_str() == self.id(row)).then_some(entry)
    }

    fn rows_by_id_hash(&self) -> &[LocalRow] {
        self.rows_by_id_hash.get_or_init(|| {
            let mut rows: Vec<_> = self.rows().map(|row| (self.id_hash(row), row)).collect();
            rows.sort_unstable();
            rows.into_iter().map(|(_, row)| row).collect()
        })
    }

    /// The texts of `papers` or `summaries`.
    fn long_texts(&self, column: SparseStringColumn, row: LocalRow) -> impl Iterator<Item = &[u8]> {
        let (column, buffer) = match &self.compressed_texts {
            Some(bytes) => (column.without_first(self.papers.start()), bytes.get()),
            None => (column, &*self.buffer),
        };
        column.texts(buffer, self.entry_row(row))
    }

    /// The first byte of the papers and summaries, the last columns of the buffer.
    pub(crate) fn long_texts_start(&self) -> usize {
        self.papers.start() as usize
    }

    /// Computes what the first [`row_by_id`](Self::row_by_id) and the first search need.
    pub(crate) fn prewarm(&self) {
        if let Some(texts) = &self.compressed_texts {
            texts.get();
        }
        self.rows_by_id_hash();
    }

    /// The first row of the entry with this id.
    #[must_use]
    pub fn row_by_id(&self, id: &str) -> Option<LocalRow> {
        let (rows, hash) = (self.rows_by_id_hash(), hash_id(id));
        let first = rows.partition_point(|row| self.id_hash(*row) < hash);
        let rows = rows.get(first..).unwrap_or_default().iter().copied();
        rows.take_while(|row| self.id_hash(*row) == hash).find(|row| self.id(*row) == id)
    }

    /// By key of [`EncodedField::BaseModels`], whether one of the parents satisfies the predicate.
    pub(crate) fn has_parent_mask(&self, is_match: impl Fn(ParentKey) -> bool) -> Vec<bool> {
        let hashes = self.parent_hashes.values(&self.buffer).iter().map(|hash| u32::from_le_bytes(*hash));
        let variants = self.parent_variants.values(&self.buffer).iter().map(|hash| u32::from_le_bytes(*hash));
        let is_weights =
            |relation: &[u8; 1]| Relation::ALL.iter().any(|other| other.uses_weights() && [*other as u8] == *relation);
        let relations = self.parent_relations.values(&self.buffer).iter().map(is_weights);
        let parents = hashes.zip(variants.chain(std::iter::repeat(0))).zip(relations);
        let key = |((id, variant), uses_weights)| ParentKey { id, variant, uses_weights };
        let (mut parents, mut start) = (parents.map(key), 0);
        let by_key = self.parent_offsets.values(&self.buffer).iter().map(|end| {
            let end = u32::from_le_bytes(*end) as usize;
            let count = end - start;
            start = end;
            // All parents are taken, so that the next key begins at its own.
            parents.by_ref().take(count).fold(false, |found, parent| found | is_match(parent))
        });
        std::iter::once(false).chain(by_key).collect()
    }

    /// Whether a variant of some parent is named.
    pub(crate) fn names_parent_variants(&self) -> bool {
        self.parent_variants.len() > 0
    }

    /// The hash of the name of a row's variant; 0 if it has none.
    pub(crate) fn variant_hash(&self, row: LocalRow) -> u32 {
        let bytes = self.encoded_value(EncodedField::Variant, self.key(EncodedField::Variant, row));
        VariantFigures::decode_name(bytes).map_or(0, hash_variant)
    }

    /// Each parent of each row, and the row.
    pub(crate) fn parent_edges(&self) -> impl Iterator<Item = (ParentKey, LocalRow)> {
        let parents = RefCell::new(Vec::new());
        let ends = self.parent_offsets.values(&self.buffer).iter().map(|end| u32::from_le_bytes(*end) as usize);
        let ends: Vec<_> = std::iter::once(0).chain(ends).collect();
        self.has_parent_mask(|parent| {
            parents.borrow_mut().push(parent);
            false
        });
        let parents = parents.into_inner();
        self.rows().flat_map(move |row| {
            let key = self.key(EncodedField::BaseModels, row);
            let bounds = key.checked_sub(1).and_then(|start| Some(*ends.get(start)?..*ends.get(key)?));
            let of_row = bounds.and_then(|bounds| parents.get(bounds)).unwrap_or_default().to_vec();
            of_row.into_iter().map(move |parent| (parent, row))
        })
    }

    /// The rows that have a parent that satisfies the predicate.
    pub(crate) fn rows_with_parent(&self, is_match: impl Fn(ParentKey) -> bool) -> impl Iterator<Item = LocalRow> {
        let mask = self.has_parent_mask(is_match);
        let count = if mask.contains(&true) { self.len() } else { 0 };
        self.rows().take(count).filter(move |row| mask.get(self.key(EncodedField::BaseModels, *row)) == Some(&true))
    }
}
