//! Texts and numbers of many entries, while they are put together.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Stands between the texts of a row; no text of a catalogue holds it.
pub(super) const BETWEEN: u8 = 0x1F;

/// Texts behind one another.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub text: String,
    /// Where each ends, with the lowest byte first.
    pub ends: Vec<[u8; 4]>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.end();
    }

    pub fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX).to_le_bytes());
    }

    pub fn get(&self, place: usize) -> &str {
        let at = |place: usize| self.ends.get(place).map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let start = place.checked_sub(1).map_or(0, at);
        self.text.get(start..at(place)).unwrap_or_default()
    }

    /// Drops all texts, and keeps their room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// Finds the numbers of texts, which count from 1, by their hashes.
#[derive(Default)]
pub(super) struct Numbers(HashTable<(u32, u16)>);

impl Numbers {
    /// The number of a text; nothing where it is not among them.
    pub fn find(&self, texts: &Texts, text: &str) -> Option<u16> {
        let wanted = hash(text);
        let is_it = |(hash, number): &(u32, u16)| *hash == wanted && texts.get(usize::from(*number) - 1) == text;
        self.0.find(spread(wanted), is_it).map(|(_, number)| *number)
    }

    /// Puts a text that is not among them at the end; nothing where there are too many.
    pub fn push(&mut self, texts: &mut Texts, text: &str) -> Option<u16> {
        let number = u16::try_from(texts.ends.len() + 1).ok()?;
        texts.push(text);
        let hash = hash(text);
        self.0.insert_unique(spread(hash), (hash, number), |(hash, _)| spread(*hash));
        Some(number)
    }

    /// Drops all numbers, and keeps their room.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A hash over all the bits that a table looks at.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// A hash of a text.
#[must_use]
pub fn hash(text: &str) -> u32 {
    let hash = FxBuildHasher.hash_one(text);
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// A fact of every row, by numbers into a list of its values: 0 where it is
/// not known.
#[derive(Debug, Default)]
pub(super) struct Coded {
    /// With the lowest byte first; empty where no row knows it.
    pub codes: Vec<[u8; 2]>,
    pub values: Texts,
    /// The letters of the values, where words are looked for in them.
    pub letters: Vec<[u8; 8]>,
}

impl Coded {
    /// Drops all values, and keeps their room.
    pub fn clear(&mut self) {
        self.codes.clear();
        self.values.clear();
        self.letters.clear();
    }
}

/// Texts that only some rows have.
#[derive(Debug, Default)]
pub(super) struct Sparse {
    /// With the lowest byte first.
    pub rows: Vec<[u8; 2]>,
    pub texts: Texts,
}

impl Sparse {
    pub fn push(&mut self, row: usize, texts: &[&str]) {
        self.rows.push(u16::try_from(row).unwrap_or(u16::MAX).to_le_bytes());
        for (place, text) in texts.iter().enumerate() {
            self.texts.text.extend((place > 0).then_some(char::from(BETWEEN)));
            self.texts.text.push_str(text);
        }
        self.texts.end();
    }

    /// Drops all texts, and keeps their room.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.texts.clear();
    }
}
