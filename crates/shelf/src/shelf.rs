//! The shelf: what a person looks things up in, from sixty models to a million.
//!
//! Entries are packed in [`Part`]s as soon as they are read, and looked up by
//! their row; only what is looked at is unpacked.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

mod builder;
mod bytes;
mod columns;
pub mod dump;
mod fact;
mod kin;
mod letters;
pub mod lineage;
mod lines;
mod links;
mod part;
mod raw;
mod spelling;
mod texts;

pub use columns::{Codes, LetterColumn};
pub use fact::Fact;
pub use letters::Letters;
pub use links::Links;
pub use part::Part;
pub use spelling::Spelling;
pub use texts::hash;

use crate::{
    bookmarks::Bookmarks,
    catalog::{Catalog, Entry, Head, Record, model::Stage, write},
};
use builder::Builder;
use bytes::Bytes;
use lines::{Lines, Pressed};

/// Entries by their rows. Copying one is cheap, and keeps what it holds.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    head: Arc<Head>,
    parts: Vec<Arc<Part>>,
    /// The first row of each part.
    starts: Vec<usize>,
    len: usize,
    /// How many entries have each stage; the extensions, which have none, come first.
    stages: [usize; 1 + Stage::ALL.len()],
    recent: Arc<Recent>,
    /// What a person has bookmarked, of what is here and elsewhere.
    bookmarks: Arc<Bookmarks>,
    /// By row, where the name stands among all.
    names: Arc<OnceLock<Vec<u32>>>,
}

/// Entries that were looked at last and are kept ready.
type Recent = Mutex<VecDeque<(usize, Arc<Record>)>>;
/// How many of them: more than a screen shows.
const RECENT: usize = 256;
/// The most entries of a catalogue that are put into one part.
const TOGETHER: usize = 20_000;

impl From<&Catalog> for Shelf {
    fn from(catalog: &Catalog) -> Self {
        let mut shelf = Self { head: Arc::new(catalog.head().clone()), ..Self::default() };
        let entries: Vec<_> = catalog.entries().collect();
        for entries in entries.chunks(TOGETHER) {
            let (mut part, lines) = part_of(entries, write::json_line);
            part.lines = Lines::Kept(lines.into());
            shelf.push(part);
        }
        shelf
    }
}

/// Packs entries, and writes them on lines.
fn part_of(entries: &[Entry<'_>], line: impl Fn(Entry<'_>) -> String) -> (Part, String) {
    let (mut lines, mut builder) = (String::new(), Builder::default());
    let at = |lines: &str| u32::try_from(lines.len()).unwrap_or(u32::MAX);
    for entry in entries {
        builder.add_record(*entry, at(&lines));
        lines += &line(*entry);
        lines.push('\n');
    }
    (builder.take(at(&lines)), lines)
}

/// An entry as JSON without the facts that a part has already (see [`Part::record`]).
fn lean_line(entry: Entry<'_>) -> String {
    let mut line = serde_json::from_str::<serde_json::Map<_, _>>(&write::json_line(entry)).unwrap_or_default();
    line.retain(|key, _| Fact::of(key, None).is_none_or(|fact| !fact.is_whole()));
    serde_json::Value::Object(line).to_string()
}

impl Shelf {
    /// The entries of a catalogue that was packed when the program was built,
    /// with the lines that they are written on.
    ///
    /// # Errors
    ///
    /// Fails where something else was packed; a test holds that it was not.
    pub fn unpacked(packed: &'static [u8], lines: &'static [u8]) -> Result<Self, postcard::Error> {
        let ((head, mut part, blocks), columns): ((Head, Part, _), _) = postcard::take_from_bytes(packed)?;
        part.bytes = Bytes::Builtin(columns);
        part.lines = Lines::Pressed(Pressed::new(blocks, lines).into());
        let mut shelf = Self { head: Arc::new(head), ..Self::default() };
        shelf.push(part);
        Ok(shelf)
    }

