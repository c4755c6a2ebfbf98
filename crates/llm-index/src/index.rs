//! The index: segments of encoded entries, addressed by row. A model has a row for each of its variants.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use llm_catalog::{
    Benchmark, Catalog, CatalogMeta, Entry, EntryRef, Model, bookmarks::Bookmarks, id::Id, memory::MemoryBudget,
    model::Stage, protocol::ComparableScores, variant::Variant, write,
};

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::{
    field::EncodedField,
    field_value::FieldValue,
    protocol_counts::{ProtocolCounter, ProtocolCounts},
    row_id::{LocalRow, RowId},
    score_range::{ScoreRange, ScoreRanges},
    segment::{STAGE_SETS, Segment, SegmentError, builder::SegmentBuilder, line_store::LineStore, stage_bit},
};

/// Entries by row. A clone is cheap and unaffected by later changes of the original.
#[derive(Clone, Debug, Default)]
pub struct Index {
    meta: Arc<CatalogMeta>,
    segments: Vec<Arc<Segment>>,
    /// The first row of each segment.
    base_rows: Vec<RowId>,
    len: usize,
    /// The number of entries by the set of the stages of their rows.
    stage_set_counts: [usize; STAGE_SETS],
    score_ranges: Arc<ScoreRanges>,
    protocol_counts: Arc<ProtocolCounts>,
    entry_cache: Arc<EntryCache>,
    bookmarks: Arc<Bookmarks>,
    /// By row, the position of the name in alphabetical order; computed on first use.
    name_ordinals: Arc<OnceLock<Vec<u32>>>,
    content_generation: u64,
    /// Of the active benchmark and the memory budget.
    basis_generation: u64,
    bookmarks_generation: u64,
}

/// The entries that were read last, newest first.
type EntryCache = Mutex<VecDeque<(RowId, Arc<Entry>)>>;
/// More entries than a screen shows.
const ENTRY_CACHE_CAPACITY: usize = 256;
/// The segments of a catalogue have fewer rows than they can, so that several cores search them.
pub(crate) const MAX_CATALOG_SEGMENT_ROWS: usize = 20_000;

/// An index has more entries than it can number with 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an index holds at most {} entries", u32::MAX)]
pub struct IndexFull;

/// Where the entry of a row is.
#[derive(Clone, Copy, Debug)]
pub struct RowLocation<'s> {
    /// The position of the segment in the index.
    pub segment_idx: usize,
    /// The segment.
    pub segment: &'s Segment,
    /// The row within the segment.
    pub row: LocalRow,
}

/// Rows of one segment.
#[derive(Clone, Copy, Debug)]
pub struct SegmentRows<'s> {
    /// The position of the segment in the index.
    pub segment_idx: usize,
    /// The segment.
    pub segment: &'s Segment,
    /// Its first row.
    pub base_row: RowId,
    /// The rows, ascending; all of them are in the segment.
    pub rows: &'s [RowId],
}

impl<'s> SegmentRows<'s> {
    /// Each row of the index with its row of the segment.
    #[must_use]
    pub fn with_local_rows(&self) -> impl ExactSizeIterator<Item = (RowId, LocalRow)> + use<'s> {
        let base_row = self.base_row;
        self.rows.iter().map(move |row| (*row, row.within(base_row)))
    }
}

impl TryFrom<&Catalog> for Index {
    type Error = SegmentError;

    /// # Errors
    ///
    /// Fails if the texts of 20,000 entries take more than 4 GiB.
    fn try_from(catalog: &Catalog) -> Result<Self, SegmentError> {
        let mut index = Self { meta: Arc::new(catalog.meta().clone()), ..Self::default() };
        index.content_generation = next_generation();
        let entries: Vec<_> = catalog.entries().collect();
        let mut rest = entries.as_slice();
        while !rest.is_empty() {
            let entries = split_off_rows(&mut rest);
            let (mut segment, lines) = build_segment(entries)?;
            segment.lines = LineStore::InMemory(lines.into());
            index.push(segment).map_err(|_| SegmentError::Full)?;
        }
        Ok(index)
    }
}

/// The first entries that have at most [`MAX_CATALOG_SEGMENT_ROWS`] rows, at least one, and leaves the others.
fn split_off_rows<'e, 'c>(entries: &mut &'e [EntryRef<'c>]) -> &'e [EntryRef<'c>] {
    let mut rows = 0;
    let fits = |entry: &&EntryRef<'_>| {
        rows += row_count(**entry);
        rows <= MAX_CATALOG_SEGMENT_ROWS
    };
    let count = entries.iter().take_while(fits).count().max(1);
    entries.split_off(..count).unwrap_or_default()
}

