//! The shelf: what a person looks things up in, from sixty models to a million.
//!
//! Entries are packed in [`Part`]s as soon as they are read, and looked up by
//! their row; only what is looked at is unpacked.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use llm_catalog::{Catalog, CatalogMeta, Entry, EntryRef, bookmarks::Bookmarks, model::Stage, write};

use crate::segment::{
    EncodedField, Segment,
    buffer::SegmentBuffer,
    builder::SegmentBuilder,
    line_store::{CompressedLines, LineStore},
};

/// Entries by their rows. Copying one is cheap, and keeps what it holds.
#[derive(Clone, Debug, Default)]
pub struct Index {
    meta: Arc<CatalogMeta>,
    segments: Vec<Arc<Segment>>,
    /// The first row of each part.
    base_rows: Vec<usize>,
    len: usize,
    /// How many entries have each stage; the extensions, which have none, come first.
    stage_counts: [usize; 1 + Stage::ALL.len()],
    entry_cache: Arc<EntryCache>,
    /// What a person has bookmarked, of what is here and elsewhere.
    bookmarks: Arc<Bookmarks>,
    /// By row, where the name stands among all.
    name_ordinals: Arc<OnceLock<Vec<u32>>>,
}

/// Entries that were looked at last and are kept ready.
type EntryCache = Mutex<VecDeque<(usize, Arc<Entry>)>>;
/// How many of them: more than a screen shows.
const ENTRY_CACHE_CAPACITY: usize = 256;
/// The most entries of a catalogue that are put into one part.
const MAX_CATALOG_SEGMENT_ROWS: usize = 20_000;

impl From<&Catalog> for Index {
    fn from(catalog: &Catalog) -> Self {
        let mut shelf = Self { meta: Arc::new(catalog.meta().clone()), ..Self::default() };
        let entries: Vec<_> = catalog.entries().collect();
        for entries in entries.chunks(MAX_CATALOG_SEGMENT_ROWS) {
            let (mut part, lines) = build_segment(entries, write::to_json_line);
            part.lines = LineStore::InMemory(lines.into());
            shelf.push(part);
        }
        shelf
    }
}

/// Packs entries, and writes them on lines.
fn build_segment(entries: &[EntryRef<'_>], line: impl Fn(EntryRef<'_>) -> String) -> (Segment, String) {
    let (mut lines, mut builder) = (String::new(), SegmentBuilder::default());
    let at = |lines: &str| u32::try_from(lines.len()).unwrap_or(u32::MAX);
    for entry in entries {
        builder.push_entry(*entry, at(&lines));
        lines += &line(*entry);
        lines.push('\n');
    }
    (builder.finish(at(&lines)), lines)
}

/// An entry as JSON without the facts that a part has already (see [`Part::record`]).
fn json_without_fields(entry: EntryRef<'_>) -> String {
    let mut line = serde_json::from_str::<serde_json::Map<_, _>>(&write::to_json_line(entry)).unwrap_or_default();
    line.retain(|key, _| EncodedField::from_key(key, None).is_none_or(|fact| !fact.is_lossless()));
    serde_json::Value::Object(line).to_string()
}

impl Index {
    /// The entries of a catalogue that was packed when the program was built,
    /// with the lines that they are written on.
    ///
    /// # Errors
    ///
    /// Fails where something else was packed; a test holds that it was not.
    pub fn decode(packed: &'static [u8], lines: &'static [u8]) -> Result<Self, postcard::Error> {
        let ((head, mut part, blocks), columns): ((CatalogMeta, Segment, _), _) = postcard::take_from_bytes(packed)?;
        part.buffer = SegmentBuffer::Static(columns);
        part.lines = LineStore::Compressed(CompressedLines::new(blocks, lines).into());
        let mut shelf = Self { meta: Arc::new(head), ..Self::default() };
        shelf.push(part);
        Ok(shelf)
    }

    /// Packs the entries of a catalogue that is not too large for one part.
    ///
    /// # Errors
    ///
    /// Fails where the catalogue is too large.
    pub fn encode(catalog: &Catalog) -> Result<(Vec<u8>, Vec<u8>), postcard::Error> {
        let entries: Vec<_> = catalog.entries().collect();
        if entries.len() > MAX_CATALOG_SEGMENT_ROWS {
            return Err(postcard::Error::SerializeBufferFull);
        }
        let (part, lines) = build_segment(&entries, json_without_fields);
        let (blocks, pressed) = CompressedLines::compress(&lines);
        let mut packed = postcard::to_stdvec(&(catalog.meta(), &part, blocks))?;
        packed.extend_from_slice(&part.buffer);
        Ok((packed, pressed))
    }

