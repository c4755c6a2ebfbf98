//! Some tens of thousands of entries at most, packed so that they can be
//! searched, filtered and ordered without being read again.

use std::sync::OnceLock;

mod borrowed_entry;
pub(crate) mod buffer;
pub(crate) mod builder;
mod columns;
mod field;
pub(crate) mod line_store;
mod link_set;
mod name_kind;
mod writers;

pub use columns::{CharMaskColumn, KeyColumn};
pub use field::EncodedField;
pub use link_set::LinkSet;
pub use name_kind::NameKind;
pub use writers::hash_str;

use serde::{Deserialize, Serialize};

use buffer::SegmentBuffer;
use columns::{ColumnWriter, DictionaryColumn, FixedColumn, SparseStringColumn, StringColumn};
use line_store::LineStore;
use name_kind::NameIter;
use writers::SparseStringColumnBuilder;

use llm_catalog::{Entry, EntryRef, model::Stage};

/// Entries that lie together. Their rows are counted from 0.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Segment {
    #[serde(skip)]
    pub(crate) lines: LineStore,
    /// What the columns lie in.
    #[serde(skip)]
    pub(crate) buffer: SegmentBuffer,
    /// Where the line of each row begins.
    pub(crate) line_offsets: FixedColumn<4>,
    /// Where the last one ends.
    pub(crate) lines_end: u32,
    /// For each row its name and its other spellings.
    pub(crate) names: StringColumn,
    pub(crate) ids: StringColumn,
    /// For each row the letters of its names, and those that begin words in the names and the id.
    pub(crate) char_masks: FixedColumn<8>,
    /// By fact.
    pub(crate) fields: [DictionaryColumn; EncodedField::ALL.len()],
    /// By code of [`Fact::BaseModels`], where the hashes of the parents' ids end.
    pub(crate) parent_offsets: FixedColumn<4>,
    /// Hashes of the parents' ids.
    pub(crate) parent_hashes: FixedColumn<4>,
    /// For each row which links it has, as [`Links`].
    pub(crate) links: FixedColumn<2>,
    pub(crate) papers: SparseStringColumn,
    /// The rows in the order of the hashes of their ids, when one was looked for.
    #[serde(skip)]
    pub(crate) rows_by_id_hash: OnceLock<Vec<u16>>,
    /// Read from the lines where they were not kept.
    #[serde(skip)]
    pub(crate) summaries: OnceLock<SummaryColumn>,
}

/// What was new about some of the entries, with the bytes that it lies in.
#[derive(Debug)]
pub(crate) struct SummaryColumn(SegmentBuffer, SparseStringColumn);

impl From<&SparseStringColumnBuilder> for SummaryColumn {
    fn from(insights: &SparseStringColumnBuilder) -> Self {
        let mut columns = ColumnWriter::default();
        let column = columns.write_sparse(insights);
        Self(columns.finish(), column)
    }
}

impl Segment {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.line_offsets.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its name, then its other spellings.
    pub fn names(&self, row: usize) -> impl Iterator<Item = &str> {
        NameIter::new(self.names.get_bytes(&self.buffer, row))
            .map(|(_, name)| std::str::from_utf8(name).unwrap_or_default())
    }

    /// Its [`names`](Self::names), then its id, as bytes.
    pub fn names_with_kind(&self, row: usize) -> impl Iterator<Item = (NameKind, &[u8])> {
        let id = move || (NameKind::Id, self.ids.get_bytes(&self.buffer, row));
        NameIter::new(self.names.get_bytes(&self.buffer, row)).chain(std::iter::once_with(id))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self, row: usize) -> &str {
        self.names(row).next().unwrap_or_default()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(&self.buffer, row)
    }

