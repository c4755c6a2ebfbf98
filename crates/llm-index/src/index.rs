//! The index: segments of encoded entries, addressed by row.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use llm_catalog::{Catalog, CatalogMeta, Entry, EntryRef, bookmarks::Bookmarks, model::Stage, write};

use crate::{
    row_id::{LocalRow, RowId},
    segment::{Segment, SegmentError, builder::SegmentBuilder, line_store::LineStore},
};

/// Entries by row. A clone is cheap and unaffected by later changes of the original.
#[derive(Clone, Debug, Default)]
pub struct Index {
    meta: Arc<CatalogMeta>,
    segments: Vec<Arc<Segment>>,
    /// The first row of each segment.
    base_rows: Vec<RowId>,
    len: usize,
    /// The number of extensions, then of models with each stage.
    stage_counts: [usize; 1 + Stage::ALL.len()],
    entry_cache: Arc<EntryCache>,
    bookmarks: Arc<Bookmarks>,
    /// By row, the position of the name in alphabetical order; computed on first use.
    name_ordinals: Arc<OnceLock<Vec<u32>>>,
    /// Of the entries and the active benchmark.
    content_generation: u64,
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
        for entries in entries.chunks(MAX_CATALOG_SEGMENT_ROWS) {
            let (mut segment, lines) = build_segment(entries)?;
            segment.lines = LineStore::InMemory(lines.into());
            index.push(segment).map_err(|_| SegmentError::Full)?;
        }
        Ok(index)
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
        for (count, more) in self.stage_counts.iter_mut().zip(segment.count_stages()) {
            *count += more;
        }
        self.segments.push(Arc::new(segment));
        self.name_ordinals = Arc::default();
        self.content_generation = next_generation();
        Ok(())
    }

    /// A number that changes whenever the entries, the active benchmark or the
    /// bookmarks change. Indexes of the same generation have the same content.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.content_generation.max(self.bookmarks_generation)
    }

    /// The generation of the entries and the active benchmark alone.
    pub(crate) fn content_generation(&self) -> u64 {
        self.content_generation
    }

    /// The generation of the bookmarks alone.
    pub(crate) fn bookmarks_generation(&self) -> u64 {
        self.bookmarks_generation
    }

    /// The number of extensions, under `None`, and of models by stage.
    pub fn stage_counts(&self) -> impl Iterator<Item = (Option<Stage>, usize)> {
        std::iter::once(None).chain(Stage::ALL.map(Some)).zip(self.stage_counts)
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
            self.content_generation = next_generation();
        }
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

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All rows in order.
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

    /// Reads every entry, except those whose file cannot be read any more.
    pub fn entries(&self) -> impl Iterator<Item = (RowId, Entry)> {
        self.segments().flat_map(|(base_row, segment)| {
            let segment = segment.clone();
            segment.rows().filter_map(move |row| Some((base_row.offset(row), segment.read_entry(row)?)))
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

    /// The row of the entry with this id.
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