    /// Adds entries at the end.
    pub fn push(&mut self, part: Segment) {
        self.base_rows.push(self.len);
        self.len += part.len();
        for (count, more) in self.stage_counts.iter_mut().zip(part.count_stages()) {
            *count += more;
        }
        self.segments.push(Arc::new(part));
        self.name_ordinals = Arc::default();
    }

    /// How many entries have each stage; extensions have none.
    pub fn stage_counts(&self) -> impl Iterator<Item = (Option<Stage>, usize)> {
        std::iter::once(None).chain(Stage::ALL.map(Some)).zip(self.stage_counts)
    }

    /// What it holds beside its entries.
    #[must_use]
    pub fn meta(&self) -> &CatalogMeta {
        &self.meta
    }

    /// Lets the scores on a benchmark stand in tables.
    pub fn set_active_benchmark(&mut self, place: usize) {
        Arc::make_mut(&mut self.meta).active_benchmark_idx = place;
    }

    /// Takes what a person has bookmarked in the place of what was.
    pub fn set_bookmarks(&mut self, bookmarks: Bookmarks) {
        self.bookmarks = bookmarks.into();
    }

    /// What a person has bookmarked, of what is here and elsewhere.
    #[must_use]
    pub fn bookmarks(&self) -> &Arc<Bookmarks> {
        &self.bookmarks
    }

    /// A person's note on the entry of a row, which may be empty; nothing where
    /// it is not bookmarked.
    #[must_use]
    pub fn bookmark_note(&self, row: usize) -> Option<&str> {
        let (part, row) = self.locate(row)?;
        self.bookmarks.note(part.id(row))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Its parts, each with its first row.
    #[must_use]
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (usize, &Arc<Segment>)> {
        self.base_rows.iter().copied().zip(&self.segments)
    }

    /// The number of the part that a row is in, and the row in it.
    #[must_use]
    pub fn locate_segment(&self, row: usize) -> Option<(usize, usize)> {
        let place = self.base_rows.partition_point(|start| *start <= row).checked_sub(1)?;
        Some((place, row - self.base_rows.get(place)?))
    }

    /// The part of a row, and the row in it.
    #[must_use]
    pub fn locate(&self, row: usize) -> Option<(&Segment, usize)> {
        let (place, row) = self.locate_segment(row)?;
        self.segments.get(place).filter(|part| row < part.len()).map(|part| (part.as_ref(), row))
    }

    /// The first row of a part.
    #[must_use]
    pub fn base_row(&self, place: usize) -> usize {
        self.base_rows.get(place).copied().unwrap_or_default()
    }

    /// Rows in their order, part by part: the number of the part, the part, its
    /// first row, the rows.
    #[must_use]
    pub fn group_by_segment<'s>(&'s self, rows: &'s [u32]) -> Vec<(usize, &'s Segment, usize, &'s [u32])> {
        let mut rest = rows;
        let take = |(place, (start, part)): (usize, (usize, &'s Arc<Segment>))| {
            let end = rest.partition_point(|row| (*row as usize) < start + part.len());
            let (here, behind) = rest.split_at_checked(end).unwrap_or_default();
            rest = behind;
            (place, part.as_ref(), start, here)
        };
        self.segments().enumerate().map(take).filter(|(.., here)| !here.is_empty()).collect()
    }

    /// The entry of a row; nothing where its file cannot be read any more.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Arc<Entry>> {
        let mut recent = self.entry_cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, record)) = recent.iter().find(|(other, _)| *other == row) {
            return Some(record.clone());
        }
        let (part, place) = self.locate(row)?;
        let record = Arc::new(part.read_entry(place)?);
        recent.truncate(ENTRY_CACHE_CAPACITY - 1);
        recent.push_front((row, record.clone()));
        Some(record)
    }

    /// Every entry, by row, each unpacked in turn.
    pub fn entries(&self) -> impl Iterator<Item = (usize, Entry)> {
        let of_part = |(start, part): (usize, &'_ Arc<Segment>)| {
            let part = part.clone();
            (0..part.len()).filter_map(move |row| Some((start + row, part.read_entry(row)?)))
        };
        self.segments().flat_map(of_part)
    }

    /// By row, where the name stands among all, as it was counted once.
    pub fn name_ordinals(&self, count: impl FnOnce() -> Vec<u32>) -> &[u32] {
        self.name_ordinals.get_or_init(count)
    }

    /// Makes ready what the first search, and the first look for an id, would wait for.
    pub fn prewarm(&self) {
        for part in &self.segments {
            let _ = (part.has_long_texts(), part.rows_by_id_hash());
        }
    }

    /// The row of an entry.
    #[must_use]
    pub fn row_by_id(&self, id: &str) -> Option<usize> {
        self.segments().find_map(|(start, part)| Some(start + part.row_by_id(id)?))
    }
}
