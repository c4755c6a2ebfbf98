//! Texts and numbers of many entries, while they are put together.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Stands between the texts of a row; no text of a catalogue holds it.
pub(crate) const UNIT_SEPARATOR: u8 = 0x1F;

/// Texts behind one another.
#[derive(Debug, Default)]
pub(crate) struct StringColumnBuilder {
    pub data: String,
    /// Where each ends, with the lowest byte first.
    pub offsets: Vec<[u8; 4]>,
}

impl StringColumnBuilder {
    pub fn push(&mut self, text: &str) {
        self.data.push_str(text);
        self.finish_value();
    }

    pub fn finish_value(&mut self) {
        self.offsets.push(u32::try_from(self.data.len()).unwrap_or(u32::MAX).to_le_bytes());
    }

    pub fn get(&self, place: usize) -> &str {
        let at = |place: usize| self.offsets.get(place).map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let start = place.checked_sub(1).map_or(0, at);
        self.data.get(start..at(place)).unwrap_or_default()
    }

    /// Drops all texts, and keeps their room.
    pub fn clear(&mut self) {
        self.data.clear();
        self.offsets.clear();
    }
}

/// Finds the numbers of texts, which count from 1, by their hashes.
#[derive(Default)]
pub(crate) struct Interner(HashTable<(u32, u16)>);

impl Interner {
    /// The number of a text; nothing where it is not among them.
    pub fn get(&self, texts: &StringColumnBuilder, text: &str) -> Option<u16> {
        let wanted = hash_str(text);
        let is_it = |(hash, number): &(u32, u16)| *hash == wanted && texts.get(usize::from(*number) - 1) == text;
        self.0.find(widen(wanted), is_it).map(|(_, number)| *number)
    }

    /// Puts a text that is not among them at the end; nothing where there are too many.
    pub fn insert(&mut self, texts: &mut StringColumnBuilder, text: &str) -> Option<u16> {
        let number = u16::try_from(texts.offsets.len() + 1).ok()?;
        texts.push(text);
        let hash = hash_str(text);
        self.0.insert_unique(widen(hash), (hash, number), |(hash, _)| widen(*hash));
        Some(number)
    }

    /// Drops all numbers, and keeps their room.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A hash over all the bits that a table looks at.
fn widen(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// A hash of a text.
#[must_use]
pub fn hash_str(text: &str) -> u32 {
    let hash = FxBuildHasher.hash_one(text);
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// A fact of every row, by numbers into a list of its values: 0 where it is
/// not known.
#[derive(Debug, Default)]
pub(crate) struct DictionaryColumnBuilder {
    /// With the lowest byte first; empty where no row knows it.
    pub keys: Vec<[u8; 2]>,
    pub dictionary: StringColumnBuilder,
    /// The letters of the values, where words are looked for in them.
    pub char_masks: Vec<[u8; 8]>,
}

impl DictionaryColumnBuilder {
    /// Drops all values, and keeps their room.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.dictionary.clear();
        self.char_masks.clear();
    }
}

/// Texts that only some rows have.
#[derive(Debug, Default)]
pub(crate) struct SparseStringColumnBuilder {
    /// With the lowest byte first.
    pub rows: Vec<[u8; 2]>,
    pub texts: StringColumnBuilder,
}

impl SparseStringColumnBuilder {
    pub fn push(&mut self, row: usize, texts: &[&str]) {
        self.rows.push(u16::try_from(row).unwrap_or(u16::MAX).to_le_bytes());
        for (place, text) in texts.iter().enumerate() {
            self.texts.data.extend((place > 0).then_some(char::from(UNIT_SEPARATOR)));
            self.texts.data.push_str(text);
        }
        self.texts.finish_value();
    }

    /// Drops all texts, and keeps their room.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.texts.clear();
    }
}