/// The number of rows of an entry.
pub(crate) fn row_count(entry: EntryRef<'_>) -> usize {
    match entry {
        EntryRef::Model(model) => model.variants.len().max(1),
        EntryRef::Extension(_) => 1,
    }
}

/// Encodes entries, and writes their JSON lines.
pub(crate) fn build_segment(entries: &[EntryRef<'_>]) -> Result<(Segment, String), SegmentError> {
    let (mut lines, mut builder) = (String::new(), SegmentBuilder::with_capacity(entries.len()));
    for entry in entries {
        let line = write::to_json_line(*entry);
        let offset = u32::try_from(lines.len()).map_err(|_| SegmentError::Overflow { column: "lines" })?;
        builder.push_entry(*entry, offset, line.len())?;
        lines += &line;
        lines.push('\n');
    }
    Ok((builder.finish(LineStore::default())?, lines))
}

/// A number that no index had before.
fn next_generation() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

impl Index {
    pub(crate) fn from_segment(meta: CatalogMeta, segment: Segment) -> Result<Self, IndexFull> {
        let mut index = Self { meta: Arc::new(meta), ..Self::default() };
        index.push(segment)?;
        Ok(index)
    }

    /// Appends the entries of a segment. The rows of earlier entries stay valid.
    ///
    /// # Errors
    ///
    /// Fails if the rows could not be numbered with 32 bits.
    pub fn push(&mut self, segment: Segment) -> Result<(), IndexFull> {
        let base_row = RowId::from_index(self.len).ok_or(IndexFull)?;
        let len = self.len + segment.len();
        RowId::from_index(len).ok_or(IndexFull)?;
        self.base_rows.push(base_row);
        self.len = len;
        for (count, more) in self.stage_set_counts.iter_mut().zip(segment.count_stage_sets()) {
            *count += more;
        }
        Arc::make_mut(&mut self.score_ranges).merge(&segment.score_ranges);
        Arc::make_mut(&mut self.protocol_counts).merge(&segment.protocol_counts);
        self.update_comparable_scores();
        self.segments.push(Arc::new(segment));
        self.name_ordinals = Arc::default();
        self.content_generation = next_generation();
        Ok(())
    }

    /// A number that changes whenever the entries, what the score and memory columns show, or the
    /// bookmarks change. Indexes of the same generation have the same content.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.content_generation.max(self.basis_generation).max(self.bookmarks_generation)
    }

    /// The generation of the entries alone.
    pub(crate) fn content_generation(&self) -> u64 {
        self.content_generation
    }

    /// The generation of the bookmarks alone.
    pub(crate) fn bookmarks_generation(&self) -> u64 {
        self.bookmarks_generation
    }

    /// The number of entries that have a row with one of some stages; `None` stands for an extension.
    #[must_use]
    pub fn count_entries(&self, is_match: impl Fn(Option<Stage>) -> bool) -> usize {
        let stages = std::iter::once(None).chain(Stage::ALL.map(Some));
        let wanted: usize = stages.filter(|stage| is_match(*stage)).map(stage_bit).sum();
        let counts = self.stage_set_counts.iter().enumerate();
        counts.filter(|(set, _)| set & wanted != 0).map(|(_, count)| count).sum()
    }

    /// Everything in the catalogue but its entries.
    #[must_use]
    pub fn meta(&self) -> &CatalogMeta {
        &self.meta
    }

    /// Selects the benchmark of the score column, by its position in
    /// [`CatalogMeta::benchmarks`].
    pub fn set_active_benchmark(&mut self, benchmark_idx: usize) {
        if self.meta.active_benchmark_idx != benchmark_idx {
            Arc::make_mut(&mut self.meta).active_benchmark_idx = benchmark_idx;
            self.update_comparable_scores();
            self.basis_generation = next_generation();
        }
    }

    /// Selects the benchmark of the score column and which of its scores compare with each other; `None` for those of
    /// the protocol that most models have.
    pub fn set_shown_scores(&mut self, benchmark_idx: usize, comparable: Option<ComparableScores>) {
        self.set_active_benchmark(benchmark_idx);
        let comparable = comparable.or_else(|| self.most_common_active_scores());
        if self.meta.comparable_scores != comparable {
            Arc::make_mut(&mut self.meta).comparable_scores = comparable;
            self.basis_generation = next_generation();
        }
    }

    fn update_comparable_scores(&mut self) {
        let scores = self.most_common_active_scores();
        if self.meta.comparable_scores != scores {
            Arc::make_mut(&mut self.meta).comparable_scores = scores;
        }
    }

    fn most_common_active_scores(&self) -> Option<ComparableScores> {
        self.protocol_counts.most_common_on(&self.meta.active_benchmark()?.id)
    }

    /// The scores on a benchmark that compare with each other: those that were selected for the active one, else those of
    /// the protocol that most models have. `None` if there is none.
    #[must_use]
    pub fn comparable_scores(&self, benchmark: &Id) -> Option<ComparableScores> {
        match &self.meta.comparable_scores {
            Some(selected) if selected.benchmark == *benchmark => Some(selected.clone()),
            _ => self.protocol_counts.most_common_on(benchmark),
        }
    }

    /// The scores on a benchmark, by its position in [`CatalogMeta::benchmarks`], of the protocol that most of some rows
    /// have one of; `None` if no row has a score on it.
    #[must_use]
    pub fn commonest_scores(&self, rows: &[RowId], benchmark_idx: usize) -> Option<ComparableScores> {
        let benchmark = &self.meta.benchmarks.get(benchmark_idx)?.id;
        let mut counter = ProtocolCounter::default();
        for row in rows {
            let Some((segment, local_row)) = self.locate(*row) else { continue };
            let value = segment.value(EncodedField::Scores, segment.key(EncodedField::Scores, local_row));
            let Some(FieldValue::Scores(scores)) = value else { continue };
            for score in scores.iter().filter(|score| score.benchmark == *benchmark) {
                let slot = counter.slot(score);
                counter.count(slot, row.index());
            }
        }
        let most_common = counter.finish().most_common_on(benchmark)?;
        // Other rows write the setting with another mode of the model.
        let settings = self.protocol_counts.settings(benchmark, &most_common.protocol);
        Some(ComparableScores { settings, ..most_common })
    }

    /// Selects the bits and the context of the memory column; the amount of memory makes no difference.
    pub fn set_memory_budget(&mut self, budget: MemoryBudget) {
        let budget = MemoryBudget { bytes: MemoryBudget::UNLIMITED.bytes, ..budget };
        if self.meta.memory_budget != budget {
            Arc::make_mut(&mut self.meta).memory_budget = budget;
            self.basis_generation = next_generation();
        }
    }

    /// Sets the bits and the context of the memory column for queries that do not say.
    pub fn set_default_memory_budget(&mut self, budget: MemoryBudget) {
        if self.meta.default_memory_budget != budget {
            Arc::make_mut(&mut self.meta).default_memory_budget = budget;
        }
        self.set_memory_budget(budget);
    }

    /// The benchmark that most of some rows have a score on, by its position in [`CatalogMeta::benchmarks`]; of equally
    /// frequent ones the first. A rating only if the rows have no other: `score:>80` asks for percent. `None` if no row
    /// has a score.
    #[must_use]
    pub fn commonest_benchmark(&self, rows: &[RowId]) -> Option<usize> {
        let benchmarks = &self.meta.benchmarks;
        let mut counts = vec![0_usize; benchmarks.len()];
        for row in rows {
            let Some((segment, row)) = self.locate(*row) else { continue };
            let value = segment.value(EncodedField::Scores, segment.key(EncodedField::Scores, row));
            let Some(FieldValue::Scores(scores)) = value else { continue };
            for (count, benchmark) in counts.iter_mut().zip(benchmarks) {
                *count += usize::from(scores.iter().any(|score| score.benchmark == benchmark.id));
            }
        }
        let is_percent = |benchmark: &Benchmark| self.score_range(&benchmark.id).is_some_and(ScoreRange::is_percent);
        let key = |(count, benchmark): (&usize, &Benchmark)| (*count > 0 && is_percent(benchmark), *count);
        let keys = counts.iter().zip(benchmarks).map(key);
        let most = keys.clone().max().filter(|(_, count)| *count > 0)?;
        keys.into_iter().position(|key| key == most)
    }

    /// The lowest and the highest score on a benchmark; `None` if there is none.
    #[must_use]
    pub fn score_range(&self, benchmark: &Id) -> Option<ScoreRange> {
        self.score_ranges.get(benchmark)
    }

    /// Replaces the bookmarks.
    pub fn set_bookmarks(&mut self, bookmarks: Bookmarks) {
        self.bookmarks = bookmarks.into();
        self.bookmarks_generation = next_generation();
    }

    /// The bookmarks, of entries in this index and of others.
    #[must_use]
    pub fn bookmarks(&self) -> &Arc<Bookmarks> {
        &self.bookmarks
    }

    /// The note on a bookmarked entry, which may be empty; `None` without a bookmark.
    #[must_use]
    pub fn bookmark_note(&self, row: RowId) -> Option<&str> {
        let (segment, row) = self.locate(row)?;
        self.bookmarks.note(segment.id(row))
    }

    /// The number of rows, which is that of entries or larger: a variant of a model is a row.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The first row of the entry of a row, which is its default variant.
    #[must_use]
    pub fn entry_row(&self, row: RowId) -> RowId {
        let Some(RowLocation { segment, row: local, .. }) = self.location(row) else { return row };
        // The rows of an entry are next to each other.
        let distance = local.index() - segment.entry_row(local).index();
        RowId::from_index(row.index() - distance).unwrap_or(row)
    }

    /// All rows of the entry of a row, ascending.
    #[must_use]
    pub fn variant_rows(&self, row: RowId) -> Vec<RowId> {
        let first = self.entry_row(row);
        let Some((segment, local)) = self.locate(first) else { return Vec::new() };
        (0..u32::MAX).zip(segment.variant_rows(local)).map(|(idx, _)| RowId::from(first.get() + idx)).collect()
    }

    /// Of each entry the first of its rows, in the given order.
    #[must_use]
    pub fn one_row_per_entry(&self, rows: Arc<Vec<RowId>>) -> Arc<Vec<RowId>> {
        if !self.segments.iter().any(|segment| segment.has_variants()) {
            return rows;
        }
        let mut seen = FxHashSet::with_capacity_and_hasher(rows.len(), FxBuildHasher);
        rows.iter().copied().filter(|row| seen.insert(self.entry_row(*row))).collect::<Vec<_>>().into()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows in order, those of an entry next to each other.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = RowId> + Clone + use<> {
        (0..u32::MAX).take(self.len).map(RowId::from)
    }

    /// The segments, each with its first row.
    #[must_use]
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (RowId, &Arc<Segment>)> {
        self.base_rows.iter().copied().zip(&self.segments)
    }

    /// The segment of a row and the row within it; `None` after the last row.
    #[must_use]
    pub fn locate(&self, row: RowId) -> Option<(&Segment, LocalRow)> {
        self.location(row).map(|location| (location.segment, location.row))
    }

    /// Where the entry of a row is; `None` after the last row.
    #[must_use]
    pub fn location(&self, row: RowId) -> Option<RowLocation<'_>> {
        if row.index() >= self.len {
            return None;
        }
        let segment_idx = self.base_rows.partition_point(|base_row| *base_row <= row).checked_sub(1)?;
        let base_row = *self.base_rows.get(segment_idx)?;
        Some(RowLocation { segment_idx, segment: self.segments.get(segment_idx)?, row: row.within(base_row) })
    }

    /// Ascending rows by segment. Segments without one of them are left out.
    #[must_use]
    pub fn group_by_segment<'s>(&'s self, rows: &'s [RowId]) -> Vec<SegmentRows<'s>> {
        let mut rest = rows;
        let group = |(segment_idx, (base_row, segment)): (usize, (RowId, &'s Arc<Segment>))| {
            let end = rest.partition_point(|row| row.index() < base_row.index() + segment.len());
            let (rows, tail) = rest.split_at_checked(end).unwrap_or_default();
            rest = tail;
            SegmentRows { segment_idx, segment, base_row, rows }
        };
        self.segments().enumerate().map(group).filter(|group| !group.rows.is_empty()).collect()
    }

    /// The entry of a row. `None` after the last row, or if the file of the entry cannot be read any more.
    #[must_use]
    pub fn get(&self, row: RowId) -> Option<Arc<Entry>> {
        let mut cache = self.entry_cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, entry)) = cache.iter().find(|(other, _)| *other == row) {
            return Some(entry.clone());
        }
        let (segment, local_row) = self.locate(row)?;
        let entry = Arc::new(segment.read_entry(local_row)?);
        cache.truncate(ENTRY_CACHE_CAPACITY - 1);
        cache.push_front((row, entry.clone()));
        Some(entry)
    }

    /// The entry of a row, a model as the variant of the row has it (see [`Model::resolve`]).
    #[must_use]
    pub fn resolved(&self, row: RowId) -> Option<Arc<Entry>> {
        let entry = self.get(self.entry_row(row))?;
        let Entry::Model(model) = &*entry else { return Some(entry) };
        let Some(variant) = self.variant_of(row, model) else { return Some(entry) };
        Some(Arc::new(Entry::Model(Box::new(model.resolve(variant)))))
    }

    /// The variant of a row among those of its model.
    #[must_use]
    pub fn variant_of<'m>(&self, row: RowId, model: &'m Model) -> Option<&'m Variant> {
        let position = row.index() - self.entry_row(row).index();
        model.variants.get(*model.variant_order().get(position)?)
    }

    /// The row of a variant of the model of a row; `None` if it has no variant of this name.
    #[must_use]
    pub fn variant_row(&self, row: RowId, name: &str) -> Option<RowId> {
        let entry = self.get(self.entry_row(row))?;
        let Entry::Model(model) = &*entry else { return None };
        let is_named = |row: &RowId| self.variant_of(*row, model).is_some_and(|variant| variant.name == name);
        self.variant_rows(row).into_iter().find(is_named)
    }

    /// The name of the variant of a row; `None` if its model has no other.
    #[must_use]
    pub fn variant_name(&self, row: RowId) -> Option<String> {
        let (segment, local) = self.locate(row)?;
        segment.variant_name(local)
    }

    /// Reads every entry with its first row, except those whose file cannot be read any more.
    pub fn entries(&self) -> impl Iterator<Item = (RowId, Entry)> {
        self.segments().flat_map(|(base_row, segment)| {
            let segment = segment.clone();
            let rows: Vec<_> = segment.entry_rows().collect();
            rows.into_iter().filter_map(move |row| Some((base_row.offset(row), segment.read_entry(row)?)))
        })
    }

    /// By row, the position of the name in alphabetical order. `compute` runs
    /// once for the entries of this generation.
    pub(crate) fn name_ordinals(&self, compute: impl FnOnce() -> Vec<u32>) -> &[u32] {
        self.name_ordinals.get_or_init(compute)
    }

    /// Computes the look-up tables that the first [`row_by_id`](Self::row_by_id) needs.
    pub fn prewarm(&self) {
        self.segments.iter().for_each(|segment| segment.prewarm());
    }

    /// The first row of the entry with this id.
    #[must_use]
    pub fn row_by_id(&self, id: &str) -> Option<RowId> {
        self.segments().find_map(|(base_row, segment)| Some(base_row.offset(segment.row_by_id(id)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(id: &str) -> Segment {
        let mut builder = SegmentBuilder::with_capacity(1);
        let line = format!(r#"{{"id":"{id}","name":"{id}","stage":"base","open_weights":true}}"#);
        builder.push_json(&line, 0).unwrap();
        builder.finish(LineStore::InMemory(line.into())).unwrap()
    }

    #[test]
    fn the_generation_changes_with_the_content() {
        let mut index = Index::default();
        let mut generations = vec![index.generation()];
        index.push(segment("a")).unwrap();
        generations.push(index.generation());
        index.push(segment("b")).unwrap();
        generations.push(index.generation());
        index.set_bookmarks(Bookmarks::default());
        generations.push(index.generation());
        index.set_active_benchmark(1);
        generations.push(index.generation());
        assert!(generations.is_sorted_by(|before, after| before < after), "{generations:?}");
        index.set_active_benchmark(1);
        assert_eq!(index.clone().generation(), *generations.last().unwrap());
    }

    #[test]
    fn rows_are_located_in_their_segments() {
        let mut index = Index::default();
        for id in ["a", "b", "c"] {
            index.push(segment(id)).unwrap();
        }
        let ids: Vec<_> = index.rows().map(|row| index.get(row).unwrap().as_entry_ref().id().to_string()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert!(index.locate(RowId::from(3)).is_none());
        let rows: Vec<_> = index.rows().skip(1).collect();
        let groups = index.group_by_segment(&rows);
        assert_eq!(groups.iter().map(|group| group.segment_idx).collect::<Vec<_>>(), [1, 2]);
    }
}