    /// By row, the letters of the names, and those that begin words in the names and the id.
    #[must_use]
    pub fn char_masks(&self) -> CharMaskColumn<'_> {
        CharMaskColumn(self.char_masks.values(&self.buffer))
    }

    /// Which links it has.
    #[must_use]
    pub fn links(&self, row: usize) -> LinkSet {
        self.links.get(&self.buffer, row).map_or_else(LinkSet::default, LinkSet::from)
    }

    /// By code from 1, counted from 0, the letters of the values of a fact that [holds words](Fact::holds_words).
    #[must_use]
    pub fn value_char_masks(&self, fact: EncodedField) -> CharMaskColumn<'_> {
        CharMaskColumn(self.column(fact).char_masks.values(&self.buffer))
    }

    /// The numbers of the rows' values of a fact.
    #[must_use]
    pub fn keys(&self, fact: EncodedField) -> KeyColumn<'_> {
        KeyColumn(self.column(fact).keys.values(&self.buffer))
    }

    /// The number of a row's value of a fact, from 1; 0 where it is not known.
    #[must_use]
    pub fn key(&self, fact: EncodedField, row: usize) -> usize {
        self.keys(fact).get(row)
    }

    fn column(&self, fact: EncodedField) -> DictionaryColumn {
        self.fields.get(fact as usize).copied().unwrap_or_default()
    }

    /// By code of [`Fact::Stage`], the stage; extensions have none.
    #[must_use]
    pub fn stages_by_key(&self) -> Vec<Option<Stage>> {
        let stage = |json| serde_json::from_str(json).ok();
        std::iter::once(None).chain(self.dictionary(EncodedField::Stage).map(stage)).collect()
    }

    /// How many entries have no stage, and how many have each.
    pub(crate) fn count_stages(&self) -> [usize; 1 + Stage::ALL.len()] {
        let mut counts = [0; 1 + Stage::ALL.len()];
        let places: Vec<_> =
            self.stages_by_key().into_iter().map(|stage| stage.map_or(0, |stage| 1 + stage as usize)).collect();
        let codes = self.keys(EncodedField::Stage);
        for row in 0..self.len() {
            let place = places.get(codes.get(row)).and_then(|place| counts.get_mut(*place));
            if let Some(count) = place {
                *count += 1;
            }
        }
        counts
    }

    /// The stage of a row; an extension has none.
    #[must_use]
    pub fn stage(&self, row: usize) -> Option<Stage> {
        self.stages_by_key().get(self.key(EncodedField::Stage, row)).copied().flatten()
    }

    /// Every value of a fact, as JSON; the first has the code 1.
    #[must_use]
    pub fn dictionary(&self, fact: EncodedField) -> impl ExactSizeIterator<Item = &str> {
        let values = self.column(fact).dictionary;
        (0..values.len()).map(move |place| values.get(&self.buffer, place))
    }

    /// The value of a code, as JSON.
    #[must_use]
    pub fn value(&self, fact: EncodedField, code: usize) -> &str {
        code.checked_sub(1).map_or("", |place| self.column(fact).dictionary.get(&self.buffer, place))
    }

    /// Whether an entry has a paper, or a text about what was new.
    #[must_use]
    pub fn has_long_texts(&self) -> bool {
        !self.papers.is_empty() || !self.summaries().1.is_empty()
    }

    fn summaries(&self) -> &SummaryColumn {
        self.summaries.get_or_init(|| SummaryColumn::from(&self.read_summaries()))
    }

    /// The title of its paper, then the arXiv id.
    pub fn paper_texts(&self, row: usize) -> impl Iterator<Item = &str> {
        self.papers.texts(&self.buffer, row)
    }

    /// What was new about it, or what it does: English, then Chinese, in small letters.
    pub fn summary_texts(&self, row: usize) -> impl Iterator<Item = &str> {
        let SummaryColumn(bytes, insights) = self.summaries();
        insights.texts(bytes, row)
    }

    fn read_summaries(&self) -> SparseStringColumnBuilder {
        let mut insights = SparseStringColumnBuilder::default();
        for row in 0..self.len() {
            let record = self.read_entry(row);
            let prose = match record.as_ref().map(Entry::as_entry_ref) {
                Some(EntryRef::Model(model)) => model.insight.as_ref(),
                Some(EntryRef::Extension(extension)) => Some(&extension.description),
                None => None,
            };
            if let Some(prose) = prose {
                insights.push(row, &[&prose.en.to_lowercase(), &prose.zh.to_lowercase()]);
            }
        }
        insights
    }

    /// The entry, read anew; nothing where its file cannot be read any more.
    #[must_use]
    pub fn read_entry(&self, row: usize) -> Option<Entry> {
        let start = |row| self.line_offsets.get(&self.buffer, row).map(u32::from_le_bytes);
        let text = self.lines.slice(start(row)?, start(row + 1).unwrap_or(self.lines_end))?;
        let line = text.lines().next()?;
        let record = match &self.lines {
            LineStore::Compressed(_) => Entry::from_trusted_json(&self.restore_fields(line, row))?,
            LineStore::InMemory(_) | LineStore::File(..) => Entry::from_trusted_json(line)?,
        };
        // A file may have been written over since.
        (record.as_entry_ref().id().as_str() == self.id(row)).then_some(record)
    }

    /// The line of a row that was written without the facts that are here.
    fn restore_fields(&self, line: &str, row: usize) -> String {
        let mut line = line.strip_suffix('}').unwrap_or(line).to_owned();
        for fact in EncodedField::ALL.into_iter().filter(|fact| fact.is_lossless()) {
            let value = self.value(fact, self.key(fact, row));
            if !value.is_empty() {
                line.extend([",\"", fact.key(), "\":", value]);
            }
        }
        line + "}"
    }

    pub(crate) fn rows_by_id_hash(&self) -> &[u16] {
        self.rows_by_id_hash.get_or_init(|| {
            let key = |row: u16| u64::from(self.id_hash(row.into())) << 16 | u64::from(row);
            let mut keys: Vec<_> = (0_u16..).take(self.len()).map(key).collect();
            keys.sort_unstable();
            keys.into_iter().filter_map(|key| u16::try_from(key & u64::from(u16::MAX)).ok()).collect()
        })
    }

    /// The row of an entry.
    #[must_use]
    pub fn row_by_id(&self, id: &str) -> Option<usize> {
        let (by_id, hash) = (self.rows_by_id_hash(), hash_str(id));
        let first = by_id.partition_point(|row| self.id_hash((*row).into()) < hash);
        let rows = by_id.get(first..).unwrap_or_default().iter().map(|row| usize::from(*row));
        rows.take_while(|row| self.id_hash(*row) == hash).find(|row| self.id(*row) == id)
    }

    /// By code of [`Fact::BaseModels`], whether one of the parents is wanted, by the hash of its id.
    pub fn has_parent_mask(&self, is_wanted: impl Fn(u32) -> bool) -> Vec<bool> {
        let (parents, mut start) = (self.parent_hashes.values(&self.buffer), 0);
        let of_code = self.parent_offsets.values(&self.buffer).iter().map(|end| {
            let end = u32::from_le_bytes(*end) as usize;
            let family = parents.get(start..end).unwrap_or_default();
            start = end;
            family.iter().any(|hash| is_wanted(u32::from_le_bytes(*hash)))
        });
        std::iter::once(false).chain(of_code).collect()
    }

    /// The rows one of whose parents is wanted, by the hash of its id.
    pub fn children(&self, is_wanted: impl Fn(u32) -> bool) -> impl Iterator<Item = usize> {
        let descends = self.has_parent_mask(is_wanted);
        let rows = if descends.contains(&true) { self.len() } else { 0 };
        (0..rows).filter(move |row| descends.get(self.key(EncodedField::BaseModels, *row)) == Some(&true))
    }

    /// The hash of a row's id.
    #[must_use]
    pub fn id_hash(&self, row: usize) -> u32 {
        hash_str(self.id(row))
    }
}