    /// Packs the entries of a catalogue that is not too large for one part.
    ///
    /// # Errors
    ///
    /// Fails where the catalogue is too large.
    pub fn pack(catalog: &Catalog) -> Result<(Vec<u8>, Vec<u8>), postcard::Error> {
        let entries: Vec<_> = catalog.entries().collect();
        if entries.len() > TOGETHER {
            return Err(postcard::Error::SerializeBufferFull);
        }
        let (part, lines) = part_of(&entries, lean_line);
        let (blocks, pressed) = Pressed::press(&lines);
        let mut packed = postcard::to_stdvec(&(catalog.head(), &part, blocks))?;
        packed.extend_from_slice(&part.bytes);
        Ok((packed, pressed))
    }

    /// Adds entries at the end.
    pub fn push(&mut self, part: Part) {
        self.starts.push(self.len);
        self.len += part.len();
        for (count, more) in self.stages.iter_mut().zip(part.count_stages()) {
            *count += more;
        }
        self.parts.push(Arc::new(part));
        self.names = Arc::default();
    }

    /// How many entries have each stage; extensions have none.
    pub fn stages(&self) -> impl Iterator<Item = (Option<Stage>, usize)> {
        std::iter::once(None).chain(Stage::ALL.map(Some)).zip(self.stages)
    }

    /// What it holds beside its entries.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Lets the scores on a benchmark stand in tables.
    pub fn show_benchmark(&mut self, place: usize) {
        Arc::make_mut(&mut self.head).main = place;
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
    pub fn note(&self, row: usize) -> Option<&str> {
        let (part, row) = self.part_of(row)?;
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
    pub fn parts(&self) -> impl ExactSizeIterator<Item = (usize, &Arc<Part>)> {
        self.starts.iter().copied().zip(&self.parts)
    }

    /// The number of the part that a row is in, and the row in it.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<(usize, usize)> {
        let place = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        Some((place, row - self.starts.get(place)?))
    }

    /// The part of a row, and the row in it.
    #[must_use]
    pub fn part_of(&self, row: usize) -> Option<(&Part, usize)> {
        let (place, row) = self.place_of(row)?;
        self.parts.get(place).filter(|part| row < part.len()).map(|part| (part.as_ref(), row))
    }

    /// The first row of a part.
    #[must_use]
    pub fn start_of(&self, place: usize) -> usize {
        self.starts.get(place).copied().unwrap_or_default()
    }

    /// Rows in their order, part by part: the number of the part, the part, its
    /// first row, the rows.
    #[must_use]
    pub fn by_part<'s>(&'s self, rows: &'s [u32]) -> Vec<(usize, &'s Part, usize, &'s [u32])> {
        let mut rest = rows;
        let take = |(place, (start, part)): (usize, (usize, &'s Arc<Part>))| {
            let end = rest.partition_point(|row| (*row as usize) < start + part.len());
            let (here, behind) = rest.split_at_checked(end).unwrap_or_default();
            rest = behind;
            (place, part.as_ref(), start, here)
        };
        self.parts().enumerate().map(take).filter(|(.., here)| !here.is_empty()).collect()
    }

    /// The entry of a row; nothing where its file cannot be read any more.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Arc<Record>> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, record)) = recent.iter().find(|(other, _)| *other == row) {
            return Some(record.clone());
        }
        let (part, place) = self.part_of(row)?;
        let record = Arc::new(part.record(place)?);
        recent.truncate(RECENT - 1);
        recent.push_front((row, record.clone()));
        Some(record)
    }

    /// Every entry, by row, each unpacked in turn.
    pub fn records(&self) -> impl Iterator<Item = (usize, Record)> {
        let of_part = |(start, part): (usize, &'_ Arc<Part>)| {
            let part = part.clone();
            (0..part.len()).filter_map(move |row| Some((start + row, part.record(row)?)))
        };
        self.parts().flat_map(of_part)
    }

    /// By row, where the name stands among all, as it was counted once.
    pub fn grades_of_names(&self, count: impl FnOnce() -> Vec<u32>) -> &[u32] {
        self.names.get_or_init(count)
    }

    /// Makes ready what the first search, and the first look for an id, would wait for.
    pub fn warm(&self) {
        for part in &self.parts {
            let _ = (part.has_prose(), part.by_id());
        }
    }

    /// The row of an entry.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        self.parts().find_map(|(start, part)| Some(start + part.row_of(id)?))
    }
}
